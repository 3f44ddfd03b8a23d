"""Scores: the sum of named reasons, the same whichever comes first, strong for one person, low for two."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.likeness import REASONS, Side, at_most, likeness
from app.settings import Settings

STRONG, WEAK = (Settings.model_fields[name].default for name in ("likeness_strong", "likeness_weak"))
PHONE, ACCOUNT, EMPLOYER = (frozenset({name.encode()}) for name in ("phone", "account", "employer"))


def numbers(**kinds: str) -> Mapping[str, frozenset[str]]:
    return {kind: frozenset({number}) for kind, number in kinds.items()}


CCCD, CMND = numbers(citizen_id="058188001234"), numbers(old_identity="264123456")
HOA = Side("Nguyễn Thị Hoa", "female", date(1988, 3, 12), "22738", 582, CCCD)
ONE_PERSON = [
    ("a CMND here and a CCCD there, elsewhere", replace(HOA, numbers=CMND, commune="22870", district=587)),
    ("without marks", replace(HOA, name="NGUYEN THI HOA", numbers=CMND, commune="22870", district=587)),
    ("the parts in another order", replace(HOA, name="Hoa Nguyễn Thị", numbers=CMND)),
    ("without a middle name", replace(HOA, name="Nguyễn Hoa", numbers=CMND)),
    ("only a year of birth, in the same commune", replace(HOA, birth=1988, numbers=CMND)),
    ("day and month changed places", replace(HOA, birth=date(1988, 12, 3), numbers=CMND)),
    ("a wrong digit of the day", replace(HOA, birth=date(1988, 3, 13), numbers=CMND)),
    ("a wrong digit of the year", replace(HOA, birth=date(1983, 3, 12), numbers=CMND, phones=PHONE)),
    ("a slip in the CCCD", replace(HOA, numbers=numbers(citizen_id="058188001243"), commune="22870", district=587)),
    ("two slips", replace(HOA, name="Ngyuễn Thị Hoa", numbers=numbers(citizen_id="058188001334"))),
    ("a letter of the name, in the same commune", replace(HOA, name="Nguyễn Thi Hoà", numbers=CMND)),
    ("one account", replace(HOA, birth=1988, numbers=CMND, commune="22870", district=587, accounts=ACCOUNT)),
]  # fmt: skip
HOA = replace(HOA, phones=PHONE, accounts=ACCOUNT)
TWO_PEOPLE = [
    ("two CCCDs: namesakes of one day", replace(HOA, numbers=numbers(citizen_id="058188530946"), phones=frozenset())),
    ("two CCCDs, one phone in the house", replace(HOA, numbers=numbers(citizen_id="058188530946"),
                                                accounts=frozenset())),
    ("twins with neighbouring CCCDs", replace(HOA, name="Nguyễn Thị Mai", numbers=numbers(citizen_id="058188001235"))),
    ("twins, one with a CMND", replace(HOA, name="Nguyễn Thị Mai", numbers=CMND, phones=PHONE, accounts=frozenset())),
    ("brother and sister", replace(HOA, name="Nguyễn Văn Long", sex="male", numbers=CMND)),
    ("husband and wife", replace(HOA, name="Trần Văn Bình", sex="male", birth=date(1985, 6, 20), numbers=CMND)),
    ("another sex", replace(HOA, sex="male", numbers=CMND, phones=frozenset(), accounts=frozenset())),
    ("a namesake of another day", replace(HOA, birth=date(1988, 7, 30), numbers=CMND, phones=frozenset(),
                                          accounts=frozenset())),
    ("a namesake of the year elsewhere", replace(HOA, birth=1988, numbers=CMND, commune="22870", district=587,
                                                 phones=frozenset(), accounts=frozenset())),
    ("mother and daughter with one phone", replace(HOA, birth=date(2001, 3, 12), numbers=CMND, accounts=frozenset())),
]  # fmt: skip


@pytest.mark.parametrize(("how", "other"), ONE_PERSON, ids=[how for how, _ in ONE_PERSON])
def test_who_is_likely_one_person_scores_high(how: str, other: Side) -> None:
    found = likeness(HOA, other)
    assert found.score >= STRONG, found


@pytest.mark.parametrize(("how", "other"), TWO_PEOPLE, ids=[how for how, _ in TWO_PEOPLE])
def test_who_is_likely_another_does_not(how: str, other: Side) -> None:
    found = likeness(HOA, other)
    assert found.score < STRONG, found


def test_two_numbers_of_a_cmnd_tell_two_people_of_one_province_apart_and_say_little_of_two() -> None:
    here = replace(HOA, numbers=CMND, phones=frozenset(), accounts=frozenset())
    neighbour = replace(here, numbers=numbers(old_identity="264777888"))
    moved = replace(here, numbers=numbers(old_identity="225777888"))
    assert likeness(here, neighbour).score < WEAK <= likeness(here, moved).score


def test_a_cmnd_and_a_cccd_of_one_province_are_told_as_such() -> None:
    def codes(**kinds: str) -> set[str]:
        return {reason.code for reason in likeness(HOA, replace(HOA, numbers=numbers(**kinds))).reasons}

    assert "province_same" in codes(old_identity="264123456")
    assert "province_other" in codes(old_identity="011123456")
    assert not {"province_same", "province_other"} & codes(old_identity="990123456")
    assert not {"province_same", "two_kinds"} & codes(citizen_id="058188001235", old_identity="264123456")


def test_the_digits_of_a_cccd_speak_of_the_others_birth_and_sex() -> None:
    def codes(**changed: object) -> set[str]:
        return {reason.code for reason in likeness(HOA, replace(HOA, numbers=CMND, **changed)).reasons}  # type: ignore[arg-type]

    assert "digits_same" in codes()
    assert "digits_same" in codes(birth=1988)
    assert not {"digits_same", "digits_other"} & codes(birth=1983), "the births tell it"
    assert "digits_other" in codes(sex="male")


def test_a_score_is_the_sum_of_its_reasons_within_bounds() -> None:
    for _, other in (*ONE_PERSON, *TWO_PEOPLE):
        found = likeness(HOA, other)
        assert found.score == max(0, min(100, sum(reason.points for reason in found.reasons)))
        assert [reason.points for reason in found.reasons] == sorted((r.points for r in found.reasons), reverse=True)


def test_every_reason_has_a_sentence_in_two_languages_that_names_no_number() -> None:
    for code, reason in REASONS.items():
        assert reason.code == code
        assert reason.vi and reason.en and reason.points
        assert not re.search(r"[0-9]", reason.vi + reason.en), code
        assert reason.vi.isascii() is False


SYLLABLES = ("Nguyễn", "Trần", "Thị", "Văn", "Hoa", "Hòa", "Hoà", "Quý", "Quí", "Đô", "Do", "K’", "Brêu", "Mai")
DIGITS = st.text("0123456789", min_size=9, max_size=12)
SIDES = st.builds(
    Side,
    st.lists(st.sampled_from(SYLLABLES), max_size=5).map(" ".join),
    st.sampled_from([None, "male", "female"]),
    st.none() | st.integers(1987, 1989) | st.dates(date(1987, 1, 1), date(1989, 12, 31)),
    st.sampled_from([None, "22738", "22870"]),
    st.sampled_from([None, 582, 587]),
    st.dictionaries(
        st.sampled_from(["citizen_id", "old_identity", "passport", "birth_certificate", "insurance_number"]),
        DIGITS.map(lambda digits: frozenset({digits})),
        max_size=3,
    ),
    st.sampled_from([frozenset(), PHONE]),
    st.sampled_from([frozenset(), ACCOUNT]),
    st.sampled_from([frozenset(), EMPLOYER]),
)


@given(SIDES, SIDES)
def test_whichever_comes_first_the_score_and_its_reasons_are_the_same(one: Side, other: Side) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(SIDES, SIDES)
def test_no_score_is_above_what_was_promised_before_the_numbers_were_read(one: Side, other: Side) -> None:
    contacts = {reason.code for reason in likeness(one, other).reasons} & {
        "phone_same",
        "account_same",
        "employer_same",
    }
    assert likeness(one, other).score <= max(0, at_most(one, other, contacts))


def test_a_frequent_name_and_a_day_are_enough_within_one_district_only() -> None:
    alone = replace(HOA, phones=frozenset(), accounts=frozenset())
    here = replace(alone, numbers=CMND, commune="22741")
    there = replace(here, commune="22870", district=587)
    assert likeness(alone, here).anchored
    assert not likeness(alone, there).anchored
    assert not likeness(alone, replace(here, district=None)).anchored, "where it lies is not known"
    assert likeness(HOA, replace(there, phones=PHONE)).anchored
