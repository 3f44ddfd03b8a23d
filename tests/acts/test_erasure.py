"""A person erased by two people: nothing is left of them, and every amount, state, decision and hash stays."""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlalchemy.exc import DBAPIError

from app import db
from app.settings import settings
from tests.acts.forms import sign
from tests.acts.province import appraised, decided, exported, files_of, freelance_list, workers
from tests.acts.registers import dead, register
from tests.cli.test_admin import chitra
from tests.conftest import plain
from tests.office import Office, accepted, refused
from tests.routers.neighbours import query
from tests.walls.plain_sql import PlainSql, act

PHONE = "0911222333"
MAN = {"full_name": "Đặng Thị Quýt", "citizen_id": "058188777001", "old_identity": "264777002", "phone": PHONE}
PAPER = {"reason": "own_request", "paper": "Đơn số 12/ĐN của bà Đặng Thị Quýt, ngày 01/03/2034."}
LATER = date(2034, 3, 1)
SAME = ("explanation", "determination", "decision_totals", "entitlement", "payout", "payout_share", "state_change",
        "audit_entry", "hashes")  # fmt: skip
KEPT = {
    "explanation": "SELECT encode(digest, 'hex'), encode(body_cipher, 'hex'), lines FROM explanation ORDER BY 1",
    "determination": "SELECT * FROM determination ORDER BY id",
    "decision_totals": "SELECT id, state, number, rows, amount_vnd, encode(annex_sha256, 'hex') FROM decision",
    "entitlement": "SELECT * FROM entitlement ORDER BY id",
    "payout": "SELECT id, batch_id, line, state, amount_vnd, end_to_end_id, settled_on FROM payout ORDER BY id",
    "payout_share": "SELECT * FROM payout_share ORDER BY payout_id, entitlement_id",
    "state_change": "SELECT * FROM state_change WHERE kind <> 'erasure' ORDER BY id",
    "audit_entry": "SELECT * FROM audit_entry WHERE action NOT LIKE 'erasure.%' ORDER BY id",
    "hashes": """SELECT encode(sha256, 'hex') FROM list_version UNION ALL SELECT encode(sha256, 'hex') FROM batch_file
                 UNION ALL SELECT encode(sha256, 'hex') FROM answer ORDER BY 1""",
}


@pytest.fixture
def paid(office: Office) -> int:
    """Somebody paid in cash in February 2022 with two documents and a phone, and a neighbour on the same list."""
    freelance_list(office, [*workers(1, **MAN), *workers(1, first=20)])
    decided(office, [appraised(office)["id"]])
    batch = exported(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data)))
    officer = office.desk("district_officer", "582")
    [found] = accepted(officer.post("/beneficiaries/search", {"number": MAN["citizen_id"]}))["items"]
    rows = [{"full_name": one["full_name"], "birth_date": "15/03/1988", "citizen_id": one["citizen_id"],
             "old_identity": one.get("old_identity")} for one in (MAN, *workers(1, first=20))]  # fmt: skip
    register(office, "payroll", rows)
    accepted(office.desk("auditor", "582").post(f"/beneficiaries/{found['id']}/unmasking", {
        "reason": "complaint", "words": f"Khiếu nại của {MAN['full_name']} ngày 3"}))  # fmt: skip
    id_: int = found["id"]
    return id_


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ten years on."""
    later_settings = settings().model_copy(update={"fixed_today": LATER})
    monkeypatch.setattr("app.erasing.settings", lambda: later_settings)
    return None


def ask(office: Office, person: int) -> Any:  # noqa: ANN401 – JSON is anything
    """Ask for somebody to be erased."""
    return office.desk("provincial_officer", "58").post(f"/beneficiaries/{person}/erasures", PAPER)


def confirm(office: Office, erasure: int, *, agreed: bool = True) -> Any:  # noqa: ANN401 – JSON is anything
    """A second person's word."""
    return office.desk("provincial_approver", "58").post(f"/erasures/{erasure}/confirmation", {"agreed": agreed})


def erased(office: Office, person: int) -> dict[str, Any]:
    """Asked and confirmed."""
    done: dict[str, Any] = accepted(confirm(office, accepted(ask(office, person))["id"]))
    return done


def kept() -> dict[str, list[Any]]:
    """What has to stay as it is."""
    return {part: [tuple(map(str, row)) for row in query(statement)] for part, statement in KEPT.items()}


