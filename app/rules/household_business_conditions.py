"""What policies 10 and 10a ask alike of a stop, and what the tax branch says of a registered household."""

from functools import lru_cache

from app.rules import household_business_facts as form
from app.rules import household_business_law as law
from app.rules.answering import ANSWERS_MAX, Sentence, answer, unknown, yes
from app.rules.conditions import is_among, titles_of
from app.rules.law import Amendment, Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met, Window
from app.rules.open_points import Doubtful
from app.rules.policy import Value
from app.rules.stoppage import lasts_within, reaches_into

CAUSE: Sentence = (
    "Dừng hoạt động vì lý do phòng, chống dịch COVID-19 được hỗ trợ",
    "It stopped for a cause against the epidemic that counts",
)
WINDOW: Sentence = ("Có dừng hoạt động trong thời gian {law}", "It stopped on some day {law}")
DURATION: Sentence = (
    "Dừng hoạt động trong thời gian đó từ {law} ngày liên tục trở lên, tính cả ngày đầu và ngày cuối",
    "It stopped there for {law} consecutive days or more, first and last counted",
)
TAX: Sentence = (
    "Có đăng ký thuế; từ Nghị quyết 126: có trong danh bạ của cơ quan thuế",
    "Registered for tax; since Resolution 126: listed in the tax office's directory",
)
TAX_REQUIRES: dict[object, Sentence] = {
    law.TAX_REGISTRATION: ("Có đăng ký thuế", "Registered for tax"),
    law.TAX_DIRECTORY: ("Có trong danh bạ của cơ quan thuế", "Listed in the tax office's directory"),
}
TAX_FACTS = {law.TAX_REGISTRATION: form.TAX_REGISTERED, law.TAX_DIRECTORY: form.IN_TAX_DIRECTORY}
TAX_SAYS: Sentence = ("theo xác nhận của Chi cục Thuế", "the tax branch says so")


def of_the_stop(
    causes: tuple[Amendment[frozenset[str]], ...],
    doubtful: Doubtful,
    window: tuple[Amendment[Window], ...],
    shortest: tuple[Amendment[int], ...],
) -> tuple[Condition, ...]:
    """That it stopped for a cause that counts, within the window, long enough."""
    return (
        is_among("cause", CAUSE, causes, form.CAUSE, doubtful=doubtful),
        reaches_into("window", WINDOW, window, form.STOPPED_FROM, form.STOPPED_TO),
        lasts_within("duration", DURATION, shortest, window, form.STOPPED_FROM, form.STOPPED_TO),
    )


def values_of_the_stop(
    causes: tuple[Amendment[frozenset[str]], ...],
    window: tuple[Amendment[Window], ...],
    shortest: tuple[Amendment[int], ...],
) -> tuple[Value, ...]:
    """What is laid down of it, under the same names."""
    return (
        Value("shortest_days", "Số ngày dừng ít nhất", "Days of stop at least", shortest),
        Value("window", "Thời gian được tính", "Window of the stop", window),
        Value("causes", "Lý do dừng được tính", "Causes that count", causes),
    )


def known_to_the_tax_branch(facts: Facts, at: Circumstances) -> ConditionResult:
    """As the branch answered to what the law of the day asks of it; until it has, unknown."""
    return _tax(at.law, yes(facts, _tax_fact(at.law)))


@lru_cache
def _tax_fact(at: LawOfDay) -> str:
    return TAX_FACTS[at.governing(law.TAX).value].name


@lru_cache(ANSWERS_MAX)
def _tax(at: LawOfDay, said: Met) -> ConditionResult:
    held = at.governing(law.TAX)
    fact = TAX_FACTS[held.value]
    if said is None:
        return unknown("tax", held, TAX_REQUIRES[held.value], (fact.name,), titles_of(fact))
    return answer("tax", held, TAX_REQUIRES[held.value], met=said, because=TAX_SAYS)


IN_THE_TAX_OFFICE = Condition("tax", *TAX, law.TAX, known_to_the_tax_branch)
