"""Work of one district, by the ids of what it left, for those who may and may not see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from tests.acts.forms import sign
from tests.acts.province import ACCOUNT, appraised, decided, exported, files_of, freelance_list, workers
from tests.acts.registers import dead, table
from tests.office import Office, accepted

HOME, ELSEWHERE = "582", "584"
ORDER = {
    "policy": "freelance", "on": "2021-11-15", "number": "1/LĐTBXH", "signed_on": "2021-11-15", "signer": "Một Người",
    "rows": 0, "amount_vnd": 0,
}  # fmt: skip
FUND = {"code": "NSTP", "name": "Ngân sách thành phố", "source": "district", "budget_year": 2021}
LETTER = {"number": "1/TB", "notified_on": "2022-02-01", "deadline": "2022-03-01"}
RECEIPT = {"receipt_number": "BL-1", "received_on": "2022-02-10", "amount_vnd": 1}
WAIVER = {
    "number": "7/QĐ", "signed_on": "2022-02-10", "amount_vnd": 100_000, "signer": "Một Người",
    "ground": "Không thu được",
}  # fmt: skip
CLOSING = {
    "kind": "lapse", "number": "9/QĐ", "signed_on": "2022-01-31", "signer": "Một Người", "available_vnd": 1_000_000,
    "recovered_vnd": 0,
}  # fmt: skip
PERSON = {"name": "Nguyễn Thị An Bình", "number": "058188000001"}


@dataclass(frozen=True, slots=True)
class Records:
    """One id of each thing that the district has, by the name that paths call it."""

    ids: Mapping[str, object]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 – an id, or a file's name
        return self.ids[name]

    def fill(self, path: str) -> str:
        """A route's path with these ids in it."""
        return path.format_map(self.ids)


def work(office: Office) -> Records:
    """A list from its sending to its answer, and whatever else a district leaves behind."""
    receipt = freelance_list(office, workers(3))
    submission = appraised(office)
    decision = decided(office, [submission["id"]])
    batch = exported(office)
    maker = office.desk("finance_maker", HOME)
    [(name, data)] = files_of(maker, batch["id"]).items()
    answer = accepted(maker.upload("/answers", sign(data)))
    ordered = accepted(office.desk("provincial_officer", "58").post("/redeterminations", ORDER))
    payout = accepted(maker.get("/payouts", batch=batch["id"]))["items"][0]
    ids = {
        "list_id": receipt["list_id"], "submission_id": submission["id"], "decision_id": decision["id"],
        "batch_id": batch["id"], "payout_id": payout["id"], "application_id": payout["application_id"],
        "beneficiary_id": payout["beneficiary_id"], "answer_id": answer["answer_id"], "name": name,
        "order_id": ordered["id"], "code": "freelance", "point": "freelance.round_2_other_districts",
        "erasure_id": 999_999_999,  # nobody of the city is due to be erased
        "level_id": 999_999_999,  # the province's
        "refusal_id": refusal(office), "register_id": register(office), "match_id": match(office),
    }  # fmt: skip
    recovered = recovery(office, decision["id"])
    in_hand, words = cash_in_hand(office, batch["id"]), said(office, payout["id"])
    return Records(ids | objection(office) | link(office) | money(office) | recovered | in_hand | words)


def money(office: Office) -> dict[str, int]:
    """A fund of the district, a decision on its money, and what it is to pay: recorded, not confirmed."""
    maker = office.desk("finance_maker", HOME)
    fund = accepted(maker.post("/funds", FUND))["id"]
    paper = {"number": "1/QĐ", "signed_on": "2021-07-12", "signer": "Một Người", "amount_vnd": 1_000_000}
    allotted = accepted(maker.post(f"/funds/{fund}/allotments", {**paper, "kind": "allot"}))
    mix = {"unit": HOME, "since": "2021-07-12", "paper": "1/CV", "parts": [{"fund": fund, "weight": 1}]}
    given = {**paper, "number": "3/QĐ", "kind": "allot"}
    path = f"/fund-allotments/{accepted(maker.post(f'/funds/{fund}/allotments', given))['id']}/confirmation"
    read = {name: given[name] for name in ("number", "signed_on", "amount_vnd")}
    accepted(office.desk("finance_checker", HOME).post(path, read))
    return {
        "fund_id": fund, "allotment_id": allotted["id"], "funding_id": accepted(maker.post("/fundings", mix))["id"],
        "closing_id": accepted(maker.post(f"/funds/{fund}/closings", CLOSING))["id"],
    }  # fmt: skip


def recovery(office: Office, decision_id: int) -> dict[str, int]:
    """Somebody who was paid too much and told so, an instalment and a write-off that nobody has confirmed."""
    officer, maker = office.desk("district_officer", HOME), office.desk("finance_maker", HOME)
    [*_, paid] = accepted(officer.get(f"/decisions/{decision_id}/entitlements"))["items"]
    new = {"entitlement": paid["id"], "amount_vnd": 100_000, "ground": "Chi nhầm mức"}
    path = f"/overpayments/{accepted(officer.post('/overpayments', new))['id']}"
    accepted(maker.post(f"{path}/notification", LETTER))
    return {
        "case_id": int(path.rpartition("/")[2]),
        "write_off_id": accepted(maker.post(f"{path}/write-offs", WAIVER))["id"],
        "repayment_id": accepted(maker.post(f"{path}/repayments", RECEIPT))["id"],
    }


