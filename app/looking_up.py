"""Look-ups: pages of records that an actor may see, in the order of their ids."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import orjson
from sqlalchemy import ColumnElement, exists, func, select, text
from sqlalchemy.orm import Session

from app import rules
from app.access import Actor, of_actor, scope_of, scoped, visible
from app.determining import body_in
from app.identity import Sought, fold_name, holders
from app.models import (
    Answer,
    AnswerException,
    Application,
    Beneficiary,
    Determination,
    InDistrict,
    ListRow,
    Objection,
    Unit,
)
from app.protection import indexes
from app.rules.redacting import redacted

M = TypeVar("M", bound=InDistrict)


def units(tx: Session, on: date) -> Sequence[Unit]:
    """The units of a day, by code; of the last day on which there were any, where the day lies after it."""
    last = tx.scalars(select(func.max(func.coalesce(Unit.valid_to, on)))).one()
    on = min(on, last) if last else on
    query = select(Unit).where(Unit.valid_from <= on, (Unit.valid_to.is_(None)) | (Unit.valid_to >= on))
    return tx.scalars(query.order_by(Unit.code)).all()


def records(
    tx: Session, actor: Actor, model: type[M], given: Mapping[str, object], *, after: int, limit: int
) -> Sequence[M]:
    """A page of records whose columns have the given values (of several, one); a value of None asks for nothing."""
    columns = model.__table__.c
    asked: list[ColumnElement[bool]] = [
        columns[name].in_(value) if isinstance(value, list | tuple) else columns[name] == value
        for name, value in given.items() if value is not None
    ]  # fmt: skip
    query = visible(actor, model).where(columns.id > after, *asked).order_by(columns.id).limit(limit)
    return tx.scalars(query).all()


OBJECTED = exists().where(Objection.application_id == Application.id, Objection.upheld.is_(None)).label("objected")
APPLICATION = (
    Application.id, Application.policy, Application.round, Application.occasion, Application.state, Application.held,
    Application.list_id, Application.submission_id, Application.decision_id, Application.beneficiary_id,
    Application.commune_code, Application.payment_method, Application.bank_bin, Application.account_last4,
    Beneficiary.full_name, Beneficiary.birth_year, Determination.outcome, Determination.amount_vnd,
    Determination.reason, Determination.law_on, Determination.rules_version, OBJECTED,
)  # fmt: skip


def applications(
    tx: Session,
    actor: Actor,
    given: Mapping[str, object],
    *,
    list_id: int | None = None,
    sought: Sought | None = None,
    after: int = 0,
    limit: int = 200,
) -> list[dict[str, Any]]:
    """A page of applications with what the rules said last; sought by a person's name or number where given."""
    columns = Application.__table__.c
    asked = [columns[key] == value for key, value in given.items() if value is not None]
    if list_id is not None:
        rows = select(ListRow.application_id).where(ListRow.list_id == list_id, ListRow.application_id.is_not(None))
        asked.append(columns.id.in_(rows))
    if sought and sought.name:
        asked.append(Beneficiary.__table__.c.name_key == fold_name(sought.name))
    if sought and sought.number:
        asked.append(columns.beneficiary_id.in_(holders(sought.number)))
    if sought and sought.account:
        asked.append(columns.account_index.in_(indexes("account", sought.account)))
    query = (
        select(*APPLICATION)
        .join(Beneficiary, Beneficiary.id == Application.beneficiary_id)
        .join(Determination, Determination.id == Application.determination_id)
        .where(of_actor(actor), Application.id > after, *asked)
        .order_by(Application.id)
        .limit(limit)
    )
    return [dict(row) for row in tx.execute(query).mappings()]


LIKENESSES = scoped("""
    SELECT m.id, m.other_id, m.score, m.strong, m.reasons, m.same, m.note,
           EXISTS (SELECT FROM application o WHERE o.beneficiary_id = m.other_id AND o.district_id = ANY (:districts))
               AS known_here,
           (SELECT json_agg(json_build_object('kind', d.kind, 'last4', d.last4)) FROM identity_document d
            WHERE d.beneficiary_id = m.other_id AND d.ended_act_id IS NULL) AS documents
    FROM likely_match m JOIN application a ON a.id = m.application_id
    WHERE m.application_id = :application AND {of_actor} ORDER BY m.id
""")


def likenesses(tx: Session, actor: Actor, application_id: int) -> list[dict[str, Any]]:
    """Who an application's person may be. Of somebody known elsewhere only that there is somebody."""
    scope = {"application": application_id, **scope_of(actor)}
    found = [dict(row) for row in tx.execute(LIKENESSES, scope).mappings()]
    # A reason tells something of the other, and so do the words of whoever decided.
    untold: dict[str, Any] = {"other_id": None, "documents": None, "score": None, "reasons": [], "note": None}
    return [each if each["known_here"] else each | untold for each in found]


EXPLANATION = scoped("""
    SELECT d.id, d.law_on, d.rules_version, d.words_digest, d.outcome, d.amount_vnd, d.reason, x.digest, x.body_cipher,
           act.at,
           a.policy
    FROM determination d JOIN explanation x ON x.digest = d.explanation JOIN act ON act.id = d.act_id
    JOIN application a ON a.id = d.application_id
    WHERE d.application_id = :application AND {of_actor} ORDER BY d.id
""")


def determinations(tx: Session, actor: Actor, application_id: int) -> list[dict[str, Any]]:
    """All that the rules ever said of an application, with every condition and line; nothing of health."""
    scope = {"application": application_id, **scope_of(actor)}
    found = [dict(row) for row in tx.execute(EXPLANATION, scope).mappings()]
    return [_redacted(row) for row in found]


def _redacted(row: dict[str, Any]) -> dict[str, Any]:
    body = body_in(row)
    rest = {name: value for name, value in row.items() if name not in ("policy", "digest", "body_cipher")}
    return {**rest, "body": redacted(rules.POLICIES[row["policy"]], body)}


def exceptions(tx: Session, answer: Answer) -> Sequence[AnswerException]:
    """The lines of an answer that somebody has to look at."""
    query = select(AnswerException).filter_by(answer_id=answer.id).order_by(AnswerException.id)
    return tx.scalars(query).all()


ENTRIES = text("""
    SELECT e.id, act.at, e.action, e.subject, p.name AS person, c.role, u.name AS unit, e.payload
    FROM audit_entry e JOIN act ON act.id = e.act_id JOIN account c ON c.id = act.account_id
    JOIN natural_person p ON p.id = c.person_id JOIN unit u ON u.id = c.unit_id
    WHERE e.id > :after AND c.unit_id = ANY (:units) ORDER BY e.id LIMIT :limit
""")


def audit_entries(tx: Session, actor: Actor, *, after: int, limit: int) -> list[dict[str, Any]]:
    """Entries of acts done by accounts of the actor's units."""
    scope = {"after": after, "limit": limit, "units": sorted(actor.districts)}
    return [{**row, "payload": orjson.loads(row["payload"])} for row in tx.execute(ENTRIES, scope).mappings()]
