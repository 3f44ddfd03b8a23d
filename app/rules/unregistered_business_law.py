"""Policy 10a's law, dated: businesses that need no registration, since Resolution 126; Article 37a since Decision 33.

Article 37a leaves criteria, papers, steps and last day to the province, so those are open until it says them.
"""

from datetime import date

from app.rules import household_business_law as registered
from app.rules.law import Amendment, Citation, Standing, Window
from app.rules.policy import Step
from app.rules.worker_law import PROCEDURE, WIDENED, resolution_126

CLAUSE_10 = resolution_126(10)
ARTICLE_37A = Citation("33/2021/QĐ-TTg", "37a")
CRITERIA_POINT = "unregistered_business.provincial_criteria"
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
MEASURES_128_POINT = "unregistered_business.resolution_128_measure"
MEASURES_128: tuple[Amendment[bool | None], ...] = (
    Amendment(WIDENED, None, CLAUSE_10, Standing.UNCONFIRMED, MEASURES_128_POINT),
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

CRITERIA = (
    Amendment(WIDENED, None, CLAUSE_10, Standing.UNCONFIRMED, CRITERIA_POINT),
    Amendment(PROCEDURE, None, ARTICLE_37A, Standing.UNCONFIRMED, CRITERIA_POINT),
)
"""Whether the province has criteria of its own beside the article's."""

LAST_DAY = (
    Amendment(WIDENED, date(2021, 12, 31), CLAUSE_10, Standing.UNCONFIRMED, LAST_DAY_POINT),
    Amendment(PROCEDURE, date(2021, 12, 31), ARTICLE_37A, Standing.UNCONFIRMED, LAST_DAY_POINT),
)
"""Not read: each province sets its own. Stops count to 31 December, so none can end before that day."""

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
