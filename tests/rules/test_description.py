"""What a policy tells of itself, and that every point of it has its article."""

import hashlib
import json
from datetime import date, timedelta

import pytest

from app import rules
from app.rules.fact import Kind
from app.rules.law import Amendment, Circumstances, Citation, Standing, in_force, law_of
from tests.rules.cases import VENDOR, WORKER, known
from tests.rules.cases_employers import EMPLOYERS, SISTERS
from tests.rules.cases_others import FACTS as OTHERS
from tests.rules.cases_workers import STOPPED, TERMINATED

FACTS = {
    "suspended_contract": WORKER,
    "stopped_work": STOPPED,
    "terminated_contract": TERMINATED,
    "freelance": VENDOR,
    **EMPLOYERS,
    **SISTERS,
    **OTHERS,
}
PROCEDURE_SINCE = {"unregistered_business": date(2021, 11, 6)}
"""Where a policy held before there was a way to file for it."""
POLICIES = pytest.mark.parametrize("policy", sorted(rules.POLICIES))
DAYS = [date(2020, 4, 1) + timedelta(days=n) for n in range((date(2022, 12, 31) - date(2020, 4, 1)).days + 1)]
CONTENT = {
    "2026-11-24.1": "ac3b16ffa266528f",
    "2026-11-25.1": "550d5b711ea05408",
}
"""The content of the law by version: where this fails, the law was changed and RULES_VERSION must follow."""


def amendments(policy: str) -> list[Amendment[object]]:
    pack = rules.POLICIES[policy]
    laws = [each.law for each in (*pack.conditions, *pack.line_conditions)]
    values = [each.amendments for each in pack.values]
    return [each for law in (*laws, *values, pack.route) for each in law]


@POLICIES
def test_every_value_and_condition_has_its_article_and_standing(policy: str) -> None:
    found = amendments(policy)
    assert found
    assert all(each.citation.instrument and each.citation.unit and each.standing in Standing for each in found)


@POLICIES
def test_no_amendment_is_dated_before_the_epidemic_or_out_of_order(policy: str) -> None:
    assert all(date(2021, 7, 1) <= each.since <= date(2022, 12, 31) for each in amendments(policy))
    for condition in rules.POLICIES[policy].conditions:
        assert list(condition.law) == sorted(condition.law, key=lambda each: each.since)


@POLICIES
def test_every_day_has_its_law_or_is_expressly_without(policy: str) -> None:
    for on in DAYS:
        found = rules.determine(policy, known(FACTS[policy]), Circumstances(law_of(on), "58", 2))
        (law,) = (each for each in found.results if each.id == "in_force")
        assert law.met is (on >= rules.POLICIES[policy].conditions[0].law[0].since)
        assert law.met or found.outcome == "ineligible"
        assert all(each.met is not None and each.vi and each.en for each in found.results)
        assert bool(rules.route_of(policy, on)) is (law.met and on >= PROCEDURE_SINCE.get(policy, date.min))


@POLICIES
def test_a_description_is_json_with_all_amendments_and_the_one_in_force(policy: str) -> None:
    for on in (date(2020, 4, 1), date(2021, 7, 7), date(2021, 10, 8), date(2022, 12, 31)):
        told = json.loads(json.dumps(rules.describe(policy, on)))
        assert told["code"] == policy
        for each in (*told["conditions"], *told["values"]):
            held = [one for one in each["amendments"] if one["in_force"]]
            assert len(held) == (
                0 if on < min(map(date.fromisoformat, (o["since"] for o in each["amendments"]))) else 1
            )


