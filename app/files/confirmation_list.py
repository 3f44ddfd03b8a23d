"""What another body is asked to confirm of each row, and its word as it comes back.

A single question is answered by Đúng (right), Không (not so) or Điều chỉnh (otherwise, and then the right value
beside it); of several questions each has its column, which takes Đúng, Không or the right value itself. The body
gives the number and day of its paper; an empty cell is no word.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.files import answer_sheet, xlsx_out
from app.files.answer_sheet import AnswerFault, FilledRow
from app.files.latin import folded
from app.files.limits import Limits
from app.files.printed_sheet import PrintedSheet
from app.files.xlsx_styles import Style

Column = tuple[str, int, int]
"""Its title, width and style."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a request: by which number a row is known, what is shown of it, what is asked."""

    number: str = "Số BHXH"
    employer: bool = True
    month: bool = True  # that is to be confirmed
    shown: tuple[str, ...] = ()  # titles of what the row says besides, for the body to compare
    questions: tuple[tuple[str, str], ...] = (("", ""),)  # name and title of each

    @property
    def columns(self) -> dict[str, Column]:
        """The columns by name, in their order."""
        single = len(self.questions) == 1
        return {
            "ordinal": ("STT", 6, Style.NUMBER),
            "reference": ("Mã hồ sơ", 18, Style.TEXT),
            "full_name": ("Họ và tên", 28, Style.WORDS),
            "birth": ("Ngày sinh", 12, Style.TEXT),
            "insurance_number": (self.number, 14, Style.TEXT),
            **({"employer": ("Đơn vị", 30, Style.WORDS)} if self.employer else {}),
            **({"month": ("Tháng cần xác nhận", 12, Style.TEXT)} if self.month else {}),
            **{f"shown_{place}": (title, 16, Style.WORDS) for place, title in enumerate(self.shown)},
            **(SINGLE if single else {f"result_{n}": (t, 22, Style.INPUT) for n, t in self.questions}),
            "paper_number": ("Số văn bản", 18, Style.INPUT),
            "paper_date": ("Ngày văn bản", 12, Style.INPUT_DAY),
        }

    @property
    def titles(self) -> dict[str, str]:
        """The columns' titles by name."""
        return {name: title for name, (title, _, _) in self.columns.items()}


@dataclass(frozen=True, slots=True)
class ConfirmationLine:
    """One row. `reference` is the application's; by it the answer is matched."""

    reference: str
    full_name: str
    birth: date | int | None  # a day, or the year alone
    insurance_number: str = field(repr=False)  # or another number, as the layout says
    employer: str
    month: date | None  # any day of the month to be confirmed
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmationSheet:
    """The rows on one sheet: an employer's, or all."""

    name: str
    lines: tuple[ConfirmationLine, ...] = field(repr=False)


SINGLE: dict[str, Column] = {
    "result": ("Xác nhận", 12, Style.INPUT),
    "adjusted": ("Giá trị điều chỉnh", 16, Style.INPUT),
}
INSURED_MONTH = Layout()
"""The commonest request: whether somebody was insured in a month."""

COLUMNS = INSURED_MONTH.columns
TITLES = INSURED_MONTH.titles
RESULTS = {"confirmed": "Đúng", "denied": "Không", "adjusted": "Điều chỉnh"}
_WORDS = {folded(word): result for result, word in RESULTS.items()} | {
    "co": "confirmed",
    "khong dung": "denied",
}


@dataclass(frozen=True, slots=True)
class ConfirmationRequest:
    """What goes to the body."""

    sender: str
    agency: str
    title: str
    question: str  # what Đúng confirms, in a sentence
    sheets: tuple[ConfirmationSheet, ...]
    layout: Layout = INSURED_MONTH
    signature: str = "Cơ quan BHXH xác nhận"


@dataclass(frozen=True, slots=True)
class ConfirmationAnswer:
    """The body's word on one row and question: right, not so, or adjusted to `adjusted`."""

    reference: str
    result: str  # confirmed | denied | adjusted
    adjusted: answer_sheet.Value
    paper_number: str
    paper_date: date
    question: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmationAnswers:
    """A filled-in request as read; a line has answers, is unanswered, or in a fault."""

    answers: tuple[ConfirmationAnswer, ...]
    unanswered: tuple[str, ...]
    faults: tuple[AnswerFault, ...]


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


