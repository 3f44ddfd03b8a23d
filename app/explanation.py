"""Why an application is supported or not, as it stood at an instant: each condition with its facts, each line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import rules
from app.access import Actor, find, masking, scope_of, scoped
from app.case_words import history_in_words, telling_of
from app.determining import body_of
from app.errors import NotFound
from app.models import Application
from app.rules.explaining import OUTCOMES, ConditionTold, FactTold, LineTold, Telling, Wanted
from app.statements import SAID_BY_THEN


class NotDeterminedThen(NotFound):
    """Vào thời điểm đó hồ sơ này chưa được xét.
    At that instant the application was not determined yet.
    """


@dataclass(frozen=True, slots=True)
class By:
    """Who made a determination, in which act."""

    act: str  # what the act was
    person: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One determination, explained."""

    application_id: int
    determination_id: int
    policy: str
    policy_vi: str
    policy_en: str
    number: str
    round: int | None
    state: str | None  # of the application, at the instant asked for
    outcome: str
    outcome_vi: str
    outcome_en: str
    amount_vnd: int
    law_on: date
    rules_version: str
    words_digest: str  # of the legal officers' words on open points that the law was read with
    at: datetime
    by: By
    conditions: Sequence[ConditionTold]
    lines: Sequence[LineTold]
    missing: Sequence[Wanted]
    points: Sequence[Wanted]


YEAR = 4
YEARS = re.compile(r"[0-9]{4}")

_STOOD = """
    SELECT a.id AS application_id, a.policy, a.round, d.id AS determination_id, d.outcome, d.amount_vnd, d.law_on,
           d.rules_version, d.words_digest, d.act_id, x.digest, x.body_cipher,
           d.row_id, r.facts, r.health_cipher, act.at, e.action, p.name AS person, c.role, u.name AS unit,
           {said} AS said,
           (SELECT s.to_state FROM state_change s WHERE s.kind = 'application' AND s.object_id = a.id
            AND (CAST(:as_of AS timestamptz) IS NULL OR s.at <= :as_of) ORDER BY s.id DESC LIMIT 1) AS state
    FROM application a JOIN determination d ON d.application_id = a.id
    JOIN explanation x ON x.digest = d.explanation JOIN list_row r ON r.id = d.row_id
    JOIN act ON act.id = d.act_id JOIN audit_entry e ON e.act_id = act.id JOIN account c ON c.id = act.account_id
    JOIN natural_person p ON p.id = c.person_id JOIN unit u ON u.id = c.unit_id
    WHERE a.id = :application
      AND {of_actor}
      AND (CAST(:as_of AS timestamptz) IS NULL OR act.at <= :as_of)
    ORDER BY d.id DESC LIMIT 1
"""
STOOD = scoped(_STOOD.replace("{said}", SAID_BY_THEN))

# The same person's supports as they stood when it was determined; of another district only that there is one.
HISTORY = text("""
    SELECT e.policy, e.amount_vnd, e.district_id = ANY (:districts) AS known_here
    FROM application a JOIN entitlement e ON e.person_id = a.person_id
        AND e.application_id IS DISTINCT FROM a.id AND e.act_id < :act
    WHERE a.id = :application AND 'cancelled' IS DISTINCT FROM (
        SELECT s.to_state FROM state_change s WHERE s.kind = 'entitlement' AND s.object_id = e.id AND s.act_id < :act
        ORDER BY s.id DESC LIMIT 1)
    ORDER BY e.id
""")


def explain(tx: Session, actor: Actor, application_id: int, as_of: datetime | None) -> Explained:
    """The determination that stood at an instant (now by default). Raises NoSuchRecord, NotDeterminedThen."""
    scope = {"application": application_id, **scope_of(actor)}
    row = tx.execute(STOOD, {**scope, "as_of": as_of}).one_or_none()
    if row is None:
        find(tx, actor, Application, application_id)
        raise NotDeterminedThen
    supports = [dict(each) for each in tx.execute(HISTORY, {**scope, "act": row.act_id}).mappings()]
    explained = _explained(row, telling_of(row, history_in_words(supports)))
    if masking.is_whole(actor.role, masking.Data.BIRTH):
        return explained
    return replace(explained, conditions=[_by_year(each) for each in explained.conditions])


def _by_year(told: ConditionTold) -> ConditionTold:
    """A condition whose days of birth are told by their year."""
    return replace(told, facts=[_year_of(fact) for fact in told.facts])


def _year_of(fact: FactTold) -> FactTold:
    if not fact.name.endswith("birth_date") or not fact.value_vi or not fact.value_en:
        return fact
    return replace(fact, value_vi=fact.value_vi[-YEAR:], value_en=YEARS.findall(fact.value_en)[-1])


def _explained(row: Row[Any], telling: Telling) -> Explained:
    policy, body = rules.POLICIES[row.policy], body_of(row)
    outcome_vi, outcome_en = OUTCOMES[row.outcome]
    return Explained(
        application_id=row.application_id,
        determination_id=row.determination_id,
        policy=policy.code,
        policy_vi=policy.vi,
        policy_en=policy.en,
        number=policy.number,
        round=row.round,
        state=row.state,
        outcome=row.outcome,
        outcome_vi=outcome_vi,
        outcome_en=outcome_en,
        amount_vnd=row.amount_vnd,
        law_on=row.law_on,
        rules_version=row.rules_version,
        words_digest=row.words_digest,
        at=row.at,
        by=By(row.action, row.person, row.role, row.unit),
        conditions=telling.conditions(body),
        lines=telling.lines(body),
        missing=telling.wanted(body["missing"]),
        points=telling.points(body.get("points", ())),
    )