@POLICIES
def test_a_description_says_what_it_gives_until_when_and_what_is_open(policy: str) -> None:
    pack, on = rules.POLICIES[policy], date(2021, 12, 1)
    told: dict[str, object] = rules.describe(policy, on)
    held = in_force(pack.last_day, on)
    known = held is not None and held.standing is not Standing.UNCONFIRMED
    assert (told["kind"], told["scheme"], told["by_round"]) == (pack.gives.value, pack.scheme, pack.by_round)
    assert told["last_application_day"] == (held.value.isoformat() if held and known else None)
    assert [point["code"] for point in told["points"]] == [point.code for point in pack.points]  # type: ignore[attr-defined]
    assert rules.list_entry(policy, on).items() <= told.items()
    assert all("{law}" not in f"{each['vi']}{each['en']}" for each in told["conditions"])  # type: ignore[attr-defined]


def test_an_open_last_day_is_told_as_the_province_reads_it() -> None:
    word = rules.read_word("meals.last_application_day", date(2022, 3, 31), Citation("12/CV-SLĐTBXH", "1"))
    assert rules.list_entry("meals_f0", date(2021, 12, 1))["last_application_day"] is None
    told = rules.describe("meals_f0", date(2021, 12, 1), (word,))
    assert told["last_application_day"] == "2022-03-31"
    deadline = next(each for each in told["conditions"] if each["id"] == "deadline")  # type: ignore[attr-defined]
    assert (deadline["citation"], deadline["standing"]) == ("12/CV-SLĐTBXH 1", "confirmed")


def test_an_amendment_shows_what_was_and_what_is() -> None:
    before, after = (rules.describe("suspended_contract", on) for on in (date(2021, 10, 7), date(2021, 10, 8)))
    cited = [next(c["citation"] for c in told["conditions"] if c["id"] == "employer") for told in (before, after)]  # type: ignore[attr-defined]
    assert cited == ["23/2021/QĐ-TTg 13", "126/NQ-CP 1 (68/NQ-CP II.4)"]


def test_the_route_says_who_lists_confirms_appraises_decides_and_pays() -> None:
    acts = ("list", "confirm", "appraise", "decide", "pay")
    on = date(2021, 8, 20)
    assert [rules.unit_kind_of("freelance", act, on) for act in acts] == [
        "commune", "", "district", "district", "district",
    ]  # fmt: skip
    assert [rules.unit_kind_of("suspended_contract", act, on) for act in acts] == [
        "employer", "insurance_agency", "district", "province", "province",
    ]  # fmt: skip
    assert sum(step.working_days or 0 for step in rules.route_of("suspended_contract", on)) == 6
    assert rules.unit_kind_of("freelance", "decide", date(2021, 7, 6)) == ""


def test_before_the_first_amendment_none_is_in_force_and_the_first_is_cited() -> None:
    law = rules.POLICIES["suspended_contract"].conditions[1].law
    assert in_force(law, date(2021, 7, 6)) is None
    assert law_of(date(2021, 7, 6)).governing(law) is law[0]


def test_the_version_follows_the_law() -> None:
    days = [date(2021, 7, 7), date(2021, 10, 8), date(2021, 11, 6)]
    told = [rules.describe(policy, on) | {"facts": None} for policy in sorted(rules.POLICIES) for on in days]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
    assert CONTENT[rules.RULES_VERSION] == digest


@POLICIES
def test_facts_that_rules_read_are_of_few_kinds(policy: str) -> None:
    """Names, numbers, phones and accounts never reach a rule; a certificate comes as a keyed hash."""
    read = {fact.kind for fact in rules.POLICIES[policy].facts if fact.for_rule}
    assert read <= {
        Kind.BIRTH_DATE, Kind.DATE, Kind.CHOICE, Kind.COMMUNE, Kind.YES_NO, Kind.TEXT, Kind.INTEGER, Kind.MONEY,
    }  # fmt: skip


@POLICIES
def test_the_same_answers_are_the_same_objects(policy: str) -> None:
    at = Circumstances(law_of(date(2021, 8, 20)), "58", 2)
    one, two = (rules.determine(policy, dict(known(FACTS[policy])), at) for _ in range(2))
    assert all(a is b for a, b in zip(one.results + one.lines, two.results + two.lines, strict=True))
