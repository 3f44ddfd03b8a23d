"""Policy 4's law, dated: who, for what cause, how long, within which days, and how much.

Decision 23 from 7 July 2021; widened by Resolution 126 from 8 October, whose conditions held before their
procedure came with Decision 33 on 6 November. The event's window never moved, so the wider causes reach back.
"""

from dataclasses import dataclass
from datetime import date

from app.rules.law import Amendment, Citation, Standing, Window
from app.rules.policy import Step

ORIGINAL = date(2021, 7, 7)
WIDENED = date(2021, 10, 8)
PROCEDURE = date(2021, 11, 6)

ARTICLE_13 = Citation("23/2021/QĐ-TTg", "13")
ARTICLE_14 = Citation("23/2021/QĐ-TTg", "14.1")
ARTICLE_16 = Citation("23/2021/QĐ-TTg", "16")
RESOLUTION_126 = Citation("126/NQ-CP", "1 (68/NQ-CP II.4)")
DECISION_33 = Citation("33/2021/QĐ-TTg", "1")
"""The articles of Decision 23 that it replaces could not be read by number."""


@dataclass(frozen=True, slots=True)
class Causes:
    """Causes that count, the worker's or the employer's; those by analogy are derived from clauses 5 and 6."""

    worker: frozenset[str]
    employer: frozenset[str]
    by_analogy: frozenset[str] = frozenset()


IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_13),)

ANY_EMPLOYER = frozenset[str]()
"""Every worker under a labour contract, whoever employs."""

EMPLOYERS = (
    Amendment(
        ORIGINAL, frozenset({"enterprise", "cooperative", "self_financing_unit", "private_school"}), ARTICLE_13
    ),
    Amendment(WIDENED, ANY_EMPLOYER, RESOLUTION_126, Standing.DERIVED),
    Amendment(PROCEDURE, ANY_EMPLOYER, DECISION_33),
)  # fmt: skip

_WIDER = Causes(
    frozenset({"treated_or_isolated", "blocked_area", "cannot_reach_workplace"}),
    frozenset({"stopped_by_order", "partly_stopped_by_order", "directive_16_area", "resolution_128_measure"}),
    frozenset({"rearranged_production"}),
)
CAUSES = (
    Amendment(ORIGINAL, Causes(frozenset(), frozenset({"stopped_by_order"})), ARTICLE_13),
    Amendment(WIDENED, _WIDER, RESOLUTION_126, Standing.DERIVED),
    Amendment(PROCEDURE, _WIDER, DECISION_33),
)

SHORTEST_DAYS = (Amendment(ORIGINAL, 15, ARTICLE_13),)
WINDOW = (Amendment(ORIGINAL, Window(date(2021, 5, 1), date(2021, 12, 31)), ARTICLE_13),)
CONTRACT = (Amendment(ORIGINAL, "contract", ARTICLE_13),)
INSURED = (Amendment(ORIGINAL, "month_before", ARTICLE_13, Standing.SUMMARISED),)
DEADLINE = (Amendment(ORIGINAL, date(2022, 1, 31), ARTICLE_16),)

LONGER_FROM_DAYS = (Amendment(ORIGINAL, 30, ARTICLE_14, Standing.SUMMARISED),)
SHORTER_VND = (Amendment(ORIGINAL, 1_855_000, ARTICLE_14),)
LONGER_VND = (Amendment(ORIGINAL, 3_710_000, ARTICLE_14),)


def _route(received_vi: str, received_en: str) -> tuple[Step, ...]:
    return (
        Step("confirm", "insurance_agency", 2, "Cơ quan BHXH xác nhận", "The insurance agency confirms"),
        Step("list", "employer", None, received_vi, received_en),
        Step("appraise", "district", 2, "UBND cấp huyện thẩm định, trình tỉnh", "The district appraises and submits"),
        Step("decide", "province", 2, "UBND cấp tỉnh quyết định phê duyệt", "The province decides"),
        Step("pay", "province", None, "UBND cấp tỉnh chỉ đạo chi trả", "The province has it paid"),
    )


ROUTE = (
    Amendment(
        ORIGINAL,
        _route(
            "Đơn vị gửi danh sách đến UBND cấp huyện nơi đặt trụ sở",
            "The employer files at the district of its head office",
        ),
        ARTICLE_16,
    ),
    Amendment(
        PROCEDURE,
        _route(
            "Đơn vị gửi danh sách đến UBND cấp huyện nơi đặt trụ sở, chi nhánh hoặc địa điểm kinh doanh",
            "The employer files at the district of its head office, branch or place of business",
        ),
        DECISION_33,
        Standing.SUMMARISED,
    ),
)
