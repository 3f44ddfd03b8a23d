"""The open points of law on paper: each with its question, what hangs on it, and boxes for answer, source and name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app import rules
from app.files import printed_page
from app.files.printed_sheet import thousands
from app.settings import VIET_NAM


@dataclass(frozen=True, slots=True)
class Answer:
    """How a point was settled."""

    value: object  # as it is kept: a day in ISO
    citation: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenPointLine:
    """One point of the sheet."""

    point: str
    question: str
    kind: str
    policies: Sequence[str]
    citation: str
    applications: int
    amount_vnd: int
    answer: Answer | None


def write(office: str, on: date, lines: Sequence[OpenPointLine]) -> bytes:
    """The sheet as PDF: the open ones with empty boxes, then those that are settled."""
    return printed_page.pdf(
        "open_points",
        {
            "office": office,
            "on": f"{on:%d/%m/%Y}",
            "open": [_told(line) for line in lines if line.answer is None],
            "settled": [{**_told(line), **_answered(line, line.answer)} for line in lines if line.answer],
        },
    )


def _told(line: OpenPointLine) -> dict[str, object]:
    named = [rules.POLICIES[code] for code in line.policies]
    return {
        "point": line.point,
        "question": line.question,
        "kind": line.kind,
        "policies": "; ".join(f"({policy.number}) {policy.vi}" for policy in named),
        "citation": line.citation,
        "applications": thousands(line.applications),
        "amount": thousands(line.amount_vnd),
    }


def _answered(line: OpenPointLine, answer: Answer) -> dict[str, object]:
    return {
        "answer": in_words(line.kind, answer.value),
        "source": answer.citation,
        "person": answer.person,
        "at": f"{answer.at.astimezone(VIET_NAM):%d/%m/%Y}",
    }


def in_words(kind: str, value: object) -> str:
    """An answer as a person writes it."""
    if kind == "yes_no":
        return "Có" if value else "Không"
    if kind == "date":
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    return f"{thousands(int(str(value)))}{' đồng' if kind == 'money' else ''}"
