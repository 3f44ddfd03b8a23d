"""A frozen batch is what its files say, whatever statement tries to change it, its payouts, shares or files."""

import hashlib
from collections.abc import Iterator

import pytest

from tests.walls.plain_sql import PlainSql, commit_refusal, committed, terminal
from tests.walls.test_money import owed, paying

FROZEN = "SELECT id FROM payment_batch WHERE state = 'frozen' LIMIT 1"
EXPORTED = "SELECT id FROM payment_batch WHERE state = 'exported' LIMIT 1"
LATER = ("frozen", "checked", "released", "exported", "closed")
STOP = """UPDATE payment_batch SET state = 'frozen', revision = revision + 1, payouts = payouts - 1,
          amount_vnd = amount_vnd - 1500000, checked_by_person_id = NULL, released_by_person_id = NULL WHERE id = %s"""
ONE = "(SELECT min(id) FROM payout WHERE batch_id = %s AND state = 'batched')"


def brought(at: PlainSql, state: str) -> int:
    """The batch of the day, brought to a state as its people bring it there."""
    if state in {"exported", "closed"}:
        batch: int = at.one(EXPORTED)
        if state == "closed":
            at.become("finance_maker")
            at.rows("UPDATE payment_batch SET state = 'closed' WHERE id = %s", batch)
        return batch
    frozen: int = at.one(FROZEN)
    steps = {"checked": ("checked",), "released": ("checked", "released")}.get(state, ())
    for step in steps:
        checker = at.become("finance_checker")
        at.rows(f"UPDATE payment_batch SET state = %s, {step}_by_person_id = {checker} WHERE id = %s", step, frozen)
    at.become("finance_maker")
    return frozen


@pytest.mark.parametrize("state", LATER)
@pytest.mark.parametrize(
    "change",
    [
        "payouts = payouts - 1",
        "payouts = payouts + 1",
        "amount_vnd = amount_vnd + 1",
        "revision = revision + 1",
        "revision = revision - 1",
        "revision = revision + 1, payouts = payouts + 1",
        "payouts = payouts - 1, amount_vnd = amount_vnd - 1500000",
        "revision = revision + 2, payouts = payouts - 1, amount_vnd = amount_vnd - 1500000",
    ],
)
def test_what_is_frozen_does_not_change(at: PlainSql, state: str, change: str) -> None:
    assert at.refusal(f"UPDATE payment_batch SET {change} WHERE id = %s", brought(at, state)) == "CT003"


@pytest.mark.parametrize("state", ["checked", "released"])
def test_a_batch_goes_back_only_by_a_stop(at: PlainSql, state: str) -> None:
    batch = brought(at, state)
    back = "UPDATE payment_batch SET state = 'frozen', checked_by_person_id = NULL, released_by_person_id = NULL"
    assert at.refusal(f"{back} WHERE id = %s", batch) == "CT003"
    assert at.refusal(STOP, batch) == "CT005"  # a stop that stops nobody
    at.rows(f"UPDATE payout SET state = 'void' WHERE id = {ONE}", batch)
    assert at.refusal(STOP.replace(", checked_by_person_id = NULL", ""), batch) == "ck_payment_batch_unchecked"
    assert at.refusal(STOP, batch) is None


@pytest.mark.parametrize("state", LATER)
def test_who_checked_and_released_stays(at: PlainSql, state: str) -> None:
    batch = brought(at, state)
    other = at.become("finance_checker", "a later one")
    for name in ("checked", "released"):
        assert at.refusal(f"UPDATE payment_batch SET {name}_by_person_id = {other} WHERE id = %s", batch) == "CT003"


def test_a_draft_has_one_revision(at: PlainSql) -> None:
    at.become("finance_maker")
    assert at.refusal("UPDATE payment_batch SET revision = 2 WHERE state = 'draft'") == "CT003"


@pytest.mark.parametrize("state", LATER)
def test_a_frozen_batch_takes_no_payout_and_no_share(at: PlainSql, state: str) -> None:
    batch = brought(at, state)
    payout = at.one("SELECT min(id) FROM payout WHERE batch_id = %s", batch)
    new = {"state": "batched", "line": 900, "end_to_end_id": "F", "uetr": "F"}
    assert at.copy_refusal("payout", payout, **new) == "CT003"
    entitlement = owed(at)
    assert at.refusal(*paying(payout, entitlement)) == "CT003"


