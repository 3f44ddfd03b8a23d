"""Pages of beneficiary lists: sent, looked at, mended."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from app import intake
from app.access import Action, Actor
from app.console import showing
from app.console.forms import FormRoute, ListForm, MendingForm
from app.routers.door import ReadTx, Tx, may
from app.routers.shapes import After, PathId
from app.routers.uploads import SentFiles, in_font

router = APIRouter(prefix="/console", include_in_schema=False)
acts = APIRouter(prefix="/console", include_in_schema=False, route_class=FormRoute)


@router.get("")
def home(tx: ReadTx, actor: Annotated[Actor, may(Action.READ_LAW)], after: After = 0) -> Response:
    """Who I am, a form for a list, the latest lists."""
    return showing.home(tx, actor, after=after)


@acts.post("/lists")
def take(
    tx: Tx, actor: Annotated[Actor, may(Action.SUBMIT_LIST)], files: SentFiles, form: Annotated[ListForm, Form()]
) -> Response:
    """Send lists."""
    return showing.taken(
        actor, intake.take(tx, actor, in_font(files, form.source_font), form.order()), rehearsed=form.rehearsed
    )


@router.get("/lists/{list_id}")
def one_list(
    tx: ReadTx, actor: Annotated[Actor, may(Action.READ_LIST)], list_id: PathId, after: After = 0
) -> Response:  # fmt: skip
    """A list as it stands."""
    return showing.one_list(tx, actor, list_id, after=after)


@acts.post("/lists/{list_id}/corrections")
def mend(
    tx: Tx,
    actor: Annotated[Actor, may(Action.SUBMIT_LIST)],
    list_id: PathId,
    files: SentFiles,
    form: Annotated[MendingForm, Form()],
) -> Response:
    """Send the mended list."""
    found = intake.mend(
        tx, actor, list_id, in_font(files, form.source_font), form.dates(), whole=form.extent == "whole"
    )
    return showing.mended(actor, found, list_id, rehearsed=form.rehearsed)
