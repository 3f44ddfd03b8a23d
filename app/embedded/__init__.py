"""An own PostgreSQL for trying out and for tests, so that nothing needs installing. Never in production.

Only the binaries of a wheel are used, with our own cluster: passwords only (no trust), a unix socket only,
folders closed to others, checksums on, every commit flushed. Several processes may share one server: each
holds a shared lock for as long as it uses it, and the last one to let go stops the server.
"""

import atexit
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from app.embedded import cluster
from app.embedded.place import EmbeddedRefused, Server, settle

__all__ = ["EmbeddedRefused", "ensure_running", "remove", "running", "stop"]

# By data root: the server, and the descriptor of our shared lock on it.
_used: dict[Path, tuple[Server, int]] = {}


def ensure_running(data_root: Path) -> str:
    """The URL of the embedded server of this folder, started if need be; ours until stop() or exit."""
    if os.environ.get("CHITRA_ENV") == "production":
        raise EmbeddedRefused(
            "CHITRA_ENV=production: không dùng PostgreSQL nhúng khi vận hành thật; hãy đặt DATABASE_URL. / "
            "The embedded PostgreSQL is never for production; set DATABASE_URL."
        )
    root = data_root.absolute()
    if root in _used and not cluster.is_ready(_used[root][0]):
        stop(root)  # it died under us: begin again
    if root not in _used:
        server = settle(root)
        with _locked(server):
            _used[root] = (server, _use(server))
    return _url(_used[root][0])


def stop(data_root: Path | None = None) -> None:
    """Let go of the server of this folder, or of all; whoever lets go last stops it, cleanly."""
    for root in [data_root.absolute()] if data_root else list(_used):
        if root in _used:
            server, in_use = _used.pop(root)
            with _locked(server):
                _let_go(server, in_use)


def remove(data_root: Path) -> None:
    """Stop the server of this folder and delete its data. Raises EmbeddedRefused while others use it."""
    stop(data_root)
    server = settle(data_root.absolute())
    with _locked(server):
        if not _let_go(server, _open_lock(server, "users.lock")):
            raise EmbeddedRefused(f"{data_root}: đang được dùng / in use")
        shutil.rmtree(server.home)


@contextmanager
def running(data_root: Path) -> Iterator[str]:
    """The URL of the server of this folder, which is let go of at the end."""
    try:
        yield ensure_running(data_root)
    finally:
        stop(data_root)


def _use(server: Server) -> int:
    in_use = _open_lock(server, "users.lock")
    fcntl.flock(in_use, fcntl.LOCK_SH)
    try:
        cluster.start(server)
    except BaseException:
        os.close(in_use)
        raise
    return in_use


def _let_go(server: Server, in_use: int) -> bool:
    """Close our lock; stop the server if nobody else holds one, which shows when ours can turn exclusive."""
    try:
        fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        cluster.end(server)
    except BlockingIOError:
        return False
    finally:
        os.close(in_use)
    return True


def _url(server: Server) -> str:
    password = (server.home / "password").read_text("ascii")
    return f"postgresql+psycopg://chitra:{password}@/chitra?host={quote(cluster.sockets(server))}&port=5432"


@contextmanager
def _locked(server: Server) -> Iterator[None]:
    """Starting and stopping, one process at a time."""
    descriptor = _open_lock(server, "start.lock")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _open_lock(server: Server, name: str) -> int:
    return os.open(server.home / name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


atexit.register(stop)
