"""Decision 08/2022/QĐ-TTg, dated: rent support for workers in work and for those who return to work.

Only its principles (article 2) could be read by number; the rest is cited by the group that it is about.
"""

from dataclasses import dataclass
from datetime import date

from app.rules.law import Amendment, Citation, Standing, Window
from app.rules.open_points import unsaid
from app.rules.policy import Step

SCHEME = "08/2022/QĐ-TTg"
SINCE = date(2022, 3, 28)

PRINCIPLES = Citation(SCHEME, "2")
AREA = Citation(SCHEME, "địa bàn áp dụng")
STEPS = Citation(SCHEME, "trình tự, thủ tục")
IN_WORK = Citation(SCHEME, "NLĐ đang làm việc trong doanh nghiệp")
BACK_AT_WORK = Citation(SCHEME, "NLĐ quay trở lại thị trường lao động")

ZONES = (Amendment(SINCE, frozenset({"industrial_park", "export_zone", "economic_zone"}), AREA),)
NOT_NAMED = (Amendment(SINCE, frozenset({"58"}), AREA, Standing.DERIVED),)
"""Not among the 24 provinces that the decision names as a whole: in Ninh Thuận its zones alone count."""

NAMED_WHOLE, _NAMED_WHOLE = unsaid(
    "rent.province_named",
    "Tỉnh có thuộc 24 tỉnh, thành phố được Quyết định 08/2022/QĐ-TTg nêu toàn bộ địa bàn không? "
    "(Chỉ hồ sơ làm việc ngoài khu công nghiệp, khu chế xuất, khu kinh tế chờ điểm này.)",
    "Is the province among the 24 that Decision 08/2022/QĐ-TTg names as a whole? (Only the cases of work outside "
    "industrial parks, export and economic zones wait for this point.)",
    (SINCE, AREA),
)
"""Whether another province is among them: the list of the 24 could not be read."""

POINTS = (_NAMED_WHOLE,)

MONTHS_MAX = (Amendment(SINCE, 3, PRINCIPLES),)
NOT_DECLINED = (Amendment(SINCE, "not_declined", PRINCIPLES),)
LAST_DAY = (Amendment(SINCE, date(2022, 8, 15), STEPS),)


@dataclass(frozen=True, slots=True)
class Group:
    """What the decision says of each of its two groups, in the group's own figures."""

    in_force: tuple[Amendment[str], ...]
    employers: tuple[Amendment[frozenset[str]], ...]
    rents: tuple[Amendment[Window], ...]
    contract_months: tuple[Amendment[int], ...]
    insured: tuple[Amendment[str], ...]
    month_vnd: tuple[Amendment[int], ...]


def _group(article: Citation, employers: frozenset[str], rents: Window, month_vnd: int) -> Group:
    return Group(
        in_force=(Amendment(SINCE, "in_force", article),),
        employers=(Amendment(SINCE, employers, article),),
        rents=(Amendment(SINCE, rents, article),),
        contract_months=(Amendment(SINCE, 1, article),),
        insured=(Amendment(SINCE, "insured_month_before", article),),
        month_vnd=(Amendment(SINCE, month_vnd, article),),
    )


WORKING = _group(IN_WORK, frozenset({"enterprise"}), Window(date(2022, 2, 1), date(2022, 6, 30)), 500_000)
RETURNING = _group(
    BACK_AT_WORK,
    frozenset({"enterprise", "cooperative", "household_business"}),
    Window(date(2022, 4, 1), date(2022, 6, 30)),
    1_000_000,
)
SIGNED_BEFORE = (Amendment(SINCE, date(2022, 4, 1), IN_WORK),)
SIGNED_WITHIN = (Amendment(SINCE, Window(date(2022, 4, 1), date(2022, 6, 30)), BACK_AT_WORK),)

ROUTE = (
    Amendment(
        SINCE,
        (
            Step(
                "list",
                "employer",
                None,
                "Đơn vị tổng hợp, niêm yết ít nhất 3 ngày làm việc, xử lý ý kiến trong 2 ngày làm việc",
                "The employer lists and posts for 3 working days at least, and settles objections in 2",
            ),
            Step("confirm", "insurance_agency", None, "Cơ quan BHXH xác nhận", "The insurance agency confirms"),
            Step("appraise", "district", None, "UBND cấp huyện thẩm định, trình tỉnh", "The district appraises"),
            Step("decide", "province", None, "UBND cấp tỉnh quyết định phê duyệt", "The province decides"),
            Step("pay", "province", None, "UBND cấp tỉnh chỉ đạo chi trả hằng tháng", "The province has it paid"),
        ),
        STEPS,
    ),
)
