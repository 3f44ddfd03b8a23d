"""The main job, stage after stage."""

import shutil
from collections.abc import Callable

from app.cli.demo import answering, asking, deciding, funding, intake, paying, truth
from app.cli.demo.client import office
from app.cli.demo.plan import FREELANCE, Job, Plan
from app.cli.demo.server import Served
from app.cli.demo.stages import Stages
from app.sample.case import Sample
from app.sample.writing import write_sample

FOLDERS = ("lists", "truth", "batches", "answers")
Upload = Callable[[Job, Stages], None]


def made(plan: Plan, stages: Stages) -> Sample:
    """The sample province on disk, in place of an earlier run's."""
    for name in FOLDERS:
        shutil.rmtree(plan.out / name, ignore_errors=True)
    plan.out.mkdir(parents=True, exist_ok=True)
    with stages.stage("sample"):
        return write_sample(plan.out, plan.cases, plan.seed)


def one_by_one(job: Job, stages: Stages) -> None:
    """Every list by its own officer."""
    with stages.stage("upload", len(job.sample.lists)) as advance:
        intake.upload(job, advance)


def until_confirmed(job: Job, stages: Stages, upload: Upload = one_by_one) -> None:
    """From the first upload's first byte until every row is determined; the money is there before."""
    with stages.stage("funds"):
        funding.open_funds(job)
    with stages.stage("prior"):
        intake.record_prior(job)
    upload(job, stages)
    with stages.stage("match"):
        intake.decide_matches(job)
    with stages.stage("confirm", len(intake.requests(job))) as advance:
        intake.confirm(job, advance)


def until_downloaded(job: Job, stages: Stages) -> None:
    """From submissions to the files of every batch."""
    with stages.stage("appraise", len(deciding.submissions_to_form(job))) as advance:
        deciding.appraise(job, advance)
    with stages.stage("decide", deciding.decisions_to_make(job)) as advance:
        deciding.decide(job, advance)
    with stages.stage("batch", len(paying.payers(job))) as advance:
        paying.pay(job, advance)
    with stages.stage("download", len(job.batches)) as advance:
        paying.download(job, advance)


def until_reconciled(job: Job, stages: Stages) -> None:
    """What the world outside does, and its answers booked."""
    with stages.stage("pay", len(job.batches)) as advance:
        answering.pay_out(job, advance)
    with stages.stage("reconcile", len(job.batches)) as advance:
        answering.reconcile(job, advance)


def whole(plan: Plan, sample: Sample, served: Served, stages: Stages) -> Job:
    """The job with every row held against the truth: at the receipt, once confirmed, and as decided."""
    job = Job(plan, office(served.url, served.keys), sample)
    rows = truth.read(plan.out / "truth" / "rows.csv")
    until_confirmed(job, stages)
    with stages.stage("check", len(job.list_ids(FREELANCE))) as advance:
        truth.check_receipts(job, rows)
        truth.check_rows(job, rows, truth.AT_RECEIPT, advance, FREELANCE)  # nobody has said anything of policy 12's
    until_downloaded(job, stages)
    until_reconciled(job, stages)
    with stages.stage("query"):
        asking.ask(job)
    job.outcomes.clear()  # of before the decisions
    job.reasons.clear()
    with stages.stage("check", len(job.receipts)) as advance:
        truth.check_rows(job, rows, truth.AS_AMENDED, advance)
    return job
