"""The insurance agency at its desk: fills in the request that the service printed."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.cli.demo import workbook
from app.files.confirmation_list import COLUMNS, RESULTS
from app.sample.case import SampleList

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AMENDED = (date(2021, 10, 8), date(2021, 11, 6))  # 126/NQ-CP, 33/2021/QĐ-TTg: between them one law


@dataclass(frozen=True, slots=True)
class Word:
    """What the agency says of one worker."""

    insured: bool
    paper_number: str
    paper_date: date


def words(path: Path) -> dict[str, Word]:
    """The agency's words by insurance number."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row["insurance_number"]: Word(
                row["insured"] == "yes", row["document_number"], date.fromisoformat(row["document_date"])
            )
            for row in csv.DictReader(lines)
        }


def phases(lists: Iterable[SampleList]) -> list[tuple[date, frozenset[str]]]:
    """The employers whose lists were received under one law, with a day of that law."""
    found: dict[int, tuple[date, set[str]]] = {}
    for made in lists:
        phase = sum(made.received_on >= since for since in AMENDED)
        on, employers = found.setdefault(phase, (made.received_on, set()))
        employers.add(made.header["employer_name"])
        found[phase] = max(on, made.received_on), employers
    return [(on, frozenset(employers)) for _, (on, employers) in sorted(found.items())]


def fill(asked: bytes, said: Mapping[str, Word], employers: frozenset[str]) -> tuple[bytes, int]:
    """The workbook with the agency's word for the workers of some employers; how many words."""
    count = 0

    def answer(row: Mapping[str, str]) -> Mapping[str, workbook.Cell]:
        nonlocal count
        word = said.get(row["insurance_number"])
        if word is None or row["employer"] not in employers:
            return {}
        count += 1
        result = RESULTS["confirmed" if word.insured else "denied"]
        return {"result": result, "paper_number": word.paper_number, "paper_date": word.paper_date}

    fill_row: Callable[[Mapping[str, str]], Mapping[str, workbook.Cell]] = answer
    return workbook.fill(asked, list(COLUMNS), fill_row), count
