"""Everybody at work at once, until enough is acknowledged."""

import random
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from benchmarks.faults import banking
from benchmarks.faults.clerk import Left, Refused
from benchmarks.faults.lane import Lane
from benchmarks.faults.world import World

Journey = Callable[[Lane], None]


def work(world: World, journeys: Mapping[Journey, int], enough: Callable[[], bool]) -> threading.Thread:
    """The crews, one journey after another each, in a thread that ends when it is enough."""

    def all_crews() -> None:
        with ThreadPoolExecutor(len(world.lanes)) as pool:
            for done in [pool.submit(_crew, world, lane, journeys, enough) for lane in world.lanes]:
                done.result()

    thread = threading.Thread(target=all_crews)
    thread.start()
    return thread


def _crew(world: World, lane: Lane, journeys: Mapping[Journey, int], enough: Callable[[], bool]) -> None:
    chance = random.Random(f"{world.seed} crew {lane.name}")
    while not enough():
        [journey] = chance.choices(list(journeys), list(journeys.values()))
        try:
            journey(lane)
        except (Left, Refused):
            continue  # it is in the history, and whoever went away asks again at the end
        except Exception as error:  # noqa: BLE001 – whatever a client stumbles on is a finding, and the run goes on
            world.history.find(f"a client stumbled: {type(error).__name__}: {str(error)[:300]}")


def drain(world: World) -> None:
    """Whoever went away asks again; then the bank says all that it has left to say."""
    clerks = world.clerks()
    while world.history.left:
        operation = world.history.left.popleft()
        with suppress(Left):  # a finding already
            clerks[operation.who].settle(operation)
    lanes = {lane.district: lane for lane in world.lanes}
    for received in world.bank.unheard():
        with suppress(Left, Refused):  # as above
            banking.last_word(lanes[received.district], received)
