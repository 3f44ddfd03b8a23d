"""The bench: what it measures, the files it writes, the tables it prints."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from app.sample.cases import CASES, SEED
from benchmarks import guards, law, money, province

OUT = Path("var/bench")
Found = dict[str, Any]
MEASURES: dict[str, Callable[[int, int], Found]] = {
    "lists": province.as_lists,
    "archives": province.as_archives,
    "guards": guards.of_intake,
    "money": money.of_money,
    "determinations": law.determinations,
}

__all__ = ["CASES", "MEASURES", "SEED", "run"]


def run(cases: int, seed: int, measures: list[str]) -> int:
    """Measure, each in a process of its own, so that no peak of memory is another's; 1 where one was not well."""
    if len(measures) == 1:
        return _measure(measures[0], cases, seed)
    same = [sys.executable, "-m", "benchmarks", "bench", "--cases", str(cases), "--seed", str(seed)]
    codes = [subprocess.run([*same, "--only", name], check=False).returncode for name in measures]  # noqa: S603 – ours
    return int(any(codes))


def _measure(name: str, cases: int, seed: int) -> int:
    """Write var/bench/<name>.json and print the table."""
    OUT.mkdir(parents=True, exist_ok=True)
    found = _machine() | MEASURES[name](cases, seed)
    path = OUT / f"{name}.json"
    path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    console = Console()
    console.print(_table(name, found))
    console.print(str(path.absolute()), highlight=False)
    return int(bool(found.get("differences")))


def _machine() -> Found:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
    }


def _table(name: str, found: Found) -> Table:
    table = Table(title=f"{name}: {found['title']}", title_justify="left")
    for place, column in enumerate(found["columns"]):
        table.add_column(column, justify="right" if place else "left")
    for row in found["table"]:
        table.add_row(*(f"{cell:,.2f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else cell
                        for cell in row))  # fmt: skip
    return table
