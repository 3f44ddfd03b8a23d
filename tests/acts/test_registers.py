"""Lists of other agencies: taken in once, faults row by row, replaced by newer ones, told to whoever may see them."""

import pytest

from app import reading, registers
from tests.acts.province import WORKER, freelance_list, workers
from tests.acts.registers import AS_OF, dead, register, send_register, table
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import query
from tests.test_statements import counted
from tests.walls.plain_sql import act

SOMEBODY = dead(WORKER)


@pytest.fixture
def province(office: Office) -> Desk:
    return office.desk("provincial_officer", "58")


def test_a_list_is_taken_with_its_faults_row_by_row(office: Office, province: Desk) -> None:
    rows = [
        SOMEBODY,
        {"full_name": "Lê Văn Tám", "citizen_id": "05808", "died_on": "01/08/2021"},
        {"full_name": "Lê Văn Chín", "died_on": "01/08/2021"},
        {"full_name": "Lê Văn Mười", "birth_date": "01/02/1950", "died_on": "01/08/2021"},
        {"full_name": "Lê Thị Sau", "citizen_id": "058150000001", "died_on": "02/02/2022"},
    ]
    taken = register(office, "deaths", rows, title="Hộ tịch tỉnh")
    assert (taken["rows"], taken["accepted"], taken["known"], taken["findings"]) == (5, 2, False, {})
    assert [(fault["row"], fault["code"]) for fault in taken["faults"]] == [
        (3, "CITIZEN_ID_DIGITS"), (4, "NUMBER_MISSING"), (6, "DIED_AFTER_LIST")
    ]  # fmt: skip
    told = accepted(province.get(f"/registers/{taken['id']}"))
    assert (told["title"], told["as_of"], told["numbered"], told["whole_province"]) == ("Hộ tịch tỉnh", AS_OF, 1, True)
    assert told["faults"] == taken["faults"]


