"""Rounds as packs: what is open in them and what an officer's word does, a second province, drafts, the floor."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from app import rules
from app.rules import determination, freelance, ho_chi_minh_rounds, ninh_thuan_rounds
from app.rules.law import (
    Amendment,
    Circumstances,
    Citation,
    Determination,
    Drafted,
    LawOfDay,
    Met,
    Outcome,
    Word,
    law_of,
)
from app.rules.ninh_thuan_units import OUTSIDE
from app.rules.policy import OpenPoint
from app.rules.rounds import Basis
from app.rules.rounds_drafted import Draft, areas_of, places_of, policies
from tests.rules.cases import ROUND_2_DAY, ROUND_4_DAY, VENDOR, known, money, result, unmet, unsure

SAID = Citation("Công văn 15/STP", "20/08/2021")
POINTS = {point.code: point for point in freelance.POLICY.points}
CITY_DAY = date(2021, 8, 20)
RESIDENT: Mapping[str, object] = {
    "birth_date": date(1980, 5, 6), "residence_commune": "765", "residence_registered": True,
    "occupation": "waste_collector", "workplace_commune": "79", "stopped_from": date(2021, 6, 1),
    "stopped_to": date(2021, 6, 30), "has_labour_contract": False, "income_vnd_month": 0, "received_on": CITY_DAY,
}  # fmt: skip
LAST_DAY = Word("freelance.ho_chi_minh_last_day", date(2021, 6, 29), SAID)


def vendor(on: date = ROUND_2_DAY, round_: int = 2, *words: Word, **changed: object) -> Determination:
    """A street vendor of Ninh Thuận's stopped city, under the law as an officer's words have it."""
    at = Circumstances(law_of(on, words), "58", round_)
    return rules.determine("freelance", known({**VENDOR, **changed}), at)


def resident(*words: Word, on: date = CITY_DAY, **changed: object) -> Determination:
    """A waste collector of Ho Chi Minh City, 29 of whose days the distancing to 29 June counts."""
    at = Circumstances(law_of(on, words), "79", 1)
    return rules.determine("freelance", known({**RESIDENT, **changed}), at)


def word(**said: object) -> Word:
    """An officer's word on a point of policy 12."""
    [(what, value)] = said.items()
    return Word(f"freelance.{what}", value, SAID)


# What is open


def test_every_point_names_the_amendments_that_wait_for_it_and_its_province() -> None:
    assert all(each.point == code for code, point in POINTS.items() for each in point.law)
    assert all(point.law and point.vi and point.en for point in POINTS.values())
    assert {code: point.province for code, point in POINTS.items() if point.province not in {"58", "79"}} == {
        "freelance.further_rounds": "",
    }  # fmt: skip


@pytest.mark.parametrize("point", POINTS.values(), ids=lambda point: point.code)
def test_every_point_takes_a_word_of_its_kind(point: OpenPoint) -> None:
    value = {"yes_no": True, "date": "2021-08-10", "integer": 15}[point.kind.value]
    assert rules.read_word(point.code, value, SAID).point == point.code


@pytest.mark.parametrize(("yes", "outcome"), [(True, Outcome.ELIGIBLE), (False, Outcome.INELIGIBLE)])
def test_an_officer_says_whether_round_2_takes_other_districts_people(yes: Met, outcome: Outcome) -> None:
    waiting = vendor(residence_commune="22834")
    assert (waiting.outcome, waiting.points) == (Outcome.UNDETERMINED, ("freelance.round_2_other_districts",))
    found = vendor(ROUND_2_DAY, 2, word(round_2_other_districts=yes), residence_commune="22834")
    assert (found.outcome, found.points) == (outcome, ())
    assert result(found, "residence").citation == SAID
    assert unmet(found) == ([] if yes else ["residence"])


