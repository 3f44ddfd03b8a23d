"""Workbooks written byte by byte, with whatever a test wants in them; it shares no code with the service's writer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
DAYS_FROM = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@dataclass(frozen=True, slots=True)
class Xml:
    """A cell as it stands in the sheet; `{r}` is its place."""

    text: str


def formula(text: str, cached: str | None = None) -> Xml:
    """A formula, with the value that was worked out for it or without one."""
    value = "" if cached is None else f"<v>{escape(cached)}</v>"
    return Xml(f'<c r="{{r}}" t="str"><f>{escape(text)}</f>{value}</c>')


Cell = str | float | bool | date | Xml | None


@dataclass(slots=True)
class Sheet:
    """A sheet and what is odd about it. Rows count from 1, columns from 0."""

    rows: Sequence[Sequence[object]]  # cells, of whichever kinds
    name: str = "Danh sách"
    state: str = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: Sequence[str] = ()
    before: str = ""  # XML before the rows
    more: str = ""  # XML behind the last row
    behind: str = ""  # XML behind all rows
    row_attributes: Mapping[int, str] = field(default_factory=dict)


def letters(column: int) -> str:
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(65 + last)


def parts(*sheets: Sheet, days_from_1904: bool = False) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in [("workbook.xml", "sheet.main"), ("styles.xml", "styles")]
        + [(f"worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    )
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" state="{sheet.state}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    date1904 = '<workbookPr date1904="1"/>' if days_from_1904 else ""
    found = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{date1904}<sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{relations}'
        f'<Relationship Id="rId99" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    } | {
        f"xl/worksheets/sheet{n}.xml": _sheet(sheet, days_from_1904=days_from_1904) for n, sheet in enumerate(sheets, 1)
    }
    return {name: text.encode() for name, text in found.items()}


def packed(files: Mapping[str, bytes], links: frozenset[str] = frozenset()) -> bytes:
    """An archive of files; some as symbolic links."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = ZipInfo(name, (2021, 8, 10, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.external_attr = (0o120777 if name in links else 0o100600) << 16
            archive.writestr(info, data, compresslevel=1)
    return out.getvalue()


def book(*sheets: Sheet, days_from_1904: bool = False, more: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook, and parts added to it or put in the place of its own."""
    return packed(parts(*sheets, days_from_1904=days_from_1904) | dict(more or {}))


def _sheet(sheet: Sheet, *, days_from_1904: bool) -> str:
    columns = "".join(f'<col min="{n + 1}" max="{n + 1}" width="9" hidden="1"/>' for n in sorted(sheet.hidden_columns))
    rows = "".join(
        f'<row r="{number}"{_row_attributes(sheet, number)}>'
        + "".join(
            _cell(cell, f"{letters(place)}{number}", days_from_1904=days_from_1904) for place, cell in enumerate(cells)
        )
        + "</row>"
        for number, cells in enumerate(sheet.rows, 1)
    )
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merges)
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheet.before}'
        + (f"<cols>{columns}</cols>" if columns else "")
        + f"<sheetData>{rows}{sheet.more}</sheetData>"
        + (f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else "")
        + f"{sheet.behind}</worksheet>"
    )


def _row_attributes(sheet: Sheet, number: int) -> str:
    return (' hidden="1"' if number in sheet.hidden_rows else "") + sheet.row_attributes.get(number, "")


def _cell(cell: object, place: str, *, days_from_1904: bool) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, Xml):
        return cell.text.replace("{r}", place)
    if isinstance(cell, str):
        return f'<c r="{place}" s="2" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="1"><v>{(cell - DAYS_FROM[days_from_1904]).days}</v></c>'
    return f'<c r="{place}"><v>{cell!r}</v></c>'
