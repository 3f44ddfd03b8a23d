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

from app.rules.ninh_thuan_units import UNITS
from app.sample import forms
from app.sample.case import Expected, Sample, SampleList, SampleRow
from app.sample.cases import CASES, MAKERS, SEED, generate
from app.sample.employer_lists import PER_THOUSAND_LISTS
from app.sample.maker import Maker
from app.sample.province import COMMUNES, OFFICES
from app.sample.quotas import NATIONAL, counts, paid_by_policy
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


@pytest.mark.parametrize("cases", [1, 7, 100, 399, 400, 1_001, MIDDLE])
def test_any_size_has_exactly_so_many_cases_that_are_paid(cases: int) -> None:
    made = generate(cases, 3)
    assert made.cases == cases
    paid = Counter(one.policy for one in made.lists for row in one.rows if row.expected.is_paid)
    assert paid == Counter({policy: count for policy, count in paid_by_policy(cases).items() if count})


def test_from_400_cases_on_every_policy_is_there_and_its_part_is_the_country_s() -> None:
    assert min(paid_by_policy(400).values()) >= 1
    whole = paid_by_policy(1_000_000)
    for policy, national in NATIONAL.items():
        assert whole[policy] == pytest.approx(1_000_000 * national / sum(NATIONAL.values()), abs=len(NATIONAL))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [SEED, 3])
def test_76_502_cases_come_to_115_billion_and_a_little_more(seed: int) -> None:
    whole = generate(CASES, seed)
    assert whole.cases == CASES == 76_502
    paid = [row.expected.as_amended for made in whole.lists for row in made.rows if row.expected.is_paid]
    assert 115_000_000_000 < sum(judged.amount_vnd for judged in paid if judged) < 115_900_000_000
    outcomes = Counter(
        row.expected.as_amended.outcome if row.expected.as_amended else "faulty"
        for made in whole.lists
        for row in made.rows
    )
    assert 0.04 < outcomes["ineligible"] / whole.rows < 0.05
    assert 0.008 < outcomes["undetermined"] / whole.rows < 0.015
    assert 0.015 < outcomes["faulty"] / whole.rows < 0.025
    by_policy = Counter(made.policy for made in whole.lists)
    assert (by_policy["freelance"], by_policy["household_business"]) == (65, 65)
    assert 130 <= by_policy["suspended_contract"] <= 150


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


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.policy)
def test_each_planted_kind_has_the_number_that_the_quotas_say(maker: Maker) -> None:
    planted = Counter(row.expected.kind for _, row in rows(maker.policy))
    quotas = counts(maker.per_ten_thousand, paid_by_policy(MIDDLE)[maker.policy], each=True)
    found = {kind: planted[kind] // (2 if kind in PAIRED else 1) for kind in quotas}
    assert found == quotas
    assert set(planted) - {"ORDINARY"} == set(quotas)


def test_planted_rows_are_what_their_kind_says() -> None:
    """What is refused is never paid, what hangs on something is undetermined, a claim knows what came before it."""
    for maker in MAKERS:
        for _, row in rows(maker.policy):
            kind, judged = row.expected.kind, row.expected.as_amended
            if kind in maker.refused or kind in maker.denied:
                assert judged is not None
                assert judged.outcome == "ineligible"
            if kind in maker.open or kind == "UNCONFIRMED":
                assert judged is not None
                assert judged.outcome == "undetermined"
            assert bool(row.earlier) == (kind in maker.claims)


def test_a_faulty_row_is_never_judged_and_a_judged_row_has_no_fault() -> None:
    for _, row in rows():
        assert row.expected.accepted == (row.expected.at_receipt is not None)
        assert row.expected.accepted == (row.expected.as_amended is not None)


def test_planted_pairs_are_two_rows_of_one_person_or_of_two_namesakes() -> None:
    pairs: dict[str, list[SampleRow]] = {}
    for _, row in rows():
        if row.expected.pair and row.expected.kind in PAIRED:
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
    assert len(truth) == made.rows
    assert Counter(row["list"] for row in truth) == {file: int(row["rows"]) for file, row in index.items()}
    assert {path.name for path in (tmp_path / "lists").iterdir()} == {*index, "index.csv"}
    summary = json.loads((tmp_path / "truth" / "summary.json").read_text("utf-8"))
    assert (summary["cases"], summary["rows"]) == (SMALL, made.rows)
    assert summary["accepted"] == sum(row["expected"] == "accepted" for row in truth)
    assert summary["as_amended"]["amount_vnd"] == sum(int(row["amount_vnd_as_amended"]) for row in truth)


def test_every_body_has_its_word_on_every_accepted_row_but_the_unconfirmed(tmp_path: Path) -> None:
    made = write_sample(tmp_path, SMALL, 68)
    with (tmp_path / "truth" / "confirmations.csv").open(encoding="utf-8", newline="") as lines:
        answered = {
            (row["policy"], row["number"], row["question"]): row["answer"] == "yes" for row in csv.DictReader(lines)
        }
    questions = {maker.policy: set(maker.words) for maker in MAKERS}
    for one in made.lists:
        for row in (row for row in one.rows if row.expected.accepted and row.expected.kind != "UNCONFIRMED"):
            assert set(row.words) == questions[one.policy]
            number = str(row.facts.get("insurance_number") or row.facts.get("business_number"))
            for question, said in row.words.items():
                assert answered.pop((one.policy, number, question)) == said
    assert answered == {}


def test_the_archives_hold_every_list_once() -> None:
    small = generate(SMALL, 68)
    packed = archives(small)
    policies = {(maker.policy, None) for maker in MAKERS if maker.policy != "freelance"}
    assert set(packed) == policies | {("freelance", 2), ("freelance", 4)}
    assert all(data.startswith(b"PK") for data in packed.values())


def test_every_list_goes_through_the_unit_that_its_policy_s_route_names() -> None:
    for made in sample().lists:
        office = made.policy in {"terminated_contract", "artist", "tour_guide"}
        assert (made.district_code in OFFICES) == office
        assert made.sent_by == ("TTDVVL" if made.policy == "terminated_contract" else made.district_code)


def test_a_list_knows_the_row_where_its_table_begins() -> None:
    for made in generate(SMALL, 68).lists:
        written, name, data = forms.write(made, 68)
        if name.endswith(".csv"):
            encoding = "utf-16" if data.startswith(b"\xff\xfe") else "utf-8-sig"
            line = data.decode(encoding).splitlines()[written.first_row - 1]
            assert re.split(r"[,;\t]", line)[0] == "1"
