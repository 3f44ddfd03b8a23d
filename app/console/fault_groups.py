"""Faults of a receipt by what they are: one thing to learn and do, and the rows that it is about."""

from collections.abc import Sequence
from typing import Any

from app.files.list_faults import ERROR
from app.files.lists import Fault

LINES_SHOWN = 20


def grouped(faults: Sequence[Fault]) -> list[dict[str, Any]]:
    """By code and column, the commonest first; the same shape as list_standing.fault_groups."""
    found: dict[tuple[str, str | None], list[Fault]] = {}
    for fault in faults:
        if fault.severity == ERROR:
            found.setdefault((fault.code, fault.column), []).append(fault)
    groups = [_group(code, column, same) for (code, column), same in found.items()]
    return sorted(groups, key=lambda group: (-group["rows"], group["code"], group["column"] or ""))


def _group(code: str, column: str | None, same: Sequence[Fault]) -> dict[str, Any]:
    lines = sorted({fault.row for fault in same if fault.row is not None})
    first = same[0]
    texts = len({fault.vi for fault in same})
    return {
        "code": code, "column": column, "vi": first.vi, "en": first.en, "texts": texts,
        "rows": len(lines), "lines": lines[:LINES_SHOWN],
    }  # fmt: skip