@pytest.mark.parametrize(("yes", "outcome"), [(True, Outcome.ELIGIBLE), (False, Outcome.INELIGIBLE)])
def test_an_officer_says_whether_round_2_takes_work_in_the_other_districts(yes: Met, outcome: Outcome) -> None:
    waiting = vendor(workplace_commune="22834")
    assert (waiting.outcome, waiting.points) == (Outcome.UNDETERMINED, ("freelance.round_2_other_workplaces",))
    assert result(waiting, "workplace").standing == "unconfirmed"
    found = vendor(ROUND_2_DAY, 2, word(round_2_other_workplaces=yes), workplace_commune="22834")
    assert (found.outcome, found.points, result(found, "workplace").citation) == (outcome, (), SAID)
    assert unmet(found) == ([] if yes else ["workplace"])
    outside = vendor(ROUND_2_DAY, 2, word(round_2_other_workplaces=yes), workplace_commune=OUTSIDE)
    assert (unmet(outside), result(outside, "workplace").standing) == (["workplace"], "derived")


@pytest.mark.parametrize(("province", "round_"), [("58", 5), ("58", 9), ("79", 2), ("79", 4), ("01", 1), ("01", None)])
def test_an_officer_says_whether_there_are_further_rounds(province: str, round_: int | None) -> None:
    def asked(*words: Word) -> Determination:
        return rules.determine("freelance", dict(VENDOR), Circumstances(law_of(ROUND_2_DAY, words), province, round_))

    for found in (asked(), asked(word(further_rounds=True))):
        assert (found.outcome, found.points, found.missing) == (
            Outcome.UNDETERMINED, ("freelance.further_rounds",), (),
        )  # fmt: skip
        assert all(line.held for line in found.lines)
    found = asked(word(further_rounds=False))
    assert (found.outcome, unmet(found), result(found, "round").citation) == (Outcome.INELIGIBLE, ["round"], SAID)


def test_the_point_on_residence_holds_nobody_of_the_stopped_districts_and_lets_nobody_of_outside_in() -> None:
    assert vendor(residence_commune="22870").outcome is Outcome.ELIGIBLE
    found = vendor(ROUND_2_DAY, 2, word(round_2_other_districts=True), residence_commune=OUTSIDE)
    assert unmet(found) == ["residence"]


def test_an_officer_says_that_unsaid_insurance_counts_as_none_or_that_it_must_be_said() -> None:
    nursery = {"occupation": "private_nursery_staff", "has_labour_contract": True}
    waiting = vendor(**nursery)
    assert (waiting.outcome, waiting.missing) == (Outcome.UNDETERMINED, ("socially_insured",))
    assert waiting.points == ("freelance.nursery_insurance_unsaid",)
    yes = vendor(ROUND_2_DAY, 2, word(nursery_insurance_unsaid=True), **nursery)
    assert (yes.outcome, result(yes, "no_labour_contract").citation) == (Outcome.ELIGIBLE, SAID)
    no = vendor(ROUND_2_DAY, 2, word(nursery_insurance_unsaid=False), **nursery)
    assert (no.outcome, no.missing, no.points) == (Outcome.UNDETERMINED, ("socially_insured",), ())
    for said in (True, False):
        insured = vendor(ROUND_2_DAY, 2, word(nursery_insurance_unsaid=said), **nursery, socially_insured=True)
        assert unmet(insured) == ["no_labour_contract"]


@pytest.mark.parametrize("round_", [1, 3])
def test_a_round_that_an_officer_says_had_the_terms_of_round_2_is_judged_by_them(round_: int) -> None:
    point = f"round_{round_}_as_round_2"
    waiting = vendor(ROUND_2_DAY, round_)
    assert (waiting.outcome, waiting.points) == (Outcome.UNDETERMINED, (f"freelance.{point}",))
    assert all(line.held and line.points for line in waiting.lines)
    found = vendor(ROUND_2_DAY, round_, word(**{point: True}))
    assert (found.outcome, found.amount_vnd, found.points) == (Outcome.ELIGIBLE, 1_500_000, ())
    assert {result(found, name).citation for name in ("round", "occupation", "workplace", "stoppage", "residence")} == {
        SAID
    }
    assert f"đợt {round_}" in result(found, "round").vi
    assert unmet(vendor(ROUND_2_DAY, round_, word(**{point: True}), occupation="farmer")) == ["occupation"]


@pytest.mark.parametrize("round_", [1, 3])
def test_a_round_of_other_terms_goes_on_waiting_for_its_text(round_: int) -> None:
    point = f"round_{round_}_as_round_2"
    found = vendor(ROUND_2_DAY, round_, word(**{point: False}))
    assert (found.outcome, found.points) == (Outcome.UNDETERMINED, (f"freelance.{point}",))
    assert "cần bổ sung văn bản" in result(found, "round").vi


