"""Changes of a decision in force: corrected, adjusted or revoked by another decision that refers to it.

Drawn up here with an annex of what differs; signed on paper, recorded by one and compared by another like a first one
(app/approval.py). The applications stay decided, and the first decision stays as it was signed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from app import audit, decision_annex, decision_changes, identity
from app.access import Actor, NoSuchRecord, find, visible
from app.access.duties import require_state
from app.decision_annex import Misspelt
from app.decision_changes import OWED
from app.errors import Conflict, Forbidden, Invalid
from app.models import Decision, DecisionChangeRow
from app.recorded import refuse_future


class NotTheDecidingUnit(Forbidden):
    """Chỉ đơn vị đã ban hành quyết định mới được đính chính, điều chỉnh hoặc thu hồi quyết định đó.
    Only the unit that made a decision corrects, adjusts or revokes it.
    """


class NothingChanges(Invalid):
    """Không có khoản nào của quyết định này thay đổi.
    Nothing of this decision would change.
    """


class FirstDecisionOnly(Conflict):
    """Đây là quyết định đính chính, điều chỉnh hoặc thu hồi; hãy thay đổi quyết định gốc.
    This decision changes another; change the first one.
    """


@dataclass(frozen=True, slots=True)
class Change:
    """What is to change: named amounts, what an order to determine again found, what is revoked, misspelt words."""

    kind: str  # correct | adjust | revoke
    law_on: date  # the day on which it is to be signed
    ground: str
    amounts: Mapping[int, int] | None = None  # of entitlements, in đồng
    redetermination_id: int | None = None
    revoked: Sequence[int] | None = None  # entitlements; none for the whole decision
    corrections: Sequence[Misspelt] = ()


@dataclass(frozen=True, slots=True)
class Right:
    """An entitlement of the first decision, and what of it and of what stands under it is owed."""

    entitlement_id: int
    application_id: int
    owed_vnd: int


RIGHTS = text(f"""
    WITH rights AS MATERIALIZED (
        SELECT e.id, e.application_id FROM entitlement e WHERE e.decision_id = :first AND e.adjusts_id IS NULL
          AND (CAST(:ids AS bigint[]) IS NULL OR e.id = ANY (CAST(:ids AS bigint[])))),
    owed AS MATERIALIZED ({OWED} WHERE e.id IN (SELECT id FROM rights) OR e.adjusts_id IN (SELECT id FROM rights))
    SELECT r.id, r.application_id, sum(o.owed_vnd)::bigint AS owed_vnd
    FROM rights r JOIN owed o ON o.first_id = r.id GROUP BY r.id, r.application_id ORDER BY r.application_id, r.id
""")  # noqa: S608 – ours

# What an order to determine again says of the rights of a decision: of one that it does not name any more, nothing.
DETERMINED = text("""
    SELECT e.id, coalesce((
        SELECT sum(l.amount_vnd) FROM explanation x CROSS JOIN LATERAL jsonb_to_recordset(x.lines)
            AS l(component text, child text, amount_vnd bigint, held boolean, gives text)
        WHERE x.digest = d.explanation AND d.outcome = 'eligible' AND NOT l.held AND l.gives = 'cash'
          AND l.component = e.component AND CASE l.child WHEN 'own' THEN e.child_key LIKE 'own/%'
                                                 ELSE e.child_key = coalesce(l.child, '') END), 0)::bigint AS after_vnd
    FROM redetermination_row r JOIN determination d ON d.id = r.after_id
    JOIN entitlement e ON e.application_id = r.application_id AND e.decision_id = :first AND e.adjusts_id IS NULL
    WHERE r.redetermination_id = :order AND r.effect IN ('owed_more', 'overpaid') ORDER BY e.id
""")

OF_THE_FIRST = text("""
    SELECT a.id FROM application a WHERE a.id = ANY (:ids) AND (a.decision_id = :first OR EXISTS (
        SELECT FROM entitlement e WHERE e.application_id = a.id AND e.decision_id = :first))
""")


def draft(tx: Session, actor: Actor, decision_id: int, change: Change) -> Decision:
    """Draw up a change and its annex: before, after and the difference of each person.

    Raises NotTheDecidingUnit, FirstDecisionOnly, SignedInFuture, ChangeBeforeDecision, NothingChanges, StillInBatch,
    StillUnsaid.
    """
    identity.hold_people(tx)
    first = find(tx, actor, Decision, decision_id)
    _require_first(first, actor)
    refuse_future(change.law_on)
    decision_changes.require_after(tx, first.id, change.law_on)
    rows = _words(tx, first, change) if change.kind == "correct" else _money(tx, first, change)
    if not rows:
        raise NothingChanges
    decision = _keep(tx, actor, first, change, rows)
    lines = [{**asdict(row), "decision_id": decision.id, "position": nth} for nth, row in enumerate(rows, start=1)]
    tx.execute(insert(DecisionChangeRow), lines)
    decision_changes.refuse_changed(tx, decision)
    decision_annex.print_change(tx, decision, first, change.corrections)
    audit.append(
        tx, "decision.change_drafted", f"decision/{decision.id}", kind=change.kind, changes=first.id,
        law_on=change.law_on, rows=decision.rows, amount_vnd=decision.amount_vnd,
        redetermination=change.redetermination_id, annex_sha256=decision.annex_sha256.hex(),
    )  # fmt: skip
    return decision


def _require_first(first: Decision, actor: Actor) -> None:
    require_state(first.state, "decided")
    if first.kind != "approve":
        raise FirstDecisionOnly
    if first.district_id != actor.unit_id:
        raise NotTheDecidingUnit


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a change."""

    application_id: int
    entitlement_id: int | None
    field: str | None
    before_vnd: int
    after_vnd: int


