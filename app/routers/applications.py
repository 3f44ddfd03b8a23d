"""Applications: looked at, told apart, confirmed by others, paid elsewhere than first said."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from app import appraisal, confirming, correction, looking_up
from app.access import Action, Actor, find
from app.files import xlsx_out
from app.models import Application
from app.routers.door import ActRoute, ReadTx, StrictRoute, Tx, may
from app.routers.payouts import AnswerFaultShape, Sought
from app.routers.policies import download
from app.routers.shapes import After, Body, Day, Flag, Limit, Page, PathId, Shape, Text, page
from app.routers.uploads import SentFiles, takes
from app.settings import settings

router = APIRouter(prefix="/api", tags=["applications"], route_class=StrictRoute)
acts = APIRouter(prefix="/api", tags=["applications"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_LIST)]
Policy = Annotated[str, Query(max_length=40)]


class SameOrNot(Body):
    """A person's word on a likely match."""

    same: Flag
    note: Text


class PayTo(Body):
    """How somebody is to be paid from now on, and why."""

    payment_method: Literal["cash", "transfer"]
    account_number: Annotated[str, Field(max_length=19)] | None = None
    account_name: Text | None = None
    bank: Text | None = None
    reason: Text


class ApplicationState(Shape):
    """An application in short."""

    id: int
    policy: str
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
    payment_method: str
    bank_bin: str | None
    account_last4: str | None
    full_name: str
    birth_year: int | None
    outcome: str
    amount_vnd: int
    reason: str | None
    law_on: date
    rules_version: str


class WholeApplication(ApplicationState):
    """An application with all determinations and likenesses."""

    determinations: list[dict[str, Any]]
    likenesses: list[dict[str, Any]]


class ConfirmationTaken(Shape):
    """What the agency's answer brought about."""

    taken: int
    unknown: Sequence[str]
    outcomes: dict[str, int]
    faults: Sequence[AnswerFaultShape]


@router.get("/applications", response_model=Page[ApplicationShape])
def applications(
    tx: ReadTx,
    actor: Reader,
    list_id: Annotated[int | None, Query(alias="list", ge=1)] = None,
    policy: Annotated[str | None, Query(max_length=40)] = None,
    state: Annotated[str | None, Query(max_length=20)] = None,
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
    found = looking_up.applications(tx, actor, {}, name=sought.name, number=sought.number, after=after, limit=limit)
    return page(found, limit)


@router.get("/applications/{application_id}", response_model=WholeApplication)
def one_application(tx: ReadTx, actor: Reader, application_id: PathId) -> dict[str, Any]:
    """One application: every determination with its conditions and lines, and whom the person resembles."""
    found = find(tx, actor, Application, application_id)
    return {
        **{name: getattr(found, name) for name in ApplicationState.model_fields},
        "determinations": looking_up.determinations(tx, actor, found.id),
        "likenesses": looking_up.likenesses(tx, actor, found.id),
    }


@acts.post("/applications/{application_id}/match", response_model=ApplicationState)
def tell_apart(
    tx: Tx, actor: Annotated[Actor, may(Action.APPRAISE)], application_id: PathId, word: SameOrNot
) -> Application:
    """Say whether a likely match is the same person: only then does the application go on, or is withdrawn."""
    return appraisal.release_held(tx, actor, application_id, same=word.same, note=word.note)


@acts.post("/applications/{application_id}/payment", response_model=ApplicationState)
def correct_payment(
    tx: Tx, actor: Annotated[Actor, may(Action.CORRECT_PAYMENT)], application_id: PathId, to: PayTo
) -> Application:
    """Correct where a person is paid; what a bank rejected or somebody stopped can be batched again."""
    where = correction.PayTo(to.payment_method, to.account_number, to.account_name, to.bank)
    return correction.correct(tx, actor, application_id, where, to.reason)


@router.get("/confirmations/request.xlsx", response_class=Response)
def request_file(tx: ReadTx, actor: Annotated[Actor, may(Action.CONFIRM)], policy: Policy) -> Response:
    """What the insurance agency is asked, to be filled in by it."""
    return download(confirming.request_file(tx, actor, policy), "de-nghi-xac-nhan-bhxh.xlsx", xlsx_out.MEDIA_TYPE)


@acts.post("/confirmations", response_model=ConfirmationTaken, openapi_extra=takes(xlsx_out.MEDIA_TYPE))
def confirm(
    tx: Tx,
    actor: Annotated[Actor, may(Action.CONFIRM)],
    files: SentFiles,
    on: Annotated[Day | None, Query(description="the law's day; today by default")] = None,
    _policy: Annotated[str | None, Query(alias="policy", max_length=40, description="as in the request")] = None,
) -> confirming.Taken:
    """Take in the agency's filled-in answer: its word counts for each row."""
    return confirming.take(tx, actor, files[0].data, on or settings().today())
