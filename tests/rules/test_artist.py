"""Policy 9a: artists of grade IV in public performing-arts units."""

from datetime import date

import pytest

from app.rules.artist import POLICY
from app.rules.law import Met, Outcome
from tests.rules.cases import money, result, unmet, unsure
from tests.rules.cases_others import ARTIST, paid, performer


def test_an_actor_of_grade_iv_gets_3_710_000_once() -> None:
    found = performer()
    assert (found.outcome, found.amount_vnd, found.missing, found.points) == (Outcome.ELIGIBLE, 3_710_000, (), ())
    assert money(found) == [("base", 3_710_000)]
    assert (str(found.lines[0].citation), found.lines[0].exclusive) == ("23/2021/QĐ-TTg Chương VIII", True)


@pytest.mark.parametrize(("on", "met"), [(date(2021, 7, 6), False), (date(2021, 7, 7), True), (date(2021, 7, 8), True)])
def test_it_is_in_force_since_decision_23(on: date, met: Met) -> None:
    found = performer(on)
    assert (unmet(found), bool(found.lines)) == ([] if met else ["in_force"], met)


@pytest.mark.parametrize("on", [date(2021, 10, 8), date(2021, 11, 6), date(2022, 1, 31)])
def test_no_amendment_touched_it(on: date) -> None:
    assert performer(on).amount_vnd == 3_710_000
    assert [each.citation.instrument for each in performer(on).results[:8]] == ["23/2021/QĐ-TTg"] * 8


@pytest.mark.parametrize(
    ("position", "met"), [("art_director", True), ("actor", True), ("painter", True), ("other", False)]
)
def test_directors_actors_and_painters_count(position: str, met: Met) -> None:
    assert unmet(performer(position=position)) == ([] if met else ["position"])
    assert str(result(performer(), "position").citation) == "23/2021/QĐ-TTg 28"


@pytest.mark.parametrize("grade", ["grade_1", "grade_2", "grade_3", "none"])
def test_another_grade_than_iv_does_not(grade: str) -> None:
    assert unmet(performer(grade=grade)) == ["grade"]


@pytest.mark.parametrize("kind", ["armed_forces", "other"])
def test_the_unit_is_a_public_one_and_not_of_the_armed_forces(kind: str) -> None:
    assert unmet(performer(arts_unit_kind=kind)) == ["unit_kind"]


def test_the_unit_stopped_by_order() -> None:
    assert unmet(performer(stopped_by_order=False)) == ["by_order"]


@pytest.mark.parametrize(
    ("last", "met"), [(date(2021, 5, 22), False), (date(2021, 5, 23), True), (date(2021, 5, 24), True)]
)
def test_15_days_both_ends_counted(last: date, met: Met) -> None:
    assert unmet(performer(stopped_to=last)) == ([] if met else ["duration"])


@pytest.mark.parametrize(("days", "met"), [(14, False), (15, True), (16, True)])
def test_the_days_need_not_be_consecutive(days: int, met: Met) -> None:
    """Two spells of a unit, from May to September: what they come to counts, not what lies between them."""
    found = performer(stopped_days=days)
    assert unmet(found) == ([] if met else ["duration"])


def test_no_more_days_than_there_are_between_the_first_and_the_last() -> None:
    assert unmet(performer(stopped_to=date(2021, 5, 20), stopped_days=40)) == ["duration"]


