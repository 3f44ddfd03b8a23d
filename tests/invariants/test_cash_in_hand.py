"""What the invariants find of advances and reimbursements."""

import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tests.conftest import create, drop, serving
from tests.invariants.held import broken
from tests.invariants.test_each_can_fail import found, without_walls
from tests.office import Office
from tests.walls.test_cash_in_hand import work


@pytest.fixture(scope="module")
def url(server_url: str, template: str, service_url: str) -> Iterator[str]:
    """Cash in hand, and lists that communes are reimbursed for."""
    name = f"chitra_hand_{secrets.token_hex(6)}"
    made = create(server_url, name, template)
    with serving(made):
        office = Office(service_url)
        work(office)
        office.close()
    yield made
    drop(server_url, name)


CORRUPTIONS = {
    "UPDATE advance_part SET open_vnd = open_vnd - 1": "I1",
    "UPDATE ledger_transfer SET code = 'pay_back', reference = reference || 'x' WHERE code = 'clear'": "I1",
    "UPDATE advance SET confirmed_by_person_id = NULL WHERE state = 'in_force'": "I9",
    "UPDATE reimbursement SET state = 'refused' WHERE state = 'claimed'": "I3 I12",
    """INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd)
       SELECT (SELECT min(p.id) FROM payout p WHERE p.state = 'batched'), entitlement_id, amount_vnd
       FROM reimbursement_share LIMIT 1""": "I4",
}


def test_a_life_without_corruption_breaks_nothing(url: str) -> None:
    assert broken(url, files=True) == {}


@pytest.mark.parametrize(("statements", "breaks"), CORRUPTIONS.items(), ids=list(CORRUPTIONS.values()))
def test_a_corruption_is_found(url: str, statements: str, breaks: str) -> None:
    with Session(create_engine(url, poolclass=NullPool)) as tx:
        tx.execute(text("ALTER TABLE advance DROP CONSTRAINT ck_advance_two_people"))
        without_walls(tx)
        for statement in statements.split(";"):
            tx.execute(text(statement))
        assert set(breaks.split()) <= set(found(tx))
        tx.rollback()
