"""Policy 5's law, dated: whose stoppage, for what cause, how long, within which days, and how much."""

from app.rules.instruments import DECISION_33, ORIGINAL, PROCEDURE, WIDENED, decision_23, resolution_126
from app.rules.law import Amendment, Standing
from app.rules.open_points import unsaid
from app.rules.worker_causes import Causes
from app.rules.worker_law import ANY_EMPLOYER, EVENTS, LAST_APPLICATION_DAY, LISTED_EMPLOYERS, employers_route

ARTICLE_17, ARTICLE_18 = decision_23("17"), decision_23("18")
ARTICLE_20 = decision_23("20")
RESOLUTION_126 = resolution_126(5)

IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_17),)
LABOUR_CODE = (Amendment(ORIGINAL, "45/2019/QH14 99.3", ARTICLE_17),)

EMPLOYERS = (
    Amendment(ORIGINAL, LISTED_EMPLOYERS, ARTICLE_17, Standing.DERIVED),
    Amendment(WIDENED, ANY_EMPLOYER, RESOLUTION_126, Standing.DERIVED),
    Amendment(PROCEDURE, ANY_EMPLOYER, DECISION_33, Standing.DERIVED),
)
"""Whom policies 4 and 6 list is in under any reading; whether anybody else was before Resolution 126 is not read."""

_WIDER = Causes(
    frozenset({"isolated", "treated", "blocked_area", "cannot_reach_workplace"}),
    frozenset({"stopped_by_order", "directive_16_area", "rearranged_production"}),
    frozenset({"partly_stopped_by_order"}),
)
CAUSES = (
    Amendment(ORIGINAL, Causes(worker=frozenset({"isolated", "blocked_area"})), ARTICLE_17),
    Amendment(WIDENED, _WIDER, RESOLUTION_126, Standing.SUMMARISED),
    Amendment(PROCEDURE, _WIDER, DECISION_33, Standing.SUMMARISED),
)

LEAST_DAYS = (Amendment(ORIGINAL, 14, ARTICLE_17), Amendment(WIDENED, 14, RESOLUTION_126, Standing.SUMMARISED))
CONSECUTIVE = (
    Amendment(ORIGINAL, value=False, citation=ARTICLE_17),
    Amendment(WIDENED, value=True, citation=RESOLUTION_126, standing=Standing.SUMMARISED),
)
WINDOW = (Amendment(ORIGINAL, EVENTS, ARTICLE_17),)
INSURED = (Amendment(ORIGINAL, "month_before", ARTICLE_17, Standing.SUMMARISED),)
LAST_DAY = (Amendment(ORIGINAL, LAST_APPLICATION_DAY, ARTICLE_20),)
BASE_VND = (Amendment(ORIGINAL, 1_000_000, ARTICLE_18),)

OTHER_EMPLOYERS, _OTHER_EMPLOYERS = unsaid(
    "stopped_work.other_employers",
    "Trước ngày 08/10/2021, NLĐ ngừng việc của hộ kinh doanh và đơn vị khác (không thuộc Điều 13 Quyết định 23) "
    "có được hỗ trợ không?",
    "Before 2021-10-08, were workers of household businesses and of others that Decision 23 article 13 does not "
    "list supported when their work stopped?",
    (ORIGINAL, ARTICLE_17),
)
MEASURES_128, _MEASURES_128 = unsaid(
    "stopped_work.resolution_128_measure",
    "Đơn vị áp dụng biện pháp theo Nghị quyết 128/NQ-CP có là lý do ngừng việc được hỗ trợ không?",
    "Is it a cause that counts for a stoppage that the employer applies measures under Resolution 128/NQ-CP?",
    (WIDENED, RESOLUTION_126),
    (PROCEDURE, DECISION_33),
)
BEGUN_EARLIER, _BEGUN_EARLIER = unsaid(
    "stopped_work.begun_earlier",
    "Ngừng việc bắt đầu trước ngày 01/05/2021 nhưng từ ngày đó còn đủ số ngày thì có được hỗ trợ không?",
    "Is a stoppage supported that began before 2021-05-01 and has days enough from that day on?",
    (ORIGINAL, ARTICLE_17),
)
POINTS = (_OTHER_EMPLOYERS, _MEASURES_128, _BEGUN_EARLIER)
DOUBTFUL_EMPLOYERS = {"household_business": OTHER_EMPLOYERS, "other": OTHER_EMPLOYERS}
DOUBTFUL_CAUSES = {"resolution_128_measure": MEASURES_128}


ROUTE = employers_route(ARTICLE_20, Standing.SUMMARISED, appraised_in=None, decided_in=None)
"""The terms of appraisal and decision could not be read for this policy (policy 4 has two working days each)."""
