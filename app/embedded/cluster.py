"""Making a cluster, starting and ending its server. Whoever calls holds the folder's start lock."""

import os
import secrets
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.embedded.place import EmbeddedRefused, Server

SOCKET_PATH_MAX = 107  # bytes of a unix socket's path on Linux
SOCKET_NAME = ".s.PGSQL.5432"  # without TCP the port is only the socket's name, and each folder has its own
START_SECONDS_MAX = 600  # recovery after a crash replays up to max_wal_size
STOP_SECONDS_MAX = 120
ORPHANS_SECONDS_MAX = 60  # how long sessions of a killed server may take to end themselves
NO_PID = 4_194_304  # one above the highest process number of Linux
SHARED_MEMORY_MIN = 256 * 1024 * 1024  # bytes of /dev/shm below which parallel queries take files instead
PID, _FOLDER, _STARTED, _PORT, SOCKETS, _LISTEN, _KEY, STATE = range(8)  # the lines of postmaster.pid

CONFIGURATION = """\
listen_addresses = ''
port = 5432
unix_socket_directories = '{sockets}'
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = 256MB
dynamic_shared_memory_type = {shared_memory}
work_mem = 32MB
maintenance_work_mem = 128MB
fsync = on
synchronous_commit = on
full_page_writes = on
wal_compression = on
max_wal_size = 4GB
checkpoint_timeout = 15min
jit = off
max_parallel_workers_per_gather = 0  # one core for the server, one for the service
autovacuum_naptime = 10s  # a new database is filled within a minute: the planner should hear of it
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, ymd'
# Personal data stays out of the log: no statements, no values, no DETAIL of a broken constraint.
log_statement = none
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""


def start(server: Server) -> None:
    """Start the server, or take over the one that a crashed run left; make the cluster when there is none."""
    if _pid(server):
        _wait(lambda: is_ready(server) or not _pid(server), START_SECONDS_MAX, server)
        if _pid(server) and (Path(sockets(server)) / SOCKET_NAME).exists():
            return
        end(server)  # its socket was swept away
    _sweep(server)
    if not (server.data / "PG_VERSION").exists():
        _make(server)
    configuration = CONFIGURATION.format(sockets=_new_sockets(server), shared_memory=_shared_memory())
    (server.data / "postgresql.conf").write_text(configuration, "utf-8")
    _launch(server)


def end(server: Server) -> None:
    """Fast shutdown: sessions are cut, everything is written, nothing needs recovery."""
    pid = _pid(server)
    if pid is None:
        return
    folder = sockets(server)
    os.kill(pid, signal.SIGINT)
    _wait(lambda: _pid(server) is None, STOP_SECONDS_MAX, server)
    _drop(server, folder)


def is_ready(server: Server) -> bool:
    lines = _pid_file(server)
    return _pid(server) is not None and len(lines) > STATE and lines[STATE].strip() == "ready"


def sockets(server: Server) -> str:
    """The folder of the running server's socket."""
    return _pid_file(server)[SOCKETS]


def _make(server: Server) -> None:
    """A new cluster, put in its place only when it is whole. The superuser's password is told to nobody."""
    new = server.home / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    server.give(new)
    superuser, password = server.home / "superuser", secrets.token_hex(32)
    _write(superuser, secrets.token_hex(32), server.user)
    options = ("--no-locale", "-E", "UTF8", "--auth=scram-sha-256", "--data-checksums", "-U", "postgres")
    try:
        server.run("initdb", "-D", str(new), *options, f"--pwfile={superuser}", "--no-instructions")
    finally:
        superuser.unlink()
    first = f"CREATE ROLE chitra LOGIN CREATEDB PASSWORD '{password}'\nCREATE DATABASE chitra OWNER chitra\n"
    server.run("postgres", "--single", "-c", "exit_on_error=on", "-D", str(new), "postgres", stdin=first)
    _write(server.home / "password", password, None)
    new.rename(server.data)


def _launch(server: Server) -> None:
    """Start; try again while sessions of a killed server still end themselves, as PostgreSQL then refuses."""
    log = server.own("log") / "server.log"
    options = ("-s", "-w", "-t", str(START_SECONDS_MAX), "-D", str(server.data), "-l", str(log))
    until = time.monotonic() + ORPHANS_SECONDS_MAX
    while True:
        log.unlink(missing_ok=True)  # one run's log is enough
        try:
            return server.run("pg_ctl", "start", *options)
        except EmbeddedRefused as refused:
            if "shared memory block" not in str(refused) or time.monotonic() > until:
                raise
        time.sleep(0.1)


def _write(path: Path, text: str, owner: str | None) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, "ascii")
    if owner:
        shutil.chown(path, owner)


def _new_sockets(server: Server) -> str:
    folder = server.home / "run"
    if len(os.fsencode(folder / SOCKET_NAME)) > SOCKET_PATH_MAX:
        folder = Path(tempfile.mkdtemp(prefix="chitra-pg-", dir="/tmp"))
    return str(server.give(folder)).replace("'", "''")


def _shared_memory() -> str:
    place = Path("/dev/shm")  # noqa: S108 – only its size is asked
    return "posix" if place.exists() and shutil.disk_usage(place).total >= SHARED_MEMORY_MIN else "mmap"


def _pid_file(server: Server) -> list[str]:
    try:
        return (server.data / "postmaster.pid").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []


def _pid(server: Server) -> int | None:
    """The server's process, if the pid in its file is truly it: after a crash a number is soon another's."""
    with suppress(IndexError, ValueError, OSError):
        pid = int(_pid_file(server)[PID])
        if Path(f"/proc/{pid}/cwd").resolve(strict=True) == server.data.resolve():
            return pid
    return None


def _wait(done: Callable[[], bool], seconds: int, server: Server) -> None:
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            tail = server.log_tail()
            raise EmbeddedRefused(f"{server.home}: chờ quá {seconds} s / waited too long\n{tail}")
        time.sleep(0.02)


def _sweep(server: Server) -> None:
    """Remove what a crashed server left. A server that answers there is another container's: hands off."""
    lines = _pid_file(server)
    if len(lines) > SOCKETS:
        with socket.socket(socket.AF_UNIX) as knock:
            if knock.connect_ex(str(Path(lines[SOCKETS]) / SOCKET_NAME)) == 0:
                raise EmbeddedRefused(f"{server.home}: máy chủ khác đang dùng / another server uses it")
        _drop(server, lines[SOCKETS])
    if lines:
        # The number may be another process's by now, before which PostgreSQL would stop. The file must stay:
        # by its shared memory key PostgreSQL sees whether sessions of the dead server are still at work.
        lines[PID] = str(NO_PID)
        (server.data / "postmaster.pid").write_text("\n".join(lines) + "\n", "utf-8")


def _drop(server: Server, sockets: str) -> None:
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (Path(sockets) / name).unlink(missing_ok=True)
    if Path(sockets) != server.home / "run":
        with suppress(OSError):
            Path(sockets).rmdir()
