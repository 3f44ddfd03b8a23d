"""The list that people sign for their cash (danh sách ký nhận), and what the paying clerk fills in on it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from app.files import answer_sheet, xlsx_out
from app.files.answer_sheet import AnswerFault, FilledRow, FilledSheet
from app.files.bank_order import is_identifier
from app.files.latin import folded
from app.files.limits import Limits
from app.files.printed_sheet import PrintedSheet, Signer, masked, thousands
from app.files.xlsx_styles import Style


@dataclass(frozen=True, slots=True)
class SigningLine:
    """One person's sum. `reference` is the payout's; by it the answer is matched."""

    reference: str
    full_name: str
    birth_year: int | None
    identity: str = field(repr=False)
    support: str
    residence: str
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class SigningSheet:
    """The people of one commune."""

    commune: str
    lines: tuple[SigningLine, ...] = field(repr=False)

    @property
    def amount_vnd(self) -> int:
        """The sum of the sheet."""
        return sum(line.amount_vnd for line in self.lines)


@dataclass(frozen=True, slots=True)
class SigningList:
    """A batch paid in cash. Identity numbers are whole only where the paying clerk has to compare them."""

    number: str
    payer: str
    title: str
    grounds: str  # the decision that the list pays
    sheets: tuple[SigningSheet, ...]
    shows_identity: bool = False
    signers: tuple[Signer, ...] = ()  # none: blank lines


@dataclass(frozen=True, slots=True)
class SigningAnswer:
    """What became of one sum: paid, absent or refused. `on` is the day of a payment."""

    reference: str
    full_name: str
    result: str
    on: date | None
    proxy: str | None
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class SigningAnswers:
    """A filled-in list as read; a line is an answer, unanswered or in a fault."""

    number: str | None
    answers: tuple[SigningAnswer, ...]
    unanswered: tuple[str, ...]
    faults: tuple[AnswerFault, ...]


COLUMNS = {
    "ordinal": ("STT", 5, Style.NUMBER),
    "full_name": ("Họ và tên", 24, Style.WORDS),
    "birth_year": ("Năm sinh", 7, Style.NUMBER),
    "identity": ("Số giấy tờ", 14, Style.TEXT),
    "support": ("Nội dung hỗ trợ", 26, Style.WORDS),
    "residence": ("Nơi cư trú", 20, Style.WORDS),
    "amount_vnd": ("Số tiền (đồng)", 13, Style.MONEY),
    "signature": ("Ký nhận", 14, Style.TEXT),
    "result": ("Kết quả", 10, Style.INPUT),
    "on": ("Ngày nhận", 11, Style.INPUT_DAY),
    "proxy": ("Người nhận thay", 18, Style.INPUT),
    "note": ("Ghi chú", 14, Style.INPUT),
    "reference": ("Mã chi trả", 26, Style.TEXT),
}
TITLES = {name: title for name, (title, _, _) in COLUMNS.items()}
STYLES = tuple(style for _, _, style in COLUMNS.values())
RESULT_COLUMN = list(COLUMNS).index("result")
RESULTS = {"paid": "Đã nhận", "absent": "Vắng", "refused": "Từ chối"}
_WORDS = {folded(word): result for result, word in RESULTS.items()} | {
    "da ky nhan": "paid", "vang mat": "absent", "tu choi nhan": "refused"
}  # fmt: skip
NUMBER, CODE = "Danh sách số: ", "Mã kiểm tra: "
SIGNATURES = ("Người lập danh sách", "Người chi tiền", "Thủ trưởng đơn vị")

FAULTS = {
    "NO_RESULT": (
        "Danh sách chưa ghi kết quả nào: cột Kết quả để trống ở mọi dòng.",
        "No result was found in the list: its column Kết quả is empty in every row.",
    ),
    "RESULT_UNKNOWN": (
        "Kết quả không phải Đã nhận, Vắng hoặc Từ chối.",
        "The result is none of Đã nhận (paid), Vắng (absent), Từ chối (refused).",
    ),
    "DATE_MISSING": ("Đã nhận nhưng thiếu ngày nhận.", "Paid, but the day is missing."),
    "DATE_WRONG": ("Ngày nhận không đúng dạng ngày/tháng/năm.", "The day is not day/month/year."),
    "AMOUNT_WRONG": ("Số tiền không phải số nguyên đồng.", "The amount is not whole đồng."),
    "LIST_CHANGED": (
        "Họ tên, số tiền, mã hoặc số dòng khác với danh sách đã in.",
        "Names, amounts, references or the number of rows differ from the printed list.",
    ),
}


def write(signing: SigningList) -> bytes:
    """The workbook: a sheet a commune, ready for A4 landscape, the same bytes for the same list."""
    names = xlsx_out.sheet_names(part.commune for part in signing.sheets)
    return xlsx_out.write([_sheet(signing, part, name) for part, name in zip(signing.sheets, names, strict=True)])


def read(data: bytes, limits: Limits) -> SigningAnswers:
    """What the clerk filled in. Nothing is guessed: what cannot be told is a fault."""
    sheets, faults = answer_sheet.read(data, TITLES, "reference", limits)
    answers: dict[str, SigningAnswer] = {}
    unanswered: list[str] = []
    seen: set[str] = set()
    for row in (row for sheet in sheets for row in sheet.rows):
        found = _answer(row, seen)
        if isinstance(found, AnswerFault):
            faults.append(found)
        elif isinstance(found, str):
            unanswered.append(found)
        elif found:
            answers[found.reference] = found
    faults += [
        answer_sheet.fault("LIST_CHANGED", sheet=sheet.name, messages=FAULTS) for sheet in sheets if _is_changed(sheet)
    ]
    if unanswered and len(unanswered) == len(seen):
        faults.append(answer_sheet.fault("NO_RESULT", column=TITLES["result"], messages=FAULTS))
    twice = {each.reference for each in faults if each.code == "REFERENCE_TWICE"}
    kept = tuple(answer for answer in answers.values() if answer.reference not in twice)
    return SigningAnswers(_said(sheets, NUMBER), kept, tuple(unanswered), tuple(faults))


def check_code(number: str, lines: Iterable[tuple[str, str, object]]) -> str:
    """Sixteen characters that change when a reference, a name, an amount or the number of lines does."""
    told = "\n".join(f"{reference}|{' '.join(name.split())}|{amount}" for reference, name, amount in lines)
    digest = hashlib.sha256(f"{number}\n{told}".encode()).hexdigest()[:16].upper()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))


def _sheet(signing: SigningList, part: SigningSheet, name: str) -> PrintedSheet:
    code = check_code(signing.number, ((line.reference, line.full_name, line.amount_vnd) for line in part.lines))
    sheet = PrintedSheet(name, [width for _, width, _ in COLUMNS.values()])
    sheet.add_heading(signing.payer, signing.title, signing.grounds, f"Xã, phường, thị trấn: {part.commune}")
    sheet.add_halves(f"{NUMBER}{signing.number}", f"{CODE}{code}")
    sheet.add_titles(list(TITLES.values()))
    sheet.page(
        f"Danh sách số {signing.number} - {part.commune}",
        f"{len(part.lines)} người, {thousands(part.amount_vnd)} đồng",
        f"Mã kiểm tra {code}",
    )
    first = sheet.next_number
    for ordinal, line in enumerate(part.lines, start=1):
        identity = line.identity if signing.shows_identity else masked(line.identity)
        sheet.add(
            (
                ordinal, line.full_name, line.birth_year, identity, line.support, line.residence,
                line.amount_vnd, None, None, None, None, None, line.reference,
            ),
            STYLES,
        )  # fmt: skip
    sheet.choose(RESULT_COLUMN, first, sheet.next_number - 1, list(RESULTS.values()))
    sheet.add_total(f"Tổng cộng: {len(part.lines)} người", list(COLUMNS).index("amount_vnd"), part.amount_vnd)
    sheet.add_words(part.amount_vnd)
    if signing.signers:
        sheet.add_signers((Signer(SIGNATURES[1], "", ""), *signing.signers))
    else:
        sheet.add_signatures(SIGNATURES)
    return sheet


def _answer(row: FilledRow, seen: set[str]) -> SigningAnswer | AnswerFault | str | None:
    """The row's answer, its fault, its reference where it is not answered; None for totals and signatures."""
    reference, result = row.text("reference").upper(), row.text("result")
    if not reference:
        is_line = isinstance(row.values["ordinal"], int) or folded(result) in _WORDS
        return answer_sheet.fault("REFERENCE_MISSING", row, TITLES["reference"]) if is_line else None
    if not is_identifier(reference):
        return answer_sheet.fault("REFERENCE_WRONG", row, TITLES["reference"])
    if reference in seen:
        return answer_sheet.fault("REFERENCE_TWICE", row, TITLES["reference"], reference)
    seen.add(reference)
    if not result:
        return reference
    return _result(row, reference, _WORDS.get(folded(result)))


