"""What a bank order must be beyond its schema: rules R1 to R12, each a function that gives faults.

The official schema takes an amount of 0, a wrong control sum, a payment to nobody. The rules judge what a
file says (pain001.Said): before writing, as the order will say it, and on the bytes, as they are read back.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.files import banks, pain001, xml
from app.files.bank_order import IDENTIFIER, BankOrder, is_identifier, split
from app.files.latin import BANK_TEXT
from app.files.pain001 import Said, SaidLine

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class OrderFault:
    """A breach of a rule; `line` is the number in the file, from 1, None for the whole file."""

    rule: str
    vi: str
    en: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What the order is held against: the day, what the batch has reserved, and the bank's limits."""

    today: date
    reserved_vnd: int
    reserved_lines: int
    amount_max_vnd: int = 499_999_999
    lines_max: int = 1_000
    bytes_max: int = 10 * MIB
    days_ahead_max: int = 60
    holidays: Collection[date] = ()
    account: str = r"[0-9A-Z]{6,19}"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file and the part of the order that it says."""

    order: BankOrder
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """The files of an order; none where there are faults."""

    files: tuple[WrittenFile, ...]
    faults: tuple[OrderFault, ...]


MESSAGES = {
    "R1": (
        "Số tiền không phải số nguyên đồng trong hạn mức.",
        "The amount is not whole đồng within the limits.",
    ),
    "R2": (
        "Tổng tiền không khớp các dòng hoặc bảng kê.",
        "The sum is not that of the lines or of the batch.",
    ),
    "R3": (
        "Số lệnh không khớp các dòng hoặc bảng kê.",
        "The count is not that of the lines or of the batch.",
    ),
    "R4": ("Mã lệnh bị trùng.", "An identifier occurs twice."),
    "R5": ("Mã sai ký tự hoặc quá dài.", "An identifier has wrong characters or is too long."),
    "R6": ("UETR không đúng dạng uuid4 chữ thường.", "The UETR is not a lower-case uuid4."),
    "R7": (
        "Có chữ trống, quá dài hoặc ngân hàng không nhận.",
        "A text is blank, too long, or not in banks' letters.",
    ),
    "R8": ("Mã phân loại ngoài bộ mã được dùng.", "A code is not among those that are used."),
    "R9": ("Ngày thực hiện không phải ngày làm việc sắp tới.", "The execution date is no working day ahead."),
    "R10": ("Tệp quá nhiều dòng hoặc quá lớn.", "The file has too many lines or is too large."),
    "R11": (
        "Người hưởng, tài khoản hoặc ngân hàng không hợp lệ.",
        "Payee, account or bank is missing or wrong.",
    ),
    "R12": ("Tệp không đúng nguyên văn của lệnh.", "The bytes are not exactly those of the order."),
}

_AMOUNT = re.compile(r"[1-9][0-9]{0,14}")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_UETR = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_CREATED = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\+07:00")
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")

IDENTIFIER_MAX = 35
NAME_MAX = 140
REMITTANCE_MAX = 100  # the schema has 140, domestic templates 100
SATURDAY = 5
PURPOSES = {"SSBE", "BENE", "GOVT", "AEMP"}
CATEGORY_PURPOSES = {"GOVT", "SSBE"}
FIXED = ("TRF", "VND", pain001.CHARGE_BEARER)
FIXED_IN_LINE = ("VND", pain001.CLEARING_SYSTEM, pain001.ACCOUNT_SCHEME)

Rule = Callable[[Said, Terms], Iterator[int | None]]
"""Yields where the rule is broken: the number of the line, or None for the file."""


def write(order: BankOrder, terms: Terms) -> Written:
    """The order as files, judged before and as bytes. Where there are faults, no file may leave."""
    faults = check(order, terms)
    files = [] if faults else [WrittenFile(part, pain001.write(part)) for part in split(order, terms.lines_max)]
    for file in files:
        part = replace(terms, reserved_vnd=file.order.amount_vnd, reserved_lines=len(file.order.lines))
        faults += check_bytes(file.order, file.data, part)
    if files and sum(file.order.amount_vnd for file in files) != terms.reserved_vnd:
        faults.append(_fault("R2", None))
    return Written(() if faults else tuple(files), tuple(faults))


def check(order: BankOrder, terms: Terms) -> list[OrderFault]:
    """All breaches of an order not yet written and split; the number of lines is then no fault."""
    faults = judge(pain001.said(order), replace(terms, lines_max=len(order.lines)))
    numbers = [line.number for line in order.lines]
    return faults if numbers == sorted(set(numbers)) else [*faults, _fault("R12", None)]


def check_bytes(order: BankOrder, data: bytes, terms: Terms) -> list[OrderFault]:
    """All breaches of the bytes: they say what the order says and nothing else, and keep all rules."""
    try:
        found = pain001.read(data)
    except xml.Refused as refused:
        return [OrderFault("R12", refused.why.vi, refused.why.en)]
    faults = judge(found, terms)
    if len(data) > terms.bytes_max:
        faults.append(_fault("R10", None))
    if found != pain001.said(order) or b"\r" in data or not data.startswith(b"<?xml"):
        faults.append(_fault("R12", None))
    return faults


def judge(said: Said, terms: Terms) -> list[OrderFault]:
    """All breaches of what a file says."""
    return [_fault(name, line) for name, rule in RULES.items() for line in rule(said, terms)]


def _fault(rule: str, line: int | None) -> OrderFault:
    return OrderFault(rule, *MESSAGES[rule], line)


def _where(said: Said, is_wrong: Callable[[SaidLine], bool]) -> Iterator[int]:
    return (number for number, line in enumerate(said.lines, start=1) if is_wrong(line))


def _if(broken: bool) -> Iterator[None]:  # noqa: FBT001 – the condition itself
    return iter([None] if broken else [])


def _r1_amounts(said: Said, terms: Terms) -> Iterator[int | None]:
    return _where(said, lambda line: not _AMOUNT.fullmatch(line.amount) or int(line.amount) > terms.amount_max_vnd)


def _r2_sums(said: Said, terms: Terms) -> Iterator[int | None]:
    total = sum(int(line.amount) for line in said.lines if _WHOLE.fullmatch(line.amount))
    return _if({said.head.control_sum, said.head.block_sum, str(terms.reserved_vnd)} != {str(total)})


def _r3_counts(said: Said, terms: Terms) -> Iterator[int | None]:
    given = {said.head.transactions, said.head.block_transactions, str(terms.reserved_lines)}
    return _if(given != {str(len(said.lines))} or not said.lines)


def _r4_uniqueness(said: Said, _: Terms) -> Iterator[int | None]:
    columns = [[getattr(line, name) for line in said.lines] for name in ("instruction_id", "end_to_end_id", "uetr")]
    repeated = [{text for text, times in Counter(column).items() if times > 1} for column in columns]
    return (
        number
        for number, texts in enumerate(zip(*columns, strict=True), start=1)
        if any(text in some for text, some in zip(texts, repeated, strict=True))
    )


def _r5_identifiers(said: Said, _: Terms) -> Iterator[int | None]:
    head = (said.head.message_id, said.head.payment_information_id)
    yield from _if(not all(_is_identifier(each, IDENTIFIER_MAX) for each in head))
    yield from _where(
        said,
        lambda line: not _is_identifier(line.instruction_id, IDENTIFIER_MAX) or not is_identifier(line.end_to_end_id),
    )


def _r6_uetr(said: Said, _: Terms) -> Iterator[int | None]:
    return _where(said, lambda line: not _UETR.fullmatch(line.uetr))


def _r7_texts(said: Said, _: Terms) -> Iterator[int | None]:
    yield from _if(not (_is_text(said.head.debtor_name, NAME_MAX) and _is_text(said.head.initiator, NAME_MAX)))
    yield from _where(
        said, lambda line: not (_is_text(line.name, NAME_MAX) and _is_text(line.remittance, REMITTANCE_MAX))
    )


def _r8_codes(said: Said, _: Terms) -> Iterator[int | None]:
    head = said.head
    fixed = (head.method, head.debtor_currency, head.charge_bearer)
    yield from _if(head.category_purpose not in CATEGORY_PURPOSES or fixed != FIXED)
    yield from _where(
        said,
        lambda line: (
            line.purpose not in PURPOSES or (line.currency, line.clearing_system, line.account_scheme) != FIXED_IN_LINE
        ),
    )


def _r9_dates(said: Said, terms: Terms) -> Iterator[int | None]:
    try:
        on = date.fromisoformat(said.head.execution_date)
    except ValueError:
        return iter([None])
    is_ahead = terms.today <= on <= terms.today + timedelta(days=terms.days_ahead_max)
    return _if(not is_ahead or on.weekday() >= SATURDAY or on in terms.holidays)


def _r10_size(said: Said, terms: Terms) -> Iterator[int | None]:
    return _if(len(said.lines) > terms.lines_max)


def _r11_payees(said: Said, terms: Terms) -> Iterator[int | None]:
    account = re.compile(terms.account)
    head = said.head
    yield from _if(not account.fullmatch(head.debtor_account) or not _BIC.fullmatch(head.debtor_bic))
    yield from _where(
        said,
        lambda line: not line.name.strip() or not account.fullmatch(line.account) or not banks.by_bin(line.agent),
    )


def _r12_created(said: Said, _: Terms) -> Iterator[int | None]:
    return _if(not _CREATED.fullmatch(said.head.created))


def _is_identifier(text: str, length_max: int) -> bool:
    return len(text) <= length_max and bool(IDENTIFIER.fullmatch(text))


def _is_text(text: str, length_max: int) -> bool:
    """Begins with a letter or digit: never blank, and no formula in the list that goes beside the file."""
    return len(text) <= length_max and text[:1].isalnum() and bool(BANK_TEXT.fullmatch(text))


RULES: dict[str, Rule] = {
    "R1": _r1_amounts,
    "R2": _r2_sums,
    "R3": _r3_counts,
    "R4": _r4_uniqueness,
    "R5": _r5_identifiers,
    "R6": _r6_uetr,
    "R7": _r7_texts,
    "R8": _r8_codes,
    "R9": _r9_dates,
    "R10": _r10_size,
    "R11": _r11_payees,
    "R12": _r12_created,
}
