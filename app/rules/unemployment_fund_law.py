"""Resolution 116/NQ-CP and Decision 28/2021/QĐ-TTg: support from the unemployment insurance fund, dated."""

from dataclasses import dataclass
from datetime import date

from app.rules.law import Amendment, Citation, Standing, Window
from app.rules.policy import Step

SCHEME = "116/NQ-CP"
SINCE = date(2021, 10, 1)
"""Decision 28's day: it carries the resolution of 24 September out."""

ARTICLE_1 = Citation("28/2021/QĐ-TTg", "1")
ARTICLE_3_1 = Citation("28/2021/QĐ-TTg", "3.1")
ARTICLE_3_2 = Citation("28/2021/QĐ-TTg", "3.2")
LEVELS = Citation("28/2021/QĐ-TTg", "mức hỗ trợ")
"""Its article could not be read by number."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """From how many months of contribution on, how much."""

    from_months: int
    amount_vnd: int


IN_FORCE = (Amendment(SINCE, "in_force", ARTICLE_1),)
STANDINGS = (
    Amendment(
        SINCE, frozenset({"contributing", "maternity_leave", "sick_leave", "left"}), ARTICLE_1, Standing.DERIVED
    ),
)  # fmt: skip
"""Who draws maternity or sickness benefit pays nothing meanwhile and stays in the insurance, so on its list."""

LEFT = (Amendment(SINCE, Window(date(2020, 1, 1), date(2021, 9, 30)), ARTICLE_1),)
RESERVED_MONTHS = (Amendment(SINCE, 1, ARTICLE_1, Standing.DERIVED),)
"""Who left has months that no benefit has used up."""

EXCLUDED_EMPLOYERS = (
    Amendment(
        SINCE, frozenset({"state_body", "political_body", "armed_forces", "fully_financed_unit"}), ARTICLE_1
    ),
)  # fmt: skip
PENSION = (Amendment(SINCE, "no_pension_decision", ARTICLE_1),)
ONCE = (Amendment(SINCE, "once", LEVELS, Standing.DERIVED),)
NOT_DECLINED = (Amendment(SINCE, "not_declined", ARTICLE_1),)

BRACKETS = (
    Amendment(
        SINCE,
        (
            Bracket(0, 1_800_000),
            Bracket(12, 2_100_000),
            Bracket(60, 2_400_000),
            Bracket(84, 2_650_000),
            Bracket(108, 2_900_000),
            Bracket(132, 3_300_000),
        ),
        LEVELS,
    ),
)
LAST_DAY = (Amendment(SINCE, date(2021, 12, 20), ARTICLE_3_2),)
"""For who left; and, since whoever was insured and unpaid by 30 November asks the same way (3.3), for all."""

ROUTE = (
    Amendment(
        SINCE,
        (
            Step(
                "list",
                "employer",
                5,
                "Đơn vị niêm yết, gửi Mẫu số 02, 03; người đã dừng tham gia tự gửi Mẫu số 04",
                "The employer posts the list and returns forms 02 and 03; who left sends form 04",
            ),
            Step("decide", "insurance_agency", None, "Cơ quan BHXH xét duyệt", "The insurance agency decides"),
            Step("pay", "insurance_agency", 10, "Cơ quan BHXH chi trả", "The insurance agency pays"),
        ),
        ARTICLE_3_1,
    ),
)
