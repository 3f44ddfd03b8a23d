"""The whole province over HTTP, from the first upload's first byte to written exports, and again to reconciled."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app import embedded
from app.cli import database
from app.cli.demo import asking, summing, working
from app.cli.demo.client import office
from app.cli.demo.plan import NAMED_ABOVE, PROVINCE, Job, Plan
from app.cli.demo.server import Served, served
from app.cli.demo.stages import TITLES, Stages
from app.sample.case import Sample
from app.sample.province import OFFICES
from app.sample.writing import archives

DATABASE = "chitra_bench"
OUT = Path("var/bench")
EXPORTED = ("upload", "match", "confirm", "appraise", "decide", "batch", "download")
RECONCILED = "reconcile"
RECEIVED_ON = {2: "2021-08-31", 4: "2021-10-31", None: "2021-12-24"}
ONE_DISTRICT = "582"


def as_lists(cases: int, seed: int) -> dict[str, Any]:
    """Every list by its own officer, held against the truth row by row (which no figure includes)."""
    return _measured("as lists", cases, seed, working.whole)


def as_archives(cases: int, seed: int) -> dict[str, Any]:
    """The same lists as one archive for each policy and round, sent by the province.

    An archive is received on one day, so a list that came late is in time in it: some 200 cases more are supported.
    """
    return _measured("as archives", cases, seed, _archived)


def _archived(plan: Plan, sample: Sample, running: Served, stages: Stages) -> Job:
    job = Job(plan, office(running.url, running.keys), _of_one_unit(sample))
    working.until_confirmed(job, stages, _send_archives)
    working.until_downloaded(job, stages)
    working.until_reconciled(job, stages)
    with stages.stage("query"):
        asking.ask(job)
    return job


def _of_one_unit(sample: Sample) -> Sample:
    """An archive names one unit: what the lists do not say themselves is then one district's or office's."""
    lists = tuple(
        made if made.policy in NAMED_ABOVE or made.district_code in OFFICES
        else replace(made, district_code=ONE_DISTRICT, unit_code=ONE_DISTRICT)
        for made in sample.lists
    )  # fmt: skip
    return replace(sample, lists=lists)


def _send_archives(job: Job, stages: Stages) -> None:
    packed = archives(job.sample)  # made before the clock starts: the lists are files already
    units = {made.policy: made.unit_code for made in job.sample.lists if made.policy not in NAMED_ABOVE}
    officer = job.office.desk("provincial_officer", PROVINCE)
    with stages.stage("upload", len(packed)) as advance:
        for (policy, round_), data in packed.items():
            sent = officer.upload(
                "/beneficiary-lists", f"{policy}-{round_ or 0}.zip", data, "application/zip", policy=policy,
                round=round_, unit=units.get(policy), received_on=RECEIVED_ON[round_], on=RECEIVED_ON[round_],
            )  # fmt: skip
            job.receipts |= {one["name"]: one for one in sent["lists"]}
            advance()
    if len(job.receipts) != len(job.sample.lists):
        job.differences.append(f"{len(job.receipts)} lists received, {len(job.sample.lists)} sent")


def _measured(
    name: str, cases: int, seed: int, work: Callable[[Plan, Sample, Served, Stages], Job]
) -> dict[str, Any]:  # fmt: skip
    plan, stages = Plan(cases, seed, (OUT / name.replace(" ", "-")).absolute()), Stages(quiet=False)
    try:
        with stages.progress, database.fresh(DATABASE) as url:
            sample = working.made(plan, stages)
            with served(url, plan.out / "server.log", database.fresh_keys(DATABASE)) as running:
                job = work(plan, sample, running, stages)
                peak = running.memory_peak()
    finally:
        embedded.stop()
    return _told(name, job, stages, summing.up(job, stages.seconds, peak))


def _told(name: str, job: Job, stages: Stages, summary: dict[str, Any]) -> dict[str, Any]:
    exported = stages.sum_of(*EXPORTED)
    reconciled = exported + stages.sum_of(RECONCILED)
    table: list[list[object]] = [
        [TITLES[stage], round(stages.seconds[stage], 2), 100 * stages.seconds[stage] / reconciled]
        for stage in (*EXPORTED, RECONCILED)
    ]
    table += [["to written exports", round(exported, 2), 100 * exported / reconciled]]
    table += [["to reconciled", round(reconciled, 2), 100.0]]
    memory, rows = summary["memory_peak_mib"], summary["rows"]["rows"]
    table += [
        ["peak memory, MiB: service", memory["server"] or 0, ""],
        ["peak memory, MiB: client", memory["client"], ""],
    ]
    return {
        "title": f"{summary['supported_cases']} cases in {rows} rows {name} ({len(job.receipts)} lists)",
        "columns": ["stage", "seconds", "%"],
        "table": table,
        "seconds_to_exports": round(exported, 2),
        "seconds_to_reconciled": round(reconciled, 2),
        **{
            key: summary[key]
            for key in ("cases", "seed", "rows", "supported", "payouts", "seconds", "memory_peak_mib", "differences")
        },
    }
