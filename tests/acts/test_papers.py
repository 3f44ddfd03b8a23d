"""Papers: which a row needs, has and lacks, in which form by which decree, and where they lie."""

from typing import Any

import pytest

from app.rules import POLICIES, papers
from tests.acts.province import EMPLOYEE, freelance_list, suspended_list, workers
from tests.faults.crowd import crowd
from tests.office import Desk, Office, accepted, refused
from tests.test_statements import counted, shortened
from tests.walls.plain_sql import act

CHILD = {"child_1_name": "Trần Bảo An", "child_1_birth_date": "2018-05-01", "child_1_certificate": "123/2018"}
COLLEAGUE = {
    **EMPLOYEE, "full_name": "Lê Văn Cường", "citizen_id": "058085009999", "insurance_number": "5812349999",
    "account_number": "4901205129999",
}  # fmt: skip


def officer(office: Office) -> Desk:
    return office.desk("district_officer", "582")


def ids(office: Office) -> list[int]:
    return [each["id"] for each in accepted(officer(office).get("/applications"))["items"]]


def file_of(office: Office, application_id: int) -> dict[str, Any]:
    """The papers of an application by their codes, and how they stand."""
    found = accepted(office.desk("auditor", "582").get(f"/applications/{application_id}/papers"))
    return {"standing": found["standing"], **{paper["paper"]: paper for paper in found["papers"]}}


def looks(**papers_: bool) -> dict[str, object]:
    return {"papers": [{"paper": paper, "has": has} for paper, has in papers_.items()]}


def test_a_row_needs_the_papers_of_its_policy_and_of_its_supplements(office: Office) -> None:
    suspended_list(office, [{**EMPLOYEE, **CHILD}, COLLEAGUE])
    parent, other = ids(office)
    found = file_of(office, parent)
    assert {code for code, paper in found.items() if code != "standing" and paper["counts"]} == {
        "list_05", "agreement", "child_proof"
    }  # fmt: skip
    assert found["child_proof"]["when_vi"] == "đề nghị hỗ trợ thêm vì nuôi con chưa đủ 6 tuổi"
    assert found["agreement"]["source"]["vi"] == "Điều 15 Quyết định số 23/2021/QĐ-TTg"
    assert not file_of(office, other)["child_proof"]["needed"]


@pytest.mark.parametrize(
    ("received_on", "form", "instrument"),
    [
        ("2021-11-05", "certified_copy", "23/2021/QĐ-TTg"),
        ("2021-11-06", "copy", "33/2021/QĐ-TTg"),
        ("2021-11-07", "copy", "33/2021/QĐ-TTg"),
    ],
)
def test_certified_copies_became_plain_ones_with_decision_33(
    office: Office, received_on: str, form: str, instrument: str
) -> None:
    suspended_list(office, [EMPLOYEE], received_on=received_on, on=received_on)
    agreement = file_of(office, ids(office)[0])["agreement"]
    assert (agreement["form"], agreement["source"]["instrument"]) == (form, instrument)
    asked = accepted(officer(office).get("/policies/suspended_contract/papers", on=received_on))
    assert {each["paper"]: each["form"] for each in asked}["agreement"] == form


def test_a_file_is_unchecked_then_lacking_then_complete(office: Office) -> None:
    suspended_list(office, [EMPLOYEE])
    [id_] = ids(office)
    path = f"/applications/{id_}/papers"
    assert file_of(office, id_)["standing"] == "unchecked"
    assert accepted(officer(office).post(path, looks(list_05=True)))["standing"] == "unchecked"
    assert accepted(officer(office).post(path, looks(agreement=False)))["standing"] == "lacking"
    archived = {"papers": [{"paper": "agreement", "has": True, "archive_number": "HS-12/2021"}]}
    assert accepted(officer(office).post(path, archived))["standing"] == "complete"
    agreement = file_of(office, id_)["agreement"]
    assert (agreement["has"], agreement["archive_number"], agreement["person"]) == (
        True, "HS-12/2021", "district_officer 582"
    )  # fmt: skip
    shown = accepted(office.desk("auditor", "582").get(f"/applications/{id_}"))["file"]
    assert shown["standing"] == "complete" and len(shown["papers"]) == 4


def test_many_rows_are_checked_at_once_and_the_list_counts_them(office: Office) -> None:
    receipt = freelance_list(office, workers(4))
    first, second, third, fourth = ids(office)
    path = f"/beneficiary-lists/{receipt['list_id']}"
    assert accepted(officer(office).get(path))["papers"] == {"complete": 0, "lacking": 0, "unchecked": 4}
    groups = [
        {"applications": [first, second], "papers": [{"paper": "local_file", "has": True, "archive_number": "12/LT"}]},
        {"applications": [third], "papers": [{"paper": "local_file", "has": False}]},
    ]
    assert accepted(officer(office).post(f"{path}/papers", {"groups": groups})) == {"applications": 3, "looks": 3}
    assert accepted(officer(office).get(path))["papers"] == {"complete": 2, "lacking": 1, "unchecked": 1}
    everybody = {"groups": [{"papers": [{"paper": "local_file", "has": True}]}]}
    assert accepted(officer(office).post(f"{path}/papers", everybody)) == {"applications": 4, "looks": 4}
    assert accepted(officer(office).get(path))["papers"] == {"complete": 4, "lacking": 0, "unchecked": 0}
    assert file_of(office, fourth)["local_file"]["has"]
    assert file_of(office, first)["local_file"]["archive_number"] == "12/LT", "a look for all loses no number"
    alone = {"papers": [{"paper": "local_file", "has": True}]}
    assert accepted(officer(office).post(f"/applications/{first}/papers", alone))["papers"][0]["archive_number"] is None