def test_whoever_was_paid_is_kept_for_ten_years_and_the_refusal_says_until_when(office: Office, paid: int) -> None:
    problem = refused(ask(office, paid), "STILL_KEPT")
    assert problem["until"] == "2032-02-25" and "25/02/2032" in problem["detail"]


def test_nothing_is_left_of_the_person_and_everything_of_the_money(office: Office, paid: int, later: None) -> None:
    before = kept()
    done = erased(office, paid)
    assert (done["state"], done["beneficiaries"], done["kept_until"]) == ("done", 1, "2032-02-25")
    assert kept() == before
    [(dump,)] = query("""
        SELECT string_agg(said, ' ') FROM (
            SELECT to_jsonb(b)::text AS said FROM beneficiary b
            UNION ALL SELECT to_jsonb(d)::text FROM identity_document d
            UNION ALL SELECT to_jsonb(r)::text FROM list_row r UNION ALL SELECT to_jsonb(p)::text FROM payout p
            UNION ALL SELECT to_jsonb(a)::text FROM application a UNION ALL SELECT to_jsonb(m)::text FROM likely_match m
            UNION ALL SELECT to_jsonb(u)::text FROM unmasking u) all_of_it""")
    for value in (MAN["full_name"], "dang thi quyt", '"7001"', '"7002"', '"333"', MAN["citizen_id"], PHONE):
        assert value not in dump, value
    [row] = query("SELECT * FROM beneficiary WHERE id = :id", id=paid)
    assert (row.full_name, row.name_key, row.birth_date, row.birth_year, row.sex) == ("(đã xoá)", "", None, None, None)
    documents = query(
        "SELECT number_index, number_cipher, last4 FROM identity_document WHERE beneficiary_id = :id", id=paid
    )
    assert len({bytes(each.number_index) for each in documents}) == 2
    assert all((len(each.number_index), bytes(each.number_cipher), each.last4) == (32, b"", "") for each in documents)
    rows = query("SELECT r.* FROM list_row r JOIN application a ON a.id = application_id WHERE a.beneficiary_id = :id",
                 id=paid)  # fmt: skip
    assert rows and all(
        (bytes(r.cells_cipher), r.facts, r.name_key, r.number_indexes) == (b"", {}, "", []) for r in rows
    )


def test_other_agencies_lists_kept_answers_and_the_request_itself_name_nobody_either(
    office: Office, paid: int, later: None
) -> None:
    refused_first = accepted(ask(office, paid))["id"]
    accepted(confirm(office, refused_first, agreed=False))
    done = erased(office, paid)
    assert done["paper"] == "12/ĐN 01/03/2034"
    assert {row.paper for row in query("SELECT paper FROM erasure")} == {"12/ĐN 01/03/2034"}
    entry, neighbour = query("SELECT * FROM register_entry ORDER BY line")
    assert (entry.name_key, entry.birth_date, entry.birth_year) == ("", None, None)
    assert neighbour.name_key and neighbour.birth_year == 1988
    numbers = query("SELECT entry_id, last4, octet_length(number_cipher) AS cipher FROM register_number ORDER BY id")
    assert [(each.entry_id == entry.id, each.last4 == "", each.cipher == 0) for each in numbers] == [
        (True, True, True), (True, True, True), (False, False, False)
    ]  # fmt: skip
    dropped = query("""
        SELECT t.action FROM answered_request r JOIN act ON act.account_id = r.account_id AND act.at = r.answered_at
        JOIN audit_entry t ON t.act_id = act.id WHERE octet_length(r.body_cipher) = 0 ORDER BY act.id""")
    assert [row.action for row in dropped] == [
        "identity.unmasked", "erasure.asked", "erasure.refused", "erasure.asked"
    ]  # fmt: skip


def test_the_neighbour_on_the_same_list_and_batch_is_untouched(office: Office, paid: int, later: None) -> None:
    statement = """
        SELECT b.full_name, d.last4, encode(d.number_index, 'hex'), r.name_key, encode(r.cells_cipher, 'hex'), r.facts,
               p.payee_name
        FROM beneficiary b JOIN identity_document d ON d.beneficiary_id = b.id
        JOIN application a ON a.beneficiary_id = b.id
        JOIN list_row r ON r.application_id = a.id JOIN payout p ON p.application_id = a.id WHERE b.id <> :id"""
    before = query(statement, id=paid)
    erased(office, paid)
    assert before and query(statement, id=paid) == before


