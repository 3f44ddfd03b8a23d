"""Lists as they come: printed forms in every shape, and every line a row or a fault."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.files.list_texts import CELLS, FILES, ROWS
from app.files.list_titles import FAULTS_TITLES, GUIDE_TITLES, header_facts, named, row_facts
from app.files.lists import read, read_json
from app.sample import forms
from app.sample.case import SampleList
from app.sample.cases import generate
from tests.files.sheets import (
    COLUMNS,
    FACTS,
    FREELANCE,
    GOOD,
    LIMITS,
    SUSPENDED,
    TITLES,
    TRANSFER,
    as_csv,
    codes,
    errors,
    line,
    person,
    read_rows,
    saved,
    table,
    workbook,
)  # fmt: skip


def test_the_sample_is_read_as_it_is_true_and_exactly_its_faults_are_found() -> None:
    sample = generate(1500, seed=3)
    for made in sample.lists:
        _check(*forms.write(made, sample.seed))


def _check(made: SampleList, name: str, data: bytes) -> None:
    found = read(data, name, FACTS[made.policy], LIMITS)
    expected = {
        (number, code)
        for number, row in enumerate(made.rows, made.first_row)
        if row.expected.found_by == "reader"
        for code in row.expected.faults
    }
    assert sorted(codes(found), key=str) == sorted(expected, key=str)
    assert dict(found.header) == made.header
    rows = {row.number: row for row in (*found.rows, *found.bad_rows)}
    assert sorted(rows) == list(range(made.first_row, made.first_row + len(made.rows)))
    for number, row in enumerate(made.rows, made.first_row):
        true = {name: _told(value) for name, value in row.facts.items() if value is not None and name not in row.cells}
        assert {name: value for name, value in rows[number].values.items() if name not in row.cells} == true


def _told(value: object) -> object:
    return value.replace("'", "’") if isinstance(value, str) else value


def test_a_good_row_keeps_its_values_and_its_texts_as_they_stood() -> None:
    [row] = read_rows({**GOOD, "birth_date": date(1988, 3, 15)}).rows
    assert row.number == 2
    assert row.values["birth_date"] == date(1988, 3, 15)
    assert (row.values["sex"], row.values["residence_commune"]) == ("female", "22738")
    assert row.values["has_labour_contract"] is False
    assert row.cells["birth_date"] == "15/03/1988"
    assert row.cells["residence_commune"] == "22738 - Phường Đô Vinh"
    assert "note" not in row.values


def test_every_fault_of_a_row_is_told_and_no_other_row_is_stopped() -> None:
    found = read_rows(person(1), person(2, full_name=None, sex="?", stopped_from="31/06/2021"), person(3))
    assert codes(found) == [(3, "MISSING_VALUE"), (3, "CHOICE_UNKNOWN"), (3, "DATE_UNREADABLE")]
    assert [row.number for row in found.rows] == [2, 4]
    assert [row.number for row in found.bad_rows] == [3]


def test_columns_may_stand_in_any_order_under_any_of_their_titles() -> None:
    aliases = [fact.aliases[-1] if fact.aliases else f"{fact.vi.upper()} (*)" for fact in COLUMNS]
    rows = [["TT", *aliases], line(GOOD)]
    found = read(workbook([row[::-1] for row in rows]), "", FREELANCE, LIMITS)
    assert codes(found) == []
    assert len(found.rows) == 1


def test_a_missing_column_is_the_whole_lists_fault_and_no_row_is_good() -> None:
    rows = [[cell for place, cell in enumerate(row) if place != TITLES.index("Giới tính")] for row in table(GOOD)]
    found = read(workbook(rows), "", FREELANCE, LIMITS)
    assert errors(found) == [(None, "COLUMN_MISSING")]
    assert "Giới tính" in found.faults[0].vi
    assert (found.rows, [row.number for row in found.bad_rows]) == ((), [2])


def test_a_title_twice_is_a_fault_and_a_strange_one_a_note() -> None:
    rows = [[*TITLES, "Họ tên", "Cân nặng"], [*line(GOOD), "x", "50"]]
    found = read(workbook(rows), "", FREELANCE, LIMITS)
    assert codes(found) == [(None, "COLUMN_TWICE"), (None, "COLUMN_UNKNOWN")]
    assert "Cân nặng" in found.faults[1].vi


def test_a_strange_title_with_a_long_number_is_not_repeated() -> None:
    found = read(workbook([[*TITLES, "058188001234"], line(GOOD)]), "", FREELANCE, LIMITS)
    assert codes(found) == [(None, "COLUMN_UNKNOWN")]
    assert "058188001234" not in repr(found.faults)


def test_where_there_are_no_titles_the_form_says_what_it_expects() -> None:
    found = read(workbook([["Kính gửi"], ["a", "b", "c"]]), "", FREELANCE, LIMITS)
    assert errors(found) == [(None, "TABLE_NOT_FOUND")]
    assert "Họ và tên" in found.faults[0].vi


def test_a_list_without_rows_says_so() -> None:
    assert errors(read(workbook([TITLES]), "", FREELANCE, LIMITS)) == [(None, "LIST_EMPTY")]


def test_more_rows_than_the_limit_are_the_lists_fault() -> None:
    small = type(LIMITS)(2, 8_000_000, 400 << 20, 1_000, 20, 512 << 20)
    found = read(workbook(table(*(person(n) for n in range(3)))), "", FREELANCE, small)
    assert errors(found) == [(None, "ROWS_TOO_MANY")]


def test_groups_of_titles_numbers_under_them_totals_and_signatures_are_no_rows() -> None:
    above = list(TITLES)
    below: list[object] = [None] * len(TITLES)
    at = TITLES.index("Số CCCD")
    above[at : at + 2], below[at : at + 2] = ["Giấy tờ", ""], TITLES[at : at + 2]
    rows = [
        ["UBND PHƯỜNG"], ["Xã, phường, thị trấn: 22738 - Phường Đô Vinh"], [], above, below,
        [f"({n})" for n in range(1, len(TITLES) + 1)], line(person(1)), line(person(2)),
        ["Tổng cộng", "2 người"], [None, "Người lập", None, None, None, "Chủ tịch"], [None, "(Ký)"],
    ]  # fmt: skip
    found = read(workbook(rows), "", FREELANCE, LIMITS)
    assert codes(found) == []
    assert [row.number for row in found.rows] == [7, 8]
    assert found.header == {"commune_name": "22738 - Phường Đô Vinh"}


def test_somebody_called_tong_cong_is_no_total() -> None:
    found = read_rows(person(1), person(2, full_name="Tống Công"), person(3))
    assert [row.number for row in found.rows] == [2, 3, 4]


def test_headings_between_rows_empty_lines_and_repeated_titles_are_passed_over() -> None:
    rows = [*table(person(1)), ["I. Thôn Một"], [], list(TITLES), line(person(2)), ["Cộng", None, 2], line(person(3))]
    found = read(workbook(rows), "", FREELANCE, LIMITS)
    assert [row.number for row in found.rows] == [2, 6, 8]
    assert codes(found) == [(3, "LINE_SKIPPED"), (7, "LINE_SKIPPED")]


@pytest.mark.parametrize("between", [[], ["Tổng cộng", "2 người"]])
def test_somebody_behind_a_blank_line_or_a_total_comes_back(between: list[object]) -> None:
    late = line({"full_name": "Trần Thị Bé", "birth_date": "15/03/1988", "sex": "Nữ"}, number=None)
    found = read(workbook([*table(person(1), person(2)), between, late]), "", FREELANCE, LIMITS)
    assert [row.number for row in found.rows] == [2, 3]
    assert [row.number for row in found.bad_rows] == [5]
    assert (5, "IDENTITY_MISSING") in codes(found)


def test_a_line_behind_the_table_that_says_much_and_names_nobody_is_noted() -> None:
    some = line({"sex": "Nữ", "occupation": "Bán vé số lưu động", "payment_method": "Tiền mặt"}, number=None)
    found = read(workbook([*table(person(1)), [], some]), "", FREELANCE, LIMITS)
    assert codes(found) == [(4, "LINE_SKIPPED")]


def test_who_signs_behind_the_table_is_no_entry() -> None:
    signed = [[], [None, "NGƯỜI LẬP", None, "CHỦ TỊCH"], [None, "Trần Văn An", None, "Lê Thị Bình"]]
    assert codes(read(workbook([*table(person(1)), *signed]), "", FREELANCE, LIMITS)) == []


def test_another_table_on_another_sheet_is_told_by_its_place_and_what_we_added_ourselves_is_not() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(table(person(1)))))
    for name, title in (("Hướng dẫn", GUIDE_TITLES), ("Lỗi", FAULTS_TITLES), ("Danh sách khác", ("a", "b", "c"))):
        sheet = book.create_sheet(name)
        sheet.append(title)
        sheet.append(["x"] * len(title))
    found = read(saved(book), "", FREELANCE, LIMITS)
    assert codes(found) == [(None, "SHEET_PASSED_OVER")] and len(found.rows) == 1
    assert "4" in found.faults[0].vi and "khác mẫu" in found.faults[0].vi
    assert "Danh sách khác" not in found.faults[0].vi


def test_a_number_of_somebody_born_abroad_says_so_and_not_that_it_disagrees() -> None:
    found = read_rows(person(1, citizen_id="158088000777"), person(2, citizen_id="158089000777"))
    assert codes(found) == [(2, "CITIZEN_ID_ABROAD"), (3, "CITIZEN_ID_ABROAD"), (3, "CITIZEN_ID_DISAGREES")]


def test_a_real_day_of_long_ago_is_told_to_be_too_old() -> None:
    [fault] = read_rows(person(1, birth_date="10/10/1885")).faults
    assert fault.code == "BIRTH_TOO_OLD" and "1900" in fault.vi


def test_a_row_that_says_almost_nothing_still_comes_back() -> None:
    found = read_rows(person(1), {"full_name": "Trần Thị Bé"})
    assert [row.number for row in found.bad_rows] == [3]
    assert (3, "IDENTITY_MISSING") in codes(found)


def test_lines_that_are_numbered_but_not_filled_in_are_empty() -> None:
    found = read(workbook([*table(person(1)), [2], [3]]), "", FREELANCE, LIMITS)
    assert (len(found.rows), codes(found)) == (1, [])


def test_an_identity_number_is_asked_for_even_where_no_column_has_it() -> None:
    wanted = [fact for fact in COLUMNS if fact.name not in ("citizen_id", "old_identity")]
    found = read(workbook([[fact.vi for fact in wanted], line(GOOD, wanted)[1:]]), "", FREELANCE, LIMITS)
    assert codes(found) == [(2, "IDENTITY_MISSING")]


def test_a_transfer_needs_account_and_bank() -> None:
    found = read_rows(
        person(1, **TRANSFER), person(2, **TRANSFER | {"account_number": None}), person(3, **TRANSFER | {"bank": None}),
        person(4, **TRANSFER, account_name="Bæl Văn"),
    )  # fmt: skip
    assert codes(found) == [(3, "ACCOUNT_MISSING"), (4, "BANK_MISSING"), (5, "NAME_NOT_BANKABLE")]
    assert found.rows[0].values["bank"] == "970405"


def test_the_same_row_twice_comes_back_once() -> None:
    found = read_rows(person(1), person(2), person(1, birth_date="15/3/1988"))
    assert codes(found) == [(4, "DUPLICATE_IN_LIST")]
    assert "dòng 2" in found.faults[0].vi


def test_one_number_on_two_different_rows_brings_both_back() -> None:
    found = read_rows(person(1), person(2), person(1, occupation="Xe ôm"))
    assert codes(found) == [(2, "DUPLICATE_DIFFERS"), (4, "DUPLICATE_DIFFERS")]
    assert ["dòng 4" in found.faults[0].vi, "dòng 2" in found.faults[1].vi] == [True, True]


def test_a_number_that_disagrees_with_sex_or_birth_is_noted_and_taken() -> None:
    found = read_rows(person(1, sex="Nữ"), person(2, birth_date="1989"), person(3))
    assert codes(found) == [(2, "CITIZEN_ID_DISAGREES"), (3, "CITIZEN_ID_DISAGREES")]
    assert len(found.rows) == 3


HEADER = [
    ["Tên đơn vị: Công ty TNHH Nắng Vàng"], ["Mã số thuế:", None, "0100109106"], ["Loại hình: Công ty"],
    ["Lý do tạm dừng: Không có đơn hàng"], [],
]  # fmt: skip
WORKER = {
    "full_name": "Trần Văn An", "birth_date": "1988", "sex": "Nam", "citizen_id": "058088000001",
    "insurance_number": "5812345678", "contract_from": "01/01/2020", "suspended_from": "17/07/2021",
    "suspended_to": "20/08/2021", "payment_method": "TM",
}  # fmt: skip


def employer_list(*above: list[object]) -> bytes:
    columns = row_facts(SUSPENDED)
    return workbook([*above, ["STT", *(fact.vi for fact in columns)], line(WORKER, columns)])


def test_what_stands_above_the_table_is_read_beside_its_label_or_behind_it() -> None:
    found = read(employer_list(*HEADER), "", SUSPENDED, LIMITS)
    assert codes(found) == []
    assert found.header == {
        "employer_name": "Công ty TNHH Nắng Vàng", "employer_tax_code": "0100109106", "employer_kind": "enterprise",
        "employer_cause": "no_orders",
    }  # fmt: skip
    assert found.rows[0].values["birth_date"] == 1988


def test_what_is_missing_above_the_table_is_the_whole_lists_fault_but_not_of_a_part() -> None:
    found = read(employer_list(), "", SUSPENDED, LIMITS)
    assert errors(found) == [(None, "MISSING_VALUE")] * 3
    assert found.rows == ()
    assert len(read(employer_list(), "", SUSPENDED, LIMITS, partial=True).rows) == 1


def test_a_wrong_or_contradictory_word_above_the_table_is_told() -> None:
    found = read(employer_list(*HEADER[:1], ["MST: 0100109107"], ["Loại hình: Gánh xiếc"]), "", SUSPENDED, LIMITS)
    assert errors(found) == [(None, "TAX_CODE_WRONG"), (None, "CHOICE_UNKNOWN")]
    found = read(employer_list(*HEADER, ["Loại hình: Hợp tác xã"]), "", SUSPENDED, LIMITS)
    assert errors(found) == [(None, "HEADER_TWICE")]


def test_two_sheets_with_the_table_are_two_lists() -> None:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Trang 2")):
        assert sheet is not None
        sheet.append(TITLES)
        sheet.append(line(GOOD))
    assert errors(read(saved(book), "", FREELANCE, LIMITS)) == [(None, "SHEETS_SEVERAL")]
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    assert len(read(saved(book), "", FREELANCE, LIMITS).rows) == 1


def test_no_two_facts_of_a_form_share_a_title() -> None:
    for facts in FACTS.values():
        for some in (row_facts(facts), header_facts(facts)):
            assert {fact.name for fact in named(some).values()} == {fact.name for fact in some}
            own = [title for fact in some for title in (fact.vi, *fact.aliases)]
            assert len(own) == len(set(own))


JSON_ROW = {
    **GOOD, "birth_date": 1988, "sex": "female", "has_labour_contract": False, "stopped_from": "2021-07-17",
    "payment_method": "cash", "residence_commune": "22738",
}  # fmt: skip


def test_json_rows_are_read_by_the_names_of_facts() -> None:
    found = read_json({"commune_name": "22738"}, [JSON_ROW], FREELANCE)
    assert codes(found) == []
    assert found.rows[0].values["stopped_from"] == date(2021, 7, 17)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"has_labour_contract": "Không"}, "TYPE_WRONG"),
        ({"citizen_id": 58188001234}, "LEADING_ZERO_LOST"),
        ({"full_name": 5}, "TYPE_WRONG"),
        ({"full_name": ["a"]}, "TYPE_WRONG"),
        ({"birth_date": 1988.0}, "TYPE_WRONG"),
        ({"birth_date": True}, "TYPE_WRONG"),
        ({"phone": 10**5000}, "TYPE_WRONG"),
        ({"full_name": "\ud800"}, "SUSPICIOUS_CHARACTER"),
        ({"full_name": "a\0"}, "SUSPICIOUS_CHARACTER"),
        ({"amount": 1}, "FIELD_UNKNOWN"),
        ({"sex": None}, "MISSING_VALUE"),
    ],
)
def test_json_values_have_types(change: dict[str, object], code: str) -> None:
    assert errors(read_json({}, [{**JSON_ROW, **change}], FREELANCE)) == [(1, code)]


@pytest.mark.parametrize(
    "data",
    [b'{"rows": [{"a": 1, "a": 2}]}', b"[]", b"{", b'{"rows": [1]}', b"[" * 100_000, b'{"rows": [{"a": NaN}]}',
     b"\xff"],
)  # fmt: skip
def test_json_that_is_no_list_is_refused(data: bytes) -> None:
    assert errors(read(data, "application/json", FREELANCE, LIMITS)) == [(None, "JSON_WRONG")]


def test_no_text_of_a_fault_has_a_place_left_open() -> None:
    for texts in (CELLS, ROWS, FILES):
        for vi, en in texts.values():
            assert set(re.findall(r"{(\w+)}", vi)) == set(re.findall(r"{(\w+)}", en)) <= {"title", "detail"}


CELL = st.one_of(st.none(), st.text(max_size=20), st.integers(-10, 10**17), st.floats(), st.booleans(), st.dates())
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=15)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(TEXT, max_size=20), max_size=5))
def test_whatever_stands_in_the_cells_every_filled_line_is_a_row_or_a_fault(rows: list[list[str]]) -> None:
    found = read(as_csv([TITLES, *(line(GOOD)[:3] + row for row in rows)]), "", FREELANCE, LIMITS)
    kept = [row.number for row in (*found.rows, *found.bad_rows)]
    if not found.whole_faults:
        assert sorted(kept) == list(range(2, len(rows) + 2))
    assert {row.number for row in found.bad_rows} <= {fault.row for fault in found.faults} or found.whole_faults


@settings(deadline=None, max_examples=150)
@given(st.lists(st.dictionaries(st.sampled_from([fact.name for fact in COLUMNS]), CELL, max_size=8), max_size=4))
def test_whatever_comes_as_json_comes_back(rows: list[dict[str, object]]) -> None:
    found = read_json({}, rows, FREELANCE)
    assert len(found.rows) + len(found.bad_rows) == len(rows)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n", b"{"]))
def test_no_bytes_whatever_raise(data: bytes, before: bytes) -> None:
    for media_type in ("", "application/json"):
        assert read(before + data, media_type, FREELANCE, LIMITS).faults
