"""Statements: what other bodies confirm of each row, and that a person declines."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from app import confirming, declining
from app.access import Action, Actor
from app.files import xlsx_out
from app.models import Application
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.payouts import AnswerFaultShape
from app.routers.policies import download
from app.routers.shapes import Body, Day, PathId, PolicyCode, Shape, Text
from app.routers.uploads import SentFiles, takes
from app.settings import settings

router = APIRouter(prefix="/api", tags=["applications"])
acts = APIRouter(prefix="/api", tags=["applications"], route_class=ActRoute)

ByBody = Annotated[
    Literal["insurance_agency", "tax_branch", "employment_centre"], Query(description="which body confirms")
]
LawDay = Annotated[Day | None, Query(description="the law's day; today by default")]
FILES = {
    "insurance_agency": "de-nghi-xac-nhan-bhxh.xlsx",
    "tax_branch": "de-nghi-xac-nhan-thue.xlsx",
    "employment_centre": "de-nghi-xac-nhan-viec-lam.xlsx",
}


class OwnPaper(Body):
    """A person's own signed paper: one person, one paper."""

    paper_number: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$")]
    paper_date: Day
    reason: Text | None = None

    def paper(self) -> declining.Paper:
        """As the act takes it."""
        return declining.Paper(self.paper_number.strip(), self.paper_date, self.reason)


class DeclinedPaper(OwnPaper):
    """The paper by which a person declines, with the reason that they give."""

    reason: Text


class DecliningShape(Shape):
    """An application after its person's own word."""

    id: int
    policy: str
    state: str
    held: bool
    determination_id: int | None


class ConfirmationTaken(Shape):
    """What a body's answer brought about."""

    taken: int
    unknown: Sequence[str]
    outcomes: dict[str, int]
    faults: Sequence[AnswerFaultShape]


@router.get("/confirmations/request.xlsx", response_class=Response)
def request_file(
    tx: ReadTx,
    actor: Annotated[Actor, may(Action.CONFIRM)],
    policy: Annotated[PolicyCode, Query()],
    body: ByBody = "insurance_agency",
) -> Response:
    """What a body is asked of each row that waits for its word, to be filled in by it."""
    return download(confirming.request_file(tx, actor, policy, body), FILES[body], xlsx_out.MEDIA_TYPE)


@acts.post("/confirmations", response_model=ConfirmationTaken, openapi_extra=takes(xlsx_out.MEDIA_TYPE))
def confirm(
    tx: Tx,
    actor: Annotated[Actor, may(Action.CONFIRM)],
    files: SentFiles,
    policy: Annotated[PolicyCode, Query(description="as in the request")] = "suspended_contract",
    body: ByBody = "insurance_agency",
    on: LawDay = None,
) -> confirming.Taken:
    """Take in a body's filled-in answer: confirmed, not so, or the right value; its latest word on a fact counts."""
    return confirming.take(tx, actor, files, policy, body, on or settings().today())


@acts.post("/applications/{application_id}/decline", response_model=DecliningShape)
def decline(
    tx: Tx,
    actor: Annotated[Actor, may(Action.DECLINE)],
    application_id: PathId,
    said: DeclinedPaper,
    on: LawDay = None,
) -> Application:
    """Record that a person declines, by their own signed paper; there is no declining for many at once."""
    return declining.decline(tx, actor, application_id, said.paper(), on or settings().today())


@acts.post("/applications/{application_id}/decline/withdrawal", response_model=DecliningShape)
def withdraw_declining(
    tx: Tx,
    actor: Annotated[Actor, may(Action.DECLINE)],
    application_id: PathId,
    said: OwnPaper,
    on: LawDay = None,
) -> Application:
    """Take a declining back, by the person's own later paper: nobody else can."""
    return declining.withdraw(tx, actor, application_id, said.paper(), on or settings().today())
