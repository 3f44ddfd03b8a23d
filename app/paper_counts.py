"""How the papers of a list's rows stand: complete, lacking, not all looked at."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app.case_facts import health
from app.rules import papers

STANDINGS = ("complete", "lacking", "unchecked")

# Rows alike are one: what decides which papers are needed is whether a fact is there, or the yes or no that it says.
ALIKE = text("""
    SELECT r.list_id, l.policy, r.facts ->> 'received_on' AS received_on,
           (SELECT jsonb_object_agg(f.key, CASE jsonb_typeof(f.value) WHEN 'boolean' THEN f.value ELSE 'true' END)
            FROM jsonb_each(r.facts) f WHERE f.key = ANY (:names)) AS facts,
           (SELECT jsonb_object_agg(c.paper, c.has) FROM (
                SELECT DISTINCT ON (p.paper) p.paper, p.has FROM paper_check p
                WHERE p.application_id = r.application_id ORDER BY p.paper, p.id DESC) c) AS has,
           count(*) FILTER (WHERE r.health_cipher IS NULL) AS rows,
           array_agg(r.id) FILTER (WHERE r.health_cipher IS NOT NULL) AS sealed_ids,
           array_agg(r.health_cipher) FILTER (WHERE r.health_cipher IS NOT NULL) AS sealed
    FROM list_row r JOIN beneficiary_list l ON l.id = r.list_id
    WHERE r.list_id = ANY (:lists) AND r.state = 'accepted' GROUP BY 1, 2, 3, 4, 5
""")


def counts(tx: Session, list_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Accepted rows by how their papers stand, by list."""
    names = {name for policy in papers.PAPERS for name in papers.asked_by(policy)}
    found: dict[int, dict[str, int]] = {}
    for row in tx.execute(ALIKE, {"lists": list(list_ids), "names": sorted(names)}):
        on = date.fromisoformat(row.received_on) if row.received_on else date.max
        counted = found.setdefault(row.list_id, dict.fromkeys(STANDINGS, 0))
        for facts, rows in _alike(row, names):
            counted[papers.standing_of(papers.needed_in(row.policy, facts, on), row.has or {})] += rows
    return found


def _alike(row: Row[Any], names: set[str]) -> Iterator[tuple[Mapping[str, object], int]]:
    """The facts that decide of a group of rows, whole, and how many have them."""
    plain: Mapping[str, object] = row.facts or {}
    if row.rows:
        yield plain, row.rows
    sealed = Counter(
        frozenset((name, value if isinstance(value, bool) else True) for name, value in told.items() if name in names)
        for told in map(health, row.sealed or (), row.sealed_ids or ())
    )
    for told, rows in sealed.items():
        yield {**plain, **dict(told)}, rows
