"""What a run came to, in figures: printed, and written down."""

import json
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.faults.history import ACKNOWLEDGED, UNKNOWN
from benchmarks.faults.running import Plan, Ran
from benchmarks.faults.server import ROOT

OUT = Path("var/proof/faults.json")
SHOWN = 20


def figures(ran: Ran, plan: Plan, seed: int, sensitivity: Mapping[str, Any]) -> dict[str, Any]:
    """All that is to be known of it."""
    history, checked = ran.history, ran.checked
    faults = Counter(kind for kind, _ in history.faults)
    found = {
        "seed": seed,
        "commit": _commit(),
        "seconds": round(ran.seconds, 1),
        "acknowledged": history.acknowledged,
        "acknowledged_by_kind": dict(Counter(one.kind for one in history.acked()).most_common()),
        "refused_by_code": dict(Counter(one.code for one in history.operations if one.code).most_common()),
        "faults": sum(faults.values()),
        "faults_by_kind": dict(faults.most_common()),
        "skipped": sorted(ran.skipped),
        "lost": len(checked.lost),
        "doubled": len(checked.doubled),
        "partial": len(checked.partial),
        "invariant_breaches": len(checked.breaches),
        "other_findings": len(checked.others),
        "findings": checked.all,
        "unknown": _unknown(ran),
        "server_errors": dict(history.server_errors),
        "replayed": checked.replayed,
        "recovery_seconds": {kind: _quantiles(some) for kind, some in sorted(ran.recovery.items())},
        "sensitivity": dict(sensitivity),
    }
    return found | {"broken": broken(found, plan)}


def broken(found: Mapping[str, Any], plan: Plan) -> list[str]:
    """Which bounds are not kept."""
    seeded = found["sensitivity"]
    bounds = {
        "nothing lost": found["lost"] == 0,
        "nothing doubled": found["doubled"] == 0,
        "nothing partial": found["partial"] == 0,
        "no invariant broken": found["invariant_breaches"] == 0,
        "no other finding": found["other_findings"] == 0,
        "no unknown outcome left": found["unknown"]["unresolved"] == 0,
        "no error of ours": not found["server_errors"],
        f"{plan.operations} operations": found["acknowledged"] >= plan.operations,
        f"{plan.faults_min} faults": found["faults"] >= plan.faults_min,
        f"{plan.kinds_min} kinds of fault": len(found["faults_by_kind"]) >= plan.kinds_min,
        "every seeded bug found": seeded["found"] == seeded["seeded"],
        "nothing found without a bug": not seeded["found_without_a_bug"],
    }
    return [bound for bound, kept in bounds.items() if not kept]


def _unknown(ran: Ran) -> dict[str, int]:
    doubted = [one for one in ran.history.operations if one.doubts]
    taken = sum(one.replayed for one in doubted)
    return {
        "operations": len(doubted),
        "had_taken_effect": taken,
        "had_not_and_were_done": sum(one.outcome == ACKNOWLEDGED for one in doubted) - taken,
        "had_not_and_were_refused": sum(bool(one.code) for one in doubted),
        "unresolved": sum(one.outcome == UNKNOWN for one in ran.history.operations),
    }


def _quantiles(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    at = {"p50": len(ordered) // 2, "p99": min(len(ordered) * 99 // 100, len(ordered) - 1)}
    return {"faults": len(ordered), **{name: round(ordered[place], 2) for name, place in at.items()}}


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 – ours


def write(found: Mapping[str, Any]) -> None:
    """Keep it."""
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def show(found: Mapping[str, Any]) -> None:
    """Say it in short."""
    unknown, seeded = found["unknown"], found["sensitivity"]
    had_not = unknown["had_not_and_were_done"] + unknown["had_not_and_were_refused"]
    print(
        f"faults: {found['acknowledged']:,} operations acknowledged, {found['faults']:,} faults of "
        f"{len(found['faults_by_kind'])} kinds; lost {found['lost']}, doubled {found['doubled']}, "
        f"partial {found['partial']}, invariant breaches {found['invariant_breaches']}, "
        f"other findings {found['other_findings']}"
    )
    print(
        f"  outcome unknown {unknown['operations']:,}: had taken effect {unknown['had_taken_effect']}, "
        f"had not {had_not}, unresolved {unknown['unresolved']}; {found['replayed']} requests replayed"
    )
    for kind, times in found["faults_by_kind"].items():
        after = found["recovery_seconds"].get(kind, {})
        print(f"  {times:5,}  {kind}: next acknowledgement p50 {after.get('p50')} s, p99 {after.get('p99')} s")
    for kind in found["skipped"]:
        print(f"  skipped, the machine does not permit it: {kind}")
    print(f"  seeded bugs found: {seeded['found']} of {seeded['seeded']}")
    for bug, said in seeded["bugs"].items():
        print(f"    {'found' if said['found'] else 'MISSED'}: {bug} ({said['says']})")
    print(f"  {found['seconds']} s; {OUT}")
    for what in [*found["findings"][:SHOWN], *(f"BROKEN: {bound}" for bound in found["broken"])]:
        print(f"  {what}")
