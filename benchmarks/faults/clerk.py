"""Somebody at a desk, who asks until the outcome is known: always the same request under the same key."""

import json
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

from benchmarks.faults.history import Effect, History, Operation

JSON, XML, XLSX = (
    "application/json",
    "application/xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
SECONDS_MAX, PATIENCE_SECONDS = 30, 300
WAIT_FIRST, WAIT_MAX = 0.02, 0.5
IN_PROGRESS = "STILL_IN_PROGRESS"
Answer = dict[str, Any]


class Refused(Exception):  # noqa: N818 – an answer
    """The service said no, and nothing was done."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Left(Exception):  # noqa: N818 – an answer that did not come
    """Nobody knows the outcome, and the client went away; it is asked for at the end."""


@dataclass(frozen=True, slots=True)
class Act:
    """What is asked for: its kind, where, with what, and which refusals may come in a race."""

    kind: str
    path: str
    effect: Callable[[Answer], Effect]
    body: object = None
    media_type: str = JSON
    query: Mapping[str, Any] = field(default_factory=dict)
    may_be: tuple[str, ...] = ()  # refusals that are right here

    @property
    def bytes(self) -> bytes:
        """The body as it is sent, every time the same."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body or {}, ensure_ascii=False).encode()


def effect(action: str, thing: str, name: str = "id") -> Callable[[Answer], Effect]:
    """What an act leaves in the evidence, told from its answer."""

    def of(told: Answer) -> Effect:
        return action, f"{thing}/{told[name]}"

    return of


class Clerk:
    """A key, a wire to the service, and the history in which everything is noted."""

    def __init__(self, name: str, key: str, port: int, history: History, leaves: float = 0.0) -> None:
        self.name, self.history, self.leaves = name, history, leaves
        self.key = key
        self.http = httpx.Client(
            base_url=f"http://127.0.0.1:{port}/api",
            headers={"Authorization": f"Bearer {key}"},
            timeout=SECONDS_MAX,
            trust_env=False,
        )
        self._chance = random.Random(name)
        self._keys = 0
        self._lock = threading.Lock()

    def do(self, act: Act) -> Answer:
        """Ask, and ask again until it is known. Raises Refused, Left."""
        operation = self.begin(act)
        if not self.once(operation) and self.leaves and self._chance.random() < self.leaves:
            self.history.left.append(operation)
            raise Left
        self.settle(operation)
        return self.outcome(operation, act)

    def begin(self, act: Act) -> Operation:
        """A new operation under a key of its own."""
        with self._lock:
            self._keys += 1
            key = f"{self.name.replace(' ', '-')}-{self._keys}"
        operation = Operation(act.kind, self.name, key, act.path, act.query, act.bytes, act.media_type, act.effect)
        self.history.invoke(operation)
        return operation

    def outcome(self, operation: Operation, act: Act) -> Answer:
        """What a settled operation came to; an unforeseen refusal is a finding. Raises Refused."""
        if operation.code:
            if operation.code not in act.may_be:
                self.history.find(f"unexpected refusal: {act.kind} {operation.path}: {operation.code}")
            raise Refused(operation.code)
        return operation.told

    def settle(self, operation: Operation) -> None:
        """Ask until it is acknowledged or refused. Whoever waits too long has a finding."""
        until, wait = time.monotonic() + PATIENCE_SECONDS, WAIT_FIRST
        while operation.outcome == "info":
            if self.once(operation):
                return
            if time.monotonic() > until:
                self.history.find(f"unresolved: {operation.kind} {operation.key}")
                raise Left
            time.sleep(wait)
            wait = min(wait * 2, WAIT_MAX)

    def once(self, operation: Operation) -> bool:
        """One attempt; whether the outcome is known now."""
        try:
            response = self.send(operation)
        except httpx.TransportError as error:
            self.history.doubt(operation, type(error).__name__)
            return False
        return self.judge(operation, response)

    def judge(self, operation: Operation, response: httpx.Response) -> bool:
        """Note what an answer says of an operation; whether its outcome is known now."""
        if response.is_success:
            replayed = "idempotent-replayed" in response.headers
            self.history.acknowledge(operation, response.status_code, response.content, replayed=replayed)
            return True
        code = _code(response)
        if not stays(response):
            self.history.doubt(operation, f"{response.status_code} {code}")
            return False
        self.history.refuse(operation, code)
        return True

    def send(self, operation: Operation) -> httpx.Response:
        """The very same request again."""
        headers = {"Idempotency-Key": operation.key, "Content-Type": operation.media_type}
        return self.http.post(operation.path, params=dict(operation.query), content=operation.body, headers=headers)

    def get(self, path: str, **query: object) -> httpx.Response:
        """Read, however often it takes."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                response = self.http.get(path, params={name: str(value) for name, value in query.items()})
            except httpx.TransportError:
                response = None
            if response is not None and not response.is_server_error:
                return response
            if time.monotonic() > until:
                raise TimeoutError(path)
            time.sleep(WAIT_FIRST)


def at_once(acts: Sequence[Callable[[], Answer | None]]) -> list[Answer | None]:
    """All of them, begun at the same moment; None for who was refused or went away."""
    start = threading.Barrier(len(acts))

    def begun(act: Callable[[], Answer | None]) -> Answer | None:
        start.wait()
        try:
            return act()
        except (Refused, Left):
            return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begun, acts))


def stays(response: httpx.Response) -> bool:
    """Whether an answer is the last word on its request."""
    return not response.is_server_error and (response.is_success or _code(response) != IN_PROGRESS)


def _code(response: httpx.Response) -> str:
    try:
        return str(response.json().get("code"))
    except (ValueError, AttributeError):
        return "?"
