"""The bench: what it measures, the files it writes, the tables it prints."""

import json
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from app.sample.cases import CASES, SEED
from benchmarks import law, province

OUT = Path("var/bench")
Found = dict[str, Any]
MEASURES: dict[str, Callable[[int, int], Found]] = {
    "lists": province.as_lists,
    "archives": province.as_archives,
    "determinations": law.determinations,
}

__all__ = ["CASES", "MEASURES", "SEED", "run"]


def run(cases: int, seed: int, measures: list[str]) -> int:
    """Measure, write var/bench/<measure>.json, print a table each; 1 where a result was not as it must be."""
    console, well = Console(), True
    OUT.mkdir(parents=True, exist_ok=True)
    for name in measures:
        found = _machine() | MEASURES[name](cases, seed)
        (OUT / f"{name}.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        console.print(_table(name, found))
        well = well and not found.get("differences")
    console.print(str(OUT.absolute()), highlight=False)
    return int(not well)


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
