"""Rows become applications: told apart, determined, and moved in by one statement each.

Nothing here grows with the rows but the COPY: an archive of 450 lists and a list of three rows take the same
statements.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import checking, db, determining, identity, law_words, staging, statements, telling_apart
from app.determining import Case, Determined
from app.files.lists import Fault
from app.identity import Known
from app.rules.law import Outcome, Supported
from app.staging import Staged
from app.statements import Carried

TEXTS = {
    "ALREADY_LISTED": (
        "Một số giấy tờ hoặc mã số của dòng này đã có hồ sơ ở đây: kiểm tra từng số; nếu đúng đối tượng thì xoá dòng.",
        "A number of this row has an application here already: check each; if it is the same one, remove the row.",
    ),
    "ALREADY_LISTED_ELSEWHERE": (
        "Người này đã được đề nghị hỗ trợ ở địa phương khác; hãy hỏi Sở Lao động - Thương binh và Xã hội tỉnh.",
        "This person has been put forward elsewhere; ask the province's Department of Labour.",
    ),
    "DOCUMENTS_OF_TWO_PEOPLE": (
        "Các số giấy tờ của dòng này thuộc về hai người khác nhau đã có trong hệ thống; kiểm tra lại từng số.",
        "The numbers of this row belong to two different people on record; check each number.",
    ),
    "NUMBER_OF_ANOTHER_OWNER": (
        "Số đăng ký hộ hoặc mã số thuế này đã ghi cho chủ hộ khác; mỗi hộ chỉ được hỗ trợ một lần: kiểm tra lại số.",
        "This business number or tax code is another owner's; a household is supported once: check the number.",
    ),
    "SUPPLEMENT_NOT_OWED": (
        "Hồ sơ đã quyết định: bổ sung này không làm phát sinh khoản hỗ trợ nào, hoặc hồ sơ không còn đủ điều kiện.",
        "The application is decided: this addition brings no support, or the application is no longer eligible.",
    ),
    "NUMBER_HELD": (
        "Số này đang đứng tên một đối tượng khác: nếu là một người, đề nghị gộp rồi gửi lại; nếu không, kiểm tra số.",
        "Another beneficiary has this number: if they are one person, propose a link and send again; else check it.",
    ),
    "NUMBER_OF_ANOTHER": (
        "Số giấy tờ này đã gắn với một người có họ tên và ngày sinh khác; kiểm tra lại số.",
        "This number is on record for a person with another name and birth; check the number.",
    ),
}


@dataclass(frozen=True, slots=True)
class Admitted:
    """What an act's rows have become."""

    staged: Sequence[Staged]
    determined: dict[int, Determined]  # by application
    held: int


def fault(code: str, row: int) -> Fault:
    """A fault that only the database could find. It names nobody and no other district's record."""
    vi, en = TEXTS[code]
    return Fault(row, None, None, "ALREADY_LISTED" if code.startswith("ALREADY_LISTED") else code, vi, en)


def admit(tx: Session, staged: Sequence[Staged], law_on: date) -> Admitted:
    """Tell the rows apart, determine the good ones under the law of a day, keep them all."""
    _refuse_repeats(staged)
    ids = _reserve(tx, staged)
    staging.copy_rows(tx, staged)
    words = law_words.current(tx)  # held before anything that others wait for
    identity.lock(tx)
    known = identity.resolve(tx)
    good_before = [each for each in staged if each.good]
    _judge(good_before, known)
    _tell_staging(tx, [each for each in good_before if not each.good])
    good = [each for each in good_before if each.good]
    likely = telling_apart.seek(tx, good)
    _add_said(tx, good)
    histories = _histories(tx, good, known)
    determined, bodies = determining.determine(map(_case, ids[: len(good)], good, histories), law_on, words)
    determined = _refuse_worse(tx, good, determined)
    determining.keep(tx, determined, bodies)
    _move(tx)
    _carry_said(tx, [each for each in good if each.good])
    telling_apart.hold(tx, good, likely)
    _check(tx, good)
    return Admitted(staged, {each.case.application_id: each for each in determined}, sum(e.held for e in good))


def _check(tx: Session, good: Sequence[Staged]) -> None:
    """What the named checks find of the rows is told beside them, and holds their applications where it has to."""
    lines = {each.application_id: each.row.number for each in good if each.good and each.application_id}
    found = checking.at_intake(tx, lines)
    for each in good if found else ():
        mine = found.get(each.application_id or 0, ())
        each.notes += [one.note for one in mine]
        each.held = each.held or any(one.holds for one in mine)


