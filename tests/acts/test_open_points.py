"""Open points of law: who hangs on them, how a province settles them, and what that leaves untouched."""

import io
import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pypdf
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from tests.acts.forms import confirm
from tests.acts.province import EMPLOYEE, LAW_ON, appraised, freelance_list, suspended_list, workers
from tests.faults.crowd import crowd
from tests.office import Office, accepted, refused
from tests.test_statements import counted, shortened

POINT = "freelance.round_2_other_districts"
UNINSURED = "freelance.nursery_insurance_unsaid"
BORN_LATER = "supplements.child_born_later"
PATH = f"/policies/open-points/{POINT}"
ELSEWHERE = "22846"
SOURCE = {"instrument": "Công văn 2345/SLĐTBXH-LĐVL Ninh Thuận", "unit": "điểm 2"}
YES, NO = ({"value": value, "citation": SOURCE} for value in (True, False))
LEVEL = 1_500_000


def elsewhere(number: int, first: int = 500) -> list[dict[str, object]]:
    """Workers who live where round 2 leaves it unsaid."""
    return workers(number, first, residence_commune=ELSEWHERE)


def point_of(office: Office, role: str = "legal_officer", unit: str = "58") -> dict[str, Any]:
    """The point as the listing has it."""
    return items_of(office, role, unit)[POINT]


def items_of(office: Office, role: str = "legal_officer", unit: str = "58") -> dict[str, dict[str, Any]]:
    """The listing, by point."""
    items = accepted(office.desk(role, unit).get("/policies/open-points"))["items"]
    return {item["point"]: item for item in items}


def settle(office: Office, body: object = YES, **query: object) -> dict[str, Any]:
    """Say a word as the province's legal officer."""
    return dict(accepted(office.desk("legal_officer", "58").post(f"{PATH}/words", body, **{"on": LAW_ON, **query})))


def withdraw(office: Office, **query: object) -> dict[str, Any]:
    """Take it back."""
    body = {"reason": "Văn bản dẫn nhầm"}
    return dict(accepted(office.desk("legal_officer", "58").post(f"{PATH}/withdrawal", body, on=LAW_ON, **query)))


def standing(office: Office, list_id: int) -> list[tuple[str, str, int]]:
    """How a list's applications stand: state, outcome, amount."""
    items = accepted(office.desk("district_officer", "582").get("/applications", list=list_id))["items"]
    return sorted({(item["state"], item["outcome"], item["amount_vnd"]) for item in items})


def words_of(list_id: int) -> set[str]:
    """The digests of the words that a list's applications were last determined with."""
    query = text("""SELECT d.words_digest FROM application a JOIN determination d ON d.id = a.determination_id
                    WHERE a.list_id = :list""")
    with Session(db.engine()) as tx:
        return set(tx.scalars(query, {"list": list_id}))


def test_an_open_point_says_who_and_how_much_money_hangs_on_it(office: Office) -> None:
    freelance_list(office, [*workers(2), *elsewhere(3)])
    found = point_of(office)
    assert (found["applications"], found["amount_vnd"], found["settled"]) == (3, 3 * LEVEL, None)
    assert (found["kind"], found["policies"]) == ("yes_no", ["freelance"])
    assert "huyện khác" in found["vi"] and "other districts" in found["en"] and "đợt 2" in found["citation"]


def test_whoever_is_refused_for_another_reason_does_not_hang_on_it(office: Office) -> None:
    freelance_list(office, [*elsewhere(1), *workers(1, 600, residence_commune=ELSEWHERE, occupation="farmer")])
    assert point_of(office)["applications"] == 1


def test_a_district_counts_its_own_and_the_province_counts_all(office: Office) -> None:
    freelance_list(office, elsewhere(2))
    assert point_of(office, "district_officer", "582")["applications"] == 2
    assert point_of(office, "district_officer", "584")["applications"] == 0
    assert point_of(office, "auditor", "58")["applications"] == 2


def test_a_yes_makes_who_waits_eligible_at_once(office: Office) -> None:
    waiting = freelance_list(office, elsewhere(3))
    assert standing(office, waiting["list_id"]) == [("received", "undetermined", 0)]
    done = settle(office)
    assert {name: done[name] for name in ("determined", "eligible", "ineligible", "undetermined")} == {
        "determined": 3, "eligible": 3, "ineligible": 0, "undetermined": 0
    }  # fmt: skip
    assert (done["amount_vnd"], done["before_vnd"], done["gone_up"]) == (3 * LEVEL, 0, 0)
    assert standing(office, waiting["list_id"]) == [("determined", "eligible", LEVEL)]
    assert point_of(office)["applications"] == 0


