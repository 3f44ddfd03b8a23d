"""One sum, once, whatever the case: how artists, guides and household businesses are paid."""

from collections.abc import Callable
from functools import lru_cache

from app.rules.answering import same_line
from app.rules.law import Amendment, AmountLine, Circumstances, Facts, LawOfDay


def one_sum(law: tuple[Amendment[int], ...]) -> Callable[[Facts, Circumstances], tuple[AmountLine, ...]]:
    """The base line alone, a worker's one cash regime; none before the law was in force."""

    @lru_cache
    def base(at: LawOfDay) -> tuple[AmountLine, ...]:
        held = at.in_force(law)
        return (same_line("base", held.value, held.citation, exclusive=True),) if held else ()

    def lines(_facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
        return base(circumstances.law)

    return lines
