"""What is held against the history: lost, doubled, partial, and whether a replay changes anything."""

import hashlib
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from benchmarks.faults.breaches import breaches
from benchmarks.faults.clerk import Clerk
from benchmarks.faults.cluster import Connection
from benchmarks.faults.history import History, Operation
from benchmarks.faults.server import ROOT
from benchmarks.faults.world import World

REPLAYS = 300
PERSON_VND = 1_500_000


@dataclass(slots=True)
class Checked:
    """What was found; all is well where every list is empty."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # replays, bytes, refusals, clients that stumbled
    unresolved: int = 0
    replayed: int = 0

    @property
    def all(self) -> list[str]:
        """Everything that was found."""
        return [*self.lost, *self.doubled, *self.partial, *self.breaches, *self.others]


def check(world: World) -> Checked:
    """Hold a world that has come to rest against its history."""
    found = Checked()
    with world.connect() as session:
        _effects(found, world.history, session)
        _lists(found, world.history, session)
        _batches(found, world.history, session)
        _people(found, world, session)
        found.breaches += [*breaches(session), *_said_by_the_service(world)]
        _replays(found, world, session)
    for what in noted(world):
        (found.doubled if what.startswith("doubled") else found.others).append(what)
    found.unresolved = sum(one.outcome == "info" for one in world.history.operations)
    return found


def _said_by_the_service(world: World) -> Iterator[str]:
    """What `chitra invariants` says is broken, the kept files opened and read too."""
    command = [sys.executable, "-m", "app.cli", "invariants", "--json"]
    done = subprocess.run(  # noqa: S603 – our own command
        command, cwd=ROOT, env=world.server.environment, capture_output=True, text=True, check=False
    )
    if not done.stdout:
        yield f"chitra invariants did not answer: {done.stderr[-500:]}"
        return
    for each in json.loads(done.stdout)["items"]:
        if not each["held"]:
            yield f"chitra invariants: {each['id']} {each['en']}: {each['breaches']} {each['examples'][:2]}"


def _effects(found: Checked, history: History, session: Connection) -> None:
    """What was acknowledged is in the evidence exactly once, and what was not is not."""
    told = Counter(one.left_behind for one in history.acked())
    kept = Counter({(action, subject): times for action, subject, times in session.execute(EFFECTS).fetchall()})
    found.lost += [f"lost: {action} {subject}, {n} times" for (action, subject), n in (told - kept).items()]
    found.doubled += [f"doubled: {action} {subject}, {n} too many" for (action, subject), n in (kept - told).items()]


EFFECTS = "SELECT action, subject, count(*) FROM audit_entry GROUP BY action, subject"


def _lists(found: Checked, history: History, session: Connection) -> None:
    """Every row that was sent is there once, no list without its rows."""
    there: dict[int, int] = dict(session.execute(LIST_ROWS).fetchall())
    for one in history.acked("list"):
        receipt, rows = one.told["lists"][0], len(json.loads(one.body)["rows"])
        if there.get(receipt["list_id"]) != rows:
            found.partial.append(f"partial: list {receipt['list_id']}: {there.get(receipt['list_id'])} of {rows} rows")


LIST_ROWS = """
    SELECT v.list_id, count(r.id) FROM list_version v LEFT JOIN list_row r ON r.version_id = v.id
    WHERE v.number = 1 GROUP BY v.list_id"""


def _batches(found: Checked, history: History, session: Connection) -> None:
    """A batch has as many payouts of such a sum as was said when it was formed."""
    there = {batch: (count, total) for batch, count, total in session.execute(BATCHES).fetchall()}
    for one in history.acked("batch"):
        said = one.told["payouts"], one.told["amount_vnd"]
        if there.get(one.told["id"]) != said:
            found.partial.append(f"partial: batch {one.told['id']}: {there.get(one.told['id'])}, said {said}")


BATCHES = "SELECT batch_id, count(*), sum(amount_vnd)::bigint FROM payout GROUP BY batch_id"


def _people(found: Checked, world: World, session: Connection) -> None:
    """Nobody, told by name, is taken, owed or paid twice; the bank's own books say so too, and agree with ours."""
    for name, live, owed in session.execute(PEOPLE).fetchall():
        if live > 1:
            found.doubled.append(f"doubled: {name} has {live} live applications")
        if owed > PERSON_VND:
            found.doubled.append(f"doubled: {name} is owed {owed}")
    for holder, paid in world.bank.paid_vnd.items():
        if paid > PERSON_VND:
            found.doubled.append(f"doubled: the bank paid {holder} {paid}")
    [(settled,)] = session.execute(SETTLED).fetchall()
    if settled != sum(world.bank.paid_vnd.values()):
        found.lost.append(f"lost: the bank paid {sum(world.bank.paid_vnd.values())}, the books say {settled}")


PEOPLE = """
    SELECT b.full_name, count(DISTINCT a.id) FILTER (WHERE a.state NOT IN ('refused', 'withdrawn')),
           coalesce((SELECT sum(e.amount_vnd) FROM entitlement e JOIN beneficiary x ON x.id = e.beneficiary_id
                     WHERE x.full_name = b.full_name AND e.state <> 'cancelled'), 0)::bigint
    FROM beneficiary b JOIN application a ON a.beneficiary_id = b.id GROUP BY b.full_name"""
SETTLED = """
    SELECT coalesce(sum(p.amount_vnd), 0)::bigint FROM payout p JOIN payment_batch b ON b.id = p.batch_id
    WHERE b.channel = 'transfer' AND p.state IN ('debited', 'settled')"""


def _replays(found: Checked, world: World, session: Connection) -> None:
    """A sample of past requests again, under their keys: the same bytes, and not one row changes."""
    acked = world.history.acked()
    sample = random.Random(world.seed).sample(acked, min(REPLAYS, len(acked)))
    clerks, before = world.clerks(), _digests(session)
    for one in sample:
        _replay(found, clerks[one.who], one)
    after = _digests(session)
    found.others += [f"a replay changed {table}" for table in before if before[table] != after[table]]
    found.replayed = len(sample)


def _replay(found: Checked, clerk: Clerk, one: Operation) -> None:
    response = clerk.send(one)
    if "idempotent-replayed" not in response.headers or (response.status_code, response.content) != (
        one.status, one.answer,
    ):  # fmt: skip
        found.others.append(f"replay of {one.kind} {one.key}: {response.status_code}, not the same answer")


def _digests(session: Connection) -> Mapping[str, str]:
    """Every table: how many rows, and what is in them."""
    tables = [name for (name,) in session.execute(TABLES).fetchall()]
    digests = {}
    for table in tables:
        query = f"SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {table} t"  # noqa: S608 – ours
        digests[table] = hashlib.sha256(repr(session.execute(query.encode()).fetchall()).encode()).hexdigest()
    return digests


TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()"


def noted(world: World) -> list[str]:
    """What clients and the bank noted while it ran."""
    return [*world.history.findings, *world.bank.findings]
