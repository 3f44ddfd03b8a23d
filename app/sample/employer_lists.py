"""The employers' lists of policies 4 and 5: some as the law first stood, some only as amended, some never."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from app.sample import stopped, suspended
from app.sample.communes import day_between, number_of_lists
from app.sample.employers import Stoppage, employer, titles
from app.sample.maker import AMENDED_ON, ListPlan, Maker, also_freelance
from app.sample.people import Population
from app.sample.province import COMMUNES, WEIGHTS
from app.sample.quotas import FAULTS
from app.sample.workers import FATHER_AFTER_MOTHER, WIDENED, WINDOW_FROM

ROWS_A_LIST = {"suspended_contract": 32, "stopped_work": 104}  # the means of what the insurance agency confirmed
MEASURES_FROM = date(2021, 10, 12)  # Resolution 128/NQ-CP
FIRST_RECEIPT, LAST_RECEIPT = date(2021, 7, 19), date(2021, 12, 24)
AFTER_DEADLINE = date(2022, 2, 1), date(2022, 2, 14)
PER_THOUSAND_LISTS = {"EMPLOYER_KIND": 20, "EMPLOYER_CAUSE": 20, "NO_CAUSE": 9, "DEADLINE": 4}
EACH_FROM = 10  # so many lists show each reason once, fewer none
KINDS = {"enterprise": 84, "cooperative": 6, "private_school": 8, "self_financing_unit": 2}
WIDER_CAUSES = ("directive_16_area", "partly_stopped_by_order", "resolution_128_measure")
WORKER_CAUSES = ("treated_or_isolated", "blocked_area", "cannot_reach_workplace")


def plan_suspended(rng: Random, population: Population, paid: int) -> Iterator[ListPlan]:
    """The lists of policy 4; those of which all rows fare alike are spread among the others."""
    number = number_of_lists(paid, ROWS_A_LIST["suspended_contract"])
    reasons = [reason for reason, count in counts_of_lists(number).items() for _ in range(count)]
    reasons += [""] * (number - len(reasons))
    rng.shuffle(reasons)
    names = titles(rng)
    for place, reason in enumerate(reasons, 1):
        received = receipt(rng, reason)
        kind, (cause, stoppage) = kind_of(rng, reason, received), cause_of(rng, reason, received)
        yield planned(rng, population, names, f"04-{place:03d}", (received, kind, cause, stoppage), reason)


def plan_stopped(rng: Random, population: Population, paid: int) -> Iterator[ListPlan]:
    """The lists of policy 5, by turns under the law as it first stood and on any day."""
    names = titles(rng)
    for place in range(1, number_of_lists(paid, ROWS_A_LIST["stopped_work"]) + 1):
        received = receipt(rng, "EARLY" if place % 2 else "")
        of = received, kind_of(rng, "", received), "stopped_by_order", Stoppage(first_day(rng, received))
        yield planned(rng, population, names, f"05-{place:03d}", of, "")


def planned(
    rng: Random,
    population: Population,
    names: dict[str, Iterator[str]],
    number: str,
    of: tuple[date, str, str, Stoppage],
    reason: str,
) -> ListPlan:
    """A list of an employer somewhere in the province, and what it says once above its rows."""
    received, kind, cause, stoppage = of
    commune = rng.choices(COMMUNES, [WEIGHTS[commune.district_code] ** 3 for commune in COMMUNES])[0]
    who = employer(rng, population.numbers, names, kind, commune.name)
    header = {
        "employer_name": who.name,
        "employer_tax_code": who.tax_code,
        "employer_address": who.address,
        "employer_kind": who.kind,
        "employer_cause": cause,
    }
    district = commune.district_code
    weight = rng.lognormvariate(0, 0.6)
    return ListPlan(f"{number}-{who.tax_code}", district, district, received, header, stoppage, None, reason, weight)


def counts_of_lists(number: int) -> dict[str, int]:
    """How many lists fare alike as a whole, by reason; small samples show each once, tiny ones none."""
    least = 1 if number >= EACH_FROM else 0
    return {reason: max(least, round(number * rate / 1000)) for reason, rate in PER_THOUSAND_LISTS.items()}


def receipt(rng: Random, reason: str) -> date:
    """The day the paper came: under the law as it first stood for those that only the amendments help."""
    if reason == "DEADLINE":
        return day_between(rng, *AFTER_DEADLINE)
    early = reason in ("EARLY", "EMPLOYER_KIND", "EMPLOYER_CAUSE")
    return day_between(rng, FIRST_RECEIPT, WIDENED - timedelta(days=3) if early else LAST_RECEIPT)


def kind_of(rng: Random, reason: str, received: date) -> str:
    """The employer's kind: a household business only where it is what the law refuses, or no longer does."""
    if reason == "EMPLOYER_KIND" or (received >= WIDENED and rng.random() < 0.1):
        return "household_business"
    return rng.choices(tuple(KINDS), tuple(KINDS.values()))[0]


