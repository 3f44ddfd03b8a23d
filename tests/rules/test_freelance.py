"""Policy 12, Ninh Thuận: occupation × workplace × residence × measure, by round."""

from datetime import date

import pytest

from app.rules.law import Met, Outcome, Supported
from tests.rules.cases import ROUND_2_DAY, ROUND_4_DAY, VENDOR, money, result, unmet, unsure, vendor


def test_a_street_vendor_of_the_stopped_city_gets_1_500_000() -> None:
    found = vendor()
    assert (found.outcome, found.amount_vnd) == (Outcome.ELIGIBLE, 1_500_000)
    assert money(found) == [("base", 1_500_000)]
    assert str(found.lines[0].citation) == "68/NQ-CP II.12"
    assert found.missing == ()


@pytest.mark.parametrize("occupation", ["farmer", "fisher", "other", "wedding_restaurant_worker"])
@pytest.mark.parametrize("round_", [2, 4])
def test_an_occupation_outside_the_groups_is_refused(round_: int, occupation: str) -> None:
    residence = {2: "22738", 4: "22834"}[round_]
    found = vendor(ROUND_4_DAY, round_, occupation=occupation, residence_commune=residence)
    assert unmet(found) == ["occupation"]
    assert found.outcome is Outcome.INELIGIBLE
    assert found.amount_vnd == 0


@pytest.mark.parametrize("occupation", ["house_building_worker", "small_food_service"])
def test_round_4_adds_two_groups(occupation: str) -> None:
    day = date(2021, 7, 20)
    assert unmet(vendor(ROUND_4_DAY, 2, occupation=occupation, stopped_from=day)) == ["occupation"]
    found = vendor(ROUND_4_DAY, 4, occupation=occupation, stopped_from=day, residence_commune="22834")
    assert found.outcome is Outcome.ELIGIBLE


def test_a_contract_refuses() -> None:
    assert unmet(vendor(has_labour_contract=True)) == ["no_labour_contract"]


def test_nursery_staff_with_a_contract_hang_on_their_insurance() -> None:
    found = vendor(occupation="private_nursery_staff", has_labour_contract=True)
    assert (found.outcome, unsure(found)) == (Outcome.UNDETERMINED, ["no_labour_contract"])
    assert vendor(occupation="private_nursery_staff").outcome is Outcome.ELIGIBLE
    assert unsure(vendor(occupation=None, has_labour_contract=True)) == ["occupation", "no_labour_contract"]


@pytest.mark.parametrize(("insured", "outcome"), [(False, Outcome.ELIGIBLE), (True, Outcome.INELIGIBLE)])
@pytest.mark.parametrize("round_", [2, 4])
def test_nursery_staff_with_a_contract_are_in_if_uninsured(round_: int, insured: Met, outcome: Outcome) -> None:
    day, residence = {2: (ROUND_2_DAY, "22738"), 4: (ROUND_4_DAY, "22834")}[round_]
    facts = {"occupation": "private_nursery_staff", "has_labour_contract": True, "residence_commune": residence}
    found = vendor(day, round_, **facts, socially_insured=insured)
    assert (found.outcome, found.points) == (outcome, ())
    assert vendor(day, round_, **facts).points == ("freelance.nursery_insurance_unsaid",)


def test_only_named_occupations_may_have_a_contract_uninsured() -> None:
    assert unmet(vendor(has_labour_contract=True, socially_insured=False)) == ["no_labour_contract"]


@pytest.mark.parametrize(("commune", "met"), [("22738", True), ("22870", True), ("22834", None), ("00000", False)])
def test_in_round_2_the_workplace_is_in_a_stopped_district(commune: str, met: Met) -> None:
    assert result(vendor(workplace_commune=commune), "workplace").met is met


def test_in_round_4_the_other_districts_are_no_workplace_and_round_2_says_nothing_of_them() -> None:
    assert unmet(vendor(ROUND_4_DAY, 4, workplace_commune="22834", residence_commune="22834")) == ["workplace"]
    found = vendor(workplace_commune="22834")
    assert (found.outcome, found.points) == (Outcome.UNDETERMINED, ("freelance.round_2_other_workplaces",))
    both = vendor(workplace_commune="22834", residence_commune="22834")
    assert both.points == ("freelance.round_2_other_workplaces", "freelance.round_2_other_districts")


