"""Bank answers with a trick are refused whole, in no time, and by nothing that reaches out."""

import time

import pytest

from app.files import pain002
from app.files.pain002 import StatusReport
from app.files.xml import NotReadable
from tests.bad_input.bank_answers import ATTACKS, answer

SECONDS_MAX = 5


def test_the_answer_without_a_trick_is_read() -> None:
    found = pain002.read(answer().encode())
    assert isinstance(found, StatusReport)
    assert [(each.end_to_end_id, each.status) for each in found.statuses] == [("E000123", "ACSC")]


@pytest.mark.parametrize("what", ATTACKS)
def test_a_trick_is_refused_whole(what: str) -> None:
    make, code = ATTACKS[what]
    data = make()
    began = time.process_time()
    found = pain002.read(data)
    assert time.process_time() - began < SECONDS_MAX
    assert isinstance(found, NotReadable), what
    assert found.code == code
