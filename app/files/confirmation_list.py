"""What the social-insurance agency is asked to confirm of each worker, and its word as it comes back.

For each row the agency says Đúng (right), Không (not so) or Điều chỉnh (otherwise, and then the right value),
and gives the number and day of its paper; an empty row is no word.
"""

from dataclasses import dataclass, field
from datetime import date

from app.files import answer_sheet, xlsx_out
from app.files.answer_sheet import AnswerFault, FilledRow
from app.files.latin import folded
from app.files.printed_sheet import PrintedSheet
from app.files.xlsx_styles import Style


@dataclass(frozen=True, slots=True)
class ConfirmationLine:
    """One worker. `reference` is the application's; by it the answer is matched."""

    reference: str
    full_name: str
    birth: date | int | None  # a day, or the year alone
    insurance_number: str = field(repr=False)
    employer: str
    month: date | None  # any day of the month to be confirmed


@dataclass(frozen=True, slots=True)
class ConfirmationSheet:
    """The workers on one sheet: an employer's, or all."""

    name: str
    lines: tuple[ConfirmationLine, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmationRequest:
    """What goes to the agency."""

    sender: str
    agency: str
    title: str
    question: str  # what Đúng confirms, in a sentence
    sheets: tuple[ConfirmationSheet, ...]


@dataclass(frozen=True, slots=True)
class ConfirmationAnswer:
    """The agency's word on one worker: right, not so, or adjusted to `adjusted`."""

    reference: str
    result: str  # confirmed | denied | adjusted
    adjusted: str | None
    paper_number: str
    paper_date: date


@dataclass(frozen=True, slots=True)
class ConfirmationAnswers:
    """A filled-in request as read; a line is an answer, unanswered or in a fault."""

    answers: tuple[ConfirmationAnswer, ...]
    unanswered: tuple[str, ...]
    faults: tuple[AnswerFault, ...]


COLUMNS = {
    "ordinal": ("STT", 6, Style.NUMBER),
    "reference": ("Mã hồ sơ", 18, Style.TEXT),
    "full_name": ("Họ và tên", 28, Style.WORDS),
    "birth": ("Ngày sinh", 12, Style.TEXT),
    "insurance_number": ("Số BHXH", 14, Style.TEXT),
    "employer": ("Đơn vị", 30, Style.WORDS),
    "month": ("Tháng cần xác nhận", 12, Style.TEXT),
    "result": ("Xác nhận", 12, Style.INPUT),
    "adjusted": ("Giá trị điều chỉnh", 16, Style.INPUT),
    "paper_number": ("Số văn bản", 18, Style.INPUT),
    "paper_date": ("Ngày văn bản", 12, Style.INPUT_DAY),
}
TITLES = {name: title for name, (title, _, _) in COLUMNS.items()}
STYLES = tuple(style for _, _, style in COLUMNS.values())
RESULT_COLUMN = list(COLUMNS).index("result")
RESULTS = {"confirmed": "Đúng", "denied": "Không", "adjusted": "Điều chỉnh"}
_WORDS = {folded(word): result for result, word in RESULTS.items()} | {
    "co": "confirmed",
    "khong dung": "denied",
}
SIGNATURES = ("Người lập", "Cơ quan BHXH xác nhận")

FAULTS = {
    "RESULT_UNKNOWN": (
        "Xác nhận không phải Đúng, Không hoặc Điều chỉnh.",
        "The word is none of Đúng (right), Không (not so), Điều chỉnh (adjusted).",
    ),
    "ADJUSTED_MISSING": ("Điều chỉnh nhưng thiếu giá trị.", "Adjusted, but the value is missing."),
    "PAPER_MISSING": ("Thiếu số văn bản xác nhận.", "The number of the agency's paper is missing."),
    "DATE_WRONG": ("Ngày văn bản thiếu hoặc không đúng dạng.", "The day of the paper is missing or wrong."),
}


def write(request: ConfirmationRequest) -> bytes:
    """The workbook: the same bytes for the same request."""
    names = xlsx_out.sheet_names(part.name for part in request.sheets)
    parts = zip(request.sheets, names, strict=True)
    return xlsx_out.write([_sheet(request, part, name) for part, name in parts])


def read(data: bytes) -> ConfirmationAnswers:
    """The agency's words. Nothing is guessed: what cannot be told is a fault."""
    sheets, faults = answer_sheet.read(data, TITLES, "reference")
    answers: dict[str, ConfirmationAnswer] = {}
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
    twice = {each.reference for each in faults if each.code == "REFERENCE_TWICE"}
    kept = tuple(answer for answer in answers.values() if answer.reference not in twice)
    return ConfirmationAnswers(kept, tuple(unanswered), tuple(faults))


def _sheet(request: ConfirmationRequest, part: ConfirmationSheet, name: str) -> PrintedSheet:
    sheet = PrintedSheet(name, [width for _, width, _ in COLUMNS.values()])
    sheet.add_heading(request.sender, request.title, f"Kính gửi: {request.agency}")
    sheet.add_merged(f"Nội dung đề nghị xác nhận: {request.question}")
    first = sheet.add_titles(list(TITLES.values())) + 1
    sheet.page(part.name, request.title, f"{len(part.lines)} người")
    for ordinal, line in enumerate(part.lines, start=1):
        month = f"{line.month:%m/%Y}" if line.month else ""
        sheet.add(
            (
                ordinal, line.reference, line.full_name, _birth(line.birth), line.insurance_number,
                line.employer, month, None, None, None, None,
            ),
            STYLES,
        )  # fmt: skip
    sheet.choose(RESULT_COLUMN, first, sheet.next_number - 1, list(RESULTS.values()))
    sheet.add_signatures(SIGNATURES)
    return sheet


def _birth(birth: date | int | None) -> str:
    return f"{birth:%d/%m/%Y}" if isinstance(birth, date) else str(birth or "")


def _answer(row: FilledRow, seen: set[str]) -> ConfirmationAnswer | AnswerFault | str | None:
    """The row's answer, its fault, its reference where there is no word; None for signatures."""
    reference, result = row.text("reference").upper(), row.text("result")
    if not isinstance(row.values["ordinal"], int) and not row.text("insurance_number"):
        return None
    if not reference:
        return answer_sheet.fault("REFERENCE_MISSING", row, TITLES["reference"])
    if reference in seen:
        return answer_sheet.fault("REFERENCE_TWICE", row, TITLES["reference"], reference)
    seen.add(reference)
    return _word(row, reference, _WORDS.get(folded(result))) if result else reference


def _word(row: FilledRow, reference: str, result: str | None) -> ConfirmationAnswer | AnswerFault:
    adjusted, paper = row.text("adjusted") or None, row.text("paper_number")
    on = answer_sheet.day(row.values["paper_date"])
    if result is None:
        return answer_sheet.fault("RESULT_UNKNOWN", row, TITLES["result"], reference, messages=FAULTS)
    if result == "adjusted" and adjusted is None:
        return answer_sheet.fault("ADJUSTED_MISSING", row, TITLES["adjusted"], reference, messages=FAULTS)
    if not paper:
        return answer_sheet.fault("PAPER_MISSING", row, TITLES["paper_number"], reference, messages=FAULTS)
    if on is None:
        return answer_sheet.fault("DATE_WRONG", row, TITLES["paper_date"], reference, messages=FAULTS)
    return ConfirmationAnswer(reference, result, adjusted if result == "adjusted" else None, paper, on)
