"""The self-check of the law finds nothing, finds what is planted; and the rules' tests hold what it reaches."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app import rules
from app.cli import app
from app.rules import checking_cases
from app.rules.answering import answer
from app.rules.checking import Checked, check_one, declared
from app.rules.conditions import at_least, is_so
from app.rules.fact import Fact, Kind
from app.rules.law import Amendment, Circumstances, Citation, Condition, ConditionResult, Facts, Standing
from app.rules.policy import OpenPoint, Policy, Step, Value
from app.rules.reaching import Reaching

POLICIES = pytest.mark.parametrize("policy", sorted(rules.POLICIES))
SINCE, LATER = date(2021, 7, 7), date(2021, 10, 8)
ARTICLE, OTHER = Citation("23/2021/QĐ-TTg", "13"), Citation("126/NQ-CP", "1")
SOUND = rules.POLICIES["suspended_contract"]
TOLD: tuple[str, str] = ("Yêu cầu", "Required")

RECORDED_ONLY = {
    "pension_deferral": {"stopped_working_days"},
    "terminated_contract": {"listed_before"},
    "wage_loan": {"term_months", "interest_percent", "overdue_percent"},
}
"""Values that are told and bear on no case: what a draft to them costs is nothing, and so it is said here."""


@lru_cache
def checked(policy: str) -> Checked:
    """A policy checked, once for all tests."""
    return check_one(rules.POLICIES[policy])


def wheres(policy: Policy) -> set[str]:
    """Where something was found wrong."""
    found = (*declared(policy), *checking_cases.findings(policy, Reaching(policy).search(), ()))
    return {each.where for each in found}


def badly_declared(policy: Policy) -> set[str]:
    """Where what is declared is wrong, whatever the rules do."""
    return {found.where for found in declared(policy)}


def plus(*conditions: Condition, points: tuple[OpenPoint, ...] = ()) -> Policy:
    """A sound policy with further conditions."""
    return replace(SOUND, conditions=(*SOUND.conditions, *conditions), points=(*SOUND.points, *points))


@POLICIES
def test_the_law_of_every_policy_is_in_order(policy: str) -> None:
    found = checked(policy).findings
    assert not found, "\n".join(f"{each.where}: {each.en}" for each in found)


@POLICIES
def test_every_condition_is_reached_both_ways_and_every_open_point_holds_a_case(policy: str) -> None:
    found = checked(policy)
    assert found.answers and all(met and not_met for met, not_met, _ in found.answers.values())
    assert all(found.points.values())


@POLICIES
def test_every_value_bears_on_a_case_but_those_that_are_only_told(policy: str) -> None:
    assert {name for name, hears in checked(policy).values.items() if not hears} == RECORDED_ONLY.get(policy, set())


@pytest.mark.timeout(600)
def test_every_answer_and_every_amendment_is_held_by_a_test_that_minds(tmp_path: Path) -> None:
    """The rules are broken one answer and one amendment at a time (recorder.py): for each, some test must fail."""
    path = tmp_path / "held.json"
    recorded = [sys.executable, "-m", "pytest", "-p", "tests.rules.recorder", "--held", str(path)]
    done = subprocess.run(
        [*recorded, "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "tests/rules"],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert path.exists(), done.stdout[-2000:] + done.stderr[-2000:]
    told = json.loads(path.read_text("utf-8"))
    held = {(policy, condition, met) for policy, condition, met, _ in told["held"]}
    assert sorted(_answers() - held, key=str) == []
    assert told["amendments_not_held"] == []


def _answers() -> set[tuple[str, str, bool | None]]:
    """What the check reaches of every policy's conditions."""
    return {
        (policy, condition, met)
        for policy in rules.POLICIES
        for condition, reached in checked(policy).answers.items()
        for met, found in zip((True, False, None), reached, strict=True)
        if found
    }