def test_the_pages_still_answer_and_name_nobody(office: Office, paid: int, later: None) -> None:
    erased(office, paid)
    auditor, officer = office.desk("auditor", "582"), office.desk("district_officer", "582")
    story = accepted(auditor.get(f"/beneficiaries/{paid}/history"))
    assert story["full_name"] == "(đã xoá)" and story["payouts"][0]["amount_vnd"] == 1_500_000
    told = accepted(auditor.get(f"/beneficiaries/{paid}/identity"))
    assert (told["documents"], told["phones"], told["accounts"]) == ([], [], [])
    assert accepted(auditor.get("/payouts"))["items"][0]["payee_name"] in {"", workers(1, first=20)[0]["full_name"]}
    for path in ("/applications", "/beneficiary-lists/1", "/beneficiary-lists/1/rows", "/unmaskings", "/audit"):
        assert MAN["full_name"] not in auditor.get(path).text
    assert accepted(officer.post("/beneficiaries/search", {"number": MAN["citizen_id"]}))["items"] == []
    maker = office.desk("finance_maker", "582")
    assert accepted(maker.get("/payment-batches/1/files"))["items"], "the file of many stays until the last is erased"


def test_it_takes_two_natural_persons(office: Office, paid: int, later: None) -> None:
    asked = accepted(ask(office, paid))
    same = office.desk("provincial_approver", "58", person="provincial_officer 58")
    refused(same.post(f"/erasures/{asked['id']}/confirmation", {"agreed": True}), "SAME_HANDS")
    refused(ask(office, paid), "ERASED_ALREADY")
    assert accepted(confirm(office, asked["id"], agreed=False))["state"] == "refused"
    assert query("SELECT full_name FROM beneficiary WHERE id = :id", id=paid)[0].full_name == MAN["full_name"]
    refused(confirm(office, asked["id"]), "WRONG_STATE")
    for role, unit in (("district_officer", "582"), ("auditor", "58"), ("administrator", "58")):
        refused(office.desk(role, unit).post(f"/beneficiaries/{paid}/erasures", PAPER), "NOT_YOURS")


def test_a_marked_list_made_anew_names_nobody_who_was_erased(office: Office, paid: int, later: None) -> None:
    officer = office.desk("district_officer", "582")

    def marked() -> str:
        book = openpyxl.load_workbook(BytesIO(officer.get("/beneficiary-lists/1/faults.xlsx", version=1).content))
        return str([list(sheet.values) for sheet in book])

    assert str(MAN["full_name"]) in marked() and str(MAN["citizen_id"]) in marked()
    erased(office, paid)
    assert str(MAN["full_name"]) not in marked() and str(MAN["citizen_id"]) not in marked()


def test_nobody_is_erased_while_something_is_under_way(office: Office, later: None) -> None:
    freelance_list(office, workers(1))
    [(person,)] = query("SELECT id FROM beneficiary")
    refused(ask(office, person), "STILL_UNDER_WAY")
    decided(office, [appraised(office)["id"]])
    refused(ask(office, person), "STILL_UNDER_WAY")
    exported(office)
    refused(ask(office, person), "STILL_UNDER_WAY")


def test_what_was_declined_is_at_its_end(office: Office, later: None) -> None:
    freelance_list(office, workers(1))
    [(application, person)] = query("SELECT id, beneficiary_id FROM application")
    declined = {"paper_number": "Đơn 1", "paper_date": "2021-09-01", "reason": "không nhận"}
    accepted(office.desk("district_officer", "582").post(f"/applications/{application}/decline", declined))
    assert erased(office, person)["state"] == "done"


def test_what_somebody_has_twice_is_under_way_no_more(office: Office, later: None) -> None:
    freelance_list(office, workers(2))
    decided(office, [appraised(office)["id"]])
    first, second = (row[0] for row in query("SELECT id FROM beneficiary ORDER BY id"))
    officer, approver = office.desk("provincial_officer", "58"), office.desk("provincial_approver", "58")
    link = accepted(officer.post("/links", {"first": first, "second": second, "reason": "Là một người"}))
    accepted(approver.post(f"/links/{link['id']}/decision", {"agreed": True, "opinion": "Đúng"}))
    refused(ask(office, first), "STILL_UNDER_WAY")
    batch = exported(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data)))
    assert sorted(row[0] for row in query("SELECT state FROM entitlement")) == ["open", "paid"]
    assert erased(office, first)["beneficiaries"] == 2


