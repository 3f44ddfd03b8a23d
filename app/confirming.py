"""Others confirm: another body's word on the facts that are its own, asked for by us and taken in per row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from app import audit, confirmation_request, law_words, redetermining, reopening, rules, statements
from app.access import Actor, scoped
from app.confirmation_request import Asked, asked_of
from app.errors import Invalid
from app.files import confirmation_list
from app.files.answer_sheet import AnswerFault
from app.files.confirmation_list import ConfirmationAnswer
from app.files.list_cells import read_cell, reader_of
from app.files.list_faults import NOTES, Problem
from app.files.sent_file import SentFile
from app.reading import form_limits
from app.rules import confirmations
from app.rules.fact import Fact, Kind
from app.rules.policy import UNIT_KINDS
from app.settings import settings
from app.statements import Statement

GIVEN = re.compile(r"HS([0-9]{1,18})")

_OPEN = """
    SELECT a.id, r.id AS row_id, a.state = 'refused' AS refused
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN application a ON a.id = asked.id AND a.policy = :policy
    JOIN list_row r ON r.application_id = a.id AND r.state = 'accepted'
    WHERE {of_actor} AND (a.state IN ('received', 'determined', 'returned') AND a.submission_id IS NULL
                          OR a.state = 'refused' AND NOT {asked_anew})
    ORDER BY a.id FOR UPDATE OF a
"""
OPEN = scoped(_OPEN.replace("{asked_anew}", reopening.ASKED_ANEW.format(a="a")))


class NothingAsked(Invalid):
    """Chính sách này không cần {body} xác nhận. Cơ quan xác nhận: {known}.
    This policy asks nothing of the {body_en}. It asks: {known_en}.
    """


class NothingToAsk(Invalid):
    """Không có hồ sơ nào của bạn đang chờ {body} xác nhận theo chính sách này.
    No application of yours waits for the {body_en} to confirm it under this policy.
    """


class OneConfirmationOnly(Invalid):
    """Mỗi lần chỉ gửi một tệp xác nhận.
    One file of confirmations a request.
    """


class ConfirmationUnreadable(Invalid):
    """Không đọc được tệp xác nhận: {what}
    The confirmation cannot be read: {what_en}
    """


FAULTS = {
    "ADJUSTED_UNCLEAR": (
        "Không đọc được giá trị điều chỉnh; giá trị phải là: {kind}.",
        "The adjusted value cannot be read; it must be: {kind_en}.",
    ),
    "VALUE_MISSING": (
        "Câu hỏi này cần một giá trị: ghi giá trị đúng thay cho Đúng hoặc Không ({kind}).",
        "This question needs a value: write the right one instead of Đúng or Không ({kind_en}).",
    ),
    "PAPER_IN_FUTURE": (
        "Ngày văn bản xác nhận sau ngày hôm nay: kiểm tra lại ngày.",
        "The day of the confirming paper is after today: check the day.",
    ),
}
KINDS = {
    Kind.YES_NO: ("Có hoặc Không", "Có (yes) or Không (no)"),
    Kind.DATE: ("ngày dd/mm/yyyy", "a day as dd/mm/yyyy"),
    Kind.INTEGER: ("số nguyên", "a whole number"),
    Kind.MONEY: ("số tiền, đồng", "an amount in đồng"),
    Kind.CHOICE: ("một giá trị của mẫu", "a value that the form knows"),
}
OTHER_KIND = ("giá trị như trên mẫu", "a value as the form has it")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a filled-in request brought about, and what was wrong with its lines."""

    taken: int
    unknown: Sequence[str] = ()  # references that wait for nothing here
    outcomes: Mapping[str, int] = field(default_factory=dict)
    faults: Sequence[AnswerFault] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A body's answers on one application."""

    reference: str
    facts: Mapping[str, object]
    paper_number: str
    paper_date: date


def request_file(tx: Session, actor: Actor, policy: str, body: str) -> bytes:
    """The workbook that asks a body about everybody who waits for its word. Raises NothingAsked, NothingToAsk."""
    asked = _asked(policy, body)
    lines = confirmation_request.waiting(tx, actor, asked)
    if not lines:
        raise NothingToAsk(body=UNIT_KINDS[body][0], body_en=UNIT_KINDS[body][1])
    return confirmation_list.write(confirmation_request.write(actor, asked, lines))