def test_a_no_makes_who_waits_ineligible_under_the_officers_source(office: Office) -> None:
    waiting = freelance_list(office, elsewhere(1))
    assert settle(office, NO)["ineligible"] == 1
    assert standing(office, waiting["list_id"]) == [("determined", "ineligible", 0)]
    [item] = accepted(office.desk("district_officer", "582").get("/applications", list=waiting["list_id"]))["items"]
    told = accepted(office.desk("district_officer", "582").get(f"/applications/{item['id']}"))["determinations"]
    [residence] = [one for one in told[-1]["body"]["results"] if one["id"] == "residence"]
    assert residence["citation"] == SOURCE and residence["standing"] == "confirmed" and residence["met"] is False


def test_who_hangs_on_another_point_besides_still_waits_for_that(office: Office) -> None:
    nursery = {"occupation": "private_nursery_staff", "has_labour_contract": True}
    waiting = freelance_list(office, [{**elsewhere(1)[0], **nursery}])
    assert settle(office)["undetermined"] == 1
    assert standing(office, waiting["list_id"]) == [("received", "undetermined", 0)]
    items = items_of(office)
    assert (items[POINT]["applications"], items[UNINSURED]["applications"]) == (0, 1)
    done = accepted(office.desk("legal_officer", "58").post(f"/policies/open-points/{UNINSURED}/words", YES, on=LAW_ON))
    assert done["eligible"] == 1


def test_whoever_comes_later_is_determined_with_the_word(office: Office) -> None:
    settle(office)
    later = freelance_list(office, elsewhere(2))
    assert standing(office, later["list_id"]) == [("determined", "eligible", LEVEL)]
    [digest] = words_of(later["list_id"])
    assert re.fullmatch(r"[0-9a-f]{64}", digest)


def test_a_word_changes_no_old_determination_and_touches_nobody_else(office: Office) -> None:
    waiting, others = freelance_list(office, elsewhere(1)), freelance_list(office, workers(2))
    assert settle(office)["determined"] == 1
    assert words_of(others["list_id"]) == {""}
    [item] = accepted(office.desk("district_officer", "582").get("/applications", list=waiting["list_id"]))["items"]
    old, new = accepted(office.desk("district_officer", "582").get(f"/applications/{item['id']}"))["determinations"]
    assert (old["outcome"], old["words_digest"], old["body"]["points"]) == ("undetermined", "", [POINT])
    assert (new["outcome"], new["words_digest"], new["body"]["points"]) == (
        "eligible",
        *words_of(waiting["list_id"]),
        [],
    )


def test_a_corrected_word_determines_again_whom_the_first_had_determined(office: Office) -> None:
    waiting = freelance_list(office, elsewhere(2))
    settle(office)
    done = settle(office, NO)
    assert (done["determined"], done["ineligible"], done["before_vnd"], done["amount_vnd"]) == (2, 2, 2 * LEVEL, 0)
    assert standing(office, waiting["list_id"]) == [("determined", "ineligible", 0)]


def test_a_withdrawn_word_leaves_the_point_open_again(office: Office) -> None:
    waiting = freelance_list(office, elsewhere(2))
    settle(office)
    assert withdraw(office)["undetermined"] == 2
    assert standing(office, waiting["list_id"]) == [("received", "undetermined", 0)]
    found = point_of(office)
    assert (found["settled"], found["applications"], found["amount_vnd"]) == (None, 2, 2 * LEVEL)
    refused(office.desk("legal_officer", "58").post(f"{PATH}/withdrawal", {"reason": "Nhầm"}), "NOT_SETTLED")
    assert settle(office)["eligible"] == 2


