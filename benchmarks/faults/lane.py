"""A district at work: its people at their desks, and each step of the way from a list to money as one operation."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.faults.bank import Bank
from benchmarks.faults.clerk import XLSX, XML, Act, Answer, Clerk, effect
from benchmarks.faults.history import Effect, History
from benchmarks.faults.people import People, Row
from benchmarks.faults.treasury import Treasury

POLICY, ROUND, RECEIVED_ON, LAW_ON, EXECUTED_ON = "freelance", 2, "2021-08-10", "2021-11-15", "2022-02-28"
DATES = {"received_on": RECEIVED_ON, "on": RECEIVED_ON}


@dataclass(slots=True)
class Lane:
    """One of the crews of a district."""

    district: str
    name: str
    officer: Clerk
    approver: Clerk
    maker: Clerk
    checker: Clerk
    people: People
    bank: Bank
    history: History
    treasury: Treasury
    chance: random.Random
    papers: int = 0

    def number(self) -> str:
        """The number of the next paper that is signed."""
        self.papers += 1
        return f"{self.name}-{self.papers}/QĐ"


def list_sent(lane: Lane, rows: Sequence[Row], *may_be: str) -> Act:
    """A list of the district."""
    query = {"policy": POLICY, "round": ROUND, "unit": lane.district, **DATES}
    body = {"header": {}, "rows": list(rows)}
    return Act(
        "list", "/beneficiary-lists", lambda told: ("list.taken", f"list/{told['lists'][0]['list_id']}"),
        body, query=query, may_be=may_be,
    )  # fmt: skip


def list_mended(list_id: int, rows: Sequence[Row], *may_be: str) -> Act:
    """The mended rows of a list."""
    return Act(
        "correction", f"/beneficiary-lists/{list_id}/corrections", lambda _: ("list.mended", f"list/{list_id}"),
        {"rows": list(rows)}, query=DATES, may_be=may_be,
    )  # fmt: skip


def submitted(lists: Sequence[int], *may_be: str) -> Act:
    """What is ready of some lists goes up."""
    body = {"policy": POLICY, "round": ROUND, "lists": list(lists)}
    return Act("submission", "/submissions", effect("submission.formed", "submission"), body, may_be=may_be)


def appraised(submission: int, *may_be: str) -> Act:
    """A second person's word."""
    body = {"agreed": True, "opinion": "Đủ điều kiện"}
    return Act(
        "appraisal", f"/submissions/{submission}/appraisal", effect("submission.appraised", "submission"), body,
        may_be=may_be,
    )  # fmt: skip


def drafted(submissions: Sequence[int], *may_be: str) -> Act:
    """A decision drawn up."""
    body = {"submissions": list(submissions), "law_on": LAW_ON}
    return Act("draft", "/decisions", effect("decision.drafted", "decision"), body, may_be=may_be)


def recorded(decision: Answer, number: str, *may_be: str) -> Act:
    """The signed paper."""
    body = {**paper(decision, number), "signer": "Nguyễn Văn Chủ"}
    return Act(
        "record", f"/decisions/{decision['id']}/record", effect("decision.recorded", "decision"), body,
        may_be=may_be,
    )  # fmt: skip


def compared(decision: Answer, number: str, *may_be: str) -> Act:
    """A second person has read the paper: the decision is in force."""
    return Act(
        "comparison", f"/decisions/{decision['id']}/comparison", effect("decision.decided", "decision"),
        paper(decision, number), may_be=may_be,
    )  # fmt: skip


def given_up(decision: int, *may_be: str) -> Act:
    """A draft that is drawn up anew."""
    return Act(
        "decision void", f"/decisions/{decision}/void", effect("decision.void", "decision"), {"reason": "lập lại"},
        may_be=may_be,
    )  # fmt: skip


def paper(decision: Answer, number: str) -> dict[str, object]:
    """The figures on it."""
    figures = {name: decision[name] for name in ("rows", "amount_vnd")}
    return {"number": number, "signed_on": LAW_ON, **figures}


def formed(decisions: Sequence[int], channel: str, *may_be: str) -> Act:
    """A batch of what some decisions have left open."""
    body = {"policy": POLICY, "channel": channel, "execution_date": EXECUTED_ON, "decisions": list(decisions)}
    return Act("batch", "/payment-batches", effect("batch.formed", "batch"), body, may_be=may_be)


STEPS = {
    "freeze": "batch.frozen", "check": "batch.checked", "release": "batch.released", "export": "batch.exported",
    "void": "batch.void", "close": "batch.closed",
}  # fmt: skip


def stepped(batch: int, step: str, *may_be: str, body: object = None) -> Act:
    """A step of a batch."""
    return Act(
        step, f"/payment-batches/{batch}/{step}", effect(STEPS[step], "batch"), body, may_be=may_be
    )  # fmt: skip


def left_unanswered(batch: int, *may_be: str) -> Act:
    """Past the cut-off: in doubt."""
    return Act(
        "unanswered", f"/payment-batches/{batch}/unanswered", lambda _: ("batch.unanswered", f"batch/{batch}"),
        may_be=may_be,
    )  # fmt: skip


def stopped(payout: int, *may_be: str) -> Act:
    """One payout taken out."""
    body = {"reason": "đang xác minh"}
    return Act("stop", f"/payouts/{payout}/stop", effect("payout.stopped", "batch"), body, may_be=may_be)


def correction_asked(application: int, account: str | None) -> Act:
    """Another account, or cash as before, after a stop; it waits for a second person."""
    body = {"payment_method": "cash", "reason": "đã rõ"}
    if account:
        body |= {"payment_method": "transfer", "bank": "Agribank", "account_number": account}
    path = f"/applications/{application}/payment"
    return Act("account", path, effect("payment_correction.asked", "payment_correction"), body)


def correction_confirmed(correction: int, account: str | None) -> Act:
    """A second person has read the account's end off the paper."""
    path = f"/payment-corrections/{correction}/confirmation"
    done = effect("application.payment_corrected", "application", "application_id")
    return Act("account confirmed", path, done, {"last4": account[-4:] if account else None})


def answered(data: bytes, *may_be: str) -> Act:
    """What the bank, or whoever paid in cash, says."""
    media_type = XLSX if data[:2] == b"PK" else XML
    return Act("answer", "/answers", _answer, data, media_type, may_be=may_be)


def _answer(told: Answer) -> Effect:
    return "answer.repeated" if told["repeated"] else "answer.taken", f"answer/{told['answer_id']}"
