"""The annex of a decision that changes another: before, after, the difference of each person; or misspelt words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.files import xlsx_out
from app.files.printed_sheet import PrintedSheet, thousands
from app.files.xlsx_styles import Style


@dataclass(frozen=True, slots=True)
class DeltaRow:
    """One person of whom the money changes."""

    group: str  # the commune or the employer whose list it was
    full_name: str
    birth_year: int | None
    identity_last4: str
    before_vnd: int
    after_vnd: int


@dataclass(frozen=True, slots=True)
class WordsRow:
    """One misspelt field of a person on the paper."""

    group: str
    full_name: str
    birth_year: int | None
    identity_last4: str
    field: str  # in words
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DeltaAnnex:
    """What is printed and signed with the change."""

    decider: str
    title: str
    grounds: str
    group_title: str
    rows: Sequence[DeltaRow | WordsRow] = field(repr=False)


_PERSON = (
    ("STT", 7, Style.NUMBER), ("Họ và tên", 30, Style.WORDS), ("Năm sinh", 9, Style.NUMBER),
    ("Số giấy tờ", 17, Style.TEXT),
)  # fmt: skip
MONEY = (
    *_PERSON, ("", 30, Style.WORDS), ("Trước (đồng)", 18, Style.MONEY), ("Sau (đồng)", 18, Style.MONEY),
    ("Chênh lệch (đồng)", 18, Style.MONEY),
)  # fmt: skip
WORDS = (
    *_PERSON, ("", 30, Style.WORDS), ("Nội dung", 18, Style.WORDS), ("Đã ghi", 26, Style.WORDS),
    ("Nay đính chính là", 26, Style.WORDS),
)  # fmt: skip
SIGNATURES = ("Người lập phụ lục", "Thủ trưởng cơ quan")


def write(annex: DeltaAnnex) -> bytes:
    """The people, with totals where it is about money: the same bytes for the same annex."""
    of_money = not annex.rows or isinstance(annex.rows[0], DeltaRow)
    columns = MONEY if of_money else WORDS
    sheet = PrintedSheet("Danh sách", [width for _, width, _ in columns])
    sheet.add_heading(annex.decider, annex.title, annex.grounds)
    sheet.add_titles([title or annex.group_title for title, _, _ in columns])
    for ordinal, row in enumerate(annex.rows, start=1):
        sheet.add((ordinal, *_person(row), *_said(row)), tuple(style for _, _, style in columns))
    _close(sheet, annex)
    return xlsx_out.write([sheet])


def _person(row: DeltaRow | WordsRow) -> tuple[xlsx_out.Cell, ...]:
    return row.full_name, row.birth_year, f"********{row.identity_last4}", row.group


def _said(row: DeltaRow | WordsRow) -> tuple[xlsx_out.Cell, ...]:
    if isinstance(row, DeltaRow):
        return row.before_vnd, row.after_vnd, row.after_vnd - row.before_vnd
    return row.field, row.before, row.after


def _close(sheet: PrintedSheet, annex: DeltaAnnex) -> None:
    counted = f"{len(annex.rows)} dòng"
    money = [row for row in annex.rows if isinstance(row, DeltaRow)]
    if money:
        before, after = sum(row.before_vnd for row in money), sum(row.after_vnd for row in money)
        counted = f"{len(money)} người, chênh lệch {thousands(after - before)} đồng"
        cells = (f"Tổng cộng: {len(money)} người", *(None,) * (len(MONEY) - 4), before, after, after - before)
        number = sheet.add(cells, (*(Style.COLUMN,) * (len(MONEY) - 3), *(Style.TOTAL,) * 3))
        sheet.merge(number, 0, len(MONEY) - 4)
        change = "tăng" if after >= before else "giảm"
        sheet.add_merged(f"Chênh lệch {change}, bằng chữ:", Style.BOLD)
        sheet.add_words(abs(after - before))
    sheet.page(annex.grounds, "Danh sách", counted)
    sheet.add_signatures(SIGNATURES)
