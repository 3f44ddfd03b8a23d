"""The service in a process of its own, on a database made for this run."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from app.cli.demo.plan import TODAY, Failed

START_SECONDS_MAX = 120
STOP_SECONDS_MAX = 30
KIB = 1024
WORKERS_MAX = 2  # processes of the service; CHITRA_WORKERS says otherwise


@dataclass(frozen=True, slots=True)
class Served:
    """A running service: where it is, the keys it printed, its process."""

    url: str
    keys: list[dict[str, str]]
    process: "subprocess.Popen[str]"

    def memory_peak(self) -> int | None:
        """Bytes of memory that it and its children ever held at once, where the system tells."""
        peaks = [_peak(pid) for pid in (self.process.pid, *_children(self.process.pid))]
        return sum(peaks) * KIB or None


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return 0
    return int(next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")), 0))


def _children(pid: int) -> list[int]:
    """The processes below one, at any depth."""
    try:
        direct = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []
    return [each for child in direct for each in (child, *_children(child))]


@contextmanager
def served(database_url: str, log: Path, keys: Path | None = None) -> Iterator[Served]:
    """`chitra serve` on a free port, its accounts opened at every unit; stopped in order at the end.

    A database of its own wants a key folder of its own, too.
    """
    port = free_port()
    command = [sys.executable, "-m", "app.cli", "serve", "--json", "--every-district", "--port", str(port)]
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(  # noqa: S603 – our own command
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env=_environment(database_url, keys)
        )
        try:
            said = _said(process, log)
            _wait(said["url"], process, log)
            yield Served(said["url"], said["keys"], process)
        finally:
            _end(process)


def _environment(database_url: str, keys: Path | None) -> dict[str, str]:
    own = {"DATABASE_URL": database_url, "CHITRA_TODAY": TODAY.isoformat(), "CHITRA_ENV": "development"}
    workers = {"CHITRA_WORKERS": str(min(WORKERS_MAX, os.cpu_count() or 1))}
    kept = {"CHITRA_KEY_DIR": str(keys)} if keys else {}
    return {**workers, **os.environ, **own, **kept, "PYTHONUTF8": "1"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def _said(process: "subprocess.Popen[str]", log: Path) -> dict[str, Any]:
    """What it prints once it is set up: one JSON object."""
    lines: list[str] = []
    for line in process.stdout or ():
        lines.append(line)
        if line.rstrip() == "}":
            said: dict[str, Any] = json.loads("".join(lines))
            return said
    raise Failed(f"chitra serve: {log}\n{_tail(log)}")


def _wait(url: str, process: "subprocess.Popen[str]", log: Path) -> None:
    until = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{url}/api/health").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise Failed(f"chitra serve: {log}\n{_tail(log)}")


def _end(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()


def _tail(log: Path) -> str:
    return log.read_text("utf-8", "replace")[-3000:]
