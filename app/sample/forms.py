"""Lists as communes and employers print them: national heading, title, facts said once, table, totals, signatures."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import StringIO

from app.rules.fact import Fact, Kind
from app.sample.case import SampleList, SampleRow
from app.sample.layout import GROUPS, Layout, declared, layout
from app.sample.numbers import BANKS
from app.sample.province import DISTRICTS, NAMES, OFFICES
from app.sample.sheet import TITLE, Cell, Sheet

BANK_NAMES: dict[object, str] = {bank.bin: bank.name for bank in BANKS}
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
DECISION = "(Mẫu số {} - Quyết định số 23/2021/QĐ-TTg ngày 07/7/2021 của Thủ tướng Chính phủ)"
HEADINGS = {
    "freelance": (
        "DANH SÁCH NGƯỜI LAO ĐỘNG KHÔNG CÓ GIAO KẾT HỢP ĐỒNG LAO ĐỘNG ĐỀ NGHỊ HỖ TRỢ",
        "(Theo Nghị quyết số 68/NQ-CP ngày 01/7/2021 của Chính phủ - Đợt {round})",
    ),
    "suspended_contract": (
        "DANH SÁCH NGƯỜI LAO ĐỘNG TẠM HOÃN THỰC HIỆN HỢP ĐỒNG LAO ĐỘNG, NGHỈ VIỆC KHÔNG HƯỞNG LƯƠNG",
        DECISION.format("05"),
    ),
    "stopped_work": ("DANH SÁCH NGƯỜI LAO ĐỘNG NGỪNG VIỆC ĐỀ NGHỊ HỖ TRỢ", DECISION.format("06")),
    "terminated_contract": (
        "DANH SÁCH NGƯỜI LAO ĐỘNG CHẤM DỨT HỢP ĐỒNG LAO ĐỘNG ĐỀ NGHỊ HỖ TRỢ", DECISION.format("07"),
    ),
    "meals_f0": ("DANH SÁCH NGƯỜI ĐIỀU TRỊ COVID-19 (F0) ĐỀ NGHỊ HỖ TRỢ TIỀN ĂN", DECISION.format("08a")),
    "meals_f1": ("DANH SÁCH NGƯỜI CÁCH LY Y TẾ (F1) ĐỀ NGHỊ HỖ TRỢ TIỀN ĂN", DECISION.format("08b")),
    "artist": ("DANH SÁCH VIÊN CHỨC HOẠT ĐỘNG NGHỆ THUẬT ĐỀ NGHỊ HỖ TRỢ", DECISION.format("09")),
    "tour_guide": ("DANH SÁCH HƯỚNG DẪN VIÊN DU LỊCH ĐỀ NGHỊ HỖ TRỢ", DECISION.format("10")),
    "household_business": ("DANH SÁCH HỘ KINH DOANH ĐỀ NGHỊ HỖ TRỢ", DECISION.format("11")),
    "unregistered_business": (
        "DANH SÁCH HỘ KINH DOANH KHÔNG PHẢI ĐĂNG KÝ KINH DOANH ĐỀ NGHỊ HỖ TRỢ",
        "(Theo Điều 37a Quyết định số 23/2021/QĐ-TTg, bổ sung bởi Quyết định số 33/2021/QĐ-TTg)",
    ),
}  # fmt: skip
COMMUNE = ("NGƯỜI LẬP DANH SÁCH", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
OFFICE = ("NGƯỜI LẬP DANH SÁCH", "THỦ TRƯỞNG ĐƠN VỊ")
EMPLOYER = ("XÁC NHẬN CỦA CƠ QUAN BHXH", "ĐẠI DIỆN NGƯỜI SỬ DỤNG LAO ĐỘNG")
SENDERS = ("employer_name", "facility_name", "arts_unit_name", "department_name")
"""Whoever sends a list, where it is no commune."""

Written = str | int | date | None
Show = Callable[[object], Written]


def write(made: SampleList, seed: int) -> tuple[SampleList, str, bytes]:
    """The list, now knowing where its rows begin; its file name; its bytes."""
    form = layout(made.policy, made.name, seed)
    rows = [table_row(made, form, number, row) for number, row in enumerate(made.rows, 1)]
    head = heading(made, form)
    titles = title_rows(form)
    numbers: list[Cell] = [f"({column})" for column in range(1, len(form.fields) + 2)]
    first_row = len(head) + len(titles) + 2
    parts = (head, titles, [numbers], rows, footing(made, form))
    data = as_csv(form, *parts) if form.media == "csv" else as_sheet(form, *parts)
    return replace(made, first_row=first_row), f"{made.name}.{form.media}", data


def heading(made: SampleList, form: Layout) -> list[list[Cell]]:
    """What stands above the table: who sends it, the nation, the title, the facts said once."""
    right: list[Cell] = [None] * (len(form.fields) // 2)
    sender, place = sent_by(made)
    rows: list[list[Cell]] = [[sender, *right, NATION[0]], [place, *right, NATION[1]], []]
    rows += [[text.format(round=made.round)] for text in HEADINGS[made.policy]]
    rows += [[f"{fact.vi}: {said(fact, made.header[fact.name])}"] for fact in header_facts(made)]
    return [*rows, []]


def sent_by(made: SampleList) -> tuple[str, str]:
    """What stands in the upper left corner: who sends the list, and the place."""
    named = next((str(made.header[name]) for name in SENDERS if name in made.header), "")
    if made.unit_code in NAMES and not named:
        return "ỦY BAN NHÂN DÂN", NAMES[made.unit_code].upper()
    places = NAMES | DISTRICTS | OFFICES
    return (named or OFFICES[made.unit_code]).upper(), places[made.unit_code]


def header_facts(made: SampleList) -> list[Fact]:
    """The facts that the list says once."""
    return [declared(made.policy)[name] for name in made.header]


def said(fact: Fact, value: object) -> Written:
    """A header fact's value in words."""
    return show_of(fact, days_as_text=True)(value)