def test_what_is_asked_for_somebody_known_to_be_dead_goes_no_further(office: Office, later: None) -> None:
    freelance_list(office, workers(1))
    register(office, "deaths", [dead(workers(1)[0])])
    [(finding, person)] = query("SELECT id, beneficiary_id FROM finding")
    refused(ask(office, person), "STILL_UNDER_WAY")
    said = {"findings": [finding], "cleared": False, "why": "Hộ tịch xác nhận"}
    accepted(office.desk("district_officer", "582").post("/findings/decisions", said))
    assert erased(office, person)["state"] == "done"


def test_whoever_was_never_paid_is_kept_for_a_shorter_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    freelance_list(office, workers(1, has_labour_contract=True))
    decided(office, [appraised(office)["id"]])
    [(person,)] = query("SELECT id FROM beneficiary")
    assert refused(ask(office, person), "STILL_KEPT")["until"] == "2023-08-10"
    monkeypatch.setattr(
        "app.erasing.settings", lambda: settings().model_copy(update={"fixed_today": date(2023, 8, 10)})
    )
    assert erased(office, person)["state"] == "done"


def test_linked_records_go_together_and_a_relinked_one_is_looked_at_again(office: Office, later: None) -> None:
    freelance_list(office, workers(2, has_labour_contract=True))
    decided(office, [appraised(office)["id"]])
    first, second = (row[0] for row in query("SELECT id FROM beneficiary ORDER BY id"))
    officer, approver = office.desk("provincial_officer", "58"), office.desk("provincial_approver", "58")
    link = accepted(officer.post("/links", {"first": first, "second": second, "reason": "Quýt là một người"}))
    if link["state"] == "proposed":
        accepted(approver.post(f"/links/{link['id']}/decision", {"agreed": True, "opinion": "Đúng là Quýt"}))
    assert erased(office, second)["beneficiaries"] == 2
    assert {row[0] for row in query("SELECT full_name FROM beneficiary")} == {"(đã xoá)"}
    assert query("SELECT reason, coalesce(opinion, '') FROM beneficiary_link") == [("", "")]


def test_somebody_of_no_district_of_ours_is_not_found(office: Office, later: None) -> None:
    refused(ask(office, 999_999), "NO_SUCH_RECORD")
    refused(confirm(office, 999_999), "NO_SUCH_RECORD")


# -- the walls, in plain SQL --


@pytest.fixture
def walls(office: Office, paid: int, database_url: str) -> Iterator[tuple[PlainSql, int]]:
    """A terminal with an act opened, in a database with somebody paid."""
    db.engine().dispose()
    with act(plain(database_url)) as opened:
        yield opened, paid


ERASING = {
    "list_row": "UPDATE list_row SET name_key = '', cells_cipher = '', health_cipher = NULL, facts = '{}', "
    "faults = '[]', number_indexes = '{}', content_index = decode(repeat('ab', 32), 'hex')",
    "identity_document": "UPDATE identity_document SET last4 = '', number_cipher = '', "
    "number_index = decode(md5(id::text) || md5(kind), 'hex')",
    "payout": "UPDATE payout SET payee_name = '', bank_bin = NULL, account_index = NULL, account_cipher = NULL, "
    "account_last4 = NULL",
    "unmasking": "UPDATE unmasking SET words_cipher = ''",
    "list_version": "UPDATE list_version SET original_cipher = ''",
    "batch_file": "UPDATE batch_file SET bytes_cipher = ''",
    "answer": "UPDATE answer SET bytes_cipher = ''",
    "decision": "UPDATE decision SET annex_cipher = ''",
    "answered_request": "UPDATE answered_request SET body_cipher = ''",
    "register_entry": "UPDATE register_entry SET name_key = '', birth_date = NULL, birth_year = NULL, sex = NULL, "
    "commune_code = NULL",
    "register_number": "UPDATE register_number SET last4 = '', number_cipher = '', "
    "number_index = decode(md5(id::text) || md5(kind), 'hex')",
}  # fmt: skip
OF_ENTRIES = (
    "(SELECT n.entry_id FROM register_number n JOIN identity_document d ON d.number_index = n.number_index "
    "WHERE d.beneficiary_id = {person})"
)


