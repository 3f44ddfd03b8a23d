"""Policy 4's own condition: the suspension lies within the labour contract."""

from datetime import date
from functools import lru_cache

from app.rules import suspended_contract_law as law
from app.rules.answering import ANSWERS_MAX, Sentence, answer, day, titles, unknown
from app.rules.law import Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met
from app.rules.suspended_contract_facts import FACTS

NAMED = titles(FACTS)
REQUIRES: Sentence = ("Trong thời hạn của hợp đồng lao động", "It lies within the term of the labour contract")


def within_contract(facts: Facts, at: Circumstances) -> ConditionResult:
    """Not before the contract began, not after it ended; an empty end is a contract without end."""
    begun, first, last = day(facts, "contract_from"), day(facts, "suspended_from"), day(facts, "suspended_to")
    ended = day(facts, "contract_to")
    too_early = None if begun is None or first is None else first < begun
    too_late = False if ended is None else None if last is None else last > ended
    if too_early is not None and too_late is not None:
        return _answered(at.law, too_early, too_late, ())
    return _answered(at.law, too_early, too_late, _missing(begun, first, last, ended))


def _missing(begun: date | None, first: date | None, last: date | None, ended: date | None) -> tuple[str, ...]:
    named = {"contract_from": begun, "suspended_from": first} | ({"suspended_to": last} if ended else {})
    return tuple(name for name, value in named.items() if value is None)


@lru_cache(ANSWERS_MAX)
def _answered(at: LawOfDay, too_early: Met, too_late: Met, missing: tuple[str, ...]) -> ConditionResult:
    held = at.governing(law.CONTRACT)
    if too_early:
        why = ("trước khi hợp đồng bắt đầu", "before the contract began")
        return answer("contract", held, REQUIRES, met=False, because=why)
    if too_late:
        why = ("quá ngày hợp đồng kết thúc", "beyond the contract's end")
        return answer("contract", held, REQUIRES, met=False, because=why)
    if missing:
        return unknown("contract", held, REQUIRES, missing, NAMED)
    return answer("contract", held, REQUIRES, met=True)


CONDITION = Condition("contract", *REQUIRES, law.CONTRACT, within_contract)