def test_all_that_was_said_on_a_point_is_on_record(office: Office) -> None:
    settle(office, {**NO, "note": "Theo ý kiến Sở"})
    settle(office)
    withdraw(office)
    told = accepted(office.desk("auditor", "582").get(PATH))
    assert [(word["value"], word["withdrawn"], word["note"]) for word in told["words"]] == [
        (False, False, "Theo ý kiến Sở"), (True, False, None), (None, True, "Văn bản dẫn nhầm"),
    ]  # fmt: skip
    assert [word["citation"] for word in told["words"]] == [SOURCE, SOURCE, None]
    assert {(word["person"], word["office"]) for word in told["words"]} == {("legal_officer 58", "Tỉnh Ninh Thuận")}
    entries = accepted(office.desk("auditor", "58").get("/audit"))["items"]
    said = [entry for entry in entries if entry["subject"] == f"point/{POINT}"]
    assert [entry["action"] for entry in said] == ["law.settled", "law.settled", "law.withdrawn"]
    assert said[0]["payload"]["value"] is False and said[0]["payload"]["instrument"] == SOURCE["instrument"]
    assert said[2]["payload"]["words_digest"] == "" != said[1]["payload"]["words_digest"]


def test_what_has_gone_up_is_determined_again_when_it_is_decided(office: Office) -> None:
    settle(office)
    freelance_list(office, elsewhere(1))
    submission = appraised(office)
    assert settle(office, NO)["determined"] == 0
    drafted = office.desk("district_officer", "582").post(
        "/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON}
    )
    [difference] = accepted(drafted)["differences"]
    assert (difference["before"], difference["after"]) == ("eligible", "ineligible")
    assert (accepted(drafted)["rows"], accepted(drafted)["refused_rows"]) == (0, 1)


def test_a_point_on_one_line_holds_that_line_and_its_money_alone(office: Office) -> None:
    child = {"child_1_birth_date": "2021-08-01", "child_1_certificate": "GKS 123/2021"}  # born after the suspension
    employee = suspended_list(office, [{**EMPLOYEE, **child}])
    hanging = {"applications": 1, "amount_vnd": 1_000_000}
    point = items_of(office)[BORN_LATER]
    assert {name: point[name] for name in hanging} == hanging  # it waits for the insurance agency besides
    desk = office.desk("district_officer", "582")
    form = desk.get("/confirmations/request.xlsx", policy="suspended_contract").content
    accepted(desk.upload("/confirmations", confirm(form), policy="suspended_contract", on=LAW_ON))
    [(state, outcome, base_vnd)] = standing(office, employee["list_id"])
    assert (state, outcome) == ("determined", "eligible")
    point = items_of(office)[BORN_LATER]
    assert {name: point[name] for name in hanging} == hanging
    done = accepted(
        office.desk("legal_officer", "58").post(f"/policies/open-points/{BORN_LATER}/words", YES, on=LAW_ON)
    )
    assert (done["before_vnd"], done["amount_vnd"]) == (base_vnd, base_vnd + 1_000_000)
    assert items_of(office)[BORN_LATER]["applications"] == 0


def test_the_same_word_sent_again_is_said_once(office: Office) -> None:
    desk = office.desk("legal_officer", "58")
    first, again = (desk.post(f"{PATH}/words", YES, key="one-word") for _ in range(2))
    assert first.status_code == 201 and again.content == first.content
    assert len(accepted(desk.get(PATH))["words"]) == 1


def test_a_word_can_be_rehearsed(office: Office) -> None:
    waiting = freelance_list(office, elsewhere(2))
    assert settle(office, dry_run="true")["eligible"] == 2
    assert point_of(office)["settled"] is None
    assert standing(office, waiting["list_id"]) == [("received", "undetermined", 0)]


@pytest.mark.parametrize(
    ("point", "value", "code"),
    [
        ("meals.last_application_day", "1021-08-20", "IMPLAUSIBLE"),
        ("meals.last_application_day", "20/08/2021", "WRONG_KIND"),
        ("meals.last_application_day", 20210820, "WRONG_KIND"),
        ("freelance.least_age", 10**9, "IMPLAUSIBLE"),
        ("freelance.least_age", 4_000, "IMPLAUSIBLE"),
        ("freelance.least_age", -1, "WRONG_KIND"),
        ("freelance.least_age", True, "WRONG_KIND"),
    ],
)
def test_a_slip_of_the_keyboard_is_refused(office: Office, point: str, value: object, code: str) -> None:
    word = {"value": value, "citation": SOURCE}
    refused(office.desk("legal_officer", "58").post(f"/policies/open-points/{point}/words", word), code)


@pytest.mark.parametrize("value", ["có", 1, "2021-08-10", ""])
def test_an_answer_of_another_kind_is_refused(office: Office, value: object) -> None:
    problem = refused(office.desk("legal_officer", "58").post(f"{PATH}/words", {**YES, "value": value}), "WRONG_KIND")
    assert "có hoặc không" in problem["detail"] and problem["status"] == 422


