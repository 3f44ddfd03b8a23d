"""Policy 9a's law, dated: artists of grade IV in public performing-arts units that had to stop.

Article 28 says "15 days or more", not "consecutive": spells of one unit are counted together.
"""

from datetime import date

from app.rules.instruments import ORIGINAL, decision_23
from app.rules.law import Amendment, Window
from app.rules.policy import Step

ARTICLE_28 = decision_23("28")
CHAPTER = decision_23("Chương VIII")
"""Articles 29 and 30 give the sum and the steps; which of the two says what could not be read."""

IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_28),)
UNITS = (Amendment(ORIGINAL, frozenset({"public"}), ARTICLE_28),)
POSITIONS = (Amendment(ORIGINAL, frozenset({"art_director", "actor", "painter"}), ARTICLE_28),)
GRADES = (Amendment(ORIGINAL, frozenset({"grade_4"}), ARTICLE_28),)
BY_ORDER = (Amendment(ORIGINAL, "by_order", ARTICLE_28),)
WINDOW = (Amendment(ORIGINAL, Window(date(2021, 5, 1), date(2021, 12, 31)), ARTICLE_28),)
SHORTEST_DAYS = (Amendment(ORIGINAL, 15, ARTICLE_28),)
ARTIST_VND = (Amendment(ORIGINAL, 3_710_000, CHAPTER),)
LAST_DAY = (Amendment(ORIGINAL, date(2022, 1, 31), CHAPTER),)

ROUTE = (
    Amendment(
        ORIGINAL,
        (
            Step("list", "arts_unit", None, "Đơn vị nghệ thuật lập danh sách (Mẫu số 09)", "The arts unit lists"),
            Step(
                "appraise",
                "department",
                3,
                "Sở Văn hóa, Thể thao và Du lịch thẩm định, trình tỉnh",
                "The department of culture appraises and submits",
                "culture",
            ),
            Step("decide", "province", 2, "UBND cấp tỉnh quyết định phê duyệt", "The province decides"),
            Step("pay", "province", None, "UBND cấp tỉnh chỉ đạo chi trả", "The province has it paid"),
        ),
        CHAPTER,
    ),
)