def test_what_is_open_in_round_2_is_open_in_a_round_of_its_terms() -> None:
    words = (word(round_1_as_round_2=True), word(round_2_other_districts=True))
    found = vendor(ROUND_2_DAY, 1, words[0], residence_commune="22834")
    assert found.points == ("freelance.round_2_other_districts",)
    assert vendor(ROUND_2_DAY, 1, *words, residence_commune="22834").outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(
    ("round_", "first"), [(1, date(2021, 7, 17)), (3, date(2021, 8, 1))], ids=["measure", "month of round 2"]
)
def test_a_round_without_its_day_was_decided_no_earlier_than_it_can_have_been(round_: int, first: date) -> None:
    yes = word(**{f"round_{round_}_as_round_2": True})
    before = date.fromordinal(first.toordinal() - 1)
    assert unmet(vendor(before, round_, yes)) == ["round"]
    assert vendor(first, round_, yes).outcome is Outcome.ELIGIBLE


def test_round_2_holds_nobody_for_the_day_within_its_month() -> None:
    for on in (date(2021, 8, 1), date(2021, 8, 31)):
        found = vendor(on)
        assert (found.outcome, found.points, result(found, "round").standing) == (Outcome.ELIGIBLE, (), "derived")


GROWN, MINOR = date(2003, 7, 17), date(2003, 7, 18)


def test_only_minors_wait_for_the_age_that_nobody_has_read() -> None:
    assert (vendor(birth_date=GROWN).outcome, vendor(birth_date=GROWN).points) == (Outcome.ELIGIBLE, ())
    found = vendor(birth_date=MINOR)
    assert (found.outcome, found.points, unsure(found)) == (
        Outcome.UNDETERMINED, ("freelance.least_age",), ["further"],
    )  # fmt: skip
    assert vendor(birth_date=2002).outcome is Outcome.ELIGIBLE
    assert vendor(birth_date=2004).points == ("freelance.least_age",)
    assert vendor(birth_date=2003).missing == vendor(birth_date=None).missing == ("birth_date",)


@pytest.mark.parametrize("round_", [2, 4])
def test_an_officer_says_how_old_one_must_be_on_the_measure_s_first_day(round_: int) -> None:
    day, residence = {2: (ROUND_2_DAY, "22738"), 4: (ROUND_4_DAY, "22834")}[round_]
    for born, outcome in ((date(2006, 7, 17), Outcome.ELIGIBLE), (date(2006, 7, 18), Outcome.INELIGIBLE)):
        found = vendor(day, round_, word(least_age=15), birth_date=born, residence_commune=residence)
        assert found.outcome is outcome
        assert result(found, "further").citation == SAID
    assert vendor(day, round_, word(least_age=0), birth_date=None, residence_commune=residence).outcome == "eligible"
    assert vendor(day, round_, word(least_age=20), birth_date=GROWN, residence_commune=residence).outcome == (
        "ineligible"
    )


# Another province


def test_the_city_s_last_day_is_open_and_its_money_with_it() -> None:
    found = resident()
    assert (found.outcome, found.points) == (Outcome.UNDETERMINED, ("freelance.ho_chi_minh_last_day",))
    assert unsure(found) == ["stoppage"]
    assert all(line.held for line in found.lines)
    early = resident(stopped_from=date(2021, 5, 30))
    assert early.points == ("freelance.ho_chi_minh_first_day", "freelance.ho_chi_minh_last_day")


FIRST_DAY = "freelance.ho_chi_minh_first_day"


