"""The history log: what was asked, what was acknowledged, what stayed unknown and what it came to."""

import json
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ACKNOWLEDGED, REFUSED, UNKNOWN = "ok", "fail", "info"
Effect = tuple[str, str]
"""An audit entry's action and subject: every act leaves exactly one."""


@dataclass(slots=True)
class Operation:
    """A request with effect, asked under one key until its outcome is known."""

    kind: str
    who: str
    key: str
    path: str
    query: Mapping[str, Any]
    body: bytes
    media_type: str
    effect: Callable[[dict[str, Any]], Effect]
    invoked: float = field(default_factory=time.monotonic)
    outcome: str = UNKNOWN
    acknowledged: float = 0.0
    doubts: int = 0  # attempts whose outcome nobody told
    replayed: bool = False  # acknowledged as an answer of before: it had taken effect unseen
    status: int = 0
    answer: bytes = b""
    code: str = ""  # of a refusal

    @property
    def left_behind(self) -> Effect:
        """What it left in the evidence, once it was acknowledged."""
        return self.effect(self.told)

    @property
    def told(self) -> dict[str, Any]:
        """The answer."""
        found: dict[str, Any] = json.loads(self.answer)
        return found


class History:
    """All operations of a run, and all that went wrong with them; written down as it happens."""

    def __init__(self, path: Path) -> None:
        self.operations: list[Operation] = []
        self.left: deque[Operation] = deque()  # unknown ones whose client went away: asked again at the end
        self.findings: list[str] = []
        self.faults: list[tuple[str, float]] = []
        self.server_errors: Counter[str] = Counter()
        self.acknowledged = 0
        self.last_invoked_of_acknowledged = 0.0
        self._lock = threading.Lock()
        self._file = path.open("w", encoding="utf-8")

    def invoke(self, operation: Operation) -> None:
        """Somebody asks for something."""
        with self._lock:
            self.operations.append(operation)
            self._write(event="invoke", kind=operation.kind, who=operation.who, key=operation.key)

    def doubt(self, operation: Operation, why: str) -> None:
        """Nobody knows whether it was done."""
        with self._lock:
            operation.doubts += 1
            if why.startswith("500"):
                self.server_errors[f"{operation.kind}: {why}"] += 1
            self._write(event=UNKNOWN, kind=operation.kind, key=operation.key, why=why)

    def acknowledge(self, operation: Operation, status: int, answer: bytes, *, replayed: bool) -> None:
        """It was done."""
        with self._lock:
            operation.status, operation.answer, operation.replayed = status, answer, replayed
            operation.outcome, operation.acknowledged = ACKNOWLEDGED, time.monotonic()
            self.acknowledged += 1
            latest = max(self.last_invoked_of_acknowledged, operation.invoked)
            self.last_invoked_of_acknowledged = latest
            self._write(event=ACKNOWLEDGED, kind=operation.kind, key=operation.key, replayed=replayed)

    def refuse(self, operation: Operation, code: str) -> None:
        """It was not done, and will not be."""
        with self._lock:
            operation.outcome, operation.code = REFUSED, code
            self._write(event=REFUSED, kind=operation.kind, key=operation.key, code=code)

    def fault(self, kind: str, at: float | None = None) -> None:
        """A fault happened just now, or a moment ago."""
        with self._lock:
            self.faults.append((kind, at or time.monotonic()))
            self._write(event="fault", kind=kind)

    def find(self, what: str) -> None:
        """Something is not as it must be."""
        with self._lock:
            self.findings.append(what)
            self._write(event="finding", what=what)

    def close(self) -> None:
        """No more happens."""
        self._file.close()

    def acked(self, *kinds: str) -> list[Operation]:
        """What was acknowledged, of some kinds or of all."""
        return [one for one in self.operations if one.outcome == ACKNOWLEDGED and (not kinds or one.kind in kinds)]

    def _write(self, **event: object) -> None:
        self._file.write(json.dumps({"at": round(time.monotonic(), 4), **event}, ensure_ascii=False) + "\n")


def recovery(history: History) -> dict[str, list[float]]:
    """Seconds from each fault to the first operation asked for after it that was acknowledged, by kind of fault."""
    done = sorted((one.acknowledged, one.invoked) for one in history.acked())
    found: dict[str, list[float]] = {}
    for kind, at in history.faults:
        after = _first(done, at)
        if after is not None:
            found.setdefault(kind, []).append(after - at)
    return found


def _first(done: Iterable[tuple[float, float]], at: float) -> float | None:
    return next((acknowledged for acknowledged, invoked in done if invoked >= at), None)
