"""The cases that go through offices of the province: contracts that ended (6), artists (9a), tour guides (9b)."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from app.sample.case import Amounts, Facts
from app.sample.communes import day_between, number_of_lists
from app.sample.employers import employer, titles
from app.sample.maker import AMENDED_ON, Change, ListPlan, Maker, also_freelance
from app.sample.people import Person, Population
from app.sample.province import COMMUNES, CULTURE_DEPARTMENT, EMPLOYMENT_CENTRE, LABOUR_DEPARTMENT
from app.sample.shown import day_of, payment, shown
from app.sample.workers import owed, supplements, worker

AMOUNT_VND = 3_710_000
ENDED_FIRST, FIRST_LIST, LAST_LIST = date(2021, 5, 3), date(2021, 8, 4), date(2022, 1, 19)
ROWS_A_LIST = 10
FEW = {"MISSING": 200, "WRONG_DIGITS": 200, "UNREADABLE": 100}
GROUNDS = ("expired", "work_completed", "agreed", "ended_by_employer", "ended_by_worker_lawfully")
THEATRE = {
    "arts_unit_name": "Nhà hát Ca múa nhạc tỉnh", "arts_unit_kind": "public", "stopped_by_order": True,
    "stopped_from": date(2021, 5, 9), "stopped_to": date(2021, 9, 30),
}  # fmt: skip


def _says(**said: object) -> Change:
    return lambda _rng, _plan, _facts: dict(said)


def plan_centre(rng: Random, _population: Population, paid: int) -> Iterator[ListPlan]:
    """The employment centre's lists, twice a month at most; the department of labour appraises them."""
    number = number_of_lists(paid, ROWS_A_LIST)
    for place in range(number):
        received = FIRST_LIST + (LAST_LIST - FIRST_LIST) * (place + 1) // (number + 1)
        yield ListPlan(
            f"06-{place + 1:02d}", EMPLOYMENT_CENTRE, LABOUR_DEPARTMENT, received, {}, titles(rng),
            sent_by=EMPLOYMENT_CENTRE,
        )  # fmt: skip


def ended(rng: Random, population: Population, plan: ListPlan, person: Person | None) -> tuple[Person, Facts]:
    """A worker whose contract ended because the employer had to stop."""
    assert isinstance(plan.own, dict)
    person, facts = worker(rng, population, person)
    who = employer(rng, population.numbers, plan.own, "enterprise", rng.choice(COMMUNES).name)
    last = day_between(rng, ENDED_FIRST, min(plan.received_on - timedelta(days=5), date(2021, 12, 20)))
    return person, facts | {
        "employer_name": who.name,
        "employer_tax_code": who.tax_code,
        "employer_address": who.address,
        "employer_kind": who.kind,
        "employer_cause": "stopped_by_order",
        "contract_ended_on": last,
        "termination_ground": rng.choice(GROUNDS),
        "worker_cause": "none",
        "pension_or_disability_allowance": False,
    } | supplements(rng, population, person, last)


def _after_2021(rng: Random, _plan: ListPlan, _facts: Facts) -> Facts:
    return {"contract_ended_on": date(2021, 4, 30) - timedelta(days=rng.randrange(0, 30))}


TERMINATED = Maker(
    policy="terminated_contract",
    plan=plan_centre,
    ordinary=ended,
    components=lambda facts, _on: (("base", AMOUNT_VND), *owed(facts, day_of(facts, "contract_ended_on"))),
    per_ten_thousand=FEW
    | {"GROUND": 300, "PENSION": 300, "WINDOW": 300, "NOT_INSURED": 300, "BENEFIT_DUE": 300, "UNCONFIRMED": 300}
    | {"DISMISSED": 300, "ALSO_FREELANCE": 300},
    required=("insurance_number", "employer_name", "employer_tax_code", "contract_ended_on", "termination_ground"),
    unreadable=(("contract_ended_on", "31/09/2021", "DATE_UNREADABLE"), ("worker_cause", "Về quê", "CHOICE_UNKNOWN")),
    refused={
        "GROUND": _says(termination_ground="ended_by_worker_unlawfully"),
        "PENSION": _says(pension_or_disability_allowance=True),
        "WINDOW": _after_2021,
    },
    open={"DISMISSED": _says(termination_ground="dismissed")},
    open_since={"DISMISSED": AMENDED_ON},
    words={"insured_month_before": True, "unemployment_benefit_due": False},
    denied={"NOT_INSURED": {"insured_month_before": False}, "BENEFIT_DUE": {"unemployment_benefit_due": True}},
    claims={"ALSO_FREELANCE": also_freelance()},
)


