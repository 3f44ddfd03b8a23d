"""The service in processes of its own: several workers, killed one by one or all at once, and started again."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
WORKERS = 2
START_SECONDS_MAX = 240
LOOK_SECONDS = 0.05


class Server:
    """Started, and started again by a supervisor whenever it died, on the same port."""

    def __init__(self, environment: Mapping[str, str], log: Path, workers: int = WORKERS) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.environment = {**os.environ, **environment, "PYTHONUNBUFFERED": "1"}
        self.before: Mapping[str, str] = {}  # what is put before it at its next start
        self.log, self.workers = log, workers
        self.process: subprocess.Popen[bytes] | None = None
        self._ended = threading.Event()
        self._supervisor = threading.Thread(target=self._supervise, daemon=True)

    def start(self) -> None:
        """Start it, wait until it answers, and watch over it from now on."""
        self._launch()
        self._supervisor.start()
        until = time.monotonic() + START_SECONDS_MAX
        while not self.is_up():
            if time.monotonic() > until:
                raise TimeoutError(self.log.read_text("utf-8", "replace")[-3000:])
            time.sleep(LOOK_SECONDS)

    def is_up(self) -> bool:
        """Whether it answers."""
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/api/health", timeout=2).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def kill_worker(self, choice: int) -> bool:
        """One worker, at any moment of its work; whether there was one."""
        workers = self._workers()
        if len(workers) < WORKERS:
            return False
        with suppress(ProcessLookupError):
            os.kill(workers[choice % len(workers)], signal.SIGKILL)
        return True

    def kill(self) -> None:
        """All of it, as a power cut does: nothing is finished, nobody is told."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def end(self) -> None:
        """No more."""
        self._ended.set()
        self._supervisor.join(10)
        self.kill()
        if self.process:
            self.process.wait(10)

    def _launch(self) -> None:
        command = [
            sys.executable, "-m", "uvicorn", "benchmarks.faults.launched:app", "--host", "127.0.0.1",
            "--port", str(self.port), "--workers", str(self.workers), "--log-level", "warning", "--no-access-log",
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 – our own command
                command,
                cwd=ROOT,
                env={**self.environment, **self.before},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _supervise(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            if self.process and self.process.poll() is not None:
                self.kill()  # orphans of a dead parent hold its port
                self._launch()

    def _workers(self) -> list[int]:
        pid = self.process.pid if self.process else 0
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        except OSError:
            return []
        return [int(child) for child in children if b"spawn_main" in _command(child)]


def _command(pid: str) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""
