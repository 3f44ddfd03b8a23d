"""What another law, or another day, would say of stored applications: compared, and nothing written.

Chunk by chunk in the order of the ids, so that memory does not grow with the province. An application that is
going up at the moment (submitted, not decided) is left out: it is determined again when its decision is drafted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import rules
from app.redetermining import cases_of
from app.rules.law import Circumstances, Determination, LawOfDay, Outcome
from app.settings import settings

CHUNK = 20_000


class Effect(StrEnum):
    """What a new determination changes for an application."""

    BECOMES_ELIGIBLE = "becomes_eligible"  # nothing was owed, now something is
    OWED_MORE = "owed_more"  # approved or paid already, or eligible, and more is due
    OVERPAID = "overpaid"  # approved or paid, and less or nothing is due
    OWED_LESS = "owed_less"  # eligible, nothing approved yet, and less is due
    NO_LONGER_ELIGIBLE = "no_longer_eligible"  # eligible, nothing approved yet, and nothing is due
    BECOMES_UNDETERMINED = "becomes_undetermined"  # a fact or a point of law is missing now
    BECOMES_INELIGIBLE = "becomes_ineligible"  # undetermined before
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which applications: of a policy, in some districts; those refused or undetermined, or all."""

    policy: str
    districts: frozenset[int]
    everything: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One application: how it stands, what the other law says of it, and what that changes."""

    row: Row[Any]
    found: Determination
    effect: Effect
    change_vnd: int  # the money of the effect, never negative


@dataclass(slots=True)
class Summary:
    """How many and how much, by district and effect."""

    rows: int = 0
    by_district: dict[int, dict[str, dict[str, int]]] = field(default_factory=dict)

    def add(self, each: Compared) -> None:
        """Count one."""
        self.rows += 1
        effects = self.by_district.setdefault(each.row.district_id, {})
        counted = effects.setdefault(each.effect.value, {"applications": 0, "change_vnd": 0})
        counted["applications"] += 1
        counted["change_vnd"] += each.change_vnd

    def total(self) -> dict[str, dict[str, int]]:
        """The same over all districts."""
        found: dict[str, dict[str, int]] = {}
        for effects in self.by_district.values():
            for effect, counted in effects.items():
                sums = found.setdefault(effect, {"applications": 0, "change_vnd": 0})
                for name, count in counted.items():
                    sums[name] += count
        return found


_CANDIDATES = """
    SELECT a.id AS application_id, r.id AS row_id, a.policy, a.round, a.district_id, a.state, d.id AS determination_id,
           d.outcome, d.amount_vnd, r.facts, r.health_cipher, coalesce(e.amount_vnd, 0)::bigint AS entitled_vnd
    FROM application a
    JOIN determination d ON d.id = a.determination_id
    JOIN list_row r ON r.application_id = a.id AND r.state = 'accepted'
    LEFT JOIN LATERAL (
        SELECT sum(n.amount_vnd - coalesce((SELECT sum(o.amount_vnd) FROM overpayment o
                                            WHERE o.entitlement_id = n.id AND o.state <> 'withdrawn'), 0)) AS amount_vnd
        FROM entitlement n WHERE n.application_id = a.id AND n.state <> 'cancelled') e ON true
    WHERE a.policy = :policy AND a.id > :after AND a.district_id = ANY (:districts)
      AND a.state IN ('received', 'determined', 'returned', 'decided', 'refused')
      AND (a.submission_id IS NULL OR a.state IN ('decided', 'refused'))
      AND (:everything OR d.outcome <> 'eligible')
    ORDER BY a.id LIMIT :chunk
"""
CANDIDATES, LOCKED_CANDIDATES = text(_CANDIDATES), text(f"{_CANDIDATES} FOR UPDATE OF a")


def candidates(
    tx: Session, scope: Scope, after: int = 0, chunk: int = CHUNK, *, lock: bool = False
) -> Sequence[Row[Any]]:
    """The next applications of a scope, after an id; locked where they are about to change."""
    return tx.execute(
        LOCKED_CANDIDATES if lock else CANDIDATES,
        {
            "policy": scope.policy,
            "districts": sorted(scope.districts),
            "everything": scope.everything,
            "after": after,
            "chunk": chunk,
        },
    ).all()


def summary(tx: Session, scope: Scope, law: LawOfDay) -> Summary:
    """What the law of a day would change, counted."""
    counted = Summary()
    for each in compare(tx, scope, law):
        counted.add(each)
    return counted


def compare(tx: Session, scope: Scope, law: LawOfDay) -> Iterator[Compared]:
    """What the law of a day would say of each application of a scope."""
    after = 0
    while rows := candidates(tx, scope, after):
        cases = cases_of(tx, rows, [0] * len(rows))
        for row, case in zip(rows, cases, strict=True):
            at = Circumstances(law, settings().province_code, case.round, case.history)
            yield compared(row, rules.determine(case.policy, case.facts, at))
        after = rows[-1].application_id


def compared(row: Row[Any], found: Determination) -> Compared:
    """A candidate and its new determination, side by side."""
    effect, change = effect_of(Outcome(row.outcome), row.amount_vnd, row.entitled_vnd, found)
    return Compared(row, found, effect, change)


def effect_of(before: Outcome, before_vnd: int, entitled_vnd: int, found: Determination) -> tuple[Effect, int]:
    """What a new determination changes, and the money of it in đồng."""
    after, after_vnd = found.outcome, found.amount_vnd
    owed = entitled_vnd or before_vnd
    if after is Outcome.UNDETERMINED:
        return (Effect.UNCHANGED, 0) if before is after and not owed else (Effect.BECOMES_UNDETERMINED, owed)
    if after_vnd > owed:
        return (Effect.OWED_MORE if owed else Effect.BECOMES_ELIGIBLE), after_vnd - owed
    if after_vnd < owed:
        return _less(after, entitled_vnd), owed - after_vnd
    became = after is Outcome.INELIGIBLE and before is Outcome.UNDETERMINED
    return (Effect.BECOMES_INELIGIBLE if became else Effect.UNCHANGED), 0


def _less(after: Outcome, entitled_vnd: int) -> Effect:
    if entitled_vnd:
        return Effect.OVERPAID
    return Effect.OWED_LESS if after is Outcome.ELIGIBLE else Effect.NO_LONGER_ELIGIBLE
