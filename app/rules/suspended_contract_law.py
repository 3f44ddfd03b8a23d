"""Policy 4's law, dated: who, for what cause, how long, within which days, and how much."""

from app.rules.instruments import DECISION_33, ORIGINAL, PROCEDURE, WIDENED, decision_23, resolution_126
from app.rules.law import Amendment, Standing
from app.rules.open_points import unsaid
from app.rules.worker_causes import Causes
from app.rules.worker_law import ANY_EMPLOYER, EVENTS, LAST_APPLICATION_DAY, LISTED_EMPLOYERS, employers_route

ARTICLE_13 = decision_23("13")
ARTICLE_14 = decision_23("14.1")
ARTICLE_16 = decision_23("16")
RESOLUTION_126 = resolution_126(4)

IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_13),)

EMPLOYERS = (
    Amendment(ORIGINAL, LISTED_EMPLOYERS, ARTICLE_13),
    Amendment(WIDENED, ANY_EMPLOYER, RESOLUTION_126, Standing.DERIVED),
    Amendment(PROCEDURE, ANY_EMPLOYER, DECISION_33),
)

_WORKERS = frozenset({"treated_or_isolated", "blocked_area", "cannot_reach_workplace"})
_EMPLOYERS = frozenset({"stopped_by_order", "partly_stopped_by_order", "directive_16_area"})
_ANALOGOUS = frozenset({"rearranged_production"})
CAUSES = (
    Amendment(ORIGINAL, Causes(employer=frozenset({"stopped_by_order"})), ARTICLE_13),
    Amendment(WIDENED, Causes(_WORKERS, _EMPLOYERS, _ANALOGOUS), RESOLUTION_126, Standing.DERIVED),
    Amendment(PROCEDURE, Causes(_WORKERS, _EMPLOYERS | {"resolution_128_measure"}, _ANALOGOUS), DECISION_33),
)

LEAST_DAYS = (Amendment(ORIGINAL, 15, ARTICLE_13),)
"""Of the suspension agreed. For how long the employer had to stop is not asked: the ministry's answer, retold."""

WINDOW = (Amendment(ORIGINAL, EVENTS, ARTICLE_13),)
CONTRACT = (Amendment(ORIGINAL, "contract", ARTICLE_13),)
INSURED = (Amendment(ORIGINAL, "month_before", ARTICLE_13, Standing.SUMMARISED),)
LAST_DAY = (Amendment(ORIGINAL, LAST_APPLICATION_DAY, ARTICLE_16),)

LONGER_FROM_DAYS = (Amendment(ORIGINAL, 30, ARTICLE_14, Standing.SUMMARISED),)
SHORTER_VND = (Amendment(ORIGINAL, 1_855_000, ARTICLE_14),)
LONGER_VND = (Amendment(ORIGINAL, 3_710_000, ARTICLE_14),)

MEASURES_128, _MEASURES_128 = unsaid(
    "suspended_contract.resolution_128_measure",
    "Từ ngày 08/10/2021 đến hết ngày 05/11/2021 (trước Quyết định 33), đơn vị áp dụng biện pháp theo Nghị quyết "
    "128/NQ-CP có là lý do tạm hoãn, nghỉ việc được hỗ trợ không?",
    "From 2021-10-08 to 2021-11-05 (before Decision 33), is it a cause that counts for a suspension that the "
    "employer applies measures under Resolution 128/NQ-CP?",
    (WIDENED, RESOLUTION_126),
)
"""Resolution 128 is three days younger than Resolution 126; Decision 33 names its measures among the causes."""

DOUBTFUL_CAUSES = {"resolution_128_measure": MEASURES_128}
POINTS = (_MEASURES_128,)

ROUTE = employers_route(ARTICLE_16, Standing.CONFIRMED, appraised_in=2, decided_in=2)
