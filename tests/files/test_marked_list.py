"""A list with its faults marked: the same lines, one column more, and mended it is taken."""

import json
from collections import defaultdict
from io import BytesIO

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from app.files import marked_list, template
from app.files.list_faults import Fault
from app.files.list_grids import grids_of
from app.files.lists import ReadList, read
from app.sample import forms
from app.sample.cases import generate
from tests.files.sheets import (
    COLUMNS,
    FACTS,
    FREELANCE,
    LIMITS,
    TITLES,
    as_csv,
    codes,
    person,
    saved,
    table,
    workbook,
)  # fmt: skip

ROWS = table(person(1), person(2, citizen_id=58088000002, stopped_from="31/06/2021"), person(3))
DATA = workbook([["Xã, phường, thị trấn: 22738 - Phường Đô Vinh"], [], *ROWS, ["Tổng cộng", "3 người"]])


def marked(data: bytes, found: ReadList, media_type: str = "", policy: str = "freelance") -> bytes:
    by_row = defaultdict(list)
    for fault in found.faults:
        if fault.row is not None:
            by_row[fault.row].append(fault)
    return marked_list.write(
        data, media_type, FACTS[policy], by_row, [fault for fault in found.faults if fault.row is None], LIMITS
    )


def test_the_lines_stand_where_they_stood_with_what_to_mend_beside_them() -> None:
    sheet = openpyxl.load_workbook(BytesIO(marked(DATA, read(DATA, "", FREELANCE, LIMITS)))).worksheets[0]
    place = len(TITLES) + 1
    assert sheet.cell(1, 1).value == "Xã, phường, thị trấn: 22738 - Phường Đô Vinh"
    assert sheet.cell(3, place).value == "Cần sửa"
    assert [sheet.cell(number, place).value for number in (4, 6)] == [None, None]
    told = str(sheet.cell(5, place).value)
    assert "058088000002" in told
    assert "dd/mm/yyyy" in told
    wrong, right = sheet.cell(5, TITLES.index("Số CCCD") + 1), sheet.cell(4, TITLES.index("Số CCCD") + 1)
    assert wrong.fill.fgColor.rgb != right.fill.fgColor.rgb
    assert wrong.number_format == "@"
    assert sheet.cell(7, 1).value == "Tổng cộng"


def test_what_is_only_to_be_noted_stands_there_too_and_apart() -> None:
    data = workbook(
        table(person(1, citizen_id="058089000777"), person(2, stopped_from="31/06/2021", phone=912345678.0))
    )
    sheet = openpyxl.load_workbook(BytesIO(marked(data, read(data, "", FREELANCE, LIMITS)))).worksheets[0]
    place = len(TITLES) + 1
    assert str(sheet.cell(2, place).value).startswith("Lưu ý: Số CCCD")
    assert sheet.cell(2, place).fill.fgColor.rgb != sheet.cell(3, place).fill.fgColor.rgb, "nothing is to be mended"
    assert not str(sheet.cell(3, place).value).startswith("Lưu ý")


def test_the_heading_points_to_no_sheet_that_is_not_there() -> None:
    data = template.write("freelance", "Lao động tự do", FREELANCE, [[None] * len(COLUMNS)])
    book = openpyxl.load_workbook(BytesIO(marked(data, read(data, "", FREELANCE, LIMITS))))
    assert "“Hướng dẫn”" in str([cell.value for row in book.worksheets[0].iter_rows(max_row=12) for cell in row])
    assert book.sheetnames == ["Danh sách", "Lỗi", "Hướng dẫn"]
    again = read(saved(book), "", FREELANCE, LIMITS)
    assert "SHEET_PASSED_OVER" not in [fault.code for fault in again.faults]
    plain = openpyxl.load_workbook(BytesIO(marked(DATA, read(DATA, "", FREELANCE, LIMITS))))
    assert "Hướng dẫn" not in plain.sheetnames