@pytest.mark.parametrize("residence", ["22738", "22870"])
def test_while_the_workplace_is_not_understood_nobody_knows_who_commutes(residence: str) -> None:
    found = vendor(ROUND_4_DAY, 4, workplace_commune="22588", residence_commune=residence)
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, ["workplace", "residence"], ())
    for condition in ("workplace", "residence"):
        assert "22588" in result(found, condition).vi and "00000" in result(found, condition).en
    assert vendor(ROUND_4_DAY, 4, workplace_commune=None, residence_commune=residence).missing == ("workplace_commune",)
    assert unmet(vendor(ROUND_4_DAY, 4, workplace_commune="22870", residence_commune=residence)) == ["residence"]
    other = vendor(ROUND_4_DAY, 4, workplace_commune="22588", residence_commune="22834")
    assert unsure(other) == ["workplace"]


def test_in_round_4_a_commuter_out_of_the_province_is_supported_wherever_they_live() -> None:
    for residence in ("22834", "22738"):
        found = vendor(ROUND_4_DAY, 4, workplace_commune="00000", residence_commune=residence)
        assert found.outcome is Outcome.ELIGIBLE


def test_the_stopped_districts_own_people_belong_to_round_2() -> None:
    assert unmet(vendor(ROUND_4_DAY, 4)) == ["residence"]


def test_whether_round_2_takes_other_districts_people_is_unread_and_neither_pays_nor_refuses() -> None:
    found = vendor(residence_commune="22834")
    assert (found.outcome, unsure(found)) == (Outcome.UNDETERMINED, ["residence"])
    assert result(found, "residence").standing == "unconfirmed"


def test_who_lives_out_of_the_province_is_not_supported() -> None:
    assert unmet(vendor(residence_commune="00000")) == ["residence"]
    assert unmet(vendor(ROUND_4_DAY, 4, residence_commune="00000", workplace_commune="00000")) == ["residence"]


@pytest.mark.parametrize(
    ("stopped", "met"),
    [
        (date(2021, 7, 16), False),
        (date(2021, 7, 17), True),
        (date(2021, 7, 18), True),
        (date(2021, 8, 5), True),
        (date(2021, 8, 6), True),
        (date(2021, 8, 7), False),
    ],
)
def test_work_stopped_while_directive_16_was_in_force(stopped: date, met: Met) -> None:
    assert result(vendor(stopped_from=stopped), "stoppage").met is met


@pytest.mark.parametrize(("stopped", "met"), [(date(2021, 7, 19), False), (date(2021, 7, 20), True)])
def test_house_building_stopped_on_20_july(stopped: date, met: Met) -> None:
    found = vendor(ROUND_4_DAY, 4, occupation="house_building_worker", stopped_from=stopped, residence_commune="22834")
    assert result(found, "stoppage").met is met


def test_before_20_july_an_unknown_occupation_leaves_the_stoppage_open() -> None:
    early = vendor(ROUND_4_DAY, 4, occupation=None, stopped_from=date(2021, 7, 18))
    assert result(early, "stoppage").missing == ("occupation",)
    assert result(vendor(ROUND_4_DAY, 4, occupation=None), "stoppage").met is None
    late = vendor(ROUND_4_DAY, 4, occupation=None, stopped_from=date(2021, 7, 20))
    assert result(late, "stoppage").met is True


