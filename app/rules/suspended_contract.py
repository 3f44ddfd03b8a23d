"""Policy 4: workers on suspended contracts or unpaid leave, by their employers' lists."""

from datetime import date
from functools import lru_cache

from app.rules import supplements
from app.rules import suspended_contract_law as law
from app.rules.answering import Sentence, day, same_line
from app.rules.conditions import SPELLS_MAX, begins_and_counts_within, by_name, lasts
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, one_cash_regime, received_by
from app.rules.law import AmountLine, Circumstances, Facts, LawOfDay
from app.rules.policy import Policy, Value
from app.rules.suspended_contract_conditions import CONDITION as WITHIN_CONTRACT
from app.rules.suspended_contract_conditions import LAST, last_within_contract
from app.rules.suspended_contract_facts import FACTS
from app.rules.worker_causes import has_cause
from app.rules.worker_conditions import employed, insured
from app.rules.worker_conditions import values as shared

CODE = "suspended_contract"
FIRST = "suspended_from"
FACT = by_name(FACTS)
CAUSE: Sentence = ("Tạm hoãn vì lý do phòng, chống dịch được hỗ trợ", "The suspension has a cause that counts")
DURATION: Sentence = (
    "Tạm hoãn, nghỉ việc từ {law} ngày liên tục trở lên, tính cả ngày đầu và ngày cuối",
    "The suspension lasts {law} consecutive days or more, first and last counted",
)
WINDOW: Sentence = (
    "Bắt đầu và tính trong thời gian {law}",
    "It begins and is counted in the time {law}",
)
INSURED: Sentence = (
    "Tham gia BHXH bắt buộc tại tháng liền kề trước khi tạm hoãn",
    "In compulsory social insurance in the month before the suspension",
)


def base(facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
    """By the suspension's days; nothing where they are too few."""
    return _base(circumstances.law, day(facts, FIRST), last_within_contract(facts))


@lru_cache(SPELLS_MAX)
def _base(at: LawOfDay, first: date | None, last: date | None) -> tuple[AmountLine, ...]:
    """By the days that bear money: both ends counted, none after the window or the contract's end."""
    shorter, longer = at.in_force(law.SHORTER_VND), at.in_force(law.LONGER_VND)
    if shorter is None or longer is None:
        return ()
    if first is None or last is None:
        missing = tuple(name for name, said in ((FIRST, first), (LAST, last)) if said is None)
        return (same_line("base", 0, shorter.citation, held=True, missing=missing, exclusive=True),)
    days = (min(last, at.governing(law.WINDOW).value.last) - first).days + 1
    if days < at.governing(law.LEAST_DAYS).value:
        return ()
    owed = longer if days >= at.governing(law.LONGER_FROM_DAYS).value else shorter
    return (same_line("base", owed.value, owed.citation, exclusive=True),)


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
        employed(law.EMPLOYERS, FACT["employer_kind"]),
        has_cause(CAUSE, law.CAUSES, FACT["employer_cause"], FACT["worker_cause"], law.DOUBTFUL_CAUSES),
        lasts("duration", DURATION, law.LEAST_DAYS, FACT[FIRST], FACT[LAST]),
        begins_and_counts_within("window", WINDOW, law.WINDOW, law.LEAST_DAYS, FACT[FIRST], FACT[LAST]),
        WITHIN_CONTRACT,
        insured(INSURED, law.INSURED, FACT["insured_month_before"]),
        received_by(law.LAST_DAY),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_declined(),
    ),
    line_conditions=(supplements.CONDITION,),
    lines=supplements.beside(base, CODE),
    values=(
        *shared(law.EMPLOYERS, law.CAUSES, law.LAST_DAY),
        Value("least_days", "Số ngày liên tục ít nhất", "Least consecutive days", law.LEAST_DAYS),
        Value("window", "Thời gian của sự việc", "Days within which it begins and is counted", law.WINDOW),
        Value("shorter_vnd", "Mức hỗ trợ từ 15 đến 29 ngày", "Base for 15 to 29 days", law.SHORTER_VND),
        Value("longer_vnd", "Mức hỗ trợ từ 30 ngày", "Base from 30 days on", law.LONGER_VND),
        Value(
            "longer_from_days", "Số ngày của mức cao", "Days from which the higher base is due", law.LONGER_FROM_DAYS
        ),
        *supplements.values(CODE),
    ),
    route=law.ROUTE,
    points=(*law.POINTS, *supplements.POINTS),
)
