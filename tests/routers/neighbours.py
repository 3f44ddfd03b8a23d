"""Work of one district, by the ids of what it left, for those who may and may not see it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from tests.acts.forms import sign
from tests.acts.province import appraised, decided, exported, files_of, freelance_list, workers
from tests.acts.registers import dead, table
from tests.office import Office, accepted

HOME, ELSEWHERE = "582", "584"
ORDER = {
    "policy": "freelance", "on": "2021-11-15", "number": "1/LĐTBXH", "signed_on": "2021-11-15", "signer": "Một Người",
    "rows": 0, "amount_vnd": 0,
}  # fmt: skip
PERSON = {"name": "Nguyễn Thị An Bình", "number": "058188000001"}


@dataclass(frozen=True, slots=True)
class Records:
    """One id of each thing that the district has."""

    list_id: int
    submission_id: int
    decision_id: int
    batch_id: int
    payout_id: int
    application_id: int
    beneficiary_id: int
    answer_id: int
    file: str
    order_id: int
    refusal_id: int
    posting_id: int
    objection_id: int
    document_id: int
    link_id: int
    register_id: int
    match_id: int

    def fill(self, path: str) -> str:
        """A route's path with these ids in it."""
        ids: dict[str, object] = {
            "list_id": self.list_id, "submission_id": self.submission_id, "decision_id": self.decision_id,
            "batch_id": self.batch_id, "payout_id": self.payout_id, "application_id": self.application_id,
            "beneficiary_id": self.beneficiary_id, "answer_id": self.answer_id, "name": self.file,
            "order_id": self.order_id,
            "code": "freelance", "point": "freelance.round_2_other_districts",
            "refusal_id": self.refusal_id, "posting_id": self.posting_id, "objection_id": self.objection_id,
            "erasure_id": 999_999_999,  # nobody of the city is due to be erased
            "document_id": self.document_id, "link_id": self.link_id, "register_id": self.register_id,
            "match_id": self.match_id,
        }  # fmt: skip
        return path.format_map(ids)


def work(office: Office) -> Records:
    """A list from its sending to its answer."""
    receipt = freelance_list(office, workers(3))
    submission = appraised(office)
    decision = decided(office, [submission["id"]])
    batch = exported(office)
    maker = office.desk("finance_maker", HOME)
    [(name, data)] = files_of(maker, batch["id"]).items()
    answer = accepted(maker.upload("/answers", sign(data)))
    ordered = accepted(office.desk("provincial_officer", "58").post("/redeterminations", ORDER))
    payout = accepted(maker.get("/payouts", batch=batch["id"]))["items"][0]
    return Records(
        receipt["list_id"], submission["id"], decision["id"], batch["id"], payout["id"], payout["application_id"],
        payout["beneficiary_id"], answer["answer_id"], name, ordered["id"],
        refusal(office), *objection(office), *link(office), register(office), match(office),
    )  # fmt: skip


def refusal(office: Office) -> int:
    """A letter to somebody who was refused."""
    freelance_list(office, workers(1, first=40, has_labour_contract=True))
    refusing = decided(office, [appraised(office)["id"]], number="40/QĐ-UBND")
    officer = office.desk("district_officer", HOME)
    accepted(officer.post("/refusals", {"decision": refusing["id"]}))
    id_: int = accepted(officer.get("/refusals"))["items"][0]["id"]
    return id_


def objection(office: Office) -> tuple[int, int]:
    """A posting and an objection to it."""
    receipt = freelance_list(office, workers(1, first=60))
    officer = office.desk("district_officer", HOME)
    when = {"posted_from": "2021-08-11", "posted_to": "2021-08-15", "place": "Trụ sở UBND phường"}
    posting = accepted(officer.post("/postings", {**when, "list": receipt["list_id"]}))
    [one] = accepted(officer.get("/applications", list=receipt["list_id"]))["items"]
    said = {"application": one["id"], "text": "Cần xem lại", "received_on": "2021-08-12"}
    taken = accepted(officer.post(f"/postings/{posting['id']}/objections", said))
    return posting["id"], taken["id"]


def link(office: Office) -> tuple[int, int]:
    """A document of somebody, and a link of two people."""
    freelance_list(office, workers(2, first=80))
    officer = office.desk("district_officer", HOME)
    ids = [
        accepted(officer.post("/beneficiaries/search", {"number": number}))["items"][0]["id"]
        for number in ("058188000081", "058188000082")
    ]
    [document, *_] = accepted(officer.get(f"/beneficiaries/{ids[0]}/documents"))
    made = accepted(officer.post("/links", {"first": ids[0], "second": ids[1], "reason": "Một người"}))
    return document["id"], made["id"]


def match(office: Office) -> int:
    """Somebody's CCCD, and then their CMND: likely the same person."""
    [known] = workers(1, first=110)
    freelance_list(office, [known])
    freelance_list(office, [{**known, "citizen_id": None, "old_identity": "264000111"}])
    id_: int = accepted(office.desk("district_officer", HOME).get("/matches"))["items"][0]["id"]
    return id_


def register(office: Office) -> int:
    """The district's deaths, of whom one is on its lists."""
    freelance_list(office, workers(1, first=90))
    deaths = table("deaths", [dead(workers(1, first=90)[0])])
    named = {"kind": "deaths", "title": "Hộ tịch", "as_of": "2022-02-01"}
    sent = office.desk("district_officer", HOME).upload("/registers", deaths, "text/csv", **named)
    id_: int = accepted(sent)["id"]
    return id_


def query(statement: str, **values: object) -> list[Any]:
    """Rows of the database as it is, past the service."""
    with Session(db.engine()) as tx:
        found = tx.execute(text(statement), values)
        rows = list(found.all()) if found.returns_rows else []
        tx.commit()
        return rows


def count(table: str) -> int:
    """How many rows a table has."""
    [(number,)] = query(f"SELECT count(*) FROM {table}")
    return int(number)
