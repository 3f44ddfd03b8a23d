"""Policies 10 and 10a's cases: household businesses that stopped, as their communes list them."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from app.sample.case import Amounts, Facts
from app.sample.communes import chosen, commune_list
from app.sample.maker import Change, ListPlan, Maker, also_freelance
from app.sample.people import Person, Population
from app.sample.quotas import FAULTS
from app.sample.shown import day_of, payment, shown
from app.sample.workers import WIDENED

AMOUNT_VND = 3_000_000
LEAST_DAYS = 15
RECEIVED = (date(2021, 8, 10), date(2021, 10, 5)), (date(2021, 9, 1), date(2021, 12, 28))  # by turns
AFTER_DEADLINE = date(2022, 2, 1), date(2022, 2, 14)
UNREGISTERED_RECEIVED = date(2021, 11, 8), date(2021, 12, 28)
UNREGISTERED_LATE = date(2022, 1, 4), date(2022, 1, 28)
TRADES = ("Ăn uống", "Tạp hóa", "Nhà nghỉ", "Cắt tóc", "Karaoke", "Vận tải khách", "May mặc", "Sửa xe")
NAMES = ("Ba Sáu", "Hoa Nắng", "Biển Xanh", "Cô Tư", "Thanh Bình", "Ngọc Lan", "Tháp Chàm", "Đồng Quê")
KINDS = (
    "farm_forest_fish_salt", "street_vendor", "snack_seller", "trip_trader", "mobile", "seasonal", "low_income_service",
)  # fmt: skip
ROWS_A_LIST, UNREGISTERED_A_LIST = 20, 12


def plan(rng: Random, _population: Population, paid: int) -> Iterator[ListPlan]:
    """A list for each commune; a late one where there are many."""
    lists = chosen(paid, ROWS_A_LIST)
    for number, commune in enumerate(lists):
        late = len(lists) >= 12 and number == len(lists) // 3
        received = AFTER_DEADLINE if late else RECEIVED[number % 2]
        yield commune_list(rng, "10", commune, received, reason="DEADLINE" if late else "")


def plan_unregistered(rng: Random, _population: Population, paid: int) -> Iterator[ListPlan]:
    """A few communes' lists; one came after the last day that is sure."""
    lists = chosen(paid, UNREGISTERED_A_LIST)
    for number, commune in enumerate(lists):
        late = len(lists) >= 4 and number == len(lists) // 2
        received = UNREGISTERED_LATE if late else UNREGISTERED_RECEIVED
        yield commune_list(rng, "10a", commune, received, reason="LATE_PAPER" if late else "")


def stop(rng: Random, plan_: ListPlan, person: Person) -> Facts:
    """An owner whose business stood still long enough by order."""
    first = date(2021, 7, 17) if rng.random() < 0.6 else date(2021, 5, 4) + timedelta(days=rng.randrange(0, 60))
    return (
        shown(rng, person)
        | {
            "residence_commune": plan_.unit_code,
            "business_commune": plan_.unit_code,
            "cause": "stopped_by_order",
            "stopped_from": first,
            "stopped_to": first + timedelta(days=rng.choice((14, 20, 20, 34, 60))),
        }
        | payment(rng, person, 40)
    )


def ordinary(rng: Random, population: Population, plan_: ListPlan, person: Person | None) -> tuple[Person, Facts]:
    """A registered household business that stopped with all its lines."""
    person = person or population.person()
    trade = rng.choice(TRADES)
    return person, stop(rng, plan_, person) | {
        "business_name": f"Hộ kinh doanh {trade} {rng.choice(NAMES)}",
        "registered": True,
        "business_number": population.numbers.business_number(),
        "tax_code": population.numbers.tax_code() if rng.random() < 0.8 else None,
        "business_lines": trade,
        "other_lines_go_on": False,
    }


