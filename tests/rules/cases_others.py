"""An eligible case of each of policies 8, 9a, 9b, 10 and 10a, and how to ask about it with something changed."""

from collections.abc import Callable, Mapping
from datetime import date

from app.rules import artist, household_business, meals, tour_guide, unregistered_business
from app.rules.determination import determine
from app.rules.law import Circumstances, Citation, Determination, Supported, Word, law_of
from app.rules.policy import Policy

F0_FACTS: Mapping[str, object] = {
    "birth_date": date(1988, 3, 15),
    "treatment_place": "facility",
    "treated_from": date(2021, 7, 17),
    "treated_to": date(2021, 7, 30),
    "treated_by_decision": True,
    "meal_paper": "none",
    "received_on": date(2021, 8, 20),
}
F1_FACTS: Mapping[str, object] = {
    "birth_date": date(1988, 3, 15),
    "isolation_place": "facility",
    "isolated_from": date(2021, 7, 17),
    "isolated_to": date(2021, 7, 30),
    "isolated_by_decision": True,
    "meal_paper": "receipt",
    "received_on": date(2021, 8, 20),
}
ARTIST: Mapping[str, object] = {
    "birth_date": date(1990, 1, 2),
    "arts_unit_kind": "public",
    "stopped_by_order": True,
    "stopped_from": date(2021, 5, 9),
    "stopped_to": date(2021, 9, 30),
    "position": "actor",
    "grade": "grade_4",
    "received_on": date(2021, 8, 20),
}
GUIDE: Mapping[str, object] = {
    "birth_date": date(1990, 1, 2),
    "card_kind": "domestic",
    "card_valid_to": date(2023, 6, 15),
    "tie": "labour_contract",
    "contract_from": date(2019, 3, 1),
    "contract_to": date(2020, 6, 30),
    "local_support_2021": False,
    "received_on": date(2021, 8, 20),
}
HOUSEHOLD: Mapping[str, object] = {
    "birth_date": date(1980, 1, 2),
    "registered": True,
    "cause": "stopped_by_order",
    "stopped_from": date(2021, 7, 17),
    "stopped_to": date(2021, 8, 6),
    "other_lines_go_on": False,
    "received_on": date(2021, 8, 20),
    "tax_registered": True,
    "in_tax_directory": True,
}
TRADER: Mapping[str, object] = {
    "birth_date": date(1980, 1, 2),
    "business_kind": "snack_seller",
    "registration_required": False,
    "cause": "stopped_by_order",
    "stopped_from": date(2021, 7, 17),
    "stopped_to": date(2021, 8, 6),
    "freelance_beneficiary": False,
    "meets_provincial_criteria": True,
    "received_on": date(2021, 11, 15),
}
FACTS: Mapping[str, Mapping[str, object]] = {
    "meals_f0": F0_FACTS,
    "meals_f1": F1_FACTS,
    "artist": ARTIST,
    "tour_guide": GUIDE,
    "household_business": HOUSEHOLD,
    "unregistered_business": TRADER,
}
SAID = Citation("lời cán bộ pháp chế", "01/12/2021")

Ask = Callable[..., Determination]


def _asking(policy: Policy, on: date) -> Ask:
    def ask(
        on: date = on, history: tuple[Supported, ...] | None = (), words: tuple[Word, ...] = (), **changed: object
    ) -> Determination:
        facts = {name: value for name, value in {**FACTS[policy.code], **changed}.items() if value is not None}
        return determine(policy, facts, Circumstances(law_of(on, words), "58", None, history))

    return ask


ORIGINAL_DAY, WIDENED_DAY, AMENDED_DAY = date(2021, 8, 20), date(2021, 10, 20), date(2021, 11, 15)

treated = _asking(meals.F0, ORIGINAL_DAY)
isolated = _asking(meals.F1, ORIGINAL_DAY)
performer = _asking(artist.POLICY, ORIGINAL_DAY)
guide = _asking(tour_guide.POLICY, ORIGINAL_DAY)
household = _asking(household_business.POLICY, ORIGINAL_DAY)
trader = _asking(unregistered_business.POLICY, AMENDED_DAY)


def said(point: str, *, value: object) -> tuple[Word, ...]:
    """A legal officer's word on one open point."""
    return (Word(point, value, SAID),)


def paid(policy: str, component: str = "base") -> tuple[Supported, ...]:
    """One support on record."""
    return (Supported(policy, component, "paid", 1_000_000),)
