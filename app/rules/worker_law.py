"""What the law says alike of policies 4, 5 and 6: whom it takes in, within which days, until when, by which steps.

The event's window never moved, so what Resolution 126 and Decision 33 widened reaches back.
"""

from datetime import date

from app.rules.instruments import DECISION_33, ORIGINAL, PROCEDURE
from app.rules.law import Amendment, Citation, Standing, Window
from app.rules.policy import Step

EVENTS = Window(date(2021, 5, 1), date(2021, 12, 31))
LAST_APPLICATION_DAY = date(2022, 1, 31)

LISTED_EMPLOYERS = frozenset({"enterprise", "cooperative", "self_financing_unit", "private_school"})
ANY_EMPLOYER = frozenset[str]()
"""Every worker under a labour contract, whoever employs."""


def employers_route(
    article: Citation, standing: Standing, *, appraised_in: int | None, decided_in: int | None
) -> tuple[Amendment[tuple[Step, ...]], ...]:
    """The way of an employer's list: the agency confirms, the employer files, district and province follow."""
    at_first = ("đặt trụ sở", "of its head office")
    later = ("đặt trụ sở, chi nhánh hoặc địa điểm kinh doanh", "of its head office, branch or place of business")
    return (
        Amendment(ORIGINAL, _steps(at_first, appraised_in, decided_in), article, standing),
        Amendment(PROCEDURE, _steps(later, appraised_in, decided_in), DECISION_33, Standing.SUMMARISED),
    )


def _steps(place: tuple[str, str], appraised_in: int | None, decided_in: int | None) -> tuple[Step, ...]:
    filed = (
        f"Đơn vị gửi danh sách đến UBND cấp huyện nơi {place[0]}",
        f"The employer files at the district {place[1]}",
    )
    return (
        Step("confirm", "insurance_agency", 2, "Cơ quan BHXH xác nhận", "The insurance agency confirms"),
        Step("list", "employer", None, *filed),
        Step("appraise", "district", appraised_in, "UBND cấp huyện thẩm định, trình tỉnh", "The district appraises"),
        Step("decide", "province", decided_in, "UBND cấp tỉnh quyết định phê duyệt", "The province decides"),
        Step("pay", "province", None, "UBND cấp tỉnh chỉ đạo chi trả", "The province has it paid"),
    )
