"""`make faults`: the full run, then every seeded bug. A short one: `python -m benchmarks.faults.proof short [BUG…]`."""

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from benchmarks.faults import report, sensitivity
from benchmarks.faults.bugs import BUGS
from benchmarks.faults.running import FULL, SHORT, Plan, alone, run
from benchmarks.faults.world import cluster


def proof(seed: int) -> bool:
    """All of it; False where a bound is broken."""
    found = prove(FULL, list(BUGS), seed)
    report.write(found)
    report.show(found)
    return not found["broken"]


def prove(plan: Plan, bugs: Sequence[str], seed: int) -> dict[str, object]:
    """A run by a plan, and some seeded bugs; the figures."""
    signal.signal(signal.SIGTERM, _ended)
    with alone(), cluster() as own:
        ran = run(own, plan, seed)
        seeded = sensitivity.told(sensitivity.seek(own, bugs, seed), sensitivity.clean(own, bugs, seed))
    return report.figures(ran, plan, seed, seeded)


def _ended(_number: int, _frame: FrameType | None) -> None:
    """Whoever ends us ends what we started: the context managers do."""
    raise SystemExit(1)


def main() -> int:
    """A run of the size asked for; its figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.proof")
    parser.add_argument("size", choices=("short", "full"))
    parser.add_argument("bugs", nargs="*", choices=[*BUGS, []])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = prove(SHORT if asked.size == "short" else FULL, asked.bugs, asked.seed)
    print(json.dumps(found, ensure_ascii=False))
    return int(bool(found["broken"]))


if __name__ == "__main__":
    sys.exit(main())