def begin_erasure(at: PlainSql, person: int, state: str = "done") -> None:
    """An erasure that this act confirms, which another act asked for."""
    first = at.one("SELECT min(id) FROM act")
    erasure = at.one(
        "INSERT INTO erasure (state, reason, paper, asked_on, asked_by_person_id, act_id, district_id) VALUES "
        "('asked', 'own_request', '1', '2034-01-01', %s, %s, (SELECT min(id) FROM unit)) RETURNING id",
        at.person(), first,
    )  # fmt: skip
    at.rows("INSERT INTO erased_person VALUES (%s, %s)", erasure, person)
    if state == "done":
        second = at.become("provincial_approver")
        at.rows(
            "UPDATE erasure SET state = 'done', confirmed_by_person_id = %s, "
            "done_act_id = current_setting('chitra.act')::bigint WHERE id = %s", second, erasure,
        )  # fmt: skip


@pytest.mark.parametrize("table", ERASING)
def test_no_wall_opens_without_an_erasure(walls: tuple[PlainSql, int], table: str) -> None:
    at, person = walls
    assert at.refusal(ERASING[table]) == "CT003"
    begin_erasure(at, person, "asked")
    assert at.refusal(ERASING[table]) == "CT003", "it is asked, not confirmed"


@pytest.mark.parametrize(
    "table", ["list_row", "identity_document", "payout", "unmasking", "register_entry", "register_number"]
)
def test_in_an_erasure_the_walls_open_for_that_person_alone(walls: tuple[PlainSql, int], table: str) -> None:
    at, person = walls
    begin_erasure(at, person)
    mine = {
        "list_row": f" WHERE application_id IN (SELECT id FROM application WHERE beneficiary_id = {person})",
        "identity_document": f" WHERE beneficiary_id = {person}", "payout": f" WHERE beneficiary_id = {person}",
        "unmasking": f" WHERE beneficiary_id = {person}",
        "register_entry": f" WHERE id IN {OF_ENTRIES.format(person=person)}",
        "register_number": f" WHERE kind = 'citizen_id' AND entry_id IN {OF_ENTRIES.format(person=person)}",
    }[table]  # fmt: skip
    if table != "unmasking":
        assert at.refusal(ERASING[table]) == "CT003", "another person's is among them"
    assert at.refusal(ERASING[table] + mine) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payout SET payee_name = 'Một Người Khác' WHERE beneficiary_id = {person}",
        "UPDATE payout SET payee_name = '', bank_bin = '970405' WHERE beneficiary_id = {person}",
        "UPDATE payout SET amount_vnd = 1 WHERE beneficiary_id = {person}",
        "UPDATE payout SET beneficiary_id = beneficiary_id WHERE beneficiary_id = {person}",
        "UPDATE identity_document SET last4 = '1234' WHERE beneficiary_id = {person}",
        "UPDATE identity_document SET last4 = '', number_cipher = '' WHERE beneficiary_id = {person}",
        "UPDATE identity_document SET beneficiary_id = beneficiary_id WHERE beneficiary_id = {person}",
        "DELETE FROM identity_document WHERE beneficiary_id = {person}",
        "UPDATE list_row SET facts = '{{\"a\": 1}}'",
        "UPDATE list_row SET line = line",
        "UPDATE list_version SET original_cipher = ''",
        "UPDATE determination SET amount_vnd = 0",
        "UPDATE audit_entry SET payload = ''",
        "UPDATE explanation SET lines = '[]'",
        "UPDATE erased_person SET beneficiary_id = beneficiary_id",
        "INSERT INTO erased_person SELECT erasure_id, b.id FROM erased_person, beneficiary b WHERE b.id <> {person}",
        "UPDATE unmasking SET words_cipher = 'x' WHERE beneficiary_id = {person}",
        "UPDATE unmasking SET until = until WHERE beneficiary_id = {person}",
        "UPDATE answered_request SET body_cipher = ''",
        "UPDATE register_entry SET name_key = 'x' WHERE line = 2",
        "UPDATE register_entry SET birth_year = 1988 WHERE line = 2",
        "UPDATE register_entry SET policy = 'x'",
        "UPDATE erasure SET paper = 'Đơn của bà Quýt'",
        "UPDATE erasure SET paper = paper",
        "UPDATE erasure SET reason = reason",
    ],
)
def test_an_erasure_can_only_erase(walls: tuple[PlainSql, int], statement: str) -> None:
    at, person = walls
    begin_erasure(at, person)
    assert at.refusal(statement.format(person=person)) == "CT003"


