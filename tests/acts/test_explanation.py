"""An application explained over HTTP: each condition with its fact and article, the money line by line, as of when."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.acts.province import (
    EMPLOYEE,
    LAW_ON,
    WORKER,
    appraised,
    decided,
    freelance_list,
    send,
    suspended_list,
    workers,
)
from tests.acts.test_decisions import confirmed
from tests.office import Office, accepted, refused


def explained(office: Office, application_id: int, **query: object) -> dict[str, Any]:
    """What the city's auditor reads."""
    found: dict[str, Any] = accepted(
        office.desk("auditor", "582").get(f"/applications/{application_id}/explanation", **query)
    )
    return found


def first_application(office: Office) -> int:
    """The id of the first application."""
    id_: int = accepted(office.desk("auditor", "582").get("/applications"))["items"][0]["id"]
    return id_


def by_id(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {condition["id"]: condition for condition in told["conditions"]}


def test_every_condition_is_told_with_its_fact_its_article_and_its_standing(office: Office) -> None:
    freelance_list(office, workers(1, has_labour_contract=True))
    told = explained(office, first_application(office))
    assert (told["outcome"], told["outcome_vi"], told["policy"]) == ("ineligible", "không đủ điều kiện", "freelance")
    failed = [condition for condition in told["conditions"] if condition["met"] is False]
    [contract] = failed
    assert contract["verdict_vi"] == "không đạt" and contract["decides"]
    assert contract["source"]["vi"].endswith("Nghị quyết số 68/NQ-CP") and contract["source"]["standing_vi"]
    assert {"name": "has_labour_contract", "value_vi": "Có", "value_en": "Yes"}.items() <= contract["facts"][0].items()
    assert all(condition["vi"] and condition["en"] and condition["source"]["en"] for condition in told["conditions"])


def test_a_fact_is_said_as_the_form_says_it(office: Office) -> None:
    freelance_list(office, workers(1))
    told = explained(office, first_application(office))
    said = {
        fact["name"]: (fact["vi"], fact["value_vi"]) for condition in told["conditions"] for fact in condition["facts"]
    }
    assert said["workplace_commune"][1] == "22759 - Phường Kinh Dinh"
    assert said["stopped_from"][1] == "17/07/2021"
    assert said["occupation"][1] == "Buôn bán hàng rong"
    assert said["history"] == ("Các khoản đã hỗ trợ", "không có")
    assert said["round"][1] == "2"


def test_the_money_is_told_line_by_line_and_a_held_line_says_why(office: Office) -> None:
    child = {"child_1_name": "Trần Bảo An", "child_1_birth_date": "2018-05-01"}
    suspended_list(office, [{**EMPLOYEE, **child}])
    confirmed(office)
    told = explained(office, first_application(office))
    base, supplement = told["lines"]
    assert (base["vi"], base["amount_vnd"], base["held"], base["why_vi"]) == ("Mức hỗ trợ", 3_710_000, False, None)
    assert base["source"]["vi"].startswith("khoản 1 Điều 14 Quyết định số 23/2021/QĐ-TTg")
    assert supplement["component"] == "child_under_6" and supplement["held"]
    assert supplement["why_vi"] == "thiếu: Con thứ 1 - số giấy khai sinh"
    assert supplement["missing"][0]["paper_vi"].startswith("Giấy khai sinh")
    assert told["amount_vnd"] == 3_710_000


def test_a_childs_line_names_the_childs_place_and_nobodys_certificate(office: Office) -> None:
    child = {"child_1_name": "Trần Bảo An", "child_1_birth_date": "2018-05-01", "child_1_certificate": "123/2018"}
    suspended_list(office, [{**EMPLOYEE, **child}])
    confirmed(office)
    desk = office.desk("auditor", "582")
    answer = desk.get(f"/applications/{first_application(office)}/explanation")
    [_, supplement] = accepted(answer)["lines"]
    assert supplement["vi"] == "Hỗ trợ thêm: con chưa đủ 6 tuổi (con thứ 1 trong đơn)"
    [whole] = accepted(desk.get(f"/applications/{first_application(office)}"))["determinations"][-1:]
    key = whole["body"]["lines"][1]["child"]
    assert key and key not in answer.text and "123/2018" not in answer.text


def test_a_missing_fact_names_the_paper_that_proves_it(office: Office) -> None:
    suspended_list(office, [EMPLOYEE])
    told = explained(office, first_application(office))
    assert told["outcome"] == "undetermined" and told["state"] == "received"
    [missing] = [each for each in told["missing"] if each["name"] == "insured_month_before"]
    assert "Mẫu số 05" in missing["paper_vi"] and "form 05" in missing["paper_en"]
    insured = by_id(told)["insured"]
    assert insured["met"] is None and insured["facts"][0]["value_vi"] is None
    confirmed(office)
    insured = by_id(explained(office, first_application(office)))["insured"]
    assert insured["met"] is True and insured["facts"][0]["value_vi"] == "Có" and insured["facts"][0]["confirmed"]


def test_what_tells_of_health_is_not_shown_and_numbers_of_people_are_nowhere(office: Office) -> None:
    ill = {"worker_cause": "treated_or_isolated", "pregnant": True, "sex": "female"}
    suspended_list(office, [{**EMPLOYEE, **ill}], employer_cause="none", received_on="2021-10-20", on="2021-10-20")
    confirmed(office, on="2021-10-20")
    answer = office.desk("auditor", "582").get(f"/applications/{first_application(office)}/explanation")
    cause = by_id(accepted(answer))["cause"]
    hidden = {fact["name"]: fact["value_vi"] for fact in cause["facts"]}
    assert cause["met"] is True and hidden["worker_cause"] == "thông tin sức khỏe, không hiển thị"
    assert "Điều trị" not in cause["vi"] and cause["vi"].endswith(": đạt.")
    for number in (EMPLOYEE["citizen_id"], EMPLOYEE["insurance_number"], EMPLOYEE["account_number"]):
        assert str(number) not in answer.text


def test_an_instant_picks_the_determination_that_stood_then(office: Office) -> None:
    suspended_list(office, [EMPLOYEE], employer_kind="household_business")
    id_ = first_application(office)
    taken = datetime.now(UTC)
    confirmed(office)
    submission = appraised(office, "suspended_contract", None)
    before_decision = datetime.now(UTC)
    decided(office, [submission["id"]], unit="58")
    at_first = explained(office, id_, as_of=taken.isoformat())
    assert (at_first["outcome"], at_first["law_on"], at_first["state"]) == ("ineligible", "2021-09-01", "determined")
    assert by_id(at_first)["insured"]["met"] is None, "the agency had not answered yet"
    then = explained(office, id_, as_of=before_decision.isoformat())
    assert (then["outcome"], then["law_on"], then["state"]) == ("ineligible", "2021-09-03", "appraised")
    now = explained(office, id_)
    assert (now["outcome"], now["law_on"], now["state"]) == ("eligible", LAW_ON, "decided")
    assert now["by"]["role"] == "provincial_officer" and now["by"]["act"] == "decision.drafted"
    assert now["rules_version"] and now["at"]


def test_before_it_was_determined_there_is_nothing_to_explain(office: Office) -> None:
    freelance_list(office, workers(1))
    desk = office.desk("auditor", "582")
    path = f"/applications/{first_application(office)}/explanation"
    refused(desk.get(path, as_of="2020-01-01T00:00:00+07:00"), "NOT_DETERMINED_THEN")
    refused(desk.get(path, as_of="2020-01-01"), "MALFORMED_REQUEST")
    refused(desk.get("/applications/999999/explanation"), "NO_SUCH_RECORD")


def test_the_supports_of_the_time_are_told_and_later_ones_are_not(office: Office) -> None:
    both = {"full_name": EMPLOYEE["full_name"], "birth_date": EMPLOYEE["birth_date"], "sex": "male"}
    freelance_list(office, [{**WORKER, **both, "citizen_id": EMPLOYEE["citizen_id"]}])
    suspended_list(office, [EMPLOYEE])
    confirmed(office)
    waiting = appraised(office, "suspended_contract", None)
    before = datetime.now(UTC)
    decided(office, [appraised(office)["id"]])
    clerk = office.desk("provincial_officer", "58")
    accepted(clerk.post("/decisions", {"submissions": [waiting["id"]], "law_on": LAW_ON}))
    [id_] = [
        each["id"]
        for each in accepted(clerk.get("/applications"))["items"]
        if each["policy"] == "suspended_contract"
    ]  # fmt: skip

    def history(**query: object) -> str:
        fact: str = by_id(explained(office, id_, **query))["one_cash_regime"]["facts"][0]["value_vi"]
        return fact

    assert history(as_of=before.isoformat()) == "không có"
    assert history().endswith(": 1.500.000 đồng")


@pytest.mark.parametrize("role", ["finance_maker", "finance_checker"])
def test_who_pays_reads_no_explanations(office: Office, role: str) -> None:
    freelance_list(office, workers(1))
    refused(office.desk(role, "582").get(f"/applications/{first_application(office)}/explanation"), "NOT_YOURS")


TREATED = {
    "full_name": EMPLOYEE["full_name"], "birth_date": EMPLOYEE["birth_date"], "sex": "male", "payment_method": "cash",
    "citizen_id": EMPLOYEE["citizen_id"], "treatment_place": "home", "treated_from": "2021-04-01",
    "treated_to": "2021-04-14", "treated_by_decision": True, "meal_paper": "none",
}  # fmt: skip
DAY = {"received_on": "2021-11-20", "on": "2021-11-20"}


def test_no_reader_of_a_treated_persons_case_reads_where_or_when(office: Office) -> None:
    clerk = office.desk("district_officer", "582")
    sent = send(clerk, [TREATED], {"facility_name": "Phường Đô Vinh"}, policy="meals_f0", unit="582", **DAY)
    [received] = accepted(sent)["lists"]
    id_ = first_application(office)
    [person] = accepted(clerk.post("/beneficiaries/search", {"number": EMPLOYEE["citizen_id"]}))["items"]
    whole = clerk.get(f"/applications/{id_}")
    standing = clerk.get(f"/beneficiary-lists/{received['list_id']}")
    story = clerk.get(f"/beneficiaries/{person['id']}/history")
    told = clerk.get(f"/applications/{id_}/explanation")
    for answer in (whole, standing, story, told):
        accepted(answer)
        assert "01/04/2021" not in answer.text and "2021-04-01" not in answer.text and "(Tại nhà)" not in answer.text
    [reason] = accepted(standing)["reasons"]
    assert reason["vi"].endswith(": không đạt.") and reason["en"].endswith(": not met.") and reason["citation"]
    [kept] = accepted(whole)["determinations"]
    window = next(result for result in kept["body"]["results"] if result["id"] == "window")
    assert window["met"] is False and window["vi"] == reason["vi"] and window["citation"]
    assert accepted(story)["determinations"][0]["explanation"] == kept["body"]
