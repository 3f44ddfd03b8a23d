"""The central share: read off the ledger to the đồng, asked for once, and the next time only what is new."""

import hashlib
from io import BytesIO
from typing import Any

import openpyxl

from tests.acts.advancing import DO_VINH, EACH_VND, of_two_funds
from tests.acts.forms import sign
from tests.acts.province import appraised, decided, exported, files_of, freelance_list, send, workers
from tests.office import Office, accepted, refused
from tests.routers.small_life import TREATED
from tests.treasury import fund_by, open_fund

TODAY = "2022-02-25"


def decide(office: Office, number: int, first: int = 0, decision: str = "1/QĐ-UBND") -> None:
    freelance_list(office, workers(number, first), unit=DO_VINH)
    decided(office, [appraised(office)["id"]], number=decision)


def share(office: Office, role: str = "finance_maker", **query: object) -> dict[str, Any]:
    found: dict[str, Any] = accepted(
        office.desk(role, "58").get("/funds/central-share", **{"budget_year": 2021, **query})
    )
    return found


def sent(office: Office, asked_vnd: int, number: str = "10/TTr-STC", **other: object) -> Any:  # noqa: ANN401 – a response
    body = {"budget_year": 2021, "as_of": TODAY, "number": number, "signed_on": TODAY, "asked_vnd": asked_vnd}
    return office.desk("finance_maker", "58").post("/funds/central-share/requests", {**body, **other})


def test_the_central_part_of_what_was_decided_is_asked_for(office: Office) -> None:
    central, own = open_fund("TW", source="central"), open_fund("DP")
    fund_by([(central, 1), (own, 2)], policy="freelance")
    decide(office, 7)
    batch = exported(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng", "")))
    [line] = share(office)["items"]
    assert line == {
        "policy": "freelance", "people": 7, "decided_vnd": 7 * EACH_VND, "asked_before_vnd": 0,
        "asked_vnd": 7 * 500_000,
        "central": {"decided_vnd": 3_500_000, "committed_vnd": 1_000_000, "paid_vnd": 2_500_000,
                    "remaining_vnd": 1_000_000},
        "own": {"decided_vnd": 7_000_000, "committed_vnd": 2_000_000, "paid_vnd": 5_000_000,
                "remaining_vnd": 2_000_000},
        "other": {"decided_vnd": 0, "committed_vnd": 0, "paid_vnd": 0, "remaining_vnd": 0},
    }  # fmt: skip


def test_parts_that_do_not_divide_add_up(office: Office) -> None:
    central, own = open_fund("TW", source="central"), open_fund("DP")
    fund_by([(central, 7), (own, 6)], policy="freelance")
    decide(office, 3)
    [line] = share(office)["items"]
    each = 1_500_000 * 7 // 13 + (1 if 1_500_000 * 7 % 13 > 1_500_000 * 6 % 13 else 0)
    assert line["central"]["decided_vnd"] == 3 * each
    assert line["central"]["decided_vnd"] + line["own"]["decided_vnd"] == line["decided_vnd"]


def test_the_next_request_asks_only_for_what_is_new(office: Office) -> None:
    of_two_funds()
    decide(office, 2)
    first = accepted(sent(office, 2_400_000))
    assert (first["nth"], first["asked_vnd"]) == (1, 2_400_000)
    refused(sent(office, 0, "11/TTr"), "NOTHING_NEW")
    decide(office, 1, 10, "2/QĐ-UBND")
    [line] = share(office)["items"]
    assert (line["people"], line["asked_before_vnd"], line["asked_vnd"]) == (3, 2_400_000, 1_200_000)
    assert accepted(sent(office, 1_200_000, "11/TTr"))["nth"] == 2
    assert [one["asked_vnd"] for one in accepted(office.desk("auditor", "58").get(
        "/funds/central-share/requests"))["items"]] == [2_400_000, 1_200_000]  # fmt: skip


def test_a_request_is_kept_as_the_file_that_was_sent(office: Office) -> None:
    of_two_funds()
    decide(office, 2)
    one = accepted(sent(office, 2_400_000))
    data = office.desk("auditor", "58").get(f"/funds/central-share/requests/{one['id']}/file").content
    assert hashlib.sha256(data).hexdigest() == one["sha256"]
    told = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(data)).worksheets[0].iter_rows()]
    assert [2, 3_000_000, 2_400_000, 600_000, 0, 0, 2_400_000, 0, 2_400_000] in [row[2:] for row in told]
    assert any("Số 10/TTr-STC ngày 25/02/2022" in map(str, row) for row in told)
    drawn = office.desk("finance_maker", "58").get("/funds/central-share.xlsx", budget_year=2021)
    assert drawn.status_code == 200 and drawn.content[:2] == b"PK"


def test_a_paper_with_another_sum_is_not_recorded(office: Office) -> None:
    of_two_funds()
    decide(office, 2)
    told = refused(sent(office, 2_400_001), "ASKED_SUM_DIFFERS")
    assert told["asked_vnd"] == 2_400_000
    refused(sent(office, 2_400_000, as_of="2022-02-26"), "DAY_OUT_OF_TURN")
    refused(sent(office, 2_400_000, signed_on="2022-02-26"), "DAY_OUT_OF_TURN")
    accepted(sent(office, 2_400_000))
    refused(sent(office, 0, "12/TTr", as_of="2022-02-24"), "DAY_OUT_OF_TURN")
    decide(office, 1, 10, "2/QĐ-UBND")
    refused(sent(office, 1_200_000), "REQUEST_MEANWHILE")


def test_a_day_before_the_decision_knows_nothing_of_it(office: Office) -> None:
    of_two_funds()
    decide(office, 2)
    assert share(office, as_of="2022-02-24")["items"] == []
    assert share(office, budget_year=2022)["items"] == []


def test_it_is_the_provinces_to_ask(office: Office) -> None:
    desk = office.desk("finance_maker", "582")
    refused(desk.get("/funds/central-share", budget_year=2021), "FOR_THE_PROVINCE")
    refused(desk.get("/funds/central-share.xlsx", budget_year=2021), "FOR_THE_PROVINCE")
    body = {"budget_year": 2021, "as_of": TODAY, "number": "1", "signed_on": TODAY, "asked_vnd": 0}
    refused(desk.post("/funds/central-share/requests", body), "FOR_THE_PROVINCE")


def test_whoever_pays_does_not_read_which_policy_tells_of_health(office: Office) -> None:
    central = open_fund("TW", source="central")
    fund_by([(central, 1)], policy="meals_f0")
    day = {"received_on": "2021-11-20", "on": "2021-11-20"}
    facility = {"facility_name": "Bệnh viện dã chiến"}
    accepted(send(office.desk("district_officer", "582"), [TREATED], facility, policy="meals_f0", unit="582", **day))
    decided(office, [appraised(office, "meals_f0", None)["id"]], "58", "90/QĐ-UBND")
    assert [line["policy"] for line in share(office)["items"]] == ["other_support"]
    assert [line["policy"] for line in share(office, "auditor")["items"]] == ["meals_f0"]
    asked = share(office)["asked_vnd"]
    one = accepted(sent(office, asked))
    data = office.desk("finance_maker", "58").get(f"/funds/central-share/requests/{one['id']}/file").content
    told = str([[c.value for c in row] for row in openpyxl.load_workbook(BytesIO(data)).worksheets[0].iter_rows()])
    assert "Hỗ trợ khác theo Nghị quyết 68/NQ-CP" in told and "F0" not in told
