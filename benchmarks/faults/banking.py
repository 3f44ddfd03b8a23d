"""From a decision to money that arrived: batches by two hands, and a bank that answers as banks do."""

import hashlib
from collections.abc import Callable, Mapping

from benchmarks.faults import bank, races
from benchmarks.faults import lane as step
from benchmarks.faults.bank import Received
from benchmarks.faults.clerk import Answer, Refused
from benchmarks.faults.lane import Lane
from tests.acts.forms import sign

REPEATED, REORDERED, TRUNCATED, LATE, FALSE, BACKWARD = (
    "bank answers twice", "bank answers in another order", "bank's answer truncated", "bank answers late",
    "bank's answer names another sum", "bank takes an answer back",
)  # fmt: skip
SOMETIMES, SELDOM = 0.12, 0.05
ROUNDS_MAX = 4
NOTHING = "NOTHING_TO_PAY"


def paid(lane: Lane, decision: int, channel: str) -> None:
    """Whatever a decision leaves open is paid, in as many batches as it takes."""
    for _ in range(ROUNDS_MAX):
        try:
            batch = _formed(lane, decision, channel)
        except Refused:
            return
        if lane.chance.random() < SELDOM:
            lane.maker.do(step.stepped(batch["id"], "void", body={"reason": "lập nhầm"}))
            continue
        out = exported(lane, batch)
        data = downloaded(lane, out["id"])
        if channel == "cash":
            lane.maker.do(step.answered(sign(data)))
            lane.maker.do(step.stepped(batch["id"], "close"))
        else:
            _answer(lane, out["id"], lane.bank.receive(data, lane.district))


def _formed(lane: Lane, decision: int, channel: str) -> Answer:
    act = step.formed([decision], channel, NOTHING)
    if lane.chance.random() < SOMETIMES:
        return races.one_of(lane.maker, [act] * 3, none=NOTHING)
    return lane.maker.do(act)


def exported(lane: Lane, batch: Answer) -> Answer:
    """Frozen by one, checked and released by another, exported; now and then one payout is stopped before."""
    frozen = lane.maker.do(step.stepped(batch["id"], "freeze"))
    if frozen["payouts"] > 1 and lane.chance.random() < SOMETIMES:
        frozen = stopped(lane, frozen)
    figures = {"payouts": frozen["payouts"], "amount_vnd": frozen["amount_vnd"]}
    lane.checker.do(step.stepped(batch["id"], "check", body=figures))
    lane.checker.do(step.stepped(batch["id"], "release"))
    act = step.stepped(batch["id"], "export")
    return races.same_request(lane.maker, act) if lane.chance.random() < SELDOM else lane.maker.do(act)


def stopped(lane: Lane, batch: Answer) -> Answer:
    """One payout is taken out, and is to be paid by the next batch."""
    [first, *_] = payouts(lane, batch["id"])
    told = lane.maker.do(step.stopped(first["id"]))
    account = another_account(first) if batch["channel"] == "transfer" else None
    _corrected(lane, first, account)
    return told


def _corrected(lane: Lane, payout: Answer, account: str | None) -> None:
    """Asked by one and confirmed by another: only then is it paid so."""
    asked = lane.maker.do(step.correction_asked(payout["application_id"], account))
    lane.checker.do(step.correction_confirmed(asked["id"], account))


def downloaded(lane: Lane, batch: int) -> bytes:
    """What leaves: the same bytes at every download, those that were made when it was frozen."""
    path = f"/payment-batches/{batch}/files"
    files = lane.maker.get(path).json()["items"]
    leaving = next(each for each in files if each["name"].endswith(".xml") or "signing" in each["name"])
    seen = [lane.maker.get(f"{path}/{leaving['name']}").content for _ in range(2)]
    if {hashlib.sha256(data).hexdigest() for data in seen} != {leaving["sha256"]}:
        lane.history.find(f"export not deterministic: batch {batch}, {leaving['name']}")
    return seen[0]


def payouts(lane: Lane, batch: int, **query: str) -> list[Answer]:
    """The payouts of a batch."""
    found: list[Answer] = lane.maker.get("/payouts", batch=batch, **query).json()["items"]
    return found


def _answer(lane: Lane, batch: int, received: Received) -> None:
    """The bank's reports come in, as a bank's do; then what it rejected is corrected, what it left out is in doubt."""
    if lane.chance.random() < SOMETIMES:
        lane.history.fault(LATE)
        return  # until the end
    turn = lane.chance.choices([None, *TURNS], [0.4, *[0.12] * len(TURNS)])[0]
    (TURNS[turn] if turn else _in_order)(lane, received)
    if turn:
        lane.history.fault(turn)
    _after(lane, batch, received)


def _after(lane: Lane, batch: int, received: Received) -> None:
    for rejected in payouts(lane, batch, state="rejected"):
        if rejected["reason"] == bank.REJECTED:
            _corrected(lane, rejected, another_account(rejected))
    if bank.answered(received, bank.UNANSWERED):
        lane.maker.do(step.left_unanswered(batch))
    if not bank.answered(received, bank.UNANSWERED, bank.DEBITED):
        received.last_word = True
        lane.maker.do(step.stepped(batch, "close"))
    elif lane.chance.random() < 1 / 2:
        last_word(lane, received)


def last_word(lane: Lane, received: Received) -> None:
    """All that the bank has to say, whatever it said before."""
    for data in (bank.first_report(received), bank.second_report(received), bank.late_report(received)):
        lane.maker.do(step.answered(data))
    received.last_word = True


def _in_order(lane: Lane, received: Received) -> None:
    for data in _reports(received):
        lane.maker.do(step.answered(data))


def _reordered(lane: Lane, received: Received) -> None:
    for data in reversed(_reports(received)):
        lane.maker.do(step.answered(data))


def _repeated(lane: Lane, received: Received) -> None:
    _in_order(lane, received)
    for data in _reports(received):
        if not lane.maker.do(step.answered(data))["repeated"]:
            lane.history.find("doubled: a bank's answer was booked twice")


def _truncated(lane: Lane, received: Received) -> None:
    data = bank.first_report(received)
    try:
        lane.maker.do(step.answered(data[: lane.chance.randrange(1, len(data))], "ANSWER_UNREADABLE"))
    except Refused:
        _in_order(lane, received)
    else:
        lane.history.find("a truncated answer was booked")


def _false(lane: Lane, received: Received) -> None:
    if "booked" in lane.maker.do(step.answered(bank.false_report(received)))["counts"]:
        lane.history.find("an answer with another sum was booked")
    _in_order(lane, received)


def _backward(lane: Lane, received: Received) -> None:
    _in_order(lane, received)
    if bank.answered(received, bank.SETTLED):
        counts = lane.maker.do(step.answered(bank.stepping_back(received)))["counts"]
        if "booked" in counts:
            lane.history.find("a rejection was booked over a settlement")


def _reports(received: Received) -> list[bytes]:
    first = [bank.first_report(received)] if bank.says_first(received) else []
    return first + ([bank.second_report(received)] if bank.answered(received, bank.SETTLED) else [])


def another_account(payout: Answer) -> str:
    """Another account of whoever is paid."""
    return f"49013{payout['application_id']:08d}"


TURNS: Mapping[str, Callable[[Lane, Received], None]] = {
    REPEATED: _repeated, REORDERED: _reordered, TRUNCATED: _truncated, FALSE: _false, BACKWARD: _backward,
}  # fmt: skip
