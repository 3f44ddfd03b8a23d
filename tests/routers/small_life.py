"""A small life with planted values: people of three policies from their lists to what became of their payments."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.acts.forms import sign
from tests.acts.province import (
    EMPLOYEE,
    WORKER,
    appraised,
    decided,
    exported,
    files_of,
    freelance_list,
    send,
    suspended_list,
)
from tests.acts.registers import dead, send_register
from tests.acts.test_decisions import confirmed
from tests.office import Desk, Office, accepted

FACILITY = "Bệnh viện dã chiến Hoa Sứ"
ON_CASH = {
    **WORKER, "full_name": "Nguyễn Thị Xoan", "birth_date": "1988-05-23", "citizen_id": "058188734519",
    "phone": "0911734501",
}  # fmt: skip
BY_TRANSFER = {
    **WORKER, "full_name": "Lê Thị Mơ", "birth_date": "1979-11-27", "citizen_id": "058179734526",
    "old_identity": "264734527", "phone": "0911734502", "payment_method": "transfer",
    "account_number": "4901734500011", "bank": "Agribank",
}  # fmt: skip
FAULTY = {
    **WORKER, "full_name": "Trần Thị Na", "birth_date": "1991-09-29", "citizen_id": "058191734533",
    "phone": "0911734503", "stopped_from": "31/02/2021",
}  # fmt: skip
REFUSED = {
    **WORKER, "full_name": "Phạm Thị Mít", "birth_date": "1983-12-26", "citizen_id": "058183734540",
    "phone": "0911734504", "has_labour_contract": True,
}  # fmt: skip
POSTED = {
    **WORKER, "full_name": "Đỗ Thị Dừa", "birth_date": "1986-10-25", "citizen_id": "058186734557",
    "phone": "0911734505",
}  # fmt: skip
PREGNANT = {
    **EMPLOYEE, "full_name": "Võ Thị Bưởi", "birth_date": "1993-07-28", "sex": "female", "citizen_id": "058193734564",
    "insurance_number": "5873456401", "pregnant": True, "phone": "0911734506", "account_number": "4901734500022",
}  # fmt: skip
TREATED = {
    "full_name": "Hồ Văn Cam", "birth_date": "1977-06-24", "sex": "male", "citizen_id": "058077734571",
    "treatment_place": "facility", "treated_from": "2021-07-17", "treated_to": "2021-08-06",
    "treated_by_decision": True, "meal_paper": "receipt", "phone": "0911734507", "payment_method": "transfer",
    "account_number": "4901734500033", "bank": "Agribank",
}  # fmt: skip
WAITING = {
    **EMPLOYEE, "full_name": "Bùi Văn Ổi", "birth_date": "1972-08-22", "citizen_id": "058072734588",
    "insurance_number": "5873456402", "phone": "0911734508", "account_number": "4901734500044",
}  # fmt: skip
ALIKE = {
    **WORKER, "full_name": "Nguyễn Thị Xoan", "birth_date": "1988-05-23", "citizen_id": None,
    "old_identity": "264734595", "phone": "0911734501",
}  # fmt: skip
PEOPLE: tuple[dict[str, Any], ...] = (ON_CASH, BY_TRANSFER, FAULTY, REFUSED, POSTED, PREGNANT, TREATED, WAITING, ALIKE)
DOCUMENTS = ("citizen_id", "old_identity", "insurance_number")


@dataclass
class Answered:
    """What somebody was answered."""

    role: str
    unit: str
    route: str
    response: httpx.Response = field(repr=False)


class WatchedOffice(Office):
    """An office that keeps every answer it was given."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url)
        self.answers: list[Answered] = []

    def desk(self, role: str, unit_code: str, person: str | None = None) -> Desk:
        """The desk of a role at a unit, watched."""
        desk = super().desk(role, unit_code, person)
        if not desk.http.event_hooks["response"]:
            desk.http.event_hooks = {"response": [lambda response: self._keep(role, unit_code, response)]}
        return desk

    def _keep(self, role: str, unit: str, response: httpx.Response) -> None:
        response.read()
        request = response.request
        self.answers.append(Answered(role, unit, f"{request.method} {request.url.path}", response))


