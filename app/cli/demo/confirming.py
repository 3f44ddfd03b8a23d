"""Other bodies at their desks: they fill in the requests that the service printed."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.cli.demo import workbook
from app.files.confirmation_list import RESULTS, Layout

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AMENDED = (date(2021, 10, 8), date(2021, 11, 6))  # 126/NQ-CP, 33/2021/QĐ-TTg: between them one law


@dataclass(frozen=True, slots=True)
class Word:
    """What a body says of one row, by question, and when the row's list was received."""

    paper_number: str
    paper_date: date
    received_on: date
    answers: dict[str, bool] = field(default_factory=dict)


Words = Mapping[str, Word]
"""By the number that the body knows the row by."""


def words(path: Path) -> dict[tuple[str, str], dict[str, Word]]:
    """What every body will say, by policy and body."""
    found: dict[tuple[str, str], dict[str, Word]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            days = date.fromisoformat(row["document_date"]), date.fromisoformat(row["received_on"])
            said = found.setdefault((row["policy"], row["body"]), {})
            word = said.setdefault(row["number"], Word(row["document_number"], *days))
            word.answers[row["question"]] = row["answer"] == "yes"
    return found


def phases(said: Words) -> list[tuple[date, dict[str, Word]]]:
    """The words on lists that were received under one law, with a day of that law."""
    found: dict[int, dict[str, Word]] = {}
    for number, word in said.items():
        phase = sum(word.received_on >= since for since in AMENDED)
        found.setdefault(phase, {})[number] = word
    return [(max(word.received_on for word in some.values()), some) for _, some in sorted(found.items())]


def fill(asked: bytes, layout: Layout, said: Words) -> tuple[bytes, int]:
    """The workbook with the body's word on the rows of some numbers; how many rows."""
    count = 0
    single = len(layout.questions) == 1

    def answer(row: Mapping[str, str]) -> Mapping[str, workbook.Cell]:
        nonlocal count
        word = said.get(row["insurance_number"])
        if word is None:
            return {}
        count += 1
        results = {
            "result" if single else f"result_{question}": RESULTS["confirmed" if yes else "denied"]
            for question, yes in word.answers.items()
        }
        return {**results, "paper_number": word.paper_number, "paper_date": word.paper_date}

    return workbook.fill(asked, list(layout.columns), answer), count
