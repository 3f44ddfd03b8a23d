"""Work of one district, by the ids of what it left, for those who may and may not see it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from tests.acts.forms import sign
from tests.acts.province import appraised, decided, exported, files_of, freelance_list, workers
from tests.office import Office, accepted

HOME, ELSEWHERE = "582", "584"
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

    def fill(self, path: str) -> str:
        """A route's path with these ids in it."""
        ids: dict[str, object] = {
            "list_id": self.list_id, "submission_id": self.submission_id, "decision_id": self.decision_id,
            "batch_id": self.batch_id, "payout_id": self.payout_id, "application_id": self.application_id,
            "beneficiary_id": self.beneficiary_id, "answer_id": self.answer_id, "name": self.file,
            "code": "freelance",
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
    payout = accepted(maker.get("/payouts", batch=batch["id"]))["items"][0]
    return Records(
        receipt["list_id"], submission["id"], decision["id"], batch["id"], payout["id"], payout["application_id"],
        payout["beneficiary_id"], answer["answer_id"], name,
    )  # fmt: skip


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
