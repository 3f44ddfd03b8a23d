"""Small lists made by hand, and the steps of the main job, for tests that need a state to begin with."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from tests.office import Desk, Office, accepted

JSON = "application/json"
WORKER = {
    "full_name": "Nguyễn Thị Hoa", "birth_date": "1988-03-15", "sex": "female", "citizen_id": "058188001234",
    "residence_commune": "22738", "occupation": "street_vendor", "workplace_commune": "22759",
    "stopped_from": "2021-07-17", "has_labour_contract": False, "payment_method": "cash",
}  # fmt: skip
EMPLOYEE = {
    "full_name": "Trần Văn Bình", "birth_date": "1985-06-20", "sex": "male", "citizen_id": "058085004321",
    "insurance_number": "5812345678", "contract_from": "2019-01-01", "suspended_from": "2021-07-17",
    "suspended_to": "2021-08-20", "worker_cause": "none", "pregnant": False, "payment_method": "transfer",
    "account_number": "4901205123456", "bank": "Agribank",
}  # fmt: skip
EMPLOYER = {
    "employer_name": "Công ty TNHH Mẫu", "employer_tax_code": "4500123455", "employer_kind": "enterprise",
    "employer_cause": "stopped_by_order",
}  # fmt: skip
ACCOUNT = {"payment_method": "transfer", "account_number": "4901205999888", "bank": "Agribank"}
FREELANCE = {"policy": "freelance", "round": 2, "unit": "22738", "received_on": "2021-08-10", "on": "2021-08-10"}
IN_PHUOC = {**FREELANCE, "unit": "22870"}
SUSPENDED = {"policy": "suspended_contract", "received_on": "2021-09-01", "on": "2021-09-01"}
LAW_ON = "2021-11-15"
EXECUTED_ON = "2022-02-28"


def workers(number: int, first: int = 0, **same: object) -> list[dict[str, object]]:
    """So many freelance workers, each with a name and a number of their own."""
    return [
        {
            **WORKER,
            "full_name": f"Nguyễn Thị {LETTERS[nth // 20]} {LETTERS[nth % 20]}",
            "citizen_id": f"058188{nth:06d}",
        }
        | same
        for nth in range(first + 1, first + number + 1)
    ]


LETTERS = (
    "An", "Bình", "Chi", "Dung", "Giang", "Hà", "Hiền", "Hoa", "Lan", "Liên", "Linh", "Mai", "Nga", "Ngọc", "Nhung",
    "Oanh", "Phương", "Quyên", "Thảo", "Yến", "Cúc", "Đào", "Hạnh", "Hằng", "Huệ", "Hương", "Khánh", "Lệ", "Loan",
    "Ly", "Mỹ", "Nguyệt", "Như", "Sương", "Tâm", "Thu", "Thúy", "Trang", "Trinh", "Tuyết",
)  # fmt: skip


def send(
    desk: Desk, rows: Sequence[Mapping[str, object]], header: Mapping[str, object] | None = None, **query: object
) -> httpx.Response:
    """Send rows as a list."""
    body = {"header": dict(header or {}), "rows": list(rows)}
    return desk.post("/beneficiary-lists", body, **query)


def freelance_list(office: Office, rows: Sequence[Mapping[str, object]], **query: object) -> dict[str, Any]:
    """A commune's list in the city, taken."""
    sent = send(office.desk("district_officer", "582"), rows, **{**FREELANCE, **query})
    receipt: dict[str, Any] = accepted(sent)["lists"][0]
    return receipt


def in_next_district(office: Office, rows: Sequence[Mapping[str, object]]) -> dict[str, Any]:
    """A commune's list in the next district, taken."""
    receipt: dict[str, Any] = accepted(send(office.desk("district_officer", "587"), rows, **IN_PHUOC))["lists"][0]
    return receipt


def suspended_list(
    office: Office, rows: Sequence[Mapping[str, object]], district: str = "582", **query: object
) -> dict[str, Any]:
    """An employer's list, taken."""
    header = {**EMPLOYER, **{name: query.pop(name) for name in list(query) if name.startswith("employer_")}}
    sent = send(office.desk("district_officer", district), rows, header, **{**SUSPENDED, "unit": district, **query})
    receipt: dict[str, Any] = accepted(sent)["lists"][0]
    return receipt


def appraised(
    office: Office, policy: str = "freelance", round_: int | None = 2, district: str = "582"
) -> dict[str, Any]:
    """What is ready of a district, gathered and appraised."""
    formed = accepted(
        office.desk("district_officer", district).post("/submissions", {"policy": policy, "round": round_})
    )
    word = {"agreed": True, "opinion": "Đủ điều kiện"}
    path = f"/submissions/{formed['id']}/appraisal"
    done: dict[str, Any] = accepted(office.desk("district_approver", district).post(path, word))
    return done


def decided(
    office: Office, submissions: Sequence[int], unit: str = "582", number: str = "1234/QĐ-UBND", law_on: str = LAW_ON
) -> dict[str, Any]:
    """Submissions decided: drafted, recorded, compared."""
    level = "provincial" if unit == "58" else "district"
    clerk, second = office.desk(f"{level}_officer", unit), office.desk(f"{level}_approver", unit)
    drafted = accepted(clerk.post("/decisions", {"submissions": list(submissions), "law_on": law_on}))
    paper = {"number": number, "signed_on": law_on, "rows": drafted["rows"], "amount_vnd": drafted["amount_vnd"]}
    accepted(clerk.post(f"/decisions/{drafted['id']}/record", {**paper, "signer": "Nguyễn Văn Chủ"}))
    done: dict[str, Any] = accepted(second.post(f"/decisions/{drafted['id']}/comparison", paper))
    return done


def exported(office: Office, policy: str = "freelance", channel: str = "cash", unit: str = "582") -> dict[str, Any]:
    """Everything open and payable by a channel: formed, frozen, checked, released, exported."""
    maker, checker = office.desk("finance_maker", unit), office.desk("finance_checker", unit)
    body = {"policy": policy, "channel": channel, "execution_date": EXECUTED_ON}
    batch = accepted(maker.post("/payment-batches", body))
    path = f"/payment-batches/{batch['id']}"
    accepted(maker.post(f"{path}/freeze"))
    accepted(checker.post(f"{path}/check", {"payouts": batch["payouts"], "amount_vnd": batch["amount_vnd"]}))
    accepted(checker.post(f"{path}/release"))
    done: dict[str, Any] = accepted(maker.post(f"{path}/export"))
    return done


def files_of(desk: Desk, batch_id: int) -> dict[str, bytes]:
    """The files of a batch by name."""
    listed = accepted(desk.get(f"/payment-batches/{batch_id}/files"))["items"]
    return {file["name"]: desk.get(f"/payment-batches/{batch_id}/files/{file['name']}").content for file in listed}
