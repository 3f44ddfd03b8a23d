"""Policy 2's law, dated: paid up to which month, how many fewer workers, counted from when, for how long.

Decision 23 from 7 July 2021; Resolution 126 from 8 October moved the month of reference from April to January and
the fall from 15% to 10%; Decision 33 put that into Article 5 on 6 November. From which day contracts ended and
begun are set off since the month of reference moved could not be read.
"""

from datetime import date

from app.rules.fact import Kind
from app.rules.instruments import ORIGINAL, PROCEDURE, WIDENED, decision_23
from app.rules.law import Amendment, Citation, Standing
from app.rules.open_points import unsaid
from app.rules.policy import OpenPoint, Step

ARTICLE_5 = decision_23("5")
CLAUSE = Citation("68/NQ-CP", "II.2")
RESOLUTION_126 = Citation("126/NQ-CP", "1.a (68/NQ-CP II.2)")
DECISION_33 = Citation("33/2021/QĐ-TTg", "1.1 (23/2021/QĐ-TTg 5)")

IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_5),)

PAID_TO = (
    Amendment(ORIGINAL, date(2021, 4, 30), CLAUSE),
    Amendment(WIDENED, date(2021, 1, 31), RESOLUTION_126),
    Amendment(PROCEDURE, date(2021, 1, 31), DECISION_33),
)
"""The end of the month of reference: paid up to then, and nothing owed for it; the fall is counted against it."""

FEWER_PERCENT = (
    Amendment(ORIGINAL, 15, CLAUSE),
    Amendment(WIDENED, 10, RESOLUTION_126),
    Amendment(PROCEDURE, 10, DECISION_33),
)

_OPEN, _NETTING = unsaid(
    "pension_deferral.netting_from_february",
    "Từ 08/10/2021, số lao động giảm do chấm dứt HĐLĐ trừ số giao kết mới có tính từ 01/02/2021 không? "
    "(Không: vẫn tính từ 01/05/2021)",
    "Since 2021-10-08, are ended less new contracts counted from 2021-02-01? (No: still from 2021-05-01)",
    (WIDENED, RESOLUTION_126),
)
NETTING_FROM_FEBRUARY: tuple[Amendment[bool | None], ...] = (
    Amendment(ORIGINAL, False, ARTICLE_5, Standing.SUMMARISED),  # noqa: FBT003 – the law's answer
    *_OPEN,
)
"""Whether ended and new contracts count from 1 February 2021, or from 1 May as at first."""

STOPPED_WORKING_DAYS = (Amendment(ORIGINAL, 14, ARTICLE_5, Standing.SUMMARISED),)
DEFERRED_MONTHS = (Amendment(ORIGINAL, 6, CLAUSE),)
TOTAL_MONTHS_MAX = (Amendment(ORIGINAL, 12, ARTICLE_5),)
"""With what was deferred under Resolutions 42/NQ-CP and 154/NQ-CP of 2020."""

LAST_DAY_POINT = "pension_deferral.last_application_day"
LAST_DAY = (
    Amendment(ORIGINAL, PROCEDURE, ARTICLE_5, Standing.UNCONFIRMED, LAST_DAY_POINT),
    Amendment(PROCEDURE, PROCEDURE, DECISION_33, Standing.UNCONFIRMED, LAST_DAY_POINT),
)
"""The earliest day that it can be: Decision 33 still amended whom the policy takes in."""

POINTS = (
    _NETTING,
    OpenPoint(
        LAST_DAY_POINT,
        "Ngày cuối cùng nhận hồ sơ tạm dừng đóng quỹ hưu trí, tử tuất (không quy định hạn: ghi 2099-12-31)",
        "The last day of application for the deferral (none laid down: 2099-12-31)",
        Kind.DATE,
        LAST_DAY,
    ),
)

ROUTE = (
    Amendment(
        ORIGINAL,
        (
            Step(
                "list",
                "employer",
                None,
                "Đơn vị gửi Mẫu số 01 kèm danh sách đến cơ quan BHXH, một bản đến Sở LĐ-TB&XH",
                "The employer files form 01 with its list at the insurance agency, a copy at the department of labour",
            ),
            Step("decide", "insurance_agency", 5, "Cơ quan BHXH quyết định", "The insurance agency decides"),
        ),
        ARTICLE_5,
    ),
)
