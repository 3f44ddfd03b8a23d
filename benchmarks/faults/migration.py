"""A migration killed in the middle and run again: it ends at the head, and what was there is there as it was."""

import random
import subprocess
import sys
import time
from collections.abc import Mapping

from alembic.config import Config
from alembic.script import ScriptDirectory

from benchmarks.faults import staff
from benchmarks.faults.cluster import Connection
from benchmarks.faults.server import ROOT
from benchmarks.faults.world import MIGRATE, World, migrated

KILLED = "restart in mid-migration"
OLDER = "20261127_holds"
DATABASE = "faults_older"
BLOCKER = "LOCK TABLE account IN ROW EXCLUSIVE MODE"
"""The revision after the next needs this table alone: it waits there, with the next one's work done and uncommitted."""

TABLES = ("unit", "natural_person", "account", "api_key", "paying_account", "act", "audit_entry", "answer")
ANSWERS = 500
WAIT_SECONDS_MAX, LOOK_SECONDS = 30, 0.02


def killed(world: World, _chance: random.Random) -> bool:
    """One database at an older revision, with data; its migration dies half-way, and is run again."""
    url = world.cluster.create(DATABASE)
    migrated(url, OLDER)
    staff.settle(url)
    with world.cluster.connect(DATABASE) as session:
        _fill(session)
        before = _digests(session, _columns(session))
        columns = _columns(session)
        _kill_half_way(world, url)
        _require(world, "after the kill", _revision(session) == OLDER and _digests(session, columns) == before)
        migrated(url)
        _require(world, "run again", _revision(session) == _head() and _digests(session, columns) == before)
    return True


def _kill_half_way(world: World, url: str) -> None:
    with world.cluster.connect(DATABASE) as blocker, blocker.transaction():
        blocker.execute(BLOCKER)
        command = [sys.executable, "-c", MIGRATE, url, "head"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 – ours
        try:
            _wait_for_waiter(blocker)
        finally:
            process.kill()
            process.wait()


def _wait_for_waiter(session: Connection) -> None:
    until = time.monotonic() + WAIT_SECONDS_MAX
    while not session.execute(WAITS).fetchall():
        if time.monotonic() > until:
            raise TimeoutError("the migration did not come to where it is to be killed")
        time.sleep(LOOK_SECONDS)


WAITS = "SELECT FROM pg_locks WHERE NOT granted AND relation = 'account'::regclass"


def _require(world: World, when: str, right: bool) -> None:
    if not right:
        world.history.find(f"migration killed half-way, {when}: another revision, or data not as it was")


def _fill(session: Connection) -> None:
    with session.transaction():
        session.execute("INSERT INTO act (account_id) SELECT min(id) FROM account")
        session.execute("INSERT INTO audit_entry (act_id, action, subject, payload) SELECT id, 'x', 'x', '' FROM act")
        session.execute(
            """INSERT INTO answer (kind, sha256, message_id, bytes_cipher, counts, district_id, act_id)
               SELECT 'pain.002', sha256(n::text::bytea), 'M' || n, '', '{}', u.id, a.id
               FROM generate_series(1, %s) n, act a, (SELECT min(id) AS id FROM unit WHERE kind = 'district') u""",
            (ANSWERS,),
        )


def _columns(session: Connection) -> Mapping[str, str]:
    """The columns of each table as they are now: a later revision may add some."""
    found = session.execute(
        """SELECT table_name, string_agg(quote_ident(column_name) || '::text', ', ' ORDER BY column_name)
           FROM information_schema.columns WHERE table_name = ANY (%s) GROUP BY table_name""",
        (list(TABLES),),
    )
    return dict(found.fetchall())


def _digests(session: Connection, columns: Mapping[str, str]) -> Mapping[str, str]:
    found = {}
    for table, named in columns.items():
        query = f"SELECT md5(string_agg(said, ';' ORDER BY said)) FROM (SELECT concat_ws('|', {named}) FROM {table}) s(said)"  # noqa: S608, E501 – our own tables
        [(found[table],)] = session.execute(query.encode()).fetchall()
    return found


def _revision(session: Connection) -> str:
    [(revision,)] = session.execute("SELECT version_num FROM alembic_version").fetchall()
    return str(revision)


def _head() -> str:
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return str(ScriptDirectory.from_config(config).get_current_head())