@pytest.mark.parametrize("state", LATER)
def test_a_frozen_batch_takes_no_file_of_a_later_act(at: PlainSql, state: str) -> None:
    batch = brought(at, state)
    file = at.one("SELECT min(id) FROM batch_file WHERE batch_id = %s", batch)
    act = at.one("SELECT current_setting('chitra.act')::bigint")
    for new in ({"name": "another.xlsx"}, {"name": "another.xlsx", "act_id": act}, {"revision": 2, "act_id": act}):
        assert at.copy_refusal("batch_file", file, **new) == "CT003", new


def test_what_is_said_of_a_payout_changes_with_its_state_alone(at: PlainSql) -> None:
    settled = "SELECT min(id) FROM payout WHERE state = 'settled'"
    for change in ("settled_on = settled_on + 1", "settled_on = NULL", "reason = 'AC04'"):
        assert at.refusal(f"UPDATE payout SET {change} WHERE id = ({settled})") == "CT003", change


@pytest.fixture
def committing(url: str) -> Iterator[PlainSql]:
    """A terminal whose act of the finance maker is entered, so that nothing else keeps it from being kept."""
    with terminal(url) as at:
        at.become("finance_maker")
        enter(at)
        yield at


def enter(at: PlainSql) -> None:
    at.rows("INSERT INTO audit_entry (act_id, action, subject, payload) VALUES (current_act(), 'wall', 'wall/1', '{}')")


def test_a_payout_taken_out_of_a_frozen_batch_by_itself_is_not_kept(committing: PlainSql) -> None:
    """Its files would go on paying what the books have open again."""
    committing.rows(f"UPDATE payout SET state = 'void' WHERE id = {ONE}", committing.one(FROZEN))
    assert commit_refusal(committing) == "CT005"


def test_a_stop_without_new_files_is_not_kept(committing: PlainSql) -> None:
    batch = committing.one(FROZEN)
    committing.rows(f"UPDATE payout SET state = 'void' WHERE id = {ONE}", batch)
    committing.rows(STOP, batch)
    assert commit_refusal(committing) == "CT005"


def test_a_batch_frozen_without_files_is_not_kept(committing: PlainSql) -> None:
    committing.rows("UPDATE payment_batch SET state = 'frozen' WHERE state = 'draft'")
    assert commit_refusal(committing) == "CT005"


def test_a_batch_void_with_payouts_in_it_is_not_kept(committing: PlainSql) -> None:
    committing.rows("UPDATE payment_batch SET state = 'void' WHERE id = %s", committing.one(FROZEN))
    assert commit_refusal(committing) == "CT005"


def test_a_batch_closed_while_payouts_wait_is_not_kept(committing: PlainSql) -> None:
    committing.rows("UPDATE payment_batch SET state = 'closed' WHERE id = %s", committing.one(EXPORTED))
    assert commit_refusal(committing) == "CT005"


@pytest.mark.parametrize("state", ["draft", "frozen"])
def test_payouts_do_not_leave_before_their_batch(committing: PlainSql, state: str) -> None:
    batch = committing.one("SELECT id FROM payment_batch WHERE state = %s LIMIT 1", state)
    committing.rows("UPDATE payout SET state = 'exported' WHERE batch_id = %s", batch)
    assert commit_refusal(committing) in {"CT005", "CT009"}


def test_a_batch_does_not_leave_without_its_payouts(url: str) -> None:
    with terminal(url) as at:
        batch = brought(at, "released")
        at.rows("UPDATE payment_batch SET state = 'exported' WHERE id = %s", batch)
        for (act,) in at.rows("SELECT id FROM act WHERE at = now() ORDER BY id"):
            entry = "INSERT INTO audit_entry (act_id, action, subject, payload) VALUES (%s, 'wall', 'wall/1', '{}')"
            at.rows(entry, act)
        assert commit_refusal(at) == "CT005"


def test_the_files_of_a_batch_are_one_acts(committing: PlainSql) -> None:
    """While it is being frozen, and no longer: a second file of the same act passes, and the walls are seen to open."""
    batch = committing.one("SELECT id FROM payment_batch WHERE state = 'draft' LIMIT 1")
    committing.rows("UPDATE payment_batch SET state = 'frozen' WHERE id = %s", batch)
    like = committing.one("SELECT min(id) FROM batch_file")
    act = committing.one("SELECT current_act()")
    for name in ("one.xlsx", "two.xlsx"):
        digest = "\\x" + hashlib.sha256(name.encode()).hexdigest()
        new = {"batch_id": batch, "revision": 1, "name": name, "act_id": act, "sha256": digest}
        assert committing.copy_refusal("batch_file", like, **new) is None
        committing.copy("batch_file", like, **new)
    committing.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")  # all that a commit would ask
    committing.connection.rollback()
    committed(committing)
