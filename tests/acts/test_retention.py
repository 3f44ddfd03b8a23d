"""How long what is kept; what is due is counted, dropped in batches, and said once in the journal."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import db, erasing, purging
from app.access import actor_of_account
from app.settings import VIET_NAM, settings
from tests.acts.province import appraised, decided, freelance_list, workers
from tests.acts.test_erasure import confirm, paid  # noqa: F401 – a fixture
from tests.office import Office, accepted, refused
from tests.routers.neighbours import count, query

LATE = date(2034, 3, 1)


def due(office: Office, on: date = LATE) -> dict[str, int]:
    """What is due by kind on a day."""
    items = accepted(office.desk("auditor", "58").get("/retention", on=on.isoformat()))["items"]
    return {each["kind"]: each["due"] for each in items}


def account(office: Office) -> int:
    """The account of the provincial officer."""
    office.desk("provincial_officer", "58")
    return int(query("SELECT id FROM account WHERE role = 'provincial_officer'")[0][0])


def purged(office: Office, on: date = LATE, limit: int = 1_000) -> dict[str, int]:
    """What a purge drops."""
    with db.acting(account(office)) as tx:
        return purging.purge(tx, on, limit)


def asked(office: Office, on: date = LATE, limit: int = 1_000) -> int | None:
    """An erasure of everybody whose time is over."""
    id_ = account(office)
    with Session(db.engine()) as reading:
        actor = actor_of_account(reading, id_)
    assert actor
    with db.begin(id_) as tx:
        erasure = erasing.ask_due(tx, actor, on, limit)
        if erasure is None:
            return None
        tx.commit()
        return erasure.id


def all_erased(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody who is due is erased."""
    late = settings().model_copy(update={"fixed_today": LATE})
    monkeypatch.setattr("app.erasing.settings", lambda: late)
    erasure = asked(office)
    assert erasure
    assert accepted(confirm(office, erasure))["state"] == "done"


def test_the_schedule_says_what_how_long_from_when_and_why_and_what_a_lawyer_must_confirm(office: Office) -> None:
    items: list[dict[str, Any]] = accepted(office.desk("auditor", "58").get("/retention"))["items"]
    told = {each["kind"]: each for each in items}
    assert (told["payment_evidence"]["years"], told["never_paid"]["years"], told["request_bodies"]["days"]) == (
        10,
        2,
        90,
    )
    assert told["payment_evidence"]["to_be_confirmed"] and told["never_paid"]["to_be_confirmed"]
    assert all(each[name] for each in items for name in ("vi", "en", "since_vi", "since_en", "why_vi", "why_en"))
    refused(office.desk("district_officer", "582").get("/retention"), "NOT_YOURS")


@pytest.mark.usefixtures("paid")
def test_each_kind_is_due_the_day_its_time_is_over_and_not_the_day_before(office: Office) -> None:
    over = date(2032, 2, 25)
    assert due(office, over)["payment_evidence"] == 2 and due(office, over - timedelta(days=1))["payment_evidence"] == 0
    freelance_list(office, workers(1, first=40, has_labour_contract=True))
    decided(office, [appraised(office)["id"]], number="2/QĐ-UBND")
    never = date(2023, 8, 10)
    assert due(office, never)["never_paid"] == 1 and due(office, never - timedelta(days=1))["never_paid"] == 0
    freelance_list(office, workers(1, first=60))
    assert due(office)["never_paid"] == 1, "what is under way is never due"


