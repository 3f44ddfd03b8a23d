"""Written refusals: letters with the reasons of what a decision refused, and the register of what was sent."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, insert, select, text
from sqlalchemy.orm import Session

from app import audit, db, refusal_notice_words
from app.access import Actor, find, visible
from app.access.duties import require_state
from app.determining import reserve
from app.errors import Conflict, Forbidden, Invalid, TooLarge
from app.files import refusal_letter
from app.files.refusal_letter import RefusalLetter
from app.models import Decision, RefusalNotice, RefusalNoticeRow
from app.protection import seal, unseal
from app.settings import settings
from app.statements import SAID_BY_THEN


class NotTheRefuser(Forbidden):
    """Văn bản trả lời do cơ quan ra quyết định lập.
    The written refusal is made by the body that decided.
    """


class NothingRefused(Invalid):
    """Quyết định này không có hồ sơ bị từ chối nào chưa có văn bản trả lời loại này.
    This decision has no refused application that is still without such a letter.
    """


class AlreadySent(Conflict):
    """Văn bản trả lời này đã ghi là đã gửi (số {number}).
    This letter is recorded as sent already (number {number}).
    """


class NoticeOvertaken(Conflict):
    """{overtaken} hồ sơ trong văn bản không còn bị từ chối theo quyết định đó; nếu vẫn gửi, ghi "anyway" và lý do.
    {overtaken} applications of this letter are refused no more; to send it still, say "anyway" and the reason.
    """


class SentOnWrongDay(Invalid):
    """Ngày gửi {sent_on} phải từ ngày ký quyết định ({signed_on}) đến hôm nay ({today}).
    The day of sending {sent_on} must lie between the decision's day ({signed_on}) and today ({today}).
    """


class TooManyToPrint(TooLarge):
    """Các văn bản này có {rows} người, quá nhiều cho một tệp (tối đa {maximum}); hãy in ít văn bản hơn mỗi lần.
    These letters tell of {rows} people, too many for one file (at most {maximum}); print fewer at a time.
    """


@dataclass(frozen=True, slots=True)
class Made:
    """What letters were made."""

    decision_id: int
    per: str
    notices: int
    rows: int


@dataclass(frozen=True, slots=True)
class Sending:
    """How a letter left the office: under which number, when, how, and which of its forms."""

    number: str
    sent_on: date
    how: str
    format: str
    anyway: bool = False  # though it is overtaken, for a reason
    reason: str | None = None


OVERTAKEN = text("""
    SELECT n.notice_id, count(*) AS rows FROM refusal_notice_row n JOIN refused_application f ON f.id = n.refused_id
    JOIN application a ON a.id = f.application_id
    WHERE n.notice_id = ANY (:notices) AND (a.state <> 'refused' OR a.decision_id IS DISTINCT FROM f.decision_id)
    GROUP BY n.notice_id
""")

_REFUSED = """
    SELECT f.id AS refused_id, a.id AS application_id, a.list_id, a.district_id, a.policy, a.round, d.law_on, x.digest,
           x.body_cipher, d.row_id, r.facts, r.health_cipher,
           {said} AS said,
           b.full_name, b.birth_year, b.sex, l.header, u.name AS unit, u.kind AS unit_kind,
           (SELECT max(i.last4) FROM identity_document i
            WHERE i.beneficiary_id = b.id AND i.ended_act_id IS NULL) AS last4,
           (SELECT c.name FROM unit c WHERE c.code = b.commune_code AND c.kind = 'commune' ORDER BY c.id LIMIT 1)
               AS residence
    FROM refused_application f JOIN application a ON a.id = f.application_id
    JOIN determination d ON d.id = f.determination_id
    JOIN explanation x ON x.digest = d.explanation JOIN list_row r ON r.id = d.row_id
    JOIN beneficiary b ON b.id = a.beneficiary_id JOIN beneficiary_list l ON l.id = a.list_id
    JOIN unit u ON u.id = l.unit_id
    WHERE f.decision_id = :decision
      AND NOT EXISTS (SELECT FROM refusal_notice_row n WHERE n.refused_id = f.id AND n.per = :per)
    ORDER BY a.list_id, r.line, a.id
