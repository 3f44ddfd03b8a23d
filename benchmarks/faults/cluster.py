"""A PostgreSQL of the harness's own: its postmaster can be killed, its disk filled, and nobody else is harmed.

Where the machine lets us mount, the folder is a small disk of its own, which is full as soon as it is made smaller.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from app import embedded
from app.embedded.place import settle

Connection = psycopg.Connection[tuple[Any, ...]]
DISK_MIB, TOO_SMALL_KIB = 3_072, 64
READY_SECONDS_MAX = 120
MOUNT, UNMOUNT = "mount", "umount"


class NotHere(Exception):  # noqa: N818 – says what the machine is
    """The machine does not permit this fault."""


class Cluster:
    """The server of a folder, and the disk under it."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.home = settle(self.root).home
        self.has_own_disk = False
        self.url = ""

    def start(self) -> None:
        """Begin with an empty folder; whatever an earlier run left is gone."""
        if (self.home / "data").exists():
            self.remove()
        self.home = settle(self.root).home
        self.has_own_disk = _mounted(self.home)
        self.restart()

    def restart(self) -> None:
        """Start it, or start it again after it died; recovery is waited for."""
        until = time.monotonic() + READY_SECONDS_MAX
        while True:
            try:
                self.url = embedded.ensure_running(self.root)
                self.connect("chitra").close()
            except (embedded.EmbeddedRefused, psycopg.OperationalError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return

    def kill(self) -> None:
        """As a power cut does to the process: the postmaster is gone, its children follow."""
        with suppress(ProcessLookupError, FileNotFoundError, IndexError, ValueError):
            os.kill(int((self.home / "data" / "postmaster.pid").read_text("ascii").split()[0]), signal.SIGKILL)

    def fill(self) -> None:
        """Not one page more fits on the disk."""
        used = shutil.disk_usage(self.home).used
        _remount(self.home, used // 1024 + TOO_SMALL_KIB)

    def empty(self) -> None:
        """There is room again."""
        _remount(self.home, DISK_MIB * 1024)

    def remove(self) -> None:
        """Stop the server; nothing of it stays."""
        with suppress(embedded.EmbeddedRefused, OSError):
            embedded.remove(self.root)
        _unmount(self.home)

    def connect(self, database: str) -> Connection:
        """A session of the harness's own, past all wires."""
        return psycopg.connect(plain(named(self.url, database)), autocommit=True, connect_timeout=10)

    def create(self, database: str, template: str = "template0") -> str:
        """A new database in place of an older one; its URL."""
        with self.connect("chitra") as server:
            self._drop(server, database)
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(template))
            )
        return named(self.url, database)

    def _drop(self, server: Connection, database: str) -> None:
        command = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        again(lambda: server.execute(command), psycopg.errors.InsufficientPrivilege)  # the server's vacuum is in it

    @property
    def socket(self) -> Path:
        """Where the server listens, which may be elsewhere after each start."""
        lines = (self.home / "data" / "postmaster.pid").read_text("utf-8").splitlines()
        return Path(lines[4]) / ".s.PGSQL.5432"

    @property
    def password(self) -> str:
        """The service's password."""
        return (self.home / "password").read_text("ascii")


def again(act: Callable[[], object], *errors: type[Exception], seconds: float = 20) -> None:
    """Do something, however often it takes."""
    until = time.monotonic() + seconds
    while True:
        try:
            act()
        except errors:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def named(url: str, database: str) -> str:
    """The URL of another database of the server."""
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{database}?{query}"


def plain(url: str) -> str:
    """The URL as the driver takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://")


def _mounted(home: Path) -> bool:
    """Whether a disk of its own could be put under a folder."""
    program = shutil.which(MOUNT, path="/usr/sbin:/sbin:/usr/bin:/bin")
    if os.geteuid() or program is None:
        return False
    command = [program, "-t", "tmpfs", "-o", f"size={DISK_MIB}m,mode=711", "tmpfs", str(home)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 – our own words


def _remount(home: Path, kib: int) -> None:
    command = [shutil.which(MOUNT) or MOUNT, "-o", f"remount,size={kib}k", str(home)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 – our own words


def _unmount(home: Path) -> None:
    while os.path.ismount(home):
        subprocess.run([shutil.which(UNMOUNT) or UNMOUNT, "-l", str(home)], check=True, capture_output=True)  # noqa: S603 – our own words
