"""Funds: opened, allotted money by a decision, and put together for a policy; each word of money by two people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import audit, db, ledger
from app.access import Actor, NoSuchRecord, find, visible
from app.access.duties import refuse_same_hands, require_event
from app.errors import Conflict, Forbidden, Invalid
from app.models import Fund, FundAllotment, Funding, FundingPart, Unit
from app.settings import settings
from app.transfer_kinds import KINDS, About, account


class NotTheFundsUnit(Forbidden):
    """Nguồn kinh phí này do đơn vị khác quản lý.
    This fund is another unit's to manage.
    """


class AllotmentDiffers(Conflict):
    """Số, ngày hoặc số tiền bạn đọc trên quyết định không khớp với bản đã ghi.
    The number, the day or the sum that you read off the decision is not the recorded one.
    """


class AllotmentInFuture(Invalid):
    """Ngày ký {signed_on} sau ngày hôm nay ({today}).
    The day of signing {signed_on} is after today ({today}).
    """


class FundTwice(Invalid):
    """Mỗi nguồn kinh phí chỉ ghi một lần trong một cơ cấu nguồn.
    A fund stands once in a funding.
    """


class UnitsFundsOnly(Forbidden):
    """Cơ cấu nguồn dùng chung cho cả tỉnh do tỉnh lập; huyện chỉ lập cho chính mình.
    A funding for the whole province is the province's to make; a district makes its own only.
    """


@dataclass(frozen=True, slots=True)
class Paper:
    """The decision that gives a fund money."""

    kind: str  # allot | raise | cut
    number: str
    signed_on: date
    signer: str
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Mix:
    """Which funds pay a policy from a day on; of no policy or unit, for all."""

    policy: str | None
    unit_id: int | None
    since: date
    paper: str
    parts: Sequence[tuple[int, int]]  # fund, weight


def open_fund(tx: Session, actor: Actor, said: Mapping[str, object]) -> Fund:
    """A fund of the actor's unit, with nothing in it yet."""
    fund = Fund(**said, district_id=actor.unit_id, act_id=db.act_id(tx))
    tx.add(fund)
    tx.flush()  # for its id; the same fund again is refused here
    audit.append(
        tx, "fund.opened", f"fund/{fund.id}", code=fund.code, source=fund.source, programme=fund.programme,
        budget_year=fund.budget_year,
    )  # fmt: skip
    return fund


