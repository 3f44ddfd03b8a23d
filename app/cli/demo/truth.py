"""What the service says of every row, held against the truth that the generator wrote beside the lists."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.demo.client import together
from app.cli.demo.plan import Job
from app.cli.demo.stages import Advance

AT_RECEIPT, AS_AMENDED = "", "_as_amended"
Place = tuple[str, int]
"""A list's file and a row in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a row: by the truth or by the service."""

    state: str  # accepted | faulty
    outcome: str = ""
    amount_vnd: int = 0
    reason: str = ""
    faults: frozenset[str] = frozenset()


def read(path: Path) -> list[dict[str, str]]:
    """The truth's rows as they were written."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def check_receipts(job: Job, rows: Iterable[Mapping[str, str]]) -> None:
    """Each list's counts as its receipt told them: accepted, faulty, held and outcomes before anybody confirmed."""
    expected: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        counts = expected[row["list"]]
        counts["accepted" if row["expected"] == "accepted" else "faulty"] += 1
        counts["held"] += row["held"] == "held"
        outcome = row["outcome_before_answer"]
        if row["expected"] == "accepted":
            counts[outcome] += 1
    for file, receipt in job.receipts.items():
        names = {*expected[file], *receipt["counts"]}
        differing = {
            name: (receipt["counts"].get(name, 0), expected[file].get(name, 0))
            for name in sorted(names)
            if receipt["counts"].get(name, 0) != expected[file].get(name, 0)
        }
        if differing:
            job.differences.append(f"{file}: receipt, truth: {differing}")


def check_rows(job: Job, rows: Iterable[Mapping[str, str]], law: str, advance: Advance, *but: str) -> None:
    """Row by row: accepted or which faults, outcome, amount, reason, under the law of receipt or as amended."""
    lists = job.list_ids(*but)
    found: dict[Place, Said] = {}
    for some in together(lambda one: _rows_of(job, *one), lists.items(), advance):
        found |= some
    expected = {(row["list"], int(row["row"])): _expected(row, law) for row in rows if row["list"] in lists}
    job.differences += list(differences(found, expected))
    _count(job, found)


def _count(job: Job, found: Mapping[Place, Said]) -> None:
    """What the service said at last, for the summary."""
    policies = {made.name: made.policy for made in job.sample.lists}
    for (file, _), said in found.items():
        if said.state == "accepted":
            job.outcomes.setdefault(policies[file.rpartition(".")[0]], Counter())[said.outcome] += 1
    job.reasons.update(said.reason for said in found.values() if said.reason)


def differences(found: Mapping[Place, Said], expected: Mapping[Place, Said]) -> Iterator[str]:
    """Every row of which two different things are said, in words."""
    for place in sorted(found.keys() | expected.keys()):
        said, true = found.get(place), expected.get(place)
        if said != true:
            yield f"{place[0]} row {place[1]}: {said or 'no such row'}, but in truth {true or 'no such row'}"


def _rows_of(job: Job, file: str, list_id: int) -> dict[Place, Said]:
    auditor = job.office.desk("auditor")
    pages = auditor.pages(f"/beneficiary-lists/{list_id}/rows")
    return {(file, int(row["line"])): _said(row) for row in pages}


def _said(row: Mapping[str, Any]) -> Said:
    if row["state"] == "faulty":
        return Said("faulty", faults=frozenset(one["code"] for one in row["faults"] if one["severity"] == "error"))
    reason = row["reason"] if row["outcome"] == "ineligible" else ""
    return Said(row["state"], row["outcome"], row["amount_vnd"], reason or "")


def _expected(row: Mapping[str, str], law: str) -> Said:
    if row["expected"] == "fault":
        return Said("faulty", faults=frozenset(row["faults"].split()))
    outcome = row[f"outcome{law}"]
    first_unmet = row[f"unmet{law}"].partition(" ")[0] if outcome == "ineligible" else ""
    return Said("accepted", outcome, int(row[f"amount_vnd{law}"]), first_unmet)
