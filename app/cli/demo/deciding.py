"""What is ready goes up, is appraised by another, decided on paper, recorded by one and compared by another."""

from typing import Any

from app.cli.demo.client import Desk, Refused, together
from app.cli.demo.plan import AFTER_OTHERS, FREELANCE, FREELANCE_SIGNED_ON, POLICIES, TODAY, Job
from app.cli.demo.stages import Advance

NOTHING = "NOTHING_READY"


def submissions_to_form(job: Job) -> list[tuple[str, str, int | None]]:
    """Policy, appraising unit and round of every submission."""
    return sorted(
        {(made.policy, made.district_code, made.round) for made in job.sample.lists},
        key=lambda one: (one[0], one[1], one[2] or 0),
    )


def appraise(job: Job, advance: Advance) -> None:
    """A submission for each policy, unit and round, appraised by a second person."""
    wanted = submissions_to_form(job)
    for (policy, unit, _), submission_id in zip(
        wanted, together(lambda which: _submission(job, *which), wanted, advance), strict=True
    ):
        if submission_id is not None:
            job.submissions.setdefault((policy, unit), []).append(submission_id)


def _submission(job: Job, policy: str, unit: str, round_: int | None) -> int | None:
    officer = job.office.desk("district_officer", unit)
    try:
        formed = officer.post("/submissions", {"policy": policy, "round": round_, "lists": None})
    except Refused as refused:
        if refused.code == NOTHING:
            return None
        raise
    approver = job.office.desk("district_approver", unit)
    approver.post(f"/submissions/{formed['id']}/appraisal", {"agreed": True, "opinion": "Đồng ý trình"})
    return int(formed["id"])


def decisions_to_make(job: Job) -> int:
    """How many decisions there will be."""
    return len({(policy, unit if policy == FREELANCE else "") for policy, unit in job.submissions})


def decide(job: Job, advance: Advance) -> None:
    """Each district decides for its freelance workers, then the province for all else.

    Who was supported as a freelance worker, as F1 or as a mother is so before another claim is decided.
    """
    districts = sorted(unit for policy, unit in job.submissions if policy == FREELANCE)
    job.decisions += together(lambda district: _by_district(job, district), districts, advance)
    submitted = {policy for policy, _ in job.submissions} - {FREELANCE}
    for some in (submitted - AFTER_OTHERS, submitted & AFTER_OTHERS):
        job.decisions += together(lambda policy: _by_province(job, policy), sorted(some, key=POLICIES.index), advance)


def _by_district(job: Job, district: str) -> dict[str, Any]:
    clerks = job.office.desk("district_officer", district), job.office.desk("district_approver", district)
    return _decision(job, FREELANCE, job.submissions[FREELANCE, district], f"{district}/QĐ-UBND", clerks)


def _by_province(job: Job, policy: str) -> dict[str, Any]:
    clerks = job.office.desk("provincial_officer"), job.office.desk("provincial_approver")
    submissions = [one for (of, _), some in job.submissions.items() if of == policy for one in some]
    return _decision(job, policy, submissions, f"{300 + POLICIES.index(policy)}/QĐ-UBND", clerks)


def _decision(
    job: Job, policy: str, submissions: list[int], number: str, clerks: tuple[Desk, Desk]
) -> dict[str, Any]:  # fmt: skip
    clerk, second = clerks
    signed_on = (FREELANCE_SIGNED_ON if policy == FREELANCE else TODAY).isoformat()
    drafted = clerk.post("/decisions", {"submissions": submissions, "law_on": signed_on})
    path = f"/decisions/{drafted['id']}"
    annex = job.plan.folder("batches") / f"annex-{policy}-{drafted['id']}.xlsx"
    annex.write_bytes(clerk.fetch(f"{path}/annex.xlsx"))
    figures = {"rows": drafted["rows"], "amount_vnd": drafted["amount_vnd"]}
    paper = {"number": number, "signed_on": signed_on, **figures}
    clerk.post(f"{path}/record", {**paper, "signer": "Chủ tịch UBND"})
    decided = second.post(f"{path}/comparison", paper)
    return {**drafted, **decided, "number": number, "annex": str(annex)}
