"""A bank order as pain.001.001.09 (ISO 20022): the texts that a file says, its bytes, and what bytes say.

`said` gives the very texts of an order's file, `write` its bytes, `read` the texts of bytes. The rules
(order_rules) judge texts, so that the order and its bytes are judged alike. A template writes faster than a
tree by ten times; the official schema and an independent parser hold it in the tests.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta, timezone
from typing import NamedTuple, cast
from xml.sax.saxutils import escape

from lxml import etree

from app.files import xml
from app.files.bank_order import BankOrder, OrderLine
from app.files.latin import transliterate

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
VIET_NAM = timezone(timedelta(hours=7))
CLEARING_SYSTEM = "NAPAS"  # payees' banks are named by their 6-digit BIN
ACCOUNT_SCHEME = "BBAN"  # Viet Nam has no IBAN
CHARGE_BEARER = "DEBT"  # the payer bears the charges: the payee gets the whole support


_MARKUP = re.compile(r"[<>&\"]")
_QUOTE = {'"': "&quot;"}


class SaidHead(NamedTuple):
    """What a file says once."""

    message_id: str
    created: str
    transactions: str
    control_sum: str
    initiator: str
    payment_information_id: str
    method: str
    block_transactions: str
    block_sum: str
    category_purpose: str
    execution_date: str
    debtor_name: str
    debtor_account: str
    debtor_currency: str
    debtor_bic: str
    charge_bearer: str


class SaidLine(NamedTuple):
    """What a file says of one payment."""

    instruction_id: str
    end_to_end_id: str
    uetr: str
    currency: str
    amount: str
    clearing_system: str
    agent: str
    name: str
    account: str
    account_scheme: str
    purpose: str
    remittance: str


class Said(NamedTuple):
    """What a file says."""

    head: SaidHead
    lines: tuple[SaidLine, ...]


def said(order: BankOrder) -> Said:
    """The texts of the order's file. What banks cannot write stays as it is, for rule R7 to refuse."""
    name, count, total = _latin(order.debtor_name), str(len(order.lines)), str(order.amount_vnd)
    created = order.created_at.astimezone(VIET_NAM) if order.created_at.tzinfo else order.created_at
    head = SaidHead(
        order.message_id, created.isoformat(), count, total, name, order.payment_information_id, "TRF", count,
        total, order.category_purpose, order.execution_date.isoformat(), name, order.debtor_account, "VND",
        order.debtor_bic, CHARGE_BEARER,
    )  # fmt: skip
    return Said(head, tuple(_said_line(order.purpose, line) for line in order.lines))


def write(order: BankOrder) -> bytes:
    """The file: UTF-8 without BOM, LF, the same bytes for the same order. Run the rules before, and on it."""
    head, lines = said(order)
    return "".join((_HEAD.format(*_safe(head)), *map(_line, lines), _TAIL)).encode()


def read(data: bytes) -> Said:
    """What the bytes of a file of ours say. Raises xml.Refused where they are none."""
    root = xml.parse(data)
    once = [_found(search, root) for search in _HEAD_TEXTS]
    columns = [_found(search, root) for search in _LINE_TEXTS]
    if any(len(texts) != 1 for texts in once) or len({len(column) for column in columns}) != 1:
        raise xml.Refused("XML_OTHER_MESSAGE")
    head = SaidHead._make(texts[0] for texts in once)
    return Said(head, tuple(map(SaidLine._make, zip(*columns, strict=True))))


def _latin(text: str) -> str:
    latin = transliterate(text)
    return latin if isinstance(latin, str) else text


def _said_line(purpose: str, line: OrderLine) -> SaidLine:
    return SaidLine(
        line.instruction_id, line.end_to_end_id, line.uetr, "VND", str(line.amount_vnd), CLEARING_SYSTEM,
        line.creditor_bin, _latin(line.creditor_name), line.creditor_account, ACCOUNT_SCHEME, purpose,
        _latin(line.remittance),
    )  # fmt: skip


def _safe(texts: Sequence[str]) -> Iterable[str]:
    """The texts, escaped where any needs it: hardly ever, as banks' letters hold no markup."""
    return (escape(text, _QUOTE) for text in texts) if _MARKUP.search("".join(texts)) else texts


