"""Ho Chi Minh City's support of freelance workers: Resolution 09/2021/NQ-HĐND of 25 June 2021, as one round.

So much a day of distancing, six groups of work, lawful residence, income lost or below the city's near-poor line.
The resolution is older than Resolution 68; it counts here from the day on which the national policy could be applied.
The city's later rounds (so much a time) are not in: their texts could not be read.

The city's communes are not on record. The province is decided over as a whole, since the distancing was the whole
city's: a form may name the city or one of its districts by code. A commune's code is not known, and is asked for.
"""

from datetime import date

from app.rules.fact import Kind
from app.rules.instruments import ORIGINAL
from app.rules.law import Amendment, Citation, Standing
from app.rules.ninh_thuan_units import OUTSIDE
from app.rules.open_points import unsaid
from app.rules.policy import OpenPoint
from app.rules.rounds import Basis, Level, Pack, Places, Round, When, Where, Who

PROVINCE = "79"
NAMES = {
    PROVINCE: "Thành phố Hồ Chí Minh", "760": "Quận 1", "761": "Quận 12", "764": "Quận Gò Vấp",
    "765": "Quận Bình Thạnh", "766": "Quận Tân Bình", "767": "Quận Tân Phú", "768": "Quận Phú Nhuận",
    "769": "Thành phố Thủ Đức", "770": "Quận 3", "771": "Quận 10", "772": "Quận 11", "773": "Quận 4", "774": "Quận 5",
    "775": "Quận 6", "776": "Quận 8", "777": "Quận Bình Tân", "778": "Quận 7", "783": "Huyện Củ Chi",
    "784": "Huyện Hóc Môn", "785": "Huyện Bình Chánh", "786": "Huyện Nhà Bè", "787": "Huyện Cần Giờ",
}  # fmt: skip
PLACES = Places(NAMES | {OUTSIDE: "ngoài tỉnh"}, dict.fromkeys(NAMES, PROVINCE))

GROUPS = {
    "hawkers and petty traders in the street": {"street_vendor"},
    "collectors of waste and scrap": {"waste_collector", "scrap_collector"},
    "porters and carriers of goods": {"porter", "goods_carrier"},
    "mobile lottery sellers": {"mobile_lottery_seller", "disabled_lottery_seller"},
    "on their own or hired in household businesses of food, lodging, tourism, health care": {
        "food_service_worker", "small_food_service", "lodging_tourism_worker", "health_care_worker",
    },
    "trades that the city's People's Committee had stopped": {"stopped_trade_worker", "wedding_restaurant_worker"},
}  # fmt: skip
"""The six groups by the words of the form, so far as they could be read: nobody is refused for lacking in them."""

_RESOLUTION = Citation("09/2021/NQ-HĐND TP.HCM", "25/06/2021")
_OCCUPATIONS = frozenset[str]().union(*GROUPS.values())
_CITY = frozenset({PROVINCE})

OTHER_OCCUPATIONS, _OTHER_OCCUPATIONS = unsaid(
    "freelance.ho_chi_minh_groups",
    "Ngoài các công việc đã đọc được, sáu nhóm của Nghị quyết 09/2021/NQ-HĐND có gồm công việc nào khác không? "
    "Trả lời “có” thì hồ sơ vẫn chờ bổ sung danh mục.",
    "Do the six groups of Resolution 09/2021/NQ-HĐND hold other occupations than those that could be read? "
    "On a yes the cases go on waiting for the list.",
    (ORIGINAL, _RESOLUTION),
    province=PROVINCE,
)

# As the press has it; the resolution's own day could not be read. Only days before it hang on the point.
FIRST: tuple[Amendment[date], ...] = (
    Amendment(ORIGINAL, date(2021, 5, 31), _RESOLUTION, Standing.UNCONFIRMED, "freelance.ho_chi_minh_first_day"),
)

# The distancing was prolonged several times; the last day that the resolution pays for could not be read.
LAST: tuple[Amendment[date | None], ...] = (
    Amendment(ORIGINAL, None, _RESOLUTION, Standing.UNCONFIRMED, "freelance.ho_chi_minh_last_day"),
)

ROUND = Round(
    1,
    PLACES,
    decided=(Amendment(ORIGINAL, date(2021, 6, 25), _RESOLUTION),),
    who=Who(
        (Amendment(ORIGINAL, _OCCUPATIONS, _RESOLUTION, Standing.SUMMARISED),),
        other_occupations=OTHER_OCCUPATIONS,
        income_below_vnd=(Amendment(ORIGINAL, 4_000_000, _RESOLUTION, Standing.SUMMARISED),),
    ),
    where=Where(
        (Amendment(ORIGINAL, _CITY, _RESOLUTION, Standing.DERIVED),),
        (Amendment(ORIGINAL, _CITY, _RESOLUTION, Standing.SUMMARISED),),
        registered=(Amendment(ORIGINAL, value=True, citation=_RESOLUTION, standing=Standing.SUMMARISED),),
    ),
    when=When(
        ("giãn cách xã hội", "social distancing"),
        FIRST,
        LAST,
    ),
    level=Level(Basis.EACH_DAY, (Amendment(ORIGINAL, 50_000, _RESOLUTION),)),
)

POINTS = (
    _OTHER_OCCUPATIONS,
    OpenPoint(
        "freelance.ho_chi_minh_first_day",
        "Ngày giãn cách xã hội đầu tiên được tính hỗ trợ theo Nghị quyết 09/2021/NQ-HĐND là ngày nào? "
        "(Chỉ hồ sơ ngừng việc trước ngày 31/05/2021 chờ điểm này.)",
        "Which is the first day of social distancing that Resolution 09/2021/NQ-HĐND pays for? "
        "(Only the cases of work stopped before 2021-05-31 wait for this point.)",
        Kind.DATE,
        FIRST,
        province=PROVINCE,
    ),
    OpenPoint(
        "freelance.ho_chi_minh_last_day",
        "Ngày giãn cách xã hội cuối cùng được tính hỗ trợ theo Nghị quyết 09/2021/NQ-HĐND là ngày nào?",
        "Which is the last day of social distancing that Resolution 09/2021/NQ-HĐND pays for?",
        Kind.DATE,
        LAST,
        province=PROVINCE,
    ),
)

PACK = Pack(PROVINCE, "Thành phố Hồ Chí Minh", "ho_chi_minh_", {1: ROUND}, points=POINTS)
