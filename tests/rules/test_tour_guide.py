"""Policy 9b: tour guides with a valid card and a tie to their trade."""

from datetime import date

import pytest

from app.rules.law import Met, Outcome, Standing
from app.rules.tour_guide import POLICY
from tests.rules.cases import money, result, unmet, unsure
from tests.rules.cases_others import GUIDE, guide, paid, said

CARD = "tour_guide.on_site_card_without_term"
ON_SITE = {"card_kind": "on_site", "tie": "site_assignment", "contract_from": None, "contract_to": None}


def test_a_guide_with_card_and_contract_gets_3_710_000_once() -> None:
    found = guide()
    assert (found.outcome, found.amount_vnd, found.missing, found.points) == (Outcome.ELIGIBLE, 3_710_000, (), ())
    assert money(found) == [("base", 3_710_000)]
    assert (str(found.lines[0].citation), found.lines[0].exclusive) == ("23/2021/QĐ-TTg Chương VIII", True)


@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_it_is_in_force_since_decision_23(on: date, met: Met) -> None:
    found = guide(on)
    assert (unmet(found), bool(found.lines)) == ([] if met else ["in_force"], met)


@pytest.mark.parametrize(
    ("valid_to", "met"), [(date(2021, 8, 19), False), (date(2021, 8, 20), True), (date(2021, 8, 21), True)]
)
def test_the_card_is_valid_on_the_filing_day_whatever_the_law_s_day(valid_to: date, met: Met) -> None:
    for on in (date(2021, 8, 20), date(2021, 12, 20)):
        found = guide(on, card_valid_to=valid_to)
        assert unmet(found) == ([] if met else ["card"])
        assert ("19/08/2021" in result(found, "card").vi) is not met


@pytest.mark.parametrize("kind", ["international", "domestic"])
@pytest.mark.parametrize(
    ("tie", "met"), [("labour_contract", True), ("membership", True), ("site_assignment", False), ("none", False)]
)
def test_a_travelling_guide_has_a_contract_or_is_a_member(kind: str, tie: str, met: Met) -> None:
    found = guide(card_kind=kind, tie=tie)
    assert unmet(found) == ([] if met else ["tie"])
    assert result(found, "tie").standing is Standing.SUMMARISED


@pytest.mark.parametrize(
    ("tie", "met"), [("labour_contract", False), ("membership", False), ("site_assignment", True), ("none", False)]
)
def test_an_on_site_guide_is_assigned_by_the_site_s_manager(tie: str, met: Met) -> None:
    assert unmet(guide(**{**ON_SITE, "tie": tie, "contract_from": date(2020, 1, 1)})) == ([] if met else ["tie"])


def test_who_has_no_tie_is_refused_whatever_the_card_is() -> None:
    assert result(guide(card_kind=None, tie="none"), "tie").met is False
    assert result(guide(card_kind=None), "tie").missing == ("card_kind",)
    assert result(guide(card_kind=None, tie=None), "tie").missing == ("card_kind", "tie")


@pytest.mark.parametrize(
    ("first", "last", "met"),
    [
        (date(2018, 1, 1), date(2019, 12, 31), False),
        (date(2018, 1, 1), date(2020, 1, 1), True),
        (date(2018, 1, 1), None, True),
        (date(2021, 8, 20), date(2022, 8, 19), True),
        (date(2021, 8, 21), date(2022, 8, 20), False),
    ],
)
def test_the_contract_runs_at_some_time_from_2020_to_the_filing_day(first: date, last: date | None, met: Met) -> None:
    assert unmet(guide(contract_from=first, contract_to=last)) == ([] if met else ["contract"])
    assert str(result(guide(), "contract").citation) == "23/2021/QĐ-TTg 33"


def test_a_member_is_not_asked_for_a_contract() -> None:
    assert guide(tie="membership", contract_from=None, contract_to=None).outcome is Outcome.ELIGIBLE


def test_a_contract_that_ended_before_2020_needs_no_first_day() -> None:
    assert result(guide(contract_from=None, contract_to=date(2019, 12, 31)), "contract").met is False
    assert guide(contract_from=None).missing == ("contract_from",)


