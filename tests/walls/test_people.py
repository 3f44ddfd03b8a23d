"""Two natural persons, whatever accounts they have: the database compares people."""

import pytest

from tests.walls.plain_sql import PlainSql

DECIDED = "SELECT min(id) FROM decision WHERE state = 'decided'"


def test_whoever_recorded_a_decision_does_not_compare_it(at: PlainSql) -> None:
    decision = at.one(DECIDED)
    one_person = at.one("SELECT recorded_by_person_id FROM decision WHERE id = %s", decision)
    new = {"number": "9/QĐ", "state": "drafted", "compared_by_person_id": one_person}
    assert at.copy_refusal("decision", decision, **new) == "ck_decision_two_people"


def test_no_decision_is_in_force_that_nobody_compared(at: PlainSql) -> None:
    id_ = at.copy("decision", at.one(DECIDED), number="9/QĐ", state="drafted", compared_by_person_id=None)
    at.rows("UPDATE decision SET state = 'recorded' WHERE id = %s", id_)
    assert at.refusal("UPDATE decision SET state = 'decided' WHERE id = %s", id_) == "ck_decision_compared"


@pytest.mark.parametrize("missing", ["number", "signed_on", "signer", "recorded_by_person_id"])
def test_no_decision_is_recorded_without_its_paper_and_its_clerk(at: PlainSql, missing: str) -> None:
    id_ = at.copy("decision", at.one(DECIDED), **{"number": "9/QĐ", "state": "drafted", missing: None})
    assert at.refusal("UPDATE decision SET state = 'recorded' WHERE id = %s", id_) == "ck_decision_recorded_whole"


def test_whoever_formed_a_batch_does_not_check_it(at: PlainSql) -> None:
    statement = """UPDATE payment_batch SET state = 'checked', checked_by_person_id = formed_by_person_id
                   WHERE state = 'frozen'"""
    assert at.refusal(statement) == "ck_payment_batch_two_people"


def test_no_batch_goes_on_that_nobody_checked(at: PlainSql) -> None:
    assert at.refusal("UPDATE payment_batch SET state = 'checked' WHERE state = 'frozen'") == "ck_payment_batch_checked"
    checked = "UPDATE payment_batch SET checked_by_person_id = NULL WHERE state = 'exported'"
    assert at.refusal(checked) == "ck_payment_batch_checked"


def test_whoever_formed_a_submission_does_not_appraise_it(at: PlainSql) -> None:
    like = at.one("SELECT min(id) FROM submission WHERE state = 'appraised'")
    person = at.one("SELECT formed_by_person_id FROM submission WHERE id = %s", like)
    refusal = at.copy_refusal("submission", like, state="formed", appraised_by_person_id=person)
    assert refusal == "ck_submission_two_people"


def test_no_submission_goes_on_that_nobody_appraised(at: PlainSql) -> None:
    like = at.one("SELECT min(id) FROM submission WHERE state = 'appraised'")
    id_ = at.copy("submission", like, state="formed", appraised_by_person_id=None)
    assert at.refusal("UPDATE submission SET state = 'appraised' WHERE id = %s", id_) == "ck_submission_appraised"


def test_a_person_has_one_account_in_a_role_at_a_unit(at: PlainSql) -> None:
    account = at.one("SELECT min(id) FROM account")
    assert at.copy_refusal("account", account) == "uq_account_person_id_role_unit_id"
    person = at.one("SELECT min(id) FROM natural_person")
    assert at.copy_refusal("natural_person", person) == "uq_natural_person_name"
