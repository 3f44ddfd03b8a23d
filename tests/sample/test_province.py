"""The sample province: exact, the same for the same seed, its truth agreeing with its lists."""

import csv
import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from stdnum.vn import mst

from app import rules
from app.rules.law import Circumstances, Supported, law_of
from app.rules.ninh_thuan_units import UNITS
from app.sample import forms
from app.sample.case import Expected, Sample, SampleList, SampleRow
from app.sample.cases import CASES, generate
from app.sample.employer_lists import PER_THOUSAND_LISTS
from app.sample.province import COMMUNES
from app.sample.quotas import PER_TEN_THOUSAND_FREELANCE, PER_TEN_THOUSAND_SUSPENDED, counts
from app.sample.writing import archives, write_sample

SMALL, MIDDLE = 800, 6_000
PAIRED = {"SAME_IN_LIST", "DIFFERS_IN_LIST", "ACROSS_LISTS", "ACROSS_CMND_CCCD", "LIKELY"}


@cache
def sample(cases: int = MIDDLE, seed: int = 68) -> Sample:
    return generate(cases, seed)


def rows(policy: str | None = None) -> list[tuple[SampleList, SampleRow]]:
    return [(made, row) for made in sample().lists if policy in (None, made.policy) for row in made.rows]


def bytes_under(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 68), ("again", 68), ("other", 69)):
        write_sample(tmp_path / name, SMALL, seed)
    assert bytes_under(tmp_path / "one") == bytes_under(tmp_path / "again")
    assert bytes_under(tmp_path / "one") != bytes_under(tmp_path / "other")


@pytest.mark.parametrize("cases", [1, 7, 100, 399, 1_001, MIDDLE])
def test_any_size_has_exactly_so_many_rows(cases: int) -> None:
    assert generate(cases, 3).cases == cases


@pytest.mark.slow
def test_the_whole_province_has_65_commune_lists_and_some_450_employers() -> None:
    whole = generate()
    assert whole.cases == CASES == 76_502
    by_policy = Counter(made.policy for made in whole.lists)
    assert by_policy["freelance"] == 65
    assert 440 <= by_policy["suspended_contract"] <= 460
    assert sum(len(made.rows) for made in whole.lists if made.policy == "freelance") == 61_967


