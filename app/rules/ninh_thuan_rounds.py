"""Ninh Thuận's rounds of policy 12, so far as their texts could be read: rounds 2 and 4 of 2021.

Eligibility is occupation × workplace × residence × the measure in force there. Rounds 1 and 3 were held, but neither
number nor text of their decisions could be read. What the texts that were read leave unsaid is an open point.
"""

from datetime import date

from app.rules.fact import Kind
from app.rules.law import Amendment, Citation, Standing
from app.rules.ninh_thuan_units import COMMUNES, PROVINCE, UNITS
from app.rules.open_points import unsaid
from app.rules.policy import OpenPoint
from app.rules.rounds import Basis, Level, Pack, Places, Round, Unread, When, Where, Who

DISTRICTS = {unit.code: unit.parent_code or "" for unit in UNITS if unit.kind == "commune"}
"""The district of each commune by its code of 2021."""

PLACES = Places(COMMUNES, DISTRICTS)

STOPPED = frozenset({"582", "587"})
"""Phan Rang-Tháp Chàm and Ninh Phước."""

OTHERS = frozenset(unit.code for unit in UNITS if unit.kind == "district") - STOPPED

OCCUPATIONS_2 = frozenset({
    "mobile_lottery_seller", "disabled_lottery_seller", "street_vendor", "scrap_collector", "motorbike_taxi", "porter",
    "food_service_worker", "hairdresser", "private_nursery_staff",
})  # fmt: skip
OCCUPATIONS_4 = OCCUPATIONS_2 | {"house_building_worker", "small_food_service"}
UNINSURED = frozenset({"private_nursery_staff"})
"""Named with a contract, but without social insurance."""

_2 = Citation("UBND tỉnh Ninh Thuận", "đợt 2, tháng 8/2021")
_4 = Citation("2035/QĐ-UBND Ninh Thuận", "24/10/2021")
_PLAN = Citation("UBND tỉnh Ninh Thuận", "hỗ trợ lao động tự do, năm 2021")
_SINCE_2 = date(2021, 8, 1)
_SINCE_4 = date(2021, 10, 24)
_FIRST, _LAST = date(2021, 7, 17), date(2021, 8, 6)
_MEASURE = ("Chỉ thị 16", "Directive 16")

# Round 4 was raised for the other districts' people; whether round 2 shut them out could not be read.
OTHERS_2, _OTHERS_2 = unsaid(
    "freelance.round_2_other_districts",
    "Đợt 2 có hỗ trợ người cư trú ở các huyện khác (ngoài Phan Rang-Tháp Chàm và Ninh Phước) "
    "mà làm việc tại địa bàn của đợt không?",
    "Does round 2 support people of the other districts (not Phan Rang-Tháp Chàm or Ninh Phước) who work "
    "where the round applies?",
    (_SINCE_2, _2),
    province=PROVINCE,
)
# Nor whether it shut out who worked there: a directive was in force there too, if not the same.
ELSEWHERE_2, _ELSEWHERE_2 = unsaid(
    "freelance.round_2_other_workplaces",
    "Đợt 2 có hỗ trợ người làm việc tại các huyện khác (ngoài Phan Rang-Tháp Chàm và Ninh Phước) không?",
    "Does round 2 support people who worked in the districts other than Phan Rang-Tháp Chàm and Ninh Phước?",
    (_SINCE_2, _2),
    province=PROVINCE,
)
INSURANCE_UNSAID, _INSURANCE_UNSAID = unsaid(
    "freelance.nursery_insurance_unsaid",
    "Giáo viên, nhân viên nhóm trẻ tư thục có hợp đồng lao động mà danh sách không ghi việc đóng BHXH: "
    "có coi là không đóng BHXH (thuộc diện hỗ trợ) không? Trả lời “không” thì từng người phải ghi rõ.",
    "Private nursery staff with a contract whose list does not say whether they pay social insurance: do they "
    "count as uninsured, and so as supported? On a no it must be said of each of them.",
    (_SINCE_2, _2),
    province=PROVINCE,
)
LEAST_AGE: tuple[Amendment[int | None], ...] = (
    Amendment(_SINCE_2, None, _PLAN, Standing.UNCONFIRMED, "freelance.least_age"),
)

