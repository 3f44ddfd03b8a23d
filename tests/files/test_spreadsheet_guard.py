"""Hostile and odd workbooks: refused with a reason, and the service outlives each of them."""

import datetime as dt
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.files import spreadsheet
from app.files.limits import Limits
from app.files.lists import read
from app.files.sheet_scan import Refused
from app.files.workbook_guard import look
from tests.files.sheets import FREELANCE, GOOD, LIMITS, TITLES, codes, errors, line, person, saved, table, workbook

SHEET = "xl/worksheets/sheet1.xml"
GOOD_BOOK = workbook(table(person(1), person(2)))


def changed(data: bytes, *changes: tuple[str, Callable[[bytes], bytes]], more: dict[str, bytes] | None = None) -> bytes:
    """A workbook with parts changed, and parts added."""
    parts = {info.filename: ZipFile(BytesIO(data)).read(info) for info in ZipFile(BytesIO(data)).infolist()}
    parts |= {name: change(parts.get(name, b"")) for name, change in changes} | (more or {})
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return out.getvalue()


def in_sheet(before: bytes, after: bytes) -> tuple[str, Callable[[bytes], bytes]]:
    return SHEET, lambda part: part.replace(before, after, 1)


def code_of(data: bytes, limits: Limits = LIMITS) -> list[str]:
    return [code for _, code in errors(read(data, "", FREELANCE, limits))]


def still_reads() -> bool:
    return len(read(GOOD_BOOK, "", FREELANCE, LIMITS).rows) == 2


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
DECLARED = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
BOMB = b"<worksheet><!--" + b" " * 50_000_000 + b"--></worksheet>"

