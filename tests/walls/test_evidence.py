"""What is written once stays; what an act did has one entry; what a record is does not change under it."""

import pytest

from tests.walls.plain_sql import PlainSql, act, begin_act, commit_refusal, committed, terminal

WRITTEN_ONCE = (
    "act",
    "answer",
    "answer_exception",
    "answered_request",
    "audit_entry",
    "batch_file",
    "beneficiary_list",
    "confirmation",
    "determination",
    "explanation",
    "law_word",
    "list_version",
    "own_paper",
    "paper_check",
    "posting",
    "posting_row",
    "refused_application",
    "refusal_notice_row",
    "state_change",
    "state_move",
)
# What may change of a record after it was written; all else is what the record is.
MAY_CHANGE = {
    "application": {
        "state", "held", "commune_code", "determination_id", "submission_id", "decision_id", "payment_method",
        "bank_bin", "account_index", "account_cipher", "account_last4", "account_name", "phone_index", "phone_cipher",
        "phone_last3", "employer_index",
        "beneficiary_id", "person_id", "double_of",  # as one, by a link
    },
    "submission": {"state", "rows", "amount_vnd", "appraised_by_person_id", "opinion", "decision_id"},
    "decision": {
        "state", "law_on", "number", "signed_on", "signer", "rows", "refused_rows", "amount_vnd", "annex_cipher",
        "annex_sha256", "recorded_by_person_id", "compared_by_person_id",
    },
    "entitlement": {"state", "blocked", "beneficiary_id", "person_id", "double_of"},
    "identity_document": {"ended_act_id", "ended_why"},
    "payment_batch": {"state", "payouts", "amount_vnd", "revision", "checked_by_person_id", "released_by_person_id"},
    "payout": {"state", "reason", "settled_on"},
    "payout_share": {"live"},
    "list_row": {"state"},
    "refusal_notice": {
        "number", "sent_on", "sent_how", "format", "document_sha256", "document_cipher", "sent_act_id",
    },
    "objection": {"upheld", "outcome", "reason", "decided_by_person_id", "decided_act_id"},
}  # fmt: skip
COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s"


def columns(at: PlainSql, table: str) -> list[str]:
    return [name for (name,) in at.rows(COLUMNS, table)]


@pytest.mark.parametrize("table", WRITTEN_ONCE)
def test_what_is_written_once_does_not_change(at: PlainSql, table: str) -> None:
    names = columns(at, table)
    assert names
    passed = {name for name in names if at.refusal(f"UPDATE {table} SET {name} = {name}") != "CT003"}
    assert passed == set()


@pytest.mark.parametrize("table", MAY_CHANGE)
def test_what_a_record_is_does_not_change_under_it(at: PlainSql, table: str) -> None:
    if table == "decision":  # those in force are another wall's
        at.become("district_officer")
        at.copy("decision", at.one("SELECT min(id) FROM decision"), state="drafted", number="9/QĐ")
    chosen = " WHERE state = 'drafted'" if table == "decision" else ""
    passed = {
        name for name in columns(at, table) if at.refusal(f"UPDATE {table} SET {name} = {name}{chosen}") != "CT003"
    }
    assert passed == MAY_CHANGE[table]


@pytest.mark.parametrize("table", ["application", "entitlement"])
def test_whose_a_record_is_changes_by_no_statement(at: PlainSql, table: str) -> None:
    first, second = (row[0] for row in at.rows("SELECT id FROM beneficiary ORDER BY id LIMIT 2"))
    one = at.one(f"SELECT min(id) FROM {table} WHERE beneficiary_id = %s", first)
    moved = f"UPDATE {table} SET beneficiary_id = %s, person_id = %s WHERE id = %s"
    assert at.refusal(moved, second, second, one) == "CT003"
    foreign = f"fk_{table}_beneficiary_id_person_id"
    assert at.refusal(f"UPDATE {table} SET person_id = %s WHERE id = %s", second, one) in {
        foreign,
        "uq_application_live",
        "uq_entitlement_once",
    }


@pytest.mark.parametrize("table", [*WRITTEN_ONCE, *MAY_CHANGE])
def test_nothing_is_deleted(url: str, table: str) -> None:
    with terminal(url) as at:
        assert at.refusal(f"DELETE FROM {table}") == "CT003"
        assert at.refusal(f"DELETE FROM {table} WHERE false") == "CT003"
        assert at.refusal(f"TRUNCATE {table} CASCADE") == "CT003"


def test_a_decision_in_force_does_not_change_at_all(at: PlainSql) -> None:
    decision = at.one("SELECT min(id) FROM decision WHERE state = 'decided'")
    for name in columns(at, "decision"):
        assert at.refusal(f"UPDATE decision SET {name} = {name} WHERE id = %s", decision) == "CT003", name


def test_an_act_without_an_entry_is_not_kept(url: str) -> None:
    with terminal(url) as at:
        here = begin_act(at)
        at.rows("UPDATE payout SET state = 'in_process' WHERE state = 'exported'")
        assert commit_refusal(at) == "CT004"
    with terminal(url) as at:
        assert at.rows("SELECT id FROM act WHERE id = %s", here) == []
        assert at.rows("SELECT id FROM payout WHERE state = 'in_process'") == []


def test_an_act_with_its_entry_is_kept(url: str) -> None:
    with terminal(url) as at:
        here = begin_act(at)
        at.rows("INSERT INTO audit_entry (act_id, action, subject, payload) VALUES (%s, 'wall', 'wall/1', '{}')", here)
        committed(at)
        assert at.one("SELECT count(*) FROM act WHERE id = %s", here) == 1


def test_an_act_has_one_entry(url: str) -> None:
    entry = "INSERT INTO audit_entry (act_id, action, subject, payload) VALUES (%s, 'wall', 'wall/1', '{}')"
    with terminal(url) as at:
        here = begin_act(at)
        at.rows(entry, here)
        assert at.refusal(entry, here) == "uq_audit_entry_act_id"


def test_every_act_of_the_day_has_its_entry_and_its_account(url: str) -> None:
    with terminal(url) as at:
        query = """SELECT count(*), count(e.id) FROM act a
                   JOIN account USING (id) FULL JOIN audit_entry e ON e.act_id = a.id"""
        acts, entries = at.rows(query.replace("JOIN account USING (id) ", ""))[0]
        assert acts == entries > 20


def test_every_determination_confirmation_and_payout_names_an_act(url: str) -> None:
    with act(url) as at:
        for table in ("determination", "payout", "entitlement", "beneficiary", "list_version", "batch_file"):
            like = at.one(f"SELECT min(id) FROM {table}")
            refusal = at.copy_refusal(table, like, act_id=10**9)
            assert refusal is not None, table
