"""What policies 4, 5 and 6 have alike: insured workers, their children, a pregnancy, and the supplements for them."""

from datetime import date, timedelta
from random import Random

from app.sample.case import Amounts, Earlier, Facts, SampleRow
from app.sample.maker import Claim, ListPlan
from app.sample.people import Person, Population
from app.sample.shown import payment, shown, years_before

SUPPLEMENT_VND = 1_000_000
WINDOW_FROM, WINDOW_TO = date(2021, 5, 1), date(2021, 12, 31)
WIDENED = date(2021, 10, 8)  # Resolution 126/NQ-CP
FIRST_BIRTH, LAST_BIRTH = date(1962, 1, 1), date(2001, 12, 31)
TRANSFER_PERCENT = 97
PREGNANT_PERCENT, CHILD_PERCENTS = 3, (78, 16, 5, 1)
OLDER_PERCENT = 15  # of the children on the lists; they bring nothing
CHILDREN = (1, 2, 3)


def worker(rng: Random, population: Population, person: Person | None) -> tuple[Person, Facts]:
    """An insured worker, new or known: who, and their insurance number."""
    person = person or population.person(FIRST_BIRTH, LAST_BIRTH)
    number: Facts = {"insurance_number": population.numbers.insurance_number()}
    return person, shown(rng, person) | number | payment(rng, person, TRANSFER_PERCENT)


def supplements(rng: Random, population: Population, parent: Person, on: date) -> Facts:
    """A pregnancy now and then, and up to three children with their certificates."""
    facts: Facts = {"pregnant": parent.sex == "female" and rng.random() * 100 < PREGNANT_PERCENT}
    for number in range(1, rng.choices((0, *CHILDREN), CHILD_PERCENTS)[0] + 1):
        born = on - timedelta(days=rng.randrange(20, 2100))
        if rng.random() * 100 < OLDER_PERCENT:
            born = years_before(on, 6) - timedelta(days=rng.randrange(0, 1500))
        facts |= {
            f"child_{number}_name": population.child_name(parent),
            f"child_{number}_birth_date": born,
            f"child_{number}_certificate": population.numbers.certificate(born.year),
        }
    return facts


def owed(facts: Facts, on: date) -> Amounts:
    """The supplements of a row, by plain counting; a child counts that is not six on the day."""
    found = [("pregnancy", SUPPLEMENT_VND)] if facts.get("pregnant") else []
    return (*found, *(("child_under_6", SUPPLEMENT_VND) for _ in counted(facts, on)))


def counted(facts: Facts, on: date) -> list[int]:
    """The numbers of the children that bring something."""
    sixth = years_before(on, 6)
    born = {number: facts.get(f"child_{number}_birth_date") for number in CHILDREN}
    return [number for number, day in born.items() if isinstance(day, date) and day > sixth]


def _is_mother(row: SampleRow) -> bool:
    """Of one child, which is under six whenever in 2021 its father's work stopped."""
    born = row.facts.get("child_1_birth_date")
    one = isinstance(born, date) and date(2016, 1, 1) <= born < WINDOW_FROM and "child_2_name" not in row.facts
    return row.person.sex == "female" and one


def _the_same_child(_rng: Random, _plan: ListPlan, mother: SampleRow) -> Facts:
    parts = ("name", "birth_date", "certificate")
    return {f"child_{n}_{part}": mother.facts.get(f"child_{n}_{part}") for n in CHILDREN for part in parts}


def _paid_for(mother: SampleRow) -> tuple[Earlier, ...]:
    return (Earlier("suspended_contract", "child_under_6", SUPPLEMENT_VND, str(mother.facts["child_1_certificate"])),)


FATHER_AFTER_MOTHER = Claim(
    "suspended_contract", _is_mother, _the_same_child, _paid_for, same_person=False, is_paid=True,
    without=frozenset({"child_under_6"}),
)  # fmt: skip
"""A father who asks for the child for which its mother was paid: his own support, and nothing for the child."""


def last_of(first: date, length: int) -> date:
    """The last of so many days, within the window."""
    return min(first + timedelta(days=length - 1), WINDOW_TO)
