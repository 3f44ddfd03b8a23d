"""Files that are no list though they are called one, and texts that cannot be read: each with its code and status."""

import gzip
from collections.abc import Mapping

from tests.bad_input.bad_file import BadFile
from tests.bad_input.book import Sheet, packed, parts
from tests.bad_input.form import TITLES, as_csv, line, person, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook() -> bytes:
    """A good one."""
    return packed(parts(Sheet(table([person(1), person(2)]))))


RENAMED: Mapping[str, BadFile] = {
    "an old workbook": BadFile(lambda: OLE + b"\0" * 600, "FILE_TYPE_UNSUPPORTED", 415),
    "a workbook with a password": BadFile(lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "FILE_ENCRYPTED", 415),
    "a web page": BadFile(
        lambda: b"<html><table><tr><td>Ho va ten</td></tr></table></html>", "FILE_TYPE_UNSUPPORTED", 415
    ),
    "a web page with a mark and spaces": BadFile(
        lambda: b"\xef\xbb\xbf \n <!DOCTYPE html><html></html>", "FILE_TYPE_UNSUPPORTED", 415
    ),
    "a table of a web page": BadFile(lambda: b"<TABLE><tr><td>1</td></tr></TABLE>", "FILE_TYPE_UNSUPPORTED", 415),
    "XML of an old Excel": BadFile(lambda: b'<?xml version="1.0"?><Workbook/>', "FILE_TYPE_UNSUPPORTED", 415),
    "a PDF": BadFile(lambda: b"%PDF-1.7\n%\xe2\xe3", "FILE_TYPE_UNSUPPORTED", 415),
    "a PDF that is an archive too": BadFile(lambda: b"%PDF-1.7\n" + workbook(), "FILE_TYPE_UNSUPPORTED", 415),
    "a picture": BadFile(lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "FILE_TYPE_UNSUPPORTED", 415),
    "a photograph": BadFile(lambda: b"\xff\xd8\xff\xe0" + b"\0" * 60, "FILE_TYPE_UNSUPPORTED", 415),
    "a moving picture that is an archive too": BadFile(lambda: b"GIF89a" + workbook(), "ENCODING_UNKNOWN"),
    "gzip": BadFile(lambda: gzip.compress(as_csv(table([person(1)]))), "FILE_TYPE_UNSUPPORTED", 415),
    "7z": BadFile(lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 60, "FILE_TYPE_UNSUPPORTED", 415),
    "RAR": BadFile(lambda: b"Rar!\x1a\x07\x00" + b"\0" * 60, "FILE_TYPE_UNSUPPORTED", 415),
    "a rich text": BadFile(lambda: b"{\\rtf1\\ansi x}", "FILE_TYPE_UNSUPPORTED", 415),
    "nothing": BadFile(lambda: b"", "FILE_EMPTY", 400),
    "white space": BadFile(lambda: b" \r\n\t\n ", "FILE_EMPTY"),
    "a mark alone": BadFile(lambda: b"\xef\xbb\xbf", "TABLE_NOT_FOUND"),
    "zeros": BadFile(lambda: b"\0" * 5000, "ENCODING_UNKNOWN"),
    "a script": BadFile(lambda: b"#!/bin/sh\nrm -rf /\n", "TABLE_NOT_FOUND"),
}
GOOD_CSV = as_csv(table([person(1), person(2)]), encoding="utf-8")
TEXTS: Mapping[str, BadFile] = {
    "UTF-16 without a mark": BadFile(lambda: GOOD_CSV.decode().encode("utf-16-le"), "ENCODING_UNKNOWN"),
    "UTF-16 the other way, without a mark": BadFile(lambda: GOOD_CSV.decode().encode("utf-16-be"), "ENCODING_UNKNOWN"),
    "UTF-32": BadFile(lambda: GOOD_CSV.decode().encode("utf-32"), "ENCODING_UNKNOWN"),
    "UTF-32 without a mark": BadFile(lambda: GOOD_CSV.decode().encode("utf-32-le"), "ENCODING_UNKNOWN"),
    "UTF-16 cut in a character": BadFile(lambda: GOOD_CSV.decode().encode("utf-16")[:-1], "ENCODING_UNKNOWN"),
    "UTF-16 with half a pair": BadFile(
        lambda: b"\xff\xfe" + GOOD_CSV.decode().encode("utf-16-le") + b"\x00\xd8", "ENCODING_UNKNOWN"
    ),
    "Windows-1258 undeclared": BadFile(lambda: "Họ tên;Ngày sinh".encode() + b"\xd2\xec\xde", "ENCODING_UNKNOWN"),
    "Latin-1": BadFile(lambda: "Nguyên;Hà;Lê".encode("latin-1"), "ENCODING_UNKNOWN"),
    "VISCII": BadFile(lambda: b"H\xf7 v\xe0 t\xean;Ng\xe0y sinh", "ENCODING_UNKNOWN"),
    "one wrong byte": BadFile(lambda: GOOD_CSV[:-20] + b"\xff" + GOOD_CSV[-20:], "ENCODING_UNKNOWN"),
    "overlong UTF-8": BadFile(lambda: GOOD_CSV + b"\xc0\xaf", "ENCODING_UNKNOWN"),
    "a surrogate in UTF-8": BadFile(lambda: GOOD_CSV + b"\xed\xa0\x80", "ENCODING_UNKNOWN"),
    "a character cut off": BadFile(lambda: GOOD_CSV + b"\xe1\xbb", "ENCODING_UNKNOWN"),
    "a zero": BadFile(lambda: GOOD_CSV.replace(b"Nam", b"Na\0m", 1), "ENCODING_UNKNOWN"),
    "UTF-8 declared as Windows-1258": BadFile(
        lambda: GOOD_CSV, "ENCODING_UNKNOWN", media_type="text/csv; charset=windows-1258"
    ),
    "a quote that never closes": BadFile(lambda: GOOD_CSV.replace(b"Nam", b'"Nam', 1), "CSV_QUOTES"),
    "something behind a quote": BadFile(lambda: GOOD_CSV.replace(b"Nam", b'"Nam"x', 1), "CSV_QUOTES"),
    "a line of ten million letters": BadFile(lambda: GOOD_CSV + b"x" * 10_000_000, "CSV_QUOTES"),
    "a cell of a million letters": BadFile(lambda: GOOD_CSV + b'"' + b"x" * 1_000_000 + b'"', "CSV_QUOTES"),
    "eight million commas": BadFile(lambda: GOOD_CSV + b"," * 8_000_001, "FILE_TOO_COMPLEX"),
    "two million empty lines of commas": BadFile(lambda: GOOD_CSV + b",,,,\n" * 2_000_000, "FILE_TOO_COMPLEX"),
    "another delimiter": BadFile(lambda: as_csv(table([person(1)]), "|"), "TABLE_NOT_FOUND"),
    "a declared delimiter that is not there": BadFile(lambda: b"sep=|\n" + GOOD_CSV, "TABLE_NOT_FOUND"),
    "only titles": BadFile(lambda: as_csv([TITLES]), "LIST_EMPTY"),
    "a title twice": BadFile(lambda: as_csv([[*TITLES, "Họ tên"], line(person(1), "1")]), "COLUMN_TWICE"),
    "no title": BadFile(lambda: as_csv([line(person(1), "1")]), "TABLE_NOT_FOUND"),
}
