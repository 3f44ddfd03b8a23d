"""What a drafted round would cost, asked over HTTP on lists that were sent in."""

from collections.abc import Mapping
from typing import Any

from tests.acts.province import appraised, decided, freelance_list, send, workers
from tests.office import Office, accepted, refused
from tests.routers.neighbours import query
from tests.test_statements import counted

DRAFT: Mapping[str, object] = {
    "on": "2021-10-20", "occupations": ["street_vendor", "porter"], "workplaces": ["582", "587"],
    "first_day": "2021-07-17", "last_day": "2021-08-06", "basis": "each_time", "levels_vnd": [1_500_000, 2_000_000],
}  # fmt: skip
NINH_PHUOC = {"unit": "22870", "residence_commune": "22870", "workplace_commune": "22870"}


def costed(office: Office, unit: str = "58", role: str = "provincial_officer", **changed: object) -> Any:  # noqa: ANN401
    """What the draft would cost, changed as said."""
    return accepted(office.desk(role, unit).post("/rounds/cost", {**DRAFT, **changed}))


def lists(office: Office) -> None:
    """Two communes' lists in two districts: 3 vendors and 2 porters here, 4 vendors there, of whom one is a farmer."""
    freelance_list(office, [*workers(3), *workers(2, 3, occupation="porter")])
    places = {name: value for name, value in NINH_PHUOC.items() if name != "unit"}
    rows = [*workers(3, 5, **places), *workers(1, 8, **places, occupation="farmer")]
    where = {"policy": "freelance", "round": 2, "unit": "22870", "received_on": "2021-08-10", "on": "2021-08-10"}
    accepted(send(office.desk("district_officer", "587"), rows, **where))


def cells(told: Mapping[str, Any]) -> dict[tuple[str, str], tuple[int, int, list[int]]]:
    """People supported and refused, and money, by occupation and commune."""
    return {
        (cell["occupation"], cell["commune_code"]): (cell["people"], cell["refused"], cell["amounts_vnd"])
        for cell in told["cells"]
    }


def test_people_and_money_are_told_by_occupation_commune_and_level(office: Office) -> None:
    lists(office)
    told = costed(office)
    assert cells(told) == {
        ("street_vendor", "22738"): (3, 0, [4_500_000, 6_000_000]),
        ("porter", "22738"): (2, 0, [3_000_000, 4_000_000]),
        ("street_vendor", "22870"): (3, 0, [4_500_000, 6_000_000]),
        ("farmer", "22870"): (0, 1, [0, 0]),
    }
    assert told["total"] == {"people": 8, "undetermined": 0, "refused": 1, "amounts_vnd": [12_000_000, 16_000_000]}
    assert told["levels"] == [
        {"asked_vnd": 1_500_000, "given_vnd": 1_500_000, "amount_vnd": 12_000_000},
        {"asked_vnd": 2_000_000, "given_vnd": 2_000_000, "amount_vnd": 16_000_000},
    ]
    assert {cell["commune"] for cell in told["cells"]} == {"Phường Đô Vinh", "Thị trấn Phước Dân"}


def test_occupations_areas_and_days_of_the_draft_decide(office: Office) -> None:
    lists(office)
    assert costed(office, occupations=["porter"])["total"]["people"] == 2
    assert costed(office, workplaces=["587"])["total"]["people"] == 3
    assert costed(office, workplaces=["22759"])["total"]["people"] == 5  # by commune
    assert costed(office, residents=["22870"])["total"]["people"] == 3
    assert costed(office, first_day="2021-07-18")["total"]["people"] == 0
    assert costed(office, occupations=["farmer"], workplaces=["00000"])["total"]["people"] == 0
    assert costed(office, on="2021-07-06")["total"]["people"] == 0  # before the national policy


def test_a_level_below_the_floor_costs_the_floor(office: Office) -> None:
    lists(office)
    told = costed(office, levels_vnd=[1, 1_000_000])
    assert [level["given_vnd"] for level in told["levels"]] == [1_500_000, 1_500_000]
    assert told["total"]["amounts_vnd"] == [12_000_000, 12_000_000]


