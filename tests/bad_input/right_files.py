"""Files that are unusual and right: must be taken, with the rows, a value of theirs and the notes that are said."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from tests.bad_input.book import Sheet, Xml, book
from tests.bad_input.form import BY_NAME, COLUMNS, as_csv, line, person, table
from tests.bad_input.hostile import EXTERNAL


@dataclass(frozen=True, slots=True)
class RightFile:
    """A file that must be taken: the numbers of its rows, a value of theirs, the codes of the notes on the file."""

    name: str
    data: bytes
    rows: tuple[int, ...]
    values: Mapping[str, object]
    media_type: str = ""
    notes: tuple[str, ...] = ()
    row_notes: tuple[str, ...] = ()


@cache
def files() -> tuple[RightFile, ...]:
    """The files, made when they are wanted."""
    rows = table([person(1), person(2)])
    said = {"sex": "male", "stopped_from": date(2021, 7, 17)}
    both = (2, 3)
    backwards = [row[::-1] for row in rows]
    aliases = ["TT", *(fact.aliases[-1] if fact.aliases else fact.vi.upper() for fact in COLUMNS)]
    decomposed = [unicodedata.normalize("NFD", str(title)) for title in rows[0]]
    loud = [f"  {str(title).upper()}\n(*) " for title in rows[0]]
    strange = [[*rows[0], "Cân nặng"], *([*row, "50"] for row in rows[1:])]
    days = [rows[0], *(line({**person(n), "stopped_from": date(2021, 7, 17)}, str(n)) for n in (1, 2))]
    inline = Xml('<c r="{r}" t="inlineStr"><is><r><t>Trần </t></r><r><t>Văn </t></r><r><t>An</t></r></is></c>')
    rich = [rows[0], rows[1], [rows[2][0], inline, *rows[2][2:]]]
    iso = Xml('<c r="{r}" t="d"><v>2021-07-17T00:00:00</v></c>')
    at = [fact.name for fact in COLUMNS].index("stopped_from") + 1
    as_iso = [rows[0], *([*row[:at], iso, *row[at + 1 :]] for row in rows[1:])]
    million = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(9, 1_000_009))
    cells = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(9, 100_009))
    outside = (
        '<dataValidations count="1"><dataValidation type="list" sqref="D2"><formula1>"Nam,Nữ"</formula1>'
        "</dataValidation></dataValidations>"
    )
    extension = '<extLst><ext><x14:x xmlns:x14="urn:x"><xm:f xmlns:xm="urn:m">Z1</xm:f></x14:x></ext></extLst>'
    link = EXTERNAL % b"hyperlink"
    made = [
        RightFile("a workbook", book(Sheet(rows)), both, said),
        RightFile("titles backwards", book(Sheet(backwards)), both, said),
        RightFile("titles by other names", book(Sheet([aliases, *rows[1:]])), both, said),
        RightFile("titles decomposed", book(Sheet([decomposed, *rows[1:]])), both, said),
        RightFile("titles in capitals with remarks", book(Sheet([loud, *rows[1:]])), both, said),
        RightFile("a strange title", book(Sheet(strange)), both, said, notes=("COLUMN_UNKNOWN",)),
        RightFile("days as cells", book(Sheet(days)), both, said),
        RightFile("days as cells from 1904", book(Sheet(days), days_from_1904=True), both, said),
        RightFile("days as ISO cells", book(Sheet(as_iso)), both, said),
        RightFile("a text in pieces", book(Sheet(rich)), both, {"full_name": "Trần Văn An", **said}),
        RightFile("a hidden column", book(Sheet(rows, hidden_columns=frozenset({1}))), both, said,
        notes=("COLUMN_HIDDEN",)),
        RightFile("a hidden sheet", book(Sheet(rows), Sheet([["x"]], "T2", "hidden")), both, said,
        notes=("SHEETS_HIDDEN",)),
        RightFile("another table on another sheet", book(Sheet(rows), Sheet([["a", "b", "c"]] * 2, "T2")), both, said,
        notes=("SHEET_PASSED_OVER",)),
        RightFile("some words on another sheet", book(Sheet(rows), Sheet([["Kính gửi"], ["a", "b"]], "T2")), both,
        said),
        RightFile("a very hidden sheet before", book(Sheet([["x"]], "T2", "veryHidden"), Sheet(rows)), both, said,
        notes=("SHEETS_HIDDEN",)),
        RightFile("a million formatted rows of nothing", book(Sheet(rows, more=million)), both, said),
        RightFile("a hundred thousand formatted rows of nothing", book(Sheet(rows, more=cells)), both, said),
        RightFile("empty rows between and behind", book(Sheet([rows[0], [], rows[1], [], [], rows[2], [], []])), (3,
        6), said),
        RightFile("an empty column and empty rows before", book(Sheet([[], [], *([None, None,
        *row] for row in rows)])), (4, 5), said),
        RightFile("words above and below", book(Sheet([["UBND PHƯỜNG"], [], *rows, ["Tổng cộng: 2"], [None,
        "Người lập"]])), (4, 5), said),
        RightFile("a total by formula", book(Sheet([*rows, ["Tổng cộng",
        Xml('<c r="{r}"><f>COUNTA(B2:B3)</f><v>2</v></c>')]])), both, said),
        RightFile("a merged heading", book(Sheet([["DANH SÁCH"], *rows], merges=["A1:H1"])), (3, 4), said),
        RightFile("drop-down lists", book(Sheet(rows, behind=outside)), both, said),
        RightFile("formulas of an extension", book(Sheet(rows, behind=extension)), both, said),
        RightFile("a link to click on", book(Sheet(rows), more={"xl/worksheets/_rels/sheet1.xml.rels": link}), both,
        said),
        RightFile("a far cell of nothing", book(Sheet(rows, more='<row r="1048576"><c r="XFD1048576" s="1"/></row>')),
        both, said),
        RightFile("a sheet with an odd name", book(Sheet(rows, name="Đợt 2 & <3> \"'")), both, said),
        RightFile("CSV with BOM", as_csv(rows), both, said),
        RightFile("CSV without BOM", as_csv(rows, encoding="utf-8"), both, said),
        RightFile("CSV with semicolons", as_csv(rows, ";"), both, said),
        RightFile("CSV with tabs", as_csv(rows, "\t"), both, said),
        RightFile("CSV in UTF-16", as_csv(rows, "\t", "utf-16"), both, said),
        RightFile("CSV in UTF-16 the other way", b"\xfe\xff" + as_csv(rows, ";", "utf-16-be"), both, said),
        RightFile("CSV that declares its delimiter", b"sep=;\r\n" + as_csv(rows, ";", "utf-8"), both, said),
        RightFile("CSV of an old Mac", as_csv(rows, encoding="utf-8").replace(b"\r\n", b"\r"), both, said),
        RightFile("CSV of Unix", as_csv(rows, encoding="utf-8").replace(b"\r\n", b"\n"), both, said),
        RightFile("CSV without a last line end", as_csv(rows).rstrip(b"\r\n"), both, said),
        RightFile("CSV with everything in quotes", _quoted(rows), both, said),
        RightFile("CSV with lines in a cell", as_csv([rows[0], rows[1], [*rows[2][:-1], "dòng 1\r\ndòng 2, hết"]]),
        both, said),
        RightFile("CSV with empty cells behind", as_csv([[*row, "", "", ""] for row in rows]), both, said),
        RightFile("CSV with empty lines behind", as_csv([*rows, *([""] * len(row) for row in rows * 50)]), both, said),
        RightFile("CSV under a name of another kind", as_csv(rows), both, said, media_type="application/vnd.ms-excel"),
    ]  # fmt: skip
    return (*made, *_windows_1258(), *_in_old_fonts())


def _quoted(rows: Sequence[Sequence[object]]) -> bytes:
    shown = [",".join('"' + str("" if cell is None else cell).replace('"', '""') + '"' for cell in row) for row in rows]
    return "\r\n".join(shown).encode()


def _windows_1258() -> list[RightFile]:
    """Windows writes the tones apart there: five of them are marks of their own, behind the vowel."""
    rows = table([person(1, full_name="Nguyễn Thị Hương Lưỡng"), person(2, full_name="Đặng Văn Ước")])
    text = as_csv(rows, ";", "utf-8").decode()
    apart = "".join(_tone_apart(letter) for letter in text)
    media_type = "text/csv; charset=windows-1258"
    said = {"occupation": "mobile_lottery_seller", "residence_commune": "22738"}
    return [
        RightFile("CSV in declared Windows-1258", apart.encode("cp1258"), (2, 3), said, media_type),
        RightFile(
            "plain letters declared as Windows-1258", as_csv(_plain(rows), ";", "ascii"), (2, 3), said, media_type
        ),
    ]


def _tone_apart(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
    if not tones or _writes(letter):
        return letter
    rest = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
    return rest + "".join(tones)


def _writes(letter: str) -> bool:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _plain(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    def plain(cell: object) -> str:
        text = unicodedata.normalize("NFD", str("" if cell is None else cell)).replace("đ", "d").replace("Đ", "D")
        return "".join(letter for letter in text if letter.isascii())

    return [[plain(cell) for cell in row] for row in rows]


TCVN3_ROWS = (
    ["STT", "Hä vµ tªn", "Ngµy sinh", "Giíi tÝnh", "Sè CCCD", "N¬i c­ tró", "C«ng viÖc", "N¬i lµm viÖc",
    "Ngõng viÖc tõ ngµy",
     "Cã hîp ®ång lao ®éng", "H×nh thøc nhËn"],
    ["1", "NguyÔn V¨n §µo", "15/03/1988", "Nam", "058088000001", "22738 - Ph­êng §« Vinh", "B¸n vÐ sè l­u ®éng",
    "22759", "17/07/2021",
     "Kh«ng", "TiÒn mÆt"],
    ["2", "Vò Hïng", "1988", "Nam", "058088000002", "22738", "Xe «m", "22759 - Ph­êng Kinh Dinh", "17/07/2021",
    "Kh«ng", "TM"],
)  # fmt: skip
VNI_ROWS = (
    ["STT", "Hoï vaø teân", "Ngaøy sinh", "Giôùi tính", "Soá CCCD", "Nôi cö truù", "Coâng vieäc", "Nôi laøm vieäc",
    "Ngöøng vieäc töø ngaøy",
     "Coù hôïp ñoàng lao ñoäng", "Hình thöùc nhaän"],
    ["1", "Nguyeãn Vaên Ñaøo", "15/03/1988", "Nam", "058088000001", "22738 - Phöôøng Ñoâ Vinh",
    "Baùn veù soá löu ñoäng", "22759", "17/07/2021",
     "Khoâng", "Tieàn maët"],
    ["2", "Vuõ Huøng", "1988", "Nam", "058088000002", "22738", "Xe oâm", "22759 - Phöôøng Kinh Dinh", "17/07/2021",
    "Khoâng", "TM"],
)  # fmt: skip


def _in_old_fonts() -> list[RightFile]:
    found = []
    unicode_titles = ["STT", *(BY_NAME[name].vi for name in (
        "full_name", "birth_date", "sex", "citizen_id", "residence_commune", "occupation", "workplace_commune",
        "stopped_from",
        "has_labour_contract", "payment_method"))]  # fmt: skip
    for font, rows in (("TCVN3", TCVN3_ROWS), ("VNI", VNI_ROWS)):
        said = {"residence_commune": "22738", "has_labour_contract": False, "payment_method": "cash"}
        media_type = f"application/octet-stream; source-font={font}"
        files = {
            "a workbook": book(Sheet(rows)),
            "a workbook with titles in Unicode": book(Sheet([unicode_titles, *rows[1:]])),
            "CSV": as_csv(rows, ";"),
            "CSV in the font's own bytes": "\r\n".join(";".join(row) for row in rows).encode("latin-1"),
        }
        found += [RightFile(f"{what}, declared {font}", data, (2, 3), said, media_type, row_notes=("FONT_CONVERTED",))
                  for what, data in files.items()]  # fmt: skip
    odd = table([person(1, full_name="Y Dòng"), person(2, full_name="Vò Hùng")])
    found.append(
        RightFile(
            "names that look old, declared Unicode",
            book(Sheet(odd)),
            (2, 3),
            {"sex": "male"},
            "text/csv; source-font=UNICODE",
        )
    )
    return found
