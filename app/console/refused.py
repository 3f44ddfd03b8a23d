"""A refusal as a page: the form again with what is wrong above it, or the message by itself."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app import db
from app.access import Actor
from app.console import lists, showing
from app.console.pages import page
from app.console.showing import Refused
from app.console.signing_in import LOGIN
from app.routers.door import KeyNeeded
from app.routers.middleware import Scope

Again = Callable[[Session, Actor, Mapping[str, Any], Refused], Response]

FORMS: dict[object, Again] = {
    lists.take: lambda tx, actor, _, refused: showing.home(tx, actor, refused=refused),
    lists.mend: lambda tx, actor, given, refused: showing.one_list(tx, actor, int(given["list_id"]), refused=refused),
}
"""Which page asks again, by the act that was refused."""

MENDABLE = {400, 409, 413, 422}


def page_of(scope: Scope, problem: Mapping[str, Any]) -> Response:
    """The page for a problem; who is not known is led to the login."""
    if problem["code"] == KeyNeeded.code:
        return RedirectResponse(LOGIN, 303)
    state = scope.get("state", {})
    actor, again = state.get("actor"), FORMS.get(scope.get("endpoint"))
    if actor is None or again is None or problem["status"] not in MENDABLE:
        return page("refused.html", actor, status=problem["status"], problem=problem)
    with db.reading() as tx:
        return again(tx, actor, scope["path_params"], Refused(problem, state.get("typed", {})))
