"""A district whose money has been everywhere it can be, from two funds; each test breaks it and puts it back."""

import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tests import treasury
from tests.acts.province import ACCOUNT, exported, files_of
from tests.acts.test_reconciliation import answer, report
from tests.conftest import create, drop, serving
from tests.faults.crowd import crowd
from tests.office import Office
from tests.walls.conftest import nth_decision, work


@pytest.fixture(scope="session")
def url(server_url: str, template: str, service_url: str) -> Iterator[str]:
    """The database, which no test changes."""
    name = f"chitra_held_{secrets.token_hex(6)}"
    url = create(server_url, name, template)
    with serving(url):
        office = Office(service_url)
        live(office)
        office.close()
    yield url
    drop(server_url, name)


def live(office: Office) -> None:
    """Everything of the walls' district, paid 80 to 20, and an order that a bank answered in every way."""
    treasury.fund_by([(treasury.open_fund("TW", source="central"), 80), (treasury.open_fund("DP"), 20)], "freelance")
    work(office)
    office.give_account("582")
    people = [{**one, **ACCOUNT, "account_number": f"49012050{nth:05d}"} for nth, one in enumerate(crowd(5))]
    nth_decision(office, people, 9)
    maker = office.desk("finance_maker", "582")
    files = files_of(maker, exported(office, channel="transfer")["id"])
    order = next(data for name, data in files.items() if name.endswith(".xml"))
    answer(maker, report(order, {0: ("ACSC", ""), 1: ("RJCT", "AC01"), 2: ("PDNG", "")}))
    answer(maker, report(order, {0: ("ACCC", "")}, "BANK-2"))
    answer(maker, report(order, {1: ("ACCC", ""), 3: ("ACCC", "")}, "BANK-3"))  # a step back is set aside


@pytest.fixture
def tx(url: str) -> Iterator[Session]:
    """A transaction that is undone."""
    with Session(create_engine(url, poolclass=NullPool)) as opened:
        yield opened
        opened.rollback()
