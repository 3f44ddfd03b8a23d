"""Policy 12's cases: freelance workers on communes' lists, in rounds 2 and 4 of 2021.

Round 2 (August): work in the two districts under Directive 16, 17 July to 6 August 2021. Round 4
(Decision 2035/QĐ-UBND): people of the other districts who worked there, or commuted out of the province.
"""

from datetime import date, timedelta
from random import Random

from app.sample.case import Amounts, Facts
from app.sample.maker import Change, ListPlan
from app.sample.people import Person, Population
from app.sample.province import COMMUNES, Commune
from app.sample.shown import payment, shown

AMOUNT_VND = 1_500_000
STOPPED_DISTRICTS = ("582", "587")
OUTSIDE = "00000"
DIRECTIVE_FROM, DIRECTIVE_TO = date(2021, 7, 17), date(2021, 8, 6)
HOUSE_BUILDING_FROM = date(2021, 7, 20)
RECEIVED = {2: (date(2021, 8, 9), date(2021, 8, 31)), 4: (date(2021, 10, 25), date(2021, 10, 31))}
STOPPED = tuple(commune for commune in COMMUNES if commune.district_code in STOPPED_DISTRICTS)
OTHERS = tuple(commune for commune in COMMUNES if commune.district_code not in STOPPED_DISTRICTS)
OCCUPATIONS = {
    2: {
        "mobile_lottery_seller": 22, "disabled_lottery_seller": 2, "street_vendor": 27, "scrap_collector": 8,
        "motorbike_taxi": 12, "porter": 9, "food_service_worker": 15, "hairdresser": 5,
    },
    4: {
        "mobile_lottery_seller": 18, "street_vendor": 17, "scrap_collector": 7, "motorbike_taxi": 8, "porter": 10,
        "food_service_worker": 12, "hairdresser": 4, "house_building_worker": 18, "small_food_service": 6,
    },
}  # fmt: skip
COMMUTER_PERCENT = 6
TRANSFER_PERCENT = 15


def round_of(commune: Commune) -> int:
    """The round in which the sample's commune sends its list."""
    return 2 if commune.district_code in STOPPED_DISTRICTS else 4


def ordinary(rng: Random, population: Population, plan: ListPlan, person: Person | None) -> tuple[Person, Facts]:
    """Somebody eligible of the commune."""
    person = person or population.person()
    round_ = plan.round or 0
    occupation = rng.choices(tuple(OCCUPATIONS[round_]), tuple(OCCUPATIONS[round_].values()))[0]
    first = HOUSE_BUILDING_FROM if occupation == "house_building_worker" else DIRECTIVE_FROM
    last = (DIRECTIVE_TO - first).days
    return person, shown(rng, person) | {
        "residence_commune": plan.unit_code,
        "occupation": occupation,
        "workplace_commune": _workplace(rng, plan),
        "stopped_from": first + timedelta(days=min(last, int(rng.expovariate(0.35)))),
        "has_labour_contract": False,
    } | payment(rng, person, TRANSFER_PERCENT)


def components(_facts: Facts, _on: date) -> Amounts:
    """The same for everybody."""
    return (("base", AMOUNT_VND),)


def another(_rng: Random, _plan: ListPlan, facts: Facts) -> Facts:
    """An occupation that is not the row's."""
    return {"occupation": next(code for code in OCCUPATIONS[2] if code != facts["occupation"])}


def _workplace(rng: Random, plan: ListPlan) -> str:
    if plan.round == 2:
        return plan.unit_code if rng.random() < 0.6 else rng.choice(STOPPED).code
    return OUTSIDE if rng.random() * 100 < COMMUTER_PERCENT else rng.choice(STOPPED).code


def _occupation(rng: Random, plan: ListPlan, _facts: Facts) -> Facts:
    elsewhere = ("farmer", "fisher", "other") + (("house_building_worker",) if plan.round == 2 else ())
    return {"occupation": rng.choice(elsewhere)}


def _stoppage(rng: Random, _plan: ListPlan, _facts: Facts) -> Facts:
    if rng.random() < 0.5:
        return {"stopped_from": DIRECTIVE_FROM - timedelta(days=rng.randrange(1, 70))}
    return {"stopped_from": DIRECTIVE_TO + timedelta(days=rng.randrange(1, 20))}


REFUSED: dict[str, Change] = {
    "OCCUPATION": _occupation,
    "CONTRACT": lambda _rng, _plan, _facts: {"has_labour_contract": True},
    "WORKPLACE": lambda rng, _plan, _facts: {"workplace_commune": rng.choice(OTHERS).code},
    "STOPPAGE": _stoppage,
}
"""What a row says instead, so that it is refused for this reason and no other."""

OPEN: dict[str, Change] = {
    # Whether round 2 took in the other districts' people could not be read.
    "OTHER_DISTRICT": lambda rng, _plan, _facts: {"residence_commune": rng.choice(OTHERS).code},
    # Nor whether it took in those who worked there; round 4 says where the work is to have been.
    "OTHER_WORKPLACE": lambda rng, _plan, _facts: {"workplace_commune": rng.choice(OTHERS).code},
    # Nor whether nursery staff with a contract count as uninsured where the list is silent.
    "NURSERY": lambda _rng, _plan, _facts: {"occupation": "private_nursery_staff", "has_labour_contract": True},
}
"""What a row says instead, so that it hangs on a point that nobody has settled."""
