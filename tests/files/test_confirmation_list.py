"""The request to the insurance agency, and its words as they come back."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from app.files import confirmation_list
from app.files.confirmation_list import TITLES, ConfirmationLine, ConfirmationRequest, ConfirmationSheet
from tests.files.sheets import LIMITS

LINES = tuple(
    ConfirmationLine(f"HS{number:010d}", name, birth, f"58{number:08d}", "Công ty A", date(2021, 7, 1))
    for number, (name, birth) in enumerate(
        [
            ("Nguyễn Thị Đào", date(1988, 3, 15)),
            ("Chamaléa Mai", 1990),
            ("K’ Brêu", None),
            ("Lê Văn Bốn", 1970),
        ],
        1,
    )
)
REQUEST = ConfirmationRequest(
    "Phòng LĐ-TB&XH", "BHXH tỉnh Ninh Thuận", "DANH SÁCH ĐỀ NGHỊ XÁC NHẬN",
    "đang tham gia BHXH bắt buộc tháng liền trước", (ConfirmationSheet("Công ty A", LINES),),
)  # fmt: skip
PAPER = {"paper_number": "123/BHXH", "paper_date": date(2021, 8, 10)}


def filled(*rows: dict[str, object]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(confirmation_list.write(REQUEST)))
    page = book.worksheets[0]
    columns = {name: list(TITLES.values()).index(title) + 1 for name, title in TITLES.items()}
    top = next(row for row in range(1, 20) if page.cell(row, 1).value == "STT")
    for number, row in enumerate(rows, start=top + 1):
        for name, value in row.items():
            page.cell(number, columns[name]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_agencys_words_are_read_row_by_row() -> None:
    read = confirmation_list.read(
        filled(
            {"result": "Đúng", **PAPER},
            {"result": "không", "paper_number": "123/BHXH", "paper_date": "10/08/2021"},
            {"result": "Điều chỉnh", "adjusted": "06/2021", **PAPER},
        ),
        LIMITS,
    )
    assert read.faults == ()
    assert [(answer.reference, answer.result, answer.adjusted) for answer in read.answers] == [
        ("HS0000000001", "confirmed", None),
        ("HS0000000002", "denied", None),
        ("HS0000000003", "adjusted", "06/2021"),
    ]
    assert {(answer.paper_number, answer.paper_date) for answer in read.answers} == {("123/BHXH", date(2021, 8, 10))}
    assert read.unanswered == ("HS0000000004",)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"result": "có lẽ", **PAPER}, "RESULT_UNKNOWN"),
        ({"result": "Điều chỉnh", **PAPER}, "ADJUSTED_MISSING"),
        ({"result": "Đúng", "paper_date": date(2021, 8, 10)}, "PAPER_MISSING"),
        ({"result": "Đúng", "paper_number": "1"}, "DATE_WRONG"),
        ({"result": "Đúng", **PAPER, "paper_date": "10-2021"}, "DATE_WRONG"),
        ({"result": "Đúng", **PAPER, "reference": None}, "REFERENCE_MISSING"),
        ({"result": "Đúng", **PAPER, "reference": "HS0000000002"}, "REFERENCE_TWICE"),
    ],
)
def test_what_does_not_fit_is_a_fault_and_no_word(row: dict[str, object], code: str) -> None:
    read = confirmation_list.read(filled(row, {"result": "Đúng", **PAPER}, {"result": "Đúng", **PAPER}), LIMITS)
    assert [fault.code for fault in read.faults] == [code]
    expected = ["HS0000000003"] if code == "REFERENCE_TWICE" else ["HS0000000002", "HS0000000003"]
    assert [answer.reference for answer in read.answers] == expected


def test_a_request_says_what_is_asked_and_of_whom() -> None:
    page = openpyxl.load_workbook(BytesIO(confirmation_list.write(REQUEST))).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert any("đang tham gia BHXH bắt buộc tháng liền trước" in str(row[0]) for row in rows)
    row = next(row for row in rows if row[1] == "HS0000000001")
    assert row[2:7] == ["Nguyễn Thị Đào", "15/03/1988", "5800000001", "Công ty A", "07/2021"]
    assert [row[3] for row in rows if row[1] == "HS0000000002"] == ["1990"]
    assert confirmation_list.write(REQUEST) == confirmation_list.write(REQUEST)
