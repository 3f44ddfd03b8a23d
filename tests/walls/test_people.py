"""Two natural persons, whatever accounts they have: the database compares people."""

import pytest

from app.access import Role
from app.access.roles import INCOMPATIBLE, PLACES
from tests.walls.plain_sql import PlainSql, terminal

DECIDED = "SELECT min(id) FROM decision WHERE state = 'decided'"


def recorded(at: PlainSql, **different: object) -> int:
    """A decision drafted by one and recorded by another; its id."""
    at.become("district_officer")
    id_ = at.copy("decision", at.one(DECIDED), number="9/QĐ", state="drafted", **different)
    clerk = at.become("district_officer", "a second clerk")
    at.rows("UPDATE decision SET state = 'recorded', recorded_by_person_id = %s WHERE id = %s", clerk, id_)
    return id_


COMPARE = "UPDATE decision SET state = 'decided', compared_by_person_id = %s WHERE id = %s"


def test_whoever_drafted_or_recorded_a_decision_does_not_compare_it(at: PlainSql) -> None:
    id_ = recorded(at)
    drafter, clerk = at.rows("SELECT drafted_by_person_id, recorded_by_person_id FROM decision WHERE id = %s", id_)[0]
    assert drafter != clerk
    for person, wall in ((drafter, "ck_decision_drafted_by_another"), (clerk, "ck_decision_two_people")):
        at.before_the_wall(person, "district_approver")
        assert at.refusal(COMPARE, person, id_) == wall
    assert at.refusal(COMPARE, at.become("district_approver"), id_) is None


def test_no_decision_is_in_force_that_nobody_compared(at: PlainSql) -> None:
    id_ = recorded(at)
    at.become("district_approver")
    assert at.refusal("UPDATE decision SET state = 'decided' WHERE id = %s", id_) == "ck_decision_compared"


@pytest.mark.parametrize("missing", ["number", "signed_on", "signer", "recorded_by_person_id"])
def test_no_decision_is_recorded_without_its_paper_and_its_clerk(at: PlainSql, missing: str) -> None:
    clerk = at.become("district_officer")
    new = {"number": "9/QĐ", "state": "drafted", "recorded_by_person_id": clerk, missing: None}
    id_ = at.copy("decision", at.one(DECIDED), **new)
    assert at.refusal("UPDATE decision SET state = 'recorded' WHERE id = %s", id_) == "ck_decision_recorded_whole"


CHECK = "UPDATE payment_batch SET state = 'checked', checked_by_person_id = %s WHERE state = 'frozen'"
RELEASE = "UPDATE payment_batch SET state = 'released', released_by_person_id = %s WHERE state = 'checked'"


def test_whoever_formed_a_batch_neither_checks_nor_releases_it_under_another_account_either(at: PlainSql) -> None:
    maker = at.one("SELECT formed_by_person_id FROM payment_batch WHERE state = 'frozen'")
    at.before_the_wall(maker, "finance_checker")
    assert at.refusal(CHECK, maker) == "ck_payment_batch_two_people"
    at.rows(CHECK, at.become("finance_checker", "somebody else"))
    at.before_the_wall(maker, "finance_checker")
    assert at.refusal(RELEASE, maker) == "ck_payment_batch_released_by_another"
    assert at.refusal(RELEASE, at.become("finance_checker", "somebody else")) is None


def test_nobody_lends_a_name_to_an_act_of_anothers(at: PlainSql) -> None:
    """The maker under a second account names somebody else as the checker: the act is the maker's all the same."""
    maker = at.one("SELECT formed_by_person_id FROM payment_batch WHERE state = 'frozen'")
    other = at.become("finance_checker", "somebody else")
    at.before_the_wall(maker, "finance_checker")
    assert at.refusal(CHECK, other) == "CT011"
    at.become("finance_maker")
    like = at.one("SELECT min(id) FROM payment_batch WHERE state = 'draft'")
    new = {"message_id": "W1", "payouts": 0, "amount_vnd": 0}
    assert at.copy_refusal("payment_batch", like, **new, formed_by_person_id=other) == "CT011"
    assert at.copy_refusal("payment_batch", like, **new) is None


def test_whose_act_it_is_holds_for_every_column_that_names_somebody(at: PlainSql) -> None:
    named = at.rows(
        """SELECT c.table_name, c.column_name FROM information_schema.columns c
           JOIN information_schema.tables t ON (t.table_schema, t.table_name) = (c.table_schema, c.table_name)
           WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.column_name LIKE %s""",
        "%\\_by\\_person\\_id",
    )
    held = at.rows(
        """SELECT t.tgrelid::regclass::text, encode(t.tgargs, 'escape') FROM pg_trigger t
           JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'named_truly'"""
    )
    twice = sorted([*named, *named])  # when a record is new, and when it changes
    assert sorted((table, column.removesuffix("\\000")) for table, column in held) == twice and len(named) > 20


