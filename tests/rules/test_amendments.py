"""The day before and the day of amendments that change no answer, only where it stands or what waits for a word."""

from datetime import date, timedelta

import pytest

from app import rules
from app.rules.changing import laws_of
from app.rules.law import law_of

PROCEDURE = date(2021, 11, 6)
DECISION_23, RESOLUTION_126, DECISION_33 = "23/2021/QĐ-TTg", "126/NQ-CP", "33/2021/QĐ-TTg"
TRADERS = "unregistered_business"
CITED = [
    ("meals_f0", "value", "disabilities", f"{RESOLUTION_126} 1 (68/NQ-CP II.7)", f"{DECISION_33} 1"),
    ("meals_f1", "value", "disabilities", f"{RESOLUTION_126} 1 (68/NQ-CP II.7)", f"{DECISION_33} 1"),
    ("meals_f0", "value", "supplements_together", f"{RESOLUTION_126} 1 (68/NQ-CP II.7)", f"{DECISION_33} 1"),
    ("meals_f0", "route", "route", f"{DECISION_23} 27.5.a", f"{DECISION_33} 1.15 ({DECISION_23} 27.4)"),
    ("meals_f1", "route", "route", f"{DECISION_23} 27.5.a", f"{DECISION_33} 1.15 ({DECISION_23} 27.4)"),
    ("household_business", "route", "route", f"{DECISION_23} 37", f"{DECISION_33} 1.20 ({DECISION_23} 37)"),
    (TRADERS, "value", "provincial_criteria", f"{RESOLUTION_126} 1 (68/NQ-CP II.10)", f"{DECISION_33} 37a"),
    (TRADERS, "condition", "deadline", f"{RESOLUTION_126} 1 (68/NQ-CP II.10)", f"{DECISION_33} 37a"),
]  # fmt: skip


@pytest.mark.parametrize(("policy", "kind", "name", "before", "after"), CITED)
def test_decision_33_is_cited_from_its_day_on(policy: str, kind: str, name: str, before: str, after: str) -> None:
    assert [cited(policy, kind, name, PROCEDURE + timedelta(days=n)) for n in (-1, 0, 1)] == [before, after, after]


def cited(policy: str, kind: str, name: str, on: date) -> str:
    """Where something of a policy stands on a day."""
    laws = {named[:2]: law for named, law in laws_of(rules.POLICIES[policy]).items()}
    held = law_of(on).in_force(laws[kind, name])
    return str(held.citation) if held else ""
