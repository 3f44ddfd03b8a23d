"""A policy's form as a workbook to fill in, from the same facts by which it is read back."""

from collections.abc import Sequence

from app.files.banks import banks
from app.files.list_titles import GUIDE_SHEET, GUIDE_TITLES, header_facts, row_facts
from app.files.printed_sheet import PrintedSheet
from app.files.xlsx_out import Cell, Sheet
from app.files.xlsx_out import write as write_sheets
from app.files.xlsx_styles import Style
from app.rules.fact import Fact, Kind

LINES = 1000  # formatted as text, so that leading zeros and days stay as they are typed
REQUIRED = " (*)"
LIST_CHARACTERS_MAX = 255  # of a drop-down list, all that Excel takes
WIDTHS = {Kind.NAME: 28, Kind.TEXT: 24, Kind.COMMUNE: 26, Kind.CHOICE: 22, Kind.YES_NO: 12, Kind.BANK: 18}
KINDS = {
    Kind.TEXT: "Chữ",
    Kind.NAME: "Họ tên, tiếng Việt Unicode",
    Kind.DATE: "Ngày dd/mm/yyyy",
    Kind.BIRTH_DATE: "Ngày dd/mm/yyyy, hoặc năm sinh",
    Kind.INTEGER: "Số nguyên",
    Kind.MONEY: "Số tiền, đồng",
    Kind.YES_NO: "Có hoặc Không",
    Kind.CHOICE: "Một trong các giá trị bên cạnh",
    Kind.COMMUNE: "Mã và tên xã, phường",
    Kind.CITIZEN_ID: "12 chữ số",
    Kind.OLD_IDENTITY: "9 chữ số",
    Kind.PASSPORT: "6 đến 12 chữ in và chữ số",
    Kind.INSURANCE_NUMBER: "10 chữ số",
    Kind.TAX_CODE: "10 chữ số, hoặc 10 - 3 chữ số",
    Kind.PHONE: "10 chữ số, bắt đầu bằng 0",
    Kind.BANK: "Tên thường dùng của ngân hàng",
    Kind.ACCOUNT: "6 đến 19 chữ số",
}


def write(policy_code: str, vi: str, facts: Sequence[Fact], rows: Sequence[Sequence[Cell]] = ()) -> bytes:
    """The form of a policy named `vi`; `rows` are filled in, in the order of the columns."""
    return write_sheets([form(policy_code, vi, facts, rows)[0], guide(facts)])


def form(
    policy_code: str, vi: str, facts: Sequence[Fact], rows: Sequence[Sequence[Cell]] = (), lines: int = LINES
) -> tuple[PrintedSheet, int]:
    """The sheet to fill in, and the number of its first line."""
    columns = row_facts(facts)
    sheet = PrintedSheet("Danh sách", [6, *(WIDTHS.get(fact.kind, 18) for fact in columns)])
    sheet.add_heading("", f"DANH SÁCH ĐỀ NGHỊ HỖ TRỢ: {vi}".upper())
    sheet.add_merged(f"(Mã chính sách: {policy_code}. Cột có dấu (*) là bắt buộc; cách ghi ở trang “{GUIDE_SHEET}”.)")
    for fact in header_facts(facts):
        add_header(sheet, fact, None)
    sheet.add((), ())
    sheet.add_titles(["STT", *(f"{fact.vi}{REQUIRED if fact.required else ''}" for fact in columns)])
    numbers = [f"({number})" for number in range(1, len(columns) + 2)]
    first = sheet.add(numbers, (Style.COLUMN,) * len(numbers)) + 1
    styles = (Style.NUMBER, *(Style.WORDS,) * len(columns))
    for number in range(max(lines, len(rows))):
        cells = rows[number] if number < len(rows) else (None,) * len(columns)
        sheet.add((number + 1 if rows else None, *cells), styles)
    for place, fact in enumerate(columns, 1):
        words = drop_down(fact)
        if words:
            sheet.choose(place, first, first + max(lines, len(rows)) - 1, words)
    return sheet, first


def add_header(sheet: PrintedSheet, fact: Fact, value: Cell) -> None:
    """A line above the table: the label, and a cell for what it says."""
    number = sheet.add(
        (f"{fact.vi}{REQUIRED if fact.required else ''}:", None, None, value), (Style.BOLD, 0, 0, Style.INPUT)
    )
    sheet.merge(number, 0, 2)
    sheet.merge(number, 3, 6)


def drop_down(fact: Fact) -> tuple[str, ...]:
    """The words of a drop-down list, where Excel can hold them."""
    words = ("Có", "Không") if fact.kind is Kind.YES_NO else tuple(choice.vi for choice in fact.choices)
    fits = len(",".join(words)) <= LIST_CHARACTERS_MAX and not any("," in word for word in words)
    return words if fits else ()


def guide(facts: Sequence[Fact]) -> Sheet:
    """How each fact is to be written."""
    sheet = PrintedSheet(GUIDE_SHEET, [28, 10, 28, 60, 26, 44])
    sheet.add_merged("HƯỚNG DẪN ĐIỀN DANH SÁCH", Style.TITLE)
    sheet.add_titles(GUIDE_TITLES)
    for fact in (*header_facts(facts), *row_facts(facts)):
        cells = (
            fact.vi, "Có" if fact.required else "", KINDS[fact.kind], permitted(fact), fact.example, fact.help
        )  # fmt: skip
        sheet.add(cells, (Style.WORDS,) * len(GUIDE_TITLES))
    return sheet


def permitted(fact: Fact) -> str:
    """The words that a fact's cells may hold."""
    if fact.kind is Kind.BANK:
        return "; ".join(bank.short_name for bank in banks().values())
    if fact.kind is Kind.YES_NO:
        return "Có; Không"
    return "; ".join(choice.vi for choice in fact.choices)