def test_a_file_is_read_before_anybody_has_to_wait_for_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    read, free = reading.read_file, []

    def watched(*given: object) -> object:
        free.append(
            query("""SELECT pg_try_advisory_xact_lock(hashtextextended('identity ' || current_schema(), 0))
                             AND pg_try_advisory_xact_lock(hashtextextended('people ' || current_schema(), 0))""")[0][0]
        )
        return read(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(registers.reading, "read_file", watched)
    register(office, "deaths", [SOMEBODY])
    assert free == [True]


def test_the_same_bytes_again_change_nothing(office: Office, province: Desk, database_url: str) -> None:
    first = register(office, "deaths", [SOMEBODY])
    again = register(office, "deaths", [SOMEBODY])
    assert (again["id"], again["known"], again["accepted"]) == (first["id"], True, 1)
    with act(database_url) as at:
        assert at.one("SELECT count(*) FROM register") == at.one("SELECT count(*) FROM register_entry") == 1
    assert len(accepted(province.get("/registers"))["items"]) == 1


def test_a_newer_list_takes_the_older_ones_place_and_its_rows_stay(
    office: Office, province: Desk, database_url: str
) -> None:
    first = register(office, "deaths", [SOMEBODY])
    second = register(office, "deaths", [SOMEBODY, dead(workers(1)[0])], as_of="2022-02-10")
    assert second["supersedes"] == first["id"]
    other = register(office, "deaths", [dead(workers(1, 5)[0])], title="Danh sách khác", as_of="2022-01-01")
    assert other["supersedes"] is None
    older = send_register(province, "deaths", [dead(workers(1, 9)[0])], as_of="2022-02-09")
    assert "2022-02-10" in refused(older, "REGISTER_OLDER")["detail"]
    with act(database_url) as at:
        assert at.one("SELECT count(*) FROM register_entry") == 4
        assert at.rows("SELECT id FROM register WHERE superseded_act_id IS NOT NULL") == [(first["id"],)]


def test_what_the_list_replaced_no_longer_finds_anybody(office: Office) -> None:
    register(office, "deaths", [SOMEBODY])
    register(office, "deaths", [dead(workers(1)[0])], as_of="2022-02-10")
    assert freelance_list(office, [WORKER])["counts"]["held"] == 0
    assert freelance_list(office, workers(1))["counts"]["held"] == 1


def test_a_list_without_a_usable_row_replaces_nothing(office: Office, province: Desk) -> None:
    register(office, "deaths", [SOMEBODY])
    empty = send_register(
        province, "deaths", [{"full_name": "Lê Văn A", "sex": "Nam", "died_on": "01/08/2021"}], as_of="2022-02-10"
    )
    assert refused(empty, "REGISTER_EMPTY")["faults"][0]["code"] == "NUMBER_MISSING"
    other = province.upload("/registers", b"%PDF-1.4", "text/csv", kind="deaths", title="A", as_of=AS_OF)
    refused(other, "REGISTER_UNREADABLE")
    [only] = accepted(province.get("/registers"))["items"]
    assert only["superseded_act_id"] is None


def test_a_district_sends_its_deaths_alone_and_they_count_in_it_alone(office: Office, province: Desk) -> None:
    here, there = office.desk("district_officer", "582"), office.desk("district_officer", "587")
    refused(send_register(here, "payroll", [SOMEBODY]), "NOT_YOUR_REGISTER")
    refused(send_register(office.desk("auditor", "58"), "deaths", [SOMEBODY]), "NOT_YOURS")
    theirs = accepted(send_register(there, "deaths", [SOMEBODY]))
    assert freelance_list(office, [WORKER])["counts"]["held"] == 0
    mine = accepted(send_register(here, "deaths", [SOMEBODY]))
    assert mine["findings"] == {"on_death_register": 1}
    assert here.get(f"/registers/{theirs['id']}").status_code == 404
    assert [one["id"] for one in accepted(here.get("/registers"))["items"]] == [mine["id"]]
    assert len(accepted(province.get("/registers"))["items"]) == 2


def test_a_list_of_tomorrow_and_several_files_are_refused(province: Desk) -> None:
    refused(send_register(province, "deaths", [SOMEBODY], as_of="2022-02-26"), "REGISTER_OF_TOMORROW")
    data = table("deaths", [SOMEBODY])
    two = {"files": [("file", ("a.csv", data, "text/csv")), ("file", ("b.csv", data, "text/csv"))]}
    refused(province.send("/registers", two, kind="deaths", title="A", as_of=AS_OF), "ONE_FILE")


def test_json_and_xlsx_are_taken_too(office: Office, province: Desk) -> None:
    rows = [
        {"full_name": "Trần Văn Bình", "citizen_id": "058085004321", "policy": "freelance", "amount_vnd": 1_500_000}
    ]
    named = {"kind": "paid_elsewhere", "title": "Tỉnh bạn", "as_of": AS_OF}
    assert accepted(province.post("/registers", {"rows": rows}, **named))["accepted"] == 1


def test_a_staff_list_names_users_of_the_service(office: Office, province: Desk) -> None:
    office.desk("district_officer", "582")
    row = {"full_name": "Cán Bộ", "account_number": "4901205999888", "bank": "Agribank"}
    taken = register(
        office, "staff_accounts", [{**row, "user": "district_officer 582"}, {**row, "user": "Không Ai", "bank": "BIDV"}]
    )
    assert [(fault["row"], fault["code"]) for fault in taken["faults"]] == [(3, "USER_UNKNOWN")]


def test_a_long_list_costs_no_more_statements_than_a_short_one(office: Office, province: Desk) -> None:
    freelance_list(office, workers(40))
    spent = []
    for number, title in ((3, "Ngắn"), (300, "Dài")):
        with counted() as statements:
            taken = accepted(send_register(province, "deaths", [dead(one) for one in workers(number)], title=title))
        assert taken["accepted"] == number
        spent.append(len(statements))
    assert spent[0] == spent[1] < 40


def test_nothing_of_a_list_is_kept_in_plain(office: Office, database_url: str) -> None:
    register(office, "deaths", [SOMEBODY])
    register(office, "staff_accounts", [{"full_name": "Cán Bộ", "account_number": "4901205999888"}])
    with act(database_url) as at:
        for table_ in ("register", "register_entry", "register_number", "audit_entry"):
            kept = str(at.rows(f"SELECT t::text FROM {table_} t"))
            for number in (str(WORKER["citizen_id"]), "4901205999888", str(WORKER["full_name"])):
                assert number not in kept
                assert number.encode().hex() not in kept


def test_plain_sql_changes_no_register(office: Office, database_url: str) -> None:
    register(office, "deaths", [SOMEBODY])
    with act(database_url) as at:
        for statement in (
            "UPDATE register SET title = 'x'", "UPDATE register SET as_of = '2020-01-01'", "DELETE FROM register",
            "UPDATE register SET original_cipher = ''", "UPDATE register_entry SET died_on = '2020-01-01'",
            "UPDATE register_entry SET name_key = 'x'", "DELETE FROM register_entry", "DELETE FROM register_number",
            r"UPDATE register_number SET number_index = '\x00'", "UPDATE register_number SET kind = 'passport'",
        ):  # fmt: skip
            assert at.refusal(statement) == "CT003", statement
        same = at.one("SELECT id FROM register")
        assert at.copy_refusal("register", same, sha256="00") == "uq_register_current"
        superseded = {"superseded_act_id": at.one("SELECT max(id) FROM act")}
        assert at.copy_refusal("register", same, **superseded) == "uq_register_bytes"
        assert at.copy_refusal("register", same, title_key="x", accepted=0) == "ck_register_counts"
        assert at.copy_refusal("register", same, title_key="x", kind="else") == "ck_register_kind"
        at.rows("UPDATE register SET superseded_act_id = %s", superseded["superseded_act_id"])
        assert at.refusal("UPDATE register SET superseded_act_id = NULL") == "CT003"
