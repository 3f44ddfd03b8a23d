"""A bank order as values: who pays whom how much, before it is any file. And its identifiers."""

import re
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

RANDOM_CHARACTERS = 20  # of 5 bits: 100 bits, so that no two are ever alike
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
IDENTIFIER = re.compile(r"[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?")

# Crockford's letters: no I, L, O, U, which are mistaken on paper. A byte draws one of the 32 evenly.
_LETTERS = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ" * 8
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One payment. Names are as the law has them; writers turn them into the letters of banks."""

    number: int  # of the frozen batch; orders the lines
    instruction_id: str
    end_to_end_id: str
    uetr: str  # lower-case uuid4
    amount_vnd: int
    creditor_name: str
    creditor_account: str
    creditor_bin: str
    remittance: str


@dataclass(frozen=True, slots=True)
class BankOrder:
    """An order to one bank from one account for one day: one file."""

    message_id: str
    created_at: datetime  # aware, whole seconds, fixed when the batch is frozen
    debtor_name: str
    debtor_account: str
    debtor_bic: str
    execution_date: date
    lines: tuple[OrderLine, ...] = field(repr=False)
    category_purpose: str = "GOVT"
    purpose: str = "SSBE"  # social security benefit paid by a government to individuals

    @property
    def payment_information_id(self) -> str:
        """An order has one block; its id follows from the message's."""
        return f"{self.message_id}-P"

    @property
    def amount_vnd(self) -> int:
        """The sum of the lines."""
        return sum(line.amount_vnd for line in self.lines)


def split(order: BankOrder, lines_max: int) -> tuple[BankOrder, ...]:
    """The order as files of `lines_max` lines at most (R10): every line is in one, the totals stay.

    A part's message id is the order's with its number: the same order splits into the same files.
    """
    if lines_max < 1:
        raise ValueError("a file has room for one line at least")
    return tuple(
        replace(order, message_id=f"{order.message_id}-{number:03d}", lines=lines)
        for number, lines in enumerate(_slices(order.lines, lines_max), start=1)
    )


def remittance(policy_number: str, period: str, reference: str) -> str:
    """What the payee reads: no identity number, and no word of anybody's health.

    140 letters at most; domestic templates take 100.
    """
    return f"HO TRO COVID19 {policy_number} {period} {reference}"


def end_to_end_id(prefix: str) -> str:
    """A new identifier that tells nothing of anybody: prefix, 20 random characters, check character."""
    body = prefix + secrets.token_bytes(RANDOM_CHARACTERS).translate(_LETTERS).decode()
    return body + check_character(body)


def is_identifier(text: str) -> bool:
    """Whether an identifier that was typed or read is one of ours: its check character fits."""
    return bool(re.fullmatch(r"[A-Z0-9]{3,30}", text)) and check_character(text[:-1]) == text[-1]


def check_character(body: str) -> str:
    """ISO 7064, MOD 37,36: finds every single slip and nearly all swaps of neighbours."""
    check = 36
    for letter in body:
        check = (check + _VALUES[letter]) % 36 or 36
        check = check * 2 % 37
    return ALPHABET[(1 - check) % 36]


def uetr() -> str:
    """A new unique end-to-end transaction reference; the schema takes version 4 in lower case only."""
    return str(uuid.uuid4())


def _slices(lines: tuple[OrderLine, ...], size: int) -> Iterator[tuple[OrderLine, ...]]:
    return (lines[start : start + size] for start in range(0, len(lines), size))