def take(tx: Session, actor: Actor, files: Sequence[SentFile], policy: str, body: str, law_on: date) -> Taken:
    """Take a body's filled-in workbook in. Lines that cannot be told come back as faults.

    Raises OneConfirmationOnly, NothingAsked, ConfirmationUnreadable.
    """
    if len(files) != 1:
        raise OneConfirmationOnly
    asked = _asked(policy, body)
    read = confirmation_list.read(files[0].data, form_limits(), asked.layout)
    if not read.answers and not read.unanswered and read.faults:
        raise ConfirmationUnreadable(what=read.faults[0].vi, what_en=read.faults[0].en)
    words, faults = _words(asked, read.answers)
    done = confirm(tx, actor, asked, words, law_on)
    return Taken(done.taken, done.unknown, done.outcomes, [*read.faults, *faults])


def confirm(tx: Session, actor: Actor, asked: Asked, words: Sequence[Word], law_on: date) -> Taken:
    """Take a body's words in and determine those applications again. A later word on the same fact counts.

    A refused application of which something else is said now opens again.
    """
    law_words.hold(tx)  # before applications are locked
    by_id = {id_: word for word in words if (id_ := _id_of(word.reference))}
    scope = {"ids": list(by_id), **confirmation_request.askers_scope(actor, asked), "policy": asked.policy}
    found = tx.execute(OPEN, scope).all()
    refused = {row.id: row.row_id for row in found if row.refused}
    reopened = reopening.by_statements(tx, refused, {id_: by_id[id_].facts for id_ in refused})
    rows = {row.id: row.row_id for row in found if not row.refused or row.id in reopened}
    statements.keep(
        tx,
        (
            Statement(id_, rows[id_], asked.body, word.facts, word.paper_number, word.paper_date)
            for id_, word in by_id.items()
            if id_ in rows
        ),
    )
    outcomes: dict[str, int] = {}
    for difference in redetermining.again(tx, sorted(rows), law_on):
        outcomes[difference.after] = outcomes.get(difference.after, 0) + 1
    unknown = [word.reference for word in words if _id_of(word.reference) not in rows]
    audit.append(
        tx, "confirmation.taken", f"unit/{actor.unit_id}", policy=asked.policy, body=asked.body, taken=len(rows),
        reopened=len(reopened), unknown=len(unknown), outcomes=outcomes, law_on=law_on,
    )  # fmt: skip
    return Taken(len(rows), unknown, outcomes)


def _asked(policy: str, body: str) -> Asked:
    asked = asked_of(policy, body)
    if not asked.questions:
        known = [UNIT_KINDS[each] for each in confirmations.bodies(rules.POLICIES[policy])] or [("–", "–")]
        raise NothingAsked(
            body=UNIT_KINDS[body][0], body_en=UNIT_KINDS[body][1], known=", ".join(vi for vi, _ in known),
            known_en=", ".join(en for _, en in known),
        )  # fmt: skip
    return asked


def _words(asked: Asked, answers: Sequence[ConfirmationAnswer]) -> tuple[list[Word], list[AnswerFault]]:
    """The answers of each row as one word; a row with a fault says nothing."""
    said: dict[str, list[tuple[ConfirmationAnswer, object]]] = {}
    faults: list[AnswerFault] = []
    for each in answers:
        value = _value(asked, each)
        if isinstance(value, AnswerFault):
            faults.append(value)
        else:
            said.setdefault(each.reference, []).append((each, value))
    wrong = {fault.reference for fault in faults}
    return list(_together({name: given for name, given in said.items() if name not in wrong})), faults


def _together(said: Mapping[str, Sequence[tuple[ConfirmationAnswer, object]]]) -> Iterator[Word]:
    for reference, given in said.items():
        first = given[0][0]
        facts = {answer.question: value for answer, value in given}
        yield Word(reference, facts, first.paper_number, first.paper_date)


def _value(asked: Asked, answer: ConfirmationAnswer) -> object:
    """What the body says of a fact, of the fact's own kind; else what is wrong."""
    fact = next(fact for fact in asked.questions if fact.name == answer.question)
    if answer.paper_date > settings().today():
        return _fault("PAPER_IN_FUTURE", answer, fact)
    if answer.result == "adjusted":
        cell = answer.adjusted
        value = read_cell(reader_of(fact), f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell or "")
        if isinstance(value, Problem):
            value = value.value if value.code in NOTES else None
        return _fault("ADJUSTED_UNCLEAR", answer, fact) if value is None else value
    return answer.result == "confirmed" if fact.kind is Kind.YES_NO else _fault("VALUE_MISSING", answer, fact)


def _fault(code: str, answer: ConfirmationAnswer, fact: Fact) -> AnswerFault:
    (vi, en), (kind, kind_en) = FAULTS[code], KINDS.get(fact.kind, OTHER_KIND)
    column = f"Xác nhận: {fact.vi}"
    return AnswerFault(
        code, vi.format(kind=kind), en.format(kind_en=kind_en), column=column, reference=answer.reference
    )


def _id_of(reference: str) -> int | None:
    match = GIVEN.fullmatch(reference)
    return int(match[1]) if match else None