@pytest.mark.parametrize("last", [date(2021, 5, 30), date(2021, 6, 10), date(2021, 7, 30)])
def test_days_before_the_first_that_is_known_hang_on_the_first_day(last: date) -> None:
    found = resident(LAST_DAY, stopped_from=date(2021, 5, 20), stopped_to=last)
    assert (found.outcome, unsure(found), found.points) == (Outcome.UNDETERMINED, ["stoppage"], (FIRST_DAY,))
    assert [(line.held, line.amount_vnd, line.points) for line in found.lines] == [(True, 0, (FIRST_DAY,))]
    whole = resident(LAST_DAY, stopped_from=date(2021, 5, 31))
    assert (whole.outcome, whole.points, result(whole, "stoppage").standing) == (Outcome.ELIGIBLE, (), "derived")


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2021, 5, 20), date(2021, 6, 10), 11),
        (date(2021, 5, 20), date(2021, 5, 31), 1),
        (date(2021, 5, 20), date(2021, 5, 30), 0),
        (date(2021, 5, 20), date(2021, 8, 30), 30),
    ],
)
def test_a_stoppage_begun_before_the_first_day_counts_from_it(first: date, last: date, days: int) -> None:
    said = (LAST_DAY, Word(FIRST_DAY, date(2021, 5, 31), SAID))
    found = resident(*said, stopped_from=first, stopped_to=last)
    assert (unmet(found), found.points, found.amount_vnd) == ([] if days else ["stoppage"], (), days * 50_000)
    assert resident(*said, stopped_from=first, stopped_to=None).missing == ("stopped_to",)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2021, 5, 31), date(2021, 6, 29), 30),
        (date(2021, 6, 1), date(2021, 6, 30), 29),
        (date(2021, 6, 29), date(2021, 8, 1), 1),
        (date(2021, 6, 10), date(2021, 6, 10), 1),
    ],
)
def test_the_city_gives_50_000_for_each_day_within_the_measure(first: date, last: date, days: int) -> None:
    found = resident(LAST_DAY, stopped_from=first, stopped_to=last)
    assert (found.outcome, money(found)) == (Outcome.ELIGIBLE, [("base", days * 50_000)])
    assert found.lines[0].exclusive


def test_work_stopped_after_the_last_day_or_ended_before_it_began_is_not_supported() -> None:
    assert unmet(resident(LAST_DAY, stopped_from=date(2021, 6, 30), stopped_to=date(2021, 7, 9))) == ["stoppage"]
    reversed_ = resident(LAST_DAY, stopped_from=date(2021, 6, 9), stopped_to=date(2021, 6, 8))
    assert (unmet(reversed_), reversed_.lines) == (["stoppage"], ())


@pytest.mark.parametrize(
    ("fact", "condition"),
    [
        ("stopped_to", "stoppage"), ("residence_registered", "residence"), ("income_vnd_month", "further"),
        ("occupation", "occupation"), ("workplace_commune", "workplace"), ("residence_commune", "residence"),
    ],
)  # fmt: skip
def test_a_fact_that_the_city_asks_for_is_named_where_it_is_missing(fact: str, condition: str) -> None:
    found = resident(LAST_DAY, **{fact: None})
    assert (found.outcome, found.missing, unsure(found)) == (Outcome.UNDETERMINED, (fact,), [condition])


@pytest.mark.parametrize(("earned", "outcome"), [(0, "eligible"), (3_999_999, "eligible"), (4_000_000, "ineligible")])
def test_the_city_asks_for_an_income_lost_or_below_4_million(earned: int, outcome: str) -> None:
    found = resident(LAST_DAY, income_vnd_month=earned)
    assert found.outcome == outcome
    assert "4.000.000 đồng/tháng" in result(found, "further").vi
    assert str(result(found, "further").citation) == "09/2021/NQ-HĐND TP.HCM 25/06/2021"


def test_the_city_asks_for_a_registered_residence_in_it() -> None:
    assert unmet(resident(LAST_DAY, residence_registered=False)) == ["residence"]
    assert unmet(resident(LAST_DAY, residence_commune=OUTSIDE)) == ["residence"]
    assert unmet(resident(LAST_DAY, workplace_commune=OUTSIDE)) == ["workplace"]


def test_six_groups_of_the_city_and_of_others_it_is_not_known() -> None:
    assert len(ho_chi_minh_rounds.GROUPS) == 6
    declared = {choice.code for fact in freelance.FACTS if fact.name == "occupation" for choice in fact.choices}
    for group in ho_chi_minh_rounds.GROUPS.values():
        assert group <= declared
        assert all(resident(LAST_DAY, occupation=code).outcome is Outcome.ELIGIBLE for code in group)
    point = "freelance.ho_chi_minh_groups"
    for code in ("motorbike_taxi", "farmer", "house_building_worker", "other"):
        for words in ((), (Word(point, value=True, citation=SAID),)):  # that there are more does not say which
            found = resident(LAST_DAY, *words, occupation=code)
            assert (found.outcome, unsure(found), found.points) == (
                Outcome.UNDETERMINED, ["occupation"], (point,),
            )  # fmt: skip
        none = resident(LAST_DAY, Word(point, value=False, citation=SAID), occupation=code)
        assert (unmet(none), result(none, "occupation").citation) == (["occupation"], SAID)
    assert result(resident(LAST_DAY), "occupation").standing == "summarised"