@pytest.mark.parametrize(
    ("fact", "condition"),
    [
        ("occupation", "occupation"),
        ("has_labour_contract", "no_labour_contract"),
        ("workplace_commune", "workplace"),
        ("stopped_from", "stoppage"),
        ("residence_commune", "residence"),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(fact: str, condition: str) -> None:
    found = vendor(**{fact: None})
    assert (found.outcome, found.missing, found.amount_vnd) == (Outcome.UNDETERMINED, (fact,), 0)
    assert unsure(found) == [condition]


def test_a_commune_that_never_was_is_not_known_and_not_missing_either() -> None:
    for fact, condition in (("workplace_commune", "workplace"), ("residence_commune", "residence")):
        found = vendor(**{fact: "99999"})
        assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, [condition], ())
        assert "mã 99999 không có trong danh mục" in result(found, condition).vi


def test_a_refusal_outweighs_what_is_missing() -> None:
    assert vendor(occupation=None, stopped_from=date(2021, 7, 16)).outcome is Outcome.INELIGIBLE


@pytest.mark.parametrize(
    ("on", "met"), [(date(2021, 10, 23), False), (date(2021, 10, 24), True), (date(2021, 10, 25), True)]
)
def test_round_4_is_decided_on_24_october(on: date, met: Met) -> None:
    found = vendor(on, 4, residence_commune="22834")
    assert result(found, "round").met is met
    assert found.outcome is (Outcome.ELIGIBLE if met else Outcome.INELIGIBLE)
    assert str(result(found, "round").citation) == "2035/QĐ-UBND Ninh Thuận 24/10/2021"


@pytest.mark.parametrize(
    ("on", "met"), [(date(2021, 7, 31), False), (date(2021, 8, 1), True), (date(2021, 8, 2), True)]
)
def test_round_2_is_of_august(on: date, met: Met) -> None:
    assert result(vendor(on), "round").met is met


@pytest.mark.parametrize("round_", [1, 3, 5])
def test_a_round_whose_decision_was_not_read_leaves_all_undetermined(round_: int) -> None:
    found = vendor(ROUND_4_DAY, round_)
    assert found.outcome is Outcome.UNDETERMINED
    assert (result(found, "round").met, result(found, "round").standing) == (None, "unconfirmed")
    assert found.missing == ()


def test_no_round_named_means_the_only_one_in_force() -> None:
    assert vendor(round_=None).outcome is Outcome.ELIGIBLE
    found = vendor(ROUND_4_DAY, None)
    assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("round",))
    assert all(line.held for line in found.lines)


def test_another_province_s_rounds_are_not_known() -> None:
    found = vendor(province="01")
    assert (found.outcome, found.missing, found.points) == (Outcome.UNDETERMINED, (), ("freelance.further_rounds",))
    assert all(line.held and line.points for line in found.lines)


@pytest.mark.parametrize("round_", [5, 6])
def test_a_round_of_which_nothing_is_on_record_waits_for_a_word_on_further_rounds(round_: int) -> None:
    found = vendor(ROUND_4_DAY, round_)
    assert (found.outcome, found.missing, found.points) == (Outcome.UNDETERMINED, (), ("freelance.further_rounds",))


@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_nobody_is_supported_before_the_law_was_in_force(on: date, met: Met) -> None:
    found = vendor(on, None)
    assert result(found, "in_force").met is met
    assert found.outcome is (Outcome.UNDETERMINED if met else Outcome.INELIGIBLE)
    assert found.amount_vnd == 0


def test_an_unknown_history_leaves_both_rules_across_policies_open() -> None:
    found = vendor(history=None)
    assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("history",))
    assert unsure(found) == ["once_per_policy", "one_cash_regime"]


@pytest.mark.parametrize(
    ("policy", "condition"), [("freelance", "once_per_policy"), ("household_business", "one_cash_regime")]
)
def test_a_support_before_refuses(policy: str, condition: str) -> None:
    assert unmet(vendor(history=(Supported(policy, "base", "paid"),))) == [condition]


def test_meals_before_refuse_nothing() -> None:
    assert vendor(history=(Supported("meals_f0", "base", "paid"),)).outcome is Outcome.ELIGIBLE


def test_who_declines_is_not_supported() -> None:
    assert unmet(vendor(declined=True)) == ["not_declined"]


def test_every_condition_is_answered_each_time() -> None:
    ids = [each.id for each in vendor().results]
    assert ids == [
        "in_force", "round", "occupation", "no_labour_contract", "workplace", "stoppage", "residence", "further",
        "once_per_policy", "one_cash_regime", "not_declined",
    ]  # fmt: skip
    nothing = dict.fromkeys(VENDOR)
    for found in (vendor(**nothing), vendor(date(2020, 4, 1), 2), vendor(round_=1)):
        assert [each.id for each in found.results] == ids