def test_an_on_site_card_without_a_term_hangs_on_an_open_point() -> None:
    assert guide(**ON_SITE).outcome is Outcome.ELIGIBLE
    found = guide(**ON_SITE, card_valid_to=None)
    assert (found.outcome, found.points, found.missing) == (Outcome.UNDETERMINED, (CARD,), ("card_valid_to",))
    assert guide(words=said(CARD, value=True), **ON_SITE, card_valid_to=None).outcome is Outcome.ELIGIBLE
    assert unmet(guide(words=said(CARD, value=False), **ON_SITE, card_valid_to=None)) == ["card"]


def test_a_travelling_guide_s_card_without_a_term_lacks_a_fact_and_no_word_helps() -> None:
    for words in ((), said(CARD, value=True)):
        found = guide(words=words, card_valid_to=None)
        assert (found.outcome, found.points, found.missing) == (Outcome.UNDETERMINED, (), ("card_valid_to",))


@pytest.mark.parametrize(
    "policy", ["suspended_contract", "stopped_work", "terminated_contract", "artist", "household_business", "freelance"]
)
def test_who_had_another_support_is_refused(policy: str) -> None:
    found = guide(history=paid(policy))
    assert unmet(found) == ["no_other_support", "one_cash_regime"]
    assert str(result(found, "no_other_support").citation) == "23/2021/QĐ-TTg 31"


@pytest.mark.parametrize(
    ("on", "met"), [(date(2021, 10, 7), True), (date(2021, 10, 8), False), (date(2021, 10, 9), False)]
)
def test_unregistered_business_counts_since_resolution_126(on: date, met: Met) -> None:
    assert result(guide(on, history=paid("unregistered_business")), "no_other_support").met is met


@pytest.mark.parametrize(
    ("policy", "component"), [("meals_f0", "base"), ("meals_f1", "base"), ("stopped_work", "child_under_6")]
)
def test_meals_and_supplements_refuse_nobody(policy: str, component: str) -> None:
    assert guide(history=paid(policy, component)).outcome is Outcome.ELIGIBLE


def test_who_had_local_support_in_2021_is_refused() -> None:
    assert unmet(guide(local_support_2021=True)) == ["no_local_support"]


def test_it_is_paid_once() -> None:
    assert unmet(guide(history=paid("tour_guide"))) == ["once_per_policy"]
    assert unmet(guide(declined=True)) == ["not_declined"]
    assert guide(history=None).missing == ("history",)


@pytest.mark.parametrize(
    ("received", "met"), [(date(2022, 1, 30), True), (date(2022, 1, 31), True), (date(2022, 2, 1), False)]
)
def test_the_paper_was_received_by_31_january(received: date, met: Met) -> None:
    assert unmet(guide(date(2022, 3, 1), received_on=received)) == ([] if met else ["deadline"])


@pytest.mark.parametrize(
    ("fact", "conditions"),
    [
        ("card_kind", ["tie"]),
        ("card_valid_to", ["card"]),
        ("tie", ["tie", "contract"]),
        ("contract_from", ["contract"]),
        ("local_support_2021", ["no_local_support"]),
        ("received_on", ["card", "contract", "deadline"]),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(fact: str, conditions: list[str]) -> None:
    found = guide(**{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, conditions, (fact,))


def test_every_condition_is_answered_each_time() -> None:
    ids = [condition.id for condition in POLICY.conditions]
    for found in (guide(**dict.fromkeys(GUIDE)), guide(date(2020, 4, 1)), guide(history=None)):
        assert [each.id for each in found.results] == ids


def test_the_guide_files_at_the_department_which_has_two_days_as_the_province_has() -> None:
    steps = [(step.act, step.unit_kind, step.working_days) for step in POLICY.route[0].value]
    assert steps == [
        ("list", "worker", None), ("appraise", "department", 2), ("decide", "province", 2), ("pay", "province", None),
    ]  # fmt: skip


def test_a_contract_that_ends_before_it_begins_is_none() -> None:
    assert unmet(guide(contract_from=date(2021, 6, 1), contract_to=date(2021, 5, 31))) == ["contract"]
    assert unmet(guide(contract_from=date(2021, 6, 1), contract_to=date(2021, 6, 1))) == []


def test_no_tie_is_told_in_words() -> None:
    assert "not met (No such tie)" in result(guide(tie="none"), "tie").en
