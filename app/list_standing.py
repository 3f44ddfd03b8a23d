"""How a list stands: its versions, its rows and what has become of them, what is still to be mended."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import deadlines, paper_counts, rules
from app.access import Actor, find, visible
from app.determining import body_in
from app.errors import NotFound
from app.files import marked_list
from app.files.lists import Fault
from app.models import BeneficiaryList, ListVersion, Unit
from app.protection import unseal
from app.reading import limits
from app.rules.policy import Policy
from app.rules.redacting import redacted
from app.staging import cells_place


class NothingToMend(NotFound):
    """Danh sách này không có dòng nào cần sửa trong bản đó.
    No row of that version of the list is to be mended.
    """


COUNTS = text("""
    SELECT r.list_id, count(*) FILTER (WHERE r.state = 'accepted') AS accepted,
           count(*) FILTER (WHERE r.state = 'faulty') AS faulty,
           count(*) FILTER (WHERE r.state = 'accepted' AND a.held) AS held,
           count(*) FILTER (WHERE r.state = 'accepted' AND d.outcome = 'eligible') AS eligible,
           count(*) FILTER (WHERE r.state = 'accepted' AND d.outcome = 'ineligible') AS ineligible,
           count(*) FILTER (WHERE r.state = 'accepted' AND d.outcome = 'undetermined') AS undetermined,
           coalesce(sum(d.amount_vnd) FILTER (WHERE r.state = 'accepted'), 0)::bigint AS amount_vnd
    FROM list_row r
    LEFT JOIN application a ON a.id = r.application_id LEFT JOIN determination d ON d.id = a.determination_id
    WHERE r.list_id = ANY (:lists) GROUP BY r.list_id
""")

STATES = text("""
    SELECT r.list_id, a.state, count(DISTINCT a.id) AS applications
    FROM list_row r JOIN application a ON a.id = r.application_id
    WHERE r.list_id = ANY (:lists) GROUP BY r.list_id, a.state ORDER BY r.list_id, a.state
""")

LATEST = text("""
    SELECT l.id, l.policy, l.round, u.name AS unit, v.number AS version, v.received_on, v.uploaded_at
    FROM beneficiary_list l JOIN unit u ON u.id = l.unit_id
    CROSS JOIN LATERAL (
        SELECT n.number, n.received_on, n.uploaded_at FROM list_version n WHERE n.list_id = l.id
        ORDER BY n.number DESC LIMIT 1
    ) v
    WHERE (l.district_id = ANY (:districts) OR l.unit_id = :unit) AND (:after = 0 OR l.id < :after)
    ORDER BY l.id DESC LIMIT :limit
""")

BROUGHT = text("""
    SELECT v.number, r.state, count(*) AS rows FROM list_row r JOIN list_version v ON v.id = r.version_id
    WHERE r.list_id = :list GROUP BY v.number, r.state ORDER BY v.number, r.state
""")

FAULT_GROUPS = text("""
    SELECT f ->> 'code' AS code, f ->> 'column' AS column, min(f ->> 'vi') AS vi, min(f ->> 'en') AS en,
           count(DISTINCT f ->> 'vi') AS texts, count(DISTINCT r.id) AS rows,
           (array_agg(DISTINCT r.line ORDER BY r.line))[1:20] AS lines
    FROM list_row r CROSS JOIN LATERAL jsonb_array_elements(r.faults) f
    WHERE r.list_id = :list AND r.state = 'faulty' AND f ->> 'severity' = 'error'
    GROUP BY 1, 2 ORDER BY count(DISTINCT r.id) DESC, 1, 2
""")

ROWS = text("""
    SELECT r.id, r.line, v.number AS version, r.state, r.application_id, a.state AS application_state, a.held,
           d.outcome, d.amount_vnd, d.reason, r.faults
    FROM list_row r JOIN list_version v ON v.id = r.version_id
    LEFT JOIN application a ON a.id = r.application_id LEFT JOIN determination d ON d.id = a.determination_id
    WHERE r.list_id = :list AND r.id > :after
      AND (CAST(:state AS text) IS NULL OR r.state = :state) AND (NOT :faulty OR r.state = 'faulty')
    ORDER BY r.id LIMIT :limit
