"""Public postings of lists and submissions: who is to be supported, for some days, where everybody can read it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, text
from sqlalchemy.orm import Session

from app import audit, db, rules
from app.access import Actor, find, visible
from app.errors import Invalid, TooLarge
from app.files import posting_list
from app.files.posting_list import PostedRow, PostingList
from app.models import BeneficiaryList, Posting, PostingRow, Submission, Unit
from app.protection import seal, unseal
from app.rules.fact_words import POLICIES_OF_HEALTH
from app.settings import settings


class HealthIsNotPosted(Invalid):
    """Danh sách của chính sách này cho biết tình trạng sức khỏe của người trong danh sách; không niêm yết công khai.
    A list of this policy tells of people's health; it is not posted in public.
    """


class NobodyToPost(Invalid):
    """Danh sách hoặc tờ trình này không có hồ sơ nào đủ điều kiện để niêm yết.
    This list or submission has no eligible application to be posted.
    """


class OneThingToPost(Invalid):
    """Ghi một danh sách hoặc một tờ trình cần niêm yết.
    Give one list, or one submission, to be posted.
    """


class DaysReversed(Invalid):
    """Ngày kết thúc niêm yết ({posted_to}) trước ngày bắt đầu ({posted_from}).
    The posting's last day ({posted_to}) is before its first ({posted_from}).
    """


class TooLongToPrint(TooLarge):
    """Danh sách niêm yết có {rows} người, quá dài cho một tệp PDF (tối đa {maximum}); hãy dùng tệp XLSX.
    The posting has {rows} people, too many for one PDF (at most {maximum}); take the XLSX.
    """


@dataclass(frozen=True, slots=True)
class ToPost:
    """What is posted, when and where."""

    posted_from: date
    posted_to: date
    place: str
    list_id: int | None = None
    submission_id: int | None = None


# Who is eligible as it stands; nobody learns from a wall who is not.
POSTED = text("""
    SELECT a.id, b.full_name, b.birth_year, d.amount_vnd,
           coalesce(l.header ->> 'employer_name', l.header ->> 'arts_unit_name', u.name) AS group_name
    FROM application a JOIN determination d ON d.id = a.determination_id AND d.outcome = 'eligible'
    JOIN beneficiary b ON b.id = a.beneficiary_id JOIN beneficiary_list l ON l.id = a.list_id
    JOIN unit u ON u.id = l.unit_id
    WHERE a.state NOT IN ('refused', 'withdrawn', 'declined')
      AND (a.list_id = CAST(:list AS bigint) OR a.submission_id = CAST(:submission AS bigint))
    ORDER BY u.code, l.id, b.name_key, a.id
""")


def post(tx: Session, actor: Actor, what: ToPost) -> Posting:
    """Post the eligible rows of a list or a submission. Raises NoSuchRecord, HealthIsNotPosted, NobodyToPost."""
    if what.posted_to < what.posted_from:
        raise DaysReversed(posted_from=what.posted_from, posted_to=what.posted_to)
    one = _thing(tx, actor, what)
    if one.policy in POLICIES_OF_HEALTH:
        raise HealthIsNotPosted
    rows = tx.execute(POSTED, {"list": what.list_id, "submission": what.submission_id}).all()
    if not rows:
        raise NobodyToPost
    posting = _keep(tx, one, what, rows)
    audit.append(
        tx, "posting.made", f"posting/{posting.id}", policy=one.policy, list=what.list_id,
        submission=what.submission_id, posted_from=what.posted_from, posted_to=what.posted_to, rows=posting.rows,
        amount_vnd=posting.amount_vnd, content_sha256=posting.content_sha256.hex(),
    )  # fmt: skip
    return posting


def _thing(tx: Session, actor: Actor, what: ToPost) -> BeneficiaryList | Submission:
    if (what.list_id is None) == (what.submission_id is None):
        raise OneThingToPost
    if what.list_id is not None:
        return find(tx, actor, BeneficiaryList, what.list_id)
    return find(tx, actor, Submission, what.submission_id or 0)


def _keep(tx: Session, one: BeneficiaryList | Submission, what: ToPost, rows: Sequence[Row[Any]]) -> Posting:
    said = posting_list.kept(_list(tx.get_one(Unit, one.district_id), one.policy, what, rows))
    digest = hashlib.sha256(said).digest()
    posting = Posting(
        policy=one.policy, list_id=what.list_id, submission_id=what.submission_id, posted_from=what.posted_from,
        posted_to=what.posted_to, place=what.place, rows=len(rows), amount_vnd=sum(row.amount_vnd for row in rows),
        content_sha256=digest, content_cipher=seal(said, _place(digest)), act_id=db.act_id(tx),
        district_id=one.district_id,
    )  # fmt: skip
    tx.add(posting)
    tx.flush()  # for its id
    tx.execute(insert(PostingRow), [{"posting_id": posting.id, "application_id": row.id} for row in rows])
    return posting


def _list(unit: Unit, policy: str, what: ToPost, rows: Sequence[Row[Any]]) -> PostingList:
    return PostingList(
        issuer=("ỦY BAN NHÂN DÂN", unit.name.upper()),
        title="DANH SÁCH NIÊM YẾT CÔNG KHAI NGƯỜI ĐƯỢC ĐỀ NGHỊ HỖ TRỢ",
        policy=f"Chính sách: {rules.POLICIES[policy].vi}",
        place=what.place,
        posted_from=what.posted_from,
        posted_to=what.posted_to,
        objections_to=f"Ủy ban nhân dân {unit.name[0].lower()}{unit.name[1:]}",
        rows=tuple(PostedRow(row.full_name, row.birth_year, row.group_name, row.amount_vnd) for row in rows),
    )


def _place(digest: bytes) -> str:
    return f"posting|content|{digest.hex()}"


def printed(tx: Session, actor: Actor, posting_id: int, form: str) -> bytes:
    """What hangs on the wall, as PDF or XLSX. Raises NoSuchRecord, TooLongToPrint."""
    posting = find(tx, actor, Posting, posting_id)
    if form == "pdf" and posting.rows > settings().printed_rows_max:
        raise TooLongToPrint(rows=posting.rows, maximum=settings().printed_rows_max)
    said = posting_list.read(unseal(posting.content_cipher, _place(posting.content_sha256)))
    return posting_list.pdf(said) if form == "pdf" else posting_list.xlsx(said)


def postings(tx: Session, actor: Actor, given: Mapping[str, object], *, after: int, limit: int) -> Sequence[Posting]:
    """A page of postings."""
    columns = Posting.__table__.c
    asked = [columns[name] == value for name, value in given.items() if value is not None]
    return tx.scalars(visible(actor, Posting).where(columns.id > after, *asked).order_by(columns.id).limit(limit)).all()
