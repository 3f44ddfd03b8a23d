"""A database in which everything that is sealed has been sealed at least once, and what its ciphertexts hold."""

from typing import Any

from sqlalchemy import text

from app import db, protection
from app.protection.places import SEALED
from tests.acts.forms import sign
from tests.acts.province import EMPLOYEE, LAW_ON, appraised, decided, exported, files_of, suspended_list
from tests.acts.registers import dead, register
from tests.acts.test_decisions import confirmed
from tests.office import Office, accepted
from tests.routers.small_life import ON_CASH, live

CERTIFICATE, OF_ANOTHER = "905/2018", "906/2018"
PARENT = {
    **EMPLOYEE, "full_name": "Vũ Thị Khế", "citizen_id": "058185734595", "sex": "female",
    "insurance_number": "5873456403", "account_number": "4901734500055", "phone": "0911734509",
    "child_1_name": "Vũ Bé", "child_1_birth_date": "2018-05-01", "child_1_certificate": CERTIFICATE,
}  # fmt: skip
BEFORE = {
    "full_name": "Lê Thị Cũ", "birth_date": "1980-01-02", "sex": "female", "citizen_id": "058180777001",
    "policy": "suspended_contract", "amount_vnd": 1_000_000, "paid_on": "2021-08-01", "paper": "12/QĐ-UBND",
    "component": "child_under_6", "child_certificate": OF_ANOTHER,
}  # fmt: skip
STAFF = {"full_name": "Trần Văn Sung", "account_number": "4901734500066", "bank": "Agribank"}
WHY = {"reason": "complaint", "words": "Khiếu nại số 12 của người dân về khoản hỗ trợ"}


def lived(office: Office) -> None:
    """A small life, and what it leaves out: children, supports before, a register, an unmasking."""
    live(office)
    officer = office.desk("district_officer", "582")
    accepted(officer.post("/prior-supports", {"header": {}, "rows": [BEFORE]}, unit="582"))
    suspended_list(office, [PARENT])
    confirmed(office)
    decided(office, [appraised(office, "suspended_contract", None)["id"]], "58", "95/QĐ-UBND", LAW_ON)
    batch = exported(office, "suspended_contract", "transfer", "58")
    assert batch["payouts"] >= 1
    register(office, "deaths", [dead(ON_CASH)])
    register(office, "staff_accounts", [STAFF])
    [found] = accepted(officer.post("/beneficiaries/search", {"number": ON_CASH["citizen_id"]}))["items"]
    accepted(office.desk("auditor", "582").post(f"/beneficiaries/{found['id']}/unmasking", WHY))
    office.desk("administrator", "58")


def sign_everything(office: Office, batch_id: int, unit: str) -> None:
    """A cash batch answered."""
    maker = office.desk("finance_maker", unit)
    for data in files_of(maker, batch_id).values():
        accepted(maker.upload("/answers", sign(data)))


def administrator() -> int:
    """An administrator's account."""
    with db.reading() as tx:
        id_: int = tx.scalars(text("SELECT id FROM account WHERE role = 'administrator' ORDER BY id")).first() or 0
    return id_


def all_values() -> dict[str, list[bytes]]:
    """What every ciphertext holds, by table and column; each opens at its own place or this fails."""
    found: dict[str, list[bytes]] = {}
    with db.reading() as tx:
        for name, table in SEALED.items():
            for row in tx.execute(text(f"SELECT * FROM {name} ORDER BY {', '.join(table.key)}")).mappings():
                for each in table.sealed:
                    if row[each.column]:
                        value = protection.opened(row[each.column], each.bound_to(row))
                        found.setdefault(f"{name}.{each.column}", []).append(value)
    return found


def rows(statement: str, **values: object) -> list[Any]:
    """Rows as they are."""
    with db.reading() as tx:
        return list(tx.execute(text(statement), values).all())
