"""What each amendment changed: value by value, condition by condition, before and after."""

import json
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from app import rules
from app.rules.changing import Change, changes_of, difference, laws_of
from app.rules.law import Amendment, Citation, Standing, in_force

POLICIES = pytest.mark.parametrize("policy", sorted(rules.POLICIES))
OLD, NEW = Citation("23/2021/QĐ-TTg", "13"), Citation("33/2021/QĐ-TTg", "1")


def changed(policy: str, since: str, name: str) -> dict[str, Any]:
    """The one change of a thing on a day."""
    [day] = [each for each in rules.changes(policy) if each["since"] == since]
    changes: Any = day["changes"]
    [change] = [each for each in changes if each["name"] == name]
    return dict(change)


@POLICIES
def test_every_amendment_after_the_first_is_told_once_in_the_order_of_days(policy: str) -> None:
    told: Any = json.loads(json.dumps(rules.changes(policy)))
    days = [each["since"] for each in told]
    assert days == sorted(set(days))
    found = [(one["kind"], one["name"], day["since"]) for day in told for one in day["changes"]]
    laws = laws_of(rules.POLICIES[policy])
    began = rules.POLICIES[policy].conditions[0].law[0].since
    made = [
        (kind, name, each.since.isoformat())
        for (kind, name, _, _), law in laws.items()
        for each in law
        if each.since > began
    ]
    assert sorted(found) == sorted(made)


@POLICIES
def test_before_and_after_are_what_was_in_force_the_day_before_and_from_the_day_on(policy: str) -> None:
    for change in changes_of(rules.POLICIES[policy]):
        law = laws_of(rules.POLICIES[policy])[change.kind, change.name, change.vi, change.en]
        assert change.after in law
        assert change.before is None or (change.before, change.after) in pairwise(law)
        since = change.after.since
        day_before, on_the_day, day_after = (in_force(law, since + timedelta(days=days)) for days in (-1, 0, 1))
        assert on_the_day == day_after == change.after != day_before
        assert change.before in {None, day_before}  # None: a further round amends none before it


def test_a_further_round_amends_none_before_it() -> None:
    day = next(each for each in rules.changes("freelance") if each["since"] == "2021-10-24")
    assert all(each["before"] is None for each in day["changes"])  # type: ignore[attr-defined]


def test_a_policy_that_an_amendment_brought_is_no_change_of_its_own() -> None:
    assert [each["since"] for each in rules.changes("unregistered_business")] == ["2021-11-06"]


def test_resolution_126_and_decision_33_widened_who_may_be_suspended() -> None:
    resolution = changed("suspended_contract", "2021-10-08", "employer")
    assert resolution["before"]["citation"] == "23/2021/QĐ-TTg 13"
    assert resolution["after"]["citation"] == "126/NQ-CP 1 (68/NQ-CP II.4)"
    assert (resolution["before"]["standing"], resolution["after"]["standing"]) == ("confirmed", "derived")
    assert "enterprise" in resolution["before"]["value"]
    assert (resolution["after"]["vi"], resolution["after"]["en"]) == ("không giới hạn", "no restriction")
    assert "Doanh nghiệp" in resolution["before"]["vi"]
    decision = changed("suspended_contract", "2021-11-06", "employer")
    assert "value" not in decision["changed"] and "citation" in decision["changed"]
    assert decision["difference"] == {}


def test_a_list_tells_what_was_added() -> None:
    causes = changed("suspended_contract", "2021-10-08", "cause")
    assert causes["difference"]["employer"]["removed"] == []
    assert "directive_16_area" in causes["difference"]["employer"]["added"]
    regimes = changed("suspended_contract", "2021-10-08", "one_cash_regime")
    assert regimes["difference"] == {"added": ["unregistered_business"], "removed": []}


def test_a_figure_tells_both_sides_and_parts_tell_what_differs() -> None:
    assert difference(15, 10) == {"before": 15, "after": 10}
    assert difference(["a"], ["a"]) == {}
    assert difference(["a", "b"], ["b", "c"]) == {"added": ["c"], "removed": ["a"]}
    assert difference(["a"], []) == {"before": ["a"], "after": []}
    assert difference({"x": 1, "y": 2}, {"x": 1, "y": 3}) == {"y": {"before": 2, "after": 3}}


def test_a_change_says_which_of_value_citation_and_standing_differ() -> None:
    before = Amendment(date(2021, 7, 7), 15, OLD)
    after = Amendment(date(2021, 11, 6), 15, NEW)
    assert Change("value", "days", "Ngày", "Days", before, after).what == ("citation",)
    confirmed = Amendment(date(2021, 11, 6), 10, OLD, Standing.DERIVED)
    assert Change("value", "days", "Ngày", "Days", before, confirmed).what == ("value", "standing")
    assert Change("value", "days", "Ngày", "Days", None, after).what == ("value", "citation", "standing")
