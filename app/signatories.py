"""Who signs a unit's payment papers: said by one and confirmed by another, from a day on; substitutes for a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import audit, db
from app.access import Actor, find, visible
from app.access.duties import refuse_same_hands, require_event
from app.errors import Conflict, Forbidden, Invalid
from app.models import BatchSignatory, NaturalPerson, PaymentBatch, Signatory
from app.signed_by import ROLES


class NotOurSignatory(Forbidden):
    """Người ký của đơn vị nào do đơn vị đó khai và duyệt.
    Who signs for a unit is the unit's own to say and confirm.
    """


class SubstituteUnclear(Invalid):
    """Người được uỷ quyền cần số văn bản uỷ quyền, ngày bắt đầu và ngày kết thúc, và phải là người khác.
    A substitute needs the paper's number, a first and a last day, and is another person.
    """


class RoleUnclear(Invalid):
    """Ghi vai trò ký, hoặc người được thay; không ghi cả hai.
    Say the role, or who is substituted, and not both.
    """


class PeriodReversed(Invalid):
    """Ngày cuối {until} trước ngày đầu {since}.
    The last day {until} is before the first, {since}.
    """


class SignsTwice(Conflict):
    """Người này đã ký ở vai trò khác trong thời gian đó; ba chữ ký phải là của ba người.
    This person signs in another role at that time; the three signatures are three people's.
    """


@dataclass(frozen=True, slots=True)
class Appointment:
    """Somebody's signature: in a role, or in the place of somebody who has one."""

    role: str | None
    person: str
    title: str
    since: date
    until: date | None
    substitutes: int | None
    paper: str | None


def record(tx: Session, actor: Actor, said: Appointment) -> Signatory:
    """Say who signs; it counts when another confirms it. Raises RoleUnclear, SubstituteUnclear, PeriodReversed."""
    if (said.role is None) == (said.substitutes is None):
        raise RoleUnclear
    if said.until and said.until < said.since:
        raise PeriodReversed(since=said.since, until=said.until)
    person_id = _person(tx, said.person)
    one = Signatory(
        role=said.role or _substituted(tx, actor, said, person_id), person_id=person_id, title=said.title,
        since=said.since, until=said.until, substitutes_id=said.substitutes, paper=said.paper, state="recorded",
        recorded_by_person_id=actor.person_id, district_id=actor.unit_id, act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(one)
    tx.flush()  # for its id
    return _entered(tx, one, "recorded", since=one.since, until=one.until)


def confirm(tx: Session, actor: Actor, signatory_id: int) -> Signatory:
    """A second person has seen the paper. Raises SameHands, SignsTwice."""
    one = _own(tx, actor, signatory_id, "confirm")
    refuse_same_hands(one.recorded_by_person_id, actor.person_id)
    if tx.scalar(ELSEWHERE, {"id": one.id}):
        raise SignsTwice
    one.state, one.confirmed_by_person_id = "in_force", actor.person_id
    return _entered(tx, one, "in_force")


def end(tx: Session, actor: Actor, signatory_id: int, on: date) -> Signatory:
    """Say the last day of a signature that ends before its time. Raises PeriodReversed."""
    one = _own(tx, actor, signatory_id, "end")
    if on < one.since:
        raise PeriodReversed(since=one.since, until=on)
    one.state, one.ended_on = "ended", on
    return _entered(tx, one, "ended", on=on)


def void(tx: Session, actor: Actor, signatory_id: int, reason: str) -> Signatory:
    """Give up what nobody has confirmed."""
    one = _own(tx, actor, signatory_id, "void")
    one.state = "void"
    return _entered(tx, one, "void", reason=reason)


ELSEWHERE = text("""
    SELECT EXISTS (
        SELECT FROM signatory n JOIN signatory o ON o.district_id = n.district_id AND o.person_id = n.person_id
            AND o.role <> n.role AND o.state IN ('in_force', 'ended')
        WHERE n.id = :id AND n.since <= least(o.until, o.ended_on, 'infinity')
          AND o.since <= coalesce(n.until, 'infinity'))
""")


def _person(tx: Session, name: str) -> int:
    """The natural person of this name: the one whom accounts are told apart by too."""
    tx.execute(insert(NaturalPerson).values(name=name).on_conflict_do_nothing())
    return tx.scalars(select(NaturalPerson.id).where(NaturalPerson.name == name)).one()


def _substituted(tx: Session, actor: Actor, said: Appointment, person_id: int) -> str:
    principal = _own(tx, actor, said.substitutes or 0, "end")
    same = principal.person_id == person_id or principal.substitutes_id is not None
    if same or said.paper is None or said.until is None:
        raise SubstituteUnclear
    return principal.role


def _own(tx: Session, actor: Actor, signatory_id: int, event: str) -> Signatory:
    one = find(tx, actor, Signatory, signatory_id, lock=True)
    if one.district_id != actor.unit_id:
        raise NotOurSignatory
    require_event("signatory", one.state, event)
    return one


def _entered(tx: Session, one: Signatory, what: str, **more: object) -> Signatory:
    audit.append(
        tx, f"signatory.{what}", f"signatory/{one.id}", role=one.role, person=one.person_id,
        substitutes=one.substitutes_id, **more,
    )  # fmt: skip
    return one


def recorded(tx: Session, actor: Actor, *, after: int, limit: int) -> list[dict[str, Any]]:
    """A page of who signs, ever, for the actor's units."""
    query = visible(actor, Signatory).where(Signatory.id > after).order_by(Signatory.id).limit(limit)
    return named(tx, tx.scalars(query).all())


def named(tx: Session, found: Sequence[Signatory]) -> list[dict[str, Any]]:
    """Signatures with the names of their people."""
    asked = select(NaturalPerson.id, NaturalPerson.name).where(NaturalPerson.id.in_({one.person_id for one in found}))
    names: Mapping[int, str] = {row.id: row.name for row in tx.execute(asked)}
    columns = [column.name for column in Signatory.__table__.columns]
    return [{**{name: getattr(one, name) for name in columns}, "person": names[one.person_id]} for one in found]


def of_batch(tx: Session, actor: Actor, batch_id: int) -> Sequence[BatchSignatory]:
    """Whose names the papers of a batch bear, in the order in which they sign. Raises NoSuchRecord."""
    batch = find(tx, actor, PaymentBatch, batch_id)
    found = tx.scalars(select(BatchSignatory).filter_by(batch_id=batch.id)).all()
    return sorted(found, key=lambda one: list(ROLES).index(one.role))
