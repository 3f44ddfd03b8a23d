"""The request for the central share as a paper: a row a policy, sums, and whoever signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.files import xlsx_out
from app.files.printed_sheet import PrintedSheet, Signer
from app.files.xlsx_styles import Style

COLUMNS = (
    ("STT", 5, Style.NUMBER),
    ("Chính sách", 44, Style.WORDS),
    ("Số người", 9, Style.NUMBER),
    ("Kinh phí đã quyết định", 16, Style.MONEY),
    ("Ngân sách trung ương", 16, Style.MONEY),
    ("Ngân sách địa phương", 16, Style.MONEY),
    ("Nguồn khác", 14, Style.MONEY),
    ("Đã chi (trung ương)", 16, Style.MONEY),
    ("Còn phải chi (trung ương)", 16, Style.MONEY),
    ("Đã đề nghị các lần trước", 16, Style.MONEY),
    ("Đề nghị lần này", 16, Style.MONEY),
)
STYLES = tuple(style for _, _, style in COLUMNS)
SIGNATURES = ("Người lập", "Kế toán trưởng", "Thủ trưởng đơn vị")


@dataclass(frozen=True, slots=True)
class Row:
    """A policy's figures, in the order of the columns after its number."""

    policy: str
    people: int
    sums_vnd: tuple[int, int, int, int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Request:
    """A request, or a draft of one that has no number yet."""

    sender: str
    budget_year: int
    as_of: date
    rows: Sequence[Row]
    number: str | None = None
    signed_on: date | None = None
    signers: tuple[Signer, ...] = ()


def write(request: Request) -> bytes:
    """The workbook; the same bytes for the same request."""
    sheet = PrintedSheet("De nghi", [width for _, width, _ in COLUMNS])
    heading = f"Năm ngân sách {request.budget_year}, số liệu đến hết ngày {request.as_of:%d/%m/%Y}"
    sheet.add_heading(request.sender, "ĐỀ NGHỊ NGÂN SÁCH TRUNG ƯƠNG HỖ TRỢ THỰC HIỆN NGHỊ QUYẾT 68/NQ-CP", heading)
    if request.number and request.signed_on:
        sheet.add_merged(f"Số {request.number} ngày {request.signed_on:%d/%m/%Y}", Style.TITLE)
    sheet.add_titles([title for title, _, _ in COLUMNS])
    for nth, row in enumerate(request.rows, start=1):
        sheet.add((nth, row.policy, row.people, *row.sums_vnd), STYLES)
    totals = [sum(column) for column in zip(*(row.sums_vnd for row in request.rows), strict=True)] or [0] * 8
    people = sum(row.people for row in request.rows)
    sheet.add((None, "Tổng cộng", people, *totals), (Style.COLUMN, Style.COLUMN, Style.TOTAL, *(Style.TOTAL,) * 8))
    if totals[-1] >= 0:
        sheet.add_words(totals[-1])
    if request.signers:
        sheet.add_signers(request.signers)
    else:
        sheet.add_signatures(SIGNATURES)
    return xlsx_out.write([sheet])
