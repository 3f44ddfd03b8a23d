"""The documents say what is so, and nothing of the machine that they were written on."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
HEADINGS = ["Context", "Decision", "Consequences", "Alternatives"]
LINES_MAX = 50
FOREIGN = re.compile(r"/home/[a-z]|/roo[t]/|/Users/[A-Z]|/simple/")
BINARY = {".png", ".jpg", ".gif", ".ico", ".xlsx", ".zip", ".woff2", ".pdf"}


def tracked() -> list[Path]:
    """Every text that git keeps, or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("no git here: the files that it keeps are not known")
    paths = [PROJECT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


def project() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))


def named(requirements: list[str]) -> set[str]:
    """Packages by their names as the index knows them."""
    return {re.split(r"[\[<>=!~ ;]", one)[0].lower().replace("_", "-") for one in requirements}


def section(title: str) -> set[str]:
    """The packages in the table of a section of docs/dependencies.md."""
    text = (DOCS / "dependencies.md").read_text("utf-8")
    [part] = [part for part in re.split(r"^## ", text, flags=re.MULTILINE) if part.startswith(title)]
    rows = re.findall(r"^\| ([a-z][^|]*?) \|", part, re.MULTILINE)
    return {row.split(" (")[0] for row in rows} - {"package"}


@pytest.mark.parametrize("record", DECISIONS, ids=lambda record: record.stem)
def test_a_decision_says_context_decision_consequences_and_alternatives(record: Path) -> None:
    text = record.read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert len(text.splitlines()) <= LINES_MAX
    [title] = re.findall(r"^# (\d+)\. \S", text, re.MULTILINE)
    assert record.name.startswith(f"{int(title):04d}-")


def test_decisions_are_numbered_once() -> None:
    numbers = [record.name[:4] for record in DECISIONS]
    assert numbers and len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("title", "requirements"),
    [
        ("To run", project()["project"]["dependencies"]),
        ("To test", project()["dependency-groups"]["dev"]),
        ("To prove", project()["dependency-groups"]["proof"]),
        ("To install", project()["build-system"]["requires"]),
    ],
    ids=["run", "test", "prove", "install"],
)
def test_every_dependency_says_why_it_is_there(title: str, requirements: list[str]) -> None:
    assert section(title) == named(requirements)


def test_a_dependencys_version_is_the_locked_one() -> None:
    text = (DOCS / "dependencies.md").read_text("utf-8")
    told = {
        name.split(" (")[0]: version
        for name, version in re.findall(r"^\| ([a-z][^|]*?) \| (\d\S*) \|", text, re.MULTILINE)
    }
    lock = "\n".join((PROJECT / f"requirements-{name}.lock").read_text("utf-8") for name in ("dev", "proof"))
    locked = {name.lower(): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)}
    assert len(told) > 30
    assert {name: version for name, version in told.items() if locked[name.lower()] != version} == {}


def test_no_file_names_this_machine_or_a_package_index() -> None:
    found = {}
    for path in set(tracked()) - {Path(__file__)}:
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1):
            if FOREIGN.search(line):
                found[f"{path.relative_to(PROJECT)}:{number}"] = line.strip()[:120]
    assert found == {}


@pytest.mark.parametrize("document", sorted(DOCS.rglob("*.md")), ids=lambda document: document.name)
def test_a_document_points_only_to_files_that_are_there(document: Path) -> None:
    """In code spans and links alike."""
    text = document.read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    spans = re.findall(r"`((?:app|tests|docs|migrations|benchmarks)/[\w./-]+\.(?:py|md))`", text)
    missing = [link for link in links if not (document.parent / link).exists()]
    missing += [span for span in spans if not (PROJECT / span).exists()]
    assert missing == []
