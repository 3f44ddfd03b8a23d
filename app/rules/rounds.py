"""Rounds of policy 12: one shape for all provinces, and the look-up by province and number.

A province says who, where, when and how much by a decision of its own, round by round. A further province is a
further `Pack`, a further round a further `Round`: data with citations. Every point is a tuple of amendments, read
through the law of the day: so a legal officer's word and a draft bear on it as on any other law.

A round that was held but whose text could not be read is `Unread`. A yes or no cannot supply a text; the one thing
that it can settle is whether the round had the terms of one that was read. On a yes the round is judged by those
terms, cited as the officer cites it. On a no its cases go on waiting, under the same point: only its text can help,
added here as a `Round`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from app.rules.answering import ANSWERS_MAX, Sentence
from app.rules.law import Amendment, Citation, LawOfDay, Met, Standing
from app.rules.policy import OpenPoint

T = TypeVar("T")
R = TypeVar("R")
Law = tuple[Amendment[T], ...]


class Basis(StrEnum):
    """What a level is given for."""

    EACH_TIME = "each_time"
    EACH_DAY = "each_day"  # of stoppage within the measure's days


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The places that a form may name, and the area by which the province decides over each."""

    names: Mapping[str, str]
    area_of: Mapping[str, str]  # a place outside the province is in none

    def hold(self, areas: frozenset[str], code: str) -> bool:
        """Whether a place is one of some areas, or lies in one."""
        return code in areas or self.area_of.get(code) in areas


@dataclass(frozen=True, slots=True, eq=False)
class Who:
    """Whom a round is for. What it does not ask for is empty."""

    occupations: Law[frozenset[str]]
    other_occupations: Law[Met] = ()  # whether there are more of them than could be read
    with_contract: Law[frozenset[str]] = ()  # occupations that may have a contract, if without social insurance
    insurance_unsaid: Law[Met] = ()  # whether such a one counts as uninsured where the list does not say
    least_age_years: Law[int | None] = ()  # on the measure's first day
    income_below_vnd: Law[int] = ()  # a month; lost income is 0


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """In which areas the work was, and who lives where."""

    workplaces: Law[frozenset[str]]
    residents: Law[frozenset[str]]
    elsewhere: Law[Met] = ()  # whether work in the province's other areas counts too
    others: Law[Met] = ()  # whether the province's other residents count too
    commuters: bool = False  # whoever works outside the province daily counts, wherever in it they live
    registered: Law[bool] = ()  # whether the residence must be registered or confirmed by the police


@dataclass(frozen=True, slots=True, eq=False)
class When:
    """The measure that stopped the work; its first and last day count."""

    measure: Sentence
    first: Law[date]
    last: Law[date | None]
    later_starts: Law[tuple[tuple[str, date], ...]] = ()  # occupations stopped later than the others


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """How much, and for what."""

    basis: Basis
    vnd: Law[int]


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """One round: what its decision says, point by point with its source."""

    number: int
    places: Places
    decided: Law[date]
    who: Who
    where: Where
    when: When
    level: Level


@dataclass(frozen=True, slots=True, eq=False)
class Unread:
    """A round that was held, but whose decision could not be read."""

    number: int
    as_round: int
    same_terms: Amendment[Met]
    decided: Law[date]  # the first day that it can have


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A province's rounds."""

    province: str
    name: str
    prefix: str  # of the names of its values
    rounds: Mapping[int, Round]
    unread: Mapping[int, Unread] = field(default_factory=dict)
    points: tuple[OpenPoint, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class NotRead:
    """In place of a round: why there is none to judge by."""

    law: Amendment[object]
    because: Sentence
    missing: tuple[str, ...] = ()
    with_contract: frozenset[str] = frozenset()  # of the province's rounds that were read
    exists: bool = True  # or may do so


Find = Callable[[LawOfDay, str, int | None], Round | NotRead]
"""The round of a province by its number, under the law of a day; without a number the only one in force."""

NOT_NAMED: Sentence = ("thiếu: Đợt hỗ trợ", "missing: Round")
NO_SUCH_ROUND: Sentence = ("tỉnh không có đợt này", "the province has no such round")
NO_PACK: Sentence = ("chưa đọc được quyết định của tỉnh này", "this province's decisions have not been read")
OTHER_TERMS: Sentence = (
    "điều kiện khác đợt đã đọc được: cần bổ sung văn bản",
    "its terms differ from those that were read: its text is needed",
)


def look_up_in(packs: Sequence[Pack], unread: Amendment[object], further: Amendment[Met]) -> Find:
    """The look-up over some provinces; `unread` stands for law that nobody has read.

    `further`: whether a province has rounds besides those that are on record. On a yes their cases go on waiting.
    """
    by_province = {pack.province: pack for pack in packs}

    @lru_cache(ANSWERS_MAX)
    def find(at: LawOfDay, province: str, number: int | None) -> Round | NotRead:
        pack = by_province.get(province)
        if pack is None:
            return _further(at, further, NO_PACK, frozenset())
        if number is None:
            held = [each for each in pack.rounds.values() if is_decided(each, at)]
            return held[0] if len(held) == 1 else NotRead(unread, NOT_NAMED, ("round",), _excepted(pack))
        return pack.rounds.get(number) or _not_read(pack, number, at, further)

    return find


def is_decided(found: Round, at: LawOfDay) -> bool:
    """Whether the round's decision is in force."""
    return at.governing(found.decided).value <= at.on


def _further(at: LawOfDay, further: Amendment[Met], why: Sentence, excepted: frozenset[str]) -> NotRead:
    said = at.read(further)
    if said.standing is Standing.UNCONFIRMED or said.value:
        return NotRead(further, why, (), excepted)
    return NotRead(said, NO_SUCH_ROUND, (), excepted, exists=False)


def _not_read(pack: Pack, number: int, at: LawOfDay, further: Amendment[Met]) -> Round | NotRead:
    why = (f"chưa đọc được quyết định đợt {number}", f"the decision of round {number} has not been read")
    held = pack.unread.get(number)
    if held is None:
        return _further(at, further, why, _excepted(pack))
    said = at.read(held.same_terms)
    if said.standing is Standing.UNCONFIRMED:
        return NotRead(said, why, (), _excepted(pack))
    if not said.value:
        return NotRead(held.same_terms, OTHER_TERMS, (), _excepted(pack))
    terms = _as_cited(pack.rounds[held.as_round], said.citation)
    return replace(terms, number=number, decided=_as_cited(held.decided, said.citation))


def _as_cited(value: R, citation: Citation) -> R:
    """A round's terms under another source; what is open in them stays open."""
    if isinstance(value, tuple):
        return tuple(  # type: ignore[return-value]  # amendments of the same kind
            replace(each, citation=citation)
            if isinstance(each, Amendment) and each.standing is not Standing.UNCONFIRMED
            else each
            for each in value
        )
    if is_dataclass(value) and not isinstance(value, Places | type):
        return replace(value, **{each.name: _as_cited(getattr(value, each.name), citation) for each in fields(value)})
    return value


def _excepted(pack: Pack) -> frozenset[str]:
    laws = [each.who.with_contract for each in pack.rounds.values()]
    return frozenset[str]().union(*(amendment.value for law in laws for amendment in law))


def known(packs: Sequence[Pack], province: str) -> dict[int, bool]:
    """A province's rounds by number, and whether each was read; none where the province has no pack."""
    mine = [pack for pack in packs if pack.province == province]
    return {number: number in pack.rounds for pack in mine for number in sorted({*pack.rounds, *pack.unread})}