_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{NAMESPACE}">
<CstmrCdtTrfInitn>
<GrpHdr><MsgId>{{}}</MsgId><CreDtTm>{{}}</CreDtTm><NbOfTxs>{{}}</NbOfTxs><CtrlSum>{{}}</CtrlSum>\
<InitgPty><Nm>{{}}</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>{{}}</PmtInfId><PmtMtd>{{}}</PmtMtd><NbOfTxs>{{}}</NbOfTxs><CtrlSum>{{}}</CtrlSum>
<PmtTpInf><CtgyPurp><Cd>{{}}</Cd></CtgyPurp></PmtTpInf><ReqdExctnDt><Dt>{{}}</Dt></ReqdExctnDt>
<Dbtr><Nm>{{}}</Nm></Dbtr><DbtrAcct><Id><Othr><Id>{{}}</Id></Othr></Id><Ccy>{{}}</Ccy></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>{{}}</BICFI></FinInstnId></DbtrAgt><ChrgBr>{{}}</ChrgBr>
"""
_LINE = (
    "<CdtTrfTxInf><PmtId><InstrId>{}</InstrId><EndToEndId>{}</EndToEndId><UETR>{}</UETR></PmtId>"
    '<Amt><InstdAmt Ccy="{}">{}</InstdAmt></Amt>'
    "<CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Prtry>{}</Prtry></ClrSysId><MmbId>{}</MmbId></ClrSysMmbId>"
    "</FinInstnId></CdtrAgt><Cdtr><Nm>{}</Nm></Cdtr><CdtrAcct><Id><Othr><Id>{}</Id><SchmeNm><Cd>{}</Cd></SchmeNm>"
    "</Othr></Id></CdtrAcct><Purp><Cd>{}</Cd></Purp><RmtInf><Ustrd>{}</Ustrd></RmtInf></CdtTrfTxInf>\n"
)
_TAIL = "</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n"


def _line(line: SaidLine) -> str:
    return _LINE.format(*_safe(line))


def _texts(start: str, paths: Iterable[str]) -> tuple[etree.XPath, ...]:
    """A search for all texts at each path of local names, where the last step may be an attribute."""
    return tuple(_search(f"{start}/{path}") for path in paths)


def _found(search: etree.XPath, root: xml.Element) -> list[str]:
    return [str(text) for text in cast("list[object]", search(root))]


def _search(path: str) -> etree.XPath:
    steps = (step if step.startswith("@") else f"p:{step}" for step in path.split("/"))
    text = "" if "@" in path else "/text()"
    return etree.XPath("/".join(steps) + text, namespaces={"p": NAMESPACE}, smart_strings=False)


_HEAD_TEXTS = _texts(
    "CstmrCdtTrfInitn",
    (
        "GrpHdr/MsgId", "GrpHdr/CreDtTm", "GrpHdr/NbOfTxs", "GrpHdr/CtrlSum", "GrpHdr/InitgPty/Nm",
        "PmtInf/PmtInfId", "PmtInf/PmtMtd", "PmtInf/NbOfTxs", "PmtInf/CtrlSum", "PmtInf/PmtTpInf/CtgyPurp/Cd",
        "PmtInf/ReqdExctnDt/Dt", "PmtInf/Dbtr/Nm", "PmtInf/DbtrAcct/Id/Othr/Id", "PmtInf/DbtrAcct/Ccy",
        "PmtInf/DbtrAgt/FinInstnId/BICFI", "PmtInf/ChrgBr",
    ),
)  # fmt: skip
_LINE_TEXTS = _texts(
    "CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf",
    (
        "PmtId/InstrId", "PmtId/EndToEndId", "PmtId/UETR", "Amt/InstdAmt/@Ccy", "Amt/InstdAmt",
        "CdtrAgt/FinInstnId/ClrSysMmbId/ClrSysId/Prtry", "CdtrAgt/FinInstnId/ClrSysMmbId/MmbId", "Cdtr/Nm",
        "CdtrAcct/Id/Othr/Id", "CdtrAcct/Id/Othr/SchmeNm/Cd", "Purp/Cd", "RmtInf/Ustrd",
    ),
)  # fmt: skip
