"""Likely matches as they are kept, and what a person's word on two people makes of them."""

from collections.abc import Mapping, Sequence

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


def _json(reasons: Sequence[Reason]) -> str:
    told = [{"code": each.code, "points": each.points, "vi": each.vi, "en": each.en} for each in reasons]
    return orjson.dumps(told).decode()


def settle(tx: Session, pairs: Sequence[tuple[int, int]], *, same: bool, note: str) -> list[int]:
    """A person's word on pairs of people (`person_id`): on all matches of the two. The applications concerned."""
    told = {"firsts": [first for first, _ in pairs], "seconds": [second for _, second in pairs]}
    return list(tx.scalars(SETTLE, {**told, "same": same, "note": note, "act": db.act_id(tx)}))
