"""An eligible case of each policy, and how to ask about it with something changed."""

from collections.abc import Mapping
from datetime import date

from app import rules
from app.rules.law import Circumstances, ConditionResult, Determination, Supported, law_of

ROUND_2_DAY, ROUND_4_DAY = date(2021, 8, 20), date(2021, 10, 28)
ORIGINAL_DAY, AMENDED_DAY = date(2021, 8, 20), date(2021, 11, 15)

VENDOR: Mapping[str, object] = {
    "birth_date": date(1988, 3, 15),
    "residence_commune": "22738",
    "occupation": "street_vendor",
    "workplace_commune": "22759",
    "stopped_from": date(2021, 7, 17),
    "has_labour_contract": False,
    "received_on": ROUND_2_DAY,
}
WORKER: Mapping[str, object] = {
    "birth_date": date(1990, 1, 2),
    "employer_kind": "enterprise",
    "employer_cause": "stopped_by_order",
    "worker_cause": "none",
    "contract_from": date(2019, 3, 1),
    "suspended_from": date(2021, 7, 17),
    "suspended_to": date(2021, 8, 6),
    "pregnant": False,
    "received_on": date(2021, 8, 20),
    "insured_month_before": True,
}
NOTHING_BEFORE: tuple[Supported, ...] = ()


def known(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts without those that are None: left out."""
    return {name: value for name, value in facts.items() if value is not None}


def vendor(
    on: date = ROUND_2_DAY,
    round_: int | None = 2,
    history: tuple[Supported, ...] | None = NOTHING_BEFORE,
    province: str = "58",
    **changed: object,
) -> Determination:
    """A street vendor of the stopped city; None leaves a fact out."""
    return rules.determine(
        "freelance", known({**VENDOR, **changed}), Circumstances(law_of(on), province, round_, history)
    )


def worker(
    on: date = ORIGINAL_DAY, history: tuple[Supported, ...] | None = NOTHING_BEFORE, **changed: object
) -> Determination:
    """A worker suspended for three weeks; None leaves a fact out."""
    facts = known({**WORKER, **changed})
    return rules.determine("suspended_contract", facts, Circumstances(law_of(on), "58", None, history))


def result(found: Determination, condition: str) -> ConditionResult:
    """The one result of a condition."""
    (one,) = (each for each in found.results if each.id == condition)
    return one


def unmet(found: Determination) -> list[str]:
    """The conditions not met."""
    return [each.id for each in found.results if each.met is False]


def unsure(found: Determination) -> list[str]:
    """The conditions not known."""
    return [each.id for each in found.results if each.met is None]


def money(found: Determination) -> list[tuple[str, int]]:
    """The lines that are not held."""
    return [(line.component, line.amount_vnd) for line in found.lines if not line.held]
