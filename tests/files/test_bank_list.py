"""Bank lists: the order's very lines, read back by others, with sums that agree with the XML."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import openpyxl
from python_calamine import CalamineWorkbook

from app.files import bank_list, pain001
from app.files.bank_list import TITLES
from tests.files.orders import make_orders_lines

ORDER = make_orders_lines(40)
AMOUNT = TITLES.index("Số tiền (VND)")
REFERENCE = TITLES.index("Mã tham chiếu")
ACCOUNT = TITLES.index("Tài khoản thụ hưởng")
NAME = TITLES.index("Tên người thụ hưởng")


def csv_rows() -> list[list[str]]:
    return list(csv.reader(StringIO(bank_list.write_csv(ORDER).decode("utf-8-sig"), newline="")))


def test_xlsx_csv_and_xml_agree_on_every_payment_and_on_the_sum() -> None:
    said = pain001.read(pain001.write(ORDER))
    xml = [(line.end_to_end_id, line.account, line.name, int(line.amount)) for line in said.lines]
    table = CalamineWorkbook.from_filelike(BytesIO(bank_list.write_xlsx(ORDER))).get_sheet_by_index(0).to_python()
    xlsx = [(row[REFERENCE], row[ACCOUNT], row[NAME], row[AMOUNT]) for row in table[1:] if row[REFERENCE]]
    texts = [(row[REFERENCE], row[ACCOUNT], row[NAME], int(row[AMOUNT])) for row in csv_rows()[1:]]
    assert tuple(table[0]) == tuple(csv_rows()[0]) == TITLES
    assert xml == texts == xlsx
    assert int(said.head.control_sum) == sum(row[3] for row in xml) == ORDER.amount_vnd


def test_the_last_row_of_the_sheet_is_the_total() -> None:
    page = openpyxl.load_workbook(BytesIO(bank_list.write_xlsx(ORDER))).worksheets[0]
    assert page.cell(page.max_row, AMOUNT + 1).value == ORDER.amount_vnd
    assert page.cell(page.max_row, 1).value == "Tổng cộng: 40 lệnh"


def test_accounts_are_text_cells_and_keep_their_zeros() -> None:
    page = openpyxl.load_workbook(BytesIO(bank_list.write_xlsx(ORDER))).worksheets[0]
    account, amount = page.cell(2, ACCOUNT + 1), page.cell(2, AMOUNT + 1)
    assert (account.value, account.data_type, account.number_format) == ("0000000000001", "s", "@")
    assert (amount.value, amount.data_type) == (1_500_000, "n")


def test_the_csv_begins_with_a_bom_quotes_all_and_has_no_total() -> None:
    data = bank_list.write_csv(ORDER)
    assert data.startswith(b'\xef\xbb\xbf"STT",')
    assert data.count(b"\r\n") == len(ORDER.lines) + 1
    assert all(field.startswith('"') for field in data.decode("utf-8-sig").splitlines()[1].split(","))


def test_the_same_order_gives_the_same_bytes() -> None:
    assert bank_list.write_xlsx(ORDER) == bank_list.write_xlsx(replace(ORDER))
    assert bank_list.write_csv(ORDER) == bank_list.write_csv(replace(ORDER))
