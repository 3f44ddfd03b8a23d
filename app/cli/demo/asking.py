"""What was paid, to whom and why: payouts, totals, one person's whole story."""

from collections import Counter
from typing import Any

from app.cli.demo import funding
from app.cli.demo.client import Desk
from app.cli.demo.plan import POLICIES, TODAY, Job

PAID = ("settled", "debited")
Totals = dict[str, dict[str, int]]


def ask(job: Job) -> None:
    """Totals held against what signers and bank did, sums by policy and district, one person's history."""
    auditor = job.office.desk("auditor")
    totals: Totals = auditor.get("/payouts/totals")
    _compare_fates(job, totals)
    job.asked = {
        "totals": totals,
        "paid_vnd": _by_policy_and_district(auditor, job),
        "history": _one_story(auditor),
    }
    job.asked["funds"] = funding.ask(job)


def _compare_fates(job: Job, totals: Totals) -> None:
    expected = Counter(job.fates.values())
    found = {state: figures["payouts"] for state, figures in totals.items()}
    if found != dict(expected):
        job.differences.append(f"payouts: {found}, but signers and banks did {dict(expected)}")
    sums = sum(batch.amount_vnd for batch in job.batches), sum(one["amount_vnd"] for one in totals.values())
    if sums[0] != sums[1]:
        job.differences.append(f"batches say {sums[0]} đồng, payouts {sums[1]}")


def _by_policy_and_district(auditor: Desk, job: Job) -> dict[str, dict[str, dict[str, int]]]:
    units = {unit["code"]: unit for unit in auditor.get("/units", on=TODAY.isoformat())["units"]}
    found: dict[str, dict[str, dict[str, int]]] = {}
    for policy in POLICIES:
        for code in job.appraisers(lambda made, policy=policy: made.policy == policy):  # type: ignore[misc]  # bound now
            totals: Totals = auditor.get("/payouts/totals", policy=policy, district=units[code]["id"])
            paid = [totals[state] for state in PAID if state in totals]
            figures = {name: sum(one[name] for one in paid) for name in ("payouts", "amount_vnd")}
            if figures["payouts"]:
                found.setdefault(policy, {})[units[code]["name"]] = figures
    return found


def _one_story(auditor: Desk) -> dict[str, Any]:
    """Somebody whose payment was rejected, or else anybody paid: found by name, told from row to settlement."""
    for state in ("rejected", "settled"):
        items = auditor.get("/payouts", state=state, limit=1)["items"]
        if items:
            payout = items[0]
            sought = auditor.find("/payouts/search", {"name": payout["payee_name"]})["items"]
            story = auditor.get(f"/beneficiaries/{payout['beneficiary_id']}/history")
            return {
                "beneficiary": payout["beneficiary_id"],
                "found_by_name": len(sought),
                **{part: len(told) for part, told in story.items() if isinstance(told, list)},
            }
    return {}
