"""The documents somebody is known by: added, and corrected with the day and the reason; nothing is forgotten."""

from collections.abc import Mapping, Sequence

from sqlalchemy import RowMapping, select, text
from sqlalchemy.orm import Session

from app import audit, db, identity
from app.access import Actor, NoSuchRecord
from app.errors import Conflict, Invalid
from app.files.list_cells import READERS, read_cell
from app.files.list_faults import Problem
from app.identity import Number
from app.models import Beneficiary, IdentityDocument
from app.rules.fact import Kind

KINDS: Mapping[str, Kind] = {
    "citizen_id": Kind.CITIZEN_ID,
    "old_identity": Kind.OLD_IDENTITY,
    "passport": Kind.PASSPORT,
    "insurance_number": Kind.INSURANCE_NUMBER,
    "birth_certificate": Kind.TEXT,
    "business_number": Kind.TEXT,
    "tax_code": Kind.TAX_CODE,
    "employer_tax_code": Kind.TAX_CODE,
}
OF_EMPLOYER = frozenset(identity.EMPLOYER)


class NumberWrong(Invalid):
    """Số này không đúng dạng của loại giấy tờ: kiểm tra số chữ số và số kiểm tra.
    The number has not the form of its kind of document: check its digits and its check digit.
    """


class KindWrong(Invalid):
    """Loại giấy tờ này không phải của đối tượng này: mã số thuế đơn vị chỉ của người sử dụng lao động.
    A document of this kind is not this beneficiary's: only an employer has an employer's tax code.
    """


class NumberHeld(Conflict):
    """Số này đang đứng tên một đối tượng khác; nếu là cùng một người, hãy đề nghị gộp hai đối tượng; nếu đối tượng kia
    ở địa phương khác, hãy hỏi Sở LĐ-TB&XH tỉnh.

    Another beneficiary is known by this number; if they are one person, propose a link; if the other one is known
    elsewhere, ask the provincial department.
    """


class NumberKnown(Conflict):
    """Đối tượng này, hoặc đối tượng đã gộp với đối tượng này, đã có số này.
    The beneficiary, or one that is linked to it, is known by this number already.
    """


class Ended(Conflict):
    """Giấy tờ này đã được đính chính trước đó.
    This document was corrected before.
    """


DOCUMENTS = text("""
    SELECT d.id, d.kind, d.last4, act.at AS since, gone.at AS ended, d.ended_why, d.beneficiary_id
    FROM identity_document d JOIN act ON act.id = d.act_id LEFT JOIN act gone ON gone.id = d.ended_act_id
    WHERE d.beneficiary_id = ANY (:ids) ORDER BY d.kind, d.id
""")
TOLD = text("""
    SELECT b.id FROM beneficiary b WHERE b.person_id = :person AND (b.id = :asked
        OR EXISTS (SELECT FROM application a WHERE a.beneficiary_id = b.id AND a.district_id = ANY (:districts))
        OR EXISTS (SELECT FROM entitlement e WHERE e.beneficiary_id = b.id AND e.district_id = ANY (:districts)))
""")


def of_person(tx: Session, actor: Actor, beneficiary_id: int) -> Sequence[RowMapping]:
    """The documents of a beneficiary and of those linked to it, as far as the actor's districts know them.

    What was corrected stands there with its end. Raises NoSuchRecord.
    """
    _require_known(tx, actor, beneficiary_id)
    asked = {"person": identity.person_of(tx, beneficiary_id), "asked": beneficiary_id}
    ids = tx.scalars(TOLD, {**asked, "districts": sorted(actor.districts)}).all()
    return tx.execute(DOCUMENTS, {"ids": ids}).mappings().all()


def add(tx: Session, actor: Actor, beneficiary_id: int, kind: str, number: str, reason: str) -> IdentityDocument:
    """Another document that a beneficiary is known by. Raises NoSuchRecord, NumberWrong, NumberHeld, NumberKnown."""
    identity.lock(tx)
    _require_known(tx, actor, beneficiary_id)
    said = _read(kind, number)
    if _held(tx, beneficiary_id, said):
        raise NumberKnown
    document = _keep(tx, beneficiary_id, kind, said)
    audit.append(tx, "document.added", f"beneficiary/{beneficiary_id}", document=document.id, kind=kind, reason=reason)
    return document


def correct(tx: Session, actor: Actor, document_id: int, number: str | None, reason: str) -> IdentityDocument:
    """End a wrong document, and give the right number in its stead where there is one.

    Where the person is known by the right one already, also through a link, that one stands for it.
    Raises NoSuchRecord, Ended, NumberWrong, NumberHeld.
    """
    identity.lock(tx)
    wrong = tx.get(IdentityDocument, document_id, with_for_update=True)
    if wrong is None:
        raise NoSuchRecord
    _require_known(tx, actor, wrong.beneficiary_id)
    if wrong.ended_act_id is not None:
        raise Ended
    right = _read(wrong.kind, number) if number else None
    wrong.ended_act_id, wrong.ended_why = db.act_id(tx), reason
    tx.flush()  # before another takes its place
    document = wrong
    if right:
        document = _held(tx, wrong.beneficiary_id, right) or _keep(tx, wrong.beneficiary_id, wrong.kind, right)
    audit.append(
        tx, "document.corrected", f"beneficiary/{wrong.beneficiary_id}", document=wrong.id, kind=wrong.kind,
        by=document.id if right else None,
    )  # fmt: skip
    return document


def _require_known(tx: Session, actor: Actor, beneficiary_id: int) -> None:
    if not identity.is_known_to(tx, actor.districts, beneficiary_id):
        raise NoSuchRecord


def _read(kind: str, said: str) -> Number:
    value = read_cell(READERS[KINDS[kind]], said)
    if isinstance(value, Problem):
        value = value.value
    if not isinstance(value, str) or len(value) < 4:  # noqa: PLR2004 – what has fewer signs is no number of anybody
        raise NumberWrong
    return identity.number(kind, value)


def _held(tx: Session, beneficiary_id: int, number: Number) -> IdentityDocument | None:
    """The document by which the person, under whichever of its records, has a number already. Raises NumberHeld."""
    held = tx.scalars(select(IdentityDocument).filter_by(number_index=number.index, ended_act_id=None)).one_or_none()
    if held is None:
        return None
    if identity.person_of(tx, held.beneficiary_id) != identity.person_of(tx, beneficiary_id):
        raise NumberHeld
    return held


def _keep(tx: Session, beneficiary_id: int, kind: str, number: Number) -> IdentityDocument:
    person = tx.get(Beneficiary, beneficiary_id)
    if person is None or (kind in OF_EMPLOYER) != (person.birth_year is None):
        raise KindWrong
    document = IdentityDocument(
        number_index=number.index, beneficiary_id=beneficiary_id, kind=kind, number_cipher=number.cipher,
        last4=number.last4, act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(document)
    tx.flush()  # for its id
    return document
