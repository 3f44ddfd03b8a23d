"""The open points of law as they stand: what is asked, how it was settled, who and how much money hangs on each."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import law_words
from app.access import Actor
from app.files import open_points_sheet
from app.files.open_points_sheet import Answer, OpenPointLine
from app.rules.law import Citation
from app.rules.policy import OpenPoint
from app.settings import settings


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word on a point, or (withdrawn) its end: who, when, and where it stands."""

    value: object
    citation: Citation | None
    note: str | None  # of a withdrawal: why
    withdrawn: bool
    person: str
    office: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """An open point, the word on it that is in force, and what hangs on it in the actor's districts."""

    point: str
    vi: str
    en: str
    kind: str
    policies: tuple[str, ...]
    citation: str
    settled: SaidWord | None
    applications: int
    amount_vnd: int  # in cash; of an undetermined application all that it would get


# Whoever is refused for another reason does not hang on a point; of an eligible application the held lines do.
# Explanations are shared: a province has thousands of applications with a few hundred of them.
HANGING = text("""
    WITH stands AS MATERIALIZED (
        SELECT d.explanation, d.outcome, count(*) AS applications
        FROM application a JOIN determination d ON d.id = a.determination_id
        WHERE a.district_id = ANY (:districts) AND a.state NOT IN ('refused', 'withdrawn')
          AND d.outcome <> 'ineligible'
        GROUP BY d.explanation, d.outcome)
    SELECT point.code, sum(s.applications)::bigint AS applications,
           sum(s.applications * money.amount_vnd)::bigint AS amount_vnd
    FROM stands s JOIN explanation x ON x.digest = s.explanation
    CROSS JOIN LATERAL jsonb_array_elements_text(x.points) AS point(code)
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(l.amount_vnd) FILTER (WHERE l.points @> to_jsonb(point.code)),
                        CASE s.outcome WHEN 'undetermined' THEN sum(l.amount_vnd) END, 0) AS amount_vnd
        FROM jsonb_to_recordset(x.lines) AS l(amount_vnd bigint, gives text, points jsonb)
        WHERE l.gives = 'cash') money
    GROUP BY point.code
""")

_SAID = """
    SELECT w.point, w.value, w.instrument, w.unit, w.note, w.withdrawn, p.name AS person, u.name AS office, act.at
    FROM {words} w JOIN act ON act.id = w.act_id JOIN account c ON c.id = act.account_id
    JOIN natural_person p ON p.id = c.person_id JOIN unit u ON u.id = c.unit_id ORDER BY w.id
"""
LATEST = text(_SAID.format(words="(SELECT DISTINCT ON (point) * FROM law_word ORDER BY point, id DESC)"))
SAID = text(_SAID.format(words="(SELECT * FROM law_word WHERE point = :point)"))


def standing(tx: Session, actor: Actor) -> list[Standing]:
    """Every open point; what hangs the most money comes first."""
    hanging = {row.code: row for row in tx.execute(HANGING, {"districts": sorted(actor.districts)})}
    said = {row.point: _said(row) for row in tx.execute(LATEST)}
    found = [
        _standing(point, policies, said.get(code), hanging.get(code))
        for code, (point, policies) in law_words.points().items()
    ]
    return sorted(found, key=lambda one: (-one.amount_vnd, -one.applications, one.point))


def one(tx: Session, actor: Actor, code: str) -> dict[str, Any]:
    """An open point as `standing` has it, with all `words` ever said on it, the earliest first. Raises NoSuchPoint."""
    law_words.find_point(code)
    [found] = [each for each in standing(tx, actor) if each.point == code]
    return {**_fields(found), "words": [_said(row) for row in tx.execute(SAID, {"point": code})]}


def _fields(found: Standing) -> dict[str, Any]:
    return {field.name: getattr(found, field.name) for field in fields(found)}


def _standing(point: OpenPoint, policies: tuple[str, ...], said: SaidWord | None, hanging: Row[Any] | None) -> Standing:
    return Standing(
        point.code, point.vi, point.en, point.kind.value, policies, _citations(point),
        said if said and not said.withdrawn else None, hanging.applications if hanging else 0,
        hanging.amount_vnd if hanging else 0,
    )  # fmt: skip


def _said(row: Row[Any]) -> SaidWord:
    citation = None if row.withdrawn else Citation(row.instrument, row.unit)
    return SaidWord(row.value, citation, row.note, row.withdrawn, row.person, row.office, row.at)


def _citations(point: OpenPoint) -> str:
    return "; ".join(dict.fromkeys(str(each.citation) for each in point.law))


def sheet(tx: Session, actor: Actor) -> bytes:
    """All open points on paper, to be answered in one sitting."""
    return open_points_sheet.write(actor.unit_name, settings().today(), list(_lines(standing(tx, actor))))


def _lines(found: Iterable[Standing]) -> Iterable[OpenPointLine]:
    for each in found:
        said = each.settled
        answer = Answer(said.value, str(said.citation), said.person, said.at) if said else None
        yield OpenPointLine(
            each.point, each.vi, each.kind, each.policies, each.citation, each.applications, each.amount_vnd, answer
        )
