"""Determine many applications: the pure rules over rows, and what they said kept by COPY.

The rules run in Python, once per case; no legal rule is in SQL. All condition results of a determination are
kept, but once for all determinations that share them: `explanation` is named by its content.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import orjson
from sqlalchemy import Row, event, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import db, rules
from app.models import Explanation
from app.protection import index, ring, seal, unseal
from app.rules.fact import Fact, Kind
from app.rules.law import Circumstances, Determination, Outcome, Supported, Word, law_of
from app.settings import settings

COLUMNS = (
    "act_id", "id", "application_id", "row_id", "law_on", "rules_version", "outcome", "amount_vnd", "reason",
    "explanation", "words_digest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """An application to determine: its ids, the facts of its row with what others confirmed, its history."""

    id: int  # the determination's, reserved beforehand
    application_id: int
    row_id: int
    policy: str
    round: int | None
    facts: Mapping[str, object]
    history: tuple[Supported, ...] = ()


@dataclass(frozen=True, slots=True)
class Determined:
    """A case and what the rules say of it."""

    case: Case
    determination: Determination
    digest: bytes
    words_digest: str  # of the legal officers' words that the law was read with

    @property
    def outcome(self) -> Outcome:
        """The determination's outcome."""
        return self.determination.outcome

    @property
    def amount_vnd(self) -> int:
        """What an eligible case is owed now; nothing otherwise."""
        return self.determination.amount_vnd if self.outcome is Outcome.ELIGIBLE else 0

    @property
    def reason(self) -> str | None:
        """Why not: the first condition not met, or what is missing."""
        return reason(self.determination)


def determine(
    cases: Iterable[Case], law_on: date, words: tuple[Word, ...]
) -> tuple[list[Determined], dict[bytes, bytes]]:
    """What the rules say of each case under the law of a day, and the explanations by digest (JSON).

    `words`: those of the province's legal officers on open points of law, as `law_words.current` has them.
    """
    province = settings().province_code
    law, words_digest = law_of(law_on, words), rules.words_digest(words)
    bodies: dict[bytes, bytes] = {}
    determined = []
    for case in cases:
        circumstances = Circumstances(law, province, case.round, case.history)
        found = rules.determine(case.policy, case.facts, circumstances)
        digest, body = _explain(found)
        bodies[digest] = body
        determined.append(Determined(case, found, digest, words_digest))
    return determined, bodies


_kept: WeakKeyDictionary[object, set[bytes]] = WeakKeyDictionary()
"""By engine: the explanations known to be committed, so that most acts send none."""
_KEPT_MAX = 200_000


def keep(tx: Session, determined: Sequence[Determined], bodies: Mapping[bytes, bytes]) -> None:
    """Explanations, then determinations by COPY to staging. `settle` or the intake moves them on."""
    if not determined:
        return
    known = _kept.setdefault(db.engine(), set())
    new = sorted(bodies.keys() - known)
    if new:
        said = {digest: orjson.loads(bodies[digest]) for digest in new}
        values = [
            {
                "digest": digest,
                "body_cipher": seal(bodies[digest], _place(digest)),
                "lines": body["lines"],
                "points": body["points"],
            }
            for digest, body in said.items()
        ]
        tx.execute(insert(Explanation).on_conflict_do_nothing(), values)
        event.listen(tx, "after_commit", lambda _: _remember(known, new), once=True)
    act_id = db.act_id(tx)
    db.stage(tx, "staged_determination", COLUMNS, (_record(act_id, each) for each in determined))


def _remember(known: set[bytes], digests: Sequence[bytes]) -> None:
    if len(known) > _KEPT_MAX:
        known.clear()
    known.update(digests)


INSERT_STAGED = text("""
    INSERT INTO determination (id, application_id, row_id, law_on, rules_version, outcome, amount_vnd, reason,
                               explanation, words_digest, act_id)
    SELECT id, application_id, row_id, law_on, rules_version, outcome, amount_vnd, reason, explanation, words_digest,
           act_id
    FROM staged_determination WHERE act_id = :act
""")


