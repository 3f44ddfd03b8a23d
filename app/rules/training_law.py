"""Policy 3's law, dated. Neither Resolution 126 nor Decision 33 is known to have changed it."""

from datetime import date

from app.rules.instruments import ORIGINAL, decision_23
from app.rules.law import Amendment, Citation, Standing
from app.rules.open_points import unsaid
from app.rules.policy import Step

CLAUSE = Citation("68/NQ-CP", "II.3")
CHAPTER = decision_23("Chương III")
"""Its articles, 8 to 12 it seems, could not be told apart but for the plan's."""

PLAN_ARTICLE = decision_23("9.4")
ORDINARY_SCHEME = Citation("28/2015/NĐ-CP", "4")

IN_FORCE = (Amendment(ORIGINAL, "in_force", CHAPTER),)
INSURED_MONTHS = (Amendment(ORIGINAL, 12, CLAUSE),)
INSURANCE_CONFIRMED = (Amendment(ORIGINAL, "confirmed", CHAPTER, Standing.SUMMARISED),)
STRUCTURE = (Amendment(ORIGINAL, "structure_changed", CLAUSE),)
REVENUE_FALL_PERCENT = (Amendment(ORIGINAL, 10, CLAUSE),)
PLAN = (Amendment(ORIGINAL, "training_plan", PLAN_ARTICLE),)

FIRST_DAY = (Amendment(ORIGINAL, date(2021, 7, 1), CLAUSE),)
LAST_DAY = (Amendment(ORIGINAL, date(2022, 6, 30), CLAUSE),)

MONTH_VND = (Amendment(ORIGINAL, 1_500_000, CLAUSE),)
MONTHS_MAX = (Amendment(ORIGINAL, 6, CLAUSE),)

TRAINED_WORKERS = (Amendment(ORIGINAL, 1, CLAUSE, Standing.DERIVED),)
COURSE = (Amendment(ORIGINAL, "a_month_at_least", CLAUSE, Standing.DERIVED),)
"""The support is for workers trained and months of training: of none, for none, there is nothing to support."""

ODD_DAYS, _ODD_DAYS = unsaid(
    "training.odd_days_as_ordinary_scheme",
    "Ngày lẻ của khóa đào tạo có tính như Điều 4 Nghị định 28/2015/NĐ-CP (dưới 15 ngày: nửa tháng; từ 15 ngày: "
    "một tháng) không? (Không: ngày lẻ không được hỗ trợ)",
    "Do odd days of a course count as in article 4 of Decree 28/2015 (under 15 days half a month, from 15 days "
    "a month)? (No: they bring nothing)",
    (ORIGINAL, CHAPTER),
)
WHOLE_MONTH_DAYS = (Amendment(ORIGINAL, 15, ORDINARY_SCHEME, Standing.SUMMARISED),)
"""There: from 15 days on a month, below half a month."""

POINTS = (_ODD_DAYS,)

ROUTE = (
    Amendment(
        ORIGINAL,
        (
            Step(
                "confirm",
                "insurance_agency",
                None,
                "Cơ quan BHXH xác nhận đã đóng đủ BHTN",
                "The insurance agency confirms what is paid",
            ),
            Step(
                "list",
                "employer",
                None,
                "Đơn vị nộp Mẫu số 03 tại Sở LĐ-TB&XH",
                "The employer files form 03 at the department of labour",
            ),
            Step("decide", "department", 7, "Sở LĐ-TB&XH phê duyệt", "The department of labour decides", "labour"),
            Step(
                "pay",
                "insurance_agency",
                None,
                "Cơ quan BHXH chi từ Quỹ BHTN",
                "The insurance agency pays from the unemployment insurance fund",
            ),
        ),
        CHAPTER,
        Standing.SUMMARISED,
    ),
)
"""The seven days are confirmed. That the department decides was read nowhere in so many words; nor who pays: the
fund's keeper, it is taken. No determination hangs on either."""
