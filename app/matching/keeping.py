"""Likely matches as they are kept, and what a person's word on two people makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import orjson
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from app.likeness import Reason
from app.matching.finding import Match

# A mended row may be more or less alike than it was: until a person has spoken, the latest score stands.
KEEP = text("""
    INSERT INTO likely_match (application_id, other_id, first_id, second_id, score, strong, reasons, act_id)
    SELECT a.id, o.id, least(a.beneficiary_id, o.id), greatest(a.beneficiary_id, o.id), n.score, n.strong,
           n.reasons::jsonb, :act
    FROM unnest(CAST(:applications AS bigint[]), CAST(:others AS bigint[]), CAST(:scores AS bigint[]),
                CAST(:strong AS boolean[]), CAST(:reasons AS text[]))
        AS n(application_id, other_id, score, strong, reasons)
    JOIN application a ON a.id = n.application_id JOIN beneficiary o ON o.id = n.other_id
    WHERE o.id <> a.beneficiary_id
    ON CONFLICT (application_id, other_id) DO UPDATE
        SET score = excluded.score, strong = excluded.strong, reasons = excluded.reasons
        WHERE likely_match.same IS NULL
""")

SETTLE = text("""
    UPDATE likely_match m SET same = :same, note = :note, decided_act_id = :act
    FROM beneficiary f, beneficiary g,
         unnest(CAST(:firsts AS bigint[]), CAST(:seconds AS bigint[])) AS told(first_id, second_id)
    WHERE f.id = m.first_id AND g.id = m.second_id
      AND (f.person_id, g.person_id) IN ((told.first_id, told.second_id), (told.second_id, told.first_id))
      AND (m.same IS NULL OR m.same AND NOT :same)
    RETURNING m.application_id
""")


def keep(tx: Session, matches: Mapping[int, Sequence[Match]]) -> None:
    """Keep the likely matches of some applications, by application."""
    rows = [(application, match) for application, some in matches.items() for match in some]
    if rows:
        columns = {
            "applications": [application for application, _ in rows],
            "others": [match.other_id for _, match in rows],
            "scores": [match.score for _, match in rows],
            "strong": [match.strong for _, match in rows],
            "reasons": [_json(match.reasons) for _, match in rows],
        }
        tx.execute(KEEP, {**columns, "act": db.act_id(tx)})


WAITING_OF = text("""
    SELECT a.id, n.other_id FROM unnest(CAST(:others AS bigint[])) AS n(other_id)
    JOIN beneficiary o ON o.id = n.other_id JOIN application a ON a.person_id = o.person_id
    WHERE a.state IN ('received', 'determined', 'returned', 'appraised') AND a.decision_id IS NULL
""")
WHO = text("SELECT ordinal, beneficiary_id FROM staged_row WHERE act_id = :act AND ordinal = ANY (:ordinals)")


def keep_with_others(tx: Session, found: Mapping[int, Sequence[Match]]) -> list[int]:
    """Keep the likely matches of rows that ask for nothing, by ordinal, with the others' undecided applications.

    Their beneficiaries are on record by now. The applications concerned come back.
    """
    asked = {"act": db.act_id(tx), "ordinals": list(found)}
    who = {row.ordinal: row.beneficiary_id for row in tx.execute(WHO, asked)}
    matches = [(who[ordinal], match) for ordinal, some in found.items() for match in some]
    waiting: dict[int, list[int]] = {}
    for row in tx.execute(WAITING_OF, {"others": sorted({match.other_id for _, match in matches})}):
        waiting.setdefault(row.other_id, []).append(row.id)
    kept: dict[int, list[Match]] = {}
    for beneficiary_id, match in matches:
        for application in waiting.get(match.other_id, ()):
            kept.setdefault(application, []).append(replace(match, other_id=beneficiary_id))
    keep(tx, {application: _best(some) for application, some in kept.items()})
    return sorted(kept)


def _best(matches: Sequence[Match]) -> list[Match]:
    """The highest score with each of the others."""
    best = {each.other_id: each for each in sorted(matches, key=lambda each: each.score)}
    return list(best.values())


def _json(reasons: Sequence[Reason]) -> str:
    told = [{"code": each.code, "points": each.points, "vi": each.vi, "en": each.en} for each in reasons]
    return orjson.dumps(told).decode()


def settle(tx: Session, pairs: Sequence[tuple[int, int]], *, same: bool, note: str) -> list[int]:
    """A person's word on pairs of people (`person_id`): on all matches of the two. The applications concerned."""
    told = {"firsts": [first for first, _ in pairs], "seconds": [second for _, second in pairs]}
    return list(tx.scalars(SETTLE, {**told, "same": same, "note": note, "act": db.act_id(tx)}))