def test_a_province_knows_its_own_places_only() -> None:
    for found, condition in (
        (resident(LAST_DAY, workplace_commune="22759"), "workplace"),
        (resident(LAST_DAY, residence_commune="26740"), "residence"),
        (vendor(workplace_commune="79"), "workplace"),
    ):
        assert (unsure(found), found.missing) == ([condition], ())
        assert "không có trong danh mục" in result(found, condition).vi


def test_a_number_is_a_round_of_its_province() -> None:
    assert freelance.FIND(law_of(CITY_DAY), "79", 1) is ho_chi_minh_rounds.ROUND
    assert freelance.FIND(law_of(CITY_DAY), "79", None) is ho_chi_minh_rounds.ROUND
    assert freelance.FIND(law_of(CITY_DAY), "58", 2) is ninh_thuan_rounds.ROUND_2
    other = rules.determine("freelance", dict(RESIDENT), Circumstances(law_of(CITY_DAY), "79", 2))
    assert (other.outcome, other.points) == (Outcome.UNDETERMINED, ("freelance.further_rounds",))


@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_the_city_s_resolution_counts_from_the_national_policy_on(on: date, met: Met) -> None:
    found = resident(LAST_DAY, on=on)
    assert result(found, "in_force").met is met
    assert (found.outcome is Outcome.ELIGIBLE) is met


# The floor


def drafted_level(name: str, vnd: int, on: date) -> LawOfDay:
    """The law of a day if a round's level were another."""
    (value,) = (each for each in freelance.POLICY.values if each.name == name)
    draft = Drafted(value.amendments, Amendment(on, vnd, Citation("dự thảo", "1")))
    return LawOfDay(on, (LAST_DAY,), (draft,))


@pytest.mark.parametrize(("level", "given"), [(1_000_000, 1_500_000), (1_500_000, 1_500_000), (2_000_000, 2_000_000)])
def test_a_level_a_time_below_the_floor_gives_the_floor(level: int, given: int) -> None:
    at = Circumstances(drafted_level("round_2_level_vnd", level, ROUND_2_DAY), "58", 2)
    found = rules.determine("freelance", VENDOR, at)
    assert (found.amount_vnd, found.lines[0].citation.instrument) == (
        given, "dự thảo" if given > 1_500_000 else "68/NQ-CP",
    )  # fmt: skip


@pytest.mark.parametrize(("level", "given"), [(40_000, 50_000), (60_000, 60_000)])
def test_a_level_a_day_below_the_floor_gives_the_floor(level: int, given: int) -> None:
    at = Circumstances(drafted_level("ho_chi_minh_round_1_level_vnd", level, CITY_DAY), "79", 1)
    assert rules.determine("freelance", RESIDENT, at).amount_vnd == 29 * given


def test_every_point_of_a_round_is_a_value_under_a_name_of_its_own() -> None:
    names = [value.name for value in freelance.POLICY.values]
    assert len(names) == len(set(names))
    assert {"floor_vnd", "floor_day_vnd", "round_2_level_vnd", "round_4_occupations", "round_4_later_starts",
            "ho_chi_minh_round_1_income_below_vnd", "ho_chi_minh_round_1_last_day"} <= set(names)  # fmt: skip


# A round that is only drafted

DRAFT = Draft(
    frozenset({"street_vendor"}), frozenset({"584", "22759"}), frozenset(), date(2021, 9, 1), date(2021, 9, 20),
    Basis.EACH_TIME,
)  # fmt: skip
FACTS: Mapping[str, object] = {**VENDOR, "stopped_from": date(2021, 9, 2), "stopped_to": date(2021, 9, 11)}


def judged(draft: Draft, level: int = 1_500_000, **changed: object) -> Determination:
    """What a draft says of somebody."""
    at = law_of(date(2021, 10, 1))
    [(_, policy)] = policies(draft, [level], at, places_of("58"))
    return determination.determine(policy, known({**FACTS, **changed}), Circumstances(at, "58", 0))