""")

TO_MARK = text("""
    SELECT v.id FROM list_version v CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT FROM list_row r WHERE r.version_id = v.id AND r.state = 'faulty') AS is_so) faulty
    WHERE v.list_id = :list AND (v.number = CAST(:number AS bigint)
        OR CAST(:number AS bigint) IS NULL AND (faulty.is_so OR v.faults <> '[]'))
    ORDER BY faulty.is_so DESC, v.number DESC LIMIT 1
""")

ERASED = text("SELECT EXISTS (SELECT FROM list_row WHERE list_id = :list AND cells_cipher = '')")

TOLD = text("""
    SELECT r.line, r.faults, r.cells_cipher FROM list_row r
    WHERE r.version_id = :version AND (r.state = 'faulty' OR r.state = 'accepted' AND r.faults <> '[]') ORDER BY r.line
""")


def counts(tx: Session, list_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Rows and money of lists as they stand now, by list."""
    found = tx.execute(COUNTS, {"lists": list(list_ids)}).mappings()
    return {row["list_id"]: {name: row[name] for name in row if name != "list_id"} for row in found}


def whole(tx: Session, actor: Actor, list_id: int, on: date) -> dict[str, Any]:
    """A list with its versions, counts, and what it waits for on a day. Raises NoSuchRecord."""
    one = find(tx, actor, BeneficiaryList, list_id)
    versions = tx.scalars(select(ListVersion).filter_by(list_id=one.id).order_by(ListVersion.number)).all()
    return {
        "id": one.id,
        "policy": one.policy,
        "round": one.round,
        "unit_id": one.unit_id,
        "unit": tx.get_one(Unit, one.unit_id),
        "district_id": one.district_id,
        "header": one.header,
        "versions": versions,
        "counts": counts(tx, [one.id]).get(one.id, {}),
        "reasons": reasons(tx, actor, one.id),
        "applications": states(tx, [one.id]).get(one.id, {}),
        "deadlines": deadlines.of_lists(tx, [one.id], on).get(one.id, []),
        "papers": paper_counts.counts(tx, [one.id]).get(one.id, {}),
    }


def page(
    tx: Session, actor: Actor, given: Mapping[str, object], on: date, *, after: int, limit: int
) -> list[dict[str, Any]]:
    """A page of the lists that the actor may see, in the order of their ids, each with what it waits for."""
    columns = BeneficiaryList.__table__.c
    asked = [columns[name] == value for name, value in given.items() if value is not None]
    query = visible(actor, BeneficiaryList).where(columns.id > after, *asked).order_by(columns.id).limit(limit)
    found = tx.scalars(query).all()
    waiting = deadlines.of_lists(tx, [one.id for one in found], on)
    names = ("id", "policy", "round", "unit_id", "district_id")
    return [
        {**{name: getattr(one, name) for name in names}, "deadlines": waiting.get(one.id, [])} for one in found
    ]  # fmt: skip


