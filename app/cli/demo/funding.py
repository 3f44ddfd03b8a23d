"""Funds before anything is decided: opened, allotted by one and confirmed by another, and said what they pay."""

from app.cli.demo.client import Desk
from app.cli.demo.plan import FREELANCE, Job

YEAR = 2021
SIGNED_ON = "2021-07-12"
ALLOTTED_VND = {"NSTW": 100_000_000_000, "NSDP": 160_000_000_000}
SOURCES = {"NSTW": "central", "NSDP": "province"}
NAMES = {"NSTW": "Ngân sách trung ương hỗ trợ", "NSDP": "Ngân sách tỉnh"}
CENTRAL_WEIGHT, OWN_WEIGHT = 80, 20
"""The share of a province in hardship (68/NQ-CP); the freelance workers of the sample are the province's own to pay."""

KINDS = ("AVAILABLE", "COMMITTED", "IN_TRANSIT", "PAID", "RETURNED")
STATES = {"PAID": ("debited", "settled"), "IN_TRANSIT": ("exported", "in_process", "in_doubt")}
NONE = {"amount_vnd": 0}


def open_funds(job: Job) -> None:
    """The central budget's money and the province's, and which of them pays what."""
    maker, checker = job.office.desk("finance_maker"), job.office.desk("finance_checker")
    job.funds = {code: _fund(maker, checker, code) for code in SOURCES}
    central, own = job.funds["NSTW"], job.funds["NSDP"]
    _pay_by(maker, checker, None, [(central, CENTRAL_WEIGHT), (own, OWN_WEIGHT)])
    _pay_by(maker, checker, FREELANCE, [(own, 1)])


def _fund(maker: Desk, checker: Desk, code: str) -> int:
    opened = maker.post("/funds", {"code": code, "name": NAMES[code], "source": SOURCES[code], "budget_year": YEAR})
    paper = {"number": f"{code}/QĐ-UBND", "signed_on": SIGNED_ON, "amount_vnd": ALLOTTED_VND[code]}
    said = {**paper, "kind": "allot", "signer": "Chủ tịch UBND tỉnh"}
    recorded = maker.post(f"/funds/{opened['id']}/allotments", said)
    checker.post(f"/fund-allotments/{recorded['id']}/confirmation", paper)
    return int(opened["id"])


def _pay_by(maker: Desk, checker: Desk, policy: str | None, parts: list[tuple[int, int]]) -> None:
    weights = [{"fund": fund, "weight": weight} for fund, weight in parts]
    said = {"policy": policy, "since": SIGNED_ON, "paper": "Công văn phân bổ nguồn kinh phí", "parts": weights}
    checker.post(f"/fundings/{maker.post('/fundings', said)['id']}/confirmation")


def ask(job: Job) -> dict[str, dict[str, int]]:
    """What stands on the accounts of each fund, held against the payouts that the auditor counted."""
    desk = job.office.desk("auditor")
    by_fund = {code: desk.get(f"/funds/{fund}")["balances_vnd"] for code, fund in job.funds.items()}
    standing = {kind: sum(fund.get(kind, 0) for fund in by_fund.values()) for kind in KINDS}
    job.differences += _differences(standing, job.asked["totals"])
    return by_fund


def _differences(standing: dict[str, int], totals: dict[str, dict[str, int]]) -> list[str]:
    """Where the ledger is not what the payouts are, or what was allotted is not all there."""
    said = {kind: sum(totals.get(state, NONE)["amount_vnd"] for state in states) for kind, states in STATES.items()}
    found = [f"{kind}: {standing[kind]:,} in the ledger, {vnd:,} in payouts" for kind, vnd in said.items()
             if standing[kind] != vnd]  # fmt: skip
    missing = sum(ALLOTTED_VND.values()) - sum(standing.values())
    return [*found, f"{missing:,} đồng of what was allotted are on no account"] if missing else found
