"""The annex of a decision: printed once when it is drafted, kept as the bytes that go with the paper."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import rules
from app.access import Actor, masking
from app.errors import Forbidden
from app.files import annex, delta_annex
from app.models import Decision, Unit
from app.protection import seal, unseal
from app.rules.law import Gives

_ANNEX = """
    SELECT b.full_name, b.birth_year, u.name AS commune, a.payment_method,
           coalesce(l.header ->> 'employer_name', l.header ->> 'arts_unit_name', l.header ->> 'facility_name')
               AS employer,
           o.amount_vnd, (SELECT max(i.last4) FROM identity_document i
            WHERE i.beneficiary_id = b.id AND i.ended_act_id IS NULL) AS last4
    FROM ({given}) o
    JOIN application a ON a.id = o.application_id
    JOIN beneficiary b ON b.id = a.beneficiary_id JOIN beneficiary_list l ON l.id = a.list_id
    JOIN unit u ON u.id = l.unit_id
    ORDER BY u.code, l.id, b.name_key, a.id
"""
_OWED = """
    SELECT application_id, sum(amount_vnd)::bigint AS amount_vnd FROM owed_line
    WHERE decision_id = :decision GROUP BY application_id"""
_RECORDED = """
    SELECT n.id AS application_id, d.amount_vnd FROM application n JOIN determination d ON d.id = n.determination_id
    WHERE n.decision_id = :decision AND d.outcome = 'eligible'"""
ANNEX, ANNEX_RECORDED = (text(_ANNEX.format(given=given)) for given in (_OWED, _RECORDED))

RECORDED = {
    Gives.RELIEF: ("Số tiền được giảm đóng (đồng)", "giảm mức đóng, không chi tiền"),
    Gives.DEFERRAL: ("Số tiền được tạm dừng đóng (đồng)", "tạm dừng đóng, không chi tiền"),
    Gives.LOAN: ("Số tiền vay (đồng)", "khoản vay do ngân hàng giải ngân, không chi tiền tại đây"),
}
"""What stands above the amounts of a support that is no cash, and what is said of it."""
NOBODY = "không có người nào được chi tiền"


def print_for(tx: Session, decision: Decision) -> None:
    """Print the decision's annex as it stands, and keep it with its digest."""
    statement = ANNEX if rules.gives_cash(decision.policy) else ANNEX_RECORDED
    rows = tx.execute(statement, {"decision": decision.id}).all()
    _keep(decision, annex.write(_annex(decision, tx.get_one(Unit, decision.district_id), rows)))


def _keep(decision: Decision, data: bytes) -> None:
    digest = hashlib.sha256(data).digest()
    decision.annex_sha256, decision.annex_cipher = digest, seal(data, _annex_place(digest))


def _annex(decision: Decision, decider: Unit, rows: Sequence[Row[Any]]) -> annex.Annex:
    policy = rules.POLICIES[decision.policy]
    by_employer = any(row.employer for row in rows)
    amount_title, note = RECORDED.get(policy.gives, (annex.AMOUNT_TITLE, "" if rows else NOBODY))
    return annex.Annex(
        decider=decider.name,
        title=f"PHỤ LỤC DANH SÁCH ĐƯỢC HỖ TRỢ: {policy.vi}",
        grounds=f"Kèm theo Quyết định (dự thảo số {decision.id}), xét theo quy định ngày {decision.law_on:%d/%m/%Y}",
        group_title="Đơn vị" if by_employer else "Xã, phường, thị trấn",
        rows=tuple(
            annex.AnnexRow(
                row.employer or row.commune, row.full_name, row.birth_year, row.last4 or "",
                row.payment_method or "", row.amount_vnd,
            )
            for row in rows
        ),
        amount_title=amount_title,
        note=f"Quyết định này: {note}." if note else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A field of somebody that the paper has wrong, and what it should be."""

    application_id: int
    field: str
    before: str
    after: str


FIELDS = {
    "full_name": "Họ và tên", "birth_date": "Ngày sinh", "identity_number": "Số giấy tờ", "address": "Địa chỉ",
    "account": "Tài khoản", "other": "Nội dung khác",
}  # fmt: skip
KINDS = {"correct": "ĐÍNH CHÍNH", "adjust": "ĐIỀU CHỈNH", "revoke": "THU HỒI"}

CHANGED = text("""
    SELECT r.application_id, b.full_name, b.birth_year, u.name AS commune,
           coalesce(l.header ->> 'employer_name', l.header ->> 'arts_unit_name', l.header ->> 'facility_name')
               AS employer,
           (SELECT max(i.last4) FROM identity_document i
            WHERE i.beneficiary_id = b.id AND i.ended_act_id IS NULL) AS last4, r.before_vnd, r.after_vnd
    FROM (SELECT application_id, sum(before_vnd)::bigint AS before_vnd, sum(after_vnd)::bigint AS after_vnd
          FROM decision_change_row WHERE decision_id = :decision GROUP BY application_id) r
    JOIN application a ON a.id = r.application_id JOIN beneficiary b ON b.id = a.beneficiary_id
    JOIN beneficiary_list l ON l.id = a.list_id JOIN unit u ON u.id = l.unit_id
    ORDER BY u.code, l.id, b.name_key, a.id
""")


def print_change(tx: Session, decision: Decision, first: Decision, corrections: Sequence[Misspelt]) -> None:
    """Print what a change changes of the first decision, and keep it with its digest."""
    people = tx.execute(CHANGED, {"decision": decision.id}).all()
    policy = rules.POLICIES[decision.policy]
    printed = delta_annex.DeltaAnnex(
        decider=tx.get_one(Unit, decision.district_id).name,
        title=f"PHỤ LỤC {KINDS[decision.kind]}: {policy.vi}",
        grounds=f"Kèm theo Quyết định (dự thảo số {decision.id}), thay đổi Quyết định số {first.number} "
        f"ngày {first.signed_on:%d/%m/%Y}; căn cứ: {decision.ground}",
        group_title="Đơn vị" if any(one.employer for one in people) else "Xã, phường, thị trấn",
        rows=_misspelt(people, corrections) if corrections else [
            delta_annex.DeltaRow(*_who(one), one.before_vnd, one.after_vnd) for one in people
        ],
    )  # fmt: skip
    _keep(decision, delta_annex.write(printed))


def _who(one: Row[Any]) -> tuple[str, str, int | None, str]:
    return one.employer or one.commune, one.full_name, one.birth_year, one.last4 or ""


def _misspelt(people: Sequence[Row[Any]], corrections: Sequence[Misspelt]) -> list[delta_annex.WordsRow]:
    by_application = {one.application_id: _who(one) for one in people}
    return [
        delta_annex.WordsRow(*by_application[each.application_id], FIELDS[each.field], each.before, each.after)
        for each in corrections
    ]


def _annex_place(digest: bytes) -> str:
    return f"decision|annex|{digest.hex()}"


class AnnexTellsOfHealth(Forbidden):
    """Phụ lục của quyết định này cho biết tình trạng sức khỏe của người trong đó; bộ phận tài chính dùng bảng kê.
    This decision's annex tells of people's health; whoever pays works from the payment batch.
    """


def read(decision: Decision, actor: Actor) -> bytes:
    """The annex as it was printed. Raises AnnexTellsOfHealth."""
    if decision.policy in masking.NEUTRAL_WORDS and not masking.is_whole(actor.role, masking.Data.HEALTH):
        raise AnnexTellsOfHealth
    return unseal(decision.annex_cipher, _annex_place(decision.annex_sha256))
