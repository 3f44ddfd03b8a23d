"""Three people sign a payment paper: said by one and confirmed by another, on its day, or in somebody's place."""

from io import BytesIO
from typing import Any

import httpx
import openpyxl
import pytest

from tests.acts.advancing import checker, maker
from tests.acts.province import ACCOUNT, EXECUTED_ON, appraised, decided, exported, files_of, freelance_list, workers
from tests.office import Office, accepted, refused
from tests.walls.plain_sql import PlainSql, terminal

THREE = {"maker": "Phạm Thị Lập", "chief_accountant": "Lê Văn Trưởng", "account_holder": "Trần Văn Chủ"}
TITLES = {"maker": "Kế toán viên", "chief_accountant": "Kế toán trưởng", "account_holder": "Chủ tịch UBND"}
SINCE = "2021-01-01"
AWAY = {"title": "Phó Chủ tịch UBND", "since": "2022-02-20", "until": "2022-03-10", "paper": "Giấy uỷ quyền 5/UQ"}


def said(office: Office, person: str, unit: str = "582", **other: object) -> httpx.Response:
    body = {"person": person, "title": "Kế toán", "since": SINCE, **other}
    return maker(office, unit).post("/signatories", body)


def confirmed(office: Office, response: httpx.Response, unit: str = "582") -> dict[str, Any]:
    one = accepted(response)
    done: dict[str, Any] = accepted(checker(office, unit).post(f"/signatories/{one['id']}/confirmation"))
    return done


def three(office: Office, **other: object) -> dict[str, dict[str, Any]]:
    """The three of the city, in force."""
    return {
        role: confirmed(office, said(office, name, role=role, title=TITLES[role], **other))
        for role, name in THREE.items()
    }


def batch(office: Office, **people: object) -> str:
    """A draft batch of two people."""
    freelance_list(office, workers(2, **people))
    decided(office, [appraised(office)["id"]])
    channel = "transfer" if people else "cash"
    body = {"policy": "freelance", "channel": channel, "execution_date": EXECUTED_ON}
    return f"/payment-batches/{accepted(maker(office).post('/payment-batches', body))['id']}"


def words(data: bytes, sheet: int = 0) -> list[str]:
    book = openpyxl.load_workbook(BytesIO(data))
    return [str(cell.value) for row in book.worksheets[sheet].iter_rows() for cell in row if cell.value is not None]


def checked_files(office: Office, path: str) -> dict[str, bytes]:
    listed = accepted(checker(office).get(f"{path}/files"))["items"]
    return {file["name"]: checker(office).get(f"{path}/files/{file['name']}").content for file in listed}


def test_the_papers_bear_the_three_names_of_their_day(office: Office) -> None:
    signed = three(office)
    path = batch(office)
    accepted(maker(office).post(f"{path}/freeze"))
    kept = accepted(maker(office).get(f"{path}/signatories"))["items"]
    assert [(one["role"], one["name"], one["signatory_id"]) for one in kept] == [
        (role, name, signed[role]["id"]) for role, name in THREE.items()
    ]
    [data] = checked_files(office, path).values()
    told = words(data)
    assert set(THREE.values()) | {"Kế toán lập", "Kế toán trưởng", "Chủ tài khoản", "Người chi tiền"} <= set(told)


def test_a_signed_list_is_read_as_before(office: Office) -> None:
    from tests.acts.forms import sign  # noqa: PLC0415

    three(office)
    freelance_list(office, workers(2))
    decided(office, [appraised(office)["id"]])
    done = exported(office)
    [data] = files_of(maker(office), done["id"]).values()
    taken = accepted(maker(office).upload("/answers", sign(data)))
    assert (taken["counts"], taken["faults"]) == ({"booked": 2}, [])


def test_a_bank_list_has_a_cover_for_the_three(office: Office) -> None:
    three(office)
    office.give_account("582")
    path = batch(office, **ACCOUNT)
    accepted(maker(office).post(f"{path}/freeze"))
    [data] = [data for name, data in checked_files(office, path).items() if name.endswith(".xlsx")]
    assert set(THREE.values()) <= set(words(data, 1))
    assert not set(THREE.values()) & set(words(data, 0)), "the portal's sheet stays as it is"


def test_without_any_said_the_lines_stay_blank(office: Office) -> None:
    path = batch(office)
    accepted(maker(office).post(f"{path}/freeze"))
    assert accepted(maker(office).get(f"{path}/signatories"))["items"] == []
    [data] = checked_files(office, path).values()
    assert "Thủ trưởng đơn vị" in words(data)


@pytest.mark.parametrize("gone", THREE)
def test_nothing_is_frozen_while_one_of_three_is_missing(office: Office, gone: str) -> None:
    signed = three(office)
    path = batch(office)
    accepted(maker(office).post(f"/signatories/{signed[gone]['id']}/end", {"on": "2022-02-27"}))
    refused(maker(office).post(f"{path}/freeze"), "SIGNATORY_MISSING")
    confirmed(office, said(office, "Người Mới", role=gone, since="2022-02-28"))
    accepted(maker(office).post(f"{path}/freeze"))
    assert "Người Mới" in {one["name"] for one in accepted(maker(office).get(f"{path}/signatories"))["items"]}