def reserve(tx: Session, **counts: int) -> dict[str, list[int]]:
    """Ids for records about to be copied in, so many for each table, in one statement."""
    wanted = {table: count for table, count in counts.items() if count}
    drawn = [
        select(func.array_agg(func.nextval(func.pg_get_serial_sequence(table, "id"))))
        .select_from(func.generate_series(1, count))
        .scalar_subquery()
        .label(table)
        for table, count in wanted.items()
    ]
    found = tx.execute(select(*drawn)).one()._mapping if drawn else {}  # noqa: SLF001 – SQLAlchemy's public name
    return {table: list(found[table]) if table in wanted else [] for table in counts}


def typed(policy: str, facts: Mapping[str, object]) -> dict[str, object]:
    """Kept facts (JSON) as the rules take them: days as dates."""
    dated = _dated(policy)
    return {
        name: date.fromisoformat(value) if name in dated and isinstance(value, str) else value
        for name, value in facts.items()
    }


def supported(items: Iterable[Mapping[str, object]]) -> tuple[Supported, ...]:
    """History as the database tells it (JSON objects) in the shape the rules take."""
    return tuple(
        Supported(
            policy=str(item["policy"]),
            component=str(item["component"]),
            state=str(item["state"]),
            amount_vnd=int(str(item["amount_vnd"])),
            child=str(item["child"]) or None,
        )
        for item in items
    )


def reason(determination: Determination) -> str | None:
    """The first condition not met; else what is missing, or unknown, or open; None for an eligible case."""
    if determination.outcome is Outcome.ELIGIBLE:
        return None
    if determination.outcome is Outcome.UNDETERMINED:
        unsure = next((result.id for result in determination.results if result.met is None), None)
        return ", ".join(determination.missing) or unsure or next(iter(determination.points), None)
    return next((result.id for result in determination.results if result.met is False), None)


def hashed_facts() -> list[str]:
    """The facts of all policies that are known as keyed hashes: a child's certificate."""
    return sorted({fact.name for policy in rules.POLICIES for fact in hashed_facts_of(policy)})


def hashed_facts_of(policy: str) -> list[Fact]:
    """The facts of a policy that are known as keyed hashes."""
    return [fact for fact in rules.POLICIES[policy].facts if fact.hashed]


@lru_cache
def _dated(policy: str) -> frozenset[str]:
    kinds = {Kind.DATE, Kind.BIRTH_DATE}
    return frozenset(fact.name for fact in rules.POLICIES[policy].facts if fact.kind in kinds)


def _record(act_id: int, each: Determined) -> tuple[object, ...]:
    case, found = each.case, each.determination
    return (
        act_id, case.id, case.application_id, case.row_id, found.on, rules.RULES_VERSION, found.outcome.value,
        each.amount_vnd, each.reason, each.digest, each.words_digest,
    )  # fmt: skip


def body_of(row: Row[Any]) -> dict[str, Any]:
    """The results, lines, missing facts and open points of a kept explanation. Raises Unreadable."""
    return _body(row.digest, row.body_cipher)


def body_in(row: Mapping[Any, Any]) -> dict[str, Any]:
    """The same, of a row by names. Raises Unreadable."""
    return _body(row["digest"], row["body_cipher"])


def canonical(body: Mapping[str, Any]) -> bytes:
    """The bytes of an explanation: the same for the same words, however they were made."""
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)


def _body(digest: bytes, cipher: bytes) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(unseal(cipher, _place(digest)))
    return found


def _place(digest: bytes) -> str:
    return f"explanation|body|{digest.hex()}"


_explained: dict[int, tuple[bytes, bytes, Determination, int]] = {}
_EXPLAINED_MAX = 20_000


def _explain(found: Determination) -> tuple[bytes, bytes]:
    """The JSON of results, lines, missing facts and open points, and its keyed hash.

    The rules hand out the same determination for the same answers, so its identity finds what was serialised
    before; the entry keeps it alive, so an identity is never somebody else's.
    """
    kept, key = _explained.get(id(found)), ring().force.index
    if kept is None or kept[3] != key:
        if len(_explained) >= _EXPLAINED_MAX:
            _explained.clear()
        said = {"results": found.results, "lines": found.lines, "missing": found.missing, "points": found.points}
        body = canonical(orjson.loads(orjson.dumps(said, default=str)))
        kept = _explained[id(found)] = (index("explanation", body.decode()), body, found, key)
    return kept[0], kept[1]