def test_the_command_prints_a_table_and_ends_well() -> None:
    done = CliRunner().invoke(app, ["check-rules", "suspended_contract"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "suspended_contract" in done.stdout and "freelance" not in done.stdout


def test_the_command_tells_the_same_in_json() -> None:
    done = CliRunner().invoke(app, ["check-rules", "suspended_contract", "--json"])
    told = json.loads(done.stdout)
    assert (done.exit_code, told["from"], told["to"], told["wrong"]) == (0, "2020-04-01", "2022-12-31", 0)
    [policy] = told["policies"]
    assert policy["conditions"]["employer"] == {"met": True, "not_met": True, "unknown": True}
    assert CliRunner().invoke(app, ["check-rules", "lottery"]).exit_code == 2


FLAG = Fact("flag", Kind.YES_NO, "Có", "Flag", for_rule=True)
NUMBER = Fact("number", Kind.INTEGER, "Số", "Number", for_rule=True)


def law(*amendments: Amendment[object]) -> tuple[Amendment[object], ...]:
    return amendments


def with_flag(policy: Policy) -> Policy:
    return replace(policy, facts=(*policy.facts, FLAG, NUMBER))


def test_a_sound_further_condition_is_found_sound() -> None:
    further = is_so("flag", TOLD, law(Amendment(SINCE, "flag", ARTICLE)), FLAG)
    assert not wheres(with_flag(plus(further)))


@pytest.mark.parametrize(
    "amendments",
    [
        law(Amendment(SINCE, 5, ARTICLE), Amendment(SINCE, 6, OTHER)),
        law(Amendment(LATER, 5, ARTICLE), Amendment(SINCE, 6, OTHER)),
        law(),
        law(Amendment(SINCE, 5, Citation("", ""))),
        law(Amendment(SINCE, 5, Citation("126/NQ-CP", " "))),
        law(Amendment(SINCE, 5, ARTICLE, Standing.UNCONFIRMED)),
        law(Amendment(SINCE, 5, ARTICLE, Standing.UNCONFIRMED, "suspended_contract.undeclared")),
        law(Amendment(SINCE, 5, ARTICLE, Standing.CONFIRMED, "supplements.pregnancy_day")),
    ],
    ids=["one day", "order", "none", "no source", "no unit", "no point", "no such point", "point of what is known"],
)
def test_law_that_is_not_well_dated_cited_or_settled_is_found(amendments: tuple[Amendment[object], ...]) -> None:
    value = Value("planted", "Trị", "Planted", amendments)
    assert "value planted" in badly_declared(replace(SOUND, values=(*SOUND.values, value)))


BAD_FACTS = {
    SOUND.facts[0].name: (*SOUND.facts, SOUND.facts[0]),
    "chosen": (*SOUND.facts, Fact("chosen", Kind.CHOICE, "Chọn", "Chosen")),
    "twice": (*SOUND.facts, Fact("twice", Kind.DATE, SOUND.facts[0].vi, "Twice")),
    "said": (*SOUND.facts, Fact("said", Kind.DATE, "Nói", "Said", about=("nowhere",))),
    "dumb": (*SOUND.facts, Fact("dumb", Kind.DATE, " ", "")),
    "declined": tuple(each for each in SOUND.facts if each.name != "declined"),
}
STEPS = [
    Step("steal", "province", 1, "Lấy", "Steal"),
    Step("pay", "moon", 1, "Chi", "Pay"),
    Step("pay", "province", 0, "Chi", "Pay"),
    Step("pay", "province", 1, "", "Pay"),
]


@pytest.mark.parametrize("where", BAD_FACTS)
def test_a_badly_declared_fact_is_found(where: str) -> None:
    found = badly_declared(replace(SOUND, facts=BAD_FACTS[where]))
    assert where in found or (where == "twice" and SOUND.facts[0].vi in found)


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_badly_declared_step_is_found(step: Step) -> None:
    assert "route" in badly_declared(replace(SOUND, route=(Amendment(SINCE, (step,), ARTICLE),)))


def test_two_values_of_one_name_are_found() -> None:
    assert "names" in badly_declared(replace(SOUND, values=(*SOUND.values, SOUND.values[0])))


def test_a_condition_that_nobody_fails_is_found() -> None:
    never = at_least("enough", TOLD, law(Amendment(SINCE, 0, ARTICLE)), NUMBER, ("ngày", "day"))
    assert "enough" in wheres(with_flag(plus(never)))


def test_a_fact_that_is_read_and_not_declared_is_found() -> None:
    secret = is_so("secret", TOLD, law(Amendment(SINCE, "x", ARTICLE)), Fact("secret", Kind.YES_NO, "", ""))
    assert {"secret", "eligible"} <= wheres(plus(secret))


def planted(found: Callable[[Facts, Circumstances], ConditionResult], point: str = "") -> Policy:
    held = law(Amendment(SINCE, None, ARTICLE, Standing.UNCONFIRMED if point else Standing.CONFIRMED, point))
    points = (OpenPoint(point, "Có không?", "Is it?", Kind.YES_NO, held),) if point else ()
    return plus(Condition("planted", *TOLD, held, found), points=points)


def test_a_rule_that_raises_pays_on_an_open_point_or_cites_elsewhere_is_found() -> None:
    def raises(_facts: Facts, _at: Circumstances) -> ConditionResult:
        raise ZeroDivisionError

    def pays(_facts: Facts, _at: Circumstances) -> ConditionResult:
        return ConditionResult("planted", True, ARTICLE, Standing.UNCONFIRMED, "x", "x")  # noqa: FBT003 – planted

    def elsewhere(_facts: Facts, _at: Circumstances) -> ConditionResult:
        return answer("planted", Amendment(SINCE, None, Citation("1/QĐ", "9")), TOLD, met=True)

    def shrugs(_facts: Facts, _at: Circumstances) -> ConditionResult:
        return ConditionResult("planted", None, ARTICLE, Standing.CONFIRMED, "x", "x")

    assert "determine" in wheres(planted(raises))
    assert all("planted" in wheres(planted(each)) for each in (pays, elsewhere, shrugs))


def test_an_open_point_that_no_word_settles_or_no_case_waits_for_is_found() -> None:
    def deaf(_facts: Facts, at: Circumstances) -> ConditionResult:
        held = Amendment(SINCE, None, ARTICLE, Standing.UNCONFIRMED, "planted.deaf")
        return answer("planted", held, TOLD, met=None)

    def silent(_facts: Facts, at: Circumstances) -> ConditionResult:
        return answer("planted", Amendment(SINCE, None, ARTICLE), TOLD, met=at.on.year < 2022)  # asks nobody

    assert "planted.deaf" in wheres(planted(deaf, "planted.deaf"))
    assert "planted.silent" in wheres(planted(silent, "planted.silent"))
