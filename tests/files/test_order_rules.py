"""Rules R1 to R12: a good order keeps them all, and each has a mutant that only it refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.files import order_rules, pain001
from app.files.bank_order import BankOrder
from app.files.order_rules import Terms, check, check_bytes, write
from tests.files.orders import MONDAY, TODAY, make_line, make_orders_lines, make_terms


def with_line(order: BankOrder, **changed: object) -> BankOrder:
    """The order with its second line changed."""
    return replace(order, lines=(order.lines[0], replace(order.lines[1], **changed), *order.lines[2:]))


ORDER = make_orders_lines(3)
FIRST = ORDER.lines[0]

ORDERS: list[tuple[str, int | None, BankOrder]] = [
    ("R1", 2, with_line(ORDER, amount_vnd=0)),
    ("R1", 2, with_line(ORDER, amount_vnd=-5)),
    ("R1", 2, with_line(ORDER, amount_vnd=500_000_000)),
    ("R4", 1, with_line(ORDER, end_to_end_id=FIRST.end_to_end_id)),
    ("R4", 2, with_line(ORDER, instruction_id=FIRST.instruction_id)),
    ("R4", 2, with_line(ORDER, uetr=FIRST.uetr)),
    ("R5", None, replace(ORDER, message_id="B 1")),
    ("R5", None, replace(ORDER, message_id="B" * 34)),
    ("R5", 2, with_line(ORDER, instruction_id="/A//B")),
    ("R5", 2, with_line(ORDER, end_to_end_id="P00000000000000000000A")),
    ("R6", 2, with_line(ORDER, uetr="0190163d-8694-739b-aea5-966c26f8ad91")),
    ("R6", 2, with_line(ORDER, uetr=FIRST.uetr.upper())),
    ("R7", 2, with_line(ORDER, creditor_name="Nguyễn 中")),
    ("R7", 2, with_line(ORDER, creditor_name="+Nguyễn")),
    ("R7", 2, with_line(ORDER, creditor_name="A" * 141)),
    ("R7", 2, with_line(ORDER, remittance="A" * 101)),
    ("R7", 2, with_line(ORDER, remittance=" ")),
    ("R7", None, replace(ORDER, debtor_name="Phòng 中")),
    ("R8", 1, replace(ORDER, purpose="ZZZZ")),
    ("R8", None, replace(ORDER, category_purpose="BENE")),
    ("R9", None, replace(ORDER, execution_date=TODAY - timedelta(days=1))),
    ("R9", None, replace(ORDER, execution_date=date(2021, 8, 22))),
    ("R9", None, replace(ORDER, execution_date=TODAY + timedelta(days=61))),
    ("R11", 2, with_line(ORDER, creditor_account="12 34")),
    ("R11", 2, with_line(ORDER, creditor_account="")),
    ("R11", 2, with_line(ORDER, creditor_bin="970499")),
    ("R11", None, replace(ORDER, debtor_bic="VBAA")),
    ("R12", None, replace(ORDER, created_at=datetime(2021, 8, 20, 9, 30))),  # noqa: DTZ001 – the mutant
    ("R12", None, replace(ORDER, created_at=ORDER.created_at.replace(microsecond=1))),
    ("R12", None, replace(ORDER, lines=ORDER.lines[::-1])),
]


@pytest.mark.parametrize(("rule", "line", "order"), ORDERS)
def test_a_mutant_order_is_refused_by_its_rule(rule: str, line: int | None, order: BankOrder) -> None:
    faults = check(order, make_terms(order))
    assert (rule, line) in {(fault.rule, fault.line) for fault in faults}
    assert {fault.rule for fault in faults} == {rule}
    assert write(order, make_terms(order)).files == ()


TERMS: list[tuple[str, dict[str, Any]]] = [
    ("R1", {"amount_max_vnd": 1_499_999}),
    ("R2", {"reserved_vnd": 1}),
    ("R3", {"reserved_lines": 2}),
    ("R9", {"holidays": (MONDAY,)}),
]


@pytest.mark.parametrize(("rule", "changed"), TERMS)
def test_an_order_that_differs_from_its_batch_or_its_bank_is_refused(rule: str, changed: dict[str, Any]) -> None:
    assert {fault.rule for fault in check(ORDER, replace(make_terms(ORDER), **changed))} == {rule}


def swap(old: bytes, new: bytes, times: int = 1) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old, new, times)


BYTES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("R1", swap(b">1500000<", b">1500000.50<")),
    ("R2", swap(b"<CtrlSum>4500000", b"<CtrlSum>4500001")),
    ("R3", swap(b"<NbOfTxs>3", b"<NbOfTxs>4")),
    ("R4", swap(b"L000000002", b"L000000001")),
    ("R5", swap(b"<MsgId>B", b"<MsgId>B ")),
    ("R6", swap(b"<UETR>", b"<UETR>A")),
    ("R7", swap(b"<Cdtr><Nm>", b"<Cdtr><Nm>?")),
    ("R8", swap(b'Ccy="VND"', b'Ccy="XXY"')),
    ("R9", swap(b"2021-08-23", b"2021-02-30")),
    ("R11", swap(b"<MmbId>9704", b"<MmbId>9999")),
    ("R12", swap(b"0000000000001", b"0000000000009")),
    ("R12", swap(b"\n", b"\r\n", -1)),
    ("R12", lambda data: b"\xef\xbb\xbf" + data),
    ("R12", swap(b"CdtTrfTxInf>", b"CdtTrfTxInX>", -1)),
    ("R12", lambda data: data[:-20]),
]


@pytest.mark.parametrize(("rule", "change"), BYTES)
def test_changed_bytes_are_refused_by_their_rule(rule: str, change: Callable[[bytes], bytes]) -> None:
    data = change(pain001.write(ORDER))
    assert rule in {fault.rule for fault in check_bytes(ORDER, data, make_terms(ORDER))}


def test_every_rule_has_a_mutant() -> None:
    named = {rule for rule, *_ in ORDERS} | {rule for rule, _ in TERMS} | {rule for rule, _ in BYTES}
    assert named | {"R10"} == set(order_rules.RULES)


def test_a_file_may_hold_so_many_lines_and_bytes_and_no_more() -> None:
    data = pain001.write(ORDER)
    exact = replace(make_terms(ORDER), lines_max=3, bytes_max=len(data))
    assert check_bytes(ORDER, data, exact) == []
    for limit in ({"lines_max": 2}, {"bytes_max": len(data) - 1}):
        assert {fault.rule for fault in check_bytes(ORDER, data, replace(exact, **limit))} == {"R10"}


def test_a_good_order_is_written_in_files_that_keep_the_rules() -> None:
    order = make_orders_lines(7)
    written = write(order, replace(make_terms(order), lines_max=3))
    assert written.faults == ()
    assert [len(file.order.lines) for file in written.files] == [3, 3, 1]
    assert all(file.data == pain001.write(file.order) for file in written.files)


def test_an_order_for_nobody_is_refused() -> None:
    empty = replace(ORDER, lines=())
    assert {fault.rule for fault in check(empty, Terms(TODAY, 0, 0))} == {"R3"}


def test_a_fault_tells_the_line_in_two_languages_and_nobodys_number() -> None:
    order = with_line(ORDER, creditor_account="0581-880-1234")
    fault = check(order, make_terms(order))[0]
    assert (fault.rule, fault.line) == ("R11", 2)
    assert "0581" not in fault.vi + fault.en
    assert fault.vi != fault.en


def test_a_name_at_its_longest_is_taken() -> None:
    order = with_line(ORDER, creditor_name="Đ" * 140, remittance="A" * 100, amount_vnd=499_999_999)
    assert check(order, make_terms(order)) == []
    assert make_line(1, 1).amount_vnd == 1
