"""What the guards of the intake cost: the same lists taken in with each of them switched off in turn, in one run.

Each intake is a process of its own on a database of its own; the variants take turns, so that a slow minute of the
machine falls on all of them. What a guard adds is a share of the intake without it: at most a third.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from typing import Any

from benchmarks.guarded import OFF

ROUNDS = 3
ADDED_MAX = 1 / 3
WITH_CHECKS = ("matching", "encryption")
"""Those of which the bound is asked; the named checks are shown beside them."""


def of_intake(cases: int, seed: int) -> dict[str, Any]:
    """Median seconds of each variant, and what each guard adds."""
    variants: list[Sequence[str]] = [(), *((guard,) for guard in OFF), tuple(OFF)]
    runs: dict[Sequence[str], list[dict[str, Any]]] = {variant: [] for variant in variants}
    for _ in range(ROUNDS):
        for variant in variants:
            runs[variant].append(_run(variant, cases, seed))
    seconds = {variant: median(run["seconds"] for run in some) for variant, some in runs.items()}
    added = {variant: seconds[()] / without - 1 for variant, without in seconds.items() if variant}
    table: list[list[object]] = [["all guards on", seconds[()], "", runs[()][0]["accepted"], runs[()][0]["held"]]]
    table += [
        [f"without {' and '.join(each)}", seconds[each], 100 * added[each], runs[each][0]["accepted"],
         runs[each][0]["held"]]
        for each in variants if each
    ]  # fmt: skip
    over = [guard for guard in WITH_CHECKS if added[(guard,)] > ADDED_MAX]
    return {
        "title": f"the intake of {runs[()][0]['accepted']} accepted rows, guards on and off (median of {ROUNDS})",
        "columns": ["variant", "seconds", "the guard adds, %", "accepted", "held"],
        "table": table,
        "added_percent": {" ".join(variant): round(100 * share, 1) for variant, share in added.items()},
        "differences": [f"{guard} adds more than a third" for guard in over],
    }


def _run(without: Sequence[str], cases: int, seed: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.guarded", *without, "--cases", str(cases), "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 – our own command
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
