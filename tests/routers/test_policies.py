"""The law over HTTP: what there is, how it stood on a day, what each amendment changed."""

import pytest

from app import rules
from tests.office import Desk, Office


@pytest.fixture
def desk(house: Office) -> Desk:
    return house.desk("auditor", "582")


def test_the_list_says_what_each_policy_gives_under_which_scheme_and_until_when(desk: Desk) -> None:
    items = desk.get("/policies", on="2021-11-15").json()["items"]
    assert [each["code"] for each in items] == list(rules.POLICIES)
    by_code = {each["code"]: each for each in items}
    assert {each["kind"] for each in items} == {"cash", "relief", "deferral", "loan"}
    suspended = by_code["suspended_contract"]
    assert (suspended["scheme"], suspended["last_application_day"]) == ("68/NQ-CP", "2022-01-31")
    assert suspended["gives"]["vi"].startswith("1.855.000 đồng")
    assert by_code["meals_f0"]["last_application_day"] is None  # an open point
    assert by_code["unemployment_fund"]["scheme"] == "116/NQ-CP"


@pytest.mark.parametrize("policy", sorted(rules.POLICIES))
def test_every_policy_is_told_with_its_law_of_a_day_and_its_changes(desk: Desk, policy: str) -> None:
    before, after = (desk.get(f"/policies/{policy}", on=on).json() for on in ("2021-07-06", "2022-12-31"))
    assert (before["on"], before["code"], before["route"]) == ("2021-07-06", policy, [])
    assert all(each["citation"] is None for each in before["conditions"])
    assert all(each["citation"] for each in after["conditions"]) and after["route"]
    assert {"code", "vi", "en", "kind"} == {key for point in after["points"] for key in point} or not after["points"]
    changes = desk.get(f"/policies/{policy}/changes")
    assert (changes.status_code, changes.json()["items"]) == (200, rules.changes(policy))


def test_the_law_of_a_day_is_that_day_s(desk: Desk) -> None:
    cited = [
        next(each["citation"] for each in desk.get("/policies/suspended_contract", on=on).json()["conditions"]
             if each["id"] == "employer")
        for on in ("2021-10-07", "2021-10-08", "2021-11-06")
    ]  # fmt: skip
    assert cited == ["23/2021/QĐ-TTg 13", "126/NQ-CP 1 (68/NQ-CP II.4)", "33/2021/QĐ-TTg 1"]


def test_a_policy_that_is_not_there_has_no_changes(desk: Desk) -> None:
    answer = desk.get("/policies/none/changes")
    assert (answer.status_code, answer.json()["code"]) == (404, "NO_SUCH_POLICY")


def test_open_points_are_no_policy(desk: Desk) -> None:
    """The route of that name comes before the one that takes a code."""
    assert "items" in desk.get("/policies/open-points").json()
