"""The queue of likely matches: two records side by side, for whoever may see both.

Of somebody whom only other districts know an officer learns that there is somebody, and whom to ask; not even why
they are thought alike, since every reason tells something of the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.access import Actor, NoSuchRecord, masking, scope_of, scoped

ASK = {
    "vi": "Người kia thuộc địa phương khác: hỏi Sở Lao động - Thương binh và Xã hội tỉnh.",
    "en": "The other is known elsewhere: ask the province's Department of Labour.",
}

# `known_here` as identity.is_known_to has it.
_MATCHES = """
    SELECT m.id, m.application_id, a.policy, a.district_id, a.state, a.held, a.beneficiary_id, m.other_id, m.score,
           m.strong, m.reasons, m.same, m.note,
           EXISTS (SELECT FROM application o WHERE o.beneficiary_id = m.other_id AND o.district_id = ANY (:districts))
           OR EXISTS (SELECT FROM entitlement e WHERE e.beneficiary_id = m.other_id
                      AND e.district_id = ANY (:districts)) AS known_here
    FROM likely_match m JOIN application a ON a.id = m.application_id
"""
PAGE = scoped(
    _MATCHES
    + """
    WHERE m.id > :after AND {of_actor}
      AND CASE WHEN :decided THEN m.same IS NOT NULL ELSE m.same IS NULL AND a.state <> 'withdrawn' END
      AND (CAST(:strong AS boolean) IS NULL OR m.strong = :strong)
      AND (CAST(:district AS bigint) IS NULL OR a.district_id = :district)
      AND (CAST(:policy AS text) IS NULL OR a.policy = :policy)
    ORDER BY m.id LIMIT :limit
"""
)
ONE = scoped(f"{_MATCHES} WHERE m.id = :id AND {{of_actor}}")

WHO = text("""
    SELECT b.id, b.full_name, b.sex, b.birth_date, b.birth_year, b.commune_code,
           (SELECT coalesce(json_agg(json_build_object('kind', d.kind, 'last4', d.last4) ORDER BY d.kind, d.id), '[]')
            FROM identity_document d WHERE d.beneficiary_id = b.id AND d.ended_act_id IS NULL) AS documents,
           (SELECT coalesce(json_agg(json_build_object(
                'id', a.id, 'policy', a.policy, 'state', a.state, 'district_id', a.district_id,
                'phone_last3', a.phone_last3, 'account_last4', a.account_last4) ORDER BY a.id), '[]')
            FROM application a WHERE a.beneficiary_id = b.id AND a.district_id = ANY (:districts)) AS applications
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN beneficiary b ON b.id = asked.id
""")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which matches; a filter of None asks for nothing."""

    strong: bool | None = None
    district: int | None = None
    policy: str | None = None
    decided: bool = False


def page_of(tx: Session, actor: Actor, filters: Filters, after: int, limit: int) -> list[dict[str, Any]]:
    """A page of likely matches of the actor's applications: undecided ones, or those that somebody has decided."""
    asked = {
        "strong": filters.strong, "district": filters.district, "policy": filters.policy, "decided": filters.decided,
        "after": after, "limit": limit, **scope_of(actor),
    }  # fmt: skip
    return _shown(tx, actor, tx.execute(PAGE, asked).mappings().all())


def one_of(tx: Session, actor: Actor, match_id: int) -> dict[str, Any]:
    """A likely match. Raises NoSuchRecord."""
    found = tx.execute(ONE, {"id": match_id, **scope_of(actor)}).mappings().all()
    for shown in _shown(tx, actor, found):
        return shown
    raise NoSuchRecord


def _shown(tx: Session, actor: Actor, rows: Sequence[RowMapping]) -> list[dict[str, Any]]:
    ids = {row["beneficiary_id"] for row in rows} | {row["other_id"] for row in rows if row["known_here"]}
    asked = {"ids": sorted(ids), "districts": sorted(actor.districts)}
    people = {row["id"]: _person(actor, row) for row in tx.execute(WHO, asked).mappings()}
    return [_match(row, people) for row in rows]


def _person(actor: Actor, row: RowMapping) -> dict[str, Any]:
    day, year = masking.birth(actor.role, row["birth_date"], row["birth_year"])
    return {**row, "birth_date": day, "birth_year": year}


def _match(row: RowMapping, people: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    names = ("id", "application_id", "policy", "district_id", "state", "held", "strong", "same")
    told = {name: row[name] for name in names} | {"known_here": row["known_here"], "one": people[row["beneficiary_id"]]}
    if not row["known_here"]:
        return {**told, "note": None, "score": None, "reasons": [], "other": None, "ask": ASK}
    return {
        **told, "note": row["note"], "score": row["score"], "reasons": row["reasons"],
        "other": people[row["other_id"]], "ask": None,
    }  # fmt: skip
