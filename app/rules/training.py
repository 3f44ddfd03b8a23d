"""Policy 3: an employer trains its workers anew to keep them, at the unemployment insurance fund's expense."""

from functools import lru_cache

from app.rules import training_law as law
from app.rules.answering import ANSWERS_MAX, Sentence, answer, same_line, unknown, whole
from app.rules.conditions import at_least, is_so, lacking_of, not_before, titles_of
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, received_by
from app.rules.fact import RECEIVED_ON
from app.rules.law import (
    Amendment,
    AmountLine,
    Circumstances,
    Condition,
    ConditionResult,
    Facts,
    LawOfDay,
    Met,
    Standing,
)
from app.rules.policy import Policy, Value, last_application_day
from app.rules.training_facts import (
    FACTS,
    PAID_CONFIRMED,
    PLAN,
    STRUCTURE_CHANGED,
    TRAINED_WORKERS,
    UNEMPLOYMENT_INSURANCE_MONTHS,
)

CODE = "training"
NAMED = titles_of(*FACTS)
COURSE = ("trained_workers", "month_fee_vnd", "whole_months")

INSURED: Sentence = (
    "Đóng đủ BHTN từ đủ {law} tháng trở lên tính đến thời điểm đề nghị",
    "Unemployment insurance is fully paid for {law} months or more at the request",
)
CONFIRMED: Sentence = (
    "Cơ quan BHXH xác nhận đã đóng đủ BHTN",
    "The insurance agency confirms that unemployment insurance is paid",
)
STRUCTURE: Sentence = (
    "Thay đổi cơ cấu, công nghệ theo khoản 1 Điều 42 Bộ luật Lao động",
    "Structure or technology is changed as in article 42(1) of the Labour Code",
)
REVENUE: Sentence = (
    "Doanh thu quý liền kề trước giảm từ {law}% trở lên so với cùng kỳ năm 2019 hoặc 2020",
    "Revenue of the quarter before is down by {law}% or more on that quarter of 2019 or 2020",
)
WORKERS: Sentence = ("Có ít nhất {law} lao động được đào tạo", "{law} worker at least is trained")
LENGTH: Sentence = ("Khóa đào tạo có thời gian được hỗ trợ", "The training lasts for a time that is paid for")
PLANNED: Sentence = ("Có phương án đào tạo, duy trì việc làm", "There is a plan of training to keep jobs")
OPENED: Sentence = ("Hồ sơ tiếp nhận từ ngày {law}", "The paper was received on {law} or later")


def revenue(facts: Facts, at: Circumstances) -> ConditionResult:
    """Against either year: one that fell far enough is enough, and it takes both to say that none did."""
    now = whole(facts, "revenue_quarter_vnd")
    fallen = (
        _fallen_percent(now, whole(facts, "revenue_2019_vnd")),
        _fallen_percent(now, whole(facts, "revenue_2020_vnd")),
    )
    missing = lacking_of(facts, "revenue_quarter_vnd", "revenue_2019_vnd", "revenue_2020_vnd") if None in fallen else ()
    return _revenue(at.law, fallen, missing)


