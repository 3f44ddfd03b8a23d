"""Workbooks that are not to be trusted: each comes back whole, with the code of its fault and a status."""

import gzip
from collections.abc import Mapping

from tests.bad_input.bad_file import BadFile
from tests.bad_input.book import Sheet, book, formula, packed
from tests.bad_input.form import TITLES, line, person, table
from tests.bad_input.hostile import (
    CONTENTS,
    ENDLESS_ARRAY,
    EXTERNAL,
    FAKE_SHEET,
    FORMULAS,
    MACRO,
    MIB,
    OLE,
    RELATIONS,
    SHEET,
    SHEET_KIND,
    at_end_of_rows,
    bomb,
    encrypted,
    good,
    in_part,
    in_sheet,
    lying,
    overlapping,
    with_cell_at,
    with_part,
)
from tests.bad_input.texts import RENAMED, TEXTS

WORKBOOKS: Mapping[str, BadFile] = {
    "a cell at the far end": BadFile(with_cell_at("XFD1048576"), "FAR_CELL"),
    "a cell in the last row": BadFile(with_cell_at("A1048576"), "FAR_CELL"),
    "a cell in the last column": BadFile(with_cell_at("XFD9"), "FAR_CELL"),
    "a far cell said oddly": BadFile(with_cell_at("XFD1048576", ' r = "{}"'), "FILE_TOO_COMPLEX"),
    "a far cell in letters of another kind": BadFile(with_cell_at("xfd1048576"), "FILE_"),
    "cells far apart": BadFile(with_cell_at("Z900000"), "FILE_TOO_COMPLEX"),
    "many sheets of nothing": BadFile(
        lambda: book(
            Sheet(table([person(1)])),
            *(
                Sheet(
                    [],
                    name=f"S{n}",
                    more='<row r="300000"><c r="T300000"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
                )
                for n in range(30)
            ),
        ),
        "FILE_TOO_COMPLEX",
    ),
    "a bomb in a part": BadFile(
        with_part("xl/worksheets/sheet2.xml", b"<worksheet>" + b" " * 50 * MIB + b"</worksheet>"), "FILE_TOO_COMPLEX"
    ),
    "a bomb of 120 MiB": BadFile(lambda: packed(good() | {"xl/sharedStrings.xml": bomb()}), "FILE_TOO_COMPLEX"),
    "a bomb in an unknown part": BadFile(lambda: packed(good() | {"docProps/x.bin": bomb()}), "FILE_TOO_COMPLEX"),
    "a bomb that claims ten bytes": BadFile(lying(10), "FILE_TOO_COMPLEX"),
    "a bomb that claims nothing": BadFile(lying(0), "FILE_TOO_COMPLEX"),
    "one bomb under a hundred names": BadFile(overlapping, "FILE_TOO_COMPLEX"),
    "two hundred and one parts": BadFile(
        lambda: packed(good() | {f"xl/p{n}.xml": b"<a/>" for n in range(200)}), "FILE_TOO_COMPLEX"
    ),
    "sixty thousand parts": BadFile(
        lambda: packed(good() | {f"xl/p{n}.xml": b"" for n in range(60_000)}), "FILE_TOO_COMPLEX"
    ),
    "an endless row": BadFile(in_sheet(b"</row>", b"<c><v>1</v></c>" * 700_000), "FILE_TOO_COMPLEX"),
    "a million formulas": BadFile(at_end_of_rows(FORMULAS), "FILE_TOO_COMPLEX"),
    "an array formula without end": BadFile(at_end_of_rows(ENDLESS_ARRAY), "FILE_TOO_COMPLEX"),
    "another workbook behind it": BadFile(with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), "FILE_NOT_SAFE"),
    "the same in small letters": BadFile(with_part("XL/externallinks/externalLink1.xml", b"<a/>"), "FILE_NOT_SAFE"),
    "an OLE object": BadFile(with_part("xl/embeddings/oleObject1.bin", b"x"), "FILE_NOT_SAFE"),
    "an OLE object elsewhere": BadFile(with_part("xl/media/image1.png", OLE + b"\0" * 600), "FILE_NOT_SAFE"),
    "a program": BadFile(with_part("xl/media/image1.png", b"MZ\x90\0" + b"\0" * 60), "FILE_NOT_SAFE"),
    "a control": BadFile(with_part("xl/activeX/activeX1.xml", b"<a/>"), "FILE_NOT_SAFE"),
    "a data connection": BadFile(with_part("xl/connections.xml", b"<connections/>"), "FILE_NOT_SAFE"),
    "a web query": BadFile(with_part("xl/queryTables/queryTable1.xml", b"<a/>"), "FILE_NOT_SAFE"),
    "a data model": BadFile(with_part("xl/model/item.data", b"x"), "FILE_NOT_SAFE"),
    "its own ribbon": BadFile(with_part("customUI/customUI.xml", b"<a/>"), "FILE_NOT_SAFE"),
    "a picture from outside": BadFile(
        with_part("xl/worksheets/_rels/sheet1.xml.rels", EXTERNAL % b"image"), "FILE_NOT_SAFE"
    ),
    "a template from outside": BadFile(
        with_part("xl/worksheets/_rels/sheet1.xml.rels", EXTERNAL % b"attachedTemplate"), "FILE_NOT_SAFE"
    ),
    "macros": BadFile(with_part("xl/vbaProject.bin", b"x"), "FILE_HAS_MACROS", 415),
    "macros in capitals": BadFile(with_part("xl/VBAPROJECT.BIN", b"x"), "FILE_HAS_MACROS", 415),
    "a sheet of macros": BadFile(with_part("xl/macrosheets/sheet1.xml", b"<a/>"), "FILE_HAS_MACROS", 415),
    "a macro kind in disguise": BadFile(in_part(CONTENTS, SHEET_KIND, MACRO), "FILE_HAS_MACROS", 415),
    "a template's kind": BadFile(
        in_part(CONTENTS, b"sheet.main+xml", b"template.main+xml"), "FILE_TYPE_UNSUPPORTED", 415
    ),
    "a binary workbook": BadFile(
        lambda: packed({CONTENTS: b"<Types/>", "xl/workbook.bin": b"x"}), "FILE_TYPE_UNSUPPORTED", 415
    ),
    "a text document": BadFile(
        lambda: packed({CONTENTS: b"<Types/>", "word/document.xml": b"<a/>"}), "FILE_TYPE_UNSUPPORTED", 415
    ),
    "an OpenDocument sheet": BadFile(
        lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        "FILE_TYPE_UNSUPPORTED",
        415,
    ),
    "OpenDocument and Office at once": BadFile(
        with_part("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), "FILE_TYPE_UNSUPPORTED", 415
    ),
    "an archive inside": BadFile(with_part("xl/media/a.zip", packed({"a": b"x"})), "FILE_NOT_SAFE"),
    "an archive inside under another name": BadFile(
        with_part("xl/theme/theme1.xml", packed({"a": b"x"})), "FILE_NOT_SAFE"
    ),
    "gzip inside": BadFile(with_part("xl/media/a.gz", gzip.compress(b"x")), "FILE_NOT_SAFE"),
    "a way out": BadFile(with_part("../x.xml", b"<a/>"), "FILE_NOT_SAFE"),
    "a way out by backslash": BadFile(with_part("xl\\..\\x.xml", b"<a/>"), "FILE_NOT_SAFE"),
    "an absolute name": BadFile(with_part("/etc/x.xml", b"<a/>"), "FILE_NOT_SAFE"),
    "a drive's name": BadFile(with_part("C:x.xml", b"<a/>"), "FILE_NOT_SAFE"),
    "a symbolic link": BadFile(
        lambda: packed(good() | {"xl/l.xml": b"/etc/passwd"}, frozenset({"xl/l.xml"})), "FILE_NOT_SAFE"
    ),
    "a part twice but for its capitals": BadFile(
        with_part("xl/worksheets/SHEET1.xml", b"<worksheet/>"), "FILE_NOT_SAFE"
    ),
    "a document type": BadFile(
        lambda: packed(good() | {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + good()[SHEET]}), "FILE_NOT_SAFE"
    ),
    "a document type in small letters": BadFile(
        lambda: packed(good() | {SHEET: b"<!doctype x>" + good()[SHEET]}), "FILE_NOT_SAFE"
    ),
    "entities without end": BadFile(
        with_part(
            "xl/sharedStrings.xml",
            b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>',
        ),
        "FILE_NOT_SAFE",
    ),
    "an entity from outside": BadFile(
        with_part("xl/styles.xml", b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'), "FILE_NOT_SAFE"
    ),
    "UTF-16 that hides something": BadFile(
        lambda: packed(good() | {SHEET: good()[SHEET].decode().encode("utf-16")}), "FILE_NOT_SAFE"
    ),
    "UTF-32": BadFile(lambda: packed(good() | {SHEET: good()[SHEET].decode().encode("utf-32")}), "FILE_NOT_SAFE"),
    "a comment that hides a formula": BadFile(in_sheet(b"<c ", b"<!-- x --><c "), "FILE_NOT_SAFE"),
    "CDATA in a cell": BadFile(in_sheet(b"<t xml:space", b"<![CDATA[x]]><t xml:space"), "FILE_NOT_SAFE"),
    "a sheet named in a comment": BadFile(
        in_part("xl/workbook.xml", b"</sheets>", FAKE_SHEET + b"</sheets>"), "FILE_NOT_SAFE"
    ),
    "a link named in a comment": BadFile(
        in_part(RELATIONS, b"</Relationships>", b"<!-- a --></Relationships>"), "FILE_NOT_SAFE"
    ),
    "two sheets of one name": BadFile(
        in_part("xl/workbook.xml", b"</sheets>", b'<sheet name="Danh s\xc3\xa1ch" sheetId="2" r:id="rId1"/></sheets>'),
        "FILE_NOT_SAFE",
    ),
    "two links of one name": BadFile(
        in_part(
            RELATIONS, b"</Relationships>", b'<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "FILE_NOT_SAFE",
    ),
    "a sheet in a place of its own": BadFile(
        lambda: packed(
            {
                name.replace("worksheets/sheet1", "x/sheet1"): part.replace(b"worksheets/sheet1", b"x/sheet1")
                for name, part in good().items()
            }
        ),
        "FILE_NOT_SAFE",
    ),
    "a sheet by a way round": BadFile(in_part(RELATIONS, b'"worksheets/sheet1', b'"./worksheets/sheet1'), "FILE_"),
    "a link in single quotes": BadFile(
        in_part(RELATIONS, b'Target="worksheets/sheet1.xml"', b"Target='worksheets/sheet1.xml'"), "FILE_NOT_SAFE"
    ),
    "an encrypted archive": BadFile(encrypted, "FILE_ENCRYPTED", 415),
    "half of it": BadFile(lambda: packed(good())[:1500], "FILE_DAMAGED"),
    "its end cut off": BadFile(lambda: packed(good())[:-10], "FILE_DAMAGED"),
    "something behind it": BadFile(lambda: packed(good()) + b"<html>", "FILE_DAMAGED"),
    "a web page behind it": BadFile(
        lambda: packed(good()) + b"<html><script>alert(1)</script></html>" * 10, "FILE_DAMAGED"
    ),
    "an archive before it": BadFile(lambda: packed({"a": b"x"})[:-22] + packed(good()), "FILE_DAMAGED"),
    "garbage for a sheet": BadFile(lambda: packed(good() | {SHEET: b"<a><b></a>"}), "TABLE_NOT_FOUND"),
    "zeros for a sheet": BadFile(lambda: packed(good() | {SHEET: b"\0" * 1000}), "FILE_NOT_SAFE"),
    "no sheet": BadFile(lambda: packed(good() | {"xl/workbook.xml": b"<workbook/>"}), "TABLE_NOT_FOUND"),
    "no workbook": BadFile(
        lambda: packed({name: part for name, part in good().items() if name != "xl/workbook.xml"}),
        "FILE_TYPE_UNSUPPORTED",
        415,
    ),
    "no kinds": BadFile(lambda: packed(good() | {CONTENTS: b"<Types/>"}), "FILE_TYPE_UNSUPPORTED", 415),
    "only a hidden sheet": BadFile(
        lambda: book(Sheet(table([person(1)]), state="hidden"), Sheet([["Trang 2"]], name="T2")), "TABLE_NOT_FOUND"
    ),
    "only a very hidden sheet": BadFile(
        lambda: book(Sheet(table([person(1)]), state="veryHidden"), Sheet([["Trang 2"]], name="T2")), "TABLE_NOT_FOUND"
    ),
    "two sheets with the table": BadFile(
        lambda: book(Sheet(table([person(1)])), Sheet(table([person(2)]), name="T2")), "SHEETS_SEVERAL"
    ),
    "no titles": BadFile(lambda: book(Sheet([["Kính gửi"], ["a", "b", "c"]])), "TABLE_NOT_FOUND"),
    "titles by formula": BadFile(
        lambda: book(Sheet([[formula("A1") for _ in TITLES], line(person(1), "1")])), "TABLE_NOT_FOUND"
    ),
    "no rows": BadFile(lambda: book(Sheet([list(TITLES)])), "LIST_EMPTY"),
    "only a total": BadFile(lambda: book(Sheet([list(TITLES), ["Tổng cộng", "0"]])), "LIST_EMPTY"),
    "a title twice": BadFile(lambda: book(Sheet([[*TITLES, "Họ tên"], [*line(person(1), "1"), "x"]])), "COLUMN_TWICE"),
    "a title twice in other spelling": BadFile(
        lambda: book(Sheet([[*TITLES, "HỌ VÀ TÊN (*)"], line(person(1), "1")])), "COLUMN_TWICE"
    ),
    "a column missing": BadFile(
        lambda: book(Sheet([[cell for cell in row if cell not in ("Giới tính", "Nam")] for row in table([person(1)])])),
        "COLUMN_MISSING",
    ),
    "titles in an old font": BadFile(
        lambda: book(
            Sheet([["Hä vµ tªn", "Ngµy sinh", "Giíi tÝnh", "Sè CMND"], ["NguyÔn V¨n A", "1988", "Nam", "264123456"]])
        ),
        "FILE_LEGACY_FONT",
    ),
}
FILES: Mapping[str, BadFile] = {
    **{f"workbook: {name}": each for name, each in WORKBOOKS.items()},
    **{f"renamed: {name}": each for name, each in RENAMED.items()},
    **{f"text: {name}": each for name, each in TEXTS.items()},
}
