"""An official letter as DOCX: the page, heading and closing that offices use; the same bytes for the same letter.

A4, Times New Roman, wide left margin; the nation's name and motto beside the issuer. Number, day and signature stay
open: they are the office's.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from app.files.printed_sheet import NATION
from app.files.xlsx_out import STAMP

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT, SIZE, HEAD, SMALL = "Times New Roman", Pt(13), Pt(12), Pt(11)
NUMBER_OPEN = "Số: ………/……………"
DAY_OPEN = "ngày … tháng … năm ……"
TO_SIGN = "(Ký, ghi rõ họ tên, đóng dấu)"
FIRST_LINE = Cm(1)


class OfficialDocument:
    """A letter filled from the top."""

    def __init__(self) -> None:
        self._made: Any = docx.Document()
        section = self._made.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin = section.bottom_margin = section.right_margin = Cm(2)
        section.left_margin = Cm(3)
        style = self._made.styles["Normal"]
        style.font.name, style.font.size = FONT, SIZE
        for script in ("w:eastAsia", "w:cs"):
            style.element.rPr.rFonts.set(qn(script), FONT)
        about = self._made.core_properties
        about.author, about.last_modified_by, about.comments, about.revision = "", "", "", 1

    def heading(self, issuer: Sequence[str], subject: str, place: str) -> None:
        """The issuer over its open number and the subject, beside the nation over place and open day."""
        left, right = self._columns(Cm(6.5), Cm(9.5))
        _lines(left, issuer, bold=True)
        _ruled(left, Cm(2.2))
        _lines(left, [NUMBER_OPEN], size=SIZE)
        _lines(left, [f"V/v {subject}"], size=SMALL)
        _lines(right, NATION, bold=True)
        _ruled(right, Cm(2))
        _lines(right, [f"{place}, {DAY_OPEN}"], italic=True, size=SIZE)

    def addressee(self, lines: Sequence[str]) -> None:
        """Kính gửi, then whom."""
        self.words("")
        for nth, line in enumerate(lines):
            self._paragraph(f"Kính gửi: {line}" if nth == 0 else line, ALIGN.CENTER, bold=nth == 0)
        self.words("")

    def words(self, text: str, *, bold: bool = False) -> None:
        """A paragraph of the letter, its first line set in."""
        made = self._paragraph(text, ALIGN.JUSTIFY, bold=bold)
        made.paragraph_format.first_line_indent = FIRST_LINE

    def table(self, titles: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
        """A ruled table; its titles stand again on every page. Widths are in centimetres."""
        made = self._made.add_table(rows=1, cols=len(titles))
        made.style, made.autofit = "Table Grid", False
        marked = OxmlElement("w:tblHeader")
        marked.set(qn("w:val"), "true")
        made.rows[0]._tr.get_or_add_trPr().append(marked)  # noqa: SLF001 – python-docx has no other way
        for cells, bold in [(titles, True), *((row, False) for row in rows)]:
            line = made.rows[0] if bold else made.add_row()
            for cell, text, width in zip(line.cells, cells, widths, strict=True):
                cell.width = Cm(width)
                _write(cell.paragraphs[0], text, bold=bold, size=SMALL)
        self.words("")

    def closing(self, copies: Sequence[str], authority: str) -> None:
        """Who else gets it, beside the open signature."""
        self.words("")
        left, right = self._columns(Cm(7.5), Cm(8.5))
        _lines(left, ["Nơi nhận:"], bold=True, italic=True, align=ALIGN.LEFT)
        _lines(left, copies, size=SMALL, align=ALIGN.LEFT)
        _lines(right, [authority], bold=True, size=SIZE)
        _lines(right, [TO_SIGN], italic=True)

    def bytes(self) -> bytes:
        """The document; when it was made is nothing that it says."""
        out = BytesIO()
        self._made.save(out)
        return _unstamped(out.getvalue())

    def _columns(self, *widths: Any) -> list[Any]:  # noqa: ANN401 – of python-docx, which has no types
        made = self._made.add_table(rows=1, cols=len(widths))
        made.autofit = False
        for cell, width in zip(made.rows[0].cells, widths, strict=True):
            cell.width = width
        return list(made.rows[0].cells)

    def _paragraph(self, text: str, align: Any, *, bold: bool) -> Any:  # noqa: ANN401 – as above
        made = self._made.add_paragraph()
        made.alignment, made.paragraph_format.space_after = align, Pt(6)
        _write(made, text, bold=bold, size=SIZE)
        return made


def _lines(
    cell: Any,  # noqa: ANN401 – as above
    lines: Sequence[str], *, bold: bool = False, italic: bool = False, size: Any = HEAD, align: Any = ALIGN.CENTER,  # noqa: ANN401
) -> None:  # fmt: skip
    for line in lines:
        empty = len(cell.paragraphs) == 1 and not cell.paragraphs[0].text
        made = cell.paragraphs[0] if empty else cell.add_paragraph()
        made.alignment, made.paragraph_format.space_after = align, Pt(0)
        _write(made, line, bold=bold, italic=italic, size=size)


def _write(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: Any) -> None:  # noqa: ANN401
    run = paragraph.add_run(_plain(text))
    run.bold, run.italic, run.font.size = bold, italic, size


def _ruled(cell: Any, indent: Any) -> None:  # noqa: ANN401 – as above
    """A short line across the middle of a cell."""
    made = cell.add_paragraph()
    made.paragraph_format.left_indent = made.paragraph_format.right_indent = indent
    made.paragraph_format.space_after = Pt(4)
    made.paragraph_format.line_spacing = Pt(4)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    made._p.get_or_add_pPr().append(borders)  # noqa: SLF001 – python-docx has no other way


def _plain(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")


def _unstamped(data: bytes) -> bytes:
    """The same parts, packed without the hour of packing."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as given, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in given.namelist():
            info = ZipInfo(name, STAMP)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            packed.writestr(info, given.read(name))
    return out.getvalue()
