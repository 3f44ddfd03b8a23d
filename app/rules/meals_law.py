"""Policy 8's law, dated: meal money of the treated (F0) and the isolated (F1), and what their group brings besides.

Decision 23, Articles 25 to 27; Resolution 126 added the elderly and the severely disabled, Decision 33 the treated
at home. It is the first day that must lie in the window: what began by its last day is paid on into 2022.
"""

from datetime import date

from app.rules.cross_policy import PRINCIPLE
from app.rules.fact import Kind
from app.rules.instruments import DECISION_33, ORIGINAL, PROCEDURE, WIDENED, decision_23, resolution_126
from app.rules.law import Amendment, Citation, Standing, Window
from app.rules.open_points import unsaid
from app.rules.policy import OpenPoint, Step

F0, F1 = "meals_f0", "meals_f1"
POLICIES = frozenset({F0, F1})

ARTICLE_25, ARTICLE_26, ARTICLE_27 = decision_23("25"), decision_23("26"), decision_23("27")
ARTICLE_27_4, FACILITY_LISTS = decision_23("27.4"), decision_23("27.5.a")
AMENDED_27_4 = Citation("33/2021/QĐ-TTg", "1.15 (23/2021/QĐ-TTg 27.4)")
CLAUSE_7 = resolution_126(7)
LETTER_280 = Citation("280/LĐTBXH-PC", "10/02/2022")

RECEIPT_POINT = "meals.receipt_before"
LAST_DAY_POINT = "meals.last_application_day"

IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_25),)
BY_DECISION = (Amendment(ORIGINAL, "by_decision_of_the_authority", ARTICLE_25),)

_BEGINS = Window(date(2021, 4, 27), date(2021, 12, 31))
WINDOW = (
    Amendment(ORIGINAL, _BEGINS, ARTICLE_25),
    Amendment(date(2022, 2, 10), _BEGINS, LETTER_280),
)
"""The letter says what the articles leave unsaid: no last day is laid down, and what begins in 2022 is not paid."""

F0_PLACES = (
    Amendment(ORIGINAL, frozenset({"facility"}), ARTICLE_27),
    Amendment(PROCEDURE, frozenset({"facility", "home"}), AMENDED_27_4),
)
"""The isolated (F1) were taken in from the first wherever they were (Article 27.4)."""

LEAST_DAYS = (Amendment(ORIGINAL, 1, ARTICLE_26),)
MOST_DAYS = {F0: (Amendment(ORIGINAL, 45, ARTICLE_26),), F1: (Amendment(ORIGINAL, 21, ARTICLE_26),)}
"""F0: the days of treatment; F1: those of the isolation decision."""

DAY_VND = (Amendment(ORIGINAL, 80_000, ARTICLE_26),)

RECEIPT_BEFORE: dict[str, tuple[Amendment[Window | date | None], ...]] = {
    F0: (Amendment(ORIGINAL, date(2021, 7, 7), ARTICLE_27, Standing.SUMMARISED),),
    F1: (
        Amendment(ORIGINAL, None, ARTICLE_27_4, Standing.SUMMARISED),
        Amendment(
            PROCEDURE, Window(date(2021, 7, 7), date(2021, 11, 6)), AMENDED_27_4, Standing.UNCONFIRMED, RECEIPT_POINT
        ),
    ),
}
"""Who had left before this day shows that meal money was taken; None: nobody has to.

Article 27.4 as amended says "before the day this Decision takes effect": it may mean Decision 23 or Decision 33
(so the labour department of Hồ Chí Minh City). Its window are those two days; between them the case hangs on it.
"""

CHILD_UNDER_YEARS = (Amendment(ORIGINAL, 16, ARTICLE_25),)
"""At the first day of treatment or isolation."""

