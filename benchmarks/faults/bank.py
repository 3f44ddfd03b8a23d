"""A bank that keeps books of its own: whom it paid, whatever the service believes. It answers late, twice, or wrongly.

It reads orders and writes reports as `app/sample/bank.py` does; what becomes of a payment is drawn here, so that
every fate comes often in small orders. Whoever goes unanswered was paid all the same: the worst case.
"""

import hashlib
import random
import threading
from collections import Counter
from dataclasses import dataclass, replace

from lxml import etree

from app.sample.bank import Order, Payment, read_order, report

SETTLED, DEBITED, REJECTED, OUR_CAUSE, UNANSWERED = "settled", "debited", "AC01", "AM04", "unanswered"
FATES, SHARES = (SETTLED, DEBITED, REJECTED, OUR_CAUSE, UNANSWERED), (78, 6, 5, 4, 7)
FIRST_AT, SECOND_AT, LATE_AT = "2022-02-28T16:30:00+07:00", "2022-03-01T09:00:00+07:00", "2022-03-02T10:00:00+07:00"


@dataclass(slots=True)
class Received:
    """An order at the bank, and what it did with each payment."""

    order: Order
    sha256: bytes
    fates: dict[str, str]
    district: str  # whose it is
    last_word: bool = False  # whether the bank has said all that there is to say


class Bank:
    """Pays each order once, however often it comes."""

    def __init__(self, seed: int) -> None:
        self.paid_vnd: Counter[str] = Counter()  # by holder: nobody else of a run is called so
        self.orders: dict[str, Received] = {}
        self.findings: list[str] = []
        self._instructions: set[str] = set()
        self._chance = random.Random(f"bank {seed}")
        self._lock = threading.Lock()

    def receive(self, data: bytes, district: str, fate: str | None = None) -> Received:
        """Take an order; all of it meets one fate where the harness says so."""
        order, digest = read_order(data), hashlib.sha256(data).digest()
        with self._lock:
            known = self.orders.get(order.message_id)
            if known is None:
                known = self.orders[order.message_id] = self._pay(
                    order, data, Received(order, digest, {}, district), fate
                )
            elif known.sha256 != digest:
                self.findings.append(f"export not deterministic: order {order.message_id} left as two files")
        return known

    def _pay(self, order: Order, data: bytes, new: Received, fate: str | None) -> Received:
        holders = _holders(data)
        for payment in order.payments:
            if payment.end_to_end_id in self._instructions:
                self.findings.append(f"doubled: instruction {payment.end_to_end_id} came in two orders")
            self._instructions.add(payment.end_to_end_id)
            new.fates[payment.end_to_end_id] = drawn = fate or self._chance.choices(FATES, SHARES)[0]
            if drawn in {SETTLED, DEBITED, UNANSWERED}:
                self.paid_vnd[holders[payment.end_to_end_id]] += payment.amount_vnd
        return new

    def unheard(self) -> list[Received]:
        """Orders of which the service has not heard the last word."""
        return [one for one in self.orders.values() if not one.last_word]


def first_report(received: Received) -> bytes:
    """Debits and rejections of the day."""
    lines = [(each, *_first_word(received.fates[each.end_to_end_id])) for each in received.order.payments]
    return report(received.order, 1, FIRST_AT, [(each, status, why) for each, status, why in lines if status])


def second_report(received: Received) -> bytes:
    """Credits of the next day."""
    return report(received.order, 2, SECOND_AT, [(each, "ACCC", "") for each in _with(received, SETTLED)])


def late_report(received: Received) -> bytes:
    """The last word on what was debited or went unanswered, when somebody asked."""
    return report(received.order, 3, LATE_AT, [(each, "ACCC", "") for each in _with(received, DEBITED, UNANSWERED)])


def false_report(received: Received) -> bytes:
    """Another sum than was ordered: not one of these may be booked."""
    lies = [(replace(each, amount_vnd=each.amount_vnd + 1), "ACCC", "") for each in received.order.payments]
    return report(received.order, 7, FIRST_AT, lies)


def stepping_back(received: Received) -> bytes:
    """A rejection of what is settled: a conflict for a person, never an overwrite."""
    return report(received.order, 8, LATE_AT, [(each, "RJCT", "AC04") for each in _with(received, SETTLED)])


def answered(received: Received, *fates: str) -> bool:
    """Whether any payment met one of these fates."""
    return bool(_with(received, *fates))


def says_first(received: Received) -> bool:
    """Whether there is anything to say on the day itself."""
    return answered(received, SETTLED, DEBITED, REJECTED, OUR_CAUSE)


def _with(received: Received, *fates: str) -> list[Payment]:
    return [each for each in received.order.payments if received.fates[each.end_to_end_id] in fates]


def _first_word(fate: str) -> tuple[str, str]:
    if fate in {REJECTED, OUR_CAUSE}:
        return "RJCT", fate
    return ("", "") if fate == UNANSWERED else ("ACSC", "")


def _holders(data: bytes) -> dict[str, str]:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    names = {"p": etree.QName(root).namespace or ""}
    return {
        str(each.findtext("p:PmtId/p:EndToEndId", "", names)): str(each.findtext("p:Cdtr/p:Nm", "", names))
        for each in root.iterfind(".//p:CdtTrfTxInf", names)
    }
