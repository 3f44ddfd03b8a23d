"""Others confirm: the social-insurance agency's word on each application, asked for by us and taken in per row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from app import audit, db, redetermining
from app.access import Actor
from app.errors import Invalid
from app.files import confirmation_list
from app.files.answer_sheet import AnswerFault
from app.files.confirmation_list import (
    ConfirmationAnswer,
    ConfirmationLine,
    ConfirmationRequest,
    ConfirmationSheet,
)
from app.files.latin import folded
from app.models import Confirmation
from app.protection import unseal_number
from app.settings import settings

REFERENCE = "HS{:010d}"


@dataclass(frozen=True, slots=True)
class Asked:
    """An application that waits for the agency's word."""

    reference: str
    employer: str
    full_name: str
    birth: date | int | None
    insurance_number: str
    suspended_from: date | None


@dataclass(frozen=True, slots=True)
class Word:
    """The agency's answer on one application."""

    reference: str
    facts: Mapping[str, object]
    paper_number: str
    paper_date: date


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What an answer of the agency brought about."""

    taken: int
    unknown: list[str] = field(default_factory=list)  # references that wait for nothing here
    outcomes: Mapping[str, int] = field(default_factory=dict)


WAITING = text("""
    SELECT a.id, b.full_name, coalesce(to_char(b.birth_date, 'YYYY-MM-DD'), b.birth_year::text) AS birth,
           l.header ->> 'employer_name' AS employer, r.facts ->> 'suspended_from' AS suspended_from,
           i.number_cipher, i.number_index
    FROM application a
    JOIN beneficiary b ON b.id = a.beneficiary_id
    JOIN beneficiary_list l ON l.id = a.list_id
    JOIN list_row r ON r.application_id = a.id AND r.state = 'accepted'
    JOIN identity_document i ON i.beneficiary_id = b.id AND i.kind = 'insurance_number'
    WHERE a.district_id = ANY (:districts) AND a.policy = :policy AND a.submission_id IS NULL
      AND a.state IN ('received', 'determined', 'returned')
      AND NOT EXISTS (SELECT FROM confirmation c WHERE c.row_id = r.id)
    ORDER BY l.id, r.line
""")

OPEN = text("""
    SELECT a.id, r.id AS row_id
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN application a ON a.id = asked.id
    JOIN list_row r ON r.application_id = a.id AND r.state = 'accepted'
    WHERE a.district_id = ANY (:districts)
      AND a.state IN ('received', 'determined', 'returned') AND a.submission_id IS NULL
    FOR UPDATE OF a
""")


def waiting(tx: Session, actor: Actor, policy: str) -> list[Asked]:
    """Who of the actor's districts waits for the agency's word: also who is refused for another reason today.

    An amendment may drop that reason; the word is then there.
    """
    rows = tx.execute(WAITING, {"districts": sorted(actor.districts), "policy": policy})
    return [
        Asked(
            REFERENCE.format(row.id), row.employer or "", row.full_name, _birth(row.birth),
            unseal_number(row.number_cipher, "identity_document", row.number_index),
            date.fromisoformat(row.suspended_from) if row.suspended_from else None,
        )
        for row in rows
    ]  # fmt: skip


def confirm(tx: Session, actor: Actor, words: Sequence[Word], law_on: date) -> Confirmed:
    """Take the agency's words in and determine those applications again. A later word on the same row counts."""
    by_id = {id_: word for word in words if (id_ := _id_of(word.reference))}
    found = tx.execute(OPEN, {"ids": list(by_id), "districts": sorted(actor.districts)})
    rows: dict[int, int] = {row.id: row.row_id for row in found}
    ids = set(rows)
    taken = [
        {
            "application_id": id_,
            "row_id": rows[id_],
            "facts": word.facts,
            "paper_number": word.paper_number,
            "paper_date": word.paper_date,
            "act_id": db.act_id(tx),
        }
        for id_, word in by_id.items()
        if id_ in ids
    ]
    if taken:
        tx.execute(insert(Confirmation), taken)
    differences = redetermining.again(tx, sorted(ids), law_on)
    outcomes: dict[str, int] = {}
    for difference in differences:
        outcomes[difference.after] = outcomes.get(difference.after, 0) + 1
    unknown = [word.reference for word in words if _id_of(word.reference) not in ids]
    audit.append(
        tx, "confirmation.taken", f"unit/{actor.unit_id}", taken=len(taken), unknown=len(unknown), outcomes=outcomes,
        law_on=law_on,
    )  # fmt: skip
    return Confirmed(len(taken), unknown, outcomes)


