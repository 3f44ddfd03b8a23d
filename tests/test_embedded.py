"""The embedded server: closed, safe, shared, and up again after whatever befell it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app import embedded
from app.embedded import cluster, place
from tests import debian_postgres

PROJECT = Path(__file__).parents[1]
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as another user")
# Another process that uses the server: says so, then waits to be told to end.
OTHER = """
import sys, pathlib
from app import embedded
embedded.ensure_running(pathlib.Path(sys.argv[1]))
print("up", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def shared_root() -> Iterator[Path]:
    yield from _root()


@pytest.fixture
def root() -> Iterator[Path]:
    yield from _root()


def _root() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="chitra-test-", dir="/tmp"))
    folder.chmod(0o755)  # pytest's own folders are closed to the server's user
    try:
        yield folder / "pg"
        embedded.remove(folder / "pg")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _connect(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def _show(url: str, *names: str) -> list[str]:
    with _connect(url) as connection:
        return [row[0] for name in names for row in connection.execute(f"SHOW {name}").fetchall()]


def _server(root: Path) -> place.Server:
    return place.settle(root)


def _pid(root: Path) -> int:
    return int((_server(root).data / "postmaster.pid").read_text("ascii").split()[0])


def _other(root: Path, program: str = OTHER) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def test_every_commit_is_flushed_and_every_page_is_checked(shared_root: Path) -> None:
    url = embedded.ensure_running(shared_root)
    names = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums")
    assert _show(url, *names) == ["on"] * 4


def test_it_speaks_unicode_and_utc(shared_root: Path) -> None:
    url = embedded.ensure_running(shared_root)
    assert _show(url, "server_encoding", "timezone") == ["UTF8", "UTC"]


def test_no_network_reaches_it(shared_root: Path) -> None:
    assert _show(embedded.ensure_running(shared_root), "listen_addresses") == [""]


def test_nobody_comes_in_without_the_password(shared_root: Path) -> None:
    url = embedded.ensure_running(shared_root)
    password = (_server(shared_root).home / "password").read_text("ascii")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        _connect(url.replace(password, "wrong"))
    access = (_server(shared_root).data / "pg_hba.conf").read_text("utf-8").splitlines()
    methods = {line.split()[-1] for line in access if line and not line.startswith("#")}
    assert methods == {"scram-sha-256"}


def test_the_service_is_no_superuser_but_may_make_databases(shared_root: Path) -> None:
    with _connect(embedded.ensure_running(shared_root)) as connection:
        query = "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(query).fetchone() == (False, True)


def test_its_folders_are_closed_to_others(shared_root: Path) -> None:
    embedded.ensure_running(shared_root)
    home = _server(shared_root).home
    modes = {name: (home / name).stat().st_mode & 0o777 for name in ("data", "run", "log", "password")}
    assert modes == {"data": 0o700, "run": 0o700, "log": 0o700, "password": 0o600}


def test_a_refused_statement_leaves_no_value_in_the_log(shared_root: Path) -> None:
    with _connect(embedded.ensure_running(shared_root)) as connection:
        connection.execute("CREATE TABLE person (number text PRIMARY KEY)")
        connection.execute("INSERT INTO person VALUES ('058099001234')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('058099001234')")
    log = (_server(shared_root).home / "log" / "server.log").read_text("utf-8")
    assert "duplicate key" in log
    assert "058099001234" not in log


def test_data_outlives_a_stop(root: Path) -> None:
    with embedded.running(root) as url, _connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1")
    assert not (_server(root).data / "postmaster.pid").exists()
    with embedded.running(root) as url, _connect(url) as connection:
        assert connection.execute("SELECT * FROM kept").fetchone() == (1,)


def test_the_last_to_let_go_stops_it(root: Path) -> None:
    embedded.ensure_running(root)
    other = _other(root)
    embedded.stop(root)
    assert cluster.is_ready(_server(root))
    other.communicate("end\n", timeout=30)  # it exits without stopping: leaving is letting go
    assert not cluster.is_ready(_server(root))


def test_in_use_it_is_not_removed(root: Path) -> None:
    other = _other(root)
    with pytest.raises(embedded.EmbeddedRefused, match="in use"):
        embedded.remove(root)
    other.communicate("end\n", timeout=30)


def test_ctrl_c_ends_the_process_and_not_the_server_of_another(root: Path) -> None:
    other = _other(root)
    with _connect(embedded.ensure_running(root)) as connection:
        os.killpg(other.pid, signal.SIGINT)
        other.communicate(timeout=30)
        assert other.returncode != 0
        assert connection.execute("SELECT 1").fetchone() == (1,)
    embedded.stop(root)


def test_a_server_left_by_a_killed_process_is_taken_over(root: Path) -> None:
    other = _other(root)
    os.kill(other.pid, signal.SIGKILL)
    other.communicate(timeout=30)
    before = _pid(root)
    embedded.ensure_running(root)
    assert _pid(root) == before
    embedded.stop(root)


def test_a_killed_server_comes_back_with_all_that_was_committed(root: Path) -> None:
    url = embedded.ensure_running(root)
    with _connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000)")
    before = _pid(root)
    os.kill(before, signal.SIGKILL)
    while cluster.is_ready(_server(root)):
        time.sleep(0.01)
    with _connect(embedded.ensure_running(root)) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
    assert _pid(root) != before


