"""A sister scheme, Decision 08/2022, first group: rent of workers in work, three months at most."""

from app.rules import rent_conditions as of
from app.rules import rent_law as law
from app.rules import rent_months
from app.rules.answering import Sentence
from app.rules.conditions import before, is_among
from app.rules.cross_policy import in_force_since
from app.rules.law import Amendment, Condition
from app.rules.policy import Policy, Value
from app.rules.rent_facts import CONTRACT_FROM, CONTRACT_SIGNED, EMPLOYER_KIND, form

CODE = "rent_working"
IN_FORCE = (Amendment(law.SINCE, "in_force", law.IN_WORK),)
EMPLOYER: Sentence = ("Làm việc trong doanh nghiệp", "The employer is an enterprise")
SIGNED: Sentence = ("Hợp đồng lao động giao kết trước ngày {law}", "The labour contract was signed before {law}")
BEGUN: Sentence = ("Hợp đồng lao động bắt đầu thực hiện trước ngày {law}", "The labour contract began before {law}")

POLICY = Policy(
    code=CODE,
    number="QĐ08",
    vi="Hỗ trợ tiền thuê nhà cho người lao động đang làm việc trong doanh nghiệp",
    en="Rent support of workers in work",
    gives_vi="500.000 đồng/người/tháng, tối đa 3 tháng (02–06/2022)",
    gives_en="500,000 đồng a person a month, 3 months at most (February to June 2022)",
    occasion="once",
    facts=form(rent_months.months_of(law.WORKING_RENTS)),
    conditions=(
        in_force_since(IN_FORCE),
        is_among("employer", EMPLOYER, law.WORKING_EMPLOYERS, EMPLOYER_KIND),
        Condition("workplace", *of.ZONE, law.ZONES, of.workplace),
        of.renting(law.WORKING_RENTS),
        of.contract_lasts(law.WORKING_CONTRACT_MONTHS),
        before("contract_signed", SIGNED, law.WORKING_CONTRACT, CONTRACT_SIGNED),
        before("contract_begun", BEGUN, law.WORKING_CONTRACT, CONTRACT_FROM),
        of.insured(law.WORKING_INSURED),
        rent_months.condition(law.WORKING_RENTS),
        *of.common(),
    ),
    line_conditions=(),
    lines=rent_months.lines(law.WORKING_RENTS, law.WORKING_VND),
    values=(
        Value("month_vnd", "Mức hỗ trợ một tháng", "Sum for a month", law.WORKING_VND),
        Value("paid_months", "Số tháng tối đa", "Most months", law.MONTHS_MAX),
        Value("rents", "Thời gian thuê nhà", "Time of the rent", law.WORKING_RENTS),
        Value("contract_before", "Hợp đồng lao động trước ngày", "Contract before", law.WORKING_CONTRACT),
        Value("contract_months", "Thời hạn hợp đồng ít nhất", "Least term of contract", law.WORKING_CONTRACT_MONTHS),
        Value("employers", "Đơn vị sử dụng lao động", "Employers", law.WORKING_EMPLOYERS),
        Value("zones", "Khu được hỗ trợ", "Zones", law.ZONES),
        Value("provinces_not_named", "Tỉnh không được nêu toàn bộ", "Provinces not named as a whole", law.NOT_NAMED),
        Value("last_application_day", "Ngày cuối nhận hồ sơ", "Last day of application", law.LAST_DAY),
    ),
    route=law.ROUTE,
    points=law.POINTS,
    last_day=law.LAST_DAY,
    scheme=law.SCHEME,
)
