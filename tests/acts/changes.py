"""Decisions that change others, drawn up and signed; and what came of the money."""

from collections.abc import Mapping
from typing import Any

import httpx
from sqlalchemy import text

from app import db
from tests.acts.forms import sign
from tests.acts.province import appraised, decided, exported, files_of, freelance_list, workers
from tests.office import Office, accepted

ON = "2022-01-10"
WHY = {"law_on": ON, "ground": "Kết luận thanh tra số 12/KL-TTr"}


def given(office: Office, number: int = 2) -> dict[str, Any]:
    """A decision of the city's for so many freelance workers, in force."""
    freelance_list(office, workers(number))
    return decided(office, [appraised(office)["id"]])


def pay(office: Office, *first: str) -> dict[str, Any]:
    """What is open is paid in cash; words of the first lines, if they are others than that the money was taken."""
    batch = exported(office)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data, *first)))
    return batch


def entitlements(office: Office, decision_id: int) -> list[dict[str, Any]]:
    """What a decision and its changes owe."""
    found: list[dict[str, Any]] = accepted(
        office.desk("district_officer", "582").get(f"/decisions/{decision_id}/entitlements")
    )["items"]
    return found


def draft(office: Office, decision_id: int, kind: str, body: Mapping[str, object]) -> httpx.Response:
    """Draw a change up."""
    return office.desk("district_officer", "582").post(f"/decisions/{decision_id}/{kind}", {**WHY, **body})


def recorded(office: Office, drafted: Mapping[str, Any], number: str) -> dict[str, object]:
    """The signed paper of a draft recorded; what the second person reads off it."""
    paper = {"number": number, "signed_on": ON, "rows": drafted["rows"], "amount_vnd": drafted["amount_vnd"]}
    path = f"/decisions/{drafted['id']}/record"
    accepted(office.desk("district_officer", "582").post(path, {**paper, "signer": "Nguyễn Văn Chủ"}))
    return paper


def in_force(office: Office, drafted: Mapping[str, Any], number: str = "9/QĐ-UBND") -> dict[str, Any]:
    """A draft signed, recorded and compared."""
    paper = recorded(office, drafted, number)
    path = f"/decisions/{drafted['id']}/comparison"
    done: dict[str, Any] = accepted(office.desk("district_approver", "582").post(path, paper))
    return done


def adjusted(office: Office, decision_id: int, amounts: Mapping[int, int], number: str = "9/QĐ-UBND") -> dict[str, Any]:
    """Amounts of entitlements changed by a decision in force."""
    rows = [{"entitlement": id_, "amount_vnd": vnd} for id_, vnd in amounts.items()]
    return in_force(office, accepted(draft(office, decision_id, "adjustments", {"rows": rows})), number)


def states(office: Office, decision_id: int) -> list[tuple[str, int, int]]:
    """State, amount and what is owed of each entitlement of a decision's chain."""
    return [(one["state"], one["amount_vnd"], one["owed_vnd"]) for one in entitlements(office, decision_id)]


def nothing_is_lost() -> None:
    """All balances are the sums of their transfers, and a fund's add up to nothing."""
    with db.reading() as tx:
        wrong = tx.execute(
            text("""
            SELECT a.id FROM ledger_account a
            LEFT JOIN ledger_transfer t ON a.id IN (debit_account_id, credit_account_id)
            GROUP BY a.id HAVING a.balance_vnd <> coalesce(sum(
                CASE a.id WHEN debit_account_id THEN t.amount_vnd ELSE -t.amount_vnd END), 0)
            UNION ALL SELECT fund_id FROM ledger_account GROUP BY fund_id HAVING sum(balance_vnd) <> 0
        """)
        ).all()
    assert wrong == []