def test_by_the_day_the_stoppage_s_days_are_paid_and_who_does_not_say_its_end_is_undetermined(office: Office) -> None:
    freelance_list(office, [*workers(2, stopped_to="2021-07-26"), *workers(1, 2)])
    told = costed(office, basis="each_day", levels_vnd=[50_000, 60_000])
    assert told["total"] == {"people": 2, "undetermined": 1, "refused": 0, "amounts_vnd": [1_000_000, 1_200_000]}


def test_age_income_and_registration_count_where_the_draft_asks_for_them(office: Office) -> None:
    said = {"income_vnd_month": 0, "residence_registered": True}
    freelance_list(office, [*workers(2, **said), *workers(1, 2, **said | {"income_vnd_month": 5_000_000})])
    assert costed(office)["total"]["people"] == 3
    asked = {"income_below_vnd": 4_000_000, "registered": True, "least_age_years": 15}
    assert costed(office, **asked)["total"]["people"] == 2
    assert costed(office, **asked | {"least_age_years": 60})["total"]["people"] == 0


def test_whoever_was_supported_before_costs_nothing(office: Office) -> None:
    freelance_list(office, workers(3))
    decided(office, [appraised(office)["id"]])
    freelance_list(office, workers(2, 3))
    told = costed(office)
    assert (told["total"]["people"], told["total"]["refused"]) == (2, 3)


def test_a_district_is_told_of_its_own_people_alone(office: Office) -> None:
    lists(office)
    assert costed(office, "582", "district_officer")["total"]["people"] == 5
    assert costed(office, "587", "district_approver")["total"]["people"] == 3
    nobody = costed(office, "584", "district_officer")
    assert nobody["cells"] == [] and nobody["total"]["amounts_vnd"] == [0, 0]
    refused(office.desk("finance_maker", "582").post("/rounds/cost", DRAFT), "NOT_YOURS")


def test_a_person_of_two_applications_counts_once_by_the_last(office: Office) -> None:
    """Supported in between, and so refused at the decision; then put forward again, in another occupation."""
    freelance_list(office, workers(2))
    submission = appraised(office)
    person = {name: workers(1)[0][name] for name in ("full_name", "birth_date", "sex", "citizen_id")}
    support = {"policy": "household_business", "amount_vnd": 3_000_000, "paid_on": "2021-08-05", "paper": "5/QĐ"}
    accepted(office.desk("district_officer", "582").post("/prior-supports", {"rows": [{**person, **support}]}))
    decided(office, [submission["id"]])
    freelance_list(office, workers(1, occupation="porter"))
    assert [row[0] for row in query("SELECT count(*) FROM application")] == [3]
    told = costed(office)
    assert told["total"] == {"people": 0, "undetermined": 0, "refused": 2, "amounts_vnd": [0, 0]}
    assert cells(told).keys() == {("street_vendor", "22738"), ("porter", "22738")}


def test_a_draft_that_nobody_can_meet_by_mistake_is_refused(office: Office) -> None:
    desk = office.desk("provincial_officer", "58")
    for changed, code in (
        ({"occupations": ["astronaut"]}, "OCCUPATION_UNKNOWN"),
        ({"with_contract": ["astronaut"]}, "OCCUPATION_UNKNOWN"),
        ({"workplaces": ["22738", "99999"]}, "AREA_UNKNOWN"),
        ({"residents": ["00000"]}, "AREA_UNKNOWN"),
        ({"first_day": "2021-08-07"}, "ROUND_DAYS_REVERSED"),
    ):
        refused(desk.post("/rounds/cost", {**DRAFT, **changed}), code)
    for changed in ({"levels_vnd": []}, {"levels_vnd": [1.5]}, {"basis": "each_month"}, {"colour": "red"}):
        assert desk.post("/rounds/cost", {**DRAFT, **changed}).status_code == 422


def test_it_is_one_statement_however_many_people_and_nothing_is_kept(office: Office) -> None:
    asking = office.desk("provincial_officer", "58")
    spent = []
    for first, people in ((0, 2), (100, 300)):
        freelance_list(office, workers(people, first))
        with counted() as statements:
            accepted(asking.post("/rounds/cost", DRAFT))
        spent.append([statement.split()[0] for statement in statements])
    assert spent[0] == spent[1]
    assert sum(word in {"WITH", "INSERT", "UPDATE", "DELETE", "COPY"} for word in spent[1]) == 1
