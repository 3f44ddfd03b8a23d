"""What came back from a bank or a paying clerk, as an answer to be booked: read by what the bytes are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import batch_files, reconciliation
from app.access import Actor, visible
from app.errors import Invalid
from app.files import pain001, pain002, signing_list
from app.files.answer_sheet import AnswerFault
from app.files.pain001 import Said
from app.files.pain002 import StatusReport, TxStatus
from app.files.sent_file import SentFile
from app.files.signing_list import SigningAnswer
from app.files.status_codes import Effect
from app.files.xml import NotReadable
from app.models import BatchFile, PaymentBatch
from app.reading import form_limits
from app.reconciliation import Answered, AnswerLine
from app.settings import VIET_NAM


class OneAnswerOnly(Invalid):
    """Mỗi lần chỉ gửi một tệp trả lời.
    One answer file a request.
    """


class AnswerUnreadable(Invalid):
    """Không đọc được tệp trả lời: {what}
    The answer cannot be read: {what_en}
    """


class OrderUnknown(Invalid):
    """Tệp trả lời nói về một lệnh không phải của đơn vị này ({message_id}).
    The answer speaks of an order that is not this unit's ({message_id}).
    """


@dataclass(frozen=True, slots=True)
class Taken:
    """What was booked, and the lines that could not be told."""

    answer_id: int
    repeated: bool
    counts: dict[str, int]
    faults: Sequence[AnswerFault]


STATES = {
    Effect.IN_PROCESS: "in_process", Effect.DEBITED: "debited", Effect.SETTLED: "settled",
    Effect.REJECTED: "rejected", Effect.CANCELLED: "cancelled",
}  # fmt: skip
NO_ORDER = ""  # of no file's message: its lines are put before a person
RESULTS = {"paid": ("settled", None), "absent": ("cancelled", "ABSENT"), "refused": ("cancelled", "REFUSED")}


def take(tx: Session, actor: Actor, files: Sequence[SentFile]) -> Taken:
    """Read an answer and book it.

    Raises OneAnswerOnly, AnswerUnreadable, OrderUnknown, AnswerNotYours, MessageReused.
    """
    if len(files) != 1:
        raise OneAnswerOnly
    data = files[0].data
    answered, faults = _read_workbook(data) if data[:2] == b"PK" else _read_report(tx, actor, data)
    booked = reconciliation.take(tx, actor, answered)
    return Taken(booked.answer_id, booked.repeated, booked.counts, faults)


def _read_workbook(data: bytes) -> tuple[Answered, Sequence[AnswerFault]]:
    read = signing_list.read(data, form_limits())
    if not read.answers and not read.unanswered and read.faults:
        first = read.faults[0]
        raise AnswerUnreadable(what=first.vi, what_en=first.en)
    not_said = [*read.unanswered, *(each.reference for each in read.faults if each.reference)]
    return Answered("signing_list", data, [_signed(each) for each in read.answers], not_said=not_said), read.faults


def _signed(answer: SigningAnswer) -> AnswerLine:
    state, reason = RESULTS[answer.result]
    return AnswerLine(answer.reference, state, answer.amount_vnd, answer.full_name, reason, answer.on)


def _read_report(tx: Session, actor: Actor, data: bytes) -> tuple[Answered, Sequence[AnswerFault]]:
    report = pain002.read(data)
    if isinstance(report, NotReadable):
        raise AnswerUnreadable(what=report.vi, what_en=report.en)
    order = _order(tx, actor, report)
    if report.statuses:
        whole = order is None or _is_of(report, order)
        account = order.head.debtor_account if order else None
        lines = [_status(report, each, agrees=whole and _pays_from(each, account)) for each in report.statuses]
    else:
        lines = list(_of_group(order, report))
    return Answered("pain.002", data, lines, report.message_id, of_own_order=order is not None), ()


def _status(report: StatusReport, each: TxStatus, *, agrees: bool) -> AnswerLine:
    at = each.accepted_at or report.created_at
    return AnswerLine(
        each.end_to_end_id, STATES.get(each.effect), each.amount_vnd, None, each.reason_code,
        at.astimezone(VIET_NAM).date() if at else None, report.original_message_id if agrees else NO_ORDER,
    )  # fmt: skip


def _is_of(report: StatusReport, order: Said) -> bool:
    """Whether what the bank says of the order as a whole is so; what it leaves out is not asked."""
    count, total = len(order.lines), sum(int(line.amount) for line in order.lines)
    says_count = report.original_count in (None, str(count))
    return says_count and (report.original_sum is None or _whole(report.original_sum) == total)


def _pays_from(each: TxStatus, account: str | None) -> bool:
    return account is None or each.debtor_account in (None, account)


def _whole(amount: str) -> int | None:
    whole, _, rest = amount.partition(".")
    return int(whole) if whole.isascii() and whole.isdigit() and not rest.strip("0") else None


def _of_group(order: Said | None, report: StatusReport) -> Iterator[AnswerLine]:
    """A status of the whole order: it is that of each of its payments, as the kept file names them."""
    if order is None:
        raise OrderUnknown(message_id=report.original_message_id)
    message_id = report.original_message_id if _is_of(report, order) else NO_ORDER
    state = STATES.get(report.group_effect or Effect.EXCEPTION)
    on: date | None = report.created_at.astimezone(VIET_NAM).date() if report.created_at else None
    for line in order.lines:
        yield AnswerLine(line.end_to_end_id, state, int(line.amount), None, report.reason_code, on, message_id)


def _order(tx: Session, actor: Actor, report: StatusReport) -> Said | None:
    """The order that a bank answers, as its kept file says it; None where it is not one of the actor's."""
    query = select(BatchFile).where(BatchFile.message_id == report.original_message_id)
    file = tx.scalars(query).one_or_none()
    batch = tx.scalars(visible(actor, PaymentBatch).filter_by(id=file.batch_id)).one_or_none() if file else None
    return pain001.read(batch_files.bytes_of(file)) if file and batch else None
