"""A bank that answers: reads a pain.001.001.09 file, writes pain.002.001.10 reports.

What becomes of a payment follows from its EndToEndId and the seed alone, so that a file answered twice is
answered alike and the share of each fate is known beforehand. A bank that rejects does so before it debits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from xml.sax.saxutils import escape

from lxml import etree

REPORT = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"


class Unreadable(ValueError):  # noqa: N818 – the bank's refusal, in words
    """The file is no pain.001 that a bank could read."""


class Fate(StrEnum):
    """What the bank does with a payment."""

    SETTLED = "settled"  # ACSC, then ACCC
    DEBITED = "debited"  # ACSC, and nothing more
    REJECTED = "rejected"  # RJCT
    UNANSWERED = "unanswered"


PER_TEN_THOUSAND = (
    (Fate.REJECTED, "AC01", 55),
    (Fate.REJECTED, "BE01", 35),
    (Fate.REJECTED, "AC04", 18),
    (Fate.REJECTED, "AM05", 2),
    (Fate.DEBITED, "", 40),
    (Fate.UNANSWERED, "", 30),
)
"""Everything else settles."""

REASONS = {
    "AC01": "So tai khoan khong dung",
    "AC04": "Tai khoan da dong",
    "AM04": "Tai khoan khong du tien",
    "BE01": "Ten nguoi huong khong khop so tai khoan",
    "AM05": "Trung lenh chi",
}


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment of an order, as the bank read it."""

    payment_information: str
    instruction_id: str
    end_to_end_id: str
    uetr: str
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Order:
    """An order, as the bank read it."""

    message_id: str
    created: str
    execution_date: date
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What the bank did with a payment, and the reason of a rejection."""

    fate: Fate
    reason: str = ""


def done_with(end_to_end_id: str, seed: int) -> Done:
    """The fate of a payment."""
    draw = int.from_bytes(sha256(f"{seed}:{end_to_end_id}".encode()).digest()[:8]) % 10_000
    for fate, reason, share in PER_TEN_THOUSAND:
        if draw < share:
            return Done(fate, reason)
        draw -= share
    return Done(Fate.SETTLED)


def answer_order(pain001: bytes, seed: int) -> list[bytes]:
    """The bank's reports on an order, in the order in which they come: debits and rejections, then credits."""
    order = read_order(pain001)
    done = [(payment, done_with(payment.end_to_end_id, seed)) for payment in order.payments]
    first = [
        (payment, "RJCT" if each.fate is Fate.REJECTED else "ACSC", each.reason)
        for payment, each in done
        if each.fate is not Fate.UNANSWERED
    ]
    second = [(payment, "ACCC", "") for payment, each in done if each.fate is Fate.SETTLED]
    next_day = order.execution_date + timedelta(days=1)
    reports = [(1, f"{order.execution_date}T16:30:00+07:00", first), (2, f"{next_day}T09:00:00+07:00", second)]
    return [report(order, number, at, statuses) for number, at, statuses in reports if statuses]


def fates(pain001: bytes, seed: int) -> dict[str, Done]:
    """What the bank does with each payment of an order, by EndToEndId: what the demo is held against."""
    return {payment.end_to_end_id: done_with(payment.end_to_end_id, seed) for payment in read_order(pain001).payments}


def read_order(pain001: bytes) -> Order:
    """The order as a bank reads it. Raises Unreadable where a mandatory element is missing."""
    try:
        return _read(pain001)
    except (etree.XMLSyntaxError, IndexError, ValueError) as error:
        raise Unreadable(f"pain.001: {error}") from error


def _read(pain001: bytes) -> Order:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(pain001, parser)
    names = {"p": etree.QName(root).namespace or ""}

    def text(node: etree._Element, path: str) -> str:
        found = node.findtext("/".join(f"p:{step}" for step in path.split("/")), None, names)
        return found or ""

    header = root[0][0]
    blocks = root.findall("*/p:PmtInf", names)
    payments = tuple(
        Payment(
            text(block, "PmtInfId"), text(each, "PmtId/InstrId"), text(each, "PmtId/EndToEndId"),
            text(each, "PmtId/UETR"), int(text(each, "Amt/InstdAmt")),
        )
        for block in blocks
        for each in block.iterfind("p:CdtTrfTxInf", names)
    )  # fmt: skip
    execution = date.fromisoformat(text(blocks[0], "ReqdExctnDt/Dt"))
    return Order(text(header, "MsgId"), text(header, "CreDtTm"), execution, payments)


def report(order: Order, number: int, at: str, statuses: Iterable[tuple[Payment, str, str]]) -> bytes:
    """A report on some payments of an order: status of each, and the reason where it was rejected."""
    by_block: dict[str, list[str]] = {}
    for payment, status, reason in statuses:
        by_block.setdefault(payment.payment_information, []).append(_status(payment, status, reason, at))
    blocks = "".join(
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{escape(block)}</OrgnlPmtInfId>{''.join(some)}</OrgnlPmtInfAndSts>"
        for block, some in by_block.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{REPORT}"><CstmrPmtStsRpt>'
        f"<GrpHdr><MsgId>{escape(order.message_id[:31])}-{number:03d}</MsgId><CreDtTm>{at}</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{escape(order.message_id)}</OrgnlMsgId>"
        f"<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlCreDtTm>{escape(order.created)}</OrgnlCreDtTm>"
        f"<OrgnlNbOfTxs>{len(order.payments)}</OrgnlNbOfTxs><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>"
        f"{blocks}</CstmrPmtStsRpt></Document>\n"
    ).encode()


def _status(payment: Payment, status: str, reason: str, at: str) -> str:
    why = f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn><AddtlInf>{REASONS[reason]}</AddtlInf></StsRsnInf>" if reason else ""
    uetr = f"<OrgnlUETR>{payment.uetr}</OrgnlUETR>" if payment.uetr else ""
    accepted = "" if reason else f"<AccptncDtTm>{at}</AccptncDtTm>"
    return (
        f"<TxInfAndSts><OrgnlInstrId>{escape(payment.instruction_id)}</OrgnlInstrId>"
        f"<OrgnlEndToEndId>{escape(payment.end_to_end_id)}</OrgnlEndToEndId>{uetr}<TxSts>{status}</TxSts>{why}{accepted}"
        f'<OrgnlTxRef><Amt><InstdAmt Ccy="VND">{payment.amount_vnd}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>'
    )
