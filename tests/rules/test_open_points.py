"""Open points by their codes, and the words said on them."""

from datetime import date

import pytest

from app import rules
from app.rules.fact import Kind
from app.rules.law import Citation, Word
from app.rules.open_points import KINDS, NoSuchPoint, NotACitation, NotAWord, NotOfItsKind, read_citation

SOURCE = Citation("12/CV-LĐTBXH", "2")
DAY, FLAG = "meals.last_application_day", "supplements.pregnancy_day"
VALUES: dict[Kind, tuple[object, tuple[object, ...]]] = {
    Kind.YES_NO: (True, (1, 0, "true", None)),
    Kind.DATE: (date(2022, 3, 31), ("31/03/2022", "2022-3-31", "2022-02-30", 20220331, True)),
    Kind.INTEGER: (15, (-1, 1.5, "15", True)),
    Kind.MONEY: (3_070_000, (-1, 1.5, "3070000", False)),
}


def test_a_point_stands_once_with_all_the_policies_that_hang_on_it() -> None:
    points = rules.points()
    assert points[FLAG][1] == ("suspended_contract", "stopped_work", "terminated_contract")
    assert points[DAY][1] == ("meals_f0", "meals_f1")
    declared = {point.code for policy in rules.POLICIES.values() for point in policy.points}
    assert set(points) == declared
    assert all(code == point.code for code, (point, _) in points.items())


def test_a_point_that_several_policies_declare_is_the_same_in_each() -> None:
    for policy in rules.POLICIES.values():
        assert all(rules.points()[point.code][0] == point for point in policy.points)


@pytest.mark.parametrize("code", sorted(rules.points()))
def test_a_word_is_read_by_the_kind_of_its_point_and_no_otherwise(code: str) -> None:
    kind = rules.points()[code][0].kind
    well, wrong = VALUES[kind]
    assert rules.read_word(code, well, SOURCE) == Word(code, well, SOURCE)
    for value in wrong:
        with pytest.raises(NotOfItsKind, match=code):
            rules.read_word(code, value, SOURCE)


def test_a_day_may_be_said_in_iso() -> None:
    assert rules.read_word(DAY, "2022-03-31", SOURCE).value == date(2022, 3, 31)


def test_what_is_no_word_is_said_in_words() -> None:
    with pytest.raises(NoSuchPoint, match=r"meals\.weather"):
        rules.read_word("meals.weather", value=True, citation=SOURCE)
    with pytest.raises(NotACitation):
        rules.read_word(FLAG, value=True, citation=Citation(" ", ""))
    assert issubclass(NotAWord, ValueError)


def test_every_kind_that_a_point_may_ask_for_has_a_name() -> None:
    assert set(KINDS) == set(VALUES)
    assert all(vi and en for _, vi, en in KINDS.values())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"instrument": "12/CV-LĐTBXH", "unit": "2"}, "12/CV-LĐTBXH 2"),
        ({"text": "Công văn  12/CV-LĐTBXH"}, "Công văn 12/CV-LĐTBXH"),
        ("12/CV-LĐTBXH", "12/CV-LĐTBXH"),
    ],
)
def test_a_source_is_read_as_instrument_and_unit_or_as_text(given: object, said: str) -> None:
    assert str(read_citation(given)) == said


@pytest.mark.parametrize("given", [None, 7, "", " ", {}, {"unit": "2"}, {"instrument": 1, "unit": "2"}, {"text": ""}])
def test_what_is_no_source_is_refused(given: object) -> None:
    with pytest.raises(NotACitation):
        read_citation(given)


def test_the_digest_tells_words_apart_by_point_value_and_source_and_not_by_order() -> None:
    one, two = Word(FLAG, value=True, citation=SOURCE), Word(DAY, date(2022, 3, 31), SOURCE)
    assert rules.words_digest((one, two)) == rules.words_digest([two, one])
    alone = [
        one,
        two,
        Word(FLAG, value=False, citation=SOURCE),
        Word(FLAG, 1, SOURCE),
        Word(FLAG, value=True, citation=Citation("13/CV", "2")),
        Word("x", value=True, citation=SOURCE),
    ]
    others = [(one, two), *((word,) for word in alone)]
    assert len({rules.words_digest(words) for words in others}) == len(others)
    assert rules.words_digest(()) == ""
