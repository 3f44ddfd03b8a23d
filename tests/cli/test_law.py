"""`chitra determine | facts | policies`: the law at the command line, its shapes and its exit codes."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app import rules
from app.cli import app

WORKER = {
    "birth_date": "1988-03-15",
    "residence_commune": "22738",
    "occupation": "porter",
    "workplace_commune": "22738",
    "stopped_from": "2021-07-17",
    "has_labour_contract": False,
    "received_on": "2021-08-20",
}
BESIDES = ["open_points", "confirmations"]
"""What is printed besides what the contract names."""

POINT = "supplements.child_born_later"
DETERMINE = ["determine", "--policy", "freelance", "--on", "2021-08-20", "--round", "2"]


def run(*words: str, given: object = None) -> tuple[int, Any, str]:
    """The exit code, standard output as JSON where there is any, standard error."""
    text = given if isinstance(given, str) else json.dumps(given)
    result = CliRunner().invoke(app, list(words), input=text)
    return result.exit_code, json.loads(result.stdout) if result.stdout.startswith(("{", "[")) else None, result.stderr


def test_a_determination_has_exactly_the_contracted_shape() -> None:
    code, said, _ = run(*DETERMINE, given=WORKER)
    assert code == 0
    assert list(said) == [
        "policy",
        "on",
        "rules_version",
        "outcome",
        "amount_vnd",
        "lines",
        "results",
        "missing",
        *BESIDES,
    ]
    assert (said["policy"], said["on"], said["outcome"], said["amount_vnd"]) == (
        "freelance", "2021-08-20", "eligible", 1_500_000,
    )  # fmt: skip
    assert said["lines"] == [
        {"component": "base", "amount_vnd": 1_500_000, "held": False, "citation": "68/NQ-CP II.12"}
    ]
    assert all(list(one) == ["id", "met", "citation", "standing", "vi", "en"] for one in said["results"])
    assert (said["missing"], said["open_points"], said["confirmations"]) == ([], [], "")


def test_a_fact_left_out_or_null_is_unknown() -> None:
    for given in ({n: v for n, v in WORKER.items() if n != "occupation"}, WORKER | {"occupation": None}):
        code, said, _ = run(*DETERMINE, given=given)
        assert (code, said["outcome"], said["amount_vnd"]) == (0, "undetermined", 0)
        assert said["missing"] == ["occupation"]


def test_a_refusal_is_an_answer_and_exits_0() -> None:
    code, said, _ = run(*DETERMINE, given=WORKER | {"has_labour_contract": True})
    assert (code, said["outcome"], said["amount_vnd"]) == (0, "ineligible", 0)
    assert [one["id"] for one in said["results"] if one["met"] is False] == ["no_labour_contract"]


@pytest.mark.parametrize(
    "given",
    [
        WORKER | {"shoe_size": 42},
        WORKER | {"birth_date": "15/03/1988"},
        WORKER | {"birth_date": "1988-02-30"},
        WORKER | {"birth_date": 15_031_988},
        WORKER | {"has_labour_contract": "no"},
        WORKER | {"has_labour_contract": 0},
        WORKER | {"occupation": "astronaut"},
        WORKER | {"workplace_commune": 22738},
        WORKER | {"full_name": "  "},
        [WORKER],
        "not JSON",
        '{"occupation": "porter", "occupation": "farmer"}',
        '{"birth_date": NaN}',
        "[" * 100_000,
    ],
    ids=str,
)
def test_what_is_not_as_declared_is_wrong_use(given: object) -> None:
    code, said, stderr = run(*DETERMINE, given=given)
    assert (code, said) == (2, None)
    assert stderr


@pytest.mark.parametrize("fact", ["workplace_commune", "residence_commune"])
def test_a_commune_that_is_not_on_record_is_wrong_use_and_it_is_told_what_to_write(fact: str) -> None:
    for commune in ("22588", "79"):
        code, said, stderr = run(*DETERMINE, given=WORKER | {fact: commune})
        assert (code, said) == (2, None)
        assert fact in stderr and "00000" in stderr
    assert run(*DETERMINE, given=WORKER | {fact: "00000"})[0] == 0
    city = ["determine", "--policy", "freelance", "--on", "2021-08-20", "--round", "1", "--province"]
    places = dict.fromkeys(("workplace_commune", "residence_commune"), "765")
    assert run(*city, "79", given=WORKER | places)[0] == 0
    assert run(*city, "79", given=WORKER | places | {fact: "22738"})[0] == 2
    assert run(*city, "01", given=WORKER | {fact: "00001"})[0] == 0  # of whose places none is on record


@pytest.mark.parametrize("on", ["20/08/2021", "2021-8-20", "20210820", "2021-02-30"])
def test_a_day_is_written_in_iso_and_no_otherwise(on: str) -> None:
    assert run("determine", "--policy", "freelance", "--on", on, given={})[0] == 2


def test_an_unknown_policy_is_wrong_use() -> None:
    assert run("determine", "--policy", "lottery", "--on", "2021-08-20", given={})[0] == 2
    assert run("facts", "lottery")[0] == 2
    assert run("no-such-command")[0] == 2


def test_an_earlier_support_counts(tmp_path: Path) -> None:
    history = tmp_path / "history.json"
    history.write_text(
        json.dumps([{"policy": "freelance", "component": "base", "state": "paid", "amount_vnd": 1_500_000}])
    )
    code, said, _ = run(*DETERMINE, "--history", str(history), given=WORKER)
    assert (code, said["outcome"]) == (0, "ineligible")
    assert "once_per_policy" in [one["id"] for one in said["results"] if one["met"] is False]


@pytest.mark.parametrize(
    ("policy", "given"),
    [
        ("unemployment_fund", {"months_unused": -1}),
        ("wage_loan", {"workers": -1}),
        ("training", {"month_fee_vnd": -1}),
        ("meals_f0", {"treated_from": "2021-08-06", "treated_to": "2021-08-05"}),
        ("tour_guide", {"contract_from": "2021-06-01", "contract_to": "2021-05-31"}),
    ],
    ids=str,
)
def test_a_count_below_zero_and_reversed_days_are_wrong_use(policy: str, given: dict[str, object]) -> None:
    code, said, stderr = run("determine", "--policy", policy, "--on", "2021-11-15", given=given)
    assert (code, said) == (2, None) and next(reversed(given)) in stderr
    same_day = {name: "2021-06-01" if isinstance(value, str) else 0 for name, value in given.items()}
    assert run("determine", "--policy", policy, "--on", "2021-11-15", given=same_day)[0] == 0


@pytest.mark.parametrize("written", ["GKS1", " gks 1 ", "GKS-1"])
def test_a_child_is_known_again_however_its_certificate_is_written(written: str, tmp_path: Path) -> None:
    worker = SUSPENDED | {"child_1_birth_date": "2018-05-04", "child_1_certificate": written}
    assert run(*OF_SUSPENDED, given=worker)[1]["amount_vnd"] == 2_855_000
    earlier = {"policy": "stopped_work", "component": "child_under_6", "state": "paid", "child": "gks 1"}
    path = tmp_path / "history.json"
    path.write_text(json.dumps([earlier]))
    assert run(*OF_SUSPENDED, "--history", str(path), given=worker)[1]["amount_vnd"] == 1_855_000
    twice = worker | {"child_2_birth_date": "2018-05-04", "child_2_certificate": "GKS1"}
    assert run(*OF_SUSPENDED, given=twice)[1]["amount_vnd"] == 2_855_000


@pytest.mark.parametrize(
    "history",
    [
        {"policy": "freelance"},
        [{"policy": "freelance", "component": "base"}],
        [{"policy": "freelance", "component": "base", "state": "lost"}],
        [{"policy": "freelance", "component": "base", "state": "paid", "amount_vnd": 1.5}],
        [{"policy": "freelance", "component": "base", "state": "paid", "colour": "red"}],
        [{"policy": "freelanse", "component": "base", "state": "paid"}],
        [{"policy": "freelance", "component": "bases", "state": "paid"}],
        [{"policy": "freelance", "component": "base", "state": "paid", "amount_vnd": -1}],
        ["freelance"],
    ],
    ids=str,
)
def test_a_history_of_another_shape_is_wrong_use(history: object, tmp_path: Path) -> None:
    path = tmp_path / "history.json"
    path.write_text(json.dumps(history))
    assert run(*DETERMINE, "--history", str(path), given=WORKER)[0] == 2


def test_what_the_insurance_agency_confirms_is_given_apart(tmp_path: Path) -> None:
    stated = {"employer_kind": "enterprise", "suspended_from": "2021-07-17", "suspended_to": "2021-08-06"}
    words = ("determine", "--policy", "suspended_contract", "--on", "2021-08-20")
    path = tmp_path / "confirmations.json"
    path.write_text('{"insured_month_before": true}')
    without, with_word = run(*words, given=stated)[1], run(*words, "--confirmations", str(path), given=stated)[1]
    assert "insured_month_before" in without["missing"]
    assert "insured_month_before" not in with_word["missing"]
    path.write_text('{"suspended_from": "2021-07-17"}')
    assert run(*words, "--confirmations", str(path), given=stated)[0] == 2


SUSPENDED = {
    "birth_date": "1990-01-02",
    "employer_kind": "enterprise",
    "employer_cause": "stopped_by_order",
    "contract_from": "2019-03-01",
    "suspended_from": "2021-07-17",
    "suspended_to": "2021-08-06",
    "child_1_birth_date": "2021-08-01",
    "child_1_certificate": "12/2021",
    "received_on": "2021-08-20",
    "insured_month_before": True,
}
OF_SUSPENDED = ("determine", "--policy", "suspended_contract", "--on", "2021-08-20")


def said_on(tmp_path: Path, *words: object) -> tuple[int, Any, str]:
    """A suspended worker with a child born later, and what legal officers said."""
    path = tmp_path / "words.json"
    path.write_text(json.dumps(list(words)), "utf-8")
    return run(*OF_SUSPENDED, "--confirmations", str(path), given=SUSPENDED)


def word(**changed: object) -> dict[str, object]:
    """That a child born later counts."""
    return {"point": POINT, "value": True, "citation": {"instrument": "12/CV-LĐTBXH", "unit": "2"}} | changed


def test_an_officers_word_on_an_open_point_settles_the_line_that_hangs_on_it(tmp_path: Path) -> None:
    waiting = run(*OF_SUSPENDED, given=SUSPENDED)[1]
    assert (waiting["outcome"], waiting["amount_vnd"], waiting["open_points"]) == ("eligible", 1_855_000, [POINT])
    assert [line["held"] for line in waiting["lines"]] == [False, True]
    settled = said_on(tmp_path, word())[1]
    assert (settled["amount_vnd"], settled["open_points"]) == (2_855_000, [])
    assert [(line["component"], line["amount_vnd"], line["held"]) for line in settled["lines"]] == [
        ("base", 1_855_000, False),
        ("child_under_6", 1_000_000, False),
    ]
    assert said_on(tmp_path, word(value=False))[1]["amount_vnd"] == 1_855_000


def test_the_digest_tells_the_words_used_whatever_their_order(tmp_path: Path) -> None:
    other = word(point="supplements.pregnancy_day", citation={"text": "Công văn 12/CV-LĐTBXH"})
    one, two = (said_on(tmp_path, *words)[1]["confirmations"] for words in ((word(), other), (other, word())))
    assert one == two and re.fullmatch("[0-9a-f]{64}", one)
    assert said_on(tmp_path, word())[1]["confirmations"] not in {one, ""}
    assert said_on(tmp_path, word(value=False))[1]["confirmations"] != said_on(tmp_path, word())[1]["confirmations"]
    assert said_on(tmp_path)[1]["confirmations"] == ""


@pytest.mark.parametrize(
    "wrong",
    [
        word(point="suspended_contract.weather"),
        word(point=["x"]),
        word(value="yes"),
        word(value=1),
        word(value=None),
        word(citation={"instrument": "12/CV-LĐTBXH"}),
        word(citation={"instrument": "", "unit": "1"}),
        word(citation={"text": " "}),
        word(citation=7),
        word(officer="A"),
        {"point": POINT, "value": True},
        POINT,
    ],
    ids=str,
)
def test_what_is_no_word_on_an_open_point_is_wrong_use(wrong: object, tmp_path: Path) -> None:
    code, said, stderr = said_on(tmp_path, wrong)
    assert (code, said) == (2, None)
    assert stderr


def test_two_words_on_one_point_are_wrong_use(tmp_path: Path) -> None:
    assert said_on(tmp_path, word(), word(value=False))[0] == 2


def test_every_fact_of_every_policy_is_taken_as_listed() -> None:
    """Listed, left out as allowed, and a name that is not listed refused."""
    for policy in rules.POLICIES:
        listed = run("facts", policy, "--json")[1]
        assert [one["name"] for one in listed] == [fact.name for fact in rules.POLICIES[policy].facts]
        assert run("determine", "--policy", policy, "--on", "2021-11-15", given={})[0] == 0
        assert run("determine", "--policy", policy, "--on", "2021-11-15", given={"shoe_size": 1})[0] == 2
    by_name = {one["name"]: one for one in run("facts", "suspended_contract", "--json")[1]}
    assert by_name["contract_to"]["empty_says"] and not by_name["employer_cause"]["empty_says"]
    told = CliRunner().invoke(app, ["facts", "suspended_contract"]).stdout.splitlines()
    assert any(line.startswith("contract_to") and "là không có / optional: none" in line for line in told)


def test_the_facts_of_a_policy_are_listed_with_type_title_and_whether_they_can_be_left_out() -> None:
    code, said, _ = run("facts", "suspended_contract", "--json")
    by_name = {one["name"]: one for one in said}
    assert code == 0
    assert by_name["pregnant"] | {"place": "row"} == by_name["pregnant"]
    assert (by_name["pregnant"]["type"], by_name["pregnant"]["vi"], by_name["pregnant"]["optional"]) == (
        "yes_no", "Đang mang thai", True,
    )  # fmt: skip
    assert by_name["suspended_from"]["optional"] is False
    assert "blocked_area" in by_name["worker_cause"]["choices"]
    assert CliRunner().invoke(app, ["facts", "freelance"]).stdout.count("\n") > 10


def test_the_policies_are_listed() -> None:
    _, said, _ = run("policies", "--json")
    assert [one["code"] for one in said] == list(rules.POLICIES)
    by_code = {one["code"]: one for one in said}
    assert (by_code["freelance"]["kind"], by_code["freelance"]["scheme"]) == ("cash", "68/NQ-CP")
    assert "Hỗ trợ" in CliRunner().invoke(app, ["policies"]).stdout


def test_the_law_is_asked_without_a_database_and_fast() -> None:
    """Neither database, nor HTTP, nor settings are imported on the way."""
    asked = (
        "import sys; from app.cli import main\ntry: main()\nfinally: print([m for m in sys.modules], file=sys.stderr)"
    )
    environment = {**os.environ, "DATABASE_URL": "postgresql://nobody@nowhere/nothing"}
    began = time.perf_counter()
    command = [sys.executable, "-c", asked, *DETERMINE]
    done = subprocess.run(
        command, input=json.dumps(WORKER), capture_output=True, text=True, env=environment, check=True
    )
    for module in ("sqlalchemy", "psycopg", "fastapi", "httpx", "pydantic_settings"):
        assert f"'{module}'" not in done.stderr
    assert time.perf_counter() - began < 5
