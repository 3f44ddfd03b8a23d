"""Policy 11: loans at 0% to pay wages. The Bank for Social Policies decides and pays; here they are on record.

Three kinds: wages of workers who were stopped, wages on recovery after a stop, wages on recovery in five sectors.
"""

from functools import lru_cache

from app.rules import wage_loan_conditions as of
from app.rules import wage_loan_facts as form
from app.rules import wage_loan_law as law
from app.rules.answering import ANSWERS_MAX, Sentence, same_line, whole
from app.rules.conditions import at_least, is_among, is_so, lacking_of
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, received_by
from app.rules.law import Amendment, AmountLine, Circumstances, Condition, Facts, Gives, LawOfDay
from app.rules.policy import Policy, Value

CODE = "wage_loan"

KIND: Sentence = ("Thuộc một trong ba loại vay", "It is one of the three kinds of loan")
BY_ORDER: Sentence = (
    "Đơn vị tạm dừng hoạt động theo yêu cầu của cơ quan có thẩm quyền",
    "The employer was stopped by order of the authority",
)
SECTOR: Sentence = (
    "Hoạt động vận tải, hàng không, du lịch, lưu trú hoặc đưa người lao động đi làm việc ở nước ngoài",
    "The sector is transport, aviation, tourism, accommodation or sending workers abroad",
)
PLAN: Sentence = ("Có phương án phục hồi sản xuất, kinh doanh", "There is a plan of recovery")
TAX: Sentence = (
    "Có thông báo quyết toán thuế TNDN năm 2020",
    "There is the notice on the settlement of the 2020 income tax",
)
INSURED: Sentence = (
    "Người lao động tham gia BHXH bắt buộc đến tháng liền trước khi ngừng việc, hoặc đến khi đề nghị vay phục hồi",
    "The workers are in compulsory insurance up to the month before the stoppage, or to the request on recovery",
)
WORKERS: Sentence = ("Có ít nhất {law} lao động được trả lương", "The wages of {law} worker at least are paid")
MONTHS: Sentence = ("Vay trả lương ít nhất {law} tháng", "The loan is for {law} month of wages at least")
DEADLINE: Sentence = (
    "Hồ sơ tiếp nhận chậm nhất ngày {law}, ngày cuối giải ngân",
    "The paper was received on {law} at the latest, the last day of paying out",
)
LACKING = ("workers", "loan_months")


def lines(facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
    """The most that may be lent: the minimum wage for each worker and month, three months at most."""
    workers, months, wage = (whole(facts, name) for name in (*LACKING, "regional_minimum_wage_vnd"))
    missing = lacking_of(facts, *LACKING) if workers is None or months is None else ()
    return _loan(circumstances.law, workers, months, wage, missing)


@lru_cache(ANSWERS_MAX)
def _loan(
    at: LawOfDay, workers: int | None, months: int | None, told: int | None, missing: tuple[str, ...]
) -> tuple[AmountLine, ...]:
    held = at.in_force(law.MONTHS_MAX)
    if held is None:
        return ()
    read: Amendment[int | None] = at.governing(law.MINIMUM_WAGE_VND)
    wage = read.value if told is None else told
    points = (read.point,) if wage is None else ()
    missing = (*missing, "regional_minimum_wage_vnd") if wage is None else missing
    if wage is None or workers is None or months is None:
        return (same_line("base", 0, held.citation, held=True, missing=missing, points=points, gives=Gives.LOAN),)
    most = max(0, wage) * max(0, workers) * max(0, min(months, held.value))
    return (same_line("base", most, held.citation, gives=Gives.LOAN),)


POLICY = Policy(
    code=CODE,
    number="11",
    vi="Cho vay trả lương ngừng việc, trả lương phục hồi sản xuất",
    en="Loans for wages of stopped workers and for wages on recovery",
    gives_vi="Vay lãi suất 0%, tối đa lương tối thiểu vùng × số lao động × số tháng (không quá 3), dưới 12 tháng",
    gives_en="A loan at 0%, at most the regional minimum wage × workers × months (3 at most), for under 12 months",
    occasion="once",
    facts=form.FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        is_among("loan_kind", KIND, law.KINDS, form.LOAN_KIND),
        of.of_kinds(of.STOPPAGE, Condition("stopped_days", *of.STOPPED, law.STOPPED_DAYS, of.stopped)),
        of.of_kinds(of.AFTER_STOP, is_so("stopped_by_order", BY_ORDER, law.BY_ORDER, form.BY_ORDER)),
        of.of_kinds(of.AFTER_STOP, Condition("stopped_within", *of.STOPPED_ONCE, law.EVENTS, of.stopped_within)),
        of.of_kinds(of.SECTORS, is_among("sector", SECTOR, law.SECTORS, form.SECTOR)),
        of.of_kinds(of.AFTER_STOP | of.SECTORS, is_so("recovery_plan", PLAN, law.PLAN, form.PLAN)),
        of.of_kinds(of.SECTORS, is_so("tax_settled", TAX, law.TAX_SETTLED, form.TAX_SETTLED)),
        is_so("insured", INSURED, law.INSURED, form.INSURED),
        Condition("no_bad_debt", *of.DEBT, law.NO_BAD_DEBT, of.no_bad_debt),
        at_least("workers", WORKERS, law.WORKERS, form.WORKERS, ("người", "worker")),
        at_least("loan_months", MONTHS, law.MONTHS_LEAST, form.LOAN_MONTHS, ("tháng", "month")),
        received_by(law.LAST_DAY, DEADLINE),
        once_per_policy(CODE),
        not_declined(),
    ),
    line_conditions=(),
    lines=lines,
    values=(
        Value("events", "Thời gian ngừng việc, tạm dừng", "Days of the stoppage", law.EVENTS),
        Value("stopped_days", "Số ngày ngừng việc ít nhất", "Least days stopped", law.STOPPED_DAYS),
        Value("sectors", "Năm lĩnh vực", "The five sectors", law.SECTORS),
        Value("no_bad_debt", "Yêu cầu không có nợ xấu", "That there be no bad debt", law.NO_BAD_DEBT),
        Value("workers", "Số lao động ít nhất", "Fewest workers", law.WORKERS),
        Value("least_months", "Số tháng lương ít nhất", "Fewest months of wages", law.MONTHS_LEAST),
        Value("paid_months", "Số tháng lương được vay tối đa", "Most months of wages", law.MONTHS_MAX),
        Value(
            "minimum_wage_vnd",
            "Lương tối thiểu vùng khi dòng không ghi",
            "Regional minimum wage where a row tells none",
            law.MINIMUM_WAGE_VND,
        ),
        Value("term_months", "Thời hạn vay dưới", "Term under", law.TERM_MONTHS),
        Value("interest_percent", "Lãi suất năm", "Interest a year", law.INTEREST_PERCENT),
        Value("overdue_percent", "Lãi suất quá hạn năm", "Interest a year when overdue", law.OVERDUE_PERCENT),
        Value("last_application_day", "Ngày cuối giải ngân", "Last day of paying out", law.LAST_DAY),
    ),
    route=law.ROUTE,
    gives=Gives.LOAN,
    points=law.POINTS,
)
