"""Policy 8's cases: the isolated (F1) and the treated (F0), as facilities list them, and communes those at home."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from random import Random

from app.sample.case import Amounts, Facts, SampleRow
from app.sample.communes import chosen, day_between
from app.sample.maker import AMENDED_ON, Change, Claim, ListPlan, Maker, also_freelance, own_supports
from app.sample.people import FIRST_BIRTH, LAST_BIRTH, Person, Population
from app.sample.province import COMMUNES, Commune
from app.sample.quotas import FAULTS
from app.sample.shown import day_of, payment, shown, years_before

DAY_VND, SUPPLEMENT_VND = 80_000, 1_000_000
CHILD_YEARS = 16
WIDENED = date(2021, 10, 8)  # since Resolution 126 the elderly and the disabled have something too
FIRST_RECEIPT, LAST_RECEIPT = date(2021, 8, 16), date(2022, 1, 20)
AFTER_ISOLATION = date(2021, 12, 1)  # every fourth list comes so late that those who fell ill later are on it
LATE_RECEIPT = date(2022, 2, 1), date(2022, 2, 14)
FORMS = {"meals_f1": ("isolated", "isolation"), "meals_f0": ("treated", "treatment")}
DAYS = {"meals_f1": (5, 7, 7, 7, 7, 10), "meals_f0": (7, 7, 7, 8, 10, 12)}  # about 8, as in the whole country
NUMBERS = {"meals_f1": "08b", "meals_f0": "08a"}
FACILITIES = {
    "meals_f1": "Khu cách ly tập trung số {}",
    "meals_f0": "Bệnh viện dã chiến số {}",
}
ROWS_A_LIST = 60
CHILD_PERCENT, DISABLED_PERCENT = 7.5, 0.2
ELDERLY_BORN_UNTIL, ELDERLY_PERCENT = 1959, 3  # of them those of Decree 20/2021, Article 5, clause 5


def plan(policy: str, rng: Random, _population: Population, paid: int) -> Iterator[ListPlan]:
    """Facilities' and communes' lists by turns; of many, one comes after the last day that is sure."""
    lists = chosen(paid, ROWS_A_LIST)
    late = len(lists) // 2 if len(lists) >= 8 else -1
    for number, commune in enumerate(lists):
        at_home = number % 5 in (1, 3) and len(lists) > 1
        yield _planned(policy, rng, commune, number, at_home=at_home, reason="LATE_PAPER" if number == late else "")


def _planned(policy: str, rng: Random, commune: Commune, number: int, *, at_home: bool, reason: str) -> ListPlan:
    # Before Decision 33 only facilities' people were paid as F0.
    first = AMENDED_ON if at_home and policy == "meals_f0" and number % 10 != 1 else FIRST_RECEIPT
    first = AFTER_ISOLATION if number % 4 == 3 else first
    received = day_between(rng, *(LATE_RECEIPT if reason else (first, LAST_RECEIPT)))
    early = at_home and policy == "meals_f0" and received < AMENDED_ON
    district = commune.district_code
    unit, name = district, FACILITIES[policy].format(number + 1)
    if at_home:
        unit, name = commune.code, f"UBND {commune.name}"
    return ListPlan(
        f"{NUMBERS[policy]}-{number + 1:02d}-{unit}", unit, district, received, {"facility_name": name},
        "home" if at_home else "facility", reason="AT_HOME" if early else reason, sent_by=district,
    )  # fmt: skip


def ordinary(
    policy: str, rng: Random, population: Population, planned: ListPlan, person: Person | None
) -> tuple[Person, Facts]:
    """Somebody isolated or treated by decision, with the paper that shows what the meals cost."""
    word, place = FORMS[policy]
    first = day_between(rng, date(2021, 7, 12), min(planned.received_on - timedelta(days=22), date(2021, 12, 31)))
    person = person or _person(rng, population, first)
    last = first + timedelta(days=rng.choice(DAYS[policy]) - 1)
    at_home = planned.own == "home"
    return person, shown(rng, person) | {
        "residence_commune": planned.unit_code if at_home else rng.choice(COMMUNES).code,
        f"{place}_place": planned.own,
        f"{word}_from": first,
        f"{word}_to": last,
        f"{word}_by_decision": True,
        f"{place}_paper": f"{rng.randrange(1, 900)}/QĐ-UBND",
        "meal_paper": None if at_home else "none_charged" if rng.random() < 0.1 else "receipt",
        "elderly": True if _is_old(person) and rng.random() * 100 < ELDERLY_PERCENT else None,
        "disability": "severe" if _is_between(person, first) and rng.random() * 100 < DISABLED_PERCENT else None,
    } | payment(rng, person, 30)


def _person(rng: Random, population: Population, on: date) -> Person:
    if rng.random() * 100 < CHILD_PERCENT:
        return population.person(years_before(on, 15), on - timedelta(days=60), with_day=True)
    return population.person(FIRST_BIRTH, LAST_BIRTH)


def _is_old(person: Person) -> bool:
    return person.birth_year <= ELDERLY_BORN_UNTIL


def _is_between(person: Person, on: date) -> bool:
    """Neither old nor a child, so that nobody belongs to two groups but those who are planted."""
    return ELDERLY_BORN_UNTIL < person.birth_year < on.year - CHILD_YEARS


def components(policy: str, facts: Facts, on: date) -> Amounts:
    """The days' money, and a million for whoever is a child, elderly or disabled."""
    word, _ = FORMS[policy]
    first, last = day_of(facts, f"{word}_from"), day_of(facts, f"{word}_to")
    owed = [("base", ((last - first).days + 1) * DAY_VND)]
    born = facts["birth_date"]
    if isinstance(born, date) and born > years_before(first, CHILD_YEARS):
        owed.append(("child_f0_f1", SUPPLEMENT_VND))  # a disability beside it is an open point, and held
    elif on >= WIDENED:
        owed += [("elderly_f0_f1", SUPPLEMENT_VND)] if facts["elderly"] else []
        owed += [("disabled_f0_f1", SUPPLEMENT_VND)] if facts["disability"] == "severe" else []
    return tuple(owed)