def _result(row: FilledRow, reference: str, result: str | None) -> SigningAnswer | AnswerFault:
    amount, on = row.values["amount_vnd"], answer_sheet.day(row.values["on"])
    if result is None:
        return answer_sheet.fault("RESULT_UNKNOWN", row, TITLES["result"], reference, messages=FAULTS)
    if not isinstance(amount, int) or amount <= 0:
        return answer_sheet.fault("AMOUNT_WRONG", row, TITLES["amount_vnd"], reference, messages=FAULTS)
    if row.values["on"] is not None and on is None:
        return answer_sheet.fault("DATE_WRONG", row, TITLES["on"], reference, messages=FAULTS)
    if result == "paid" and on is None:
        return answer_sheet.fault("DATE_MISSING", row, TITLES["on"], reference, messages=FAULTS)
    return SigningAnswer(
        reference, row.text("full_name"), result, on if result == "paid" else None, row.text("proxy") or None, amount
    )


def _is_changed(sheet: FilledSheet) -> bool:
    lines = (
        (row.text("reference"), row.text("full_name"), row.values["amount_vnd"])
        for row in sheet.rows
        if row.text("reference")
    )
    return check_code(_said([sheet], NUMBER) or "", lines) != _said([sheet], CODE)


def _said(sheets: Iterable[FilledSheet], label: str) -> str | None:
    texts: Iterator[str] = (text for sheet in sheets for text in sheet.heading if text.startswith(label.strip()))
    return next((text.removeprefix(label.strip()).strip() for text in texts), None)
