"""What another body is asked of the rows of a policy: the columns of its request, and who waits for its word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Row
from sqlalchemy.orm import Session

from app import rules
from app.access import Actor, scope_of, scoped
from app.files.confirmation_list import ConfirmationLine, ConfirmationRequest, ConfirmationSheet, Layout
from app.protection import unseal, unseal_number
from app.rules import confirmations
from app.rules.fact import Fact, Kind, Place
from app.staging import cells_place

REFERENCE = "HS{:010d}"
NUMBERS = {
    "insurance_agency": ("insurance_number", "citizen_id", "old_identity", "passport", "employer_tax_code"),
    "tax_branch": ("business_number", "tax_code", "employer_tax_code", "citizen_id", "old_identity", "passport"),
    "employment_centre": ("insurance_number", "citizen_id", "old_identity", "passport"),
}
"""By which number a body knows a row, the best first; the first that the form has heads the column."""

TITLES = {
    "insurance_number": "Số BHXH",
    "citizen_id": "Số CCCD",
    "old_identity": "Số CMND",
    "passport": "Số hộ chiếu",
    "tax_code": "Mã số thuế",
    "business_number": "Số đăng ký hộ kinh doanh",
    "employer_tax_code": "Mã số thuế",
}
AGENCIES = {
    "insurance_agency": ("Bảo hiểm xã hội tỉnh", "Cơ quan BHXH xác nhận"),
    "tax_branch": ("Chi cục Thuế", "Chi cục Thuế xác nhận"),
    "employment_centre": ("Trung tâm Dịch vụ việc làm", "Trung tâm xác nhận"),
}
MONTH_BEFORE = "_month_before"
"""How a question is called that is about the month before a day of the row."""

WAITING = scoped("""
    SELECT a.id, b.full_name, coalesce(to_char(b.birth_date, 'YYYY-MM-DD'), b.birth_year::text) AS birth,
           l.header, r.facts, r.cells_cipher, r.version_id, r.line, i.kind, i.number_cipher, i.number_index
    FROM application a
    JOIN beneficiary b ON b.id = a.beneficiary_id
    JOIN beneficiary_list l ON l.id = a.list_id
    JOIN list_row r ON r.application_id = a.id AND r.state = 'accepted'
    LEFT JOIN LATERAL (
        SELECT d.kind, d.number_cipher, d.number_index FROM identity_document d
        WHERE d.number_index = ANY (r.number_indexes) AND d.ended_act_id IS NULL
          AND d.kind = ANY (CAST(:kinds AS text[]))
        ORDER BY array_position(CAST(:kinds AS text[]), d.kind) LIMIT 1) i ON true
    WHERE {of_actor} AND a.policy = :policy AND a.submission_id IS NULL
      AND a.state IN ('received', 'determined', 'returned')
      AND EXISTS (
        SELECT FROM unnest(CAST(:names AS text[])) AS asked(name)
        WHERE NOT EXISTS (SELECT FROM confirmation c WHERE c.row_id = r.id AND c.facts -> asked.name IS NOT NULL))
    ORDER BY l.id, r.line
""")


@dataclass(frozen=True, slots=True)
class Asked:
    """A policy and a body, with what the one's rows wait for from the other."""

    policy: str
    body: str
    questions: tuple[Fact, ...]
    month_of: str = ""  # the day whose month before is asked for, where one is
    shown: tuple[Fact, ...] = ()  # what the questions are about, for the body to compare
    by_person: bool = True  # a row is a person, and may name an employer beside them
    number: str = "citizen_id"

    @property
    def layout(self) -> Layout:
        """The columns of the request."""
        titles = tuple((fact.name, f"Xác nhận: {fact.vi}") for fact in self.questions)
        return Layout(
            number=TITLES[self.number],
            employer=self.by_person and _has(self.policy, "employer_name"),
            month=bool(self.month_of),
            shown=tuple(fact.vi for fact in self.shown),
            questions=titles,
        )


