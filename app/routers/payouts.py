"""Payouts and people: what was paid, to whom, why, as of when; answers taken in; supports of before."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from app import answering, history, identity, looking_up, objection, payment, recording
from app.access import Action, Actor, find
from app.files import xlsx_out
from app.models import Answer, PaymentBatch
from app.routers.batches import BatchShape
from app.routers.door import ActRoute, ReadTx, StrictRoute, Tx, may
from app.routers.going_up import Why
from app.routers.lists import FaultShape
from app.routers.shapes import ID_MAX, After, Body, InAState, Limit, OfAPaidPolicy, Page, PathId, Shape, Text, page
from app.routers.uploads import TAKES_TABLE, SentFiles, takes

router = APIRouter(prefix="/api", tags=["payouts"], route_class=StrictRoute)
acts = APIRouter(prefix="/api", tags=["payouts"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_HISTORY)]
Code = Annotated[str | None, Query(max_length=40)]
Number = Annotated[int | None, Query(ge=0, le=ID_MAX)]
Moment = Annotated[AwareDatetime | None, Query(description="an instant with its zone: 2021-11-20T00:00:00+07:00")]


class Sought(Body):
    """Whom to look for: by name, number (of a person, a household or an employer) or account."""

    name: Text | None = None
    number: Annotated[str, Field(pattern=r"^[0-9A-Z/-]{6,30}$")] | None = None  # a household's has letters
    account: Annotated[str, Field(pattern=r"^[0-9A-Z]{6,19}$")] | None = None

    @model_validator(mode="after")
    def somebody(self) -> Self:
        """A search looks for somebody; everybody is on the pages of their districts."""
        if not (self.name or self.number or self.account):
            raise PydanticCustomError("nobody_sought", "name, number or account is needed")
        return self


class PayoutShape(Shape):
    """One payout."""

    id: int
    batch_id: int
    decision_id: int
    policy: str
    district_id: int
    commune_code: str | None
    beneficiary_id: int
    application_id: int
    payee_name: str
    amount_vnd: int
    state: str
    reason: str | None
    end_to_end_id: str
    bank_bin: str | None
    account_last4: str | None
    settled_on: date | None


class Found(Shape):
    """A beneficiary in short."""

    id: int
    full_name: str
    birth_year: int | None


class AnswerFaultShape(Shape):
    """What is wrong with a line of a filled-in form."""

    code: str
    vi: str
    en: str
    sheet: str | None
    row: int | None
    column: str | None
    reference: str | None


class AnswerTaken(Shape):
    """What an answer brought about."""

    answer_id: int
    repeated: bool
    counts: dict[str, int]
    faults: list[AnswerFaultShape]


class AnswerShape(Shape):
    """An answer on record."""

    id: int
    kind: str
    message_id: str | None
    counts: dict[str, int]


class ExceptionShape(Shape):
    """A line of an answer that somebody has to look at."""

    id: int
    payout_id: int | None
    reference: str
    code: str
    detail: dict[str, Any]


class RecordedShape(Shape):
    """What was recorded of supports paid before."""

    recorded: int
    known: list[int]
    faults: list[FaultShape]


def filters(
    district: Number = None,
    commune: Code = None,
    policy: OfAPaidPolicy = None,
    batch: Number = None,
    decision: Number = None,
    state: InAState = None,
    amount_min: Number = None,
    amount_max: Number = None,
    paid_from: Moment = None,
    paid_to: Moment = None,
    as_of: Moment = None,
) -> history.Filters:
    """Which payouts: nothing personal stands in an address."""
    return history.Filters(
        district, commune, policy, batch, decision, state, amount_min, amount_max, paid_from, paid_to, as_of
    )


Filtered = Annotated[history.Filters, Depends(filters)]


@router.get("/payouts", response_model=Page[PayoutShape])
def payouts(tx: ReadTx, actor: Reader, asked: Filtered, after: After = 0, limit: Limit = 200) -> dict[str, object]:
    """The payouts of the actor's districts, as they are, or as they were at a moment."""
    return page(history.payouts(tx, actor, asked, after=after, limit=limit), limit)


@router.get("/payouts/totals")
def totals(tx: ReadTx, actor: Reader, asked: Filtered) -> Mapping[str, Mapping[str, int]]:
    """Count and sum by state."""
    return history.totals(tx, actor, asked)


@router.post("/payouts/search", response_model=Page[PayoutShape])
def search_payouts(
    tx: ReadTx, actor: Reader, asked: Filtered, sought: Sought, after: After = 0, limit: Limit = 200
) -> dict[str, object]:
    """Payouts by person, number or account."""
    person = identity.Sought(sought.name, sought.number, sought.account)
    return page(history.payouts(tx, actor, asked, person, after=after, limit=limit), limit)


@acts.post("/payouts/{payout_id}/stop", response_model=BatchShape)
def stop(tx: Tx, actor: Annotated[Actor, may(Action.FORM_BATCH)], payout_id: PathId, why: Why) -> PaymentBatch:
    """Take one payout out of its batch before the release."""
    return payment.stop(tx, actor, payout_id, why.reason)


@router.post("/beneficiaries/search", response_model=dict[Literal["items"], list[Found]])
def search_beneficiaries(tx: ReadTx, actor: Reader, sought: Sought) -> dict[str, Sequence[Mapping[str, Any]]]:
    """People by name, number or account."""
    return {"items": history.find_beneficiaries(tx, actor, identity.Sought(sought.name, sought.number, sought.account))}


@router.get("/beneficiaries/{beneficiary_id}/history")
def story(tx: ReadTx, actor: Reader, beneficiary_id: PathId) -> dict[str, Any]:
    """One person's whole story, from row to settlement."""
    told = history.story(tx, actor, beneficiary_id)
    return {**told, "objections": objection.of_beneficiary(tx, actor, beneficiary_id)}


@acts.post(
    "/answers",
    status_code=201,
    response_model=AnswerTaken,
    openapi_extra=takes("application/xml", xlsx_out.MEDIA_TYPE),
)
def take_answer(tx: Tx, actor: Annotated[Actor, may(Action.TAKE_ANSWER)], files: SentFiles) -> answering.Taken:
    """Take in a bank's pain.002 or a filled-in signing list."""
    return answering.take(tx, actor, files)


@router.get("/answers", response_model=Page[AnswerShape])
def answers(
    tx: ReadTx, actor: Annotated[Actor, may(Action.READ_BATCH)], after: After = 0, limit: Limit = 200
) -> dict[str, object]:
    """The answers taken in by the actor's units."""
    return page(looking_up.records(tx, actor, Answer, {}, after=after, limit=limit), limit)


@router.get("/answers/{answer_id}/exceptions")
def exceptions(
    tx: ReadTx, actor: Annotated[Actor, may(Action.READ_BATCH)], answer_id: PathId
) -> dict[str, list[ExceptionShape]]:
    """The lines of an answer that could not be booked."""
    found = looking_up.exceptions(tx, find(tx, actor, Answer, answer_id))
    return {"items": [ExceptionShape.model_validate(line) for line in found]}


@acts.post(
    "/prior-supports",
    status_code=201,
    response_model=RecordedShape,
    openapi_extra=TAKES_TABLE,
)
def record_supports(
    tx: Tx,
    actor: Annotated[Actor, may(Action.RECORD_SUPPORT)],
    files: SentFiles,
    unit: Annotated[str | None, Query(max_length=60)] = None,
) -> recording.Recorded:
    """Record supports paid before the service began: they count, they show, they are never payable."""
    return recording.take(tx, actor, files, unit)
