"""Policy 4's cases: workers on suspended contracts or unpaid leave, on their employers' lists.

Amounts after Decision 23/2021/QĐ-TTg art. 14: by consecutive days, both ends counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.sample.case import Amounts
from app.sample.freelance import payment, shown
from app.sample.people import Person, Population

SHORTER_VND, LONGER_VND, SUPPLEMENT_VND = 1_855_000, 3_710_000, 1_000_000
LONGER_FROM_DAYS = 30
WINDOW_FROM, WINDOW_TO = date(2021, 5, 1), date(2021, 12, 31)
FIRST_BIRTH, LAST_BIRTH = date(1962, 1, 1), date(2001, 12, 31)
TRANSFER_PERCENT = 97
PREGNANT_PERCENT, CHILD_PERCENTS = 3, (78, 16, 5, 1)


@dataclass(frozen=True, slots=True)
class Stoppage:
    """An employer's list: what it suspends its workers for, and when."""

    suspended_from: date
    suspended_to: date
    worker_cause: str


def ordinary(rng: Random, population: Population, stoppage: Stoppage) -> tuple[Person, dict[str, object]]:
    """A worker who is insured and was suspended long enough."""
    person = population.person(FIRST_BIRTH, LAST_BIRTH)
    first = stoppage.suspended_from + timedelta(days=rng.choice((0, 0, 0, 0, 1, 2, 3)))
    spare = max(14, (stoppage.suspended_to - first).days)
    last = first + timedelta(days=rng.choice((spare, spare, spare, max(14, spare - 2), max(14, spare - 4), 14)))
    contract_from = first - timedelta(days=rng.randrange(60, 3000))
    facts: dict[str, object] = {
        "insurance_number": population.numbers.insurance_number(),
        "contract_from": contract_from,
        "contract_to": last + timedelta(days=rng.randrange(0, 700)) if rng.random() < 0.35 else None,
        "suspended_from": first,
        "suspended_to": last,
        "worker_cause": stoppage.worker_cause,
        "pregnant": person.sex == "female" and rng.random() * 100 < PREGNANT_PERCENT,
    }
    account = payment(rng, person, TRANSFER_PERCENT)
    return person, shown(rng, person) | facts | children(rng, population, person, first) | account


def children(rng: Random, population: Population, parent: Person, on: date) -> dict[str, object]:
    """Up to three children with their certificates; some are six or older and bring nothing."""
    facts: dict[str, object] = {}
    number = rng.choices((0, 1, 2, 3), CHILD_PERCENTS)[0]
    for index in range(1, number + 1):
        born = on - timedelta(days=rng.randrange(20, 2100))
        if rng.random() < 0.15:
            born = years_before(on, 6) - timedelta(days=rng.randrange(0, 1500))
        facts |= {
            f"child_{index}_name": population.child_name(parent),
            f"child_{index}_birth_date": born,
            f"child_{index}_certificate": population.numbers.certificate(born.year),
        }
    return facts


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; the last of February where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def components(facts: dict[str, object]) -> Amounts:
    """What is owed for these facts, by plain counting."""
    first, last = facts["suspended_from"], facts["suspended_to"]
    assert isinstance(first, date)
    assert isinstance(last, date)
    days = (last - first).days + 1
    owed = [("base", LONGER_VND if days >= LONGER_FROM_DAYS else SHORTER_VND)]
    if facts.get("pregnant"):
        owed.append(("pregnancy", SUPPLEMENT_VND))
    for index in (1, 2, 3):
        born = facts.get(f"child_{index}_birth_date")
        if isinstance(born, date) and born > years_before(first, 6):
            owed.append(("child_under_6", SUPPLEMENT_VND))
    return tuple(owed)


def _short(rng: Random, facts: dict[str, object]) -> dict[str, object]:
    first = facts["suspended_from"]
    assert isinstance(first, date)
    return {"suspended_to": first + timedelta(days=rng.choice((13, 13, 12, 9, 6, 4)))}


def _outside_window(rng: Random, _facts: dict[str, object]) -> dict[str, object]:
    first = WINDOW_FROM - timedelta(days=rng.randrange(1, 40))
    return {
        "suspended_from": first,
        "suspended_to": first + timedelta(days=rng.randrange(15, 60)),
        "contract_from": first - timedelta(days=rng.randrange(100, 2000)),
    }


def _after_contract(rng: Random, facts: dict[str, object]) -> dict[str, object]:
    last = facts["suspended_to"]
    assert isinstance(last, date)
    return {"contract_to": last - timedelta(days=rng.randrange(1, 10))}


REFUSED: dict[str, Callable[[Random, dict[str, object]], dict[str, object]]] = {
    "SHORT": _short,
    "OUTSIDE_WINDOW": _outside_window,
    "AFTER_CONTRACT": _after_contract,
    "NOT_INSURED": lambda _rng, _facts: {},  # the agency says so, not the list
}
"""What a row says instead, so that it is refused for this reason and no other."""
