"""The employers' lists of suspended workers: some as the law first stood, some only as amended, some never."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.sample import suspended
from app.sample.case import Judgement, PriorSupport, SampleList
from app.sample.employers import Employer, employer, titles
from app.sample.people import Person, Population
from app.sample.planting import Facts, Judged, Planter, refused
from app.sample.province import COMMUNES, WEIGHTS
from app.sample.quotas import PER_TEN_THOUSAND_SUSPENDED, counts, shares
from app.sample.suspended import Stoppage, components

POLICY = "suspended_contract"
ROWS_A_LIST = 32.3
AMENDED_FROM = date(2021, 10, 8)  # Resolution 126/NQ-CP
MEASURES_FROM = date(2021, 10, 12)  # Resolution 128/NQ-CP
FIRST_RECEIPT, LAST_RECEIPT = date(2021, 7, 19), date(2021, 12, 24)
AFTER_DEADLINE = date(2022, 2, 1)
PER_THOUSAND_LISTS = {"EMPLOYER_KIND": 20, "EMPLOYER_CAUSE": 20, "NO_CAUSE": 9, "DEADLINE": 4}
KINDS = {"enterprise": 84, "cooperative": 6, "private_school": 8, "self_financing_unit": 2}
WIDER_CAUSES = ("directive_16_area", "partly_stopped_by_order", "resolution_128_measure")
WORKER_CAUSES = ("treated_or_isolated", "blocked_area", "cannot_reach_workplace")
PRIOR = {"PAID_OTHER_POLICY": ("freelance", 1_500_000), "PAID_ADDITIVE": ("meals_f1", 1_120_000)}


@dataclass(frozen=True, slots=True)
class Plan:
    """An employer's list before its rows: what it is refused for ("" where it is not), cause, days."""

    refused_for: str
    employer: Employer
    district_code: str
    received_on: date
    cause: str
    stoppage: Stoppage


@dataclass(slots=True)
class SuspendedMaker:
    """What policy 4 knows of its cases; `plans` by list."""

    rng: Random
    population: Population
    plans: list[Plan]
    policy: str = POLICY
    differing: str = "suspended_to"

    def ordinary(self, index: int) -> tuple[Person, Facts]:
        return suspended.ordinary(self.rng, self.population, self.plans[index].stoppage)

    def refused(self, index: int, reason: str, facts: Facts) -> Facts:
        return suspended.REFUSED[reason](self.rng, facts)

    def judged(self, index: int, facts: Facts) -> Judged:
        reason = self.plans[index].refused_for
        paid = Judgement("eligible", components(facts))
        if not reason:
            return Judgement("undetermined"), paid, paid
        never = refused(POLICY, reason)
        return never, never, paid if reason in ("EMPLOYER_KIND", "EMPLOYER_CAUSE") else never

    def refusal(self, index: int, reason: str, facts: Facts) -> Judged:
        judgement = refused(POLICY, reason)
        return Judgement("undetermined") if reason == "NOT_INSURED" else judgement, judgement, judgement

    def other(self, facts: Facts) -> object:
        last = facts["suspended_to"]
        assert isinstance(last, date)
        return last + timedelta(days=2)

    def prior(self, reason: str) -> tuple[str, int]:
        return PRIOR[reason]

    def insured(self, reason: str) -> bool:
        return reason != "NOT_INSURED"


def employer_lists(rows: int, seed: int, population: Population) -> tuple[list[SampleList], list[PriorSupport]]:
    """The lists of policy 4 with so many rows in all."""
    rng = Random(f"{seed}:{POLICY}")
    number = max(1, round(rows / ROWS_A_LIST))
    plans = plan_all(rng, population, number)
    sizes = shares(rows, [rng.lognormvariate(0, 0.6) for _ in plans], 3)
    free = [index for index, plan in enumerate(plans) if not plan.refused_for]
    waves = [2 if index % 5 == 1 else 1 for index in range(number)]
    halves = ([i for i in free if waves[i] == 1], [i for i in free if waves[i] == 2])
    planter = Planter(
        rng, population, SuspendedMaker(rng, population, plans), sizes, free, [halves],
        [plan.district_code for plan in plans],
    )  # fmt: skip
    filled = planter.fill(counts(PER_TEN_THOUSAND_SUSPENDED, rows))
    made = [
        SampleList(
            f"04-{index + 1:03d}-{plan.employer.tax_code}", POLICY, None, plan.district_code, plan.district_code,
            plan.received_on, waves[index], header(plan), filled[index],
        )
        for index, plan in enumerate(plans)
    ]  # fmt: skip
    return made, planter.prior_supports