def test_a_substitute_signs_while_somebody_is_away(office: Office) -> None:
    signed = three(office)
    holder = signed["account_holder"]["id"]
    confirmed(office, said(office, "Võ Thị Phó", substitutes=holder, **AWAY))
    desk = maker(office)
    for day, name in (
        ("2022-02-19", "Trần Văn Chủ"), ("2022-02-20", "Võ Thị Phó"), ("2022-03-10", "Võ Thị Phó"),
        ("2022-03-11", "Trần Văn Chủ"),
    ):  # fmt: skip
        signing = {one["role"]: one["name"] for one in accepted(desk.get("/signatories/of-day", on=day))["items"]}
        assert signing["account_holder"] == name, day
    path = batch(office)
    accepted(desk.post(f"{path}/freeze"))
    [data] = checked_files(office, path).values()
    assert {"Võ Thị Phó", "TUQ. Phó Chủ tịch UBND (theo Giấy uỷ quyền 5/UQ)"} <= set(words(data))


def test_a_later_revision_bears_the_names_of_the_freeze(office: Office) -> None:
    signed = three(office)
    path = batch(office)
    accepted(maker(office).post(f"{path}/freeze"))
    accepted(maker(office).post(f"/signatories/{signed['maker']['id']}/end", {"on": "2022-02-01"}))
    payout = accepted(maker(office).get("/payouts"))["items"][0]["id"]
    accepted(maker(office).post(f"/payouts/{payout}/stop", {"reason": "Xem lại"}))
    [data] = checked_files(office, path).values()
    assert set(THREE.values()) <= set(words(data))


def test_one_person_signs_once(office: Office) -> None:
    three(office)
    again = accepted(said(office, THREE["maker"], role="account_holder"))
    refused(checker(office).post(f"/signatories/{again['id']}/confirmation"), "SIGNS_TWICE")
    accepted(maker(office).post(f"/signatories/{again['id']}/void", {"reason": "Nhầm"}))


def test_three_roles_of_two_people_freeze_nothing(office: Office, database_url: str) -> None:
    """Said by nobody's act, in plain SQL: the service refuses it in words."""
    signed = three(office)
    path = batch(office)
    accepted(maker(office).post(f"/signatories/{signed['maker']['id']}/end", {"on": "2022-02-27"}))
    with terminal(database_url) as at:
        at.become("finance_maker")
        like = signed["account_holder"]["id"]
        second = at.copy("signatory", like, role="maker", state="recorded", confirmed_by_person_id=None)
        entered(at)
        checking = at.become("finance_checker")
        at.rows("UPDATE signatory SET state = 'in_force', confirmed_by_person_id = %s WHERE id = %s", checking, second)
        entered(at)
        at.connection.commit()
    refused(maker(office).post(f"{path}/freeze"), "SIGNED_BY_FEWER")


def test_one_person_does_not_say_alone_who_signs(office: Office) -> None:
    one = accepted(said(office, "Phạm Thị Lập", role="maker"))
    both = office.desk("finance_checker", "582", "finance_maker 582")
    refused(both.post(f"/signatories/{one['id']}/confirmation"), "SAME_HANDS")
    path = batch(office)
    accepted(maker(office).post(f"{path}/freeze"))  # what nobody has confirmed asks for nothing
    accepted(checker(office).post(f"/signatories/{one['id']}/confirmation"))
    refused(checker(office).post(f"/signatories/{one['id']}/confirmation"), "WRONG_STATE")


def test_a_substitute_needs_a_paper_and_is_another(office: Office) -> None:
    signed = three(office)
    holder = signed["account_holder"]["id"]
    for wrong in ({"paper": None}, {"until": None}):
        refused(said(office, "Võ Thị Phó", substitutes=holder, **{**AWAY, **wrong}), "SUBSTITUTE_UNCLEAR")
    refused(said(office, THREE["account_holder"], substitutes=holder, **AWAY), "SUBSTITUTE_UNCLEAR")
    refused(said(office, "Võ Thị Phó", substitutes=holder, role="maker", **AWAY), "ROLE_UNCLEAR")
    refused(said(office, "Võ Thị Phó"), "ROLE_UNCLEAR")
    refused(said(office, "Võ Thị Phó", role="maker", until="2020-12-31"), "PERIOD_REVERSED")
    refused(said(office, "Võ Thị Phó", substitutes=999_999, **AWAY), "NO_SUCH_RECORD")
    refused(maker(office).post(f"/signatories/{holder}/end", {"on": "2020-12-31"}), "PERIOD_REVERSED")


def test_who_signs_is_the_units_own_to_say(office: Office) -> None:
    one = accepted(said(office, "Phạm Thị Lập", role="maker"))
    refused(checker(office, "58").post(f"/signatories/{one['id']}/confirmation"), "NOT_OUR_SIGNATORY")
    assert accepted(checker(office, "58").get("/signatories"))["items"][0]["person"] == "Phạm Thị Lập"
    assert accepted(checker(office, "587").get("/signatories"))["items"] == []


def entered(at: PlainSql) -> None:
    """The open act has its entry."""
    at.rows("INSERT INTO audit_entry (act_id, action, subject, payload) VALUES (current_act(), 'wall', 'wall/1', '{}')")
