"""People sign for their cash, the bank pays or rejects; the answers go back and are reconciled."""

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from app.cli.demo import workbook
from app.cli.demo.client import together
from app.cli.demo.plan import EXECUTION_DATE, Batch, Job
from app.cli.demo.stages import Advance
from app.files.signing_list import COLUMNS, RESULTS
from app.sample import bank
from app.sample.bank import Fate

PER_TEN_THOUSAND = (("absent", 60), ("refused", 12), ("", 15))
"""Who does not sign: the rest is paid. Nothing filled in at all is in doubt."""

CASH_STATE = {"paid": "settled", "absent": "cancelled", "refused": "cancelled", "": "in_doubt"}
BANK_STATE = {
    Fate.SETTLED: "settled",
    Fate.DEBITED: "debited",
    Fate.REJECTED: "rejected",
    Fate.UNANSWERED: "in_doubt",
}
MEDIA_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}


def pay_out(job: Job, advance: Advance) -> None:
    """What the world outside does with the exported files, written as the answers that come back."""
    folder = job.plan.folder("answers")
    for batch in job.batches:
        for path in job.files[batch.id]:
            if path.name.startswith("signing-list"):
                job.answers.setdefault(batch.id, []).append(_signed(job, path, folder))
            elif path.name.startswith("order"):
                job.answers.setdefault(batch.id, []).extend(_answered(job, path, folder))
        advance()


def _signed(job: Job, path: Path, folder: Path) -> Path:
    """The signing list as the paying clerk brings it back."""

    def sign(row: Mapping[str, str]) -> Mapping[str, workbook.Cell]:
        reference = row["reference"]
        draw = _draw(f"{job.plan.seed}:{reference}")
        result = _result(draw % 10_000)
        job.fates[reference] = CASH_STATE[result]
        if not result:
            return {}
        said: dict[str, workbook.Cell] = {"result": RESULTS[result]}
        return said | {"on": EXECUTION_DATE} if result == "paid" else said

    filled = folder / f"{path.stem}-filled.xlsx"
    filled.write_bytes(workbook.fill(path.read_bytes(), list(COLUMNS), sign))
    return filled


def _draw(what: str) -> int:
    return int.from_bytes(sha256(what.encode()).digest()[:8])


def _result(draw: int) -> str:
    for result, share in PER_TEN_THOUSAND:
        if draw < share:
            return result
        draw -= share
    return "paid"


def _answered(job: Job, path: Path, folder: Path) -> list[Path]:
    """The bank's reports on an order."""
    order = path.read_bytes()
    job.fates |= {reference: BANK_STATE[done.fate] for reference, done in bank.fates(order, job.plan.seed).items()}
    paths = []
    for number, report in enumerate(bank.answer_order(order, job.plan.seed), 1):
        paths.append(folder / f"{path.stem}-pain002-{number}.xml")
        paths[-1].write_bytes(report)
    return paths


def reconcile(job: Job, advance: Advance) -> None:
    """Every answer booked, a batch's in their order; what nobody answered is in doubt."""
    counted: Counter[str] = Counter()
    for counts in together(lambda batch: _reconciled(job, batch), job.batches, advance):
        counted.update(counts)
    job.answered = dict(counted)


def _reconciled(job: Job, batch: Batch) -> dict[str, int]:
    maker = job.office.desk("finance_maker", batch.unit)
    counts: Counter[str] = Counter()
    for path in job.answers.get(batch.id, []):
        found = maker.upload("/answers", path.name, path.read_bytes(), MEDIA_TYPES[path.suffix])
        counts.update(found["counts"])
        job.differences += [f"{path.name}: {fault}" for fault in found["faults"][:3]]
    maker.post(f"/payment-batches/{batch.id}/unanswered")
    return dict(counts)
