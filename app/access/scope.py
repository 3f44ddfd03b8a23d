"""The first wall: every read starts here, and what is out of scope is not found."""

from typing import TypeVar

from sqlalchemy import ColumnElement, Select, TextClause, or_, select, text
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
    """The records of a table that the actor's unit may see: of its scope, and those that name it as their unit.

    These are the lists that it sent itself, and the refusals that it wrote.
    """
    if model is Application:
        return select(model).where(of_actor(actor))
    sender = model.__table__.c.get("unit_id")
    mine = model.district_id.in_(actor.districts)
    return select(model).where(mine if sender is None else or_(mine, sender == actor.unit_id))


def of_actor(actor: Actor) -> ColumnElement[bool]:
    """Whether an application is of the actor's scope, or of a list that its unit sent: a centre's, say."""
    sent = select(BeneficiaryList.id).where(BeneficiaryList.unit_id == actor.unit_id)
    return or_(Application.district_id.in_(actor.districts), Application.list_id.in_(sent))


OF_ACTOR = """(a.district_id = ANY (:districts)
        OR a.list_id = ANY (ARRAY(SELECT id FROM beneficiary_list WHERE unit_id = CAST(:unit AS bigint))))"""


def scoped(statement: str) -> TextClause:
    """A statement on applications `a` whose `{of_actor}` is the same condition; its values are `scope_of`'s."""
    return text(statement.replace("{of_actor}", OF_ACTOR))


def scope_of(actor: Actor) -> dict[str, object]:
    """What `scoped` statements ask for."""
    return {"districts": sorted(actor.districts), "unit": actor.unit_id}


def find(tx: Session, actor: Actor, model: type[M], record_id: int, *, lock: bool = False) -> M:
    """One visible record, locked if it is about to change. Raises NoSuchRecord."""
    query = visible(actor, model).where(model.__table__.c.id == record_id)
    found = tx.execute(query.with_for_update() if lock else query).scalar_one_or_none()
    if found is None:
        raise NoSuchRecord
    return found