@pytest.mark.parametrize(
    "citation", [{}, {"instrument": "Công văn 1"}, {"unit": "điểm 2"}, {"instrument": "  ", "unit": "điểm 2"}]
)
def test_a_word_without_its_source_is_refused(office: Office, citation: dict[str, str]) -> None:
    desk = office.desk("legal_officer", "58")
    refused(desk.post(f"{PATH}/words", {"value": True, "citation": citation}), "CITATION_MISSING")
    refused(desk.post(f"{PATH}/words", {"value": True}), "CITATION_MISSING")


def test_a_point_that_nobody_left_open_is_not_there(office: Office) -> None:
    desk = office.desk("legal_officer", "58")
    for code in ("freelance.nothing", "freelance.ho_chi_minh_last_day"):  # the other is another province's to settle
        path = f"/policies/open-points/{code}"
        why = {"reason": "Nhầm"}
        for answer in (desk.get(path), desk.post(f"{path}/words", YES), desk.post(f"{path}/withdrawal", why)):
            assert refused(answer, "NO_SUCH_POINT")["status"] == 404
        assert code not in items_of(office)


def test_only_a_legal_officer_of_the_province_settles(office: Office) -> None:
    for code, desk in (
        ("NOT_THE_PROVINCES_OFFICER", office.desk("legal_officer", "582")),
        ("NOT_YOURS", office.desk("provincial_approver", "58")),
        ("NOT_YOURS", office.desk("administrator", "58")),
    ):
        refused(desk.post(f"{PATH}/words", YES), code)
        refused(desk.post(f"{PATH}/withdrawal", {"reason": "Nhầm"}), code)
    assert point_of(office)["settled"] is None


def test_a_word_waits_for_the_list_that_is_being_determined_and_finds_its_rows(office: Office) -> None:
    many = 2_000
    assert point_of(office)["applications"] == 0
    with ThreadPoolExecutor(1) as beside:
        sent = beside.submit(freelance_list, office, crowd(many, 50_000, residence_commune=ELSEWHERE))
        while not words_held() and not sent.done():
            time.sleep(0.002)
        assert not sent.done()
        done = settle(office)
    assert (done["determined"], done["eligible"]) == (many, many)
    assert standing(office, sent.result()["list_id"]) == [("determined", "eligible", LEVEL)]


def test_a_word_costs_no_more_statements_for_more_people(office: Office) -> None:
    freelance_list(office, elsewhere(1))
    settle(office)  # explanations that are kept already are not sent again
    spent = []
    for rows, first in ((3, 60_000), (1_000, 70_000)):
        withdraw(office)
        freelance_list(office, crowd(rows, first, residence_commune=ELSEWHERE))
        with counted() as statements:
            assert settle(office)["eligible"] >= rows
            point_of(office)
        spent.append(shortened(statements))
    assert spent[0] == spent[1] and len(spent[0]) < 60


def words_held() -> bool:
    """Whether some act has read the words and is under way."""
    held = text("""SELECT FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                   AND classid::bigint << 32 | objid::bigint
                       = hashtextextended('law words ' || current_schema(), 0)""")
    with Session(db.engine()) as tx:
        return tx.execute(held).first() is not None


def sheet_of(office: Office) -> tuple[bytes, str]:
    """The printed sheet, and its text."""
    answer = office.desk("legal_officer", "58").get("/policies/open-points.pdf")
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return answer.content, " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_sheet_has_every_open_point_with_room_for_its_answer(office: Office) -> None:
    freelance_list(office, elsewhere(3))
    data, printed = sheet_of(office)
    assert data == sheet_of(office)[0]
    for item in accepted(office.desk("legal_officer", "58").get("/policies/open-points"))["items"]:
        assert item["point"] in printed
    assert "3 hồ sơ 4.500.000 đồng" in printed and "Tỉnh Ninh Thuận" in printed
    assert "Trả lời" in printed and "Người xác nhận (ký, họ tên)" in printed
    assert "Các điểm đã xác nhận" not in printed


def test_the_sheet_tells_what_was_settled_by_whom(office: Office) -> None:
    settle(office)
    _, printed = sheet_of(office)
    _, _, settled = printed.replace("- ", "-").partition("Các điểm đã xác nhận")  # a line may end in a hyphen
    assert POINT in settled and "Có" in settled and f"{SOURCE['instrument']} {SOURCE['unit']}" in settled
    assert "legal_officer 58, " in settled
