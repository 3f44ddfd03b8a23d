"""People's data erased: asked by one, confirmed by another, refused while the law keeps it or something is under way.

Amounts, determinations, decisions, payouts, states, audit entries and the hashes of files stay: sums before are sums
after. What a person was known by is replaced by what is random or empty, so that nothing collides and nothing is told.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import CursorResult, select, text
from sqlalchemy.orm import Session

from app import audit, db, identity, retention
from app.access import Actor, NoSuchRecord, find, visible
from app.access.duties import refuse_same_hands, require_event
from app.errors import Conflict
from app.models import Beneficiary, ErasedPerson, Erasure
from app.settings import settings

ERASED_NAME = "(đã xoá)"


class StillKept(Conflict):
    """Dữ liệu này phải lưu giữ theo quy định đến hết ngày {until}; chưa được xoá.
    This data has to be kept until {until}; it may not be erased yet.
    """


class StillUnderWay(Conflict):
    """Còn hồ sơ, khoản chi, ý kiến hoặc đề nghị gộp của người này chưa xong; hãy giải quyết xong trước khi xoá.
    Something of this person's is under way: an application, a payment, an objection or a link; finish it first.
    """


class ErasedAlready(Conflict):
    """Dữ liệu của người này đã được xoá, hoặc đang chờ xác nhận xoá.
    This person's data is erased already, or waits to be confirmed.
    """


RANDOM = "decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')"
OF_THEM = "SELECT a.id FROM application a WHERE a.beneficiary_id = ANY (:ids)"
BLANK_ROW = """name_key = '', cells_cipher = '', health_cipher = NULL, facts = '{}', faults = '[]',
    number_indexes = '{}', content_index = {random}"""
ON_REGISTERS = """SELECT n.entry_id FROM register_number n JOIN identity_document d ON d.number_index = n.number_index
    WHERE d.beneficiary_id = ANY (:ids) AND d.ended_act_id IS NULL"""
BLANK_NUMBER = "number_index = {random}, number_cipher = '', last4 = ''"
FILLED = {
    "{blank_row}": BLANK_ROW, "{blank_number}": BLANK_NUMBER, "{of_them}": OF_THEM, "{on_registers}": ON_REGISTERS,
    "{random}": RANDOM,
}  # fmt: skip

ERASE: Mapping[str, str] = {
    # Rows that were never taken are found by the numbers in them, so before the numbers go.
    "faulty_rows": """UPDATE list_row SET {blank_row} WHERE application_id IS NULL AND number_indexes && (
        SELECT array_agg(d.number_index) FROM identity_document d WHERE d.beneficiary_id = ANY (:ids))""",
    # What other agencies' lists say of them too; the number by which an entry is found goes after those beside it.
    "register_entries": """UPDATE register_entry SET name_key = '', birth_date = NULL, birth_year = NULL, sex = NULL,
        commune_code = NULL, account_index = NULL, account_cipher = NULL, account_last4 = NULL
        WHERE id IN ({on_registers})""",
    "register_numbers_beside": """UPDATE register_number SET {blank_number} WHERE entry_id IN ({on_registers})
        AND number_index NOT IN (SELECT d.number_index FROM identity_document d
                                 WHERE d.beneficiary_id = ANY (:ids) AND d.ended_act_id IS NULL)""",
    "register_numbers": "UPDATE register_number SET {blank_number} WHERE entry_id IN ({on_registers})",
    "rows": "UPDATE list_row SET {blank_row} WHERE application_id IN ({of_them})",
    "documents": """UPDATE identity_document SET {blank_number},
        ended_why = CASE WHEN ended_why IS NOT NULL THEN '' END WHERE beneficiary_id = ANY (:ids)""",
    "payouts": """UPDATE payout SET payee_name = '', bank_bin = NULL, account_index = NULL, account_cipher = NULL,
        account_last4 = NULL WHERE beneficiary_id = ANY (:ids)""",
    "children": "UPDATE entitlement SET child_cipher = NULL WHERE beneficiary_id = ANY (:ids)",
    "findings": """UPDATE finding SET why = '', proposed_why = CASE WHEN proposed_why IS NOT NULL THEN '' END
        WHERE beneficiary_id = ANY (:ids) AND state <> 'open'""",
    "applications": """UPDATE application SET payment_method = NULL, bank_bin = NULL, account_index = NULL,
        account_cipher = NULL, account_last4 = NULL, account_name = NULL, phone_index = NULL, phone_cipher = NULL,
        phone_last3 = NULL, employer_index = NULL WHERE beneficiary_id = ANY (:ids)""",
    "beneficiaries": """UPDATE beneficiary SET full_name = :name, name_key = '', sex = NULL, birth_date = NULL,
        birth_year = NULL, commune_code = NULL WHERE id = ANY (:ids)""",
    "statements": """UPDATE confirmation c SET reason = NULL, paper_number = '', facts = (
        SELECT jsonb_object_agg(f.key, NULL) FROM jsonb_each(c.facts) f) WHERE application_id IN ({of_them})""",
    "own_papers": """UPDATE own_paper SET number_key = 'erased/' || gen_random_uuid()
        WHERE beneficiary_id = ANY (:ids)""",
    "objections": """UPDATE objection SET text_cipher = '', reason = CASE WHEN reason IS NOT NULL THEN '' END
        WHERE application_id IN ({of_them})""",
    "letters": """UPDATE refusal_notice SET content_cipher = '',
        document_cipher = CASE WHEN document_cipher IS NOT NULL THEN ''::bytea END
        WHERE application_id IN ({of_them}) AND per = 'person'""",
    "matches": """UPDATE likely_match SET reasons = '[{"code": "erased"}]', note = CASE WHEN note IS NOT NULL THEN ''
        END WHERE first_id = ANY (:ids) OR second_id = ANY (:ids)""",
    "links": """UPDATE beneficiary_link SET reason = '', opinion = CASE WHEN opinion IS NOT NULL THEN '' END,
        parting_reason = CASE WHEN parting_reason IS NOT NULL THEN '' END
        WHERE first_id = ANY (:ids) OR second_id = ANY (:ids)""",
    "overpayments": """UPDATE overpayment SET words = '' WHERE words IS NOT NULL AND entitlement_id IN (
        SELECT e.id FROM entitlement e WHERE e.beneficiary_id = ANY (:ids))""",
    "write_offs": """UPDATE write_off SET words = '' WHERE overpayment_id IN (
        SELECT o.id FROM overpayment o JOIN entitlement e ON e.id = o.entitlement_id
        WHERE e.beneficiary_id = ANY (:ids))""",
    "unmaskings": "UPDATE unmasking SET words_cipher = '' WHERE beneficiary_id = ANY (:ids)",
    # Answers kept against repeated requests, found by the journal's entry on the act that they answered.
    "answers": """UPDATE answered_request r SET body_cipher = '' FROM act JOIN audit_entry t ON t.act_id = act.id
        WHERE r.account_id = act.account_id AND r.answered_at = act.at AND octet_length(r.body_cipher) > 0
        AND t.subject IN (SELECT erased_subjects())""",
    "papers": """UPDATE erasure SET paper = bare_paper(paper)
        WHERE id IN (SELECT p.erasure_id FROM erased_person p WHERE p.beneficiary_id = ANY (:ids))""",
}
"""What goes, in this order; the walls let nothing else through (20261126_unmasking, 20261127_findings,
20261203_overpayments)."""


def _filled(statement: str) -> str:
    for name, said in FILLED.items():
        statement = statement.replace(name, said)
    return statement


STATEMENTS = {part: text(_filled(statement)) for part, statement in ERASE.items()}

MEMBERS = text("SELECT b.id FROM beneficiary b WHERE b.person_id = ANY (:people) ORDER BY b.id")
ASKED = text("""
    SELECT count(*) FROM erased_person p JOIN erasure e ON e.id = p.erasure_id
    WHERE p.beneficiary_id = ANY (:ids) AND e.state IN ('asked', 'done')