def _longer(policy: str, _rng: Random, _plan: ListPlan, facts: Facts) -> Facts:
    name = f"{FORMS[policy][0]}_to"
    return {name: day_of(facts, name) + timedelta(days=1)}


def _moved(policy: str, first: date, last: date, rng: Random, _plan: ListPlan, _facts: Facts) -> Facts:
    word, _ = FORMS[policy]
    begun = day_between(rng, first, last)
    return {f"{word}_from": begun, f"{word}_to": begun + timedelta(days=6), "elderly": None, "disability": None}


def _no_receipt(policy: str, first: date, last: date, rng: Random, plan_: ListPlan, facts: Facts) -> Facts:
    return _moved(policy, first, last, rng, plan_, facts) | {"meal_paper": "none"}


def _disabled_child(_rng: Random, _plan: ListPlan, _facts: Facts) -> Facts:
    return {"disability": "severe", "elderly": None}


def _is_child(policy: str, facts: Facts) -> bool:
    return any(name == "child_f0_f1" for name, _ in components(policy, facts, AMENDED_ON))


def _shared(policy: str) -> dict[str, Change]:
    return {
        "NO_DECISION": lambda _rng, _plan, _facts: {f"{FORMS[policy][0]}_by_decision": False},
        "BEFORE_WINDOW": partial(_moved, policy, date(2021, 3, 20), date(2021, 4, 26)),
    }


def _in_facility(planned: ListPlan) -> bool:
    return planned.own == "facility"


def _after_isolation(rng: Random, _plan: ListPlan, row: SampleRow) -> Facts:
    first = day_of(row.facts, "isolated_to") + timedelta(days=1)
    last = first + timedelta(days=rng.choice(DAYS["meals_f0"]) - 1)
    return {"treated_from": first, "treated_to": last, "elderly": None, "disability": None}


def _falls_ill(row: SampleRow) -> bool:
    return day_of(row.facts, "isolated_to") < date(2021, 10, 30) and not row.facts["elderly"]


def _maker(policy: str, per_ten_thousand: dict[str, int], refused: dict[str, Change], **own: object) -> Maker:
    word, place = FORMS[policy]
    return Maker(
        policy=policy,
        plan=partial(plan, policy),
        ordinary=partial(ordinary, policy),
        components=partial(components, policy),
        per_ten_thousand=FAULTS | {"NO_DECISION": 200, "BEFORE_WINDOW": 120, "PAID_SAME_POLICY": 60} | per_ten_thousand,
        required=(f"{place}_place", f"{word}_from", f"{word}_to", f"{word}_by_decision"),
        unreadable=((f"{word}_to", "31/09/2021", "DATE_UNREADABLE"), (f"{place}_place", "Ở trọ", "CHOICE_UNKNOWN")),
        other=partial(_longer, policy),
        refused=_shared(policy) | refused,
        prior={"PAID_SAME_POLICY": (policy, 1_120_000)},
        **own,  # type: ignore[arg-type]  # further tables of the maker
    )


F1 = _maker(
    "meals_f1",
    {"MEALS_TOO": 120, "NO_RECEIPT": 80},
    {},
    open={"NO_RECEIPT": partial(_no_receipt, "meals_f1", date(2021, 7, 12), date(2021, 7, 24))},
    open_since={"NO_RECEIPT": AMENDED_ON},
    fits={"NO_RECEIPT": _in_facility},
    claims={"MEALS_TOO": also_freelance(is_paid=True)},
    lists={"LATE_PAPER": "open"},
)
F0 = _maker(
    "meals_f0",
    {"AS_F1_BEFORE": 150, "NO_RECEIPT": 80, "DISABLED_CHILD": 20},
    {"NO_RECEIPT": partial(_no_receipt, "meals_f0", date(2021, 6, 1), date(2021, 6, 28))},
    further={"DISABLED_CHILD": _disabled_child},
    suits={"DISABLED_CHILD": partial(_is_child, "meals_f0")},
    fits={"NO_RECEIPT": _in_facility, "AS_F1_BEFORE": lambda planned: planned.received_on >= AFTER_ISOLATION},
    claims={
        "AS_F1_BEFORE": Claim(
            "meals_f1", _falls_ill, _after_isolation, own_supports("meals_f1"), is_paid=True,
            without=frozenset({"child_f0_f1"}),
        )
    },
    lists={"LATE_PAPER": "open", "AT_HOME": "later"},
)  # fmt: skip
"""Who was isolated and then fell ill is paid for both; what comes once (a child's million) came with the first."""
