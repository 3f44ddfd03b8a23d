"""One sum, once, whatever the case: how all are paid whose days do not count."""

from functools import lru_cache

from app.rules.answering import same_line
from app.rules.law import Amendment, AmountLine, Circumstances, Facts, LawOfDay
from app.rules.policy import Lines


def one_sum(law: tuple[Amendment[int], ...]) -> Lines:
    """The base line alone, a worker's one cash regime; none before the law was in force."""

    @lru_cache
    def base(at: LawOfDay) -> tuple[AmountLine, ...]:
        held = at.in_force(law)
        return (same_line("base", held.value, held.citation, exclusive=True),) if held else ()

    def lines(_facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
        return base(circumstances.law)

    return lines