def title_rows(form: Layout) -> list[list[Cell]]:
    """The titles, in one row or with groups above."""
    titles: list[Cell] = ["STT", *form.titles]
    if not form.two_title_rows:
        return [titles]
    above: list[Cell] = list(titles)
    below: list[Cell] = [None] * len(titles)
    for first, (text, span) in GROUPS.items():
        if first in form.fields:
            start = form.fields.index(first) + 1
            above[start : start + span] = [text] + [None] * (span - 1)
            below[start : start + span] = titles[start : start + span]
    return [above, below]


def table_row(made: SampleList, form: Layout, number: int, row: SampleRow) -> list[Cell]:
    """A line: each fact as the form shows it, except where a fault was planted."""
    facts, cells = row.facts, row.cells
    shown: list[Cell] = [number]
    for field, show in zip(form.fields, shows(made.policy, form.fields, days_as_text=form.days_as_text), strict=True):
        if field in cells:
            shown.append(cells[field])
        else:
            value = facts.get(field)
            shown.append(None if value is None else show(value))
    return shown


@cache
def shows(policy: str, fields: tuple[str, ...], *, days_as_text: bool) -> tuple[Show, ...]:
    """How each column shows its value."""
    return tuple(show_of(declared(policy)[field], days_as_text=days_as_text) for field in fields)


def show_of(fact: Fact, *, days_as_text: bool) -> Show:
    """How a fact's value stands in a cell."""
    words: dict[object, str] = {choice.code: choice.vi for choice in fact.choices}
    yes_no: dict[object, str] = {True: "Có", False: "Không"}
    by_kind: dict[Kind, Show] = {
        Kind.DATE: day_text if days_as_text else day_cell,
        Kind.BIRTH_DATE: day_text if days_as_text else day_cell,
        Kind.YES_NO: yes_no.__getitem__,
        Kind.CHOICE: words.__getitem__,
        Kind.COMMUNE: commune_text,
        Kind.BANK: BANK_NAMES.__getitem__,
    }
    return by_kind.get(fact.kind, str)


def day_text(value: object) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def day_cell(value: object) -> Written:
    return value if isinstance(value, date) else str(value)


@cache
def commune_text(code: object) -> str:
    """A commune as the form shows it; "Ngoài tỉnh" has no code of its own."""
    return NAMES["00000"] if code == "00000" else f"{code} - {NAMES[str(code)]}"


def footing(made: SampleList, form: Layout) -> list[list[Cell]]:
    """What stands below the table."""
    gap: list[Cell] = [None] * (len(form.fields) // 2)
    day = made.received_on
    place = NAMES.get(made.unit_code, "Ninh Thuận")
    signed = EMPLOYER if "employer_name" in made.header else COMMUNE if made.unit_code in NAMES else OFFICE
    return [
        ["Tổng cộng", f"{len(made.rows)} người"],
        [f"(Danh sách này có {len(made.rows)} người)"],
        [None, None, *gap, f"{place}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"],
        [None, signed[0], *gap, signed[1]],
        [None, "(Ký, ghi rõ họ tên)", *gap, "(Ký tên, đóng dấu)"],
    ]


def as_sheet(form: Layout, head: list[list[Cell]], titles: list[list[Cell]], *rest: list[list[Cell]]) -> bytes:
    """The form as XLSX, its titles merged as printed."""
    sheet, last, half = Sheet(), len(form.fields), len(form.fields) // 2
    for number, row in enumerate(head, 1):
        sheet.add(row, TITLE)
        if len(row) > 1:
            sheet.merge(number, 0, number, half)
            sheet.merge(number, half + 1, number, last)
        elif row:
            sheet.merge(number, 0, number, last)
    top = sheet.next_number
    for row in titles:
        sheet.add(row, TITLE)
    if len(titles) == 2:
        merge_titles(sheet, top, titles)
    for block in rest:
        for row in block:
            sheet.add(row)
    return sheet.as_xlsx()


def merge_titles(sheet: Sheet, top: int, titles: list[list[Cell]]) -> None:
    """Merge a group's title over its columns, and a lone title down over both rows."""
    above, below = titles
    column = 0
    while column < len(above):
        end = column
        while end + 1 < len(above) and above[end + 1] is None:
            end += 1
        if end > column:
            sheet.merge(top, column, top, end)
        elif below[column] is None:
            sheet.merge(top, column, top + 1, column)
        column = end + 1


def as_csv(form: Layout, *blocks: list[list[Cell]]) -> bytes:
    """The form as CSV, padded to one width as spreadsheets save it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=form.delimiter, lineterminator="\r\n")
    width = len(form.fields) + 1
    for block in blocks:
        for row in block:
            writer.writerow(["" if cell is None else cell for cell in row] + [""] * (width - len(row)))
    return out.getvalue().encode(form.encoding)
