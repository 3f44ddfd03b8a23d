"""Lists go up; whoever might be the same as another is looked at; the insurance agency is asked."""

import csv
from collections.abc import Iterable
from itertools import groupby

from app.cli.demo import confirming
from app.cli.demo.client import together
from app.cli.demo.plan import FREELANCE, SUSPENDED, Job
from app.cli.demo.stages import Advance
from app.sample.case import SampleList

NUMBERS = ("citizen_id", "old_identity")


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
    found = job.office.desk("district_officer", row["district_code"]).upload(
        "/beneficiary-lists", file, data, row["media_type"], policy=row["policy"], round=row["round"] or None,
        unit=row["unit_code"] if row["policy"] == SUSPENDED else None, received_on=row["received_on"],
        on=row["received_on"],
    )  # fmt: skip
    return file, found["lists"][0]


def decide_matches(job: Job) -> int:
    """A person looks at every likely match; in the sample they are namesakes, so each goes on. How many."""
    count = 0
    for district in job.districts:
        desk = job.office.desk("district_approver", district)
        for held in list(desk.pages("/applications", held=True)):
            words = {"same": False, "note": "Đã xác minh: hai người khác nhau"}
            desk.post(f"/applications/{held['id']}/match", words)
            count += 1
    return count


def confirm(job: Job, advance: Advance) -> None:
    """The agency's word for every worker, district by district, each under the law of the lists' receipt."""
    words = confirming.words(job.plan.out / "truth" / "confirmations.csv")
    phases = confirming.phases(made for made in job.sample.lists if made.policy == SUSPENDED)
    folder = job.plan.folder("answers")
    for district in districts_of(job.sample.lists, SUSPENDED):
        desk = job.office.desk("district_officer", district)
        asked = desk.fetch("/confirmations/request.xlsx", policy=SUSPENDED)
        for nth, (on, employers) in enumerate(phases, 1):
            filled, count = confirming.fill(asked, words, employers)
            if not count:
                continue
            name = f"bhxh-{district}-{nth}.xlsx"
            (folder / name).write_bytes(filled)
            found = desk.upload("/confirmations", name, filled, confirming.XLSX, on=on.isoformat())
            if found["taken"] != count or found["faults"]:
                job.differences.append(f"{name}: {count} words, taken {found['taken']}, {found['faults'][:3]}")
        advance()


def districts_of(lists: Iterable[SampleList], policy: str = FREELANCE) -> list[str]:
    """The districts that sent lists of a policy."""
    return sorted({made.district_code for made in lists if made.policy == policy})
