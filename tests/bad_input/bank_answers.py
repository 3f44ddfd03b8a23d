"""Bank answers with a trick: refused whole, before anything is booked. By name, with the code."""

import gzip
from collections.abc import Callable, Mapping

SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
DEEP = 40


def answer(
    reference: str = "E000123", *, before: str = "", inside: str = "", space: str = SPACE, behind: str = ""
) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<Document xmlns="{space}"><CstmrPmtStsRpt>'
        "<GrpHdr><MsgId>A-1</MsgId>"
        "<CreDtTm>2021-08-23T16:30:00+07:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>B1</OrgnlMsgId>"
        f"<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId>{inside}"
        f"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>"
        f"</CstmrPmtStsRpt></Document>{behind}"
    )


def entities(levels: int) -> str:
    """Each entity ten of the one before."""
    names = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(levels)]
    return f"<!DOCTYPE d [{''.join(names)}]>"


Made = Callable[[], bytes]
ATTACKS: Mapping[str, tuple[Made, str]] = {
    "a document type": (lambda: answer(before="<!DOCTYPE Document>").encode(), "XML_DTD"),
    "a document type in small letters": (lambda: answer(before="<!doctype Document>").encode(), "XML_DTD"),
    "a document type behind a comment": (lambda: answer(before="<!-- a --><!DOCTYPE Document>").encode(), "XML_DTD"),
    "a billion laughs": (lambda: answer("&e9;", before=entities(10)).encode(), "XML_DTD"),
    "quadratic growth": (
        lambda: answer("&a;" * 1_000, before=f'<!DOCTYPE d [<!ENTITY a "{"x" * 50_000}">]>').encode(),
        "XML_DTD",
    ),
    "a file of the machine": (
        lambda: answer("&a;", before='<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>').encode(),
        "XML_DTD",
    ),
    "a place in the network": (
        lambda: answer("&a;", before='<!DOCTYPE d [<!ENTITY a SYSTEM "http://127.0.0.1:1/">]>').encode(),
        "XML_DTD",
    ),
    "a parameter entity": (
        lambda: answer(before='<!DOCTYPE d [<!ENTITY % a SYSTEM "file:///a"> %a;]>').encode(),
        "XML_DTD",
    ),
    "a definition elsewhere": (
        lambda: answer(before='<!DOCTYPE d PUBLIC "-//x" "http://127.0.0.1:1/x">').encode(),
        "XML_DTD",
    ),
    "an undeclared entity in an id": (lambda: answer("E000&x;123").encode(), "XML_DTD"),
    "a comment in an id": (lambda: answer("E000<!-- x -->123").encode(), "XML_SPLIT_TEXT"),
    "a comment before an id": (lambda: answer("<!-- x -->E000123").encode(), "XML_SPLIT_TEXT"),
    "a comment behind an id": (lambda: answer("E000123<!-- x -->").encode(), "XML_SPLIT_TEXT"),
    "an instruction in an id": (lambda: answer("E000<?x y?>123").encode(), "XML_SPLIT_TEXT"),
    "an element in an id": (lambda: answer("E000<b/>123").encode(), "XML_SPLIT_TEXT"),
    "another's element in an id": (lambda: answer('E000<x:b xmlns:x="urn:x">9</x:b>123').encode(), "XML_SPLIT_TEXT"),
    "depth": (lambda: answer(inside="<a>" * DEEP + "</a>" * DEEP).encode(), "XML_TOO_DEEP"),
    "a hundred thousand levels": (lambda: answer(inside="<a>" * 100_000 + "</a>" * 100_000).encode(), "XML_BROKEN"),
    "levels without end": (lambda: b"<a>" * 200_000, "XML_BROKEN"),
    "two ids": (lambda: answer("E1</OrgnlEndToEndId><OrgnlEndToEndId>E2").encode(), "XML_OTHER_MESSAGE"),
    "two statuses": (
        lambda: answer("E1</OrgnlEndToEndId><TxSts>RJCT</TxSts><OrgnlEndToEndId>").encode(),
        "XML_OTHER_MESSAGE",
    ),
    "another message": (
        lambda: answer(space="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08").encode(),
        "XML_OTHER_MESSAGE",
    ),
    "an order instead of an answer": (
        lambda: answer(space="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09").encode(),
        "XML_OTHER_MESSAGE",
    ),
    "an unknown version": (lambda: answer(space=SPACE[:-2] + "99").encode(), "XML_OTHER_MESSAGE"),
    "no namespace": (lambda: answer().replace(f' xmlns="{SPACE}"', "").encode(), "XML_OTHER_MESSAGE"),
    "another root": (lambda: answer().replace("Document", "Envelope").encode(), "XML_OTHER_MESSAGE"),
    "no id of its own": (lambda: answer().replace("<MsgId>A-1</MsgId>", "").encode(), "XML_OTHER_MESSAGE"),
    "no order": (lambda: answer().replace("<OrgnlMsgId>B1</OrgnlMsgId>", "").encode(), "XML_OTHER_MESSAGE"),
    "UTF-16": (lambda: answer().replace("UTF-8", "UTF-16").encode("utf-16"), "XML_NOT_UTF8"),
    "UTF-16 that says UTF-8": (lambda: answer().encode("utf-16"), "XML_NOT_UTF8"),
    "UTF-32": (lambda: answer().encode("utf-32"), "XML_NOT_UTF8"),
    "UTF-7": (lambda: answer().replace("UTF-8", "UTF-7").encode(), "XML_NOT_UTF8"),
    "UTF-7 that hides a document type": (
        lambda: answer(before="+ADwAIQ-DOCTYPE d+AD4").replace("UTF-8", "UTF-7").encode(),
        "XML_NOT_UTF8",
    ),
    "another code page": (lambda: answer().replace("UTF-8", "windows-1258").encode(), "XML_NOT_UTF8"),
    "a byte of another code page": (lambda: answer().encode().replace(b"E000123", b"E000\xe9"), "XML_NOT_UTF8"),
    "a zero": (lambda: answer().encode().replace(b"E000123", b"E000\x00123"), "XML_NOT_UTF8"),
    "EBCDIC": (lambda: answer().encode("cp500"), "XML_NOT_UTF8"),
    "gzip": (lambda: gzip.compress(answer().encode()), "XML_NOT_UTF8"),
    "half of it": (lambda: answer().encode()[:-60], "XML_BROKEN"),
    "something behind": (lambda: answer(behind="<a/>").encode(), "XML_BROKEN"),
    "an attribute twice": (lambda: answer().replace("<TxSts>", '<TxSts a="1" a="2">').encode(), "XML_BROKEN"),
    "a control character": (lambda: answer("E\x01").encode(), "XML_BROKEN"),
    "a control character by number": (lambda: answer("E&#1;").encode(), "XML_BROKEN"),
    "one text of eleven million letters": (lambda: answer("E" * 11_000_000).encode(), "XML_BROKEN"),
    "no XML": (lambda: b"E000123;ACSC\n", "XML_BROKEN"),
    "nothing": (lambda: b"", "XML_BROKEN"),
}
