"""How long what is kept, from when, and why; and what is due to go.

The periods are data. The law's own (ten years for evidence of payments) stands here, whatever is the customer's to
set stands in the settings; what a lawyer has still to confirm says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import purging
from app.checks import deaths
from app.settings import settings

EVIDENCE_YEARS = 10


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of record, how long it is kept, from when, and why."""

    kind: str
    vi: str
    en: str
    years: int
    days: int
    since_vi: str
    since_en: str
    why_vi: str
    why_en: str
    to_be_confirmed: bool  # by the customer's lawyer
    then_vi: str  # what happens when the time is over
    then_en: str


def schedule() -> tuple[Kept, ...]:
    """The schedule, with the periods that the settings give."""
    limits = settings()
    return (
        replace(EVIDENCE, years=EVIDENCE_YEARS),
        replace(NEVER_PAID, years=limits.never_paid_years),
        FILES,
        replace(REGISTERS, days=limits.register_days),
        replace(REQUEST_BODIES, days=limits.request_body_days),
    )


EVIDENCE = Kept(
    "payment_evidence", "Dữ liệu của người đã được chi trả", "Data of people who were paid", 0, 0,
    "ngày chi trả cuối cùng", "the last payment",
    "chứng từ kế toán sử dụng trực tiếp để ghi sổ: lưu trữ tối thiểu 10 năm (Luật Kế toán 2015, Nghị định 174/2016)",
    "accounting vouchers are kept for ten years at least (Accounting Law 2015, Decree 174/2016)",
    to_be_confirmed=True,
    then_vi="đề nghị xoá, người thứ hai xác nhận", then_en="asked to be erased, and confirmed by a second person",
)  # fmt: skip
NEVER_PAID = Kept(
    "never_paid", "Dữ liệu của người chưa từng được chi trả", "Data of people who were never paid", 0, 0,
    "lần nộp hồ sơ cuối cùng", "their last application",
    "không là chứng từ kế toán; chỉ giữ đủ lâu cho khiếu nại và xét lại", "no voucher; kept for complaints and review",
    to_be_confirmed=True,
    then_vi=EVIDENCE.then_vi, then_en=EVIDENCE.then_en,
)  # fmt: skip
FILES = Kept(
    "files", "Tệp gốc, bảng kê, phụ lục, niêm yết nói về nhiều người", "Files about many people", 0, 0,
    "khi người cuối cùng trong tệp đã được xoá", "when the last of their people is erased",
    "tệp nói về nhiều người không xoá được từng người; mã băm của tệp còn lại",
    "a file about many cannot be erased one by one; its hash stays",
    to_be_confirmed=False, then_vi="bỏ nội dung tệp", then_en="the bytes are dropped",
)  # fmt: skip
REGISTERS = Kept(
    "registers", "Danh sách đối chiếu đã được thay bằng bản mới", "Registers that a newer one took the place of", 0, 0,
    "khi bản mới thay thế", "the newer one",
    "chỉ để đối chiếu; kết quả đối chiếu còn lại, dữ liệu của người trong danh sách thì không",
    "kept to compare with; what was found stays, the data of the people on it does not",
    to_be_confirmed=True, then_vi="bỏ nội dung và dữ liệu người", then_en="its bytes and its people's data are dropped",
)  # fmt: skip
REQUEST_BODIES = Kept(
    "request_bodies", "Nội dung trả lời của các yêu cầu (chống lặp)", "Answers kept against repeated requests", 0, 0,
    "khi trả lời", "the answer",
    "quá thời gian này không còn ai gửi lại; khoá và dấu vết còn lại nên yêu cầu cũ không chạy lần nữa",
    "nobody repeats a request so late; key and fingerprint stay, so that an old request has no second effect",
    to_be_confirmed=False, then_vi="bỏ nội dung, giữ khoá", then_en="the body is dropped, the key stays",
)  # fmt: skip


