"""A small XLSX writer for what we send out: few styles, printable, the same bytes for the same content.

It takes a fraction of a general writer's time. Text is always a text cell, so that nothing in it is ever a
formula; numbers are whole and have 15 digits at most, which is all that Excel keeps.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.files.xlsx_styles import HEAD, MAIN, STYLES, Style

Cell = str | int | date | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_DAY = date(1899, 12, 30)
STAMP = (1980, 1, 1, 0, 0, 0)
NUMBER_MAX = 10**15
SHEET_NAME_MAX = 31
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A
_UNSAFE = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|_x")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


_VALUES: dict[type, str] = {
    str: ' t="inlineStr"><is><t xml:space="preserve">{{{}}}</t></is></c>',
    int: "><v>{{{}}}</v></c>",
    date: "><v>{{{}}}</v></c>",
    type(None): "/>",
}


def letters(column: int) -> str:
    """The letters of a column counted from 0."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(65 + last)


@dataclass(slots=True)
class Sheet:
    """One sheet, filled from the top. `title_row` is repeated on every printed page."""

    name: str
    widths: Sequence[int]
    header: str = ""
    footer: str = ""
    title_row: int | None = None
    rows: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def next_number(self) -> int:
        """The number, from 1, of the row that is added next."""
        return len(self.rows) + 1

    def add(self, cells: Sequence[Cell], styles: Sequence[int]) -> int:
        """One more row; its number."""
        number = self.next_number
        template = _template(tuple(map(type, cells)), tuple(styles))
        self.rows.append(template.format(number, *_written(cells)))
        return number

    def add_merged(self, text: str, style: int = Style.PLAIN) -> int:
        """One more row whose text stands across all columns; its number."""
        number = self.add((text,), (style,))
        self.merge(number, 0, len(self.widths) - 1)
        return number

    def merge(self, row: int, first: int, last: int) -> None:
        """Let the cells of a row from one column to another (from 0) be one."""
        if last > first:  # one cell merged with itself is a broken workbook
            self.merges.append(f"{letters(first)}{row}:{letters(last)}{row}")

    def choose(self, column: int, first_row: int, last_row: int, words: Sequence[str]) -> None:
        """Let the cells of a column (from 0) take these words only."""
        if last_row >= first_row:
            self.choices.append((f"{letters(column)}{first_row}:{letters(column)}{last_row}", ",".join(words)))


def write(sheets: Sequence[Sheet]) -> bytes:
    """The workbook."""
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{number}.xml": _worksheet(sheet) for number, sheet in enumerate(sheets, start=1)},
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            info = ZipInfo(name, STAMP)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            packed.writestr(info, text.encode(), compresslevel=2)
    return out.getvalue()


def sheet_names(names: Iterable[str]) -> list[str]:
    """The names as Excel takes them: short, without signs, each once."""
    taken: dict[str, str] = {}
    for name in names:
        short = base = _SHEET_NAME.sub(" ", name).strip()[:SHEET_NAME_MAX] or "Trang"
        again = 1
        while short.casefold() in taken:
            again += 1
            short = f"{base[: SHEET_NAME_MAX - len(str(again)) - 3]} ({again})"
        taken[short.casefold()] = short
    return list(taken.values())


@lru_cache(maxsize=1024)
def _template(kinds: tuple[type, ...], styles: tuple[int, ...]) -> str:
    """A row of these kinds of values, to be filled with its number and them: faster than cell by cell."""
    cells = "".join(
        f'<c r="{letters(column)}{{0}}" s="{style:d}"{_VALUES[kind].format(column + 1)}'
        for column, (kind, style) in enumerate(zip(kinds, styles, strict=True))
    )
    return f'<row r="{{0}}">{cells}</row>'


def _written(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The values as they stand in XML."""
    if any(type(value) is int and abs(value) >= NUMBER_MAX for value in cells):
        raise ValueError("a number of more than 15 digits is a text in a spreadsheet")
    if _UNSAFE.search("".join([value for value in cells if type(value) is str])):
        cells = [_safe(value) if isinstance(value, str) else value for value in cells]
    if date in map(type, cells):
        cells = [(value - FIRST_DAY).days if isinstance(value, date) else value for value in cells]
    return cells


def _safe(text: str) -> str:
    return escape(_ESCAPED.sub("_x005F_", _CONTROLS.sub("\ufffd", text)))


def _worksheet(sheet: Sheet) -> str:
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(sheet.widths, 1))
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merges)
    choices = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{ref}">'
        f"<formula1>&quot;{escape(words)}&quot;</formula1></dataValidation>"
        for ref, words in sheet.choices
    )
    pane = (
        f'<pane ySplit="{row}" topLeftCell="A{row + 1}" activePane="bottomLeft" state="frozen"/>'
        if (row := sheet.title_row)
        else ""
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews><cols>{columns}</cols>'
        f"<sheetData>{''.join(sheet.rows)}</sheetData>"
        + (f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else "")
        + (f'<dataValidations count="{len(sheet.choices)}">{choices}</dataValidations>' if choices else "")
        + '<pageMargins left="0.4" right="0.4" top="0.7" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddHeader>{escape(sheet.header)}</oddHeader>"
        f"<oddFooter>{escape(sheet.footer)}</oddFooter></headerFooter></worksheet>"
    )


def _workbook(sheets: Sequence[Sheet]) -> str:
    names = "".join(f'<sheet name="{_quoted(s.name)}" sheetId="{n}" r:id="rId{n}"/>' for n, s in enumerate(sheets, 1))
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{index}">'
        f"'{escape(sheet.name)}'!${sheet.title_row}:${sheet.title_row}</definedName>"
        for index, sheet in enumerate(sheets)
        if sheet.title_row
    )
    defined = f"<definedNames>{repeated}</definedNames>" if repeated else ""
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets>{defined}</workbook>'


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _content_types(sheets: int) -> str:
    parts = {"workbook.xml": "sheet.main", "styles.xml": "styles"} | {
        f"worksheets/sheet{number}.xml": "worksheet" for number in range(1, sheets + 1)
    }
    overrides = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{SHEET_ML}.{kind}+xml"/>' for part, kind in parts.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'