def header(plan: Plan) -> dict[str, str]:
    """What the list says once, above its rows; kind and cause as codes."""
    return {
        "employer_name": plan.employer.name,
        "employer_tax_code": plan.employer.tax_code,
        "employer_address": plan.employer.address,
        "employer_kind": plan.employer.kind,
        "employer_cause": plan.cause,
    }


def plan_all(rng: Random, population: Population, number: int) -> list[Plan]:
    """The lists' plans; those refused as a whole are spread among the others."""
    reasons = [reason for reason, count in counts_of_lists(number).items() for _ in range(count)]
    reasons += [""] * (number - len(reasons))
    rng.shuffle(reasons)
    names = titles(rng)
    plans = []
    for reason in reasons:
        commune = rng.choices(COMMUNES, [WEIGHTS[commune.district_code] ** 3 for commune in COMMUNES])[0]
        received = receipt(rng, reason)
        kind = kind_of(rng, reason, received)
        who = employer(rng, population.numbers, names, kind, commune.name)
        plans.append(Plan(reason, who, commune.district_code, received, *cause_of(rng, reason, received)))
    return plans


def counts_of_lists(number: int) -> dict[str, int]:
    """How many lists are refused as a whole, by reason; small samples show each once, tiny ones none."""
    least = 1 if number >= 12 else 0
    return {reason: max(least, round(number * rate / 1000)) for reason, rate in PER_THOUSAND_LISTS.items()}


def receipt(rng: Random, reason: str) -> date:
    """The day the paper came: under the law as it first stood for those that only the amendments help."""
    if reason == "DEADLINE":
        return AFTER_DEADLINE + timedelta(days=rng.randrange(0, 20))
    last = AMENDED_FROM - timedelta(days=3) if reason in ("EMPLOYER_KIND", "EMPLOYER_CAUSE") else LAST_RECEIPT
    return FIRST_RECEIPT + timedelta(days=rng.randrange((last - FIRST_RECEIPT).days + 1))


def kind_of(rng: Random, reason: str, received: date) -> str:
    """The employer's kind: a household business only where it is what the law refuses, or no longer does."""
    if reason == "EMPLOYER_KIND" or (received >= AMENDED_FROM and rng.random() < 0.1):
        return "household_business"
    return rng.choices(tuple(KINDS), tuple(KINDS.values()))[0]


def cause_of(rng: Random, reason: str, received: date) -> tuple[str, Stoppage]:
    """The employer's cause, and the days and cause of its workers."""
    first, last = days_of(rng, min(received, LAST_RECEIPT))
    if reason == "NO_CAUSE":
        return "no_orders", Stoppage(first, last, "none")
    wider = reason == "EMPLOYER_CAUSE" or (not reason and received >= AMENDED_FROM and rng.random() < 0.3)
    if not wider:
        return "stopped_by_order", Stoppage(first, last, "none")
    if rng.random() < 0.3:
        return "none", Stoppage(first, last, rng.choice(WORKER_CAUSES))
    if reason == "EMPLOYER_CAUSE":
        return "directive_16_area", Stoppage(first, last, "none")
    causes = WIDER_CAUSES if first >= MEASURES_FROM else WIDER_CAUSES[:2]
    return rng.choice(causes), Stoppage(first, last, "none")


def days_of(rng: Random, received: date) -> tuple[date, date]:
    """First and last day: mostly the three weeks of Directive 16, some a month and more, all within 2021."""
    if received >= date(2021, 7, 26) and rng.random() < 0.55:
        first = date(2021, 7, 17)
    else:
        earliest = max(suspended.WINDOW_FROM, received - timedelta(days=80))
        first = earliest + timedelta(days=rng.randrange(max(1, (received - earliest).days - 18)))
    length = rng.choice((21, 21, 21, 24, 28)) if rng.random() < 0.75 else rng.randrange(34, 70)
    return first, min(first + timedelta(days=length - 1), suspended.WINDOW_TO)
