"""Somebody's numbers: masked, or whole for a reason; and who has looked at whom."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import StringConstraints

from app import unmasking
from app.access import Action, Actor
from app.errors import BadRequest
from app.routers.door import ActRoute, ReadTx, StrictRoute, Terms, Tx, may
from app.routers.shapes import ID_MAX, After, Body, Limit, Page, PathId, Shape, page


class NotRehearsed(BadRequest):
    """Việc xem đầy đủ không chạy thử được: mỗi lần xem phải để lại lý do.
    Seeing somebody whole is not rehearsed: a reason is left each time.
    """


class SeenRoute(ActRoute):
    """An act that is not rehearsed: its answer is its effect."""

    async def terms(self, request: Request) -> Terms:
        """As of every act. Raises NotRehearsed."""
        terms = await super().terms(request)
        if terms.rehearsed:
            raise NotRehearsed
        return terms


router = APIRouter(prefix="/api", tags=["people"], route_class=StrictRoute)
acts = APIRouter(prefix="/api", tags=["people"], route_class=SeenRoute)

Reason = Literal["audit", "complaint", "identity_check", "payment_inquiry", "authority_request", "own_request"]
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")
]


class Why(Body):
    """Why somebody has to be seen whole: a reason of the list, and what it is about in words."""

    reason: Reason
    words: Words


class DocumentNumber(Shape):
    """A number somebody is known by."""

    kind: str
    number: str | None


class AccountNumber(Shape):
    """Where somebody is paid."""

    bank_bin: str | None
    number: str | None
    holder: str | None


class IdentityShape(Shape):
    """Who somebody is; numbers are whole until `until`, and masked where there is none."""

    beneficiary_id: int
    full_name: str
    birth_date: date | None
    birth_year: int | None
    documents: list[DocumentNumber]
    accounts: list[AccountNumber]
    phones: list[str | None]
    until: datetime | None


class UnmaskingShape(Shape):
    """Who looked at whom, why, when."""

    id: int
    beneficiary_id: int
    person: str
    role: str
    unit: str
    reason: str
    words: str
    at: datetime
    until: datetime


@acts.post("/beneficiaries/{beneficiary_id}/unmasking", response_model=IdentityShape)
def unmask(tx: Tx, actor: Annotated[Actor, may(Action.UNMASK)], beneficiary_id: PathId, why: Why) -> unmasking.Identity:
    """See somebody whole, for a reason; it holds for some hours, for one natural person."""
    return unmasking.unmask(tx, actor, beneficiary_id, why.reason, why.words)


@router.get("/beneficiaries/{beneficiary_id}/identity", response_model=IdentityShape)
def read(tx: ReadTx, actor: Annotated[Actor, may(Action.UNMASK)], beneficiary_id: PathId) -> unmasking.Identity:
    """Somebody's numbers: whole while a reason holds, else masked."""
    return unmasking.read(tx, actor, beneficiary_id)


@router.get("/unmaskings", response_model=Page[UnmaskingShape])
def unmaskings(
    tx: ReadTx,
    actor: Annotated[Actor, may(Action.READ_UNMASKINGS)],
    beneficiary: Annotated[int | None, Query(ge=1, le=ID_MAX)] = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, Any]:
    """Who looked at whom, why, and when."""
    return page(unmasking.page_of(tx, actor, beneficiary, after, limit), limit)
