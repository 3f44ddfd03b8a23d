"""The shape of the code: small modules, small functions, a pure law, locks that name no place."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
MODULES = sorted((PROJECT / "app").rglob("*.py"))
RULES = sorted((PROJECT / "app" / "rules").rglob("*.py"))
LOCKS = [PROJECT / f"requirements{name}.lock" for name in ("", "-dev", "-proof")]
LOCKED_LEAST = {"requirements-proof.lock": 2}
MODULE_LINES_MAX = 300
FUNCTION_LINES_MAX = 40
DECISION_LINES_MAX = 50
WORDLESS = {"utils", "common", "helpers", "services", "repositories", "schemas", "core"}


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _place(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(PROJECT)}:{line}"


def test_no_module_is_longer_than_it_can_be_read() -> None:
    long = {_place(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {place: lines for place, lines in long.items() if lines > MODULE_LINES_MAX} == {}


def test_every_function_fits_on_a_screen() -> None:
    lengths = {
        _place(path, node.lineno): (node.end_lineno or node.lineno) - node.lineno + 1
        for path in MODULES
        for node in _functions(path)
    }
    assert {place: lines for place, lines in lengths.items() if lines > FUNCTION_LINES_MAX} == {}


def test_a_module_is_named_for_an_act_or_a_thing() -> None:
    assert [_place(path) for path in MODULES if WORDLESS & set(path.relative_to(PROJECT).with_suffix("").parts)] == []


def test_the_law_counts_in_whole_dong() -> None:
    """No float, whether annotated, written or called, anywhere in the rules."""
    found = [
        _place(path, node.lineno)
        for path in RULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert found == []


def test_the_law_needs_the_standard_library_alone() -> None:
    allowed = sys.stdlib_module_names
    found = {_place(path): names for path in RULES if (names := _imported(path) - allowed - {"app.rules"})}
    assert found == {}


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {_root(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {_root(node.module)} if node.module and not node.level else set()
    return names


def _root(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "app" else parts[0]


def test_no_rule_asks_for_today() -> None:
    calls = re.compile(r"\b(?:date\.today|datetime\.now|datetime\.utcnow|time\.time)\(")
    assert [_place(path) for path in RULES if calls.search(path.read_text("utf-8"))] == []


def test_a_decision_record_is_short() -> None:
    records = sorted((PROJECT / "docs" / "decisions").glob("*.md"))
    assert records
    lengths = {_place(path): len(path.read_text("utf-8").splitlines()) for path in records}
    assert {place: lines for place, lines in lengths.items() if lines > DECISION_LINES_MAX} == {}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_place_to_fetch_from(lock: Path) -> None:
    text = lock.read_text("utf-8")
    options = r"^\s*(?:-i|--index-url|--extra-index-url|-f|--find-links|--trusted-host).*"
    assert re.findall(options, text, re.MULTILINE) == []
    assert re.findall(r"\w+://\S+", text) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_its_hash(lock: Path) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert len(entries) > LOCKED_LEAST.get(lock.name, 20)
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry or "==" not in entry] == []


def test_the_locks_agree() -> None:
    runtime, development, proof = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE)) for lock in LOCKS
    )
    assert {name: version for name, version in runtime.items() if development.get(name) != version} == {}
    assert {name: version for name, version in proof.items() if development.get(name, version) != version} == {}