# By person: the last day they were paid on, the last day they asked, and whether something is still under way. What
# somebody has twice is paid to nobody, and what is asked for somebody who is known to be dead goes no further.
_PEOPLE = """
    WITH told AS (
        SELECT a.person_id, NULL::date AS paid_on, v.received_on AS seen_on, a.state NOT IN
               ('decided', 'refused', 'withdrawn', 'declined') AND a.double_of IS NULL AND NOT EXISTS (
                   SELECT FROM finding f WHERE f.application_id = a.id AND f.state = 'confirmed'
                   AND f.effect <> 'note' AND f.check_code IN ({of_death})) AS under_way
        FROM application a JOIN list_row r ON r.application_id = a.id JOIN list_version v ON v.id = r.version_id
        WHERE {of_people}
        UNION ALL
        SELECT a.person_id, CASE WHEN p.state IN ('debited', 'settled', 'returned')
               THEN coalesce(p.settled_on, t.execution_date) END, NULL,
               p.state IN ('batched', 'exported', 'in_process', 'in_doubt')
        FROM payout p JOIN payment_batch t ON t.id = p.batch_id JOIN application a ON a.id = p.application_id
        WHERE {of_people}
        UNION ALL
        SELECT a.person_id, (a.recorded ->> 'paid_on')::date, (act.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
               a.state IN ('open', 'reserved', 'returned', 'recovery')
               AND NOT (a.state = 'open' AND a.double_of IS NOT NULL)
        FROM entitlement a JOIN act ON act.id = a.act_id WHERE {of_people}
        UNION ALL
        SELECT a.person_id, d.signed_on, NULL, false
        FROM application a JOIN decision d ON d.id = a.decision_id
        WHERE a.state = 'decided' AND {of_people}
          AND NOT EXISTS (SELECT FROM entitlement e WHERE e.application_id = a.id)
        UNION ALL
        SELECT a.person_id, NULL, NULL, true FROM objection j JOIN application a ON a.id = j.application_id
        WHERE j.upheld IS NULL AND {of_people}
        UNION ALL
        SELECT a.person_id, NULL, NULL, true FROM overpayment o JOIN entitlement a ON a.id = o.entitlement_id
        WHERE o.state IN ('raised', 'notified') AND {of_people}
        UNION ALL
        SELECT a.person_id, NULL, NULL, true FROM payment_correction c JOIN application a ON a.id = c.application_id
        WHERE c.state = 'asked' AND {of_people}
        UNION ALL
        SELECT a.person_id, NULL, NULL, true FROM beneficiary_link l
        JOIN beneficiary a ON a.id IN (l.first_id, l.second_id)
        WHERE l.state IN ('proposed', 'parting') AND {of_people}
        UNION ALL
        SELECT a.person_id, NULL, NULL, true FROM finding f JOIN beneficiary a ON a.id = f.beneficiary_id
        WHERE f.state = 'open' AND f.effect <> 'note' AND {of_people}
    ), people AS (
        SELECT t.person_id, max(t.paid_on) AS paid_on, max(t.seen_on) AS seen_on, bool_or(t.under_way) AS under_way,
               greatest((max(t.paid_on) + make_interval(years => :evidence))::date,
                        CASE WHEN max(t.paid_on) IS NULL
                        THEN (max(t.seen_on) + make_interval(years => :never_paid))::date END) AS kept_until
        FROM told t GROUP BY t.person_id
    )
"""
_PEOPLE = _PEOPLE.replace("{of_death}", ", ".join(f"'{check.code}'" for check in deaths.CHECKS))
_EVERYBODY = _PEOPLE.replace("{of_people}", "true")
# What somebody refused is asked again a year later: the schedule itself goes by years.
_DUE = """
    due AS (
        SELECT p.person_id, p.paid_on FROM people p
        WHERE NOT p.under_way AND p.kept_until <= :on AND NOT EXISTS (
            SELECT FROM erased_person x JOIN erasure e ON e.id = x.erasure_id
            WHERE x.beneficiary_id = p.person_id
              AND (e.state IN ('asked', 'done') OR e.state = 'refused' AND e.asked_on > CAST(:on AS date) - 365)))
"""
_COUNTED = """
    SELECT count(*) FILTER (WHERE d.paid_on IS NOT NULL) AS payment_evidence,
           count(*) FILTER (WHERE d.paid_on IS NULL) AS never_paid FROM due d
"""
PERSON = text(_PEOPLE.replace("{of_people}", "a.person_id = ANY (:people)") + " SELECT * FROM people")  # noqa: S608 – ours
COUNT_PEOPLE = text(f"{_EVERYBODY}, {_DUE} {_COUNTED}")
DUE_PEOPLE = text(f"{_EVERYBODY}, {_DUE} SELECT d.person_id FROM due d ORDER BY d.person_id LIMIT :limit")  # noqa: S608


@dataclass(frozen=True, slots=True)
class Standing:
    """How long one person is bound, and whether something is under way."""

    kept_until: date | None
    under_way: bool


def standing(tx: Session, people: Sequence[int]) -> Standing:
    """How some linked beneficiaries' person stands to the schedule."""
    rows = tx.execute(PERSON, {"people": list(people), **_periods()}).all()
    bound = [row.kept_until for row in rows if row.kept_until]
    return Standing(max(bound, default=None), any(row.under_way for row in rows))


def due(tx: Session, on: date) -> dict[str, int]:
    """How much of each kind is due on a day."""
    people = tx.execute(COUNT_PEOPLE, {"on": on, **_periods()}).one()
    return {
        "payment_evidence": people.payment_evidence,
        "never_paid": people.never_paid,
        **purging.counts(tx, on),
    }


def due_people(tx: Session, on: date, limit: int) -> list[int]:
    """People whose data is due and not asked to be erased yet, so many at most."""
    return [row.person_id for row in tx.execute(DUE_PEOPLE, {"on": on, "limit": limit, **_periods()})]


def told(tx: Session, on: date) -> list[dict[str, Any]]:
    """The schedule with what is due of each kind on a day."""
    counts = due(tx, on)
    return [{**{name: getattr(kept, name) for name in Kept.__slots__}, "due": counts[kept.kind]} for kept in schedule()]


def _periods() -> dict[str, int]:
    return {"evidence": EVIDENCE_YEARS, "never_paid": settings().never_paid_years}