HOSTILE = {
    "a cell at the far end": (changed(GOOD_BOOK, in_sheet(b"</sheetData>", FAR)), "FAR_CELL"),
    "a document type": (changed(GOOD_BOOK, (SHEET, lambda part: DECLARED + part)), "FILE_NOT_SAFE"),
    "UTF-16 that hides one": (changed(GOOD_BOOK, (SHEET, lambda p: p.decode().encode("utf-16"))), "FILE_NOT_SAFE"),
    "a bomb": (changed(GOOD_BOOK, more={"xl/worksheets/sheet2.xml": BOMB}), "FILE_TOO_COMPLEX"),
    "another workbook behind it": (changed(GOOD_BOOK, more={"xl/externalLinks/e.xml": b"<a/>"}), "FILE_NOT_SAFE"),
    "an embedded object": (changed(GOOD_BOOK, more={"xl/embeddings/a.bin": b"x"}), "FILE_NOT_SAFE"),
    "macros": (changed(GOOD_BOOK, more={"xl/vbaProject.bin": b"x"}), "FILE_HAS_MACROS"),
    "a way out": (changed(GOOD_BOOK, more={"../x": b"x"}), "FILE_NOT_SAFE"),
    "half of it": (GOOD_BOOK[: len(GOOD_BOOK) // 2], "FILE_DAMAGED"),
    "garbage in it": (changed(GOOD_BOOK, (SHEET, lambda _part: b"<a><b></a>")), ""),
    "no sheet": (changed(GOOD_BOOK, ("xl/workbook.xml", lambda _part: b"<workbook/>")), ""),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "FILE_TYPE_UNSUPPORTED"),
    "a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "FILE_ENCRYPTED"
    ),
    "a web page": (b"<html><table><tr><td>", "FILE_TYPE_UNSUPPORTED"),
    "a PDF": (b"%PDF-1.7\n", "FILE_TYPE_UNSUPPORTED"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_is_refused_and_the_next_file_is_read(what: str) -> None:
    data, code = HOSTILE[what]
    found = code_of(data)
    assert len(found) == 1
    assert found == [code] or (not code and found[0] in ("FILE_DAMAGED", "TABLE_NOT_FOUND"))
    assert still_reads()


def test_a_document_of_another_program_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert code_of(out.getvalue()) == ["FILE_TYPE_UNSUPPORTED"]


def test_a_macro_type_in_disguise_is_refused() -> None:
    macro = changed(GOOD_BOOK, ("[Content_Types].xml", lambda p: p.replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")))  # fmt: skip
    assert code_of(macro) == ["FILE_HAS_MACROS"]


def test_a_far_cell_that_the_patterns_do_not_see_ends_only_the_child() -> None:
    hidden = b'<row r="1048576"><c r = "XFD1048576"><v>1</v></c></row></sheetData>'
    assert code_of(changed(GOOD_BOOK, in_sheet(b"</sheetData>", hidden))) == ["FILE_TOO_COMPLEX"]
    assert still_reads()


def test_memory_beyond_the_limit_refuses_the_file_alone() -> None:
    rows = [TITLES, *(line(person(n)) for n in range(3000))]
    tight = Limits(200_000, 8_000_000, 400 << 20, 1_000, 20, 1 << 20)
    assert code_of(workbook(rows), tight) == ["FILE_TOO_COMPLEX"]
    assert still_reads()


def test_time_beyond_the_limit_refuses_the_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "PATIENCE", 0)
    data = workbook([TITLES, *(line(person(n)) for n in range(3000))])
    assert code_of(data) == ["FILE_TOO_COMPLEX"]
    monkeypatch.undo()
    assert still_reads()


def test_more_cells_or_bytes_than_the_limit_are_refused() -> None:
    assert code_of(GOOD_BOOK, Limits(10, 20, 400 << 20, 10, 20, 512 << 20)) == ["FILE_TOO_COMPLEX"]
    assert code_of(GOOD_BOOK, Limits(10, 8_000_000, 1000, 10, 20, 512 << 20)) == ["FILE_TOO_COMPLEX"]


def test_a_form_of_ours_may_have_more_sheets_than_a_list() -> None:
    many = changed(GOOD_BOOK, more={f"docProps/note{nth}.xml": b"<a/>" for nth in range(LIMITS.parts_max)})
    assert code_of(many) == ["FILE_TOO_COMPLEX"]
    assert not code_of(many, replace(LIMITS, parts_max=2 * LIMITS.parts_max))


def test_sizes_that_the_headers_claim_are_not_believed() -> None:
    data = changed(GOOD_BOOK, more={"xl/worksheets/sheet2.xml": BOMB})
    lying = data.replace(len(BOMB).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(Refused, match="FILE_TOO_COMPLEX"):
        look(lying, LIMITS.unzipped_max, LIMITS.parts_max)


@pytest.mark.slow
def test_a_text_of_two_gigabytes_is_refused() -> None:
    out = BytesIO(GOOD_BOOK)
    with ZipFile(out, "a", ZIP_DEFLATED) as packed, packed.open("xl/sharedStrings.xml", "w") as part:
        part.write(b"<sst><si><t>")
        for _ in range(2047):
            part.write(b"a" * (1 << 20))
        part.write(b"</t></si></sst>")
    assert code_of(out.getvalue()) == ["FILE_TOO_COMPLEX"]
    assert still_reads()


def test_a_formula_brings_back_its_row_and_no_other() -> None:
    rows = table(person(1), person(2), person(3))
    rows[2][TITLES.index("Số CCCD")] = '="058088000002"'
    rows[3][0] = "=A3+1"  # running numbers are not read
    found = read(workbook([*rows, ["Tổng cộng", "=COUNTA(B2:B4)"]]), "", FREELANCE, LIMITS)
    assert codes(found) == [(3, "FORMULA_NOT_ALLOWED")]


def test_a_formula_without_a_value_is_not_missing_besides() -> None:
    rows = table(person(1, full_name='="a"&"b"'))
    assert codes(read(workbook(rows), "", FREELANCE, LIMITS)) == [(2, "FORMULA_NOT_ALLOWED")]


def test_an_error_value_is_told_where_it_stands() -> None:
    data = workbook(table(person(1, note=7)))
    data = changed(data, (SHEET, lambda p: re.sub(rb'(<c r="[A-Z]+2")( t="n")?><v>7</v>', rb'\1 t="e"><v>#N/A</v>', p)))
    assert codes(read(data, "", FREELANCE, LIMITS)) == [(2, "CELL_ERROR")]


def test_a_hidden_row_comes_back() -> None:
    book = openpyxl.load_workbook(BytesIO(GOOD_BOOK))
    book.worksheets[0].row_dimensions[3].hidden = True
    book.worksheets[0].column_dimensions["A"].hidden = True
    found = read(saved(book), "", FREELANCE, LIMITS)
    assert codes(found) == [(3, "HIDDEN_ROW")]
    assert [row.number for row in found.rows] == [2]


def test_merged_cells_bring_back_their_rows() -> None:
    book = openpyxl.load_workbook(BytesIO(GOOD_BOOK))
    place = TITLES.index("Ghi chú") + 1
    book.worksheets[0].merge_cells(start_row=2, end_row=3, start_column=place, end_column=place)
    assert codes(read(saved(book), "", FREELANCE, LIMITS)) == [(2, "MERGED_CELLS"), (3, "MERGED_CELLS")]


def test_a_million_formatted_empty_rows_are_nothing() -> None:
    empty = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(10, 1_048_577))
    data = changed(GOOD_BOOK, in_sheet(b"</sheetData>", empty + b"</sheetData>"))
    assert len(read(data, "", FREELANCE, LIMITS).rows) == 2


def test_an_empty_column_before_the_table_moves_nothing() -> None:
    rows = [[None, None, *row] for row in table(person(1))]
    found = read(workbook([[], [], *rows]), "", FREELANCE, LIMITS)
    assert [row.number for row in found.rows] == [4]
    assert found.titles is not None
    assert found.titles.numbers == 2


def test_days_of_both_calendars_are_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    for row in table({**GOOD, "stopped_from": dt.date(2021, 7, 17)}):
        book.active.append(row)
    found = read(saved(book), "", FREELANCE, LIMITS)
    assert found.rows[0].values["stopped_from"] == dt.date(2021, 7, 17)


def test_one_process_reads_many_small_files() -> None:
    spreadsheet.read(GOOD_BOOK, LIMITS)
    [reader] = spreadsheet._idle[-1:]
    for _ in range(5):
        spreadsheet.read(GOOD_BOOK, LIMITS)
    assert spreadsheet._idle[-1] is reader


def test_the_child_has_no_socket_and_no_environment() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        held.set_inheritable(True)
        reader = spreadsheet.Reader()
        process = Path("/proc", str(reader.process.pid))
        targets = [str(each.readlink()) for each in (process / "fd").iterdir()]
        environment = (process / "environ").read_bytes()
        reader.end()
    assert environment == b""
    assert targets
    assert not [target for target in targets if target.startswith("socket:")]


def test_threads_share_the_processes() -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(read(GOOD_BOOK, "", FREELANCE, LIMITS).rows)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 8
    assert len(spreadsheet._idle) <= spreadsheet.READERS_MAX


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(GOOD_BOOK) - 1), st.binary(min_size=1, max_size=6))
def test_any_bytes_changed_never_raise(place: int, by: bytes) -> None:
    found = read(GOOD_BOOK[:place] + by + GOOD_BOOK[place + len(by) :], "", FREELANCE, LIMITS)
    assert found.faults or len(found.rows) == 2