def test_who_recorded_and_who_compared_stay(at: PlainSql) -> None:
    id_ = recorded(at)
    later = at.become("district_officer", "a third clerk")
    renamed = "UPDATE decision SET recorded_by_person_id = %s WHERE id = %s"
    assert at.refusal(renamed, later, id_) == "CT003"
    assert at.refusal("UPDATE decision SET recorded_by_person_id = NULL WHERE id = %s", id_) == "CT003"


def test_no_batch_goes_on_that_nobody_checked_or_released(at: PlainSql) -> None:
    at.become("finance_checker")
    assert at.refusal("UPDATE payment_batch SET state = 'checked' WHERE state = 'frozen'") == "ck_payment_batch_checked"
    at.rows(CHECK, at.person())
    release = "UPDATE payment_batch SET state = 'released' WHERE state = 'checked'"
    assert at.refusal(release) == "ck_payment_batch_released"
    checked = "UPDATE payment_batch SET checked_by_person_id = NULL WHERE state = 'exported'"
    assert at.refusal(checked) == "CT003"


def test_whoever_formed_a_submission_does_not_appraise_it(at: PlainSql) -> None:
    like = at.one("SELECT min(id) FROM submission WHERE state = 'appraised'")
    former = at.become("district_officer")
    id_ = at.copy("submission", like, state="formed")
    appraise = "UPDATE submission SET state = 'appraised', appraised_by_person_id = %s WHERE id = %s"
    at.before_the_wall(former, "district_approver")
    assert at.refusal(appraise, former, id_) == "ck_submission_two_people"
    assert at.refusal(appraise, at.become("district_approver"), id_) is None


def test_no_submission_goes_on_that_nobody_appraised(at: PlainSql) -> None:
    like = at.one("SELECT min(id) FROM submission WHERE state = 'appraised'")
    at.become("district_officer")
    id_ = at.copy("submission", like, state="formed")
    at.become("district_approver")
    assert at.refusal("UPDATE submission SET state = 'appraised' WHERE id = %s", id_) == "ck_submission_appraised"


OPENED = "INSERT INTO account (person_id, role, unit_id) SELECT %s, %s, min(id) FROM unit WHERE kind = %s"


@pytest.mark.parametrize("role", Role)
def test_roles_that_exclude_each_other_are_not_one_persons(at: PlainSql, role: Role) -> None:
    """The table of the database is the service's, and the trigger holds it, whichever of the two comes second."""
    pairs = at.rows("SELECT other FROM incompatible_role WHERE role = %s", role.value)
    assert {Role(other) for (other,) in pairs} == INCOMPATIBLE[role]
    person = at.one("INSERT INTO natural_person (name) VALUES ('walls') RETURNING id")
    at.rows(OPENED, person, role.value, min(PLACES[role]))
    for other in set(Role) - {role}:
        refusal = at.refusal(OPENED, person, other.value, min(PLACES[other]))
        assert refusal == ("CT012" if other in INCOMPATIBLE[role] else None), other


def test_a_closed_account_makes_room_and_is_not_opened_again_beside_the_other(at: PlainSql) -> None:
    person = at.one("INSERT INTO natural_person (name) VALUES ('walls') RETURNING id")
    at.rows(OPENED, person, "finance_maker", "district")
    at.rows("UPDATE account SET closed_at = now() WHERE person_id = %s", person)
    at.rows(OPENED, person, "finance_checker", "district")
    again = "UPDATE account SET closed_at = NULL WHERE person_id = %s AND role = 'finance_maker'"
    assert at.refusal(again, person) == "CT012"


def test_two_accounts_opened_at_once_for_one_person_wait_for_each_other(url: str) -> None:
    with terminal(url) as first, terminal(url) as second:
        person = first.one("SELECT id FROM natural_person WHERE name = 'district_officer 582'")
        first.rows(OPENED, person, "legal_officer", "province")
        second.rows("SET LOCAL lock_timeout = '200ms'")
        assert second.refusal(OPENED, person, "provincial_officer", "province") == "55P03"


@pytest.mark.parametrize("column", ["person_id", "role", "unit_id"])
def test_whose_an_account_is_does_not_change(at: PlainSql, column: str) -> None:
    assert at.refusal(f"UPDATE account SET {column} = {column}") == "CT003"
    for table in ("account", "natural_person"):
        assert at.refusal(f"DELETE FROM {table}") == "CT003"


def test_a_person_has_one_account_in_a_role_at_a_unit(at: PlainSql) -> None:
    account = at.one("SELECT min(id) FROM account")
    assert at.copy_refusal("account", account) == "uq_account_person_id_role_unit_id"
    person = at.one("SELECT min(id) FROM natural_person")
    assert at.copy_refusal("natural_person", person) == "uq_natural_person_name"
