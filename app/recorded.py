"""What one person records off a signed paper and another confirms, before anything follows from it."""

from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from app import audit
from app.access import Actor, find
from app.access.duties import refuse_same_hands, require_event
from app.errors import Invalid
from app.models import FundClosing, Repayment, WriteOff
from app.settings import settings

R = TypeVar("R", FundClosing, Repayment, WriteOff)


class SignedInFuture(Invalid):
    """Ngày ký {signed_on} sau ngày hôm nay ({today}).
    The day of signing {signed_on} is after today ({today}).
    """


def refuse_future(signed_on: date) -> None:
    """Nobody has signed tomorrow. Raises SignedInFuture."""
    if signed_on > settings().today():
        raise SignedInFuture(signed_on=signed_on, today=settings().today())


def to_confirm(tx: Session, actor: Actor, model: type[R], record_id: int) -> R:
    """A recorded paper, locked, before its second person. Raises NoSuchRecord, WrongState, SameHands."""
    one = find(tx, actor, model, record_id, lock=True)
    require_event(model.__tablename__, one.state, "confirm")
    refuse_same_hands(one.recorded_by_person_id, actor.person_id)
    return one


def void(tx: Session, actor: Actor, model: type[R], record_id: int, reason: str) -> R:
    """Give up what was recorded and nobody has confirmed. Raises NoSuchRecord, WrongState."""
    one = find(tx, actor, model, record_id, lock=True)
    name = model.__tablename__
    require_event(name, one.state, "void")
    one.state = "void"
    audit.append(tx, f"{name}.void", f"{name}/{one.id}", reason=reason)
    return one
