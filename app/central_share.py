"""What the central budget owes the province, by policy: read off the ledger, as of a day, to the đồng.

A fund's share of a policy is what its accounts hold of it; nothing is multiplied again. What earlier requests of the
budget year asked for is taken off.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.access import Actor, masking
from app.access.masking import Data
from app.errors import Forbidden

CENTRAL, OWN, OTHER = "central", "own", "other"
GROUP = {"central": CENTRAL, "province": OWN, "district": OWN}
"""Whose money a fund's source is: the central budget's, the province's own, or insurance's and gifts."""


class ForTheProvince(Forbidden):
    """Đề nghị ngân sách trung ương hỗ trợ do tài chính cấp tỉnh lập.
    The request for the central share is the province's finance office's.
    """


@dataclass(frozen=True, slots=True)
class Share:
    """What a source bears of a policy: decided, of it still committed and paid, and what remains to be paid."""

    decided_vnd: int = 0
    committed_vnd: int = 0
    paid_vnd: int = 0
    remaining_vnd: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(
            self.decided_vnd + other.decided_vnd, self.committed_vnd + other.committed_vnd,
            self.paid_vnd + other.paid_vnd, self.remaining_vnd + other.remaining_vnd,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A policy: whom it was decided for, who bears it, what was asked before and what is new."""

    policy: str
    people: int
    decided_vnd: int
    central: Share
    own: Share
    other: Share
    asked_before_vnd: int
    asked_vnd: int


@dataclass(frozen=True, slots=True)
class Ask:
    """A budget year as of a day, by policy."""

    budget_year: int
    as_of: date
    lines: Sequence[Line]

    @property
    def asked_vnd(self) -> int:
        """What is new in all."""
        return sum(line.asked_vnd for line in self.lines)


HELD = text("""
    SELECT a.policy, f.source, a.kind, sum(m.vnd)::bigint AS vnd
    FROM (SELECT debit_account_id AS account_id, amount_vnd AS vnd FROM ledger_transfer WHERE effective_on <= :on
          UNION ALL SELECT credit_account_id, -amount_vnd FROM ledger_transfer WHERE effective_on <= :on) m
    JOIN ledger_account a ON a.id = m.account_id JOIN fund f ON f.id = a.fund_id
    WHERE a.policy IS NOT NULL AND f.budget_year = :year AND f.district_id = ANY (:districts)
    GROUP BY a.policy, f.source, a.kind
""")

# For whom something was decided by the day, and neither cancelled nor recovered by then. Days are the ledger's.
PEOPLE = text("""
    SELECT e.policy, count(DISTINCT e.person_id) AS people FROM entitlement e
    WHERE e.origin = 'decision' AND e.funding_id IN (
        SELECT p.funding_id FROM funding_part p JOIN fund f ON f.id = p.fund_id
        WHERE f.budget_year = :year AND f.district_id = ANY (:districts))
      AND e.act_id IN (SELECT act_id FROM ledger_transfer WHERE effective_on <= :on)
      AND NOT EXISTS (
        SELECT FROM state_change c WHERE c.kind = 'entitlement' AND c.object_id = e.id
          AND c.to_state IN ('cancelled', 'recovered')
          AND c.act_id IN (SELECT act_id FROM ledger_transfer WHERE effective_on <= :on))
    GROUP BY e.policy
""")

ASKED = text("""
    SELECT l.policy, sum(l.asked_vnd)::bigint AS vnd FROM central_request_line l
    JOIN central_request r ON r.id = l.request_id
    WHERE r.budget_year = :year AND r.district_id = :unit GROUP BY l.policy
""")


def require_province(actor: Actor) -> None:
    """Whose request it is. Raises ForTheProvince."""
    if actor.unit_kind != "province":
        raise ForTheProvince


def ask(tx: Session, actor: Actor, budget_year: int, as_of: date) -> Ask:
    """What there is to ask for, by policy. Raises ForTheProvince."""
    require_province(actor)
    said = {"year": budget_year, "on": as_of, "districts": sorted(actor.districts), "unit": actor.unit_id}
    held: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in tx.execute(HELD, said):
        held[row.policy, GROUP.get(row.source, OTHER)][row.kind] += row.vnd
    people = {row.policy: row.people for row in tx.execute(PEOPLE, said)}
    before = {row.policy: row.vnd for row in tx.execute(ASKED, said)}
    policies = sorted({policy for policy, _ in held} | people.keys() | before.keys())
    lines = [_line(policy, held, people.get(policy, 0), before.get(policy, 0)) for policy in policies]
    return Ask(budget_year, as_of, [line for line in lines if line.decided_vnd or line.asked_before_vnd])


def _line(policy: str, held: Mapping[tuple[str, str], Mapping[str, int]], people: int, asked_before_vnd: int) -> Line:
    central, own, other = (_share(held.get((policy, group), {})) for group in (CENTRAL, OWN, OTHER))
    decided_vnd = central.decided_vnd + own.decided_vnd + other.decided_vnd
    new_vnd = central.decided_vnd - asked_before_vnd
    return Line(policy, people, decided_vnd, central, own, other, asked_before_vnd, new_vnd)


OUT = ("PAID", "RECEIVABLE", "WRITTEN_OFF")
"""What has left and has not come back."""


def _share(balances: Mapping[str, int]) -> Share:
    """All that came into the accounts of a policy came from what is available; what was recovered is not asked for."""
    decided = sum(vnd for kind, vnd in balances.items() if kind != "RECOVERED")
    paid = sum(balances.get(kind, 0) for kind in OUT)
    committed = balances.get("COMMITTED", 0) + balances.get("IN_TRANSIT", 0)
    return Share(decided, committed, paid, decided - paid)


def for_reading(actor: Actor, lines: Iterable[Line]) -> list[Line]:
    """Lines as a role may read them: whoever may not tell policies of health apart has one line for all of them."""
    if masking.is_whole(actor.role, Data.HEALTH):
        return list(lines)
    merged: dict[str, Line] = {}
    for line in lines:
        policy = masking.NEUTRAL_WORDS.get(line.policy, line.policy)
        merged[policy] = _joined(policy, merged.get(policy), line)
    return list(merged.values())


def _joined(policy: str, one: Line | None, other: Line) -> Line:
    one = one or Line(policy, 0, 0, Share(), Share(), Share(), 0, 0)
    return Line(
        policy, one.people + other.people, one.decided_vnd + other.decided_vnd, one.central + other.central,
        one.own + other.own, one.other + other.other, one.asked_before_vnd + other.asked_before_vnd,
        one.asked_vnd + other.asked_vnd,
    )  # fmt: skip
