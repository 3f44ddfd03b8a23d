"""Ninh Thuận's rounds of policy 12, so far as their texts could be read: rounds 2 and 4 of 2021.

Eligibility is occupation × workplace × residence × the measure in force there. The province raises a round by
a decision of its own, so every round is its own dated data; a further round is a further entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.rules.law import Amendment, Citation, Standing
from app.rules.ninh_thuan_units import OUTSIDE, PROVINCE, UNITS

FLOOR = Citation("68/NQ-CP", "II.12")


@dataclass(frozen=True, slots=True)
class Measure:
    """Directive 16 in some districts; both days count."""

    districts: frozenset[str]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Residents:
    """Whose residence a round serves: districts; those it leaves unsaid; commuters from the whole province."""

    districts: frozenset[str]
    unsaid: frozenset[str] = frozenset()
    commuters: bool = False  # whoever works outside the province daily


@dataclass(frozen=True, slots=True)
class Round:
    """One round: what its decision says, point by point with its source."""

    number: int
    decided: Amendment[str]
    occupations: Amendment[frozenset[str]]
    later_starts: Mapping[str, date]  # occupations stopped later than the others
    workplaces: Amendment[Measure]
    residents: Amendment[Residents]
    level_vnd: Amendment[int]


STOPPED = frozenset({"582", "587"})
"""Phan Rang-Tháp Chàm and Ninh Phước."""

OTHERS = frozenset(unit.code for unit in UNITS if unit.kind == "district") - STOPPED
DIRECTIVE_16 = Measure(STOPPED, date(2021, 7, 17), date(2021, 8, 6))

OCCUPATIONS_2 = frozenset({
    "mobile_lottery_seller", "disabled_lottery_seller", "street_vendor", "scrap_collector", "motorbike_taxi", "porter",
    "food_service_worker", "hairdresser", "private_nursery_staff",
})  # fmt: skip
OCCUPATIONS_4 = OCCUPATIONS_2 | {"house_building_worker", "small_food_service"}
INSURANCE_DECIDES = frozenset({"private_nursery_staff"})
"""Named with a contract but without social insurance, which the form does not ask."""

_2 = Citation("UBND tỉnh Ninh Thuận", "đợt 2, tháng 8/2021")
_4 = Citation("2035/QĐ-UBND Ninh Thuận", "24/10/2021")
_SINCE_2 = date(2021, 8, 1)  # of the decision only the month could be read
_SINCE_4 = date(2021, 10, 24)

ROUNDS: Mapping[int, Round] = {
    2: Round(
        number=2,
        decided=Amendment(_SINCE_2, "8/2021", _2, Standing.DERIVED),
        occupations=Amendment(_SINCE_2, OCCUPATIONS_2, _2),
        later_starts={},
        workplaces=Amendment(_SINCE_2, DIRECTIVE_16, _2),
        # Round 4 was raised for the other districts' people; whether round 2 shut them out could not be read.
        residents=Amendment(_SINCE_2, Residents(STOPPED, unsaid=OTHERS), _2, Standing.DERIVED),
        level_vnd=Amendment(_SINCE_2, 1_500_000, _2),
    ),
    4: Round(
        number=4,
        decided=Amendment(_SINCE_4, "24/10/2021", _4),
        # The decision adds two groups; that the groups of round 2 stay is read from "adds".
        occupations=Amendment(_SINCE_4, OCCUPATIONS_4, _4, Standing.DERIVED),
        later_starts={"house_building_worker": date(2021, 7, 20)},
        # For those who commute out of the province the days are taken over from the measure at home.
        workplaces=Amendment(_SINCE_4, DIRECTIVE_16, _4),
        residents=Amendment(_SINCE_4, Residents(OTHERS, commuters=True), _4),
        level_vnd=Amendment(_SINCE_4, 1_500_000, _4, Standing.DERIVED),
    ),
}
UNREAD = Amendment(date(2021, 7, 7), None, FLOOR, Standing.UNCONFIRMED)
"""Rounds 1 and 3 were held, but neither number nor text of their decisions could be read."""

FLOOR_VND = (Amendment(date(2021, 7, 7), 1_500_000, FLOOR, Standing.SUMMARISED),)
"""The least a province may give a person a time; a province below it gives it all the same."""

HOLDERS = frozenset({PROVINCE})
"""The provinces whose rounds are here."""

DISTRICTS: Mapping[str, str] = {unit.code: unit.parent_code or "" for unit in UNITS if unit.kind == "commune"}
"""The district of each commune by its code of 2021."""

COMMUNES: Mapping[str, str] = {unit.code: unit.name for unit in UNITS if unit.kind == "commune"} | {
    OUTSIDE: "ngoài tỉnh"
}


def round_in_force(number: int | None, province: str, on: date) -> Round | None:
    """The round asked for; where none is named, the one in force on the day if there is only one."""
    if province not in HOLDERS:
        return None
    if number is not None:
        return ROUNDS.get(number)
    held = [each for each in ROUNDS.values() if each.decided.since <= on]
    return held[0] if len(held) == 1 else None
