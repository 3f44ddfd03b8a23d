"""Batches: formed, frozen, checked by another, released, exported; their files written as they were downloaded."""

from pathlib import Path

from app.cli.demo.client import Desk, Refused, together
from app.cli.demo.plan import CHANNELS, EXECUTION_DATE, FREELANCE, POLICIES, PROVINCE, Batch, Job
from app.cli.demo.stages import Advance

NOTHING = "NOTHING_TO_PAY"


def payers(job: Job) -> list[tuple[str, str, str]]:
    """Unit, policy and channel of every batch there may be."""
    units = {policy: set[str]() for policy in POLICIES}
    for policy, unit in job.submissions:
        units[policy].add(unit if policy == FREELANCE else PROVINCE)
    return [(unit, policy, channel) for policy in POLICIES for unit in sorted(units[policy]) for channel in CHANNELS]


def pay(job: Job, advance: Advance) -> None:
    """All batches, until they are exported."""
    job.batches += [batch for batch in together(lambda which: _batch(job, *which), payers(job), advance) if batch]


def _batch(job: Job, unit: str, policy: str, channel: str) -> Batch | None:
    maker, checker = job.office.desk("finance_maker", unit), job.office.desk("finance_checker", unit)
    execution = EXECUTION_DATE.isoformat()
    try:
        formed = maker.post("/payment-batches", {"policy": policy, "channel": channel, "execution_date": execution})
    except Refused as refused:
        if refused.code == NOTHING:
            return None
        raise
    path = f"/payment-batches/{formed['id']}"
    frozen = maker.post(f"{path}/freeze")
    figures = {"payouts": frozen["payouts"], "amount_vnd": frozen["amount_vnd"]}
    checker.post(f"{path}/check", figures)
    checker.post(f"{path}/release")
    maker.post(f"{path}/export")
    return Batch(int(formed["id"]), unit, policy, channel, **figures)


def download(job: Job, advance: Advance) -> None:
    """Every file of every batch, each twice: the bytes must be the same."""
    for batch, paths in together(lambda batch: (batch, _files(job, batch)), job.batches, advance):
        job.files[batch.id] = paths


def _files(job: Job, batch: Batch) -> list[Path]:
    maker = job.office.desk("finance_maker", batch.unit)
    listed = maker.get(f"/payment-batches/{batch.id}/files")["items"]
    return [_file(job, maker, batch, str(file["name"])) for file in listed]


def _file(job: Job, maker: Desk, batch: Batch, name: str) -> Path:
    path = job.plan.folder("batches") / name
    path.write_bytes(maker.fetch(f"/payment-batches/{batch.id}/files/{name}"))
    return path
