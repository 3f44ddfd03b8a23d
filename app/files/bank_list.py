"""The lines of a bank order as the list that bank portals take (chi lô): XLSX and CSV.

Texts are in the letters of banks, as in the order's XML. Accounts, BINs and references are text cells, as
numbers would lose leading zeros, and digits after the fifteenth. In a bank's file nothing may stand before
a name: what a spreadsheet could take for a formula, rule R7 has refused.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from app.files import banks, pain001, xlsx_out
from app.files.bank_order import BankOrder
from app.files.pain001 import SaidLine
from app.files.printed_sheet import PrintedSheet, Signer, thousands
from app.files.xlsx_out import Cell
from app.files.xlsx_styles import Style

BOM = "\ufeff"  # without it spreadsheets take UTF-8 for the machine's own code page

COLUMNS = (
    ("STT", 6, Style.NUMBER),
    ("Mã tham chiếu", 27, Style.TEXT),
    ("Tài khoản chuyển", 20, Style.TEXT),
    ("Tài khoản thụ hưởng", 20, Style.TEXT),
    ("Tên người thụ hưởng", 30, Style.TEXT),
    ("Số tiền (VND)", 15, Style.MONEY),
    ("Mã ngân hàng hưởng", 12, Style.TEXT),
    ("Tên ngân hàng hưởng", 18, Style.TEXT),
    ("Nội dung", 48, Style.TEXT),
)
TITLES = tuple(title for title, _, _ in COLUMNS)
AMOUNT_COLUMN = TITLES.index("Số tiền (VND)")


def write_xlsx(order: BankOrder, signers: Sequence[Signer] = ()) -> bytes:
    """One sheet: titles, a row a payment, the total; before whoever signs, a cover. The same bytes for the same order.

    The list comes first, as portals read the first sheet.
    """
    sheet = PrintedSheet("Danh sach", [width for _, width, _ in COLUMNS])
    sheet.add_titles(TITLES)
    styles = tuple(style for _, _, style in COLUMNS)
    for row in _rows(order):
        sheet.add(row, styles)
    sheet.add_total(f"Tổng cộng: {len(order.lines)} lệnh", AMOUNT_COLUMN, order.amount_vnd)
    return xlsx_out.write([sheet, _cover(order, signers)] if signers else [sheet])


def _cover(order: BankOrder, signers: Sequence[Signer]) -> PrintedSheet:
    cover = PrintedSheet("Ky duyet", (30,) * 4)
    cover.add_heading(order.debtor_name, "BẢNG KÊ CHUYỂN TIỀN", f"Lệnh số {order.message_id}")
    cover.add_merged(f"Tài khoản chuyển: {order.debtor_account}")
    cover.add_merged(f"Ngày chuyển: {order.execution_date:%d/%m/%Y}")
    cover.add_merged(f"Số lệnh: {len(order.lines)}; tổng số tiền: {thousands(order.amount_vnd)} đồng", Style.BOLD)
    cover.add_words(order.amount_vnd)
    cover.add_signers(signers)
    return cover


def write_csv(order: BankOrder) -> bytes:
    """The same rows, without a total that a portal would count as a payment.

    UTF-8 with BOM, every field quoted, CRLF (RFC 4180).
    """
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(TITLES)
    writer.writerows(_rows(order))
    return (BOM + out.getvalue()).encode()


def _rows(order: BankOrder) -> Iterator[tuple[Cell, ...]]:
    said = pain001.said(order)
    return (_row(number, said.head.debtor_account, line) for number, line in enumerate(said.lines, start=1))


def _row(number: int, debtor_account: str, line: SaidLine) -> tuple[Cell, ...]:
    bank = banks.by_bin(line.agent)
    return (
        number, line.end_to_end_id, debtor_account, line.account, line.name, int(line.amount), line.agent,
        bank.short_name if bank else "", line.remittance,
    )  # fmt: skip
