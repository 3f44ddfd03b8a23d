"""The signing list: what people sign, what the clerk fills in, and what is read of it."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.files import signing_list
from app.files.bank_order import end_to_end_id
from app.files.signing_list import TITLES, SigningLine, SigningList, SigningSheet
from app.files.words import vnd_in_words
from tests.files.sheets import LIMITS

NAMES = ("Nguyễn Thị Đào", "Chamaléa Thị Mai", "K’ Brêu", "=Trần+Văn", "H'Hen Niê")


def make_line(index: int = 0, reference: str | None = None) -> SigningLine:
    return SigningLine(
        reference or end_to_end_id("P"), NAMES[index % 5], 1960 + index % 40, f"0581880{index:05d}",
        "Lao động tự do, đợt 1", "22738 - Phường Đô Vinh", 1_500_000,
    )  # fmt: skip


def make_list(*sizes: int, shows_identity: bool = True) -> SigningList:
    sheets = tuple(
        SigningSheet(f"Phường {number}", tuple(make_line(index) for index in range(size)))
        for number, size in enumerate(sizes, start=1)
    )
    return SigningList(
        "BK-7/1", "UBND thành phố Phan Rang - Tháp Chàm", "DANH SÁCH KÝ NHẬN TIỀN HỖ TRỢ",
        "Theo Quyết định số 12/QĐ-UBND ngày 20/8/2021", sheets, shows_identity,
    )  # fmt: skip


def column(title: str) -> int:
    return list(TITLES.values()).index(TITLES[title]) + 1


def first_row(sheet: Worksheet) -> int:
    rows = (row for row in range(1, 30) if sheet.cell(row, column("reference")).value == TITLES["reference"])
    return next(rows) + 1


def filled(data: bytes, results: list[dict[str, object]], sheet: int = 0) -> bytes:
    """The list with cells of successive lines overwritten."""
    book = openpyxl.load_workbook(BytesIO(data))
    page = book.worksheets[sheet]
    for row, values in enumerate(results, start=first_row(page)):
        for name, value in values.items():
            page.cell(row, column(name)).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_filled_in_list_is_read_line_by_line() -> None:
    made = make_list(4)
    data = filled(
        signing_list.write(made),
        [
            {"result": "Đã nhận", "on": date(2021, 8, 25)},
            {"result": "đã nhận", "on": "25/8/2021", "proxy": "Nguyễn Văn An"},
            {"result": "Vắng"},
            {"result": "TỪ CHỐI"},
        ],
    )
    read = signing_list.read(data, LIMITS)
    assert read.faults == ()
    assert read.number == "BK-7/1"
    assert [(answer.result, answer.on, answer.proxy, answer.amount_vnd) for answer in read.answers] == [
        ("paid", date(2021, 8, 25), None, 1_500_000),
        ("paid", date(2021, 8, 25), "Nguyễn Văn An", 1_500_000),
        ("absent", None, None, 1_500_000),
        ("refused", None, None, 1_500_000),
    ]
    assert [answer.reference for answer in read.answers] == [line.reference for line in made.sheets[0].lines]


def test_a_list_sent_back_empty_answers_nothing_and_says_so() -> None:
    made = make_list(3, 2)
    read = signing_list.read(signing_list.write(made), LIMITS)
    assert (read.answers, [fault.code for fault in read.faults]) == ((), ["NO_RESULT"])
    assert read.unanswered == tuple(line.reference for sheet in made.sheets for line in sheet.lines)


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"result": "có"}, {"RESULT_UNKNOWN"}),
        ({"result": "Đã nhận"}, {"DATE_MISSING"}),
        ({"result": "Đã nhận", "on": "31/02/2021"}, {"DATE_WRONG"}),
        ({"result": "Vắng", "reference": None}, {"REFERENCE_MISSING", "LIST_CHANGED"}),
        ({"result": "Vắng", "reference": "P00000000000000000000A"}, {"REFERENCE_WRONG", "LIST_CHANGED"}),
        ({"result": "Vắng", "amount_vnd": "1,5 triệu"}, {"AMOUNT_WRONG", "LIST_CHANGED"}),
        ({"result": "Vắng", "amount_vnd": 150_000}, {"LIST_CHANGED"}),
        ({"result": "Vắng", "full_name": "Người Khác"}, {"LIST_CHANGED"}),
    ],
)
def test_what_does_not_fit_is_a_fault_and_the_other_lines_are_still_read(
    values: dict[str, object], codes: set[str]
) -> None:
    data = filled(signing_list.write(make_list(2)), [values, {"result": "Vắng"}])
    read = signing_list.read(data, LIMITS)
    assert {fault.code for fault in read.faults} == codes
    assert read.answers[-1].result == "absent"
    assert all("0581880" not in fault.vi + fault.en for fault in read.faults)


def test_a_reference_that_occurs_twice_is_answered_by_neither_line() -> None:
    made = make_list(3)
    twice = made.sheets[0].lines[0].reference
    paid = {"result": "Đã nhận", "on": date(2021, 8, 25)}
    data = filled(signing_list.write(made), [paid, {**paid, "reference": twice}, paid])
    read = signing_list.read(data, LIMITS)
    assert [fault.code for fault in read.faults] == ["REFERENCE_TWICE", "LIST_CHANGED"]
    assert [answer.reference for answer in read.answers] == [made.sheets[0].lines[2].reference]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a workbook" * 50])
def test_what_is_no_workbook_is_a_fault_of_the_file(data: bytes) -> None:
    read = signing_list.read(data, LIMITS)
    assert [(fault.code, fault.row) for fault in read.faults] == [("FILE_NOT_READABLE", None)]


def test_another_workbook_is_not_taken_for_a_signing_list() -> None:
    out = BytesIO()
    openpyxl.Workbook().save(out)
    assert [fault.code for fault in signing_list.read(out.getvalue(), LIMITS).faults] == ["FORM_UNKNOWN"]


def test_the_sheet_is_printable_and_its_totals_are_those_of_its_lines() -> None:
    made = make_list(3, 2)
    book = openpyxl.load_workbook(BytesIO(signing_list.write(made)))
    assert book.sheetnames == ["Phường 1", "Phường 2"]
    page = book.worksheets[0]
    first = first_row(page)
    assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", "9")
    assert page.print_title_rows == f"${first - 1}:${first - 1}"
    assert page.cell(first + 3, column("amount_vnd")).value == 4_500_000
    assert page.cell(first + 4, 1).value == f"Bằng chữ: {vnd_in_words(4_500_000)}"
    assert "BK-7/1" in page.oddHeader.left.text
    assert [str(choice.sqref) for choice in page.data_validations.dataValidation] == [f"I{first}:I{first + 2}"]
    assert page.cell(first + 3 - 0, 1).value == "Tổng cộng: 3 người"
    assert {page.cell(row, column("full_name")).data_type for row in range(first, first + 3)} == {"s"}


def test_identity_numbers_are_whole_only_where_the_list_says_so() -> None:
    for shows, expected in ((True, "058188000000"), (False, "********0000")):
        book = openpyxl.load_workbook(BytesIO(signing_list.write(make_list(1, shows_identity=shows))))
        page = book.worksheets[0]
        assert page.cell(first_row(page), column("identity")).value == expected


def test_the_same_list_gives_the_same_bytes() -> None:
    made = make_list(20, 5)
    assert signing_list.write(made) == signing_list.write(made)


def test_communes_of_one_name_get_sheets_of_their_own() -> None:
    line = make_line()
    sheets = tuple(SigningSheet("Xã Phước: Hà/[1]", (line,)) for _ in range(3))
    made = SigningList("1", "a", "b", "c", sheets)
    book = openpyxl.load_workbook(BytesIO(signing_list.write(made)))
    assert len({name.casefold() for name in book.sheetnames}) == 3


def test_a_formula_answers_nothing_and_a_hidden_row_comes_back() -> None:
    made = make_list(3)
    paid = {"result": "Đã nhận", "on": date(2021, 8, 25)}
    data = filled(signing_list.write(made), [paid, {**paid, "result": '="Đã "&"nhận"'}, paid])
    book = openpyxl.load_workbook(BytesIO(data))
    [last] = [cell.row for row in book.worksheets[0] for cell in row if cell.value == made.sheets[0].lines[2].reference]
    book.worksheets[0].row_dimensions[last].hidden = True
    out = BytesIO()
    book.save(out)
    read = signing_list.read(out.getvalue(), LIMITS)
    assert {fault.code for fault in read.faults} == {"FORMULA_NOT_ALLOWED", "HIDDEN_ROW", "LIST_CHANGED"}
    assert [answer.reference for answer in read.answers] == [made.sheets[0].lines[0].reference]


def test_a_hostile_workbook_ends_only_the_process_that_reads_it() -> None:
    far = filled(signing_list.write(make_list(1)), [{"result": "Vắng"}])
    book = openpyxl.load_workbook(BytesIO(far))
    book.worksheets[0]["XFD1048576"] = 1
    out = BytesIO()
    book.save(out)
    assert [fault.code for fault in signing_list.read(out.getvalue(), LIMITS).faults] == ["FAR_CELL"]
