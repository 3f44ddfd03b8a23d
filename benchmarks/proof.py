"""Proofs at full size. A part that is not built yet says so and fails."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import bad_input, canary, matching, mutation
from benchmarks.faults import proof as faults

OUT = Path("var/proof")
NOT_BUILT = ("tampering", "fuzz", "security")


def tests(seed: int) -> bool:
    """Every test, the slow ones too."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "pytest", "-n", "2", "-m", "slow or not slow", "-q", "tests"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 – our own command
    closing = (done.stdout.strip().splitlines() or [""])[-1]
    print(done.stdout[-4000:] if done.returncode else closing)
    _write("tests", {"seed": seed, "passed": done.returncode == 0, "closing": closing, "seconds": _since(began)})
    return done.returncode == 0


PARTS: dict[str, Callable[[int], bool]] = {
    "tests": tests,
    "matching": matching.proof,
    "bad-input": bad_input.proof,
    "canary": canary.proof,
    "mutation": mutation.proof,
    "faults": faults.proof,
}


def run(part: str, seed: int) -> int:
    """A part, or all that are built."""
    if part == "all":
        proved = [prove(seed) for prove in PARTS.values()]  # all run, whatever one says
        return int(not all(proved))
    if part not in PARTS:
        known = ", ".join(PARTS)
        word = "chưa xây dựng / not built yet" if part in NOT_BUILT else f"không có phần này / no such part ({known})"
        print(f"proof {part}: {word}", file=sys.stderr)
        return 1
    return int(not PARTS[part](seed))


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 2)


def _write(name: str, found: dict[str, object]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
