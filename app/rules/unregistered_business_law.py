"""Policy 10a's law, dated: businesses that need no registration, since Resolution 126; Article 37a since Decision 33.

Article 37a leaves criteria, papers, steps and last day to the province, so those are open until it says them.
"""

from datetime import date

from app.rules import household_business_law as registered
from app.rules.fact import Kind
from app.rules.instruments import PROCEDURE, WIDENED, resolution_126
from app.rules.law import Amendment, Citation, Standing, Window
from app.rules.open_points import unsaid
from app.rules.policy import OpenPoint, Step

CLAUSE_10 = resolution_126(10)
ARTICLE_37A = Citation("33/2021/QĐ-TTg", "37a")
LAST_DAY_POINT = "unregistered_business.last_application_day"

IN_FORCE = (
    Amendment(WIDENED, "in_force", CLAUSE_10, Standing.SUMMARISED),
    Amendment(PROCEDURE, "in_force", ARTICLE_37A),
)
_KINDS = frozenset({
    "farm_forest_fish_salt", "street_vendor", "snack_seller", "trip_trader", "mobile", "seasonal",
    "low_income_service",
})  # fmt: skip
KINDS = (
    Amendment(WIDENED, _KINDS, CLAUSE_10, Standing.SUMMARISED),
    Amendment(PROCEDURE, _KINDS, ARTICLE_37A),
)
NO_REGISTRATION = (
    Amendment(WIDENED, "no_registration_required", CLAUSE_10, Standing.SUMMARISED),
    Amendment(PROCEDURE, "no_registration_required", ARTICLE_37A),
)
CAUSES = (
    registered.CAUSES[1],
    Amendment(PROCEDURE, registered.CAUSES[2].value, ARTICLE_37A),
)
MEASURES_128, _MEASURES_128 = unsaid(
    "unregistered_business.resolution_128_measure",
    "Từ ngày 08/10/2021 đến hết ngày 05/11/2021 (trước Quyết định 33), biện pháp theo Nghị quyết 128/NQ-CP có là "
    "lý do dừng hoạt động được hỗ trợ đối với hộ không phải đăng ký không?",
    "From 2021-10-08 to 2021-11-05 (before Decision 33), is a measure under Resolution 128/NQ-CP a cause that "
    "counts for an unregistered business's stop?",
    (WIDENED, CLAUSE_10),
)
DOUBTFUL_CAUSES = {"resolution_128_measure": MEASURES_128}
_STOPS = Window(date(2021, 5, 1), date(2021, 12, 31))
WINDOW = (Amendment(WIDENED, _STOPS, CLAUSE_10, Standing.SUMMARISED), Amendment(PROCEDURE, _STOPS, ARTICLE_37A))
SHORTEST_DAYS = (Amendment(WIDENED, 15, CLAUSE_10, Standing.SUMMARISED), Amendment(PROCEDURE, 15, ARTICLE_37A))
HOUSEHOLD_VND = (
    Amendment(WIDENED, 3_000_000, CLAUSE_10, Standing.SUMMARISED),
    Amendment(PROCEDURE, 3_000_000, ARTICLE_37A),
)

NOT_FREELANCE = (
    Amendment(WIDENED, frozenset({"freelance"}), CLAUSE_10, Standing.DERIVED),
    Amendment(PROCEDURE, frozenset({"freelance"}), ARTICLE_37A),
)
"""Neither paid under clause 12 nor among those whom the province made its beneficiaries."""

CRITERIA, _CRITERIA = unsaid(
    "unregistered_business.provincial_criteria",
    "Tỉnh có quy định tiêu chí riêng cho hộ kinh doanh không phải đăng ký, ngoài các điều kiện của Điều 37a không?",
    "Has the province set criteria of its own for unregistered businesses, beside those of Article 37a?",
    (WIDENED, CLAUSE_10),
    (PROCEDURE, ARTICLE_37A),
)

LAST_DAY = (
    Amendment(WIDENED, date(2021, 12, 31), CLAUSE_10, Standing.UNCONFIRMED, LAST_DAY_POINT),
    Amendment(PROCEDURE, date(2021, 12, 31), ARTICLE_37A, Standing.UNCONFIRMED, LAST_DAY_POINT),
)
"""Not read: each province sets its own. Stops count to 31 December, so none can end before that day."""

POINTS = (
    _CRITERIA,
    OpenPoint(
        LAST_DAY_POINT,
        "Tỉnh nhận hồ sơ của hộ kinh doanh không phải đăng ký đến hết ngày nào?",
        "Until which day does the province take papers of unregistered businesses?",
        Kind.DATE,
        LAST_DAY,
    ),
    _MEASURES_128,
)

ROUTE = (
    Amendment(
        PROCEDURE,
        (
            Step("list", "commune", None, "UBND cấp xã lập danh sách theo quy định của tỉnh", "The commune lists"),
            Step("appraise", "district", None, "UBND cấp huyện thẩm định, trình tỉnh", "The district appraises"),
            Step("decide", "province", None, "UBND cấp tỉnh quyết định phê duyệt", "The province decides"),
            Step("pay", "province", None, "UBND cấp tỉnh chỉ đạo chi trả", "The province has it paid"),
        ),
        ARTICLE_37A,
        Standing.DERIVED,
    ),
)
"""The steps of policy 10 without the tax branch, and no terms: the province sets both."""
