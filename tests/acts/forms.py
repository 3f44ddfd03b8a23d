"""Forms filled in as a clerk or the agency does, with a library that is not ours."""

from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def sign(data: bytes, *first: str, on: str = "25/02/2022") -> bytes:
    """A signing list filled in: words for the first lines, "Đã nhận" for the rest; "" leaves a line empty."""
    book = openpyxl.load_workbook(BytesIO(data))
    words = iter(first)
    for sheet in book.worksheets:
        titles = titles_of(sheet)
        for row in lines_of(sheet, "Mã chi trả"):
            word = next(words, "Đã nhận")
            sheet.cell(row, titles["Kết quả"]).value = word or None
            sheet.cell(row, titles["Ngày nhận"]).value = on if word == "Đã nhận" else None
    return saved(book)


def confirm(data: bytes, last: str = "Đúng") -> bytes:
    """A request filled in by the agency: Đúng for all, another word for the last."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    titles, rows = titles_of(sheet), lines_of(sheet, "Mã hồ sơ")
    for row in rows:
        sheet.cell(row, titles["Xác nhận"]).value = last if row == rows[-1] else "Đúng"
        sheet.cell(row, titles["Số văn bản"]).value = "12/XN-BHXH"
        sheet.cell(row, titles["Ngày văn bản"]).value = "03/09/2021"
    return saved(book)


def titles_of(sheet: Worksheet) -> dict[str, int]:
    """Columns by their titles."""
    return {str(cell.value): cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None}


def lines_of(sheet: Worksheet, title: str) -> list[int]:
    """The rows under a title that hold something there."""
    [top] = [cell.row for row in sheet.iter_rows() for cell in row if cell.value == title]
    column = titles_of(sheet)[title]
    return [row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, column).value]


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook's bytes."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()