def of_culture(number: str, received: tuple[date, date], header: Facts, rng: Random) -> ListPlan:
    """A list that reaches the department of culture, sports and tourism."""
    return ListPlan(number, CULTURE_DEPARTMENT, CULTURE_DEPARTMENT, day_between(rng, *received), header)


def artist(rng: Random, population: Population, _plan: ListPlan, person: Person | None) -> tuple[Person, Facts]:
    """An artist of grade IV."""
    person = person or population.person(date(1970, 1, 1), date(1999, 12, 31))
    position = rng.choice(("actor", "actor", "actor", "actor", "painter", "art_director"))
    return person, shown(rng, person) | {"position": position, "grade": "grade_4"} | payment(rng, person, 90)


def guide(rng: Random, population: Population, plan: ListPlan, person: Person | None) -> tuple[Person, Facts]:
    """A guide with a valid card and a tie to the trade."""
    person = person or population.person(date(1975, 1, 1), date(1999, 12, 31))
    kind = rng.choice(("international", "domestic", "domestic", "on_site"))
    tie = "site_assignment" if kind == "on_site" else rng.choice(("labour_contract", "membership"))
    begun = plan.received_on - timedelta(days=rng.randrange(100, 900)) if tie == "labour_contract" else None
    return person, shown(rng, person) | {
        "card_kind": kind,
        "card_number": population.numbers.card_number(),
        "card_valid_to": plan.received_on + timedelta(days=rng.randrange(30, 1200)),
        "tie": tie,
        "tie_with": "Hội Hướng dẫn viên Du lịch" if tie == "membership" else "Công ty Du lịch Nắng Gió",
        "contract_from": begun,
        "local_support_2021": False,
    } | payment(rng, person, 90)


def _one_sum(_facts: Facts, _on: date) -> Amounts:
    return (("base", AMOUNT_VND),)


def _expired(rng: Random, plan: ListPlan, _facts: Facts) -> Facts:
    return {"card_valid_to": plan.received_on - timedelta(days=rng.randrange(1, 300))}


ARTIST = Maker(
    policy="artist",
    plan=lambda rng, _population, _paid: [of_culture("09-1", (date(2021, 10, 4), date(2021, 11, 20)), THEATRE, rng)],
    ordinary=artist,
    components=_one_sum,
    per_ten_thousand=FEW | {"GRADE": 300, "POSITION": 300},
    required=("position", "grade"),
    unreadable=(("position", "Soát vé", "CHOICE_UNKNOWN"), ("grade", "Hạng V", "CHOICE_UNKNOWN")),
    refused={"GRADE": _says(grade="grade_3"), "POSITION": _says(position="other")},
)
GUIDE = Maker(
    policy="tour_guide",
    plan=lambda rng, _population, _paid: [
        of_culture("10-1", (date(2021, 8, 16), date(2021, 9, 30)), {"department_name": "Sở VHTTDL"}, rng),
        of_culture("10-2", (date(2021, 11, 15), date(2022, 1, 14)), {"department_name": "Sở VHTTDL"}, rng),
    ],
    ordinary=guide,
    components=_one_sum,
    per_ten_thousand=FEW | {"CARD": 200, "TIE": 200, "LOCAL_SUPPORT": 200, "NO_TERM": 200, "ALSO_FREELANCE": 200},
    required=("card_kind", "card_number", "tie", "local_support_2021"),
    unreadable=(("card_valid_to", "31/09/2021", "DATE_UNREADABLE"), ("tie", "Người quen", "CHOICE_UNKNOWN")),
    refused={"CARD": _expired, "TIE": _says(tie="none"), "LOCAL_SUPPORT": _says(local_support_2021=True)},
    open={"NO_TERM": _says(card_kind="on_site", tie="site_assignment", card_valid_to=None)},
    claims={"ALSO_FREELANCE": also_freelance()},
)
