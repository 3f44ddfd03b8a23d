"""Who puts a decision into force, as the province delegates it: by policy, place and sum, from a day on.

The law delegates differently by place; where no word is in force, the policy's route says who decides.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import audit, db
from app.access import Actor, NoSuchRecord, Role, find
from app.access.duties import refuse_same_hands, require_event
from app.errors import Forbidden, Invalid
from app.models import ApprovalLevel, Decision, Unit

ROUTE = "route"
_WORDS = {
    Role.DISTRICT_APPROVER: ("cấp huyện hoặc sở, ngành (district_approver)", "the district or department"),
    Role.PROVINCIAL_APPROVER: ("cấp tỉnh (provincial_approver)", "the province"),
}
_RECORDS = {Role.DISTRICT_APPROVER: Role.DISTRICT_OFFICER, Role.PROVINCIAL_APPROVER: Role.PROVINCIAL_OFFICER}


class NotTheApprover(Forbidden):
    """Theo phân cấp có hiệu lực vào ngày ký, quyết định {amount} đồng này do {decider} quyết định.
    By the delegation in force on the day of signing, this decision of {amount} đồng is made by {decider_en}.
    """


class ProvinceDelegates(Forbidden):
    """Phân cấp quyết định do cấp tỉnh lập.
    Who decides is delegated by the province.
    """


class BandUpsideDown(Invalid):
    """Mức trên của khoảng tiền phải từ mức dưới trở lên.
    The upper end of a band of sums is not below its lower end.
    """


class OneUnitOrAKind(Invalid):
    """Chỉ ghi một đơn vị cụ thể hoặc một loại đơn vị, không ghi cả hai.
    Name one unit or a kind of unit, not both.
    """


@dataclass(frozen=True, slots=True)
class Delegation:
    """Of which decisions it is said, from when, who makes them, and the paper that says so."""

    policy: str | None
    unit_kind: str | None
    unit: str | None
    since: date
    amount_from_vnd: int
    amount_to_vnd: int | None
    decider: str
    paper: str


def record(tx: Session, actor: Actor, said: Delegation) -> ApprovalLevel:
    """Say who decides; it counts when another confirms it.

    Raises ProvinceDelegates, BandUpsideDown, OneUnitOrAKind, NoSuchRecord.
    """
    if actor.unit_kind != "province":
        raise ProvinceDelegates
    if said.amount_to_vnd is not None and said.amount_to_vnd < said.amount_from_vnd:
        raise BandUpsideDown
    if said.unit is not None and said.unit_kind is not None:
        raise OneUnitOrAKind
    kept = {name: value for name, value in asdict(said).items() if name != "unit"}
    one = ApprovalLevel(
        **kept, unit_id=None if said.unit is None else _unit(tx, actor, said.unit), state="recorded",
        recorded_by_person_id=actor.person_id, district_id=actor.unit_id, act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(one)
    tx.flush()  # for its id
    audit.append(tx, "approval_level.recorded", f"approval_level/{one.id}", **asdict(said))
    return one


def confirm(tx: Session, actor: Actor, level_id: int) -> ApprovalLevel:
    """A second person agrees; decisions signed from its day on are made so. Raises SameHands, WrongState."""
    one = find(tx, actor, ApprovalLevel, level_id, lock=True)
    require_event("approval_level", one.state, "confirm")
    refuse_same_hands(one.recorded_by_person_id, actor.person_id)
    one.state, one.confirmed_by_person_id = "in_force", actor.person_id
    tx.flush()  # another of the same day and band is refused here
    audit.append(tx, "approval_level.in_force", f"approval_level/{one.id}", decider=one.decider, since=one.since)
    return one


def void(tx: Session, actor: Actor, level_id: int, reason: str) -> ApprovalLevel:
    """Give up what was recorded and not confirmed."""
    one = find(tx, actor, ApprovalLevel, level_id, lock=True)
    require_event("approval_level", one.state, "void")
    one.state = "void"
    audit.append(tx, "approval_level.void", f"approval_level/{one.id}", reason=reason)
    return one


def levels(tx: Session, *, after: int, limit: int) -> Sequence[ApprovalLevel]:
    """A page of them: they are rules, not records of a unit, and whoever may read any reads all."""
    columns = ApprovalLevel.__table__.c
    query = select(ApprovalLevel).where(columns.id > after).order_by(columns.id).limit(limit)
    return tx.scalars(query).all()


DECIDER = text("SELECT decider_of(:policy, :unit, :on, :amount)")
WITH_CHANGES = text("SELECT sum_decided_by(:changes, :more)")


def refuse_another(tx: Session, decision: Decision, signed_on: date, actor: Actor) -> None:
    """Whoever records or compares a decision is of the level that makes it. Raises NotTheApprover.

    A change is made by whom the sum is delegated to that the first decision and its changes come to with it, and never
    a lesser one than the first's. The database asks the same when the decision comes into force.
    """
    amount_vnd = _sum_decided(tx, decision)
    asked = {"unit": decision.district_id, "on": signed_on, "amount": amount_vnd}
    found = tx.scalar(DECIDER, {"policy": decision.policy, **asked})
    if found in {None, ROUTE}:
        return
    decider = Role(found)
    if actor.role not in {decider, _RECORDS[decider]}:
        vi, en = _WORDS[decider]
        raise NotTheApprover(amount=f"{amount_vnd:,}", decider=vi, decider_en=en, extra={"decider": found})


def _sum_decided(tx: Session, decision: Decision) -> int:
    if decision.changes_id is None:
        return decision.amount_vnd
    found: int = tx.execute(WITH_CHANGES, {"changes": decision.changes_id, "more": decision.amount_vnd}).scalar_one()
    return found


def _unit(tx: Session, actor: Actor, code: str) -> int:
    query = select(Unit.id).where(Unit.code == code, Unit.id.in_(actor.districts))
    found = tx.scalars(query).one_or_none()
    if found is None:
        raise NoSuchRecord
    return found