def states(tx: Session, list_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Applications by state, by list."""
    found: dict[int, dict[str, int]] = {}
    for row in tx.execute(STATES, {"lists": list(list_ids)}):
        found.setdefault(row.list_id, {})[row.state] = row.applications
    return found


def latest(tx: Session, actor: Actor, *, after: int, limit: int) -> list[dict[str, Any]]:
    """A page of the lists of the actor's districts, the newest first, each with its counts and states."""
    scope = {"districts": sorted(actor.districts), "unit": actor.unit_id, "after": after, "limit": limit}
    found = [dict(row) for row in tx.execute(LATEST, scope).mappings()]
    ids = [row["id"] for row in found]
    rows, applications = counts(tx, ids), states(tx, ids)
    return [{**row, "counts": rows.get(row["id"], {}), "states": applications.get(row["id"], {})} for row in found]


def brought(tx: Session, actor: Actor, list_id: int) -> dict[int, dict[str, int]]:
    """What each version brought: its rows by what has become of them since. Raises NoSuchRecord."""
    one = find(tx, actor, BeneficiaryList, list_id)
    found: dict[int, dict[str, int]] = {}
    for row in tx.execute(BROUGHT, {"list": one.id}):
        found.setdefault(row.number, {})[row.state] = row.rows
    return found


REASONS = text("""
    SELECT s.*, x.body_cipher
    FROM (SELECT d.outcome, d.reason, count(*) AS rows, (array_agg(r.line ORDER BY r.line))[1:20] AS lines,
                 (array_agg(d.explanation))[1] AS digest
          FROM list_row r JOIN application a ON a.id = r.application_id
          JOIN determination d ON d.id = a.determination_id
          WHERE r.list_id = :list AND r.state = 'accepted' AND d.outcome <> 'eligible'
          GROUP BY d.outcome, d.reason) s
    JOIN explanation x USING (digest) ORDER BY s.rows DESC, s.outcome, s.reason
""")


def reasons(tx: Session, actor: Actor, list_id: int) -> list[dict[str, Any]]:
    """Why rows are not eligible, or not determined yet: in words, with the article. Raises NoSuchRecord."""
    one = find(tx, actor, BeneficiaryList, list_id)
    policy = rules.POLICIES[one.policy]
    return [_reason(policy, row) for row in tx.execute(REASONS, {"list": one.id}).mappings()]


def _reason(policy: Policy, row: Mapping[Any, Any]) -> dict[str, Any]:
    results = redacted(policy, body_in(row))["results"]
    wanted = False if row["outcome"] == "ineligible" else None
    told = next((each for each in results if each["met"] is wanted), {"vi": row["reason"], "en": row["reason"]})
    cited = told.get("citation") or {}
    return {
        **{name: row[name] for name in ("outcome", "reason", "rows", "lines")},
        "vi": told["vi"],
        "en": told["en"],
        "citation": f"{cited.get('instrument', '')} {cited.get('unit', '')}".strip(),
    }


def fault_groups(tx: Session, actor: Actor, list_id: int) -> list[dict[str, Any]]:
    """What is still to be mended, by code and column, the commonest first. Raises NoSuchRecord."""
    one = find(tx, actor, BeneficiaryList, list_id)
    return [dict(row) for row in tx.execute(FAULT_GROUPS, {"list": one.id}).mappings()]


def rows(
    tx: Session, actor: Actor, list_id: int, *, state: str | None, after: int, limit: int
) -> list[Mapping[str, Any]]:
    """A page of a list's rows, each with its application, outcome and faults. Raises NoSuchRecord."""
    one = find(tx, actor, BeneficiaryList, list_id)
    asked = {"list": one.id, "state": state, "faulty": False, "after": after, "limit": limit}
    return [dict(row) for row in tx.execute(ROWS, asked).mappings()]


def faults(tx: Session, actor: Actor, list_id: int, *, after: int, limit: int) -> list[dict[str, Any]]:
    """A page of the rows still to be mended with their faults. Raises NoSuchRecord."""
    one = find(tx, actor, BeneficiaryList, list_id)
    asked = {"list": one.id, "state": None, "faulty": True, "after": after, "limit": limit}
    return [
        {name: row[name] for name in ("id", "line", "version", "faults")} for row in tx.execute(ROWS, asked).mappings()
    ]


def marked(tx: Session, actor: Actor, list_id: int, number: int | None) -> bytes:
    """The form of a version (by default the newest with faults) with a column of what to mend.

    Raises NoSuchRecord, NothingToMend.
    """
    one = find(tx, actor, BeneficiaryList, list_id)
    version_id = tx.scalar(TO_MARK, {"list": one.id, "number": number})
    if version_id is None:
        raise NothingToMend
    version = tx.get_one(ListVersion, version_id)
    told = tx.execute(TOLD, {"version": version.id}).all()
    by_row = {row.line: _with_proposals(version, row) for row in told if row.cells_cipher}
    # Which line of a later version an erased person stands on is not known: only what is to be mended is shown.
    return _marked(version, by_row, only_marked=bool(tx.scalar(ERASED, {"list": one.id})))


def _marked(version: ListVersion, by_row: Mapping[int, Sequence[Fault]], *, only_marked: bool) -> bytes:
    original = unseal(version.original_cipher, f"list_version|original|{version.sha256.hex()}")
    facts = rules.POLICIES[version.policy].facts
    beside = [Fault(**fault) for fault in version.faults]
    passed = {fault.row: [fault] for fault in beside if fault.row is not None}
    whole = [fault for fault in beside if fault.row is None]
    told = {**passed, **by_row}
    return marked_list.write(original, version.media_type, facts, told, whole, limits(), only_marked=only_marked)


def _with_proposals(version: ListVersion, row: Any) -> list[Fault]:  # noqa: ANN401 – a row of TOLD
    kept = orjson.loads(unseal(row.cells_cipher, cells_place(version.id, row.line)))["proposals"]
    return [Fault(**fault, proposal=kept.get(fault["field"])) for fault in row.faults]