def test_every_person_has_numbers_of_the_right_structure() -> None:
    for _, row in rows():
        person = row.person
        assert re.fullmatch(r"\d{12}", person.citizen_id)
        century_sex = 2 * (person.birth_year // 100 - 19) + (person.sex == "female")
        assert person.citizen_id[3:6] == f"{century_sex}{person.birth_year % 100:02d}"
        assert re.fullmatch(r"\d{9}", person.old_identity)
        assert re.fullmatch(r"0\d{9}", person.phone)
        assert len(person.account) == person.bank.length
        assert re.fullmatch(r"58\d{8}", str(row.facts.get("insurance_number", "5800000000")))


def test_every_employer_has_a_valid_tax_code_of_its_own() -> None:
    codes = [made.header["employer_tax_code"] for made in sample().lists if made.policy == "suspended_contract"]
    assert all(mst.is_valid(code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_the_communes_are_those_of_the_law() -> None:
    on = date(2021, 8, 1)
    valid = [unit for unit in UNITS if unit.valid_from <= on <= (unit.valid_to or on) and unit.kind == "commune"]
    assert {(c.code, c.name, c.district_code) for c in COMMUNES} == {(u.code, u.name, u.parent_code) for u in valid}


def test_four_peoples_bear_their_own_names() -> None:
    people = Counter(row.person.people for _, row in rows())
    assert people.keys() == {"kinh", "cham", "raglai", "kho"}
    assert 0.7 < people["kinh"] / people.total() < 0.82
    names = {row.person.full_name for _, row in rows() if row.person.people == "kho"}
    assert any("’" in name for name in names)
    assert any("'" in name for name in names)
    assert any(" " not in row.person.full_name for _, row in rows())


@pytest.mark.parametrize(
    ("policy", "quotas"),
    [("freelance", PER_TEN_THOUSAND_FREELANCE), ("suspended_contract", PER_TEN_THOUSAND_SUSPENDED)],
)
def test_each_planted_kind_has_the_number_that_the_quotas_say(policy: str, quotas: dict[str, int]) -> None:
    found = rows(policy)
    planted = Counter(row.expected.kind for _, row in found)
    expected = {kind: count * (2 if kind in PAIRED else 1) for kind, count in counts(quotas, len(found)).items()}
    assert {kind: count for kind, count in planted.items() if kind != "ORDINARY"} == expected


def test_a_faulty_row_is_never_judged_and_a_judged_row_has_no_fault() -> None:
    for _, row in rows():
        assert row.expected.accepted == (row.expected.at_receipt is not None)
        assert row.expected.accepted == (row.expected.as_amended is not None)


def test_planted_pairs_are_two_rows_of_one_person_or_of_two_namesakes() -> None:
    pairs: dict[str, list[SampleRow]] = {}
    for _, row in rows():
        if row.expected.pair:
            pairs.setdefault(row.expected.pair, []).append(row)
    for pair, (one, two) in pairs.items():
        assert one.person.full_name == two.person.full_name
        assert (one.person.citizen_id == two.person.citizen_id) == ("LIKELY" not in pair)


def test_a_pair_across_lists_is_uploaded_in_two_waves() -> None:
    waves: dict[str, list[tuple[int, Expected]]] = {}
    for made, row in rows():
        if row.expected.kind in {"ACROSS_LISTS", "ACROSS_CMND_CCCD"}:
            waves.setdefault(row.expected.pair, []).append((made.wave, row.expected))
    for some in waves.values():
        (first, accepted), (second, refused) = sorted(some, key=lambda one: one[0])
        assert (first, second) == (1, 2)
        assert accepted.accepted
        assert refused.faults == ("ALREADY_LISTED",)


def test_every_refusal_as_a_whole_list_is_there() -> None:
    assert set(PER_THOUSAND_LISTS) == {"EMPLOYER_KIND", "EMPLOYER_CAUSE", "NO_CAUSE", "DEADLINE"}
    unmet = {
        unmet
        for _, row in rows("suspended_contract")
        if row.expected.at_receipt
        for unmet in row.expected.at_receipt.unmet
    }
    assert {"employer", "cause", "deadline"} <= unmet


def test_the_truth_agrees_with_the_lists(tmp_path: Path) -> None:
    made = write_sample(tmp_path, SMALL, 5)
    with (tmp_path / "truth" / "rows.csv").open(encoding="utf-8", newline="") as lines:
        truth = list(csv.DictReader(lines))
    with (tmp_path / "lists" / "index.csv").open(encoding="utf-8", newline="") as lines:
        index = {row["file"]: row for row in csv.DictReader(lines)}
    assert len(truth) == made.cases
    assert Counter(row["list"] for row in truth) == {file: int(row["rows"]) for file, row in index.items()}
    assert {path.name for path in (tmp_path / "lists").iterdir()} == {*index, "index.csv"}
    summary = json.loads((tmp_path / "truth" / "summary.json").read_text("utf-8"))
    assert summary["rows"] == SMALL
    assert summary["accepted"] == sum(row["expected"] == "accepted" for row in truth)
    assert summary["as_amended"]["amount_vnd"] == sum(int(row["amount_vnd_as_amended"]) for row in truth)


def test_the_agency_has_a_word_for_every_accepted_worker(tmp_path: Path) -> None:
    made = write_sample(tmp_path, MIDDLE, 68)
    with (tmp_path / "truth" / "confirmations.csv").open(encoding="utf-8", newline="") as lines:
        answered = {row["insurance_number"]: row["insured"] == "yes" for row in csv.DictReader(lines)}
    for one in made.lists:
        for row in one.rows:
            if one.policy == "suspended_contract" and row.expected.accepted:
                assert answered[str(row.facts["insurance_number"])] == row.insured


def test_the_archives_hold_every_list_once() -> None:
    small = generate(SMALL, 68)
    packed = archives(small)
    assert set(packed) == {("freelance", 2), ("freelance", 4), ("suspended_contract", None)}
    assert all(data.startswith(b"PK") for data in packed.values())


def test_a_list_knows_the_row_where_its_table_begins() -> None:
    for made in generate(SMALL, 68).lists:
        written, name, data = forms.write(made, 68)
        if name.endswith(".csv"):
            encoding = "utf-16" if data.startswith(b"\xff\xfe") else "utf-8-sig"
            line = data.decode(encoding).splitlines()[written.first_row - 1]
            assert re.split(r"[,;\t]", line)[0] == "1"


def test_the_rules_say_what_the_truth_says_at_receipt_and_as_amended() -> None:
    """The truth is told from how a case was made, never read off the rules: both must come to the same."""
    supports: dict[int, list[Supported]] = {}
    for prior in sample().prior_supports:
        known = Supported(prior.policy, prior.component, "paid", prior.amount_vnd, prior.event_from)
        supports.setdefault(id(prior.person), []).append(known)
    for made, row in rows():
        if row.expected.accepted:
            history = tuple(supports.get(id(row.person), ()))
            receipt = made.received_on, row.expected.at_receipt
            amended = date(2022, 2, 28), row.expected.as_amended
            for on, judgement in (receipt, amended):
                assert judgement is not None
                said = determined(made, row, Circumstances(law_of(on), "58", made.round, history))
                assert said == (judgement.outcome, judgement.amount_vnd, judgement.unmet)


def determined(made: SampleList, row: SampleRow, circumstances: Circumstances) -> tuple[str, int, tuple[str, ...]]:
    read = {fact.name for fact in rules.POLICIES[made.policy].facts if fact.for_rule}
    stated = {**made.header, **row.facts, "received_on": made.received_on, "insured_month_before": row.insured}
    facts = {name: value for name, value in stated.items() if name in read and value is not None}
    found = rules.determine(made.policy, facts, circumstances)
    unmet = tuple(result.id for result in found.results if result.met is False)
    return found.outcome.value, found.amount_vnd, unmet