SUPPLEMENTS_VND = {
    "child_f0_f1": (Amendment(ORIGINAL, 1_000_000, ARTICLE_26),),
    "elderly_f0_f1": (
        Amendment(WIDENED, 1_000_000, CLAUSE_7, Standing.SUMMARISED),
        Amendment(PROCEDURE, 1_000_000, DECISION_33, Standing.SUMMARISED),
    ),
    "disabled_f0_f1": (
        Amendment(WIDENED, 1_000_000, CLAUSE_7, Standing.SUMMARISED),
        Amendment(PROCEDURE, 1_000_000, DECISION_33, Standing.SUMMARISED),
    ),
}
DISABILITIES = (
    Amendment(WIDENED, frozenset({"severe", "very_severe"}), CLAUSE_7, Standing.SUMMARISED),
    Amendment(PROCEDURE, frozenset({"severe", "very_severe"}), DECISION_33, Standing.SUMMARISED),
)
"""Decree 20/2021/NĐ-CP, Article 5, clause 6; the elderly are those of its clause 5."""

ONCE = (Amendment(ORIGINAL, frozenset(SUPPLEMENTS_VND), PRINCIPLE, Standing.SUMMARISED),)
"""What comes once over both policies."""
TOGETHER, _TOGETHER = unsaid(
    "meals.supplements_together",
    "Người thuộc nhiều diện (ví dụ trẻ em khuyết tật nặng) có được hỗ trợ thêm 1.000.000 đồng cho từng diện không?",
    "Does who belongs to two groups (a severely disabled child) have 1,000,000 đồng for each?",
    (WIDENED, CLAUSE_7),
    (PROCEDURE, DECISION_33),
)

LAST_DAY = (Amendment(ORIGINAL, date(2022, 1, 31), decision_23("Chương VII"), Standing.UNCONFIRMED, LAST_DAY_POINT),)
"""Not read. It cannot be earlier: every other support of these instruments takes papers until that day or later,
and what began on 31 December 2021 is paid on into February 2022 (Official letter 280)."""

_POINTS = (
    OpenPoint(
        LAST_DAY_POINT,
        "Hồ sơ đề nghị hỗ trợ tiền ăn F0, F1 được nhận đến hết ngày nào?",
        "Until which day are papers for the meals of F0 and F1 taken?",
        Kind.DATE,
        LAST_DAY,
    ),
    _TOGETHER,
)
_RECEIPT = OpenPoint(
    RECEIPT_POINT,
    "F1 rời cơ sở cách ly trước ngày nào thì phải có phiếu thu tiền ăn: 07/07/2021 (Quyết định 23) hay 06/11/2021 "
    "(Quyết định 33)?",
    "Before which day must an F1 have left the facility to be asked for a receipt: 2021-07-07 (Decision 23) or "
    "2021-11-06 (Decision 33)?",
    Kind.DATE,
    RECEIPT_BEFORE[F1][1:],
)
POINTS = {F0: _POINTS, F1: (*_POINTS, _RECEIPT)}


def _route(form: str, home_vi: str, home_en: str) -> tuple[Step, ...]:
    return (
        Step(
            "list",
            "facility",
            None,
            f"Cơ sở điều trị, cách ly lập danh sách (Mẫu số {form})",
            f"The facility lists (form {form})",
        ),
        Step("list", "commune", None, home_vi, home_en),
        Step("appraise", "district", None, "UBND cấp huyện thẩm định, trình tỉnh", "The district appraises"),
        Step("decide", "province", None, "UBND cấp tỉnh quyết định phê duyệt", "The province decides"),
        Step("pay", "province", None, "UBND cấp tỉnh chỉ đạo chi trả", "The province has it paid"),
    )


_LEFT = ("Người đã rời cơ sở: UBND cấp xã nhận hồ sơ, lập danh sách", "Who has left a facility: the commune lists")
_HOME = (
    "Người đã rời cơ sở hoặc ở nhà: UBND cấp xã nhận hồ sơ, lập danh sách",
    "Who has left a facility, or is at home: the commune lists",
)
ROUTES = {
    F0: (
        Amendment(ORIGINAL, _route("08a", *_LEFT), FACILITY_LISTS, Standing.DERIVED),
        Amendment(PROCEDURE, _route("08a", *_HOME), AMENDED_27_4, Standing.DERIVED),
    ),
    F1: (
        Amendment(ORIGINAL, _route("08b", *_HOME), FACILITY_LISTS, Standing.DERIVED),
        Amendment(PROCEDURE, _route("08b", *_HOME), AMENDED_27_4, Standing.DERIVED),
    ),
}
"""Read: the facility's list goes to the province (27.5.a). The commune's and district's part follows the others'."""