def unregistered(rng: Random, population: Population, plan_: ListPlan, person: Person | None) -> tuple[Person, Facts]:
    """A business that needs no registration, of nobody whom the province lists as a freelance worker."""
    person = person or population.person()
    return person, stop(rng, plan_, person) | {
        "business_kind": rng.choice(KINDS),
        "registration_required": False,
        "freelance_beneficiary": False,
        "meets_provincial_criteria": True,
    }


def components(_facts: Facts, _on: date) -> Amounts:
    """The same for every household."""
    return (("base", AMOUNT_VND),)


def longer(_rng: Random, _plan: ListPlan, facts: Facts) -> Facts:
    """Two days more."""
    return {"stopped_to": day_of(facts, "stopped_to") + timedelta(days=2)}


def _short(rng: Random, _plan: ListPlan, facts: Facts) -> Facts:
    return {"stopped_to": day_of(facts, "stopped_from") + timedelta(days=rng.randrange(4, LEAST_DAYS - 1))}


def _says(**said: object) -> Change:
    return lambda _rng, _plan, _facts: dict(said)


OF_A_STOP: dict[str, Change] = {"SHORT": _short, "CAUSE": _says(cause="none")}
REQUIRED = ("business_commune", "cause", "stopped_from", "stopped_to")
UNREADABLE = (
    ("stopped_to", "31/09/2021", "DATE_UNREADABLE"),
    ("cause", "Về quê ăn giỗ", "CHOICE_UNKNOWN"),
    ("business_commune", "99999 - Xã Chưa Có", "COMMUNE_UNKNOWN"),
)
REGISTERED = Maker(
    policy="household_business",
    plan=plan,
    ordinary=ordinary,
    components=components,
    per_ten_thousand=FAULTS
    | {"SHORT": 120, "CAUSE": 80, "NO_REGISTRATION": 50, "OTHER_LINES": 80, "NOT_IN_DIRECTORY": 100, "UNCONFIRMED": 100}
    | {"IN_DIRECTIVE_16": 200, "PAID_OTHER_POLICY": 30, "ALSO_FREELANCE": 80},
    required=("business_name", "registered", "other_lines_go_on", *REQUIRED),
    unreadable=UNREADABLE,
    other=longer,
    refused=OF_A_STOP | {"NO_REGISTRATION": _says(registered=False), "OTHER_LINES": _says(other_lines_go_on=True)},
    later={"IN_DIRECTIVE_16": _says(cause="directive_16_area")},
    fits={"IN_DIRECTIVE_16": lambda planned: planned.received_on < WIDENED},
    words={"tax_registered": True, "in_tax_directory": True},
    denied={"NOT_IN_DIRECTORY": {"tax_registered": False, "in_tax_directory": False}},
    claims={"ALSO_FREELANCE": also_freelance()},
    prior={"PAID_OTHER_POLICY": ("suspended_contract", 1_855_000)},
    lists={"DEADLINE": "never"},
)
UNREGISTERED = Maker(
    policy="unregistered_business",
    plan=plan_unregistered,
    ordinary=unregistered,
    components=components,
    per_ten_thousand={"MISSING": 100, "WRONG_DIGITS": 100, "UNREADABLE": 100, "SHORT": 120, "CAUSE": 120}
    | {"KIND": 120, "MUST_REGISTER": 120, "BENEFICIARY": 120, "NO_CRITERIA": 120, "ALSO_FREELANCE": 120},
    required=("business_kind", "registration_required", "freelance_beneficiary", *REQUIRED),
    unreadable=UNREADABLE,
    refused=OF_A_STOP
    | {
        "KIND": _says(business_kind="other"),
        "MUST_REGISTER": _says(registration_required=True),
        "BENEFICIARY": _says(freelance_beneficiary=True),
    },
    open={"NO_CRITERIA": _says(meets_provincial_criteria=None)},
    claims={"ALSO_FREELANCE": also_freelance()},
    lists={"LATE_PAPER": "open"},
)
