"""A short run of the fault harness: districts at work while processes are killed and wires cut; nothing goes wrong.

Two seeded bugs are put in afterwards and must be found; the others, and the full size, are `make faults`.
"""

import json
import subprocess
import sys
from typing import Any

import pytest

from benchmarks.faults.bugs import BUGS
from tests.conftest import ROOT

QUICK = ("check then insert", "answer before commit")


def proved(*arguments: str) -> dict[str, Any]:
    """The figures of a run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.faults.proof", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def short() -> dict[str, Any]:
    """One run for all that is asked here."""
    return proved("short", *QUICK)


@pytest.mark.timeout(600)
def test_nothing_is_lost_doubled_or_half_done_whatever_is_killed_or_cut(short: dict[str, Any]) -> None:
    assert short["broken"] == [], short["findings"]
    assert (short["lost"], short["doubled"], short["partial"], short["invariant_breaches"]) == (0, 0, 0, 0)
    assert short["unknown"]["unresolved"] == 0 and short["unknown"]["operations"] > 0
    assert short["acknowledged"] >= 300 and len(short["faults_by_kind"]) >= 9


def test_a_seeded_bug_is_found_and_nothing_without_it(short: dict[str, Any]) -> None:
    assert {bug: said["found"] for bug, said in short["sensitivity"]["bugs"].items()} == dict.fromkeys(QUICK, True)
    assert short["sensitivity"]["found_without_a_bug"] == []


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_other_seeded_bug_is_found_too() -> None:
    others = [bug for bug in BUGS if bug not in QUICK]
    found = proved("short", *others)
    assert [bug for bug, said in found["sensitivity"]["bugs"].items() if not said["found"]] == []
