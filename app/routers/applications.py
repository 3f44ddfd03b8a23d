"""Applications: looked at, told apart."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app import identity, looking_up, match_word, objection, paper_checking, refusal_notices, statements
from app.access import Action, Actor, find
from app.models import Application
from app.routers.door import ActRoute, ReadTx, StrictRoute, Tx, may
from app.routers.papers import FileShape
from app.routers.payouts import Sought
from app.routers.postings import ObjectionShape
from app.routers.shapes import After, Body, Flag, InAState, Limit, OfAPolicy, OfPolicy, Page, PathId, Text, page

router = APIRouter(prefix="/api", tags=["applications"], route_class=StrictRoute)
acts = APIRouter(prefix="/api", tags=["applications"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_LIST)]


class SameOrNot(Body):
    """A person's word on a likely match."""

    same: Flag
    note: Text


class ApplicationState(OfPolicy):
    """An application in short."""

    id: int
    state: str
    held: bool


class ApplicationShape(ApplicationState):
    """An application and what the rules said last."""

    round: int | None
    list_id: int
    submission_id: int | None
    decision_id: int | None
    beneficiary_id: int
    commune_code: str | None
    payment_method: str | None
    bank_bin: str | None
    account_last4: str | None
    full_name: str
    birth_year: int | None
    objected: bool  # an objection to its posting is not decided yet
    outcome: str
    amount_vnd: int
    reason: str | None
    law_on: date
    rules_version: str


class WholeApplication(ApplicationState):
    """An application with all determinations, likenesses, and what was said of it with which papers."""

    determinations: list[dict[str, Any]]
    likenesses: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    refusals: list[dict[str, Any]]  # by which decisions it was refused, with the letters
    objections: list[ObjectionShape]
    file: FileShape  # its papers


@router.get("/applications", response_model=Page[ApplicationShape])
def applications(
    tx: ReadTx,
    actor: Reader,
    list_id: Annotated[int | None, Query(alias="list", ge=1)] = None,
    policy: OfAPolicy = None,
    state: InAState = None,
    held: Annotated[bool | None, Query()] = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The applications of the actor's districts."""
    asked = {"policy": policy, "state": state, "held": held}
    return page(looking_up.applications(tx, actor, asked, list_id=list_id, after=after, limit=limit), limit)


@router.post("/applications/search", response_model=Page[ApplicationShape])
def search(tx: ReadTx, actor: Reader, sought: Sought, after: After = 0, limit: Limit = 200) -> dict[str, object]:
    """Applications by name or number."""
    person = identity.Sought(sought.name, sought.number, sought.account)
    found = looking_up.applications(tx, actor, {}, sought=person, after=after, limit=limit)
    return page(found, limit)


@router.get("/applications/{application_id}", response_model=WholeApplication)
def one_application(tx: ReadTx, actor: Reader, application_id: PathId) -> dict[str, Any]:
    """One application: every determination with its conditions and lines, and whom the person resembles."""
    found = find(tx, actor, Application, application_id)
    return {
        **{name: getattr(found, name) for name in ApplicationState.model_fields},
        "determinations": looking_up.determinations(tx, actor, found.id),
        "likenesses": looking_up.likenesses(tx, actor, found.id),
        "statements": statements.of_application(tx, actor, found.id),
        "refusals": refusal_notices.of_application(tx, found.id),
        "objections": objection.objections(tx, actor, {"application_id": found.id}),
        "file": paper_checking.file_of(tx, actor, found.id),
    }


@acts.post("/applications/{application_id}/match", response_model=ApplicationState)
def tell_apart(
    tx: Tx, actor: Annotated[Actor, may(Action.APPRAISE)], application_id: PathId, word: SameOrNot
) -> Application:
    """Say whether a likely match is the same person: only then does the application go on, or is withdrawn."""
    return match_word.decide_application(tx, actor, application_id, same=word.same, note=word.note)
