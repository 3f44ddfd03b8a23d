"""Policy 6's law, dated: whose contract ended, for what cause and on what ground, when, and how much."""

from app.rules.instruments import DECISION_33, ORIGINAL, PROCEDURE, WIDENED, decision_23, resolution_126
from app.rules.law import Amendment, Standing
from app.rules.open_points import unsaid
from app.rules.policy import Step
from app.rules.worker_causes import Causes
from app.rules.worker_law import ANY_EMPLOYER, EVENTS, LAST_APPLICATION_DAY, LISTED_EMPLOYERS

ARTICLE_21, ARTICLE_22, ARTICLE_24 = decision_23("21"), decision_23("22"), decision_23("24")
RESOLUTION_126 = resolution_126(6)

IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_21),)

EMPLOYERS = (
    Amendment(ORIGINAL, LISTED_EMPLOYERS, ARTICLE_21),
    Amendment(WIDENED, ANY_EMPLOYER, RESOLUTION_126, Standing.SUMMARISED),
    Amendment(PROCEDURE, ANY_EMPLOYER, DECISION_33, Standing.SUMMARISED),
)

_WIDER = Causes(
    frozenset({"treated_or_isolated", "blocked_area", "cannot_reach_workplace"}),
    frozenset({"stopped_by_order", "directive_16_area", "rearranged_production"}),
    frozenset({"partly_stopped_by_order"}),
)
CAUSES = (
    Amendment(ORIGINAL, Causes(employer=frozenset({"stopped_by_order"})), ARTICLE_21),
    Amendment(WIDENED, _WIDER, RESOLUTION_126, Standing.SUMMARISED),
    Amendment(PROCEDURE, _WIDER, DECISION_33, Standing.SUMMARISED),
)

WINDOW = (Amendment(ORIGINAL, EVENTS, ARTICLE_21),)
INSURED = (Amendment(ORIGINAL, "month_before", ARTICLE_21),)
NO_BENEFIT = (Amendment(ORIGINAL, "no_unemployment_benefit", ARTICLE_21),)
EXCLUDED_GROUNDS = (
    Amendment(ORIGINAL, frozenset({"ended_by_worker_unlawfully"}), ARTICLE_21),
    Amendment(PROCEDURE, frozenset({"ended_by_worker_unlawfully"}), DECISION_33, Standing.DERIVED),
)
"""Decision 33 replaced the article; whether it excludes more than the first could not be read (DISMISSED)."""

NO_PENSION = (Amendment(ORIGINAL, "no_pension_nor_allowance", ARTICLE_21),)
LAST_DAY = (Amendment(ORIGINAL, LAST_APPLICATION_DAY, ARTICLE_24),)
BASE_VND = (Amendment(ORIGINAL, 3_710_000, ARTICLE_22),)
LISTED_BEFORE = (Amendment(ORIGINAL, (5, 20), ARTICLE_24),)

MEASURES_128, _MEASURES_128 = unsaid(
    "terminated_contract.resolution_128_measure",
    "Đơn vị áp dụng biện pháp theo Nghị quyết 128/NQ-CP có là lý do chấm dứt hợp đồng được hỗ trợ không?",
    "Is it a cause that counts for a contract's end that the employer applies measures under Resolution 128/NQ-CP?",
    (WIDENED, RESOLUTION_126),
    (PROCEDURE, DECISION_33),
)
DISMISSED, _DISMISSED = unsaid(
    "terminated_contract.dismissed",
    "Từ ngày 06/11/2021 (Quyết định 33), người lao động bị kỷ luật sa thải có được hỗ trợ không?",
    "Since 2021-11-06 (Decision 33), is a worker supported who was dismissed for a breach of discipline?",
    (PROCEDURE, DECISION_33),
)
POINTS = (_MEASURES_128, _DISMISSED)
DOUBTFUL_CAUSES = {"resolution_128_measure": MEASURES_128}
DOUBTFUL_GROUNDS = {"dismissed": DISMISSED}

ROUTE = (
    Amendment(
        ORIGINAL,
        (
            Step(
                "confirm", "insurance_agency", None, "Cơ quan BHXH xác nhận đóng BHXH", "The agency confirms insurance"
            ),
            Step(
                "list",
                "employment_centre",
                None,
                "NLĐ nộp hồ sơ tại Trung tâm Dịch vụ việc làm nơi chấm dứt hợp đồng; trước ngày 05 và ngày 20 hằng "
                "tháng, Trung tâm rà soát, lập danh sách gửi Sở LĐ-TB&XH",
                "The worker files at the employment service centre where the contract ended; before the 5th and the "
                "20th of each month the centre lists who is eligible",
            ),
            Step(
                "appraise",
                "department",
                2,
                "Sở LĐ-TB&XH thẩm định, trình tỉnh",
                "The department appraises, submits",
                "labour",
            ),
            Step("decide", "province", 3, "UBND cấp tỉnh quyết định phê duyệt", "The province decides"),
            Step("pay", "province", None, "UBND cấp tỉnh chỉ đạo chi trả", "The province has it paid"),
        ),
        ARTICLE_24,
    ),
)