def _id_of(reference: str) -> int | None:
    match = GIVEN.fullmatch(reference)
    return int(match[1]) if match else None


def _birth(said: str | None) -> date | int | None:
    if said is None:
        return None
    return int(said) if said.isdecimal() else date.fromisoformat(said)


GIVEN = re.compile(r"HS([0-9]{1,18})")
FACT = "insured_month_before"
QUESTION = "Người lao động tham gia BHXH bắt buộc tháng liền kề trước tháng bắt đầu tạm hoãn, nghỉ việc"
AGENCY = "Bảo hiểm xã hội tỉnh"


class ConfirmationUnreadable(Invalid):
    """Không đọc được tệp xác nhận: {what}
    The confirmation cannot be read: {what_en}
    """


FAULTS = {
    "ADJUSTED_UNCLEAR": (
        "Giá trị điều chỉnh chỉ nhận Có hoặc Không (có tham gia BHXH bắt buộc tháng đó hay không).",
        "An adjusted value is Có (yes) or Không (no): whether insured in that month.",
    ),
    "PAPER_IN_FUTURE": (
        "Ngày văn bản xác nhận sau ngày hôm nay: kiểm tra lại ngày.",
        "The day of the confirming paper is after today: check the day.",
    ),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a filled-in request brought about, and what was wrong with its lines."""

    taken: int
    unknown: Sequence[str]
    outcomes: Mapping[str, int]
    faults: Sequence[AnswerFault]


def request_file(tx: Session, actor: Actor, policy: str) -> bytes:
    """The workbook that asks the agency about everybody who waits for its word."""
    asked = waiting(tx, actor, policy)
    lines = tuple(
        ConfirmationLine(
            one.reference, one.full_name, one.birth, one.insurance_number, one.employer, _month_before(one)
        )
        for one in asked
    )
    sheet = ConfirmationSheet("Xác nhận", lines)
    title = "ĐỀ NGHỊ XÁC NHẬN THAM GIA BẢO HIỂM XÃ HỘI"
    return confirmation_list.write(ConfirmationRequest(actor.unit_name, AGENCY, title, QUESTION, (sheet,)))


def take(tx: Session, actor: Actor, data: bytes, law_on: date) -> Taken:
    """Take the agency's filled-in workbook in. Lines that cannot be told come back as faults."""
    read = confirmation_list.read(data)
    if not read.answers and not read.unanswered and read.faults:
        raise ConfirmationUnreadable(what=read.faults[0].vi, what_en=read.faults[0].en)
    told = {each: _wrong(each) for each in read.answers}
    words = [
        Word(each.reference, {FACT: _is_insured(each)}, each.paper_number, each.paper_date)
        for each, wrong in told.items()
        if wrong is None
    ]
    done = confirm(tx, actor, words, law_on)
    faults = [AnswerFault(wrong, *FAULTS[wrong], reference=each.reference) for each, wrong in told.items() if wrong]
    return Taken(done.taken, done.unknown, done.outcomes, [*read.faults, *faults])


def _wrong(answer: ConfirmationAnswer) -> str | None:
    """Why a line cannot be taken, None where it can."""
    if answer.result == "adjusted" and folded(answer.adjusted or "") not in {"co", "khong"}:
        return "ADJUSTED_UNCLEAR"
    return "PAPER_IN_FUTURE" if answer.paper_date > settings().today() else None


def _is_insured(answer: ConfirmationAnswer) -> bool:
    if answer.result != "adjusted":
        return answer.result == "confirmed"
    return folded(answer.adjusted or "") == "co"


def _month_before(one: Asked) -> date | None:
    """Any day of the month before the suspension began."""
    return one.suspended_from.replace(day=1) - timedelta(days=1) if one.suspended_from else None
