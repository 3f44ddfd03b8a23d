"""Policy 4: workers on suspended contracts or unpaid leave, by their employers' lists."""

from datetime import date
from functools import lru_cache

from app.rules import supplements
from app.rules import suspended_contract_conditions as of
from app.rules import suspended_contract_law as law
from app.rules.answering import ANSWERS_MAX, day, same_line
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, one_cash_regime
from app.rules.law import AmountLine, Circumstances, Condition, Facts, LawOfDay
from app.rules.policy import Policy, Value
from app.rules.suspended_contract_facts import FACTS

CODE = "suspended_contract"


def lines(facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
    """The base by its days, then the supplements; nothing where the days are too few for a base."""
    first, last = day(facts, "suspended_from"), day(facts, "suspended_to")
    base = _base(circumstances.law, counted_days(first, last, circumstances.law), of.lacking_days(first, last))
    return (base, *supplements.lines(facts, circumstances, first)) if base else ()


def counted_days(first: date | None, last: date | None, at: LawOfDay) -> int | None:
    """The days that bear money: both ends counted, none after the window; as few as tell the two sums apart."""
    if first is None or last is None:
        return None
    days = (min(last, of.window_of(at).last) - first).days + 1
    return max(0, min(days, _longer_from(at)))


@lru_cache
def _longer_from(at: LawOfDay) -> int:
    return at.governing(law.LONGER_FROM_DAYS).value


@lru_cache(ANSWERS_MAX)
def _base(at: LawOfDay, days: int | None, missing: tuple[str, ...]) -> AmountLine | None:
    shorter, longer = at.in_force(law.SHORTER_VND), at.in_force(law.LONGER_VND)
    if shorter is None or longer is None:
        return None
    if days is None:
        return AmountLine("base", 0, shorter.citation, held=True, missing=missing, exclusive=True)
    if days < of.days_least(at):
        return None
    owed = longer if days >= _longer_from(at) else shorter
    return same_line("base", owed.value, owed.citation, exclusive=True)


POLICY = Policy(
    code=CODE,
    number="4",
    vi="Hỗ trợ người lao động tạm hoãn thực hiện hợp đồng lao động, nghỉ việc không hưởng lương",
    en="Support of workers on suspended contracts or unpaid leave",
    gives_vi="1.855.000 đồng (15–29 ngày) hoặc 3.710.000 đồng (từ 30 ngày), một lần; "
    "đang mang thai và mỗi con dưới 6 tuổi thêm 1.000.000 đồng",
    gives_en="1,855,000 đồng (15–29 days) or 3,710,000 đồng (30 days and more), once; "
    "1,000,000 đồng more for a pregnancy and for each child under 6",
    occasion="once",
    facts=FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        Condition("employer", *of.EMPLOYER, law.EMPLOYERS, of.employer),
        Condition("cause", *of.CAUSE, law.CAUSES, of.cause),
        Condition("duration", *of.DURATION, law.SHORTEST_DAYS, of.duration),
        Condition("window", *of.WINDOW, law.WINDOW, of.window),
        Condition("contract", *of.CONTRACT, law.CONTRACT, of.contract),
        Condition("insured", *of.INSURED, law.INSURED, of.insured),
        Condition("deadline", *of.DEADLINE, law.DEADLINE, of.deadline),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_declined(),
    ),
    line_conditions=(supplements.CONDITION,),
    lines=lines,
    values=(
        Value("shorter_vnd", "Mức hỗ trợ từ 15 đến 29 ngày", "Base for 15 to 29 days", law.SHORTER_VND),
        Value("longer_vnd", "Mức hỗ trợ từ 30 ngày", "Base from 30 days on", law.LONGER_VND),
        Value(
            "longer_from_days", "Số ngày của mức cao", "Days from which the higher base is due", law.LONGER_FROM_DAYS
        ),
        Value("pregnancy_vnd", "Hỗ trợ thêm khi mang thai", "Supplement for a pregnancy", supplements.PREGNANCY_VND),
        Value("child_vnd", "Hỗ trợ thêm mỗi con", "Supplement for each child", supplements.CHILD_VND),
        Value("child_under_years", "Tuổi của con dưới", "Age a child is under", supplements.CHILD_UNDER_YEARS),
    ),
    route=law.ROUTE,
)
