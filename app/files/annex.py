"""The annex of a decision (phụ lục): who gets how much, with totals by commune or employer and in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from app.files import xlsx_out
from app.files.printed_sheet import PrintedSheet, thousands
from app.files.xlsx_styles import Style

AMOUNT_TITLE = "Số tiền (đồng)"


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One person of the decision. `group` is the commune or the employer whose list it was."""

    group: str
    full_name: str
    birth_year: int | None
    identity_last4: str
    payment_method: str  # cash | transfer | "" where no cash is given
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Annex:
    """What is printed and signed with the decision; rows of a group stand together."""

    decider: str
    title: str
    grounds: str  # what the annex goes with: the draft's number and the law's day
    group_title: str  # what groups are: "Xã, phường, thị trấn" or "Đơn vị"
    rows: tuple[AnnexRow, ...] = field(repr=False)
    amount_title: str = AMOUNT_TITLE  # what the amounts are
    note: str = ""  # said under the total: that nothing is paid by this decision

    @property
    def amount_vnd(self) -> int:
        """The sum of the decision."""
        return sum(row.amount_vnd for row in self.rows)


COLUMNS = (
    ("STT", 7, Style.NUMBER),
    ("Họ và tên", 30, Style.WORDS),
    ("Năm sinh", 9, Style.NUMBER),
    ("Số giấy tờ", 17, Style.TEXT),
    ("Hình thức nhận", 16, Style.TEXT),
    (AMOUNT_TITLE, 18, Style.MONEY),
)
TITLES = tuple(title for title, _, _ in COLUMNS)
STYLES = tuple(style for _, _, style in COLUMNS)
AMOUNT_COLUMN = len(COLUMNS) - 1
METHODS = {"cash": "Tiền mặt", "transfer": "Chuyển khoản"}
SUMMARY = (("STT", 7), ("", 60), ("Số người", 14), (AMOUNT_TITLE, 22))
SIGNATURES = ("Người lập phụ lục", "Thủ trưởng cơ quan")


def write(annex: Annex) -> bytes:
    """Two sheets, the totals by group and the people: the same bytes for the same annex."""
    groups = [(name, tuple(rows)) for name, rows in groupby(annex.rows, key=lambda row: row.group)]
    return xlsx_out.write([_summary(annex, groups), _people(annex, groups)])


Group = tuple[str, tuple[AnnexRow, ...]]


def _summary(annex: Annex, groups: Iterable[Group]) -> PrintedSheet:
    sheet = _opened("Tổng hợp", annex, [width for _, width in SUMMARY])
    titles = [title or annex.group_title for title, _ in SUMMARY]
    sheet.add_titles([*titles[:-1], annex.amount_title])
    for ordinal, (name, rows) in enumerate(groups, start=1):
        sheet.add((ordinal, name, len(rows), _sum(rows)), (Style.NUMBER, Style.WORDS, Style.MONEY, Style.MONEY))
    _close(sheet, annex, column=len(SUMMARY) - 1)
    return sheet


def _people(annex: Annex, groups: Iterable[Group]) -> PrintedSheet:
    sheet = _opened("Danh sách", annex, [width for _, width, _ in COLUMNS])
    sheet.add_titles([*TITLES[:-1], annex.amount_title])
    for cells, styles in _lines(groups):
        sheet.add(cells, styles)
    _close(sheet, annex, AMOUNT_COLUMN)
    return sheet


def _lines(groups: Iterable[Group]) -> Iterator[tuple[tuple[xlsx_out.Cell, ...], tuple[int, ...]]]:
    ordinal = 0
    for name, rows in groups:
        yield (
            (None, f"{name}: {len(rows)} người", None, None, None, _sum(rows)),
            (Style.TOTAL,) * len(COLUMNS),
        )
        for row in rows:
            ordinal += 1
            identity = f"********{row.identity_last4}"
            method = METHODS.get(row.payment_method, row.payment_method)
            yield (ordinal, row.full_name, row.birth_year, identity, method, row.amount_vnd), STYLES


def _opened(name: str, annex: Annex, widths: list[int]) -> PrintedSheet:
    sheet = PrintedSheet(name, widths)
    sheet.add_heading(annex.decider, annex.title, annex.grounds)
    sheet.page(annex.grounds, name, f"{len(annex.rows)} người, {thousands(annex.amount_vnd)} đồng")
    return sheet


def _close(sheet: PrintedSheet, annex: Annex, column: int) -> None:
    sheet.add_total(f"Tổng cộng: {len(annex.rows)} người", column, annex.amount_vnd)
    sheet.add_words(annex.amount_vnd)
    if annex.note:
        sheet.add_merged(annex.note, Style.BOLD)
    sheet.add_signatures(SIGNATURES)


def _sum(rows: Iterable[AnnexRow]) -> int:
    return sum(row.amount_vnd for row in rows)