""")
KNOWN = text("""
    SELECT EXISTS (SELECT FROM application a WHERE a.person_id = :person AND a.district_id = ANY (:districts))
        OR EXISTS (SELECT FROM entitlement e WHERE e.person_id = :person AND e.district_id = ANY (:districts))
""")


def ask(tx: Session, actor: Actor, beneficiary_id: int, reason: str, paper: str) -> Erasure:
    """Ask for a person's data to be erased. Raises NoSuchRecord, StillKept, StillUnderWay, ErasedAlready."""
    _hold(tx)
    person = tx.scalars(select(Beneficiary.person_id).filter_by(id=beneficiary_id)).one_or_none()
    if person is None or not tx.scalar(KNOWN, {"person": person, "districts": sorted(actor.districts)}):
        raise NoSuchRecord
    ids = tx.scalars(MEMBERS, {"people": [person]}).all()
    if tx.scalar(ASKED, {"ids": list(ids)}):
        raise ErasedAlready
    until = _free_from(tx, [person], settings().today())
    return _asked(tx, actor, ids, reason, paper, until)


def ask_due(tx: Session, actor: Actor, on: date, limit: int) -> Erasure | None:
    """Ask for everybody whose time is over, so many at most, in one erasure; None where nobody is due."""
    _hold(tx)
    people = retention.due_people(tx, on, limit)
    if not people:
        return None
    ids = tx.scalars(MEMBERS, {"people": people}).all()
    return _asked(tx, actor, ids, "retention_ended", f"Lịch lưu giữ, ngày {on:%d/%m/%Y}", on)


