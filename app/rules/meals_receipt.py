"""Who had left before the decision took effect shows that meal money was taken: a receipt, or that none was charged.

For the isolated (F1) the day is one of two, and an open point where a case lies between them without a paper.
"""

from datetime import date
from functools import lru_cache

from app.rules import meals_facts as form
from app.rules import meals_law as law
from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, code, day, unknown, with_standing
from app.rules.conditions import titles_of
from app.rules.fact import Fact
from app.rules.law import Amendment, Circumstances, Condition, ConditionResult, Facts, LawOfDay, Standing, Window

REQUIRES: Sentence = (
    "Đã kết thúc trước ngày quyết định có hiệu lực thì phải có phiếu thu tiền ăn (hoặc xác nhận không thu)",
    "Who had left before the decision took effect shows a receipt for meal money (or that none was charged)",
)
SHOWN = frozenset({"receipt", "none_charged"})
NOT_ASKED: Sentence = ("không phải nộp", "not asked for")
LACKS: Sentence = ("không có phiếu thu tiền ăn", "there is no receipt")
BETWEEN: Sentence = (
    "không có phiếu thu; chưa rõ quyết định nào, có hiệu lực 07/07/2021 hay 06/11/2021",
    "no receipt; it is not clear which decision is meant, in force since 2021-07-07 or since 2021-11-06",
)
ASKED, MAYBE, NOT_NEEDED = "asked", "maybe", "not_needed"


def receipt(policy: str, last: Fact, place: Fact) -> Condition:
    """By the day of leaving; who was at home left no facility."""
    amendments = law.RECEIPT_BEFORE[policy]
    named = titles_of(last, place, form.MEAL_PAPER)

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, left: date | None, where: str | None, paper: str | None) -> ConditionResult:
        held = at.governing(amendments)
        sure = with_standing(held, Standing.SUMMARISED) if held.standing is Standing.UNCONFIRMED else held
        need = _need(_days(held), left, where)
        if need == NOT_NEEDED or paper in SHOWN:
            return answer("receipt", sure, REQUIRES, met=True, because=NOT_ASKED if need == NOT_NEEDED else NOTHING)
        known = {last.name: left, place.name: where, form.MEAL_PAPER.name: paper}
        if missing := tuple(name for name, value in known.items() if value is None):
            return unknown("receipt", held if need == MAYBE else sure, REQUIRES, missing, named)
        if need == MAYBE:
            return answer("receipt", held, REQUIRES, met=None, because=BETWEEN)
        return answer("receipt", sure, REQUIRES, met=False, because=LACKS)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        return answered(at.law, day(facts, last.name), code(facts, place.name), code(facts, form.MEAL_PAPER.name))

    return Condition("receipt", *REQUIRES, amendments, test)


def _days(held: Amendment[Window | date | None]) -> tuple[date, date] | None:
    """The first and the last day that may be meant; None where no receipt is asked for."""
    if isinstance(held.value, Window):
        return held.value.first, held.value.last
    return (held.value, held.value) if held.value else None


def _need(between: tuple[date, date] | None, left: date | None, where: str | None) -> str | None:
    """Whether a receipt is asked for; None where a fact that tells so is missing."""
    if between is None or where == "home" or (left is not None and left >= between[1]):
        return NOT_NEEDED
    if left is None or where is None:
        return None
    return ASKED if left < between[0] else MAYBE
