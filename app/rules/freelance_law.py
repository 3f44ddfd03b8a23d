"""Policy 12's national law: no labour contract, and a floor that no province may go below.

Everything else is the province's: criteria, list, level and steps.
"""

from app.rules.instruments import ORIGINAL
from app.rules.law import Amendment, Citation, Standing
from app.rules.open_points import unsaid
from app.rules.policy import Step

FLOOR = Citation("68/NQ-CP", "II.12")

IN_FORCE = (Amendment(ORIGINAL, "in_force", FLOOR, Standing.DERIVED),)
"""Resolution 68's first day could not be confirmed; it was at the latest that of Decision 23."""

NO_CONTRACT = (Amendment(ORIGINAL, "no_labour_contract", FLOOR),)

FLOOR_VND = (Amendment(ORIGINAL, 1_500_000, FLOOR, Standing.SUMMARISED),)
FLOOR_DAY_VND = (Amendment(ORIGINAL, 50_000, FLOOR, Standing.SUMMARISED),)
"""The least a province may give a person a time, or a day of the stoppage that it asked for.

Which of the two it goes by is for the province to say; a level below the floor gives the floor all the same.
"""

UNREAD = Amendment(ORIGINAL, None, FLOOR, Standing.UNCONFIRMED)
"""What stands for a province's decision where the case does not say which."""

(FURTHER,), FURTHER_ROUNDS = unsaid(
    "freelance.further_rounds",
    "Ngoài các đợt hỗ trợ đã ghi trong hệ thống, tỉnh có đợt nào khác theo khoản 12 không? Trả lời “không” thì hồ sơ "
    "của đợt khác bị từ chối; trả lời “có” thì hồ sơ vẫn chờ bổ sung văn bản của đợt đó.",
    "Has the province rounds under clause 12 besides those on record here? On a no the cases of other rounds are "
    "refused; on a yes they go on waiting for the text of their round.",
    (ORIGINAL, FLOOR),
)
"""Whether a province has rounds of which nothing is on record; a text that was not read neither pays nor refuses."""

ROUTE = (
    Amendment(
        ORIGINAL,
        (
            Step("list", "commune", None, "UBND cấp xã lập danh sách", "The commune lists"),
            Step("appraise", "district", None, "UBND cấp huyện thẩm định", "The district appraises"),
            Step("decide", "district", None, "UBND cấp huyện phê duyệt", "The district decides"),
            Step("pay", "district", None, "UBND cấp huyện chi trả", "The district pays"),
        ),
        Citation("UBND tỉnh Ninh Thuận", "đợt 2, tháng 8/2021"),
    ),
)
"""Ninh Thuận's; no national text lays one down."""