@pytest.mark.parametrize(
    ("first", "last", "days", "met"),
    [
        (date(2021, 4, 1), date(2021, 5, 20), 15, None),  # none of them may lie in May
        (date(2021, 4, 1), date(2021, 5, 20), 44, None),
        (date(2021, 4, 1), date(2021, 5, 20), 45, True),  # 30 at most before, 15 at least within
        (date(2021, 4, 1), date(2021, 5, 20), 60, True),  # no more than there are
        (date(2021, 4, 1), date(2021, 5, 20), 14, False),
        (date(2021, 4, 1), date(2021, 5, 14), 30, False),  # 14 days lie within at most
        (date(2021, 12, 10), date(2022, 1, 10), 25, True),
        (date(2021, 12, 10), date(2022, 1, 10), 24, None),
        (date(2021, 5, 1), date(2021, 12, 31), 15, True),
    ],
)
def test_of_several_stops_only_the_days_that_must_lie_within_count(
    first: date, last: date, days: int, met: Met
) -> None:
    found = performer(date(2022, 1, 20), stopped_from=first, stopped_to=last, stopped_days=days)
    told = result(found, "duration")
    assert (told.met, told.missing, found.amount_vnd) == (met, (), 3_710_000 if met else 0)
    assert ("tổng số ngày dừng trong thời gian này" in told.vi) is (met is None)


@pytest.mark.parametrize(
    ("first", "last", "failed"),
    [
        (date(2021, 4, 1), date(2021, 4, 30), ["window", "duration"]),
        (date(2021, 4, 1), date(2021, 5, 14), ["duration"]),
        (date(2021, 4, 1), date(2021, 5, 15), []),
        (date(2021, 5, 1), date(2021, 5, 15), []),
        (date(2021, 12, 17), date(2022, 2, 1), []),
        (date(2021, 12, 18), date(2022, 2, 1), ["duration"]),
        (date(2022, 1, 1), date(2022, 2, 1), ["window", "duration"]),
    ],
)
def test_the_days_from_1_may_to_31_december_count(first: date, last: date, failed: list[str]) -> None:
    assert unmet(performer(stopped_from=first, stopped_to=last)) == failed


@pytest.mark.parametrize(
    ("received", "met"), [(date(2022, 1, 30), True), (date(2022, 1, 31), True), (date(2022, 2, 1), False)]
)
def test_the_paper_was_received_by_31_january(received: date, met: Met) -> None:
    assert unmet(performer(date(2022, 3, 1), received_on=received)) == ([] if met else ["deadline"])


def test_it_is_paid_once_and_is_a_cash_regime() -> None:
    assert unmet(performer(history=paid("artist"))) == ["once_per_policy"]
    assert unmet(performer(history=paid("suspended_contract"))) == ["one_cash_regime"]
    assert performer(history=paid("meals_f1")).outcome is Outcome.ELIGIBLE
    assert performer(history=paid("stopped_work", "child_under_6")).outcome is Outcome.ELIGIBLE
    assert performer(history=None).missing == ("history",)
    assert unmet(performer(declined=True)) == ["not_declined"]


@pytest.mark.parametrize(
    ("fact", "conditions"),
    [
        ("arts_unit_kind", ["unit_kind"]),
        ("position", ["position"]),
        ("grade", ["grade"]),
        ("stopped_by_order", ["by_order"]),
        ("stopped_from", ["duration"]),
        ("stopped_to", ["duration"]),
        ("received_on", ["deadline"]),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(fact: str, conditions: list[str]) -> None:
    found = performer(**{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, conditions, (fact,))


def test_too_few_days_altogether_need_no_first_or_last_day() -> None:
    assert unmet(performer(stopped_from=None, stopped_to=None, stopped_days=14)) == ["duration"]
    found = performer(stopped_from=None, stopped_to=None, stopped_days=15)
    assert (unsure(found), found.missing) == (["window", "duration"], ("stopped_from", "stopped_to"))


def test_every_condition_is_answered_each_time() -> None:
    ids = [condition.id for condition in POLICY.conditions]
    for found in (performer(**dict.fromkeys(ARTIST)), performer(date(2020, 4, 1)), performer(history=None)):
        assert [each.id for each in found.results] == ids


def test_the_unit_lists_the_department_has_three_days_and_the_province_two() -> None:
    steps = [(step.act, step.unit_kind, step.working_days) for step in POLICY.route[0].value]
    assert steps == [
        ("list", "arts_unit", None), ("appraise", "department", 3), ("decide", "province", 2),
        ("pay", "province", None),
    ]  # fmt: skip
