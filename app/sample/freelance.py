"""Policy 12's cases: freelance workers on communes' lists, in rounds 2 and 4 of 2021.

Round 2 (August): work in the two districts under Directive 16, 17 July to 6 August 2021. Round 4
(Decision 2035/QĐ-UBND): people of the other districts who worked there, or commuted out of the province.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.sample.case import Judgement
from app.sample.people import Person, Population
from app.sample.province import COMMUNES, Commune

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
CITIZEN_ID_ONLY, BOTH = 0.58, 0.80  # the rest give their old CMND only


@dataclass(frozen=True, slots=True)
class Place:
    """The commune whose list it is, and its round."""

    commune: Commune
    round: int


def round_of(commune: Commune) -> int:
    """The round in which the sample's commune sends its list."""
    return 2 if commune.district_code in STOPPED_DISTRICTS else 4


def ordinary(rng: Random, population: Population, place: Place) -> tuple[Person, dict[str, object]]:
    """Somebody eligible of the commune."""
    person = population.person()
    occupations = OCCUPATIONS[place.round]
    occupation = rng.choices(tuple(occupations), tuple(occupations.values()))[0]
    first = HOUSE_BUILDING_FROM if occupation == "house_building_worker" else DIRECTIVE_FROM
    days = (DIRECTIVE_TO - first).days
    return person, shown(rng, person) | {
        "residence_commune": place.commune.code,
        "occupation": occupation,
        "workplace_commune": _workplace(rng, place),
        "stopped_from": first + timedelta(days=min(days, int(rng.expovariate(0.35)))),
        "has_labour_contract": False,
    } | payment(rng, person, TRANSFER_PERCENT)


def _workplace(rng: Random, place: Place) -> str:
    if place.round == 2:
        return place.commune.code if rng.random() < 0.6 else rng.choice(STOPPED).code
    return OUTSIDE if rng.random() * 100 < COMMUTER_PERCENT else rng.choice(STOPPED).code


def shown(rng: Random, person: Person) -> dict[str, object]:
    """Who the row says it is: the new number, the old one, or both."""
    draw = rng.random()
    return {
        "full_name": person.full_name,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "citizen_id": person.citizen_id if draw < BOTH else None,
        "old_identity": person.old_identity if draw >= CITIZEN_ID_ONLY else None,
        "phone": person.phone if rng.random() < 0.7 else None,
    }


def payment(rng: Random, person: Person, transfer_percent: int) -> dict[str, object]:
    """Cash, or the person's account; the holder's name mostly left empty, since it is the same."""
    if rng.random() * 100 >= transfer_percent:
        return {"payment_method": "cash"}
    return {
        "payment_method": "transfer",
        "account_number": person.account,
        "account_name": person.full_name if rng.random() < 0.3 else None,
        "bank": person.bank.bin,
    }


def _occupation(rng: Random, round_: int) -> dict[str, object]:
    elsewhere = ("farmer", "fisher", "other") + (("house_building_worker",) if round_ == 2 else ())
    return {"occupation": rng.choice(elsewhere)}


def _stoppage(rng: Random, _round: int) -> dict[str, object]:
    if rng.random() < 0.5:
        return {"stopped_from": DIRECTIVE_FROM - timedelta(days=rng.randrange(1, 70))}
    return {"stopped_from": DIRECTIVE_TO + timedelta(days=rng.randrange(1, 20))}


REFUSED: dict[str, Callable[[Random, int], dict[str, object]]] = {
    "OCCUPATION": _occupation,
    "CONTRACT": lambda _rng, _round: {"has_labour_contract": True},
    "WORKPLACE": lambda rng, _round: {"workplace_commune": rng.choice(OTHERS).code},
    "STOPPAGE": _stoppage,
}
"""What a row says instead, so that it is refused for this reason and no other."""

PAID = Judgement("eligible", (("base", AMOUNT_VND),))