@pytest.mark.usefixtures("paid")
def test_files_about_many_go_when_the_last_of_their_people_is_erased(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = query(
        "SELECT sha256 FROM list_version UNION ALL SELECT sha256 FROM batch_file UNION ALL SELECT sha256 FROM answer"
    )
    assert due(office)["files"] == 0 and purged(office)["files"] == 0
    all_erased(office, monkeypatch)
    assert due(office)["files"] == 4  # the list, the annex, the signing list, its answer
    dropped = purged(office)
    assert dropped["files"] == 4 and due(office)["files"] == 0
    lengths = query("""
        SELECT octet_length(original_cipher) FROM list_version
        UNION ALL SELECT octet_length(bytes_cipher) FROM batch_file
        UNION ALL SELECT octet_length(bytes_cipher) FROM answer
        UNION ALL SELECT octet_length(annex_cipher) FROM decision""")
    assert {row[0] for row in lengths} == {0}
    assert hashes == query(
        "SELECT sha256 FROM list_version UNION ALL SELECT sha256 FROM batch_file UNION ALL SELECT sha256 FROM answer"
    )
    maker = office.desk("finance_maker", "582")
    [file] = accepted(maker.get("/payment-batches/1/files"))["items"]
    refused(maker.get(f"/payment-batches/1/files/{file['name']}"), "NO_LONGER_KEPT")
    refused(office.desk("district_officer", "582").get("/decisions/1/annex.xlsx"), "NO_LONGER_KEPT")


@pytest.mark.usefixtures("paid")
def test_what_somebody_refused_to_erase_is_asked_again_a_year_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.erasing.settings", lambda: settings().model_copy(update={"fixed_today": LATE}))
    first = asked(office)
    assert first
    assert accepted(confirm(office, first, agreed=False))["state"] == "refused"
    assert asked(office) is None
    after = LATE + timedelta(days=366)
    monkeypatch.setattr("app.erasing.settings", lambda: settings().model_copy(update={"fixed_today": after}))
    assert asked(office, after)


@pytest.mark.usefixtures("paid")
def test_an_erasure_of_everybody_due_is_asked_once_in_batches_and_needs_a_second_person(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.erasing.settings", lambda: settings().model_copy(update={"fixed_today": LATE}))
    first, second, none = asked(office, limit=1), asked(office, limit=1), asked(office, limit=1)
    assert first and second and none is None
    assert due(office)["payment_evidence"] == 0
    items = accepted(office.desk("auditor", "58").get("/erasures"))["items"]
    assert [(each["state"], each["reason"], each["beneficiaries"]) for each in items] == [
        ("asked", "retention_ended", 1)
    ] * 2  # fmt: skip
    assert count("erased_person") == 2
    assert query("SELECT count(*) FROM beneficiary WHERE full_name = '(đã xoá)'")[0][0] == 0
    accepted(confirm(office, first))
    assert query("SELECT count(*) FROM beneficiary WHERE full_name = '(đã xoá)'")[0][0] == 1


def test_a_request_repeated_after_its_answer_was_dropped_has_no_second_effect(office: Office) -> None:
    officer = office.desk("district_officer", "582")
    answer = officer.post("/beneficiary-lists", {"rows": workers(1)}, key="older", policy="freelance", round=2,
                          unit="22738", received_on="2021-08-10", on="2021-08-10")  # fmt: skip
    accepted(answer)
    for nth in range(4):
        freelance_list(office, workers(1, first=20 * (nth + 1)))
    assert due(office)["request_bodies"] == 0
    # Their day is written once: only the owner of the table, with its walls down, makes them older.
    query("""
        ALTER TABLE answered_request DISABLE TRIGGER USER;
        UPDATE answered_request SET answered_at = now() - interval '91 days';
        ALTER TABLE answered_request ENABLE TRIGGER USER""")
    assert due(office)["request_bodies"] == 5
    entries = count("audit_entry")
    assert purged(office, limit=3)["request_bodies"] == 3
    assert purged(office)["request_bodies"] == 2
    assert count("audit_entry") == entries + 2
    rows = query("""SELECT octet_length(body_cipher) AS body, octet_length(fingerprint_cipher) AS print_
                    FROM answered_request""")
    assert all(row.body == 0 and row.print_ > 32 for row in rows)
    lists = count("beneficiary_list")
    again = officer.post("/beneficiary-lists", {"rows": workers(1)}, key="older", policy="freelance", round=2,
                         unit="22738", received_on="2021-08-10", on="2021-08-10")  # fmt: skip
    refused(again, "ANSWERED_LONG_AGO")
    other = officer.post("/beneficiary-lists", {"rows": workers(2)}, key="older", policy="freelance", round=2,
                         unit="22738", received_on="2021-08-10", on="2021-08-10")  # fmt: skip
    refused(other, "KEY_REUSED")
    assert count("beneficiary_list") == lists


def test_a_list_of_which_no_row_was_ever_taken_goes_when_its_time_is_over(office: Office) -> None:
    freelance_list(office, workers(1, full_name=""))
    assert query("SELECT count(*) FROM beneficiary")[0][0] == 0
    [(uploaded,)] = query("SELECT act.at FROM list_version v JOIN act ON act.id = v.act_id")
    over = (uploaded.astimezone(VIET_NAM) + timedelta(days=731)).date()
    assert due(office, date(2023, 8, 10))["files"] == 0, "the day on its paper is years before its upload"
    assert purged(office, date(2023, 8, 10))["files"] == 0
    assert due(office, over - timedelta(days=2))["files"] == 0
    assert due(office, over)["files"] == 1
    dropped = purged(office, over)
    assert (dropped["files"], dropped["rows"]) == (1, 1)
    [row] = query("SELECT octet_length(cells_cipher) AS cells, facts, name_key, number_indexes FROM list_row")
    assert (row.cells, row.facts, row.name_key, row.number_indexes) == (0, {}, "", [])