@lru_cache
def asked_of(policy: str, body: str) -> Asked:
    """What a body is asked under a policy; no question where nothing is."""
    found = confirmations.questions(rules.POLICIES[policy], body)
    facts = {fact.name: fact for fact in rules.POLICIES[policy].facts}
    about = [facts[name] for fact in found for name in fact.about if name in facts]
    month_of = next((_day_of(fact, facts) for fact in found if fact.name.endswith(MONTH_BEFORE)), "")
    shown = [fact for fact in dict.fromkeys(about) if fact.name not in {*TITLES, month_of}]
    number = next((kind for kind in NUMBERS[body] if kind in facts), "citizen_id")
    return Asked(policy, body, found, month_of, tuple(shown), "full_name" in facts, number)


def write(actor: Actor, asked: Asked, lines: Sequence[ConfirmationLine]) -> ConfirmationRequest:
    """The request in words."""
    agency, signature = AGENCIES[asked.body]
    insured = bool(asked.month_of) and len(asked.questions) == 1
    title = "ĐỀ NGHỊ XÁC NHẬN THAM GIA BẢO HIỂM XÃ HỘI" if insured else "ĐỀ NGHỊ XÁC NHẬN THÔNG TIN"
    question = "; ".join(f"{fact.vi} ({fact.help})" if fact.help else fact.vi for fact in asked.questions)
    sheet = ConfirmationSheet("Xác nhận", tuple(lines))
    return ConfirmationRequest(actor.unit_name, agency, title, question, (sheet,), asked.layout, signature)


def askers_scope(actor: Actor, asked: Asked) -> dict[str, object]:
    """Whose rows an actor asks a body about: its districts'; a centre, itself the body, of the lists that it sent."""
    return {**scope_of(actor), **({} if actor.unit_kind == asked.body else {"unit": None})}


def waiting(tx: Session, actor: Actor, asked: Asked) -> list[ConfirmationLine]:
    """Who of the actor's districts waits for the body's word: also who is refused for another reason today.

    An amendment may drop that reason; the word is then there.
    """
    found = tx.execute(
        WAITING,
        {
            **askers_scope(actor, asked),
            "policy": asked.policy,
            "kinds": list(NUMBERS[asked.body]),
            "names": [fact.name for fact in asked.questions],
        },
    )
    return list(_lines(asked, found))


def _lines(asked: Asked, found: Any) -> Iterator[ConfirmationLine]:  # noqa: ANN401 – rows of WAITING
    in_cells = any(fact.place is Place.ROW for fact in asked.shown) or _in_row(asked.policy, "employer_name")
    for row in found:
        said = {**row.header, **(_cells(row) if in_cells else {})}
        yield ConfirmationLine(
            REFERENCE.format(row.id), row.full_name, _birth(row.birth), _number(asked, row),
            str(said.get("employer_name") or ""), _month_before(row.facts.get(asked.month_of)),
            tuple(str(said.get(fact.name) or "") for fact in asked.shown),
        )  # fmt: skip


def _cells(row: Row[Any]) -> Mapping[str, object]:
    """The texts of a row as they stood."""
    found: Mapping[str, object] = orjson.loads(unseal(row.cells_cipher, cells_place(row.version_id, row.line)))["cells"]
    return found


def _number(asked: Asked, row: Row[Any]) -> str:
    if row.kind is None:
        return ""
    number = unseal_number(row.number_cipher, "identity_document", row.number_index)
    return number if row.kind == asked.number else f"{TITLES[row.kind]}: {number}"


def _birth(said: str | None) -> date | int | None:
    if said is None:
        return None
    return int(said) if said.isdecimal() else date.fromisoformat(said)


def _month_before(said: str | None) -> date | None:
    """Any day of the month before the one in which a day lies."""
    return date.fromisoformat(said).replace(day=1) - timedelta(days=1) if said else None


def _day_of(question: Fact, facts: Mapping[str, Fact]) -> str:
    """The day that a question is about."""
    return next((name for name in question.about if name in facts and facts[name].kind is Kind.DATE), "")


def _has(policy: str, name: str) -> bool:
    return any(fact.name == name for fact in rules.POLICIES[policy].facts)


def _in_row(policy: str, name: str) -> bool:
    return any(fact.name == name and fact.place is Place.ROW for fact in rules.POLICIES[policy].facts)
