"""What is ready goes up, is appraised by another, decided on paper, recorded by one and compared by another."""

from typing import Any

from app.cli.demo.client import Desk, together
from app.cli.demo.plan import FREELANCE, SIGNED_ON, SUSPENDED, Job
from app.cli.demo.stages import Advance


def submissions_to_form(job: Job) -> list[tuple[str, str, int | None]]:
    """Policy, district and round of every submission."""
    return sorted(
        {(made.policy, made.district_code, made.round) for made in job.sample.lists},
        key=lambda one: (one[0], one[1], one[2] or 0),
    )


def appraise(job: Job, advance: Advance) -> None:
    """A submission for each district, policy and round, appraised by a second person."""
    for policy, district, submission_id in together(
        lambda which: _submission(job, *which), submissions_to_form(job), advance
    ):
        job.submissions.setdefault((policy, district), []).append(submission_id)


def _submission(job: Job, policy: str, district: str, round_: int | None) -> tuple[str, str, int]:
    officer = job.office.desk("district_officer", district)
    formed = officer.post("/submissions", {"policy": policy, "round": round_, "lists": None})
    approver = job.office.desk("district_approver", district)
    approver.post(f"/submissions/{formed['id']}/appraisal", {"agreed": True, "opinion": "Đồng ý trình"})
    return policy, district, int(formed["id"])


def decide(job: Job, advance: Advance) -> None:
    """Each district decides for its freelance workers, the province for all suspended contracts."""
    districts = [district for policy, district in job.submissions if policy == FREELANCE]

    def by_district(district: str) -> dict[str, Any]:
        clerks = job.office.desk("district_officer", district), job.office.desk("district_approver", district)
        return _decision(job, FREELANCE, job.submissions[FREELANCE, district], f"{district}/QĐ-UBND", clerks)

    job.decisions += together(by_district, sorted(districts), advance)
    of_province = [one for (policy, _), some in job.submissions.items() if policy == SUSPENDED for one in some]
    if of_province:
        clerks = job.office.desk("provincial_officer"), job.office.desk("provincial_approver")
        job.decisions.append(_decision(job, SUSPENDED, of_province, "2035/QĐ-UBND", clerks))
        advance()


def _decision(
    job: Job, policy: str, submissions: list[int], number: str, clerks: tuple[Desk, Desk]
) -> dict[str, Any]:  # fmt: skip
    clerk, second = clerks
    signed_on = SIGNED_ON[policy].isoformat()
    drafted = clerk.post("/decisions", {"submissions": submissions, "law_on": signed_on})
    path = f"/decisions/{drafted['id']}"
    annex = job.plan.folder("batches") / f"annex-{policy}-{drafted['id']}.xlsx"
    annex.write_bytes(clerk.fetch(f"{path}/annex.xlsx"))
    figures = {"rows": drafted["rows"], "amount_vnd": drafted["amount_vnd"]}
    paper = {"number": number, "signed_on": signed_on, **figures}
    clerk.post(f"{path}/record", {**paper, "signer": "Chủ tịch UBND"})
    decided = second.post(f"{path}/comparison", paper)
    return {**drafted, **decided, "number": number, "annex": str(annex)}