def read(data: bytes, limits: Limits, layout: Layout = INSURED_MONTH) -> ConfirmationAnswers:
    """The body's words. Nothing is guessed: what cannot be told is a fault, and its whole row says nothing."""
    sheets, faults = answer_sheet.read(data, layout.titles, "reference", limits)
    answers: dict[str, tuple[ConfirmationAnswer, ...]] = {}
    unanswered: list[str] = []
    seen: set[str] = set()
    for row in (row for sheet in sheets for row in sheet.rows):
        found = _answers(row, layout, seen)
        if isinstance(found, AnswerFault):
            faults.append(found)
        elif isinstance(found, str):
            unanswered.append(found)
        elif found:
            answers[found[0].reference] = found
    twice = {each.reference for each in faults if each.code == "REFERENCE_TWICE"}
    kept = tuple(each for reference, said in answers.items() if reference not in twice for each in said)
    return ConfirmationAnswers(kept, tuple(unanswered), tuple(faults))


def _sheet(request: ConfirmationRequest, part: ConfirmationSheet, name: str) -> PrintedSheet:
    columns = request.layout.columns
    sheet = PrintedSheet(name, [width for _, width, _ in columns.values()])
    sheet.add_heading(request.sender, request.title, f"Kính gửi: {request.agency}")
    sheet.add_merged(f"Nội dung đề nghị xác nhận: {request.question}")
    first = sheet.add_titles(list(request.layout.titles.values())) + 1
    sheet.page(part.name, request.title, f"{len(part.lines)} hồ sơ")
    styles = tuple(style for _, _, style in columns.values())
    for ordinal, line in enumerate(part.lines, start=1):
        said = {**_said(line), "ordinal": ordinal}
        sheet.add(tuple(said.get(column) for column in columns), styles)
    if "result" in columns:
        words = list(RESULTS.values())
        sheet.choose(list(columns).index("result"), first, sheet.next_number - 1, words)
    sheet.add_signatures(("Người lập", request.signature))
    return sheet


def _said(line: ConfirmationLine) -> dict[str, xlsx_out.Cell]:
    """What we say of a row, by column."""
    return {
        "reference": line.reference,
        "full_name": line.full_name,
        "birth": f"{line.birth:%d/%m/%Y}" if isinstance(line.birth, date) else str(line.birth or ""),
        "insurance_number": line.insurance_number,
        "employer": line.employer,
        "month": f"{line.month:%m/%Y}" if line.month else "",
        **{f"shown_{place}": text for place, text in enumerate(line.shown)},
    }


def _answers(
    row: FilledRow, layout: Layout, seen: set[str]
) -> tuple[ConfirmationAnswer, ...] | AnswerFault | str | None:
    """The row's answers, its fault, its reference where there is no word; None for signatures."""
    titles, reference = layout.titles, row.text("reference").upper()
    if not isinstance(row.values["ordinal"], int) and not any(map(str.isdigit, row.text("insurance_number"))):
        return None
    if not reference:
        return answer_sheet.fault("REFERENCE_MISSING", row, titles["reference"])
    if reference in seen:
        return answer_sheet.fault("REFERENCE_TWICE", row, titles["reference"], reference)
    seen.add(reference)
    words = list(_words(row, layout))
    return _with_paper(row, reference, words, titles) if words else reference


def _words(row: FilledRow, layout: Layout) -> Iterator[tuple[str, str | None, answer_sheet.Value]]:
    """Question, result and adjusted value of each question that was answered."""
    if len(layout.questions) == 1:
        if said := row.text("result"):
            yield layout.questions[0][0], _WORDS.get(folded(said)), row.values["adjusted"]
        return
    for name, _ in layout.questions:
        if said := row.text(f"result_{name}"):
            result = _WORDS.get(folded(said), "adjusted")
            yield name, result, row.values[f"result_{name}"] if result == "adjusted" else None


def _with_paper(
    row: FilledRow, reference: str, words: list[tuple[str, str | None, answer_sheet.Value]], titles: dict[str, str]
) -> tuple[ConfirmationAnswer, ...] | AnswerFault:
    def wrong(code: str, column: str) -> AnswerFault:
        return answer_sheet.fault(code, row, titles[column], reference, messages=FAULTS)

    paper, on = row.text("paper_number"), answer_sheet.day(row.values["paper_date"])
    if any(result is None for _, result, _ in words):
        return wrong("RESULT_UNKNOWN", "result")
    if any(result == "adjusted" and adjusted is None for _, result, adjusted in words):
        return wrong("ADJUSTED_MISSING", "adjusted")
    if not paper:
        return wrong("PAPER_MISSING", "paper_number")
    if on is None:
        return wrong("DATE_WRONG", "paper_date")
    return tuple(
        ConfirmationAnswer(reference, result, adjusted if result == "adjusted" else None, paper, on, question)
        for question, result, adjusted in words
        if result
    )