def _refuse_repeats(staged: Sequence[Staged]) -> None:
    """Within one request the first of two rows with a number in common stands (another list's row comes later)."""
    holder: dict[bytes, Staged] = {}
    for each in staged:
        if not each.good:
            continue
        shared = [number for number in each.numbers if number.index in holder]
        if shared:
            others = all(
                number.kind in identity.BUSINESS and holder[number.index].name_key != each.name_key for number in shared
            )
            each.faults.append(fault("NUMBER_OF_ANOTHER_OWNER" if others else "ALREADY_LISTED", each.row.number))
            continue
        holder.update((number.index, each) for number in each.numbers)


def _reserve(tx: Session, staged: Sequence[Staged]) -> list[int]:
    """Ids for all that may be new; those of the determinations are handed back."""
    good = [each for each in staged if each.good]
    new = [each for each in good if not each.changes]
    ids = determining.reserve(
        tx, list_row=len(staged), application=len(new), beneficiary=len(good), determination=len(good)
    )
    for each, row_id in zip(staged, ids["list_row"], strict=True):
        each.row_id = row_id
    for each, application_id in zip(new, ids["application"], strict=True):
        each.application_id = application_id
    for each, beneficiary_id in zip(good, ids["beneficiary"], strict=True):
        each.beneficiary_id = beneficiary_id
    return ids["determination"]


def _judge(good: Iterable[Staged], known: dict[int, Known]) -> None:
    """What the database knows of the rows' people becomes a fault."""
    taken: set[int] = set()
    for each in good:
        person = known.get(each.ordinal)
        if person is None:
            continue
        code = _obstacle(person, repeated=person.person_id in taken)
        if code:
            each.faults.append(fault(code, each.row.number))
        taken.add(person.person_id)


def _obstacle(person: Known, *, repeated: bool) -> str | None:
    if person.other_owner:
        return "NUMBER_OF_ANOTHER_OWNER"
    if person.holders > 1:
        return "DOCUMENTS_OF_TWO_PEOPLE"
    if person.other_person:
        return "NUMBER_OF_ANOTHER"
    if person.live_id is None and not repeated:
        return "NUMBER_HELD" if person.other_record else None
    return "ALREADY_LISTED" if person.same_district or repeated else "ALREADY_LISTED_ELSEWHERE"


def _add_said(tx: Session, good: Sequence[Staged]) -> None:
    """What was said of a row goes with the row that mends it, where it was about nothing that changed."""
    mending = [each for each in good if each.mends and each.still_said]
    found = statements.latest(tx, [each.mends for each in mending if each.mends])
    for each in mending:
        said = found.get(each.mends or 0, {})
        each.said = {name: said[name] for name in each.still_said & said.keys()}


def _carry_said(tx: Session, good: Sequence[Staged]) -> None:
    statements.carry(
        tx, [Carried(each.mends, each.row_id, each.said.keys()) for each in good if each.mends and each.said]
    )


def _histories(tx: Session, good: Sequence[Staged], known: dict[int, Known]) -> list[tuple[Supported, ...]]:
    """What each row's person is supported with already, and what others have for its children."""
    hashed = sorted({name for each in good for name in staging.hashed_facts(each.placed.policy)})
    by_others = identity.children(tx, hashed) if hashed else {}
    own = [known[each.ordinal].history if each.ordinal in known else [] for each in good]
    return [
        determining.supported([*history, *by_others.get(each.ordinal, [])])
        for each, history in zip(good, own, strict=True)
    ]


def _refuse_worse(tx: Session, good: Sequence[Staged], determined: Sequence[Determined]) -> list[Determined]:
    """A supplement to a decided application is taken only where the application stays eligible."""
    kept, worse = [], []
    for each, found in zip(good, determined, strict=True):
        if each.supplements and found.outcome is not Outcome.ELIGIBLE:
            each.faults.append(fault("SUPPLEMENT_NOT_OWED", each.row.number))
            worse.append(each)
        else:
            kept.append(found)
    _tell_staging(tx, worse)
    return kept


def _case(determination_id: int, each: Staged, history: tuple[Supported, ...]) -> Case:
    placed = each.placed
    return Case(
        determination_id,
        each.application_id or 0,
        each.row_id,
        placed.policy,
        placed.round,
        {**each.facts, **determining.typed(placed.policy, each.said)},
        history,
    )


TELL = text("""
    UPDATE staged_row s SET faults = n.faults::jsonb
    FROM unnest(CAST(:ordinals AS bigint[]), CAST(:faults AS text[])) AS n(ordinal, faults)
    WHERE s.act_id = :act AND s.ordinal = n.ordinal
""")