def test_the_second_sheet_lists_every_fault() -> None:
    fault = Fault(None, None, None, "X", "Cả danh sách.", "The list.")
    data = marked_list.write(DATA, "", FREELANCE, {}, [fault, *read(DATA, "", FREELANCE, LIMITS).faults], LIMITS)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(data))["Lỗi"].iter_rows()]
    assert rows[1][:3] == ["Cả tệp", None, "X"]
    assert [(row[0], row[2]) for row in rows[2:]] == [(5, "LEADING_ZERO_LOST"), (5, "DATE_UNREADABLE")]


def test_a_marked_list_is_read_like_the_list_itself_and_mended_it_is_good() -> None:
    once = read(DATA, "", FREELANCE, LIMITS)
    data = marked(DATA, once)
    again = read(data, "", FREELANCE, LIMITS)
    assert codes(again) == codes(once)
    assert again.header == once.header
    book = openpyxl.load_workbook(BytesIO(data))
    book.worksheets[0].cell(5, TITLES.index("Số CCCD") + 1).value = "058088000002"
    book.worksheets[0].cell(5, TITLES.index("Ngừng việc từ ngày") + 1).value = "30/06/2021"
    mended = read(saved(book), "", FREELANCE, LIMITS)
    assert codes(mended) == []
    assert len(mended.rows) == 3


def test_a_list_marked_twice_has_one_column_of_what_to_mend() -> None:
    twice = marked(once := marked(DATA, read(DATA, "", FREELANCE, LIMITS)), read(once, "", FREELANCE, LIMITS))
    [grid, _] = grids_of(twice, FREELANCE, LIMITS)
    assert grid.rows[2].count("Cần sửa") == 1


def test_what_stands_beside_the_table_is_not_written_over() -> None:
    data = workbook([[*row, None, "bên cạnh" if n else None] for n, row in enumerate(ROWS)])
    sheet = openpyxl.load_workbook(BytesIO(marked(data, read(data, "", FREELANCE, LIMITS)))).worksheets[0]
    assert sheet.cell(2, len(TITLES) + 2).value == "bên cạnh"


def test_a_csv_comes_back_as_a_workbook() -> None:
    data = as_csv(ROWS)
    found = read(data, "text/csv", FREELANCE, LIMITS)
    assert codes(read(marked(data, found), "", FREELANCE, LIMITS)) == codes(found)


def test_rows_that_came_as_json_come_back_on_the_form() -> None:
    row = {"full_name": "Trần Văn An", "has_labour_contract": False, "occupation": "other", "citizen_id": 58088000002}
    data = json.dumps({"header": {"commune_name": "22738"}, "rows": [row]}).encode()
    found = read(data, "application/json", FREELANCE, LIMITS)
    again = read(marked(data, found, "application/json"), "", FREELANCE, LIMITS)
    assert again.header == found.header
    [kept] = again.bad_rows
    assert (kept.values["occupation"], kept.values["has_labour_contract"]) == ("other", False)


def test_a_file_that_nobody_can_read_gets_its_faults_alone() -> None:
    found = read(b"%PDF", "", FREELANCE, LIMITS)
    book = CalamineWorkbook.from_filelike(BytesIO(marked(b"%PDF", found)))
    assert book.sheet_names == ["Lỗi"]


def test_nothing_that_was_sent_becomes_a_formula() -> None:
    rows = table(person(1, note="=1+1", full_name="+x"))
    data = as_csv(rows)
    sheet = openpyxl.load_workbook(BytesIO(marked(data, read(data, "", FREELANCE, LIMITS)))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize("seed", [3])
def test_every_form_of_the_sample_comes_back_as_it_was(seed: int) -> None:
    sample = generate(300, seed)
    for made in sample.lists:
        written, name, data = forms.write(made, seed)
        found = read(data, name, FACTS[made.policy], LIMITS)
        again = read(marked(data, found, name, made.policy), "", FACTS[made.policy], LIMITS)
        assert codes(again) == codes(found), written.name
        assert again.rows == found.rows
        assert again.header == found.header