def _asked(
    tx: Session, actor: Actor, ids: Sequence[int], reason: str, paper: str, until: date | None
) -> Erasure:  # fmt: skip
    erasure = Erasure(
        state="asked", reason=reason, paper=paper, asked_on=settings().today(), kept_until=until,
        asked_by_person_id=actor.person_id, act_id=db.act_id(tx), district_id=actor.unit_id,
    )  # fmt: skip
    tx.add(erasure)
    tx.flush()  # for its id
    tx.add_all(ErasedPerson(erasure_id=erasure.id, beneficiary_id=id_) for id_ in ids)
    audit.append(tx, "erasure.asked", f"erasure/{erasure.id}", reason=reason, beneficiaries=len(ids))
    return erasure


def confirm(tx: Session, actor: Actor, erasure_id: int, *, agreed: bool) -> Erasure:
    """A second person's word; agreed, the data is gone when the act ends.

    Raises NoSuchRecord, SameHands, WrongState, StillKept, StillUnderWay.
    """
    _hold(tx)
    erasure = find(tx, actor, Erasure, erasure_id, lock=True)
    require_event("erasure", erasure.state, "confirm")
    refuse_same_hands(erasure.asked_by_person_id, actor.person_id)
    if not agreed:
        erasure.state, erasure.confirmed_by_person_id = "refused", actor.person_id
        audit.append(tx, "erasure.refused", f"erasure/{erasure.id}")
        return erasure
    ids = tx.scalars(select(ErasedPerson.beneficiary_id).filter_by(erasure_id=erasure.id)).all()
    people = tx.scalars(select(Beneficiary.person_id).where(Beneficiary.id.in_(ids)).distinct()).all()
    _free_from(tx, people, settings().today())
    erasure.state, erasure.confirmed_by_person_id, erasure.done_act_id = "done", actor.person_id, db.act_id(tx)
    tx.flush()  # the walls open for an erasure that is done by this act
    given = {"ids": list(ids), "name": ERASED_NAME}
    gone = {part: _count(tx.execute(statement, given)) for part, statement in STATEMENTS.items()}
    tx.refresh(erasure)  # of its paper the number and the day are left
    audit.append(tx, "erasure.done", f"erasure/{erasure.id}", **gone)
    return erasure


def _hold(tx: Session) -> None:
    identity.lock(tx)
    identity.lock_people(tx)


def _free_from(tx: Session, people: Sequence[int], today: date) -> date | None:
    """The day until which some people's data had to be kept, which is over. Raises StillUnderWay, StillKept."""
    stands = retention.standing(tx, people)
    if stands.under_way:
        raise StillUnderWay
    if stands.kept_until and stands.kept_until > today:
        raise StillKept(until=f"{stands.kept_until:%d/%m/%Y}", extra={"until": stands.kept_until.isoformat()})
    return stands.kept_until


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0


def page_of(tx: Session, actor: Actor, after: int, limit: int) -> list[dict[str, Any]]:
    """A page of erasures that the actor's units asked for, with how many beneficiaries each is about."""
    query = visible(actor, Erasure).where(Erasure.id > after).order_by(Erasure.id).limit(limit)
    return [shown(tx, erasure) for erasure in tx.scalars(query)]


BENEFICIARIES = text("SELECT count(*) FROM erased_person WHERE erasure_id = :erasure")


def shown(tx: Session, erasure: Erasure) -> dict[str, Any]:
    """An erasure as it is told."""
    names = ("id", "state", "reason", "paper", "asked_on", "kept_until")
    return {
        **{name: getattr(erasure, name) for name in names},
        "beneficiaries": tx.scalar(BENEFICIARIES, {"erasure": erasure.id}),
    }
