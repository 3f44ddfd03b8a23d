"""Who pays out in place of a paying unit: its communes, its districts, post offices with the communes they serve."""

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, aliased

from app import audit, db
from app.access import Actor, NoSuchRecord, visible
from app.errors import Forbidden, Invalid
from app.models import PayingAgent, PayingAgentCommune, Unit
from app.settings import settings


class NotThePayingUnit(Forbidden):
    """Việc này do đơn vị chi trả của bảng kê thực hiện.
    This is the batch's paying unit's to do.
    """


class AgentUnclear(Invalid):
    """Xã và huyện ghi bằng mã đơn vị; bưu điện ghi bằng tên và các xã mà bưu điện chi trả.
    A commune or a district is named by its code, a post office by its name and the communes that it pays in.
    """


def enter(
    tx: Session, actor: Actor, kind: str, *, unit: str | None, name: str | None, communes: Sequence[str]
) -> PayingAgent:
    """Enter an agent of the actor's unit. Raises AgentUnclear, NoSuchRecord."""
    if (kind == "post_office") != (unit is None) or (unit is None) != (name is not None and bool(communes)):
        raise AgentUnclear
    if unit is not None and (name or communes):
        raise AgentUnclear
    at = _unit(tx, actor, kind, unit) if unit else None
    served = [] if kind == "district" else [unit] if unit else list(communes)
    for code in served:
        _unit(tx, actor, "commune", str(code))
    agent = PayingAgent(
        kind=kind, name=name or _name(tx, at), unit_id=at and at.id, district_id=actor.unit_id, act_id=db.act_id(tx)
    )
    tx.add(agent)
    tx.flush()  # for its id; the same agent again is refused here
    if served:
        tx.execute(insert(PayingAgentCommune), [{"agent_id": agent.id, "commune_code": code} for code in set(served)])
    audit.append(
        tx, "agent.entered", f"agent/{agent.id}", kind=kind, name=agent.name, communes=sorted(map(str, served))
    )
    return agent


def _unit(tx: Session, actor: Actor, kind: str, code: str) -> Unit:
    today, parent = settings().today(), aliased(Unit)
    query = select(Unit).outerjoin(parent, parent.id == Unit.parent_id).where(
        Unit.code == code, Unit.kind == kind, Unit.valid_from <= today,
        Unit.valid_to.is_(None) | (Unit.valid_to >= today),
        (parent.id if kind == "commune" else Unit.id).in_(actor.districts),
    )  # fmt: skip
    found = tx.scalars(query).one_or_none()
    if found is None:
        raise NoSuchRecord
    return found


def _name(tx: Session, unit: Unit | None) -> str:
    """Communes of two districts may have one name."""
    if unit is None:
        return ""
    above = tx.get(Unit, unit.parent_id) if unit.kind == "commune" and unit.parent_id else None
    return unit.name if above is None else f"{unit.name}, {above.name}"


def entered(tx: Session, actor: Actor, *, after: int, limit: int) -> list[dict[str, object]]:
    """A page of the agents of the actor's units, with their communes."""
    columns = PayingAgent.__table__.c
    query = visible(actor, PayingAgent).where(columns.id > after).order_by(columns.id).limit(limit)
    return with_communes(tx, tx.scalars(query).all())


def with_communes(tx: Session, agents: Sequence[PayingAgent]) -> list[dict[str, object]]:
    """Agents as they are shown."""
    served: dict[int, list[str]] = {agent.id: [] for agent in agents}
    query = select(PayingAgentCommune).where(PayingAgentCommune.agent_id.in_(served))
    for row in tx.scalars(query.order_by(PayingAgentCommune.commune_code)):
        served[row.agent_id].append(row.commune_code)
    names = [column.name for column in PayingAgent.__table__.columns]
    return [{**{name: getattr(agent, name) for name in names}, "communes": served[agent.id]} for agent in agents]
