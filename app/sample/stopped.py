"""Policy 5's cases: workers whose work stopped under Labour Code article 99(3), on their employers' lists.

At first for being isolated or in a blocked area alone; since Resolution 126 for the employer's causes too.
"""

from datetime import date, timedelta
from random import Random

from app.sample.case import Amounts, Facts
from app.sample.employers import Stoppage
from app.sample.maker import Change, ListPlan
from app.sample.people import Person, Population
from app.sample.shown import day_of
from app.sample.workers import WIDENED, WINDOW_FROM, last_of, owed, supplements, worker

AMOUNT_VND = 1_000_000
LEAST_DAYS = 14
FIRST_CAUSES, LATER_CAUSES = ("isolated", "blocked_area"), ("isolated", "blocked_area", "treated", "none", "none")


def ordinary(rng: Random, population: Population, plan: ListPlan, person: Person | None) -> tuple[Person, Facts]:
    """A worker who is insured and stood still long enough."""
    stoppage = plan.own
    assert isinstance(stoppage, Stoppage)
    person, facts = worker(rng, population, person)
    first = stoppage.first + timedelta(days=rng.choice((0, 0, 0, 1, 2, 5)))
    return person, facts | {
        "labour_code_article_99_3": True,
        "stopped_from": first,
        "stopped_to": last_of(first, rng.choice((14, 14, 15, 21, 21, 28, 35))),
        "worker_cause": rng.choice(FIRST_CAUSES if plan.received_on < WIDENED else LATER_CAUSES),
    } | supplements(rng, population, person, first)


def components(facts: Facts, _on: date) -> Amounts:
    """One sum and the supplements."""
    return ("base", AMOUNT_VND), *owed(facts, day_of(facts, "stopped_from"))


def longer(_rng: Random, _plan: ListPlan, facts: Facts) -> Facts:
    """Two days more."""
    return {"stopped_to": day_of(facts, "stopped_to") + timedelta(days=2)}


def _short(rng: Random, _plan: ListPlan, facts: Facts) -> Facts:
    return {"stopped_to": day_of(facts, "stopped_from") + timedelta(days=rng.choice((12, 12, 10, 6)))}


def _over_before(rng: Random, _plan: ListPlan, _facts: Facts) -> Facts:
    last = WINDOW_FROM - timedelta(days=rng.randrange(1, 30))
    return {"stopped_to": last, "stopped_from": last - timedelta(days=rng.randrange(LEAST_DAYS, 40))}


def _begun_earlier(rng: Random, _plan: ListPlan, _facts: Facts) -> Facts:
    first = WINDOW_FROM - timedelta(days=rng.randrange(1, 30))
    return {"stopped_from": first, "stopped_to": WINDOW_FROM + timedelta(days=rng.randrange(LEAST_DAYS, 30))}


REFUSED: dict[str, Change] = {
    "SHORT": _short,
    "OUTSIDE_WINDOW": _over_before,
    "LABOUR_CODE": lambda _rng, _plan, _facts: {"labour_code_article_99_3": False},
}
LATER: dict[str, Change] = {"EMPLOYERS_CAUSE": lambda _rng, _plan, _facts: {"worker_cause": "none"}}
"""Refused where the paper came before Resolution 126."""

OPEN: dict[str, Change] = {"BEGUN_EARLIER": _begun_earlier}
"""Whether a stoppage counts that began before the window and has days enough within could not be read."""
