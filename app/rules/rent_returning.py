"""A sister scheme, Decision 08/2022, second group: rent of workers back at work, three months at most."""

from app.rules import rent_conditions as of
from app.rules import rent_law as law
from app.rules import rent_months
from app.rules.answering import Sentence
from app.rules.conditions import falls_within, is_among
from app.rules.cross_policy import in_force_since
from app.rules.law import Amendment, Condition
from app.rules.policy import Policy, Value
from app.rules.rent_facts import CONTRACT_SIGNED, EMPLOYER_KIND, form

CODE = "rent_returning"
IN_FORCE = (Amendment(law.SINCE, "in_force", law.BACK_AT_WORK),)
EMPLOYER: Sentence = (
    "Làm việc trong doanh nghiệp, hợp tác xã, hộ kinh doanh có đăng ký",
    "The employer is an enterprise, a cooperative or a registered household business",
)
SIGNED: Sentence = ("Hợp đồng lao động giao kết {law}", "The labour contract was signed {law}")

POLICY = Policy(
    code=CODE,
    number="QĐ08",
    vi="Hỗ trợ tiền thuê nhà cho người lao động quay trở lại thị trường lao động",
    en="Rent support of workers back at work",
    gives_vi="1.000.000 đồng/người/tháng, tối đa 3 tháng (04–06/2022)",
    gives_en="1,000,000 đồng a person a month, 3 months at most (April to June 2022)",
    occasion="once",
    facts=form(rent_months.months_of(law.RETURNING_RENTS)),
    conditions=(
        in_force_since(IN_FORCE),
        is_among("employer", EMPLOYER, law.RETURNING_EMPLOYERS, EMPLOYER_KIND),
        Condition("workplace", *of.ZONE, law.ZONES, of.workplace),
        of.renting(law.RETURNING_RENTS),
        of.contract_lasts(law.RETURNING_CONTRACT_MONTHS),
        falls_within("contract_signed", SIGNED, law.RETURNING_CONTRACT, CONTRACT_SIGNED),
        of.insured(law.RETURNING_INSURED),
        rent_months.condition(law.RETURNING_RENTS),
        *of.common(),
    ),
    line_conditions=(),
    lines=rent_months.lines(law.RETURNING_RENTS, law.RETURNING_VND),
    values=(
        Value("month_vnd", "Mức hỗ trợ một tháng", "Sum for a month", law.RETURNING_VND),
        Value("paid_months", "Số tháng tối đa", "Most months", law.MONTHS_MAX),
        Value("rents", "Thời gian thuê nhà", "Time of the rent", law.RETURNING_RENTS),
        Value("contract_signed", "Thời gian giao kết hợp đồng", "When the contract was signed", law.RETURNING_CONTRACT),
        Value("contract_months", "Thời hạn hợp đồng ít nhất", "Least term of contract", law.RETURNING_CONTRACT_MONTHS),
        Value("employers", "Đơn vị sử dụng lao động", "Employers", law.RETURNING_EMPLOYERS),
        Value("zones", "Khu được hỗ trợ", "Zones", law.ZONES),
        Value("provinces_not_named", "Tỉnh không được nêu toàn bộ", "Provinces not named as a whole", law.NOT_NAMED),
        Value("last_application_day", "Ngày cuối nhận hồ sơ", "Last day of application", law.LAST_DAY),
    ),
    route=law.ROUTE,
    points=law.POINTS,
    last_day=law.LAST_DAY,
    scheme=law.SCHEME,
)
