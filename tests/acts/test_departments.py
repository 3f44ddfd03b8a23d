"""Departments appraise as districts do, centres list for their department, and nobody sees more than their own."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db, rules
from app.cli import database
from app.models import PayingAccount, Unit
from tests.acts.forms import sign
from tests.acts.other_lists import (
    ARTIST,
    CENTRE,
    CULTURE,
    ENDED,
    LABOUR,
    THEATRE,
    asked,
    confirmed,
    filled,
    lines,
    listed,
    rows_of,
)
from tests.acts.province import appraised, decided, exported, files_of, freelance_list, send, workers
from tests.office import Desk, Office, accepted, refused

OTHER = {**ENDED, "full_name": "Phan Văn Sở", "citizen_id": "058085007777", "insurance_number": "5812340077"}


def artists(office: Office, by: str = CULTURE, **query: object) -> dict[str, object]:
    return listed(office, "artist", [ARTIST], by=by, header=THEATRE, **query)


def test_an_artists_list_goes_from_the_culture_department_to_the_province_and_is_paid(office: Office) -> None:
    receipt = artists(office)
    assert (receipt["unit"], receipt["counts"]["eligible"]) == (CULTURE, 1), receipt
    submission = appraised(office, "artist", None, CULTURE)
    assert (submission["rows"], submission["amount_vnd"]) == (1, 3_710_000)
    decision = decided(office, [submission["id"]], "58")
    assert (decision["state"], decision["payable_rows"], decision["payable_vnd"]) == ("decided", 1, 3_710_000)
    batch = exported(office, "artist", "cash", "58")
    maker = office.desk("finance_maker", "58")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data)))
    totals = accepted(office.desk("auditor", "58").get("/payouts/totals"))
    assert totals == {"settled": {"payouts": 1, "amount_vnd": 3_710_000}}


def test_the_province_may_send_it_for_the_department(office: Office) -> None:
    receipt = artists(office, by="58", role="provincial_officer", unit=CULTURE)
    assert receipt["unit"] == CULTURE
    assert appraised(office, "artist", None, CULTURE)["rows"] == 1


def test_a_list_is_not_taken_by_who_does_not_appraise_it(office: Office) -> None:
    dates = {"received_on": "2021-09-01", "on": "2021-09-01"}
    district = send(office.desk("district_officer", "582"), [ARTIST], THEATRE, policy="artist", unit="582", **dates)
    problem = refused(district, "UNIT_DOES_NOT_APPRAISE")
    assert "Sở Văn hóa" in problem["detail"] and "department of culture" in problem["detail_en"]
    culture = office.desk("district_officer", CULTURE)
    refused(send(culture, workers(1), policy="freelance", round=2, unit=CULTURE, **dates), "UNIT_DOES_NOT_APPRAISE")
    refused(send(culture, workers(1), policy="freelance", round=2, unit="22738", **dates), "UNIT_UNKNOWN")


def test_only_the_routes_appraiser_submits_and_only_its_decider_decides(office: Office) -> None:
    artists(office)
    body = {"policy": "artist", "round": None}
    problem = refused(office.desk("district_officer", "582").post("/submissions", body), "NOT_THE_APPRAISER")
    assert "Sở Văn hóa" in problem["detail"]
    submission = appraised(office, "artist", None, CULTURE)
    draft = {"submissions": [submission["id"]], "law_on": "2021-11-15"}
    refused(office.desk("district_officer", CULTURE).post("/decisions", draft), "NOT_THE_DECIDER")
    freelance_list(office, workers(1))
    refused(
        office.desk("district_officer", CULTURE).post("/submissions", {"policy": "freelance", "round": 2}),
        "NOT_THE_APPRAISER",
    )


@pytest.mark.parametrize(
    ("policy", "act", "office"),
    [
        ("artist", "appraise", CULTURE),
        ("tour_guide", "appraise", CULTURE),
        ("terminated_contract", "appraise", LABOUR),
        ("training", "appraise", LABOUR),
        ("training", "decide", LABOUR),
    ],
)
def test_a_route_names_its_office(policy: str, act: str, office: str) -> None:
    handler = rules.handler_of(policy, act, date(2021, 9, 1))
    assert [code for code in (LABOUR, CULTURE) if handler.is_unit("department", code)] == [office]
    assert not handler.is_unit("district", office) and not handler.is_unit("employment_centre", CENTRE)


GUIDE = {
    "full_name": "Võ Thị Du", "birth_date": "1990-05-01", "sex": "female", "citizen_id": "058190007788",
    "payment_method": "cash",
}  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "row", "wrong", "right"),
    [
        ("artist", ARTIST, LABOUR, "Sở Văn hóa"),
        ("tour_guide", GUIDE, LABOUR, "sở quản lý du lịch"),
        ("terminated_contract", ENDED, CULTURE, "Sở Lao động"),
        ("training", GUIDE, CULTURE, "Sở Lao động"),
    ],
)
def test_a_department_neither_takes_nor_submits_what_is_another_departments(
    office: Office, policy: str, row: dict[str, object], wrong: str, right: str
) -> None:
    desk = office.desk("district_officer", wrong)
    header = THEATRE if policy == "artist" else None
    sent = send(desk, [row], header, policy=policy, received_on="2021-09-01", on="2021-09-01")
    problem = refused(sent, "UNIT_DOES_NOT_APPRAISE")
    assert right in problem["detail"] and problem["detail"].index(right) < problem["detail"].index("không nộp cho")
    problem = refused(desk.post("/submissions", {"policy": policy, "round": None}), "NOT_THE_APPRAISER")
    assert right in problem["detail"]
    right_unit = CULTURE if wrong == LABOUR else LABOUR
    body = {"policy": policy, "round": None}
    refused(office.desk("district_officer", right_unit).post("/submissions", body), "NOTHING_READY")


def test_the_centre_works_what_it_listed(office: Office) -> None:
    mine = listed(office, "terminated_contract", [ENDED], by=CENTRE)
    theirs = listed(office, "terminated_contract", [OTHER], by=LABOUR)
    desk = office.desk("district_officer", CENTRE)
    [seen] = accepted(desk.get("/applications", list=mine["list_id"]))["items"]
    path = f"/applications/{seen['id']}"
    assert accepted(desk.get(path))["determinations"] and accepted(desk.get(f"{path}/explanation"))["conditions"]
    lacking = {"papers": [{"paper": accepted(desk.get(f"{path}/papers"))["papers"][0]["paper"], "has": False}]}
    assert accepted(desk.post(f"{path}/papers", lacking))["standing"] == "lacking"
    [hidden] = rows_of(office, theirs["list_id"])
    for way in ("", "/explanation", "/papers"):
        refused(desk.get(f"/applications/{hidden['application_id']}{way}"), "NO_SUCH_RECORD")
    form = asked(office, "terminated_contract", "employment_centre", CENTRE)
    assert [line["Họ và tên"] for line in lines(form)] == [ENDED["full_name"]], "its own list's alone"
    assert confirmed(office, "terminated_contract", "employment_centre", CENTRE, filled(form, {"Xác nhận": "Không"}))[
        "taken"
    ]
    [said] = accepted(desk.get(path))["statements"]
    assert said["body"] == "employment_centre"


@pytest.mark.parametrize("body", ["insurance_agency", "employment_centre"])
def test_a_request_about_nobody_is_refused_in_words(office: Office, body: str) -> None:
    for unit in (CENTRE, LABOUR):
        desk = office.desk("district_officer", unit)
        answer = desk.get("/confirmations/request.xlsx", policy="terminated_contract", body=body)
        assert "Không có hồ sơ nào" in refused(answer, "NOTHING_TO_ASK")["detail"]


def test_a_centre_lists_and_its_department_appraises(office: Office) -> None:
    receipt = listed(office, "terminated_contract", [ENDED], by=CENTRE)
    assert receipt["unit"] == CENTRE
    for body, word in (("insurance_agency", "Đúng"), ("employment_centre", "Không")):
        form = asked(office, "terminated_contract", body, LABOUR)
        confirmed(office, "terminated_contract", body, LABOUR, filled(form, {"Xác nhận": word}))
    refused(
        office.desk("district_officer", CENTRE).post("/submissions", {"policy": "terminated_contract", "round": None}),
        "NOT_THE_APPRAISER",
    )
    submission = appraised(office, "terminated_contract", None, LABOUR)
    assert (submission["rows"], submission["amount_vnd"]) == (1, 3_710_000)
    assert decided(office, [submission["id"]], "58")["amount_vnd"] == 3_710_000


def test_a_centre_sees_and_mends_the_lists_that_it_sent_and_nothing_else_of_its_department(office: Office) -> None:
    mine = listed(office, "terminated_contract", [ENDED], by=CENTRE)
    theirs = listed(office, "terminated_contract", [OTHER], by=LABOUR)
    desk = office.desk("district_officer", CENTRE)
    assert [one["id"] for one in accepted(desk.get("/beneficiary-lists"))["items"]] == [mine["list_id"]]
    assert accepted(desk.get(f"/beneficiary-lists/{mine['list_id']}/rows"))["items"]
    refused(desk.get(f"/beneficiary-lists/{theirs['list_id']}"), "NO_SUCH_RECORD")
    assert [one["list_id"] for one in accepted(desk.get("/applications"))["items"]] == [mine["list_id"]]
    path = f"/beneficiary-lists/{mine['list_id']}/corrections"
    mended = desk.post(path, {"rows": [{**ENDED, "phone": "0912345678"}]}, received_on="2021-09-10")
    assert accepted(mended)["changed"] == 1
    department = accepted(office.desk("district_officer", LABOUR).get("/beneficiary-lists"))["items"]
    assert [one["id"] for one in department] == [mine["list_id"], theirs["list_id"]]


@pytest.mark.parametrize("unit", [LABOUR, "582", CENTRE])
def test_another_department_a_district_and_a_centre_see_nothing_of_it(office: Office, unit: str) -> None:
    receipt = artists(office)
    desk = office.desk("district_officer", unit)
    refused(desk.get(f"/beneficiary-lists/{receipt['list_id']}"), "NO_SUCH_RECORD")
    assert accepted(desk.get("/applications"))["items"] == []
    assert accepted(desk.get("/deadlines"))["items"] == []
    seen = accepted(office.desk("auditor", "58").get("/beneficiary-lists"))["items"]
    assert [one["id"] for one in seen] == [receipt["list_id"]], "the province sees its departments"


def test_whoever_tries_the_service_out_has_keys_of_the_departments_and_the_centre(office: Office) -> None:
    issued = {(key.unit_code, key.role): key for key in database.demo_accounts(every_district=False)}
    for unit, roles in {
        LABOUR: {"district_officer", "district_approver"},
        CULTURE: {"district_officer", "district_approver"},
        CENTRE: {"district_officer"},
    }.items():
        assert {role for code, role in issued if code == unit} == roles
    me = Desk(office.base_url, issued[CULTURE, "district_officer"].key)
    assert accepted(me.get("/me"))["unit"] == "Sở Văn hóa, Thể thao và Du lịch"
    me.http.close()
    assert "Sở Văn hóa" in issued[CULTURE, "district_officer"].person
    assert "LĐ-TB&XH" not in issued[CULTURE, "district_officer"].person
    with Session(db.engine()) as tx:
        kinds = tx.scalars(select(Unit.kind).join(PayingAccount, PayingAccount.unit_id == Unit.id).distinct())
        assert set(kinds) == {"province", "district"}, "a department pays nobody"


def test_a_facilitys_list_is_sent_by_the_district_or_the_commune_that_it_lies_in(office: Office) -> None:
    row = {
        "full_name": "Nguyễn Thị Hoa", "birth_date": "1988-03-15", "sex": "female", "citizen_id": "058188001234",
        "treatment_place": "facility", "treated_from": "2021-07-17", "treated_to": "2021-08-06",
        "treated_by_decision": True, "payment_method": "cash",
    }  # fmt: skip
    header = {"facility_name": "Bệnh viện dã chiến số 1"}
    own = listed(office, "meals_f0", [row], by="582", header=header)
    assert own["unit"] == "582", own
    commune = {**row, "full_name": "Lê Thị Mận", "citizen_id": "058188009999"}
    assert listed(office, "meals_f0", [commune], by="582", header=header, unit="22759")["unit"] == "22759"
    assert [each["outcome"] for each in rows_of(office, own["list_id"])] == ["eligible"]
