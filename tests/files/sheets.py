"""Lists for tests: real workbooks and texts, with what a test wants in them."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO

import openpyxl

from app import rules
from app.files.limits import Limits
from app.files.lists import ReadList, read
from app.rules import freelance_facts, suspended_contract_facts
from app.rules.fact import Fact, Place

LIMITS = Limits(200_000, 8_000_000, 400 << 20, 1_000, 20, 512 << 20)
FREELANCE = freelance_facts.FACTS
SUSPENDED = suspended_contract_facts.FACTS
FACTS = {code: policy.facts for code, policy in rules.POLICIES.items()}
COLUMNS = tuple(fact for fact in FREELANCE if fact.place is Place.ROW)
TITLES = ["STT", *(fact.vi for fact in COLUMNS)]
GOOD: Mapping[str, object] = {
    "full_name": "Nguyễn Thị Hoa",
    "birth_date": "15/03/1988",
    "sex": "Nữ",
    "citizen_id": "058188001234",
    "residence_commune": "22738 - Phường Đô Vinh",
    "occupation": "Bán vé số lưu động",
    "workplace_commune": "22759 - Phường Kinh Dinh",
    "stopped_from": "17/07/2021",
    "has_labour_contract": "Không",
    "payment_method": "Tiền mặt",
}
TRANSFER = {"payment_method": "Chuyển khoản", "account_number": "4901205123456", "bank": "Agribank"}


def person(number: int, **changes: object) -> dict[str, object]:
    """A row like GOOD of somebody else."""
    return {**GOOD, "full_name": "Trần Văn An", "sex": "Nam", "citizen_id": f"058088{number:06d}", **changes}


def line(row: Mapping[str, object], facts: Sequence[Fact] = COLUMNS, number: object = 1) -> list[object]:
    return [number, *(row.get(fact.name) for fact in facts)]


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, cells in enumerate(rows, 1):
        for place, value in enumerate(cells, 1):
            cell = sheet.cell(number, place)
            cell.value = value  # type: ignore[assignment]  # what openpyxl takes
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(rows: Sequence[Sequence[object]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["" if c is None else c for c in row] for row in rows])
    return out.getvalue().encode(encoding)


def table(*rows: Mapping[str, object]) -> list[list[object]]:
    """Titles in row 1, the rows from row 2 on."""
    return [list(TITLES), *(line(row, number=number) for number, row in enumerate(rows, 1))]


def read_rows(*rows: Mapping[str, object]) -> ReadList:
    return read(workbook(table(*rows)), "", FREELANCE, LIMITS)


def codes(found: ReadList) -> list[tuple[int | None, str]]:
    return [(fault.row, fault.code) for fault in found.faults]


def errors(found: ReadList) -> list[tuple[int | None, str]]:
    return [(fault.row, fault.code) for fault in found.faults if fault.severity == "error"]
