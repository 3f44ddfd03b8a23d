"""The likely matches of an act's rows: cheap reasons first, numbers only of those who may come so far."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.likeness import Reason, at_most, likeness
from app.matching import records
from app.matching.blocks import Candidates, Pair, candidates
from app.matching.records import Record
from app.memory import uncollected
from app.settings import settings

ANY_EMPLOYER = ("employer_same",)

TOLD_APART = text("""
    WITH members AS (
        SELECT a.id AS person_id, a.id FROM unnest(CAST(:people AS bigint[])) AS a(id)
        UNION SELECT b.person_id, b.id FROM beneficiary b
        WHERE b.person_id <> b.id AND b.person_id = ANY (:people))
    SELECT DISTINCT b.person_id, o.person_id AS other
    FROM members b JOIN likely_match m ON b.id IN (m.first_id, m.second_id) AND NOT m.same
    JOIN beneficiary o ON o.id = m.first_id + m.second_id - b.id
""")


@dataclass(frozen=True, slots=True)
class Match:
    """A row and a beneficiary who may be one person."""

    ordinal: int
    other_id: int
    score: int
    strong: bool  # it holds the application until a person says
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Likely matches by row, best first; and the rows of which not everybody alike could be compared."""

    matches: Mapping[int, list[Match]]
    crowded: frozenset[int]


def find(tx: Session) -> Found:
    """Whom the act's good rows are likely to be. Who was told apart by a person is not found again."""
    with uncollected():
        return _found(tx, candidates(tx))


def _found(tx: Session, met: Candidates) -> Found:
    rows = records.of_act(tx, {ordinal for ordinal, _ in met.on_record} | {each for pair in met.here for each in pair})
    others = records.on_record(tx, {other for _, other in met.on_record})
    likely = _worth_it(rows, others, met.on_record, met.contacts)
    likely_here = _worth_it(rows, rows, met.here, met.contacts_here)
    ordinals = {ordinal for ordinal, _ in likely} | {each for pair in likely_here for each in pair}
    whole = records.whole_of_act(tx, rows, ordinals, met.shared)
    whole_others = records.whole_on_record(tx, others, {other for _, other in likely})
    best: dict[Pair, Match] = {}
    for one, other, ordinal in (*_sides(whole, whole_others, likely), *_sides(whole, whole, likely_here)):
        _take(best, one, other, ordinal)
    return Found(_by_row(_but_told_apart(tx, rows, best)), frozenset(met.crowded))


def _worth_it(
    rows: Mapping[int, Record], others: Mapping[int, Record], pairs: Iterable[Pair], contacts: Mapping[Pair, set[str]]
) -> list[Pair]:
    """The pairs of two people who may come to be shown, whatever their numbers say."""
    weak = settings().likeness_weak
    found = []
    for pair in pairs:
        one, other = rows[pair[0]], others[pair[1]]
        said = (*contacts.get(pair, ()), *(ANY_EMPLOYER if one.employed and other.employed else ()))
        if one.person_id != other.person_id and at_most(one.side, other.side, said) >= weak:
            found.append(pair)
    return found


def _sides(
    rows: Mapping[int, Record], others: Mapping[int, Record], pairs: Iterable[Pair]
) -> Iterator[tuple[Record, Record, int]]:
    return ((rows[ordinal], others[other], ordinal) for ordinal, other in pairs)


def _take(best: dict[Pair, Match], one: Record, other: Record, ordinal: int) -> None:
    """Score a pair; of several records of one person the one most alike stays."""
    found = likeness(one.side, other.side)
    if found.score < settings().likeness_weak:
        return
    known = best.get((ordinal, other.person_id))
    if known is None or known.score < found.score:
        strong = found.score >= settings().likeness_strong and found.anchored
        best[ordinal, other.person_id] = Match(ordinal, other.beneficiary_id, found.score, strong, found.reasons)


def _but_told_apart(tx: Session, rows: Mapping[int, Record], best: Mapping[Pair, Match]) -> list[Match]:
    people = sorted({rows[ordinal].person_id for ordinal, _ in best})
    apart = {(row.person_id, row.other) for row in tx.execute(TOLD_APART, {"people": people})} if people else set()
    return [match for pair, match in best.items() if (rows[pair[0]].person_id, pair[1]) not in apart]


def _by_row(found: Iterable[Match]) -> dict[int, list[Match]]:
    matches: dict[int, list[Match]] = {}
    for match in sorted(found, key=lambda each: (each.ordinal, -each.score, each.other_id)):
        matches.setdefault(match.ordinal, []).append(match)
    return matches