def test_an_erasure_of_one_hand_or_of_one_act_or_too_early_is_none(walls: tuple[PlainSql, int]) -> None:
    at, person = walls
    begin_erasure(at, person, "asked")
    done = "UPDATE erasure SET state = 'done', confirmed_by_person_id = {by}, done_act_id = {act}"
    here, asker = "current_setting('chitra.act')::bigint", "asked_by_person_id"
    other = "(SELECT max(id) FROM natural_person)"
    assert at.refusal(done.format(by=asker, act=here)) == "ck_erasure_two_people"
    assert at.refusal(done.format(by=other, act="act_id")) == "ck_erasure_two_acts"
    assert at.refusal(f"UPDATE erasure SET state = 'done', done_act_id = {here}") == "ck_erasure_confirmed"
    early = (
        "INSERT INTO erasure (state, reason, paper, asked_on, kept_until, asked_by_person_id, act_id, district_id) "
        f"SELECT 'asked', 'own_request', '1', '2024-01-01', '2032-01-01', asked_by_person_id, {here}, district_id "
        "FROM erasure"
    )
    assert at.refusal(early) == "ck_erasure_not_kept"
    assert at.refusal("DELETE FROM erasure") == "CT003"


def test_an_erasure_of_before_opens_nothing_now(office: Office, paid: int, later: None, database_url: str) -> None:
    erased(office, paid)
    db.engine().dispose()
    with act(plain(database_url)) as at:
        assert at.refusal(f"UPDATE payout SET payee_name = '' WHERE beneficiary_id = {paid}") == "CT003"
        assert at.refusal(f"UPDATE identity_document SET last4 = last4 WHERE beneficiary_id = {paid}") == "CT003"


def test_the_command_line_purges_what_is_due_and_asks_for_who_is(office: Office, paid: int, database_url: str) -> None:
    office.desk("provincial_officer", "58")
    [(account,)] = query("SELECT id FROM account WHERE role = 'provincial_officer'")
    told = chitra("admin", "retention", "--json", url=database_url)
    assert told.returncode == 0, told.stderr
    assert {each["kind"]: each["due"] for each in json.loads(told.stdout)} == {
        "payment_evidence": 0, "never_paid": 0, "files": 0, "registers": 0, "request_bodies": 0
    }  # fmt: skip
    done = chitra("admin", "purge", "--account", str(account), "--json", url=database_url)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "dropped": {"files": 0, "rows": 0, "registers": 0, "request_bodies": 0},
        "erasures": [],
    }
    assert chitra("admin", "purge", "--account", "999", url=database_url).returncode == 1
    assert chitra("admin", "retention", "--due", url=database_url).stdout == ""


def test_a_purge_is_no_way_around_the_walls(walls: tuple[PlainSql, int]) -> None:
    at, _ = walls
    at.rows("INSERT INTO purge SELECT current_setting('chitra.act')::bigint, k, '2034-01-01' "
            "FROM unnest(ARRAY['files', 'request_bodies']) k")  # fmt: skip
    for table, statement in ERASING.items():
        assert at.refusal(statement) == "CT003", table
    with pytest.raises(DBAPIError):
        query("INSERT INTO purge VALUES (1, 'files', '2034-01-01'), (1, 'files', '2034-01-01')")


def test_what_was_overpaid_is_under_way_until_it_is_settled_and_its_words_go_with_the_person(
    office: Office, paid: int, later: None
) -> None:
    officer, maker = office.desk("district_officer", "582"), office.desk("finance_maker", "582")
    [mine] = [
        one for one in accepted(officer.get("/decisions/1/entitlements"))["items"] if one["beneficiary_id"] == paid
    ]
    new = {"entitlement": mine["id"], "amount_vnd": 1_500_000, "ground": f"Chi nhầm cho {MAN['full_name']}"}
    path = f"/overpayments/{accepted(officer.post('/overpayments', new))['id']}"
    refused(ask(office, paid), "STILL_UNDER_WAY")
    accepted(
        maker.post(f"{path}/notification", {"number": "1/TB", "notified_on": "2022-02-01", "deadline": "2022-03-01"})
    )
    refused(ask(office, paid), "STILL_UNDER_WAY")
    paper = {"number": "7/QĐ", "signed_on": "2022-02-20", "amount_vnd": 1_500_000}
    said = {**paper, "signer": "Nguyễn Văn Chủ", "ground": f"{MAN['full_name']} không còn tài sản"}
    one = accepted(maker.post(f"{path}/write-offs", said))
    accepted(office.desk("finance_checker", "582").post(f"/write-offs/{one['id']}/confirmation", paper))
    erased(office, paid)
    assert query("SELECT o.words, w.words FROM overpayment o JOIN write_off w ON w.overpayment_id = o.id") == [("", "")]
