"""Lists as CSV: encodings, delimiters, quotes."""

import pytest

from app.files.lists import read
from tests.files.sheets import FREELANCE, GOOD, LIMITS, TITLES, as_csv, codes, errors, line, person, table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_encoding_and_delimiter_is_read(encoding: str, delimiter: str) -> None:
    found = read(as_csv(table(person(1), person(2)), delimiter, encoding), "text/csv", FREELANCE, LIMITS)
    assert codes(found) == []
    assert [row.number for row in found.rows] == [2, 3]


def test_a_declared_delimiter_is_taken_and_its_line_not_counted() -> None:
    found = read(b"sep=|\r\n" + as_csv(table(GOOD), "|"), "", FREELANCE, LIMITS)
    assert [row.number for row in found.rows] == [2]


def test_a_line_break_in_quotes_does_not_move_the_rows() -> None:
    found = read(as_csv(table(person(1, note="một\nhai"), person(2))), "", FREELANCE, LIMITS)
    assert [row.number for row in found.rows] == [2, 3]
    assert found.rows[0].values["note"] == "một hai"


@pytest.mark.parametrize("encoding", ["cp1258", "utf-16-le", "utf-32"])
def test_another_encoding_is_refused_with_a_hint(encoding: str) -> None:
    found = read("Họ tên;Ngày sinh;Giới tính\n".encode(encoding, "replace"), "", FREELANCE, LIMITS)
    assert errors(found) in ([(None, "ENCODING_UNKNOWN")], [(None, "TABLE_NOT_FOUND")])
    assert encoding == "cp1258" or errors(found) == [(None, "ENCODING_UNKNOWN")]


def test_a_quote_that_never_closes_swallows_no_rows() -> None:
    data = as_csv(table(person(1), person(2)))
    broken = data.replace("Trần Văn An".encode(), '"Trần Văn An'.encode(), 1)
    assert errors(read(broken, "", FREELANCE, LIMITS)) == [(None, "CSV_QUOTES")]


def test_a_delimiter_that_is_not_quoted_brings_its_row_back() -> None:
    rows = [TITLES, line(person(1)), [*line(person(2)), "dư"], line(person(3))[:12]]
    found = read(as_csv(rows), "", FREELANCE, LIMITS)
    assert (3, "ROW_RAGGED") in errors(found)
    assert [row.number for row in found.rows] == [2]


def test_one_endless_line_is_refused() -> None:
    found = read(as_csv([TITLES]) + b"x" * 10_000_000, "", FREELANCE, LIMITS)
    assert errors(found) == [(None, "CSV_QUOTES")]


def test_too_many_cells_are_refused() -> None:
    small = type(LIMITS)(200_000, 100, 400 << 20, 1_000, 20, 512 << 20)
    found = read(as_csv(table(*(person(n) for n in range(9)))), "", FREELANCE, small)
    assert errors(found) == [(None, "FILE_TOO_COMPLEX")]


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(data: bytes) -> None:
    assert errors(read(data, "", FREELANCE, LIMITS))[0][1] in ("FILE_EMPTY", "TABLE_NOT_FOUND")
