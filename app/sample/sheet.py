"""A small XLSX writer for printed forms: shared strings as Excel writes them, merged titles, fixed bytes.

A general writer costs more than the whole sample may take; these sheets need text, numbers, days and merges.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Cell = str | int | date | None
FIRST_DAY = date(1899, 12, 30)
STAMP = (2021, 8, 1, 0, 0, 0)  # the same bytes for the same seed
TEXT, DAY, TITLE, WHOLE = 1, 2, 3, 0  # indexes into cellXfs of STYLES
LETTERS = tuple(f"{first}{chr(65 + number)}" for first in ("", "A") for number in range(26))

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FIXED = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/xl/{part}" ContentType="{SHEET_ML}.{kind}+xml"/>'
        for part, kind in (
            ("workbook.xml", "sheet.main"),
            ("worksheets/sheet1.xml", "worksheet"),
            ("styles.xml", "styles"),
            ("sharedStrings.xml", "sharedStrings"),
        )
    )
    + "</Types>",
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{part}"/>'
        for number, kind, part in (
            (1, "worksheet", "worksheets/sheet1.xml"),
            (2, "styles", "styles.xml"),
            (3, "sharedStrings", "sharedStrings.xml"),
        )
    )
    + "</Relationships>",
    "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font>'
    '<font><b/><sz val="12"/><name val="Times New Roman"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>'
    '<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf fontId="1" applyFont="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


@dataclass(slots=True)
class Sheet:
    """Rows from the top; a row is what stands in its cells, None where a cell is empty."""

    rows: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    strings: dict[str, int] = field(default_factory=dict)

    @property
    def next_number(self) -> int:
        """The number, from 1, that the next row will have."""
        return len(self.rows) + 1

    def add(self, cells: Sequence[Cell], style: int = TEXT) -> None:
        """One more row; text in `style`, whole numbers and days as such."""
        number, strings, parts = len(self.rows) + 1, self.strings, []
        for letter, value in zip(LETTERS, cells, strict=False):
            if value is None:
                continue
            if isinstance(value, str):
                index = strings.setdefault(value, len(strings))
                parts.append(f'<c r="{letter}{number}" s="{style}" t="s"><v>{index}</v></c>')
            elif isinstance(value, int):
                parts.append(f'<c r="{letter}{number}"><v>{value}</v></c>')
            else:
                parts.append(f'<c r="{letter}{number}" s="{DAY}"><v>{(value - FIRST_DAY).days}</v></c>')
        self.rows.append(f'<row r="{number}">{"".join(parts)}</row>')

    def merge(self, first_row: int, first: int, last_row: int, last: int) -> None:
        """Merge cells; rows from 1, columns from 0."""
        self.merges.append(f"{LETTERS[first]}{first_row}:{LETTERS[last]}{last_row}")

    def as_xlsx(self) -> bytes:
        """The workbook's bytes, the same every time."""
        parts = FIXED | {"xl/sharedStrings.xml": self._shared(), "xl/worksheets/sheet1.xml": self._worksheet()}
        return archive((name, text.encode()) for name, text in parts.items())

    def _shared(self) -> str:
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.strings)
        return f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(self.strings)}">{items}</sst>'

    def _worksheet(self) -> str:
        merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in self.merges)
        merges = f'<mergeCells count="{len(self.merges)}">{merged}</mergeCells>' if merged else ""
        return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(self.rows)}</sheetData>{merges}</worksheet>'


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of files, in their order, with one fixed time."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=4) as packed:
        for name, data in files:
            info = ZipInfo(name, STAMP)
            info.compress_type = ZIP_DEFLATED
            packed.writestr(info, data)
    return out.getvalue()