def test_a_stale_pid_that_is_now_anothers_does_not_keep_it_down(root: Path) -> None:
    with embedded.running(root):
        left = (_server(root).data / "postmaster.pid").read_text("utf-8").splitlines()
    left[0] = str(os.getpid())
    (_server(root).data / "postmaster.pid").write_text("\n".join(left) + "\n", "utf-8")
    with embedded.running(root) as url:
        assert _show(url, "fsync") == ["on"]


def test_a_cluster_left_half_made_is_made_anew(root: Path) -> None:
    half = _server(root).home / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n", "ascii")
    with embedded.running(root) as url:
        assert _show(url, "fsync") == ["on"]
    assert not half.exists()


def test_a_folder_too_deep_for_a_socket_has_it_elsewhere_and_closed(root: Path) -> None:
    deep = root.parent / ("d" * 100) / "pg"
    with embedded.running(deep):
        sockets = Path(cluster.sockets(_server(deep)))
        assert len(os.fsencode(sockets / cluster.SOCKET_NAME)) <= cluster.SOCKET_PATH_MAX
        assert sockets.stat().st_mode & 0o777 == 0o700
    assert not sockets.exists()


def test_small_shared_memory_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SHARED_MEMORY_MIN", 1 << 60)
    with embedded.running(root) as url:
        assert _show(url, "dynamic_shared_memory_type") == ["mmap"]


def test_it_is_never_for_production(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITRA_ENV", "production")
    with pytest.raises(embedded.EmbeddedRefused, match="DATABASE_URL"):
        embedded.ensure_running(root)


@AS_ROOT
def test_roots_server_runs_as_a_user_of_its_own(shared_root: Path) -> None:
    embedded.ensure_running(shared_root)
    assert Path(f"/proc/{_pid(shared_root)}").stat().st_uid != 0
    assert _server(shared_root).home.stat().st_uid == 0


@AS_ROOT
def test_in_a_closed_folder_roots_server_lives_elsewhere(root: Path) -> None:
    closed = root.parent / "closed"
    closed.mkdir(mode=0o700)
    try:
        with embedded.running(closed / "pg") as url:
            assert _show(url, "fsync") == ["on"]
            assert _server(closed / "pg").home.parent == place.ROOTS_HOME
        assert list(closed.iterdir()) == []
    finally:
        embedded.remove(closed / "pg")


@AS_ROOT
def test_binaries_out_of_reach_are_copied_with_their_libraries(root: Path) -> None:
    package = place.binaries(None).parents[1]
    place._copy(package, root.parent / "binaries")
    program = root.parent / "binaries" / place.WHEEL / place.TREE / "bin" / "postgres"
    assert place._runs(program, place._server_user())


@AS_ROOT
def test_after_root_a_user_without_rights_there_has_a_cluster_of_their_own(root: Path) -> None:
    """The system's python runs it: the venv's may be closed to others, and the module needs no more."""
    state = root.parent / "home"
    state.mkdir()
    shutil.chown(state, "nobody")
    with embedded.running(root):
        root_home = _server(root).home
    packages = Path(place.binaries(None)).parents[2]
    program = OTHER.replace("sys.stdin", "print(embedded._used[pathlib.Path(sys.argv[1])][0].home);sys.stdin")
    done = subprocess.run(
        ["/usr/bin/python3", "-c", program, str(root)],
        input="\n",
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"HOME": str(state), "PYTHONPATH": f"{PROJECT}:{packages}", "PYTHONUTF8": "1"},
        user="nobody",
        group="nogroup",
        extra_groups=[],
    )
    if "No module named" in done.stderr or "annot import" in done.stderr:
        pytest.skip("no python3 of the system can read this project as another user")
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.splitlines()[1]).is_relative_to(state)
    assert root_home == root


@pytest.mark.debian_postgres
@pytest.mark.skipif(debian_postgres.programs() is None, reason="Debian's package postgresql is not installed")
def test_debians_server_is_there_for_other_tests() -> None:
    with debian_postgres.debian_server() as url:
        assert int(_show(url, "server_version_num")[0]) >= 150000
        with _connect(url) as connection:
            query = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
            assert connection.execute(query).fetchone() == (False,)