"""
REFUSED = text(_REFUSED.replace("{said}", SAID_BY_THEN))


def make(tx: Session, actor: Actor, decision_id: int, per: str | None) -> Made:
    """Make the letters of a decision, one per refused person or one per list; by default as the policy is listed.

    Raises NoSuchRecord, NotTheRefuser, WrongState, NothingRefused.
    """
    decision = find(tx, actor, Decision, decision_id, lock=True)
    if decision.district_id != actor.unit_id:
        raise NotTheRefuser
    require_state(decision.state, "decided")
    kind = per or refusal_notice_words.usual(decision.policy)
    rows = tx.execute(REFUSED, {"decision": decision.id, "per": kind}).all()
    if not rows:
        raise NothingRefused
    groups = [part for _, group in groupby(rows, key=lambda row: _addressee(row, kind)) for part in _parts(list(group))]
    _keep(tx, actor, decision, kind, groups)
    audit.append(
        tx, "refusals.made", f"decision/{decision.id}", per=kind, notices=len(groups), rows=len(rows),
        policy=decision.policy,
    )  # fmt: skip
    return Made(decision.id, kind, len(groups), len(rows))


def _parts(group: Sequence[Row[Any]]) -> Iterator[Sequence[Row[Any]]]:
    """What one letter can hold."""
    most = settings().letter_rows_max
    return (group[first : first + most] for first in range(0, len(group), most))


def _addressee(row: Row[Any], per: str) -> int:
    addressee: int = row.application_id if per == "person" else row.list_id
    return addressee


def _keep(tx: Session, actor: Actor, decision: Decision, per: str, groups: Sequence[Sequence[Row[Any]]]) -> None:
    """All letters and their rows, in two statements."""
    ids = reserve(tx, refusal_notice=len(groups))["refusal_notice"]
    notices = [
        _notice(id_, decision, per, group, refusal_notice_words.letter(actor, decision, per, group))
        for id_, group in zip(ids, groups, strict=True)
    ]
    act_id = db.act_id(tx)
    tx.execute(insert(RefusalNotice), [{**notice, "act_id": act_id} for notice in notices])
    tx.execute(
        insert(RefusalNoticeRow),
        [
            {"notice_id": id_, "refused_id": row.refused_id, "per": per}
            for id_, group in zip(ids, groups, strict=True)
            for row in group
        ],
    )


def _notice(
    id_: int, decision: Decision, per: str, group: Sequence[Row[Any]], letter: RefusalLetter
) -> dict[str, object]:
    said = refusal_letter.kept(letter)
    digest = hashlib.sha256(said).digest()
    return {
        "id": id_,
        "district_id": group[0].district_id,
        "unit_id": decision.district_id,
        "policy": decision.policy,
        "decision_id": decision.id,
        "list_id": group[0].list_id,
        "application_id": group[0].application_id if per == "person" else None,
        "per": per,
        "rows": len(group),
        "content_sha256": digest,
        "content_cipher": seal(said, _content_place(digest)),
    }


def _content_place(digest: bytes) -> str:
    return f"refusal_notice|content|{digest.hex()}"


def _document_place(digest: bytes) -> str:
    return f"refusal_notice|document|{digest.hex()}"


def register(
    tx: Session, actor: Actor, given: Mapping[str, object], *, sent: bool | None, after: int, limit: int
) -> list[dict[str, Any]]:
    """A page of the register: letters made, what was sent of them, and how many of their rows are overtaken."""
    return _entries(tx, _page(tx, actor, given, sent=sent, after=after, limit=limit))


def _entries(tx: Session, notices: Sequence[RefusalNotice]) -> list[dict[str, Any]]:
    found = tx.execute(OVERTAKEN, {"notices": [notice.id for notice in notices]})
    overtaken = {row.notice_id: row.rows for row in found}
    return [
        {**{name: getattr(notice, name) for name in ENTERED}, "overtaken": overtaken.get(notice.id, 0)}
        for notice in notices
    ]


ENTERED = (
    "id", "policy", "decision_id", "list_id", "application_id", "per", "rows", "number", "sent_on", "sent_how",
    "format", "content_sha256", "document_sha256",
)  # fmt: skip


def _page(
    tx: Session, actor: Actor, given: Mapping[str, object], *, sent: bool | None, after: int, limit: int
) -> Sequence[RefusalNotice]:
    columns = RefusalNotice.__table__.c
    asked = [columns[name] == value for name, value in given.items() if value is not None]
    if sent is not None:
        asked.append(columns.sent_on.is_not(None) if sent else columns.sent_on.is_(None))
    query = visible(actor, RefusalNotice).where(columns.id > after, *asked).order_by(columns.id).limit(limit)
    return tx.scalars(query).all()


def document(tx: Session, actor: Actor, notice_id: int, form: str) -> bytes:
    """A letter as DOCX or PDF: what was sent, as it was sent; else made from what it says. Raises NoSuchRecord."""
    notice = find(tx, actor, RefusalNotice, notice_id)
    if notice.format == form and notice.document_cipher and notice.document_sha256:
        return unseal(notice.document_cipher, _document_place(notice.document_sha256))
    return _written(notice, form)


def _written(notice: RefusalNotice, form: str) -> bytes:
    letter = _letter(notice)
    return refusal_letter.docx(letter) if form == "docx" else refusal_letter.pdf([letter])


def _letter(notice: RefusalNotice) -> RefusalLetter:
    return refusal_letter.read(unseal(notice.content_cipher, _content_place(notice.content_sha256)))


def printed(tx: Session, actor: Actor, decision_id: int, *, after: int, limit: int) -> bytes:
    """Many letters of a decision in one PDF, in the order of their ids. Raises NothingRefused, TooManyToPrint."""
    decision = find(tx, actor, Decision, decision_id)
    notices = _page(tx, actor, {"decision_id": decision.id}, sent=None, after=after, limit=limit)
    rows = sum(notice.rows for notice in notices)
    if not notices:
        raise NothingRefused
    if rows > settings().printed_rows_max:
        raise TooManyToPrint(rows=rows, maximum=settings().printed_rows_max)
    return refusal_letter.pdf([_letter(notice) for notice in notices])


def send(tx: Session, actor: Actor, notice_id: int, sending: Sending) -> dict[str, Any]:
    """Enter a letter as sent; the document is kept from now on as the bytes that went out for signature.

    Raises NoSuchRecord, NotTheRefuser, AlreadySent, SentOnWrongDay, NoticeOvertaken.
    """
    notice = find(tx, actor, RefusalNotice, notice_id, lock=True)
    if notice.unit_id != actor.unit_id:
        raise NotTheRefuser
    if notice.number is not None:
        raise AlreadySent(number=notice.number)
    _require_day(tx, notice, sending.sent_on)
    [entry] = _entries(tx, [notice])
    overtaken = {"overtaken": entry["overtaken"], "reason": sending.reason} if entry["overtaken"] else {}
    if overtaken and not (sending.anyway and sending.reason):
        raise NoticeOvertaken(overtaken=entry["overtaken"])
    data = _written(notice, sending.format)
    digest = hashlib.sha256(data).digest()
    notice.number, notice.sent_on, notice.sent_how = sending.number, sending.sent_on, sending.how
    notice.format, notice.document_sha256 = sending.format, digest
    notice.document_cipher, notice.sent_act_id = seal(data, _document_place(digest)), db.act_id(tx)
    tx.flush()  # so that a number used before is refused here
    audit.append(
        tx, "refusal.sent", f"refusal/{notice.id}", number=sending.number, sent_on=sending.sent_on, how=sending.how,
        format=sending.format, document_sha256=digest.hex(), **overtaken,
    )  # fmt: skip
    return {**entry, **{name: getattr(notice, name) for name in ENTERED}}


def _require_day(tx: Session, notice: RefusalNotice, sent_on: date) -> None:
    signed_on = tx.scalars(select(Decision.signed_on).filter_by(id=notice.decision_id)).one()
    today = settings().today()
    if not (signed_on or today) <= sent_on <= today:
        raise SentOnWrongDay(sent_on=sent_on, signed_on=signed_on, today=today)


OF_APPLICATION = text("""
    SELECT f.id, f.decision_id, f.determination_id, d.number, d.signed_on, n.id AS notice_id, n.per, n.number
               AS notice_number, n.sent_on
    FROM refused_application f JOIN decision d ON d.id = f.decision_id
    LEFT JOIN refusal_notice_row r ON r.refused_id = f.id LEFT JOIN refusal_notice n ON n.id = r.notice_id
    WHERE f.application_id = :application ORDER BY f.id, n.id
""")


def of_application(tx: Session, application_id: int) -> list[dict[str, Any]]:
    """Every refusal of an application that the caller may see, also from before it was reopened, with its letters."""
    return [dict(row) for row in tx.execute(OF_APPLICATION, {"application": application_id}).mappings()]
