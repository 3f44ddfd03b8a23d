"""The first wall: every read starts here, and what is out of scope is not found."""

from typing import TypeVar

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.errors import NotFound
from app.models import Application, BeneficiaryList, InDistrict

M = TypeVar("M", bound=InDistrict)


class NoSuchRecord(NotFound):
    """Không có bản ghi này, hoặc bản ghi không thuộc đơn vị của bạn.
    There is no such record, or it does not belong to your unit.
    """


def visible(actor: Actor, model: type[M]) -> Select[M]:
    """The records of a table that the actor's unit may see: of its scope, and the lists that it sent itself."""
    if model is Application:
        return select(model).where(of_actor(actor))
    sender = model.__table__.c.get("unit_id")
    mine = model.district_id.in_(actor.districts)
    return select(model).where(mine if sender is None else or_(mine, sender == actor.unit_id))


def of_actor(actor: Actor) -> ColumnElement[bool]:
    """Whether an application is of the actor's scope, or of a list that its unit sent: a centre's, say."""
    sent = select(BeneficiaryList.id).where(BeneficiaryList.unit_id == actor.unit_id)
    return or_(Application.district_id.in_(actor.districts), Application.list_id.in_(sent))


def find(tx: Session, actor: Actor, model: type[M], record_id: int, *, lock: bool = False) -> M:
    """One visible record, locked if it is about to change. Raises NoSuchRecord."""
    query = visible(actor, model).where(model.__table__.c.id == record_id)
    found = tx.execute(query.with_for_update() if lock else query).scalar_one_or_none()
    if found is None:
        raise NoSuchRecord
    return found
