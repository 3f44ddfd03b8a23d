"""A sister scheme, Resolution 116: one sum a worker by the months of unemployment insurance not used for benefit."""

from functools import lru_cache

from app.rules import unemployment_fund_facts as form
from app.rules import unemployment_fund_law as law
from app.rules.answering import ANSWERS_MAX, Sentence, same_line, whole
from app.rules.conditions import asked_of, at_least, falls_within, is_among, is_so
from app.rules.cross_policy import WORKER_DECLINED, in_force_since, not_declined, once_per_policy, received_by
from app.rules.law import AmountLine, Circumstances, Facts, LawOfDay
from app.rules.policy import Policy, Value, last_application_day

CODE = "unemployment_fund"
LEFT = frozenset({"left"})

INSURED: Sentence = (
    "Đang tham gia BHTN ngày 30/09/2021 (kể cả đang nghỉ thai sản, ốm đau), hoặc đã dừng tham gia",
    "In unemployment insurance on 2021-09-30 (benefit leave included), or left it",
)
ENDED: Sentence = (
    "Người đã dừng tham gia chấm dứt HĐLĐ {law}",
    "The contract of who left ended {law}",
)
RESERVED: Sentence = (
    "Người đã dừng tham gia còn thời gian đóng BHTN chưa hưởng trợ cấp",
    "Who left has months of contribution that were not used for benefit",
)
EMPLOYER: Sentence = (
    "Không thuộc cơ quan nhà nước, tổ chức chính trị, lực lượng vũ trang, đơn vị do ngân sách bảo đảm chi",
    "Not of a state or political body, the armed forces, or a unit whose costs the budget covers",
)
PENSION: Sentence = (
    "Chưa có quyết định hưởng lương hưu",
    "There is no pension decision",
)
ONCE: Sentence = ("Mỗi người chỉ được hỗ trợ một lần", "Each person is supported once")

OF_LEFT: Sentence = ("chỉ xét với người đã dừng tham gia", "asked only of who left the insurance")


def lines(facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
    """By the bracket of the months."""
    return _sum(circumstances.law, whole(facts, "months_unused"))


@lru_cache(ANSWERS_MAX)
def _sum(at: LawOfDay, months: int | None) -> tuple[AmountLine, ...]:
    held = at.in_force(law.BRACKETS)
    if held is None:
        return ()
    if months is None or months < 0:  # no number of months
        return (same_line("base", 0, held.citation, held=True, missing=("months_unused",)),)
    reached = [bracket for bracket in held.value if bracket.from_months <= months]
    owed = max(reached, key=lambda bracket: bracket.from_months, default=None)
    return (same_line("base", owed.amount_vnd, held.citation),) if owed else ()


POLICY = Policy(
    code=CODE,
    number="NQ116",
    vi="Hỗ trợ người lao động từ kết dư Quỹ bảo hiểm thất nghiệp",
    en="Support of workers from the unemployment insurance fund",
    gives_vi="1.800.000 đến 3.300.000 đồng/người theo thời gian đóng BHTN chưa hưởng trợ cấp, một lần",
    gives_en="1,800,000 to 3,300,000 đồng a person by the months not used for benefit, once",
    occasion="once",
    facts=form.FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        is_among("insured", INSURED, law.STANDINGS, form.STANDING),
        asked_of(form.STANDING, LEFT, falls_within("ended", ENDED, law.LEFT, form.ENDED_ON), OF_LEFT),
        is_among("employer", EMPLOYER, law.EXCLUDED_EMPLOYERS, form.EMPLOYER_KIND, wanted=False),
        asked_of(
            form.STANDING,
            LEFT,
            at_least("months_reserved", RESERVED, law.RESERVED_MONTHS, form.MONTHS, ("tháng", "month")),
            OF_LEFT,
        ),
        is_so("no_pension", PENSION, law.PENSION, form.PENSION, wanted=False),
        received_by(law.LAST_DAY),
        once_per_policy(CODE, law.ONCE, ONCE),
        not_declined(law.NOT_DECLINED, WORKER_DECLINED),
    ),
    line_conditions=(),
    lines=lines,
    values=(
        Value("brackets", "Mức hỗ trợ theo số tháng đóng", "Sums by months of contribution", law.BRACKETS),
        Value("standings", "Tình trạng tham gia được hỗ trợ", "Standings supported", law.STANDINGS),
        Value("left", "Thời gian chấm dứt HĐLĐ", "When the contract ended", law.LEFT),
        Value("reserved_months", "Số tháng bảo lưu ít nhất", "Least months reserved", law.RESERVED_MONTHS),
        Value("excluded_employers", "Đơn vị không được hỗ trợ", "Employers left out", law.EXCLUDED_EMPLOYERS),
        last_application_day(law.LAST_DAY),
    ),
    route=law.ROUTE,
    scheme=law.SCHEME,
)  # fmt: skip
