"""A determination in words: citations, facts, lines; and which facts a condition reads."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import orjson
import pytest

from app.rules import POLICIES, determine
from app.rules.citing import INSTRUMENTS, cited
from app.rules.explaining import Telling
from app.rules.fact import Fact, Kind
from app.rules.fact_words import HIDDEN, POLICIES_OF_HEALTH, is_of_health, said
from app.rules.facts_read import facts_read
from app.rules.law import Circumstances, Citation, Supported, law_of
from app.rules.policy import Policy
from tests.rules.test_description import FACTS

ON = date(2021, 12, 1)
NUMBER = Fact("citizen_id", Kind.CITIZEN_ID, "Số CCCD", "Citizen identity number")


@pytest.mark.parametrize(
    ("citation", "vi", "en"),
    [
        (("68/NQ-CP", "II.12"), "khoản 12 Mục II Nghị quyết số 68/NQ-CP", "Resolution 68/NQ-CP, Section II, clause 12"),
        (
            ("68/NQ-CP", "I.2.c"),
            "điểm c khoản 2 Mục I Nghị quyết số 68/NQ-CP",
            "Resolution 68/NQ-CP, Section I, clause 2, point c",
        ),
        (("33/2021/QĐ-TTg", "37a"), "Điều 37a Quyết định số 33/2021/QĐ-TTg", "Decision 33/2021/QĐ-TTg, Article 37a"),
        (
            ("23/2021/QĐ-TTg", "41–42"),
            "Điều 41 đến Điều 42 Quyết định số 23/2021/QĐ-TTg",
            "Decision 23/2021/QĐ-TTg, Articles 41 to 42",
        ),
        (
            ("126/NQ-CP", "1 (68/NQ-CP II.4)"),
            "Điều 1 Nghị quyết số 126/NQ-CP (sửa đổi khoản 4 Mục II Nghị quyết số 68/NQ-CP)",
            "Resolution 126/NQ-CP, Article 1 (amending Resolution 68/NQ-CP, Section II, clause 4)",
        ),
        (
            ("2035/QĐ-UBND Ninh Thuận", "24/10/2021"),
            "Quyết định số 2035/QĐ-UBND Ninh Thuận ngày 24/10/2021",
            "Decision 2035/QĐ-UBND Ninh Thuận of 24/10/2021",
        ),
        (("UBND tỉnh Ninh Thuận", "đợt 2"), "UBND tỉnh Ninh Thuận, đợt 2", "UBND tỉnh Ninh Thuận, đợt 2"),
        (("08/2022/QĐ-TTg", ""), "Quyết định số 08/2022/QĐ-TTg", "Decision 08/2022/QĐ-TTg"),
    ],
)
def test_a_citation_is_said_from_the_smallest_unit_up(citation: tuple[str, str], vi: str, en: str) -> None:
    assert cited(*citation) == (vi, en)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.code)
def test_every_citation_of_the_law_is_in_words(policy: Policy) -> None:
    kinds = tuple(vi for _, (vi, _) in INSTRUMENTS)
    for citation in set(citations(policy)):
        vi, en = cited(citation.instrument, citation.unit)
        numbered = any(part in citation.instrument for part, _ in INSTRUMENTS)
        assert any(kind in vi for kind in kinds) == numbered, vi
        assert citation.instrument in vi and citation.instrument in en


def citations(value: object, depth: int = 0) -> Iterator[Citation]:
    """Every citation in a value of the law."""
    if isinstance(value, Citation):
        yield value
    elif is_dataclass(value) and not isinstance(value, type) and depth < 8:
        for field in fields(value):
            yield from citations(getattr(value, field.name), depth + 1)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from citations(each, depth + 1)


@pytest.mark.parametrize(
    ("kind", "value", "vi"),
    [
        (Kind.YES_NO, True, "Có"),
        (Kind.YES_NO, False, "Không"),
        (Kind.DATE, date(2021, 7, 17), "17/07/2021"),
        (Kind.BIRTH_DATE, 1988, "1988"),
        (Kind.INTEGER, 12_000, "12.000"),
        (Kind.MONEY, 1_500_000, "1.500.000 đồng"),
        (Kind.COMMUNE, "22738", "22738 - Phường Đô Vinh"),
        (Kind.COMMUNE, "00000", "00000 - ngoài tỉnh"),
        (Kind.COMMUNE, "99999", "99999"),
        (Kind.CITIZEN_ID, "058188001234", "********1234"),
        (Kind.ACCOUNT, "4901205123456", "*********3456"),
    ],
)
def test_a_value_is_said_as_the_form_says_it(kind: Kind, value: object, vi: str) -> None:
    words = said(Fact("fact", kind, "Thông tin", "Fact"), value)
    assert words and words[0] == vi


def test_a_keyed_hash_is_never_said_and_what_tells_of_health_is_hidden() -> None:
    assert said(Fact("certificate", Kind.TEXT, "Số giấy khai sinh", "Certificate", hashed=True), "ab12") is None
    assert said(Fact("pregnant", Kind.YES_NO, "Đang mang thai", "Pregnant"), True) == HIDDEN  # noqa: FBT003
    assert said(Fact("paper", Kind.TEXT, "Số thẻ hướng dẫn viên", "Card number"), "179012345") == ("*****2345",) * 2


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.code)
def test_facts_of_health_are_known_as_such_by_their_names(policy: Policy) -> None:
    """By their names in code, which no title decides: a list of its own, to be longer where the law asks more."""
    health = {"pregnant", "pregnant_from", "pregnant_to", "treated_from", "treated_to", "isolated_from", "isolated_to"}
    health |= {"treatment_place", "isolation_place", "treated_by_decision", "isolated_by_decision", "disability"}
    found = {fact.name for fact in policy.facts if is_of_health(fact, None)}
    assert {fact.name for fact in policy.facts} & health <= found
    assert not found & {"received_on", "stopped_from", "suspended_from", "occupation", "employer_kind"}


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.code)
def test_every_condition_reads_a_fact_of_its_form_or_the_history(policy: Policy) -> None:
    at = Circumstances(law_of(ON), "58", 2, (Supported("x", "base", "paid"),))
    read = facts_read(policy, {}, at)
    names = {fact.name for fact in policy.facts} | {"round", "history"}
    assert set(read) == {condition.id for condition in (*policy.conditions, *policy.line_conditions)}
    assert {name for seen in read.values() for name in seen} <= names
    silent = {condition for condition, seen in read.items() if not seen} - {"in_force"}
    assert silent <= {"employer", "one_parent_per_child"}, "these ask nothing of an empty form under this law"


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.code)
def test_an_empty_case_of_every_policy_is_explained_whole(policy: Policy) -> None:
    at = Circumstances(law_of(ON), "58", 2, ())
    found = determine(policy.code, {}, at)
    body = orjson.loads(
        orjson.dumps({name: getattr(found, name) for name in ("results", "lines", "missing", "points")})
    )
    telling = Telling(policy, {}, at, ("không có", "none"))
    conditions, lines = telling.conditions(body), telling.lines(body)
    assert [told.id for told in conditions] == [result.id for result in found.results]
    for told in conditions:
        assert told.vi and told.en and told.source.vi and told.source.standing_vi
        assert bool(told.missing or told.points) or told.met is not None, told.id
    for line, kept in zip(lines, found.lines, strict=True):
        assert line.vi != kept.component and (line.why_vi is not None) == kept.held
    for wanted in (*telling.wanted(body["missing"]), *telling.points(body["points"])):
        assert wanted.vi != wanted.name and wanted.en, wanted


@pytest.mark.parametrize("policy", FACTS)
def test_every_line_of_an_eligible_case_has_a_name_and_an_article(policy: str) -> None:
    on = date(2022, 7, 1) if policy.startswith("rent") else ON
    at = Circumstances(law_of(on), "58", 2 if policy == "freelance" else None, ())
    found = determine(policy, FACTS[policy], at)
    lines = Telling(POLICIES[policy], FACTS[policy], at, ("", "")).lines(orjson.loads(orjson.dumps(
        {"results": (), "lines": found.lines}
    )))  # fmt: skip
    assert lines
    for line, kept in zip(lines, found.lines, strict=True):
        assert kept.component not in (line.vi, line.en) and line.amount_vnd == kept.amount_vnd
        assert line.source.vi and line.source.en and line.gives == kept.gives


def test_who_is_posted_on_a_wall_is_not_told_to_be_ill() -> None:
    assert {code for code in POLICIES if code.startswith("meals")} == POLICIES_OF_HEALTH


def test_of_a_year_of_birth_the_whole_date_is_asked_for_in_words() -> None:
    facts, at = {**FACTS["meals_f0"], "birth_date": 2005}, Circumstances(law_of(ON))
    for given, words in ((2005, "Ngày sinh (cần đủ ngày, tháng, năm)"), (None, "Ngày sinh")):
        telling = Telling(POLICIES["meals_f0"], facts | {"birth_date": given}, at, ("", ""))
        (wanted,) = telling.wanted(["birth_date"])
        assert wanted.vi == words and ("day, month and year are needed" in wanted.en) is (given is not None)
