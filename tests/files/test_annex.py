"""The annex of a decision: every person, totals by group, the sum in figures and words, no whole number."""

from io import BytesIO

import openpyxl

from app.files import annex
from app.files.annex import Annex, AnnexRow
from app.files.words import vnd_in_words

ROWS = tuple(
    AnnexRow(group, f"Nguyễn Văn {letter}", 1980, "1234", method, 1_500_000)
    for group, letter, method in (
        ("Xã A", "An", "cash"),
        ("Xã A", "Bình", "transfer"),
        ("Xã B", "=Cường", "cash"),
    )
)
ANNEX = Annex("UBND HUYỆN", "PHỤ LỤC DANH SÁCH", "Kèm theo Quyết định dự thảo số 7", "Xã, phường, thị trấn", ROWS)


def texts(sheet: int) -> list[list[object]]:
    book = openpyxl.load_workbook(BytesIO(annex.write(ANNEX)))
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]


def test_everybody_is_listed_under_the_group_with_the_number_masked() -> None:
    rows = [row[:6] for row in texts(1)]
    assert [None, "Xã A: 2 người", None, None, None, 3_000_000] in rows
    assert [3, "Nguyễn Văn =Cường", 1980, "********1234", "Tiền mặt", 1_500_000] in rows
    assert [2, "Nguyễn Văn Bình", 1980, "********1234", "Chuyển khoản", 1_500_000] in rows


def test_both_sheets_end_with_the_same_total_in_figures_and_words() -> None:
    for sheet in (0, 1):
        rows = texts(sheet)
        total = next(row for row in rows if row[0] == "Tổng cộng: 3 người")
        assert [value for value in total[1:] if value is not None] == [4_500_000]
        assert any(row[0] == f"Bằng chữ: {vnd_in_words(4_500_000)}" for row in rows)


def test_the_first_sheet_has_the_totals_of_each_group() -> None:
    rows = texts(0)
    assert [1, "Xã A", 2, 3_000_000] in rows
    assert [2, "Xã B", 1, 1_500_000] in rows
    assert ["STT", "Xã, phường, thị trấn", "Số người", "Số tiền (đồng)"] in rows


def test_the_same_annex_gives_the_same_bytes() -> None:
    assert annex.write(ANNEX) == annex.write(ANNEX)
    assert ANNEX.amount_vnd == 4_500_000
