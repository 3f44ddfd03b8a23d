"""Policy 9b's law, dated: guides with a valid card and a tie to their trade, not supported otherwise."""

from dataclasses import dataclass
from datetime import date

from app.rules.instruments import ORIGINAL, WIDENED, decision_23, resolution_126
from app.rules.law import Amendment, Standing
from app.rules.open_points import unsaid
from app.rules.policy import Step

ARTICLE_31 = decision_23("31")
ARTICLE_33 = decision_23("33")
CHAPTER = decision_23("Chương VIII")


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a guide to the trade: of who travels along, and of who guides on one site."""

    travelling: frozenset[str]
    on_site: frozenset[str]


IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_31),)
CARD = (Amendment(ORIGINAL, "valid_on_the_filing_day", ARTICLE_31, Standing.SUMMARISED),)
ON_SITE_CARD, _ON_SITE_CARD = unsaid(
    "tour_guide.on_site_card_without_term",
    "Thẻ hướng dẫn viên du lịch tại điểm không ghi thời hạn có được coi là còn giá trị không?",
    "Is an on-site guide's card that bears no term valid?",
    (ORIGINAL, ARTICLE_31),
)
POINTS = (_ON_SITE_CARD,)

TIES = (
    Amendment(
        ORIGINAL,
        Ties(frozenset({"labour_contract", "membership"}), frozenset({"site_assignment"})),
        ARTICLE_31,
        Standing.SUMMARISED,
    ),
)
CONTRACT_SINCE = (Amendment(ORIGINAL, date(2020, 1, 1), ARTICLE_33, Standing.SUMMARISED),)

_OTHERS = frozenset({
    "suspended_contract", "stopped_work", "terminated_contract", "artist", "household_business", "freelance",
})  # fmt: skip
OTHER_SUPPORTS = (
    Amendment(ORIGINAL, _OTHERS, ARTICLE_31, Standing.SUMMARISED),
    Amendment(WIDENED, _OTHERS | {"unregistered_business"}, resolution_126(10), Standing.DERIVED),
)
"""Meals and supplements are not among them: Resolution 68, I.2.c gives them beside any other support."""

NO_LOCAL_SUPPORT = (Amendment(ORIGINAL, "no_local_support_of_2021", ARTICLE_31, Standing.SUMMARISED),)
GUIDE_VND = (Amendment(ORIGINAL, 3_710_000, CHAPTER),)
LAST_DAY = (Amendment(ORIGINAL, date(2022, 1, 31), CHAPTER, Standing.SUMMARISED),)

ROUTE = (
    Amendment(
        ORIGINAL,
        (
            Step(
                "list",
                "worker",
                None,
                "Hướng dẫn viên nộp hồ sơ (Mẫu số 10) tại sở đã cấp thẻ",
                "The guide files at the department that issued the card",
            ),
            Step(
                "appraise",
                "department",
                2,
                "Sở quản lý du lịch thẩm định, trình tỉnh",
                "The department of tourism appraises and submits",
                "tourism",
            ),
            Step("decide", "province", 2, "UBND cấp tỉnh quyết định phê duyệt", "The province decides"),
            Step("pay", "province", None, "UBND cấp tỉnh chỉ đạo chi trả", "The province has it paid"),
        ),
        CHAPTER,
        Standing.DERIVED,
    ),
)
"""The department's two days are summarised; the province's two follow from four in all (Khánh Hòa)."""
