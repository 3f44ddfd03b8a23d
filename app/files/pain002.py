"""A bank's answer to an order, pain.002 (ISO 20022): which payment has which status.

The namespace tells the version. A status of the group or block is taken only where no transaction has one: a
bank that accepts a file in part says so at both.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from app.files import status_codes, xml
from app.files.status_codes import Effect
from app.files.xml import Element, NotReadable, Refused

VERSIONS = tuple(f"urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}" for version in ("03", "10", "12", "14"))
TRANSACTION = "TxInfAndSts"
_TEXTS = ("OrgnlEndToEndId", "OrgnlUETR", "OrgnlInstrId", "TxSts", "AccptncDtTm")


@dataclass(frozen=True, slots=True)
class TxStatus:
    """What the bank says of one payment. Codes stand as they came; empty texts are None."""

    end_to_end_id: str
    uetr: str | None
    instruction_id: str | None
    status: str
    reason_code: str | None
    reason_text: str | None = field(repr=False)
    amount_vnd: int | None
    accepted_at: datetime | None
    payment_information_id: str | None
    debtor_account: str | None = field(default=None, repr=False)

    @property
    def effect(self) -> Effect:
        """What it does to the payout. An amount that is no whole đồng is an exception."""
        return Effect.EXCEPTION if self.amount_vnd == NOT_WHOLE else status_codes.effect(self.status)


@dataclass(frozen=True, slots=True)
class StatusReport:
    """An answer as read. `group_status` counts only where `statuses` is empty."""

    version: str
    message_id: str
    created_at: datetime | None
    original_message_id: str
    group_status: str | None
    reason_code: str | None
    statuses: tuple[TxStatus, ...]
    original_count: str | None = None  # of the order, as the bank says it; so the next
    original_sum: str | None = None

    @property
    def group_effect(self) -> Effect | None:
        """What the answer does to all payments of the order, None where they have statuses of their own."""
        if self.statuses or self.group_status is None:
            return None
        return status_codes.effect(self.group_status)


FIRST_YEAR, LAST_YEAR = 2000, 2100
NOT_WHOLE = -1
"""An amount that was there, but not as whole đồng."""


def read(data: bytes) -> StatusReport | NotReadable:
    """The answer, or why its bytes are not one. Large answers are streamed."""
    try:
        return _report(xml.stream(data, TRANSACTION, VERSIONS))
    except Refused as refused:
        return refused.why


def _report(elements: Iterator[Element]) -> StatusReport:
    statuses: list[TxStatus] = []
    for element in elements:
        if not element.tag.endswith("}" + TRANSACTION):
            return _with_head(element, tuple(statuses))
        statuses.append(_status(element))
    raise Refused("XML_BROKEN")


def _with_head(root: Element, statuses: tuple[TxStatus, ...]) -> StatusReport:
    body = "CstmrPmtStsRpt"
    message_id = xml.text(root, f"{body}/GrpHdr/MsgId")
    original = xml.text(root, f"{body}/OrgnlGrpInfAndSts/OrgnlMsgId")
    if not root.tag.endswith("}Document") or not message_id or not original:
        raise Refused("XML_OTHER_MESSAGE")
    blocks = (f"{body}/OrgnlGrpInfAndSts/GrpSts", f"{body}/OrgnlPmtInfAndSts/PmtInfSts")
    return StatusReport(
        version=xml.namespace(root)[-2:],
        message_id=message_id,
        created_at=_instant(xml.text(root, f"{body}/GrpHdr/CreDtTm")),
        original_message_id=original,
        group_status=next(filter(None, (xml.text(root, path) for path in blocks)), None),
        reason_code=xml.text(root, f"{body}/OrgnlGrpInfAndSts/StsRsnInf/Rsn/Cd") or None,
        statuses=statuses,
        original_count=xml.text(root, f"{body}/OrgnlGrpInfAndSts/OrgnlNbOfTxs") or None,
        original_sum=xml.text(root, f"{body}/OrgnlGrpInfAndSts/OrgnlCtrlSum") or None,
    )


def _status(element: Element) -> TxStatus:
    parts = xml.children(element, once=_TEXTS)
    texts = {name: xml.value(parts[name]) for name in _TEXTS if name in parts}
    why, amount, block = parts.get("StsRsnInf"), parts.get("OrgnlTxRef"), element.getparent()
    return TxStatus(
        end_to_end_id=texts.get("OrgnlEndToEndId", ""),
        uetr=texts.get("OrgnlUETR") or None,
        instruction_id=texts.get("OrgnlInstrId") or None,
        status=texts.get("TxSts", ""),
        reason_code=_reason(why),
        reason_text=(xml.text(why, "AddtlInf") or None) if why is not None else None,
        amount_vnd=_amount(amount) if amount is not None else None,
        accepted_at=_instant(texts.get("AccptncDtTm", "")),
        payment_information_id=(xml.text(block, "OrgnlPmtInfId") or None) if block is not None else None,
        debtor_account=(xml.text(amount, "DbtrAcct/Id/Othr/Id") or None) if amount is not None else None,
    )


def _reason(why: Element | None) -> str | None:
    if why is None:
        return None
    return xml.text(why, "Rsn/Cd") or xml.text(why, "Rsn/Prtry") or None


def _amount(reference: Element) -> int | None:
    found = xml.find(reference, "Amt/InstdAmt")
    if found is None:
        return None
    whole, _, rest = xml.value(found).partition(".")
    is_whole = whole.isascii() and whole.isdigit() and not rest.strip("0") and found.get("Ccy") == "VND"
    return int(whole) if is_whole else NOT_WHOLE


def _instant(text: str) -> datetime | None:
    """An instant; one of another time than a bank's is none, and could not be told in ours."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
