"""A sister scheme, Decision 08/2022: a worker's rent, three months at most; one policy for each of its two groups.

Who was in work all along is told from who came back to work by the day on which the contract was signed.
"""

from app.rules import rent_conditions as of
from app.rules import rent_law as law
from app.rules import rent_months
from app.rules.answering import Sentence
from app.rules.conditions import before, falls_within, is_among
from app.rules.cross_policy import in_force_since
from app.rules.law import Condition
from app.rules.policy import Policy, Value, last_application_day
from app.rules.rent_facts import CONTRACT_FROM, CONTRACT_SIGNED, EMPLOYER_KIND, form

ENTERPRISE: Sentence = ("Làm việc trong doanh nghiệp", "The employer is an enterprise")
ANY_OF_THREE: Sentence = (
    "Làm việc trong doanh nghiệp, hợp tác xã, hộ kinh doanh có đăng ký",
    "The employer is an enterprise, a cooperative or a registered household business",
)
SIGNED_BEFORE: Sentence = ("Hợp đồng lao động giao kết trước ngày {law}", "The labour contract was signed before {law}")
BEGUN_BEFORE: Sentence = (
    "Hợp đồng lao động bắt đầu thực hiện trước ngày {law}",
    "The labour contract began before {law}",
)
SIGNED_WITHIN: Sentence = ("Hợp đồng lao động giao kết {law}", "The labour contract was signed {law}")


def _values(group: law.Group, signed: Value) -> tuple[Value, ...]:
    """Every figure of a group."""
    return (
        Value("month_vnd", "Mức hỗ trợ một tháng", "Sum for a month", group.month_vnd),
        Value("paid_months", "Số tháng tối đa", "Most months", law.MONTHS_MAX),
        Value("rents", "Thời gian thuê nhà", "Time of the rent", group.rents),
        signed,
        Value("contract_months", "Thời hạn hợp đồng ít nhất", "Least term of contract", group.contract_months),
        Value("employers", "Đơn vị sử dụng lao động", "Employers", group.employers),
        Value("zones", "Khu được hỗ trợ", "Zones", law.ZONES),
        Value("provinces_not_named", "Tỉnh không được nêu toàn bộ", "Provinces not named as a whole", law.NOT_NAMED),
        last_application_day(law.LAST_DAY),
    )


def _policy(
    code: str, named: Sentence, gives: Sentence, group: law.Group, *, employer: Sentence,
    signed: tuple[Condition, ...], signed_value: Value,
) -> Policy:  # fmt: skip
    """`signed`: when the contract was signed, the one thing that each group is asked in its own way."""
    return Policy(
        code=code,
        number="QĐ08",
        vi=named[0],
        en=named[1],
        gives_vi=gives[0],
        gives_en=gives[1],
        occasion="once",
        facts=form(rent_months.months_of(group.rents)),
        conditions=(
            in_force_since(group.in_force),
            is_among("employer", employer, group.employers, EMPLOYER_KIND),
            Condition("workplace", *of.ZONE, law.ZONES, of.workplace),
            of.renting(group.rents),
            of.contract_lasts(group.contract_months),
            *signed,
            of.insured(group.insured),
            rent_months.condition(group.rents),
            *of.common(),
        ),
        line_conditions=(),
        lines=rent_months.lines(group.rents, group.month_vnd),
        values=_values(group, signed_value),
        route=law.ROUTE,
        points=law.POINTS,
        scheme=law.SCHEME,
    )


WORKING = _policy(
    "rent_working",
    (
        "Hỗ trợ tiền thuê nhà cho người lao động đang làm việc trong doanh nghiệp",
        "Rent support of workers in work",
    ),
    (
        "500.000 đồng/người/tháng, tối đa 3 tháng (02–06/2022)",
        "500,000 đồng a person a month, 3 months at most (February to June 2022)",
    ),
    law.WORKING,
    employer=ENTERPRISE,
    signed=(
        before("contract_signed", SIGNED_BEFORE, law.SIGNED_BEFORE, CONTRACT_SIGNED),
        before("contract_begun", BEGUN_BEFORE, law.SIGNED_BEFORE, CONTRACT_FROM),
    ),
    signed_value=Value("contract_before", "Hợp đồng lao động trước ngày", "Contract before", law.SIGNED_BEFORE),
)
RETURNING = _policy(
    "rent_returning",
    (
        "Hỗ trợ tiền thuê nhà cho người lao động quay trở lại thị trường lao động",
        "Rent support of workers back at work",
    ),
    (
        "1.000.000 đồng/người/tháng, tối đa 3 tháng (04–06/2022)",
        "1,000,000 đồng a person a month, 3 months at most (April to June 2022)",
    ),
    law.RETURNING,
    employer=ANY_OF_THREE,
    signed=(falls_within("contract_signed", SIGNED_WITHIN, law.SIGNED_WITHIN, CONTRACT_SIGNED),),
    signed_value=Value(
        "contract_signed", "Thời gian giao kết hợp đồng", "When the contract was signed", law.SIGNED_WITHIN
    ),
)
