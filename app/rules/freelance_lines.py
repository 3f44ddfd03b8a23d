"""Policy 12's money: one sum a person, once; so much a time or so much a day, and never less than the floor."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from app.rules.answering import ANSWERS_MAX, day, same_line
from app.rules.freelance_conditions import first_doubted
from app.rules.freelance_law import FLOOR_DAY_VND, FLOOR_VND
from app.rules.law import Amendment, AmountLine, Circumstances, Facts, LawOfDay, Standing, Window
from app.rules.rounds import Basis, Find, Level, NotRead, Round, is_decided

Lines = tuple[AmountLine, ...]
FLOORS = {Basis.EACH_TIME: FLOOR_VND, Basis.EACH_DAY: FLOOR_DAY_VND}


def lines(find: Find) -> Callable[[Facts, Circumstances], Lines]:
    """What a round gives. Held where the round or its days are not known; nothing before it was decided."""

    @lru_cache(ANSWERS_MAX)
    def each_time(at: LawOfDay, province: str, number: int | None) -> Lines | None:
        """None: the round goes by the day."""
        floor = at.in_force(FLOOR_VND)
        if floor is None:
            return ()
        found = find(at, province, number)
        if isinstance(found, NotRead):
            points = (found.law.point,) if found.law.point else ()
            return (_held(floor, floor.value, found.missing, points),)
        if not is_decided(found, at):
            return ()
        if found.level.basis is Basis.EACH_DAY:
            return None
        given = level_given(at, found.level)
        return (same_line("base", given.value, given.citation, exclusive=True),)

    @lru_cache(ANSWERS_MAX)
    def each_day(
        at: LawOfDay, province: str, number: int | None, since: date | None, until: date | None
    ) -> Lines:  # fmt: skip
        found = find(at, province, number)
        return _by_days(at, found, since, until) if isinstance(found, Round) else ()

    def told(facts: Facts, at: Circumstances) -> Lines:
        found = each_time(at.law, at.province, at.round)
        if found is not None:
            return found
        return each_day(at.law, at.province, at.round, day(facts, "stopped_from"), day(facts, "stopped_to"))

    return told


def level_given(at: LawOfDay, level: Level) -> Amendment[int]:
    """The province's level where it is above the floor of its kind, else the floor."""
    decided, floor = at.governing(level.vnd), at.governing(FLOORS[level.basis])
    return decided if decided.value > floor.value else floor


def _by_days(at: LawOfDay, found: Round, since: date | None, until: date | None) -> Lines:
    """So much for each day of stoppage within the measure's days; both ends count."""
    given, first, last = level_given(at, found.level), at.governing(found.when.first), at.governing(found.when.last)
    facts = (("stopped_from", since), ("stopped_to", until))
    missing = tuple(name for name, said in facts if said is None)
    doubt = since is not None and first_doubted(first, since)
    points = (first.point,) * doubt + (last.point,) * (last.standing is Standing.UNCONFIRMED and bool(last.point))
    if since is None or until is None or last.value is None or doubt:
        return (_held(given, 0, missing, points),)
    days = Window(first.value, last.value).days(since, until)
    return (same_line("base", days * given.value, given.citation, exclusive=True),) if days else ()


def _held(law: Amendment[int], amount_vnd: int, missing: tuple[str, ...], points: tuple[str, ...]) -> AmountLine:
    return AmountLine(
        "base", amount_vnd, law.citation, held=True, missing=missing, points=points, exclusive=True
    )  # fmt: skip
