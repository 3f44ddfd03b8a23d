"""Short ways that lead straight to what a seeded bug breaks; without a bug nothing at all is found on them."""

from collections.abc import Callable, Mapping

from benchmarks.faults import bank, banking, journeys, races, wires
from benchmarks.faults import lane as step
from benchmarks.faults.clerk import Left, Refused
from benchmarks.faults.world import World

TIMES = 4


def several_batches(world: World) -> None:
    """Several form a batch of the same decision at once; all of them are paid."""
    for lane in world.lanes[:TIMES]:
        decision = journeys.decided(lane, journeys.sent(lane, lane.people.some(2)))
        act = step.formed([decision], "transfer", banking.NOTHING)
        batches = races.all_of(lane.maker, [act] * 3)
        for batch in batches:
            data = banking.downloaded(lane, banking.exported(lane, batch)["id"])
            banking.last_word(lane, lane.bank.receive(data, lane.district, bank.SETTLED))


def cut_commits(world: World) -> None:
    """Every other commit is not told of, and is asked for again under the same key."""
    lane = world.lanes[0]
    for _ in range(TIMES):
        world.database_wire.arm(wires.COMMIT_UNTOLD)
        listed = journeys.sent(lane, lane.people.some(2))
        world.database_wire.arm(wires.COMMIT_UNTOLD)
        journeys.decided(lane, listed)


def lost_commits(world: World) -> None:
    """Commits that never arrive: what was acknowledged all the same is lost."""
    lane = world.lanes[0]
    for _ in range(TIMES):
        world.database_wire.arm(wires.COMMIT_LOST)
        journeys.sent(lane, lane.people.some(2))


def paid(world: World) -> None:
    """The whole way, for one district after the other."""
    for lane in world.lanes[:TIMES]:
        decision = journeys.decided(lane, journeys.sent(lane, lane.people.some(3)))
        batch = lane.maker.do(step.formed([decision], "transfer"))
        data = banking.downloaded(lane, banking.exported(lane, batch)["id"])
        banking.last_word(lane, lane.bank.receive(data, lane.district, bank.SETTLED))


def same_people(world: World) -> None:
    """Two districts send the same new people at the same moment, and both go on with whom they have."""
    pairs = (world.lanes[0:2], world.lanes[2:4])
    for _ in range(TIMES):
        for pair in pairs:
            races.two_districts(pair, pair[0].people.some(4))


def unanswered(world: World) -> None:
    """The bank pays and says nothing; later it does."""
    for lane in world.lanes[:TIMES]:
        decision = journeys.decided(lane, journeys.sent(lane, lane.people.some(2)))
        batch = lane.maker.do(step.formed([decision], "transfer"))
        _left_unanswered(world, lane, batch)
        try:
            again = lane.maker.do(step.formed([decision], "transfer", banking.NOTHING))
        except Refused:
            continue  # as it must be
        _left_unanswered(world, lane, again)


def _left_unanswered(world: World, lane: step.Lane, batch: dict[str, object]) -> None:
    data = banking.downloaded(lane, banking.exported(lane, batch)["id"])
    world.bank.receive(data, lane.district, bank.UNANSWERED)
    lane.maker.do(step.left_unanswered(int(str(batch["id"]))))


Scene = Callable[[World], None]
SCENES: Mapping[str, Scene] = {
    "no unique share": several_batches,
    "answer in another transaction": cut_commits,
    "check then insert": several_batches,
    "float sums": paid,
    "no lock": same_people,
    "answer before commit": lost_commits,
    "other bytes": paid,
    "in doubt paid again": unanswered,
    "posting lost": paid,
}
"""By seeded bug."""


def play(world: World, scene: Scene) -> None:
    """A scene to its end, or to where a bug stops it: that is in the history."""
    for lane in world.lanes:
        lane.chance.random = lambda: 1.0  # type: ignore[method-assign]  # no turns but the scene's own
    try:
        scene(world)
    except (Left, Refused):
        return
    except Exception as error:  # noqa: BLE001 – whatever a client stumbles on is a finding
        world.history.find(f"a client stumbled: {type(error).__name__}: {str(error)[:300]}")
