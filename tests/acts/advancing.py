"""A cash batch of two communes, and its cash in the hands of whoever pays it out."""

from collections.abc import Mapping
from typing import Any

from tests.acts.forms import sign
from tests.acts.province import appraised, decided, exported, files_of, freelance_list, workers
from tests.office import Desk, Office, accepted
from tests.treasury import fund_by, open_fund

DO_VINH, MY_HAI = "22738", "22780"
EACH_VND = 1_500_000
VOUCHER = {"given_on": "2022-02-20", "receiver": "Lê Văn Thủ Quỹ"}
RETURNED = {"paid_out_by": "Lê Văn Thủ Quỹ", "handed_in_by": "Trần Thị Văn Thư", "handed_in_on": "2022-02-25"}


def maker(office: Office, unit: str = "582") -> Desk:
    """Who gives cash."""
    return office.desk("finance_maker", unit)


def checker(office: Office, unit: str = "582") -> Desk:
    """Who confirms it."""
    return office.desk("finance_checker", unit)


def of_two_funds() -> tuple[int, int]:
    """Central and district money, 80 to 20, for what is decided from now on; the funds."""
    central, own = open_fund("TW", source="central"), open_fund("DP", source="district", unit_code="58")
    fund_by([(central, 80), (own, 20)], policy="freelance")
    return central, own


def batch_of(office: Office, people: Mapping[str, int]) -> dict[str, Any]:
    """An exported cash batch with so many people of each commune."""
    first = 0
    for commune, number in people.items():
        freelance_list(office, workers(number, first), unit=commune)
        first += number
    decided(office, [appraised(office)["id"]])
    return exported(office)


def agent(office: Office, unit: str = DO_VINH, kind: str = "commune") -> int:
    """A commune or a district that pays out."""
    id_: int = accepted(maker(office).post("/paying-agents", {"kind": kind, "unit": unit}))["id"]
    return id_


def recorded(office: Office, batch: int, agent_id: int, amount_vnd: int, number: str = "PC 1", **other: object) -> int:
    """An advance that waits for its second person."""
    body = {**VOUCHER, "batch": batch, "agent": agent_id, "number": number, "amount_vnd": amount_vnd, **other}
    id_: int = accepted(maker(office).post("/advances", body))["id"]
    return id_


def given(office: Office, batch: int, agent_id: int, amount_vnd: int, number: str = "PC 1") -> int:
    """An advance in force."""
    id_ = recorded(office, batch, agent_id, amount_vnd, number)
    read = {"number": number, "given_on": VOUCHER["given_on"], "amount_vnd": amount_vnd}
    accepted(checker(office).post(f"/advances/{id_}/confirmation", read))
    return id_


def answered(office: Office, batch: int, *words: str) -> int:
    """The signing list as it came back; the answer."""
    [data] = files_of(maker(office), batch).values()
    id_: int = accepted(maker(office).upload("/answers", sign(data, *words)))["answer_id"]
    return id_


def cleared(office: Office, advance: int, answer: int) -> dict[str, Any]:
    """What a list cleared."""
    done: dict[str, Any] = accepted(
        maker(office).post(f"/advances/{advance}/clearings", {**RETURNED, "answer": answer})
    )
    return done


def paid_back(office: Office, advance: int, amount_vnd: int, number: str = "PT 1") -> dict[str, Any]:
    """The rest, back."""
    body = {"number": number, "paid_on": "2022-02-25", "amount_vnd": amount_vnd}
    back = accepted(maker(office).post(f"/advances/{advance}/repayments", {**body, "payer": "Lê Văn Thủ Quỹ"}))
    done: dict[str, Any] = accepted(checker(office).post(f"/advance-repayments/{back['id']}/confirmation", body))
    return done