def _words(tx: Session, first: Decision, change: Change) -> list[Row]:
    """Who is misspelt: no money. Raises NoSuchRecord."""
    asked = {each.application_id for each in change.corrections}
    known = set(tx.scalars(OF_THE_FIRST, {"ids": sorted(asked), "first": first.id}))
    if asked - known:
        raise NoSuchRecord
    return [Row(each.application_id, None, each.field, 0, 0) for each in change.corrections]


def _money(tx: Session, first: Decision, change: Change) -> list[Row]:
    """What of which right is owed before and after; what stays the same is left out."""
    after = _after(tx, first, change)
    rights = _rights(tx, first, None if after is None else sorted(after))
    found = [
        Row(
            right.application_id, right.entitlement_id, None, right.owed_vnd,
            0 if after is None else after[right.entitlement_id],
        )
        for right in rights
    ]  # fmt: skip
    return [row for row in found if row.before_vnd != row.after_vnd]


def _after(tx: Session, first: Decision, change: Change) -> Mapping[int, int] | None:
    """What is owed afterwards of which entitlement; None: nothing of the whole decision."""
    if change.redetermination_id is not None:
        return _determined(tx, first, change.redetermination_id)
    if change.kind == "revoke":
        return None if change.revoked is None else dict.fromkeys(change.revoked, 0)
    return change.amounts or {}


def _determined(tx: Session, first: Decision, order_id: int) -> dict[int, int]:
    """What an order found of a decision, whoever gave it. Raises NoSuchRecord."""
    found = tx.execute(DETERMINED, {"first": first.id, "order": order_id}).all()
    if not found:
        raise NoSuchRecord
    return {row.id: row.after_vnd for row in found}


def _rights(tx: Session, first: Decision, ids: Sequence[int] | None) -> list[Right]:
    """Raises NoSuchRecord."""
    rights = [Right(*row) for row in tx.execute(RIGHTS, {"first": first.id, "ids": ids})]
    if ids is not None and len(rights) != len(ids):
        raise NoSuchRecord
    return rights


def _keep(tx: Session, actor: Actor, first: Decision, change: Change, rows: Sequence[Row]) -> Decision:
    decision = Decision(
        policy=first.policy, kind=change.kind, changes_id=first.id, ground=change.ground, state="drafted",
        law_on=change.law_on, rows=len({row.application_id for row in rows}), refused_rows=0,
        amount_vnd=sum(row.after_vnd - row.before_vnd for row in rows),
        district_id=actor.unit_id, differences=[], annex_cipher=b"", annex_sha256=b"",
        drafted_by_person_id=actor.person_id,
    )  # fmt: skip
    tx.add(decision)
    tx.flush()  # for its id
    return decision


def chain(tx: Session, actor: Actor, decision_id: int, after: int, limit: int) -> Sequence[Decision]:
    """A page of the decisions that change one, the oldest first. Raises NoSuchRecord."""
    first, columns = find(tx, actor, Decision, decision_id), Decision.__table__.c
    query = visible(actor, Decision).where(columns.changes_id == first.id, columns.id > after)
    return tx.scalars(query.order_by(columns.id).limit(limit)).all()


def rows(tx: Session, actor: Actor, decision_id: int, after: int, limit: int) -> Sequence[SqlRow[Any]]:
    """A page of what a change lists. Raises NoSuchRecord."""
    return decision_changes.rows(tx, find(tx, actor, Decision, decision_id), after, limit)


ENTITLEMENTS = text(f"""
    WITH owed AS ({OWED} WHERE e.id > :after AND e.decision_id IN (
        SELECT d.id FROM decision d WHERE d.id = :decision OR d.changes_id = :decision) ORDER BY e.id LIMIT :limit)
    SELECT e.id, e.adjusts_id, e.decision_id, e.application_id, e.beneficiary_id, b.full_name, e.component, e.state,
           e.amount_vnd, o.owed_vnd
    FROM owed o JOIN entitlement e ON e.id = o.id JOIN beneficiary b ON b.id = e.beneficiary_id ORDER BY e.id
""")  # noqa: S608 – ours


def entitlements(tx: Session, actor: Actor, decision_id: int, after: int, limit: int) -> Sequence[SqlRow[Any]]:
    """A page of what a decision and those that change it owe. Raises NoSuchRecord."""
    decision = find(tx, actor, Decision, decision_id)
    return tx.execute(ENTITLEMENTS, {"decision": decision.id, "after": after, "limit": limit}).all()
