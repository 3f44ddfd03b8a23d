"""A real server from Debian's binaries, in a folder of its own, for tests that want one."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The newest installed server's programs, None where there is none."""
    found = [folder for folder in DEBIAN.glob("*/bin") if (folder / "initdb").exists()]
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


@contextmanager
def debian_server() -> Iterator[str]:
    """The URL of a new server with an empty database, owned by a role that is no superuser."""
    found = programs()
    assert found is not None, "Debian's package postgresql is not installed"
    home = Path(tempfile.mkdtemp(prefix="chitra-debian-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
    data = home / "data"
    try:
        password = _make(found, data)
        options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
        _run(found, "pg_ctl", "start", "-s", "-w", "-D", data, "-l", home / "log", "-o", options)
        try:
            yield f"postgresql+psycopg://chitra:{password}@/chitra?host={home}&port=5432"
        finally:
            _run(found, "pg_ctl", "stop", "-s", "-w", "-m", "fast", "-D", data)
    finally:
        shutil.rmtree(home)


def _make(found: Path, data: Path) -> str:
    password = secrets.token_hex(16)
    _run(found, "initdb", "-D", data, "--no-locale", "-E", "UTF8", "--auth=peer", "-U", "postgres", "--no-sync")
    (data / "pg_hba.conf").write_text("local all all scram-sha-256\n", "ascii")
    first = f"CREATE ROLE chitra LOGIN CREATEDB PASSWORD '{password}'\nCREATE DATABASE chitra OWNER chitra\n"
    _run(found, "postgres", "--single", "-c", "exit_on_error=on", "-D", data, "postgres", stdin=first)
    return password


def _run(found: Path, program: str, *arguments: str | Path, stdin: str = "") -> None:
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    done = subprocess.run(
        [found / program, *arguments],
        input=stdin.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        cwd="/",
        env=environment,
        start_new_session=True,
        **_identity(),
    )
    assert done.returncode == 0, done.stdout.decode(errors="replace")


def _identity() -> dict[str, Any]:
    """Root's server runs as Debian's user postgres, others' as themselves."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam("postgres")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