def test_what_is_said_of_named_rows_goes_before_what_is_said_of_all_in_whatever_order(office: Office) -> None:
    receipt = freelance_list(office, workers(2))
    first, second = ids(office)
    named = {"applications": [first], "papers": [{"paper": "local_file", "has": False}]}
    body = {"groups": [named, looks(local_file=True)]}
    path = f"/beneficiary-lists/{receipt['list_id']}/papers"
    assert accepted(officer(office).post(path, body)) == {"applications": 2, "looks": 2}
    assert [file_of(office, id_)["local_file"]["has"] for id_ in (first, second)] == [False, True]


def test_checking_many_costs_the_statements_of_few(office: Office) -> None:
    spent = []
    for nth, people in enumerate((2, 400)):
        receipt = freelance_list(office, crowd(people, 1_000 * nth))
        path = f"/beneficiary-lists/{receipt['list_id']}"
        with counted() as statements:
            accepted(officer(office).post(f"{path}/papers", {"groups": [looks(local_file=True)]}))
            assert accepted(officer(office).get(path))["papers"]["complete"] == people
        spent.append(shortened(statements))
    assert spent[0] == spent[1]


def test_a_paper_that_is_not_asked_for_and_one_archived_before_it_came_are_refused(office: Office) -> None:
    receipt = freelance_list(office, workers(1))
    [id_] = ids(office)
    path = f"/applications/{id_}/papers"
    refused(officer(office).post(path, looks(agreement=True)), "PAPER_UNKNOWN")
    early = {"papers": [{"paper": "local_file", "has": False, "archive_number": "1"}]}
    refused(officer(office).post(path, early), "ARCHIVED_BUT_LACKING")
    of_another = {"groups": [{"applications": [id_, 999_999], **looks(local_file=True)}]}
    refused(officer(office).post(f"/beneficiary-lists/{receipt['list_id']}/papers", of_another), "NO_SUCH_RECORD")
    assert file_of(office, id_)["standing"] == "unchecked"


def test_more_looks_than_a_list_can_have_rows_are_refused_before_they_are_made(office: Office) -> None:
    receipt = freelance_list(office, workers(10))
    groups = [looks(local_file=True)] * 20_001
    path = f"/beneficiary-lists/{receipt['list_id']}/papers"
    refused(officer(office).post(path, {"groups": groups}), "MALFORMED_REQUEST")
    many = [{"papers": [{"paper": "local_file", "has": True}] * 50}] * 401
    refused(officer(office).post(path, {"groups": many}), "TOO_MANY_LOOKS")


def test_who_is_not_an_officer_of_the_district_enters_nothing(office: Office) -> None:
    freelance_list(office, workers(1))
    path = f"/applications/{ids(office)[0]}/papers"
    refused(office.desk("district_approver", "582").post(path, looks(local_file=True)), "NOT_YOURS")
    refused(office.desk("district_officer", "584").post(path, looks(local_file=True)), "NO_SUCH_RECORD")
    refused(office.desk("auditor", "584").get(path), "NO_SUCH_RECORD")


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE paper_check SET has = false", "CT003"),
        ("DELETE FROM paper_check", "CT003"),
        (
            """INSERT INTO paper_check (application_id, paper, has, archive_number, act_id)
               SELECT application_id, paper, false, '1', act_id FROM paper_check""",
            "ck_paper_check_archived",
        ),
    ],
)
def test_looks_are_walls_of_the_database(office: Office, database_url: str, statement: str, refusal: str) -> None:
    freelance_list(office, workers(1))
    accepted(officer(office).post(f"/applications/{ids(office)[0]}/papers", looks(local_file=True)))
    with act(database_url) as at:
        assert at.refusal(statement) == refusal


def test_looks_stand_in_the_journal_by_codes_and_counts(office: Office) -> None:
    receipt = freelance_list(office, workers(2))
    body = {"groups": [looks(local_file=False)]}
    accepted(officer(office).post(f"/beneficiary-lists/{receipt['list_id']}/papers", body))
    entries = accepted(office.desk("auditor", "582").get("/audit"))["items"]
    [entry] = [each for each in entries if each["action"] == "papers.checked"]
    assert entry["payload"] == {"applications": 2, "looks": 2, "papers": ["local_file"], "lacking": 2}


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_every_policy_that_takes_applications_says_which_papers_it_asks_for(policy: str) -> None:
    asked = papers.of_policy(policy)
    assert bool(asked) == (policy != "accident_fund")
    for paper in asked.values():
        assert paper.vi and paper.en and all(each.citation.instrument for each in paper.law)
        assert [each.since for each in paper.law] == sorted(each.since for each in paper.law)
    names = {fact.name for fact in POLICIES[policy].facts}
    assert {name for paper in asked.values() for name in (*paper.asked_by, *paper.proves)} <= names, policy


@pytest.mark.parametrize("policy", ["stopped_work", "wage_loan", "meals_f1"])
def test_a_paper_whose_article_could_not_be_read_never_counts_as_lacking(policy: str) -> None:
    from datetime import date  # noqa: PLC0415

    needed = papers.needed_in(policy, {}, date(2021, 12, 1))
    unread = [one for one in needed if one.law.standing.value == "unconfirmed"]
    assert unread and not any(one.counts for one in unread)
    has = {one.paper.code: one not in unread for one in needed}
    assert papers.standing_of(needed, has) == "complete"
