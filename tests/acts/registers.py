"""Other agencies' lists made by hand, sent by the province or a district."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from app.files.register_facts import FORMS
from tests.office import Desk, Office, accepted

AS_OF = "2022-02-01"


def table(kind: str, rows: Sequence[Mapping[str, object]]) -> bytes:
    """Rows under the titles of a kind's form."""
    facts = [fact for fact in FORMS[kind] if any(fact.name in row for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["STT", *(fact.vi for fact in facts)])
    writer.writerows([nth, *(row.get(fact.name, "") for fact in facts)] for nth, row in enumerate(rows, 1))
    return out.getvalue().encode("utf-8-sig")


def send_register(
    desk: Desk, kind: str, rows: Sequence[Mapping[str, object]], title: str = "Danh sách", as_of: str = AS_OF
) -> Any:  # noqa: ANN401 – a response
    """Send a list as CSV."""
    return desk.upload("/registers", table(kind, rows), "text/csv", kind=kind, title=title, as_of=as_of)


def register(office: Office, kind: str, rows: Sequence[Mapping[str, object]], **named: str) -> Any:  # noqa: ANN401 – JSON
    """A list of the province's, taken."""
    return accepted(send_register(office.desk("provincial_officer", "58"), kind, rows, **named))


def dead(worker: Mapping[str, object], died_on: str = "05/08/2021") -> dict[str, object]:
    """Somebody of a beneficiary list as a register of deaths has them."""
    return {"full_name": worker["full_name"], "citizen_id": worker["citizen_id"], "died_on": died_on}