def _tell_staging(tx: Session, changed: Sequence[Staged]) -> None:
    """Rows that turned out faulty."""
    if changed:
        found = {
            "ordinals": [each.ordinal for each in changed],
            "faults": [staging.faults_json(each.faults) for each in changed],
        }
        tx.execute(TELL, {"act": db.act_id(tx), **found})


MOVE = (
    identity.NEW_BENEFICIARIES,
    identity.REPLACED_DOCUMENTS,
    identity.NEW_DOCUMENTS,
    text("""
        INSERT INTO application (id, policy, occasion, round, beneficiary_id, person_id, list_id, district_id,
            commune_code, state, held, determination_id, payment_method, bank_bin, account_index, account_cipher,
            account_last4, account_name, phone_index, phone_cipher, phone_last3, employer_index)
        SELECT s.application_id, s.policy, s.occasion, s.round, s.beneficiary_id, b.person_id, s.list_id, s.district_id,
            s.commune_code, CASE d.outcome WHEN 'undetermined' THEN 'received' ELSE 'determined' END, s.held, d.id,
            s.payment_method, s.bank_bin, s.account_index, s.account_cipher, s.account_last4, s.account_name,
            s.phone_index, s.phone_cipher, s.phone_last3, s.employer_index
        FROM staged_row s JOIN staged_determination d ON d.act_id = s.act_id AND d.application_id = s.application_id
        JOIN beneficiary b ON b.id = s.beneficiary_id
        WHERE s.act_id = :act AND s.faults IS NULL AND NOT s.changes
    """),
    # Before their applications move: who is decided, and where they are paid, a supplement does not change.
    text("""
        UPDATE beneficiary b SET full_name = s.full_name, name_key = s.name_key, sex = s.sex,
            birth_date = s.birth_date, birth_year = s.birth_year, commune_code = s.commune_code
        FROM staged_row s JOIN application a ON a.id = s.application_id
        WHERE s.act_id = :act AND s.faults IS NULL AND s.changes AND b.id = a.beneficiary_id AND a.state <> 'decided'
    """),
    text("""
        UPDATE application a SET
            commune_code = s.commune_code, payment_method = s.payment_method, bank_bin = s.bank_bin,
            account_index = s.account_index, account_cipher = s.account_cipher, account_last4 = s.account_last4,
            account_name = s.account_name, phone_index = s.phone_index, phone_cipher = s.phone_cipher,
            phone_last3 = s.phone_last3, employer_index = s.employer_index
        FROM staged_row s
        WHERE s.act_id = :act AND s.faults IS NULL AND s.changes AND a.id = s.application_id AND a.state <> 'decided'
    """),
    text("""
        UPDATE application a SET
            state = CASE d.outcome WHEN 'undetermined' THEN 'received' ELSE 'determined' END, determination_id = d.id,
            submission_id = CASE WHEN a.state IN ('decided', 'refused') THEN NULL ELSE a.submission_id END,
            decision_id = CASE WHEN a.state IN ('decided', 'refused') THEN NULL ELSE a.decision_id END
        FROM staged_row s JOIN staged_determination d ON d.act_id = s.act_id AND d.application_id = s.application_id
        WHERE s.act_id = :act AND s.faults IS NULL AND s.changes AND a.id = s.application_id
    """),
    # A row accepted before steps aside only now: where its mending brought a fault, it stands.
    text("""
        UPDATE list_row r SET state = 'superseded' FROM staged_row s
        WHERE s.act_id = :act AND s.faults IS NULL AND s.changes AND r.application_id = s.application_id
          AND r.state = 'accepted'
    """),
    text("""
        INSERT INTO list_row (id, list_id, version_id, district_id, line, state, application_id, content_index,
            number_indexes, name_key, cells_cipher, facts, health_cipher, faults)
        SELECT row_id, list_id, version_id, district_id, line,
            CASE WHEN faults IS NULL THEN 'accepted' ELSE 'faulty' END,
            CASE WHEN faults IS NULL THEN application_id END, content_index, number_indexes, name_key, cells_cipher,
            facts, health_cipher, coalesce(faults, '[]') || notes
        FROM staged_row WHERE act_id = :act
    """),
    determining.INSERT_STAGED,
)


def _move(tx: Session) -> None:
    for statement in MOVE:
        tx.execute(statement, {"act": db.act_id(tx)})


def counts(admitted: Admitted) -> dict[str, int]:
    """How the rows stand: accepted, faulty, held, and by outcome."""
    outcomes = [each.outcome.value for each in admitted.determined.values()]
    found = {outcome: outcomes.count(outcome) for outcome in ("eligible", "ineligible", "undetermined")}
    good = sum(each.good for each in admitted.staged)
    return {"accepted": good, "faulty": len(admitted.staged) - good, "held": admitted.held, **found}