ROUND_2 = Round(
    2,
    PLACES,
    # Only the month could be read; its first day decides. Nobody's case is held for the day within the month.
    decided=(Amendment(_SINCE_2, _SINCE_2, _2, Standing.DERIVED),),
    who=Who(
        (Amendment(_SINCE_2, OCCUPATIONS_2, _2),),
        with_contract=(Amendment(_SINCE_2, UNINSURED, _2),),
        insurance_unsaid=INSURANCE_UNSAID,
        least_age_years=LEAST_AGE,
    ),
    where=Where(
        (Amendment(_SINCE_2, STOPPED, _2),),
        (Amendment(_SINCE_2, STOPPED, _2, Standing.DERIVED),),
        elsewhere=ELSEWHERE_2,
        others=OTHERS_2,
    ),
    when=When(_MEASURE, (Amendment(_SINCE_2, _FIRST, _2),), (Amendment(_SINCE_2, _LAST, _2),)),
    level=Level(Basis.EACH_TIME, (Amendment(_SINCE_2, 1_500_000, _2),)),
)
ROUND_4 = Round(
    4,
    PLACES,
    decided=(Amendment(_SINCE_4, _SINCE_4, _4),),
    who=Who(
        # The decision adds two groups; that the groups of round 2 stay, and how, is read from "adds".
        (Amendment(_SINCE_4, OCCUPATIONS_4, _4, Standing.DERIVED),),
        with_contract=(Amendment(_SINCE_4, UNINSURED, _4, Standing.DERIVED),),
        insurance_unsaid=INSURANCE_UNSAID,
        least_age_years=LEAST_AGE,
    ),
    # For those who commute out of the province the days are taken over from the measure at home.
    where=Where((Amendment(_SINCE_4, STOPPED, _4),), (Amendment(_SINCE_4, OTHERS, _4),), commuters=True),
    when=When(
        _MEASURE,
        (Amendment(_SINCE_4, _FIRST, _4),),
        (Amendment(_SINCE_4, _LAST, _4),),
        later_starts=(Amendment(_SINCE_4, (("house_building_worker", date(2021, 7, 20)),), _4),),
    ),
    level=Level(Basis.EACH_TIME, (Amendment(_SINCE_4, 1_500_000, _4, Standing.DERIVED),)),
)


def _unread(number: int, first: date) -> tuple[Unread, OpenPoint]:
    """Judged by the terms of round 2 where an officer says so; no earlier than it can have been decided."""
    (same,), point = unsaid(
        f"freelance.round_{number}_as_round_2",
        f"Đợt {number} có cùng đối tượng, địa bàn, thời gian và mức hỗ trợ như đợt 2 không? "
        "Trả lời “không” thì hồ sơ vẫn chờ bổ sung văn bản của đợt này.",
        f"Had round {number} the same people, areas, days and level as round 2? "
        "On a no its cases go on waiting for the text of that round.",
        (first, _PLAN),
        province=PROVINCE,
    )
    return Unread(number, 2, same, (Amendment(first, first, _PLAN, Standing.DERIVED),)), point


# Round 1 came with the measure at the earliest, round 3 with the month of round 2.
(ROUND_1, _AS_ROUND_2_1), (ROUND_3, _AS_ROUND_2_3) = _unread(1, _FIRST), _unread(3, _SINCE_2)

POINTS = (
    _OTHERS_2,
    _ELSEWHERE_2,
    _INSURANCE_UNSAID,
    _AS_ROUND_2_1,
    _AS_ROUND_2_3,
    OpenPoint(
        "freelance.least_age",
        "Người được hỗ trợ phải đủ bao nhiêu tuổi vào ngày đầu thực hiện Chỉ thị 16? (0: không quy định; "
        "chỉ hồ sơ của người dưới 18 tuổi chờ điểm này.)",
        "How old must a beneficiary be on the first day of Directive 16? (0: no minimum; only the cases of people "
        "under 18 wait for this point.)",
        Kind.INTEGER,
        LEAST_AGE,
        province=PROVINCE,
    ),
)

PACK = Pack(PROVINCE, "Ninh Thuận", "", {2: ROUND_2, 4: ROUND_4}, {1: ROUND_1, 3: ROUND_3}, POINTS)