def live(office: Office) -> None:
    """Lists, decisions, batches, answers, a refusal, a posting, a link, a check of papers."""
    officer = office.desk("district_officer", "582")
    freelance_list(office, [ON_CASH, BY_TRANSFER, FAULTY])
    decided(office, [appraised(office)["id"]])
    office.give_account("582")
    cash = exported(office)
    exported(office, channel="transfer")
    [signed] = files_of(office.desk("finance_maker", "582"), cash["id"]).values()
    accepted(office.desk("finance_maker", "582").upload("/answers", sign(signed, "Vắng")))
    _asked_of_payments(office, cash["id"])
    _of_the_province(office)
    _refused_and_posted(office, officer)
    _matched_and_found(office)
    order = {
        "policy": "freelance", "on": "2021-11-15", "number": "1/LĐTBXH", "signed_on": "2021-11-15",
        "signer": "Một Người", "rows": 0, "amount_vnd": 0,
    }  # fmt: skip
    accepted(office.desk("provincial_officer", "58").post("/redeterminations", order))


def _asked_of_payments(office: Office, batch_id: int) -> None:
    """Another account for whoever was absent, and a deadline for all of them: neither confirmed."""
    maker = office.desk("finance_maker", "582")
    [absent] = accepted(maker.get("/payouts", batch=batch_id))["items"]
    to = {"payment_method": "transfer", "account_number": BY_TRANSFER["account_number"], "bank": "Agribank"}
    name = {"account_name": BY_TRANSFER["full_name"], "reason": "Nhận qua người thân"}
    accepted(maker.post(f"/applications/{absent['application_id']}/payment", {**to, **name}))
    letter = {"number": "3/TB", "signed_on": "2022-01-04", "policy": "freelance", "day": "2022-01-15"}
    accepted(maker.post("/unclaimed/deadlines", letter))


def _matched_and_found(office: Office) -> None:
    """Somebody who is like another, and a register of the dead with somebody of the lists on it."""
    freelance_list(office, [ALIKE])
    province = office.desk("provincial_officer", "58")
    accepted(send_register(province, "deaths", [dead(POSTED), dead(ON_CASH)], title="Người chết"))


def _of_the_province(office: Office) -> None:
    suspended_list(office, [PREGNANT])
    confirmed(office)
    day = {"received_on": "2021-11-20", "on": "2021-11-20"}
    facility = {"facility_name": FACILITY}
    sent = send(office.desk("district_officer", "582"), [TREATED], facility, policy="meals_f0", unit="582", **day)
    accepted(sent)
    office.give_account("58")
    submissions = {policy: appraised(office, policy, None)["id"] for policy in ("suspended_contract", "meals_f0")}
    for nth, submission in enumerate(submissions.values()):
        decided(office, [submission], "58", f"{90 + nth}/QĐ-UBND")
    exported(office, "suspended_contract", "transfer", "58")
    exported(office, "other_support", "transfer", "58")
    suspended_list(office, [WAITING])


def _refused_and_posted(office: Office, officer: Desk) -> None:
    freelance_list(office, [REFUSED])
    refusing = decided(office, [appraised(office)["id"]], number="40/QĐ-UBND")
    accepted(officer.post("/refusals", {"decision": refusing["id"]}))
    [letter] = accepted(officer.get("/refusals"))["items"]
    accepted(
        officer.post(f"/refusals/{letter['id']}/sent", {"number": "9/UBND", "sent_on": "2021-11-20", "how": "post"})
    )
    receipt = freelance_list(office, [POSTED])
    when = {"posted_from": "2021-08-11", "posted_to": "2021-08-15", "place": "Trụ sở UBND phường"}
    posting = accepted(officer.post("/postings", {**when, "list": receipt["list_id"]}))
    [one] = accepted(officer.get("/applications", list=receipt["list_id"]))["items"]
    said = {"application": one["id"], "text": "Cần xem lại", "received_on": "2021-08-12"}
    accepted(officer.post(f"/postings/{posting['id']}/objections", said))
    papers = {"papers": [{"paper": "local_file", "has": True}]}
    accepted(officer.post(f"/applications/{one['id']}/papers", papers))
    two = [accepted(officer.post("/beneficiaries/search", {"number": n}))["items"][0]["id"]
           for n in (POSTED["citizen_id"], REFUSED["citizen_id"])]  # fmt: skip
    accepted(officer.post("/links", {"first": two[0], "second": two[1], "reason": "Cần đối chiếu"}))
