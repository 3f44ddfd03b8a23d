"""docs/law.md is what the rules say: written from them, and held equal to them."""

from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app import rules
from app.cli import app
from app.rules.changing import laws_of
from app.rules.law import Window
from app.rules.law_page import written
from app.rules.policy import Step
from app.rules.telling import FIELDS, told, words_of

PAGE = Path(__file__).parents[1] / "docs" / "law.md"
POLICIES = pytest.mark.parametrize("policy", sorted(rules.POLICIES))


def test_the_page_is_as_the_rules_are() -> None:
    now = written(rules.POLICIES.values(), rules.RULES_VERSION)
    assert PAGE.read_text("utf-8") == now, "the law was changed: chitra law-page > docs/law.md"


def test_the_command_prints_the_page() -> None:
    done = CliRunner().invoke(app, ["law-page"])
    assert (done.exit_code, done.stdout) == (0, written(rules.POLICIES.values(), rules.RULES_VERSION))


@POLICIES
def test_the_page_says_each_condition_value_point_and_fact_with_its_source(policy: str) -> None:
    pack = rules.POLICIES[policy]
    text = written([pack], "1")
    for (kind, name, _, _), law in laws_of(pack).items():
        assert kind == "route" or f"(`{name}`)" in text
        for each in law:
            assert f"| {each.since:%d/%m/%Y} |" in text
            assert f"{each.citation}" in text and f"`{each.standing}`" in text
    assert all(f"`{point.code}`" in text and point.vi in text and point.en in text for point in pack.points)
    assert all(f"| `{fact.name}` | {fact.vi} | {fact.en} |" in text for fact in pack.facts)


@POLICIES
def test_every_table_has_cells_for_its_heads(policy: str) -> None:
    """And no sentence is left with its gap for the law's figure."""
    text = written([rules.POLICIES[policy]], "1")
    assert "{law}" not in text
    for block in text.split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({row.count("|") for row in rows}) <= 1


@POLICIES
def test_every_part_of_a_value_has_words(policy: str) -> None:
    seen = {name for law in laws_of(rules.POLICIES[policy]).values() for each in law for name in parts(each.value)}
    assert seen <= FIELDS.keys()


def parts(value: object) -> set[str]:
    if isinstance(value, Window | Step) or not is_dataclass(value):
        inner = value if isinstance(value, list | tuple | frozenset) else ()
        return {name for each in inner for name in parts(each)}
    names = {field.name for field in fields(value)}
    return names | {name for field in names for name in parts(getattr(value, field))}


def test_values_are_told_as_a_reader_reads_them() -> None:
    words = words_of(rules.POLICIES["suspended_contract"])
    assert told(1_855_000, words, "shorter_vnd") == ("1.855.000 đồng", "1,855,000 đồng")
    assert told(15, words, "least_days") == ("15 ngày", "15 days")
    assert told(date(2022, 1, 31), words) == ("31/01/2022", "2022-01-31")
    assert told(frozenset({"cooperative"}), words) == ("Hợp tác xã", "Cooperative")
    assert told(frozenset(), words) == ("không giới hạn", "no restriction")
    assert told(None, words) == ("chưa đọc được", "not read")
    assert told("month_before", words) == ("", "")
    assert told(value=True, words=words) == ("có", "yes")
