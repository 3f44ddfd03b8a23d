"""Policy 2: an employer hit by the epidemic may pay its share and its workers' to the pension fund later.

No cash: the line tells the contributions put off, which are paid afterwards without late interest.
"""

from functools import lru_cache

from app.rules import pension_deferral_conditions as of
from app.rules import pension_deferral_law as law
from app.rules.answering import ANSWERS_MAX, same_line, whole
from app.rules.conditions import lacking_of
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, received_by
from app.rules.law import AmountLine, Circumstances, Condition, Facts, Gives, LawOfDay
from app.rules.pension_deferral_facts import FACTS
from app.rules.policy import Policy, Value, last_application_day

CODE = "pension_deferral"
LACKING = ("month_contribution_vnd", "months_deferred_before")


def lines(facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
    """A month's contribution for each month deferred."""
    month, before = whole(facts, LACKING[0]), whole(facts, LACKING[1])
    missing = () if month is not None and before is not None else lacking_of(facts, *LACKING)
    return _deferred(circumstances.law, month, before, missing)


@lru_cache(ANSWERS_MAX)
def _deferred(at: LawOfDay, month: int | None, before: int | None, missing: tuple[str, ...]) -> tuple[AmountLine, ...]:
    held = at.in_force(law.DEFERRED_MONTHS)
    if held is None:
        return ()
    months = of.months_deferred(at, before)
    if month is None or months is None:
        return (same_line("base", 0, held.citation, held=True, missing=missing, gives=Gives.DEFERRAL),)
    return (same_line("base", max(0, month) * months, held.citation, gives=Gives.DEFERRAL),) if months else ()


POLICY = Policy(
    code=CODE,
    number="2",
    vi="Tạm dừng đóng vào quỹ hưu trí và tử tuất",
    en="Deferral of contributions to the Pension and Survivorship Fund",
    gives_vi="Tạm dừng đóng 6 tháng kể từ tháng nộp hồ sơ, cộng các lần trước không quá 12 tháng; không chi tiền",
    gives_en="Deferral for 6 months from the month of filing, 12 at most with those before; no cash",
    occasion="once",
    facts=FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        Condition("paid_up", *of.PAID, law.PAID_TO, of.paid_up),
        Condition("fewer_workers", *of.FEWER, law.FEWER_PERCENT, of.fewer),
        Condition("months_left", *of.MONTHS, law.TOTAL_MONTHS_MAX, of.months_left),
        received_by(law.LAST_DAY),
        once_per_policy(CODE),
        not_declined(),
    ),
    line_conditions=(),
    lines=lines,
    values=(
        Value("paid_to", "Đóng đủ BHXH đến hết ngày (tháng mốc)", "Paid up to (month of reference)", law.PAID_TO),
        Value("fewer_workers_percent", "Mức giảm lao động ít nhất", "Least fall in insured workers", law.FEWER_PERCENT),
        Value(
            "netting_from_february",
            "Chấm dứt, giao kết HĐLĐ tính từ 01/02/2021",
            "Ended and new contracts count from 2021-02-01",
            law.NETTING_FROM_FEBRUARY,
        ),
        Value(
            "stopped_working_days",
            "Số ngày làm việc nghỉ trong tháng ít nhất",
            "Least working days stopped in the month",
            law.STOPPED_WORKING_DAYS,
        ),
        Value("deferred_months", "Thời gian tạm dừng đóng", "Months deferred", law.DEFERRED_MONTHS),
        Value("total_months", "Tổng thời gian tối đa", "Most months in all", law.TOTAL_MONTHS_MAX),
        last_application_day(law.LAST_DAY),
    ),
    route=law.ROUTE,
    gives=Gives.DEFERRAL,
    points=law.POINTS,
)
