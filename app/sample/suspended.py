"""Policy 4's cases: workers on suspended contracts or unpaid leave, on their employers' lists.

Amounts after Decision 23/2021/QĐ-TTg art. 14: by consecutive days, both ends counted.
"""

from datetime import date, timedelta
from random import Random

from app.sample.case import Amounts, Facts
from app.sample.employers import Stoppage
from app.sample.maker import Change, ListPlan
from app.sample.people import Person, Population
from app.sample.shown import day_of
from app.sample.workers import WINDOW_FROM, last_of, owed, supplements, worker

SHORTER_VND, LONGER_VND = 1_855_000, 3_710_000
LONGER_FROM_DAYS = 30
LONGER_PERCENT = 28  # of the workers; by this share the whole sample comes to 115 billion and a little more
SHORTER_DAYS, LONGER_DAYS = (15, 21, 21, 21, 24, 28, 29), (30, 30, 35, 45, 60)


def ordinary(rng: Random, population: Population, plan: ListPlan, person: Person | None) -> tuple[Person, Facts]:
    """A worker who is insured and was suspended long enough."""
    stoppage = plan.own
    assert isinstance(stoppage, Stoppage)
    person, facts = worker(rng, population, person)
    first = stoppage.first + timedelta(days=rng.choice((0, 0, 0, 0, 1, 2, 3)))
    length = rng.choice(LONGER_DAYS if rng.random() * 100 < LONGER_PERCENT else SHORTER_DAYS)
    last = last_of(first, length)
    return person, facts | {
        "contract_from": first - timedelta(days=rng.randrange(60, 3000)),
        "contract_to": last + timedelta(days=rng.randrange(0, 700)) if rng.random() < 0.35 else None,
        "suspended_from": first,
        "suspended_to": last,
        "worker_cause": stoppage.worker_cause,
    } | supplements(rng, population, person, first)


def components(facts: Facts, _on: date) -> Amounts:
    """What is owed for these facts, by plain counting."""
    first = day_of(facts, "suspended_from")
    days = (day_of(facts, "suspended_to") - first).days + 1
    return ("base", LONGER_VND if days >= LONGER_FROM_DAYS else SHORTER_VND), *owed(facts, first)


def longer(_rng: Random, _plan: ListPlan, facts: Facts) -> Facts:
    """Two days more."""
    return {"suspended_to": day_of(facts, "suspended_to") + timedelta(days=2)}


def _short(rng: Random, _plan: ListPlan, facts: Facts) -> Facts:
    return {"suspended_to": day_of(facts, "suspended_from") + timedelta(days=rng.choice((13, 13, 12, 9, 6, 4)))}


def _outside_window(rng: Random, _plan: ListPlan, _facts: Facts) -> Facts:
    first = WINDOW_FROM - timedelta(days=rng.randrange(1, 40))
    return {
        "suspended_from": first,
        "suspended_to": first + timedelta(days=rng.randrange(15, 60)),
        "contract_from": first - timedelta(days=rng.randrange(100, 2000)),
    }


def _after_contract(rng: Random, _plan: ListPlan, facts: Facts) -> Facts:
    """Fewer than 15 days of the leave lie within the contract."""
    return {"contract_to": day_of(facts, "suspended_from") + timedelta(days=rng.randrange(13))}


REFUSED: dict[str, Change] = {"SHORT": _short, "OUTSIDE_WINDOW": _outside_window, "AFTER_CONTRACT": _after_contract}
"""What a row says instead, so that it is refused for this reason and no other."""
