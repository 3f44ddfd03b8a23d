"""Many rows are one statement: what an act costs in statements depends neither on its rows nor on its lists."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from app import db, rules
from tests.acts.forms import sign
from tests.acts.province import EXECUTED_ON, FREELANCE, LAW_ON, WORKER, files_of, send
from tests.faults.crowd import crowd
from tests.office import Office, accepted

FEW, MANY = 3, 3_000
FEW_LISTS, MANY_LISTS = 2, 40
TITLES = {fact.name: fact.vi for fact in rules.POLICIES["freelance"].facts if fact.name in WORKER}
SAID = {"female": "Nữ", "cash": "Tiền mặt", "street_vendor": "Bán hàng rong", "False": "Không"}


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that the service sends, without those that ask who is asking and those of the pool."""
    statements: list[str] = []

    def note(_c: Any, _r: Any, statement: str, _p: Any, _x: Any, many: bool) -> None:  # noqa: ANN401, FBT001
        statements.append(statement if not many else f"many: {statement}")

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)


def shortened(statements: list[str]) -> list[str]:
    """Statements as a difference between two runs can be read: their beginnings, and no act's number."""
    return [re.sub(r"(chitra\.act = )\d+", r"\1…", " ".join(statement.split())[:80]) for statement in statements]


def main_job(office: Office, rows: int, first: int) -> dict[str, list[str]]:
    """The main job over so many people; the statements of each act."""
    desks = {role: office.desk(role, "582") for role in (
        "district_officer", "district_approver", "finance_maker", "finance_checker"
    )}  # fmt: skip
    officer, approver, maker, checker = desks.values()
    spent: dict[str, list[str]] = {}

    def done(act: str, request: Any, *arguments: Any, **query: Any) -> Any:  # noqa: ANN401
        with counted() as statements:
            answer = accepted(request(*arguments, **query))
        spent[act] = shortened(statements)
        return answer

    done("upload", send, officer, crowd(rows, first), **FREELANCE)
    submission = done("submit", officer.post, "/submissions", {"policy": "freelance", "round": 2})
    word = {"agreed": True, "opinion": "Đủ"}
    done("appraise", approver.post, f"/submissions/{submission['id']}/appraisal", word)
    drafted = done("draft", officer.post, "/decisions", {"submissions": [submission["id"]], "law_on": LAW_ON})
    paper = {"number": f"{first}/QĐ", "signed_on": LAW_ON, "rows": rows, "amount_vnd": rows * 1_500_000}
    done("record", officer.post, f"/decisions/{drafted['id']}/record", {**paper, "signer": "Nguyễn Văn Chủ"})
    done("compare", approver.post, f"/decisions/{drafted['id']}/comparison", paper)
    body = {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON}
    batch = done("form", maker.post, "/payment-batches", body)
    path = f"/payment-batches/{batch['id']}"
    done("freeze", maker.post, f"{path}/freeze")
    done("check", checker.post, f"{path}/check", {"payouts": rows, "amount_vnd": rows * 1_500_000})
    done("release", checker.post, f"{path}/release")
    done("export", maker.post, f"{path}/export")
    [data] = files_of(maker, batch["id"]).values()
    taken = done("answer", maker.upload, "/answers", sign(data, "Từ chối"))
    assert taken["counts"] == {"booked": rows}
    done("close", maker.post, f"{path}/close")
    return spent


def test_no_act_of_the_main_job_costs_more_statements_for_more_people(office: Office) -> None:
    main_job(office, FEW, 20_000)  # explanations that are kept already are not sent again
    few, many = main_job(office, FEW, 0), main_job(office, MANY, 10_000)
    assert few == many
    assert max(map(len, few.values())) < 60


def archive(lists: int, first: int) -> bytes:
    """An archive of so many lists of three people."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for nth in range(lists):
            made.writestr(f"{nth}.csv", table(crowd(3, first + nth * 3)))
    return out.getvalue()


def table(people: list[dict[str, object]]) -> bytes:
    """People as a table with the form's titles."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TITLES.values())
    writer.writerows([SAID.get(str(row[name]), row[name]) for name in TITLES] for row in people)
    return out.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("rehearsed", [None, "true"])
def test_an_archive_of_many_lists_costs_no_more_statements_than_one_of_two(
    office: Office, rehearsed: str | None
) -> None:
    officer = office.desk("district_officer", "582")
    accepted(officer.upload("/beneficiary-lists", archive(1, 5_000), "application/zip", **FREELANCE))
    spent = {}
    for lists, first in ((FEW_LISTS, 0), (MANY_LISTS, 1_000)):
        with counted() as statements:
            answer = officer.upload(
                "/beneficiary-lists", archive(lists, first), "application/zip", dry_run=rehearsed, **FREELANCE
            )
        assert len(accepted(answer)["lists"]) == lists
        assert accepted(answer)["counts"]["accepted"] == lists * 3, accepted(answer)["lists"][0]
        spent[lists] = shortened(statements)
    assert spent[FEW_LISTS] == spent[MANY_LISTS]
