"""What the demo came to, as one value: rows, outcomes, amounts, seconds, memory, files."""

import resource
import sys
from pathlib import Path
from typing import Any

from app.cli.demo.plan import POLICIES, Job

KIB = 1024
MIB = KIB * KIB


def up(job: Job, seconds: dict[str, float], server_peak: int | None) -> dict[str, Any]:
    """The summary."""
    plan = job.plan
    return {
        "cases": plan.cases,
        "seed": plan.seed,
        "rows": {
            "lists": len(job.receipts),
            "rows": sum(receipt["rows"] for receipt in job.receipts.values()),
            "accepted": _counted(job, "accepted"),
            "faulty": _counted(job, "faulty"),
            "held": _counted(job, "held"),
        },
        "outcomes": {policy: dict(counts) for policy, counts in sorted(job.outcomes.items())},
        "refused_by_reason": dict(job.reasons.most_common()),
        "decisions": [
            {name: one.get(name) for name in ("id", "policy", "number", "rows", "refused_rows", "amount_vnd", "state")}
            for one in job.decisions
        ],
        "supported": _supported(job),
        "supported_cases": sum(int(one["rows"]) for one in job.decisions),
        "amount_vnd": sum(int(one["amount_vnd"]) for one in job.decisions),
        "batches": [
            {"id": b.id, "unit": b.unit, "policy": b.policy, "channel": b.channel, "payouts": b.payouts,
             "amount_vnd": b.amount_vnd}
            for b in job.batches
        ],
        "payouts": job.asked.get("totals", {}),
        "paid_vnd": job.asked.get("paid_vnd", {}),
        "funds": job.asked.get("funds", {}),
        "answers": job.answered,
        "history": job.asked.get("history", {}),
        "seconds": {name: round(spent, 3) for name, spent in seconds.items()},
        "memory_peak_mib": {"server": server_peak and server_peak // MIB, "client": client_peak() // MIB},
        "files": _files(plan.out),
        "differences": job.differences,
    }  # fmt: skip


def _supported(job: Job) -> dict[str, dict[str, int]]:
    """By policy what its decisions give."""
    found: dict[str, dict[str, int]] = {}
    for one in sorted(job.decisions, key=lambda one: POLICIES.index(one["policy"])):
        figures = found.setdefault(one["policy"], {"cases": 0, "amount_vnd": 0})
        figures["cases"] += int(one["rows"])
        figures["amount_vnd"] += int(one["amount_vnd"])
    return found


def client_peak() -> int:
    """Bytes of memory that this process ever held at once."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * KIB


def _counted(job: Job, name: str) -> int:
    return sum(int(receipt["counts"].get(name, 0)) for receipt in job.receipts.values())


def _files(out: Path) -> dict[str, int]:
    """How many files lie in each folder."""
    return {name: sum(1 for _ in (out / name).iterdir()) for name in ("lists", "truth", "batches", "answers")}
