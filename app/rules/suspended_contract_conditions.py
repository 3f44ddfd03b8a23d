"""Policy 4's own condition: days enough of the suspension lie within the labour contract."""

from datetime import date
from functools import lru_cache

from app.rules import suspended_contract_law as law
from app.rules.answering import ANSWERS_MAX, Sentence, answer, counted, day, unknown
from app.rules.conditions import titles_of
from app.rules.law import Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met
from app.rules.suspended_contract_facts import FACTS

LAST = "suspended_to"
NAMED = titles_of(*FACTS)
REQUIRES: Sentence = (
    "Số ngày được tính nằm trong thời hạn của hợp đồng lao động",
    "The days that count lie within the term of the labour contract",
)


def last_within_contract(facts: Facts) -> date | None:
    """The suspension's last day, or the contract's where that ends before; an empty end is a contract without end."""
    last, ended = day(facts, LAST), day(facts, "contract_to")
    return last if last is None or ended is None else min(last, ended)


def within_contract(facts: Facts, at: Circumstances) -> ConditionResult:
    """Not before the contract began; of what lies beyond its end only the days before count."""
    begun, first, last = day(facts, "contract_from"), day(facts, "suspended_from"), day(facts, LAST)
    ended = day(facts, "contract_to")
    too_early = None if begun is None or first is None else first < begun
    inside = _too_few(at.law, first, last, ended) if first and last and ended and last > ended else None
    if too_early is not None and (ended is None or last is not None):
        return _answered(at.law, too_early, inside, ())
    return _answered(at.law, too_early, inside, _missing(begun, first, last, ended))


def _too_few(at: LawOfDay, first: date, last: date, ended: date) -> int | None:
    """How many days lie before the contract's end, where those are fewer than it must have."""
    inside = max(0, (ended - first).days + 1)
    return inside if inside < min(_least(at), (last - first).days + 1) else None


@lru_cache
def _least(at: LawOfDay) -> int:
    return at.governing(law.LEAST_DAYS).value


def _missing(begun: date | None, first: date | None, last: date | None, ended: date | None) -> tuple[str, ...]:
    named = {"contract_from": begun, "suspended_from": first} | ({LAST: last} if ended else {})
    return tuple(name for name, value in named.items() if value is None)


@lru_cache(ANSWERS_MAX)
def _answered(at: LawOfDay, too_early: Met, inside: int | None, missing: tuple[str, ...]) -> ConditionResult:
    """`inside`: the days before the contract's end, where they are too few."""
    held = at.governing(law.CONTRACT)
    if too_early:
        why = ("trước khi hợp đồng bắt đầu", "before the contract began")
        return answer("contract", held, REQUIRES, met=False, because=why)
    if inside is not None:
        vi, en = counted(inside, "ngày", "day")
        why = (f"chỉ {vi} trước khi hợp đồng kết thúc", f"only {en} before the contract's end")
        return answer("contract", held, REQUIRES, met=False, because=why)
    if missing:
        return unknown("contract", held, REQUIRES, missing, NAMED)
    return answer("contract", held, REQUIRES, met=True)


CONDITION = Condition("contract", *REQUIRES, law.CONTRACT, within_contract)
