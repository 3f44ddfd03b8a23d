"""What the clerks do: whole ways from a list to money that arrived, with the turns that offices take."""

from collections.abc import Callable, Mapping

from benchmarks.faults import banking, races
from benchmarks.faults import lane as step
from benchmarks.faults.clerk import Answer, Refused
from benchmarks.faults.lane import Lane
from benchmarks.faults.people import Row
from benchmarks.faults.treasury import SCARCE_DISTRICTS, SHORT

ROWS_MAX = 4
SOMETIMES, SELDOM = 0.12, 0.05
WRONG_STATE = "WRONG_STATE"
CEILING = "decision beyond a fund's ceiling"


def paid_by_bank(lane: Lane) -> None:
    """A list becomes money on accounts."""
    decision = decided(lane, sent(lane, lane.people.some(lane.chance.randint(1, ROWS_MAX))))
    banking.paid(lane, decision, "transfer")


def paid_in_cash(lane: Lane) -> None:
    """A list becomes money in hands."""
    rows = lane.people.some(lane.chance.randint(1, ROWS_MAX), transfer=False)
    banking.paid(lane, decided(lane, sent(lane, rows)), "cash")


def sent(lane: Lane, rows: list[Row]) -> int:
    """A list is taken; sometimes twice at once, sometimes with a row that has to be mended."""
    wrong = lane.chance.random() < SOMETIMES
    first = [_lost_zero(rows[0]), *rows[1:]] if wrong else rows
    act = step.list_sent(lane, first)
    told = races.same_request(lane.officer, act) if lane.chance.random() < SELDOM else lane.officer.do(act)
    list_id = int(told["lists"][0]["list_id"])
    if lane.chance.random() < SOMETIMES:
        races.file_again(lane, first)
    if wrong:
        lane.officer.do(step.list_mended(list_id, rows[:1]))
    return list_id


def _lost_zero(row: Row) -> Row:
    return row | {"citizen_id": str(row["citizen_id"])[1:]}


def decided(lane: Lane, *lists: int) -> int:
    """Lists go up, are appraised and decided; now and then a draft is given up and drawn up anew."""
    up = lane.officer.do(step.submitted(lists))
    act = step.appraised(up["id"])
    races.same_request(lane.approver, act) if lane.chance.random() < SELDOM else lane.approver.do(act)
    decision = lane.officer.do(step.drafted([up["id"]]))
    if lane.chance.random() < SELDOM:
        lane.officer.do(step.given_up(decision["id"]))
        decision = lane.officer.do(step.drafted([up["id"]]))
    in_force(lane, decision)
    return int(decision["id"])


def in_force(lane: Lane, decision: Answer) -> None:
    """A drafted decision is signed, recorded, compared by another; now and then several compare it at once."""
    number = lane.number()
    lane.officer.do(step.recorded(decision, number))
    if lane.district in SCARCE_DISTRICTS:
        _within_the_fund(lane, decision, number)
    elif lane.chance.random() < SOMETIMES:
        races.one_of(lane.approver, [step.compared(decision, number, WRONG_STATE)] * 3)
    else:
        lane.approver.do(step.compared(decision, number))


def _within_the_fund(lane: Lane, decision: Answer, number: str) -> None:
    """Another district is after the same money: when it is short it is raised, or the decision given up."""
    try:
        lane.approver.do(step.compared(decision, number, SHORT))
    except Refused:
        lane.history.fault(CEILING)
        if lane.chance.random() < 1 / 2:
            lane.officer.do(step.given_up(decision["id"]))
            raise
        lane.treasury.raise_scarce()
        lane.approver.do(step.compared(decision, number, SHORT))


JOURNEYS: Mapping[Callable[[Lane], None], int] = {paid_by_bank: 20, paid_in_cash: 2}
"""How often each is taken, in parts."""
