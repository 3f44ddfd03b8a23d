"""Lists go up; whoever might be the same as another is looked at; other bodies are asked for their word."""

import csv
from itertools import groupby

from app.cli.demo import confirming
from app.cli.demo.client import together
from app.cli.demo.plan import NAMED_ABOVE, Job
from app.cli.demo.stages import Advance
from app.confirmation_request import asked_of

NUMBERS = ("citizen_id", "old_identity")
AT_ONCE = 200  # likely matches decided in one act


def record_prior(job: Job) -> None:
    """Supports paid before the service began, by district."""
    path = job.plan.out / "truth" / "prior_supports.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: row["district_code"])
    for district, group in groupby(rows, key=lambda row: row["district_code"]):
        supports = [_support(row) for row in group]
        found = job.office.desk("district_officer", district).post("/prior-supports", {"rows": supports}, unit=district)
        if found["recorded"] != len(supports):
            job.differences.append(f"prior supports of {district}: {found}, not {len(supports)}")


def _support(row: dict[str, str]) -> dict[str, object]:
    who = {name: row[name] for name in ("full_name", "birth_date", "sex", *NUMBERS) if row[name]}
    if row["birth_date"].isdecimal():
        who["birth_date"] = int(row["birth_date"])  # type: ignore[assignment]  # a year alone
    return {
        **who,
        "policy": row["policy"],
        "amount_vnd": int(row["amount_vnd"]),
        "paid_on": row["paid_on"],
        "paper": row["decision_number"],
    }


def upload(job: Job, advance: Advance) -> None:
    """Every list by its own officer, wave after wave; within a wave some at the same time."""
    with (job.plan.out / "lists" / "index.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for wave in sorted({row["wave"] for row in rows}):
        files = [row for row in rows if row["wave"] == wave]
        for file, receipt in together(lambda row: _upload(job, row), files, advance):
            job.receipts[file] = receipt


def _upload(job: Job, row: dict[str, str]) -> tuple[str, dict[str, object]]:
    file = row["file"]
    data = (job.plan.out / "lists" / file).read_bytes()
    found = job.office.desk("district_officer", row["sent_by"]).upload(
        "/beneficiary-lists", file, data, row["media_type"], policy=row["policy"], round=row["round"] or None,
        unit=None if row["policy"] in NAMED_ABOVE else row["unit_code"], received_on=row["received_on"],
        on=row["received_on"],
    )  # fmt: skip
    return file, found["lists"][0]


def decide_matches(job: Job) -> None:
    """The province looks at every strong match of its districts; in the sample all are namesakes, so each goes on."""
    desk = job.office.desk("provincial_approver")
    waiting = [match["id"] for match in desk.pages("/matches", strong=True)]
    for first in range(0, len(waiting), AT_ONCE):
        some = waiting[first : first + AT_ONCE]
        desk.post("/matches/decisions", {"matches": some, "same": False, "why": "Đã xác minh: hai người khác nhau"})


def requests(job: Job) -> list[tuple[str, str, str]]:
    """Policy, body and appraising unit of every request for another body's word."""
    said = confirming.words(job.plan.out / "truth" / "confirmations.csv")
    return [
        (policy, body, unit)
        for policy, body in said
        for unit in job.appraisers(lambda made, policy=policy: made.policy == policy)  # type: ignore[misc]  # bound now
    ]


def confirm(job: Job, advance: Advance) -> None:
    """Other bodies' words on every row, each under the law of the lists' receipt."""
    words = confirming.words(job.plan.out / "truth" / "confirmations.csv")
    for policy, body, unit in requests(job):
        said = words[policy, body]
        desk = job.office.desk("district_officer", unit)
        asked = desk.fetch("/confirmations/request.xlsx", policy=policy, body=body)
        for nth, (on, some) in enumerate(confirming.phases(said), 1):
            filled, count = confirming.fill(asked, asked_of(policy, body).layout, some)
            if not count:
                continue
            name = f"{body}-{policy}-{unit}-{nth}.xlsx"
            (job.plan.folder("answers") / name).write_bytes(filled)
            of = {"policy": policy, "body": body, "on": on.isoformat()}
            found = desk.upload("/confirmations", name, filled, confirming.XLSX, **of)
            if found["taken"] != count or found["faults"]:
                job.differences.append(f"{name}: {count} words, taken {found['taken']}, {found['faults'][:3]}")
        advance()