def allot(tx: Session, actor: Actor, fund_id: int, paper: Paper) -> FundAllotment:
    """Record a decision that gives a fund money, or takes some back; it counts when another confirms it."""
    fund = find(tx, actor, Fund, fund_id)
    if fund.district_id != actor.unit_id:
        raise NotTheFundsUnit
    if paper.signed_on > settings().today():
        raise AllotmentInFuture(signed_on=paper.signed_on, today=settings().today())
    allotment = FundAllotment(
        fund_id=fund.id, kind=paper.kind, number=paper.number, signed_on=paper.signed_on, signer=paper.signer,
        amount_vnd=paper.amount_vnd, state="recorded", recorded_by_person_id=actor.person_id,
        district_id=fund.district_id, act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(allotment)
    tx.flush()  # for its id; a paper recorded before is refused here
    audit.append(
        tx, "fund.allotment_recorded", f"fund/{fund.id}", allotment=allotment.id, kind=paper.kind,
        number=paper.number, signed_on=paper.signed_on, amount_vnd=paper.amount_vnd,
    )  # fmt: skip
    return allotment


def confirm_allotment(
    tx: Session, actor: Actor, allotment_id: int, *, number: str, signed_on: date, amount_vnd: int
) -> FundAllotment:
    """A second person reads the paper again; if it agrees, the money is there. Raises SameHands, AllotmentDiffers."""
    one = find(tx, actor, FundAllotment, allotment_id, lock=True)
    _require_second(one, actor)
    if (number, signed_on, amount_vnd) != (one.number, one.signed_on, one.amount_vnd):
        raise AllotmentDiffers
    one.state, one.confirmed_by_person_id = "in_force", actor.person_id
    code = "cut" if one.kind == "cut" else "allot"
    credit, debit = (account(kind, one.fund_id, About()) for kind in (KINDS[code].credit, KINDS[code].debit))
    ledger.book(tx, [ledger.Transfer(code, f"allotment/{one.id}", credit, debit, one.amount_vnd)])
    audit.append(
        tx, "fund.allotted", f"fund/{one.fund_id}", allotment=one.id, kind=one.kind, number=number,
        amount_vnd=amount_vnd,
    )  # fmt: skip
    return one


def fund_by(tx: Session, actor: Actor, mix: Mix) -> Funding:
    """Say which funds pay, in which shares; it counts when another confirms it. Raises FundTwice, UnitsFundsOnly."""
    if actor.unit_kind != "province" and mix.unit_id != actor.unit_id:
        raise UnitsFundsOnly
    if mix.unit_id is not None and mix.unit_id not in actor.districts:
        raise NoSuchRecord
    _require_visible(tx, actor, [fund_id for fund_id, _ in mix.parts])
    funding = Funding(
        policy=mix.policy, unit_id=mix.unit_id, since=mix.since, paper=mix.paper, state="recorded",
        recorded_by_person_id=actor.person_id, district_id=actor.unit_id, act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(funding)
    tx.flush()  # for its id
    parts = [
        {"funding_id": funding.id, "position": position, "fund_id": fund_id, "weight": weight}
        for position, (fund_id, weight) in enumerate(mix.parts, start=1)
    ]
    tx.execute(insert(FundingPart), parts)
    audit.append(
        tx, "funding.recorded", f"funding/{funding.id}", policy=mix.policy, unit=mix.unit_id, since=mix.since,
        parts=[list(part) for part in mix.parts],
    )  # fmt: skip
    return funding


def confirm_funding(tx: Session, actor: Actor, funding_id: int) -> Funding:
    """A second person agrees; decisions signed from its day on are paid so. Raises SameHands."""
    one = find(tx, actor, Funding, funding_id, lock=True)
    _require_second(one, actor)
    one.state, one.confirmed_by_person_id = "in_force", actor.person_id
    tx.flush()  # another of the same day is refused here
    audit.append(tx, "funding.in_force", f"funding/{one.id}", policy=one.policy, since=one.since)
    return one


def void(tx: Session, actor: Actor, model: type[FundAllotment | Funding], record_id: int, reason: str) -> None:
    """Give up what was recorded and not confirmed."""
    one = find(tx, actor, model, record_id, lock=True)
    require_event(model.__tablename__, one.state, "void")
    one.state = "void"
    audit.append(tx, f"{model.__tablename__}.void", f"{model.__tablename__}/{one.id}", reason=reason)


def _require_second(one: FundAllotment | Funding, actor: Actor) -> None:
    require_event(one.__tablename__, one.state, "confirm")
    refuse_same_hands(one.recorded_by_person_id, actor.person_id)
    if one.district_id != actor.unit_id:
        raise NotTheFundsUnit


def _require_visible(tx: Session, actor: Actor, fund_ids: Sequence[int]) -> None:
    if len(set(fund_ids)) != len(fund_ids):
        raise FundTwice
    mine = tx.scalars(visible(actor, Fund).where(Fund.id.in_(fund_ids))).all()
    if len(mine) != len(fund_ids):
        raise NoSuchRecord


def unit_by_code(tx: Session, actor: Actor, code: str) -> int:
    """The id of a unit of the actor's scope. Raises NoSuchRecord."""
    query = select(Unit.id).where(Unit.code == code, Unit.id.in_(actor.districts))
    found = tx.scalars(query).one_or_none()
    if found is None:
        raise NoSuchRecord
    return found