def cause_of(rng: Random, reason: str, received: date) -> tuple[str, Stoppage]:
    """The employer's cause, and the first day and cause of its workers."""
    first = first_day(rng, received)
    if reason == "NO_CAUSE":
        return "no_orders", Stoppage(first)
    wider = reason == "EMPLOYER_CAUSE" or (not reason and received >= WIDENED and rng.random() < 0.3)
    if not wider:
        return "stopped_by_order", Stoppage(first)
    if rng.random() < 0.3:
        return "none", Stoppage(first, rng.choice(WORKER_CAUSES))
    if reason == "EMPLOYER_CAUSE":
        return "directive_16_area", Stoppage(first)
    return rng.choice(WIDER_CAUSES if first >= MEASURES_FROM else WIDER_CAUSES[:2]), Stoppage(first)


def first_day(rng: Random, received: date) -> date:
    """Mostly the day on which Directive 16 came into force here, always so that enough days follow in 2021."""
    received = min(received, LAST_RECEIPT)
    if received >= date(2021, 7, 26) and rng.random() < 0.55:
        return date(2021, 7, 17)
    earliest = max(WINDOW_FROM, received - timedelta(days=80))
    return min(earliest + timedelta(days=rng.randrange(max(1, (received - earliest).days - 18))), date(2021, 11, 28))


def hangs_on_resolution_128(planned: ListPlan) -> bool:
    """Whether Resolution 126 alone was law, of which nobody knows if it means the younger Resolution 128's measures."""
    measures = planned.header["employer_cause"] == "resolution_128_measure"
    return measures and WIDENED <= planned.received_on < AMENDED_ON


SUSPENDED = Maker(
    policy="suspended_contract",
    plan=plan_suspended,
    ordinary=suspended.ordinary,
    components=suspended.components,
    per_ten_thousand=FAULTS
    | {"SHORT": 90, "OUTSIDE_WINDOW": 60, "AFTER_CONTRACT": 35, "NOT_INSURED": 120, "UNCONFIRMED": 100}
    | {"PAID_OTHER_POLICY": 30, "PAID_ADDITIVE": 10, "ALSO_FREELANCE": 60},
    required=("insurance_number", "contract_from", "suspended_from", "suspended_to"),
    unreadable=(
        ("suspended_to", "31/09/2021", "DATE_UNREADABLE"),
        ("worker_cause", "Về quê ăn giỗ", "CHOICE_UNKNOWN"),
        ("payment_method", "Đổi gạo", "CHOICE_UNKNOWN"),
    ),
    other=suspended.longer,
    refused=suspended.REFUSED,
    words={"insured_month_before": True},
    denied={"NOT_INSURED": {"insured_month_before": False}},
    claims={"ALSO_FREELANCE": also_freelance()},
    prior={"PAID_OTHER_POLICY": ("freelance", 1_500_000), "PAID_ADDITIVE": ("meals_f1", 1_120_000)},
    waits=hangs_on_resolution_128,
    lists={"EMPLOYER_KIND": "later", "EMPLOYER_CAUSE": "later", "NO_CAUSE": "never", "DEADLINE": "never"},
)
STOPPED = Maker(
    policy="stopped_work",
    plan=plan_stopped,
    ordinary=stopped.ordinary,
    components=stopped.components,
    per_ten_thousand=FAULTS
    | {"SHORT": 120, "OUTSIDE_WINDOW": 60, "LABOUR_CODE": 80, "NOT_INSURED": 130, "UNCONFIRMED": 100}
    | {"EMPLOYERS_CAUSE": 300, "BEGUN_EARLIER": 20, "ALSO_FREELANCE": 60, "FATHER_AFTER_MOTHER": 40},
    required=("insurance_number", "labour_code_article_99_3", "stopped_from", "stopped_to"),
    unreadable=(
        ("stopped_to", "31/09/2021", "DATE_UNREADABLE"),
        ("worker_cause", "Về quê ăn giỗ", "CHOICE_UNKNOWN"),
        ("labour_code_article_99_3", "Tùy", "CHOICE_UNKNOWN"),
    ),
    other=stopped.longer,
    refused=stopped.REFUSED,
    later=stopped.LATER,
    open=stopped.OPEN,
    fits={"EMPLOYERS_CAUSE": lambda planned: planned.received_on < WIDENED},
    words={"insured_month_before": True},
    denied={"NOT_INSURED": {"insured_month_before": False}},
    claims={"ALSO_FREELANCE": also_freelance(), "FATHER_AFTER_MOTHER": FATHER_AFTER_MOTHER},
)