def test_a_draft_is_judged_by_the_same_conditions() -> None:
    found = judged(DRAFT)
    assert (found.outcome, found.amount_vnd, found.points) == (Outcome.ELIGIBLE, 1_500_000, ())
    assert [each.id for each in found.results] == [each.id for each in vendor().results]
    assert unmet(judged(DRAFT, occupation="porter")) == ["occupation"]
    assert unmet(judged(DRAFT, stopped_from=date(2021, 8, 31))) == ["stoppage"]
    assert unmet(judged(DRAFT, residence_commune=OUTSIDE)) == ["residence"]
    assert unmet(judged(DRAFT, has_labour_contract=True)) == ["no_labour_contract"]


def test_a_draft_s_areas_are_districts_or_communes() -> None:
    assert judged(DRAFT, workplace_commune="22783").outcome is Outcome.ELIGIBLE  # in district 584
    assert unmet(judged(DRAFT, workplace_commune="22738")) == ["workplace"]  # the same city, another ward
    closed = replace(DRAFT, residents=frozenset({"22741"}))
    assert unmet(judged(closed)) == ["residence"]
    assert judged(closed, residence_commune="22741").outcome is Outcome.ELIGIBLE
    assert {"584", "22759"} <= areas_of(places_of("58"))
    assert areas_of(places_of("01")) == frozenset()


def test_a_draft_for_commuters_takes_them_wherever_in_the_province_they_live() -> None:
    commuting = replace(DRAFT, workplaces=frozenset({OUTSIDE}), residents=frozenset({"582"}))
    assert judged(commuting, workplace_commune=OUTSIDE, residence_commune="22834").outcome is Outcome.ELIGIBLE
    assert unmet(judged(DRAFT, workplace_commune=OUTSIDE)) == ["workplace"]


def test_a_draft_by_the_day_counts_days_and_gives_the_floor_at_least() -> None:
    by_day = replace(DRAFT, basis=Basis.EACH_DAY)
    assert judged(by_day, 80_000).amount_vnd == 10 * 80_000
    assert judged(by_day, 1).amount_vnd == 10 * 50_000
    assert judged(by_day, 80_000, stopped_to=date(2021, 12, 31)).amount_vnd == 19 * 80_000
    assert judged(by_day, 80_000, stopped_from=date(2021, 8, 20)).amount_vnd == 11 * 80_000
    assert judged(by_day, 80_000, stopped_to=None).missing == ("stopped_to",)


def test_a_draft_may_ask_for_age_income_registration_and_take_some_with_a_contract() -> None:
    strict = replace(DRAFT, least_age_years=15, income_below_vnd=2_000_000, registered=True)
    known_ = {"income_vnd_month": 1_999_999, "residence_registered": True}
    assert judged(strict, **known_).outcome is Outcome.ELIGIBLE
    both = judged(strict, **known_ | {"income_vnd_month": 2_000_000, "birth_date": date(2006, 9, 2)})
    assert unmet(both) == ["further"]
    assert "Đủ 15 tuổi: không đạt" in result(both, "further").vi
    assert "thấp hơn 2.000.000 đồng/tháng: không đạt" in result(both, "further").vi
    assert unmet(judged(strict, **known_, birth_date=date(2006, 9, 2))) == ["further"]
    unsaid = judged(strict)
    assert unsaid.missing == ("residence_registered", "income_vnd_month")
    taking = replace(DRAFT, with_contract=frozenset({"street_vendor"}))
    assert judged(taking, has_labour_contract=True, socially_insured=False).outcome is Outcome.ELIGIBLE
    assert judged(taking, has_labour_contract=True).missing == ("socially_insured",)


def test_a_draft_reads_no_more_than_it_asks_for() -> None:
    assert "birth_date" not in DRAFT.reads() and "stopped_to" not in DRAFT.reads()
    strict = replace(DRAFT, basis=Basis.EACH_DAY, least_age_years=15, income_below_vnd=1, registered=True)
    assert {"birth_date", "stopped_to", "income_vnd_month", "residence_registered"} <= strict.reads()
    assert strict.reads() <= {fact.name for fact in freelance.FACTS if fact.for_rule}