def cash_in_hand(office: Office, batch: int) -> dict[str, int]:
    """An advance and some of it back, a commune's list, and somebody who is to sign."""
    maker = office.desk("finance_maker", HOME)
    agent = accepted(maker.post("/paying-agents", {"kind": "commune", "unit": "22738"}))["id"]
    paper = {"number": "PC 1", "given_on": "2022-02-20", "amount_vnd": 1_500_000}
    body = {**paper, "batch": batch, "agent": agent, "receiver": "Một Người"}
    advance = accepted(maker.post("/advances", body))["id"]
    accepted(office.desk("finance_checker", HOME).post(f"/advances/{advance}/confirmation", paper))
    back = {"number": "PT 1", "paid_on": "2022-02-20", "amount_vnd": 1, "payer": "Một Người"}
    signs = {"role": "maker", "person": "Một Người", "title": "Kế toán", "since": "2021-01-01"}
    return {
        "advance_id": advance,
        "advance_repayment_id": accepted(maker.post(f"/advances/{advance}/repayments", back))["id"],
        "signatory_id": accepted(maker.post("/signatories", signs))["id"],
        "reimbursement_id": reimbursement(office),
        "request_id": 999_999_999,  # the province's to send
    }


def reimbursement(office: Office) -> int:
    """What a commune paid somebody."""
    receipt = freelance_list(office, workers(1, first=175))
    decided(office, [appraised(office)["id"]], number="43/QĐ-UBND")
    [one] = accepted(office.desk("district_officer", HOME).get("/applications", list=receipt["list_id"]))["items"]
    listed = {"commune": "22738", "list_number": "1/DS", "signed_on": "2021-08-20", "signer": "Một Người"}
    lines = [{"application": one["id"], "amount_vnd": one["amount_vnd"]}]
    claimed = office.desk("finance_maker", HOME).post("/reimbursements", {**listed, "lines": lines})
    id_: int = accepted(claimed)["id"]
    return id_


def refusal(office: Office) -> int:
    """A letter to somebody who was refused."""
    freelance_list(office, workers(1, first=40, has_labour_contract=True))
    refusing = decided(office, [appraised(office)["id"]], number="40/QĐ-UBND")
    officer = office.desk("district_officer", HOME)
    accepted(officer.post("/refusals", {"decision": refusing["id"]}))
    id_: int = accepted(officer.get("/refusals"))["items"][0]["id"]
    return id_


def objection(office: Office) -> dict[str, int]:
    """A posting and an objection to it."""
    receipt = freelance_list(office, workers(1, first=60))
    officer = office.desk("district_officer", HOME)
    when = {"posted_from": "2021-08-11", "posted_to": "2021-08-15", "place": "Trụ sở UBND phường"}
    posting = accepted(officer.post("/postings", {**when, "list": receipt["list_id"]}))
    [one] = accepted(officer.get("/applications", list=receipt["list_id"]))["items"]
    said = {"application": one["id"], "text": "Cần xem lại", "received_on": "2021-08-12"}
    taken = accepted(officer.post(f"/postings/{posting['id']}/objections", said))
    return {"posting_id": posting["id"], "objection_id": taken["id"]}


def link(office: Office) -> dict[str, int]:
    """A document of somebody, and a link of two people."""
    freelance_list(office, workers(2, first=80))
    officer = office.desk("district_officer", HOME)
    ids = [
        accepted(officer.post("/beneficiaries/search", {"number": number}))["items"][0]["id"]
        for number in ("058188000081", "058188000082")
    ]
    [document, *_] = accepted(officer.get(f"/beneficiaries/{ids[0]}/documents"))
    made = accepted(officer.post("/links", {"first": ids[0], "second": ids[1], "reason": "Một người"}))
    return {"document_id": document["id"], "link_id": made["id"]}


def match(office: Office) -> int:
    """Somebody's CCCD, and then their CMND: likely the same person."""
    [known] = workers(1, first=110)
    freelance_list(office, [known])
    freelance_list(office, [{**known, "citizen_id": None, "old_identity": "264000111"}])
    id_: int = accepted(office.desk("district_officer", HOME).get("/matches"))["items"][0]["id"]
    return id_


def said(office: Office, payout: int) -> dict[str, int]:
    """Another way to pay somebody, and a return: both asked, not confirmed."""
    receipt = freelance_list(office, workers(1, first=130))
    decided(office, [appraised(office)["id"]], number="41/QĐ-UBND")
    [one] = accepted(office.desk("district_officer", HOME).get("/applications", list=receipt["list_id"]))["items"]
    maker, to = office.desk("finance_maker", HOME), {**ACCOUNT, "account_name": "A", "reason": "Đổi"}
    correction = accepted(maker.post(f"/applications/{one['id']}/payment", to))
    back = {"number": "1/NH", "signed_on": "2022-02-24", "day": "2022-02-24", "code": "AC04", "amount_vnd": 1_500_000}
    word = accepted(maker.post(f"/payouts/{payout}/return", {**back, "bank_reference": "FT1"}))
    return {"correction_id": correction["id"], "word_id": word["id"]}


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
