"""The communes' lists of freelance workers."""

from datetime import date, timedelta
from random import Random

from app.sample.freelance import AMOUNT_VND, OPEN, RECEIVED, REFUSED, another, components, ordinary, round_of
from app.sample.maker import ListPlan, Maker
from app.sample.people import Population
from app.sample.province import COMMUNES, WEIGHTS, Commune
from app.sample.quotas import FAULTS

ROWS_A_LIST = 40  # small samples have as many lists as come to so many rows each, at most one a commune


def plan(rng: Random, _population: Population, paid: int) -> list[ListPlan]:
    """A list for each commune, in the round in which it is."""
    return [_planned(rng, commune) for commune in chosen(paid, ROWS_A_LIST)]


def chosen(rows: int, rows_a_list: int) -> list[Commune]:
    """As many communes as give lists of that length, spread evenly over the districts."""
    number = min(len(COMMUNES), number_of_lists(rows, rows_a_list))
    return [COMMUNES[index * len(COMMUNES) // number] for index in range(number)]


def number_of_lists(rows: int, rows_a_list: int) -> int:
    """As many lists as come to so many rows each; a few short ones where that would be one or two."""
    return max(1, min(4, rows // 5), round(rows / rows_a_list))


def day_between(rng: Random, first: date, last: date) -> date:
    """A day of some, both ends counted."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def commune_list(
    rng: Random, number: str, commune: Commune, received: tuple[date, date], round_: int | None = None, reason: str = ""
) -> ListPlan:
    """A list that a commune draws up, and says so above its rows."""
    return ListPlan(
        f"{number}-{commune.code}",
        commune.code,
        commune.district_code,
        day_between(rng, *received),
        {"commune_name": f"{commune.code} - {commune.name}"},
        round=round_,
        reason=reason,
        weight=WEIGHTS[commune.district_code],
    )


def _planned(rng: Random, commune: Commune) -> ListPlan:
    round_ = round_of(commune)
    return commune_list(rng, f"12-d{round_}", commune, RECEIVED[round_], round_)


FREELANCE = Maker(
    policy="freelance",
    plan=plan,
    ordinary=ordinary,
    components=components,
    per_ten_thousand=FAULTS
    | {"LIKELY": 5, "PAID_SAME_POLICY": 30, "PAID_OTHER_POLICY": 15, "PAID_ADDITIVE": 10}
    | {"OCCUPATION": 140, "CONTRACT": 110, "WORKPLACE": 75, "STOPPAGE": 90, "OTHER_DISTRICT": 40, "NURSERY": 50}
    | {"OTHER_WORKPLACE": 25},
    required=("residence_commune", "occupation", "workplace_commune", "stopped_from", "has_labour_contract"),
    unreadable=(
        ("stopped_from", "31/06/2021", "DATE_UNREADABLE"),
        ("occupation", "Thợ lặn san hô", "CHOICE_UNKNOWN"),
        ("workplace_commune", "99999 - Xã Chưa Có", "COMMUNE_UNKNOWN"),
    ),
    other=another,
    refused=REFUSED,
    open=OPEN,
    fits={
        "WORKPLACE": lambda planned: planned.round == 4,
        "OTHER_DISTRICT": lambda planned: planned.round == 2,
        "OTHER_WORKPLACE": lambda planned: planned.round == 2,
    },
    prior={
        "PAID_SAME_POLICY": ("freelance", AMOUNT_VND),
        "PAID_OTHER_POLICY": ("household_business", 3_000_000),
        "PAID_ADDITIVE": ("meals_f1", 1_120_000),
    },
)
