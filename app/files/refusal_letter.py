"""A written refusal (văn bản trả lời nêu rõ lý do): to one person, or to whoever sent the list, with its rows.

What it says is fixed as JSON when it is made; DOCX and PDF are made from that, the same bytes every time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from app.files import printed_page
from app.files.official_docx import OfficialDocument


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that was not met, its article, and what the file says there."""

    words: str
    source: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One person refused."""

    full_name: str
    birth_year: int | None
    identity: str  # masked
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RefusalLetter:
    """One letter. To a person it gives the reasons as paragraphs; to a list's sender as a table of people."""

    issuer: tuple[str, ...]
    place: str
    subject: str
    to: tuple[str, ...]
    opening: tuple[str, ...]
    rows: tuple[RefusedRow, ...] = field(repr=False)
    per_person: bool
    closing: tuple[str, ...]
    copies: tuple[str, ...]
    authority: str  # under whose name it is signed


TITLES = ("STT", "Họ và tên", "Năm sinh", "Số giấy tờ", "Lý do không được hỗ trợ và căn cứ")
WIDTHS = (1.1, 3.9, 1.6, 2.9, 6.5)


def kept(letter: RefusalLetter) -> bytes:
    """What a letter says, to be kept."""
    return orjson.dumps(asdict(letter), option=orjson.OPT_SORT_KEYS)


def read(data: bytes) -> RefusalLetter:
    """A letter that was kept."""
    said: dict[str, Any] = orjson.loads(data)
    rows = tuple(RefusedRow(**{**row, "reasons": tuple(map(_reason, row["reasons"]))}) for row in said["rows"])
    lists = {name: tuple(said[name]) for name in ("issuer", "to", "opening", "closing", "copies")}
    return RefusalLetter(**{**said, **lists, "rows": rows})


def _reason(said: Mapping[str, Any]) -> Reason:
    return Reason(said["words"], said["source"], tuple(said["facts"]))


def pdf(letters: Sequence[RefusalLetter]) -> bytes:
    """Letters for printing, each on pages of its own."""
    return printed_page.pdf("refusal", {"letters": [_shown(letter) for letter in letters], "titles": TITLES})


def _shown(letter: RefusalLetter) -> dict[str, Any]:
    table = [] if letter.per_person else table_of(letter)
    return {**asdict(letter), "reasons": paragraphs_of(letter) if letter.per_person else [], "table": table}


def docx(letter: RefusalLetter) -> bytes:
    """A letter to be finished in the office."""
    made = OfficialDocument()
    made.heading(letter.issuer, letter.subject, letter.place)
    made.addressee(letter.to)
    for words in letter.opening:
        made.words(words)
    if letter.per_person:
        for words in paragraphs_of(letter):
            made.words(words)
    else:
        made.table(TITLES, WIDTHS, table_of(letter))
    for words in letter.closing:
        made.words(words)
    made.closing(letter.copies, letter.authority)
    return made.bytes()


def paragraphs_of(letter: RefusalLetter) -> list[str]:
    """The reasons of a person, numbered, each with its article."""
    reasons = [reason for row in letter.rows for reason in row.reasons]
    return [f"{number}. {_told(reason)}" for number, reason in enumerate(reasons, start=1)]


def table_of(letter: RefusalLetter) -> list[list[str]]:
    """The people of a list, each with all reasons."""
    return [
        [
            str(number), row.full_name, str(row.birth_year or ""), row.identity,
            "\n".join(f"- {_told(reason)}" for reason in row.reasons),
        ]
        for number, row in enumerate(letter.rows, start=1)
    ]  # fmt: skip


def _told(reason: Reason) -> str:
    facts = f" Thông tin trong hồ sơ: {'; '.join(reason.facts)}." if reason.facts else ""
    return f"{reason.words} Căn cứ: {reason.source}.{facts}"
