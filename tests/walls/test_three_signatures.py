"""Three different people sign a batch, valid on its day; and a request asks for nothing twice: held by the database."""

import secrets
from collections.abc import Iterator

import pytest

from tests.acts.province import workers
from tests.acts.test_central_share import sent
from tests.acts.test_signatories import three
from tests.conftest import create, drop, serving
from tests.office import Office, accepted
from tests.treasury import fund_by, open_fund
from tests.walls.conftest import form, nth_decision
from tests.walls.plain_sql import PlainSql, act

ROLES = ("maker", "chief_accountant", "account_holder")


@pytest.fixture(scope="module")
def url(server_url: str, template: str, service_url: str) -> Iterator[str]:
    """A unit that has said who signs, with a draft batch; and a request that was sent."""
    name = f"chitra_signed_{secrets.token_hex(6)}"
    made = create(server_url, name, template)
    with serving(made):
        office = Office(service_url)
        fund_by([(open_fund("TW", source="central"), 1)], policy="freelance")
        nth_decision(office, workers(2), 1)
        accepted(form(office))
        three(office)
        accepted(sent(office, 3_000_000))
        office.close()
    yield made
    drop(server_url, name)


@pytest.fixture
def at(url: str) -> Iterator[PlainSql]:
    """A terminal with an act of somebody of finance opened."""
    with act(url) as opened:
        opened.become("finance_maker")
        yield opened


SIGN = """INSERT INTO batch_signatory (batch_id, role, signatory_id, person_id, name, title)
          SELECT b.id, %s, s.id, s.person_id, 'Ai', 'Đó' FROM payment_batch b, signatory s WHERE s.role = %s"""
FREEZE = "UPDATE payment_batch SET state = 'frozen' WHERE state = 'draft'"


def test_a_batch_is_frozen_with_three_signatures(at: PlainSql) -> None:
    for role in ROLES:
        assert at.refusal(FREEZE) == "CT022"
        at.rows(SIGN, role, role)
    assert at.refusal(FREEZE) is None


def test_one_person_signs_one_batch_once(at: PlainSql) -> None:
    at.rows(SIGN, "maker", "maker")
    like = at.one("SELECT id FROM signatory WHERE role = 'maker'")
    second = at.copy("signatory", like, role="account_holder", state="recorded", confirmed_by_person_id=None)
    checker = at.become("finance_checker")
    at.rows("UPDATE signatory SET state = 'in_force', confirmed_by_person_id = %s WHERE id = %s", checker, second)
    twice = SIGN + f" AND s.id = {second}"
    assert at.refusal(twice, "account_holder", "account_holder") == "uq_batch_signatory_batch_id_person_id"


def test_whoever_signs_has_the_role_on_that_day(at: PlainSql) -> None:
    assert at.refusal(SIGN, "maker", "account_holder") == "CT022"
    at.rows("UPDATE signatory SET state = 'ended', ended_on = '2022-02-27' WHERE role = 'maker'")
    assert at.refusal(SIGN, "maker", "maker") == "CT022"
    assert at.refusal("UPDATE signatory SET ended_on = '2022-03-27' WHERE role = 'maker'") == "CT003"


def test_what_is_said_of_a_signature_does_not_change(at: PlainSql) -> None:
    for column in ("role", "person_id", "title", "since", "until", "substitutes_id", "paper", "district_id"):
        assert at.refusal(f"UPDATE signatory SET {column} = {column}") == "CT003", column
    assert at.refusal("DELETE FROM signatory") == at.refusal("UPDATE batch_signatory SET name = name") == "CT003"
    assert at.refusal("UPDATE signatory SET confirmed_by_person_id = recorded_by_person_id") == "CT003"
    like = at.one("SELECT id FROM signatory WHERE role = 'maker'")
    second = at.copy("signatory", like, state="recorded", confirmed_by_person_id=None)
    alone = "UPDATE signatory SET state = 'in_force', confirmed_by_person_id = recorded_by_person_id WHERE id = %s"
    assert at.refusal(alone, second) == "ck_signatory_two_people"


def test_a_substitute_is_of_the_same_role_and_another_person(at: PlainSql) -> None:
    like = at.one("SELECT id FROM signatory WHERE role = 'maker'")
    other = at.one("SELECT id FROM signatory WHERE role = 'account_holder'")
    person = at.one("SELECT max(id) FROM natural_person")
    new = {"state": "recorded", "confirmed_by_person_id": None, "paper": "5/UQ", "until": "2022-03-01"}
    assert at.copy_refusal("signatory", like, **new, substitutes_id=like) == "CT022"
    assert at.copy_refusal("signatory", like, **new, substitutes_id=other, person_id=person) == "CT022"
    assert at.copy_refusal("signatory", like, **{**new, "paper": None}, substitutes_id=like, person_id=person) == (
        "ck_signatory_substitute"
    )


def test_a_request_is_written_once_and_adds_up(at: PlainSql) -> None:
    for table in ("central_request", "central_request_line"):
        assert at.refusal(f"DELETE FROM {table}") == at.refusal(f"UPDATE {table} SET asked_vnd = 0") == "CT003"
    like = at.one("SELECT id FROM central_request")
    assert at.copy_refusal("central_request", like) == "uq_central_request_district_id_budget_year_nth"
    line = "INSERT INTO central_request_line VALUES (%s, %s, 1, %s, %s, %s, %s)"
    assert at.refusal(line, like, "artist", 1, 1, 0, 1) == "CT003"


def test_nothing_is_asked_for_twice(at: PlainSql) -> None:
    like = at.one("SELECT id FROM central_request")
    mine = at.copy("central_request", like, nth=2, number="2", act_id=at.one("SELECT current_act()"))
    line = "INSERT INTO central_request_line VALUES (%s, 'freelance', 1, 3000000, 3000000, %s, %s)"
    assert at.refusal(line, mine, 0, 1) == "ck_central_request_line_adds_up"
    at.rows(line, mine, 0, 3_000_000)
    assert at.refusal("SET CONSTRAINTS central_request_agrees IMMEDIATE") == "CT022"
