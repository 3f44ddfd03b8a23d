"""JSON that would cost more than it says: read to its end in little time, or refused."""

import json
import time
from collections.abc import Callable

import pytest

from app.strict_json import LooseJson, loads
from tests.bad_input import running

SECONDS_MAX = 8

REFUSED: dict[str, Callable[[], bytes]] = {
    "a thousand levels of lists": lambda: b"[" * 1_000 + b"]" * 1_000,
    "a thousand levels of objects": lambda: b'{"a":' * 1_000 + b"1" + b"}" * 1_000,
    "a million levels": lambda: b"[" * 1_000_000,
    "twenty-one levels": lambda: b"[" * 21 + b"]" * 21,
    "a number of five thousand digits": lambda: b"[" + b"9" * 5_000 + b"]",
    "a number of nineteen digits": lambda: b"[" + b"9" * 19 + b"]",
    "a number beyond all": lambda: b"[1e400]",
    "a name twice": lambda: b'{"a": 1, "a": 1}',
    "a name twice, deep down": lambda: b'[[{"b": {"a": 1, "\\u0061": 2}}]]',
    "NaN": lambda: b"[NaN]",
    "Infinity": lambda: b"[-Infinity]",
    "something behind": lambda: b"{} {}",
    "nothing": lambda: b"",
    "white space": lambda: b" ",
    "a mark before": lambda: b"\xef\xbb\xbf{}",
    "UTF-16": lambda: "{}".encode("utf-16"),
    "not UTF-8": lambda: b'["\xff"]',
    "a zero": lambda: b'{"a": \x00}',
}


@pytest.mark.parametrize("what", REFUSED)
def test_json_that_can_be_read_in_two_ways_or_has_no_end_is_refused(what: str) -> None:
    began = time.process_time()
    with pytest.raises(LooseJson):
        loads(REFUSED[what]())
    assert time.process_time() - began < SECONDS_MAX


def test_twenty_levels_are_enough_for_anybody() -> None:
    assert loads(b"[" * 20 + b"]" * 20)


def test_a_million_names_are_one_rows_fault() -> None:
    row = json.dumps({f"k{nth}": nth for nth in range(1_000_000)})
    began = time.process_time()
    found = running.taken(f'{{"rows": [{row}]}}'.encode(), "application/json")
    assert time.process_time() - began < SECONDS_MAX
    assert not found.rows
    assert "FIELD_UNKNOWN" in {each.code for each in found.faults}