def _fallen_percent(now: int | None, then: int | None) -> int | None:
    """In whole percent, rounded down; −1 where revenue did not fall, or there was none to fall from."""
    if now is None or then is None:
        return None
    return max(-1, (then - now) * 100 // then) if then > 0 else -1


@lru_cache(ANSWERS_MAX)
def _revenue(at: LawOfDay, fallen: tuple[int | None, int | None], missing: tuple[str, ...]) -> ConditionResult:
    held = at.governing(law.REVENUE_FALL_PERCENT)
    most = max(-1 if percent is None else percent for percent in fallen)
    if missing and most < held.value:
        return unknown("revenue", held, REVENUE, missing, NAMED)
    because = ("không giảm", "it did not fall") if most < 0 else (f"giảm {most}%", f"down by {most}%")
    return answer("revenue", held, REVENUE, met=most >= held.value, because=because)


def length(facts: Facts, at: Circumstances) -> ConditionResult:
    """A month at least; a course of odd days alone hangs on whether those are paid for."""
    months, odd_days = whole(facts, "whole_months"), whole(facts, "odd_days") or 0
    return _length(at.law, None if months is None else months > 0, odd_days > 0)


@lru_cache(ANSWERS_MAX)
def _length(at: LawOfDay, months: Met, odd_days: bool) -> ConditionResult:  # noqa: FBT001 – what was found
    held = at.governing(law.ODD_DAYS if months is False and odd_days else law.COURSE)
    if months is None:
        return unknown("course", held, LENGTH, ("whole_months",), NAMED)
    return answer("course", held, LENGTH, met=months or (odd_days and held.value is True))


def lines(facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
    """The fee up to the ceiling for whole months, then for the days left over, six months at most."""
    workers, fee, months = (whole(facts, name) for name in COURSE)
    if workers is None or fee is None or months is None:
        return _lacking(circumstances.law, lacking_of(facts, *COURSE))
    return _owed(circumstances.law, max(0, workers), max(0, fee), max(0, months), whole(facts, "odd_days") or 0)


@lru_cache(ANSWERS_MAX)
def _lacking(at: LawOfDay, missing: tuple[str, ...]) -> tuple[AmountLine, ...]:
    ceiling = at.in_force(law.MONTH_VND)
    return (same_line("base", 0, ceiling.citation, held=True, missing=missing),) if ceiling else ()


@lru_cache(ANSWERS_MAX)
def _owed(at: LawOfDay, workers: int, fee: int, months: int, odd_days: int) -> tuple[AmountLine, ...]:
    ceiling = at.in_force(law.MONTH_VND)
    if ceiling is None:
        return ()
    month_vnd = workers * min(fee, ceiling.value)
    most = at.governing(law.MONTHS_MAX).value
    base = (same_line("base", month_vnd * min(months, most), ceiling.citation),) if months else ()
    if odd_days < 1 or months >= most:
        return base
    odd = _odd_days(at, month_vnd, odd_days)
    return (*base, odd) if odd else base


def _odd_days(at: LawOfDay, month_vnd: int, days: int) -> AmountLine | None:
    """As the ordinary scheme counts them, held as long as nobody has said that it does so here."""
    counted: Amendment[bool | None] = at.governing(law.ODD_DAYS)
    owed = month_vnd if days >= at.governing(law.WHOLE_MONTH_DAYS).value else month_vnd // 2
    if counted.standing is Standing.UNCONFIRMED:
        return same_line("odd_days", owed, counted.citation, held=True, points=(counted.point,))
    return same_line("odd_days", owed, counted.citation) if counted.value else None


POLICY = Policy(
    code=CODE,
    number="3",
    vi="Hỗ trợ người sử dụng lao động đào tạo duy trì việc làm cho người lao động",
    en="Support of employers that train workers to keep their jobs",
    gives_vi="Tối đa 1.500.000 đồng/người lao động/tháng, theo thời gian học thực tế, không quá 6 tháng",
    gives_en="At most 1,500,000 đồng a worker a month, for the real months of training, 6 at most",
    occasion="once",
    facts=FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        at_least(
            "unemployment_insurance", INSURED, law.INSURED_MONTHS, UNEMPLOYMENT_INSURANCE_MONTHS, ("tháng", "month")
        ),
        is_so("insurance_confirmed", CONFIRMED, law.INSURANCE_CONFIRMED, PAID_CONFIRMED),
        is_so("structure_changed", STRUCTURE, law.STRUCTURE, STRUCTURE_CHANGED),
        Condition("revenue", *REVENUE, law.REVENUE_FALL_PERCENT, revenue),
        is_so("training_plan", PLANNED, law.PLAN, PLAN),
        at_least("trained_workers", WORKERS, law.TRAINED_WORKERS, TRAINED_WORKERS, ("người", "worker")),
        Condition("course", *LENGTH, law.COURSE, length),
        not_before("opened", OPENED, law.FIRST_DAY, RECEIVED_ON),
        received_by(law.LAST_DAY),
        once_per_policy(CODE),
        not_declined(),
    ),
    line_conditions=(),
    lines=lines,
    values=(
        Value("month_vnd", "Mức tối đa một người một tháng", "Most for a worker a month", law.MONTH_VND),
        Value("paid_months", "Số tháng được hỗ trợ tối đa", "Most months paid for", law.MONTHS_MAX),
        Value("insured_months", "Số tháng đóng đủ BHTN ít nhất", "Least months insured", law.INSURED_MONTHS),
        Value("revenue_percent", "Mức giảm doanh thu ít nhất", "Least fall in revenue", law.REVENUE_FALL_PERCENT),
        Value("trained_workers", "Số lao động được đào tạo ít nhất", "Fewest workers trained", law.TRAINED_WORKERS),
        Value("first_application_day", "Ngày đầu nhận hồ sơ", "First day of application", law.FIRST_DAY),
        last_application_day(law.LAST_DAY),
        Value(
            "odd_days_as_ordinary_scheme",
            "Ngày lẻ tính như Nghị định 28/2015",
            "Odd days count as in Decree 28/2015",
            law.ODD_DAYS,
        ),
        Value("whole_month_days", "Số ngày lẻ tính tròn tháng", "Odd days that make a month", law.WHOLE_MONTH_DAYS),
    ),
    route=law.ROUTE,
    points=law.POINTS,
)
