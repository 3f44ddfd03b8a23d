"""Several at once: the same request, the same file, the same thing by different hands. One has it, nobody twice."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx

from benchmarks.faults import lane as step
from benchmarks.faults.clerk import Act, Answer, Clerk, Left, Refused, at_once, stays
from benchmarks.faults.history import Operation
from benchmarks.faults.lane import Lane
from benchmarks.faults.people import Row

SAME_REQUEST = "same request several times at once"
SAME_FILE = "same file under a new key"
SEVERAL_HANDS = "several hands on one thing at once"
TIMES, INSIST_TIMES, WAIT = 3, 600, 0.1


def same_request(clerk: Clerk, act: Act) -> Answer:
    """One request, sent several times at the same moment under one key: one effect, the same bytes for all."""
    operation = clerk.begin(act)
    clerk.history.fault(SAME_REQUEST)
    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(lambda _: _insist(clerk, operation), range(TIMES)))
    known = [one for one in answers if one is not None]
    if not known:
        clerk.settle(operation)
        return clerk.outcome(operation, act)
    if len({one.content for one in known}) > 1:
        clerk.history.find(f"not the same bytes: {act.kind} {operation.key}")
    done = [one for one in known if one.is_success and "idempotent-replayed" not in one.headers]
    if len(done) > 1:
        clerk.history.find(f"doubled: {act.kind} {operation.key} was done {len(done)} times under one key")
    clerk.judge(operation, (done or known)[0])
    return clerk.outcome(operation, act)


def _insist(clerk: Clerk, operation: Operation) -> httpx.Response | None:
    """Ask until somebody answers something that stays."""
    for _ in range(INSIST_TIMES):
        try:
            response = clerk.send(operation)
        except httpx.TransportError as error:
            clerk.history.doubt(operation, type(error).__name__)
        else:
            if stays(response):
                return response
            clerk.history.doubt(operation, str(response.status_code))
        time.sleep(WAIT)
    return None


def one_of(clerk: Clerk, acts: Sequence[Act], none: str = "") -> Answer:
    """Of the same act under different keys at the same moment exactly one is done. Raises Left, Refused.

    `none`: the refusal of all of them, where there may be nothing left to do.
    """
    done = all_of(clerk, acts)
    if not done and none:
        raise Refused(none)
    if not done:
        raise Left  # one who may have done it went away and asks at the end
    return done[0]


def all_of(clerk: Clerk, acts: Sequence[Act]) -> list[Answer]:
    """The same act under different keys at the same moment: whoever had it, which is one at most."""
    clerk.history.fault(SEVERAL_HANDS)
    done = [told for told in at_once([_doing(clerk, act) for act in acts]) if told is not None]
    if len(done) > 1:
        clerk.history.find(f"doubled: {acts[0].kind} {acts[0].path} was done {len(done)} times")
    return done


def _doing(clerk: Clerk, act: Act) -> Callable[[], Answer]:
    return lambda: clerk.do(act)


def file_again(lane: Lane, rows: Sequence[Row]) -> None:
    """The same bytes under a new key are no second list."""
    lane.history.fault(SAME_FILE)
    try:
        lane.officer.do(step.list_sent(lane, rows, "ALREADY_RECEIVED", "BYTES_KNOWN"))
    except Refused:
        return
    lane.history.find("doubled: the same file was taken twice")


def two_districts(lanes: Sequence[Lane], rows: Sequence[Row]) -> list[int]:
    """The same people from two districts at the same moment: each is taken in one of them. The lists."""
    lanes[0].history.fault(SEVERAL_HANDS)
    told = at_once([_doing(lane.officer, step.list_sent(lane, rows)) for lane in lanes])
    lists = [one["lists"][0] for one in told if one is not None]
    accepted = sum(one["counts"]["accepted"] for one in lists)
    if len(lists) == len(lanes) and accepted != len(rows):
        lanes[0].history.find(f"doubled: {len(rows)} people were taken {accepted} times in two districts at once")
    return [one["list_id"] for one in lists]
