"""Desks: somebody in a role at a unit, with a key, who asks the service over HTTP."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from app.cli.demo.plan import PROVINCE, WORKERS, Failed

SECONDS_MAX = 900
T = TypeVar("T")
R = TypeVar("R")
Query = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Who asks."""

    client: httpx.Client
    key: str
    name: str

    def post(self, path: str, body: object = None, **query: Query) -> dict[str, Any]:
        """A request with effect, with a key of its own; JSON in and out."""
        found: dict[str, Any] = self.send("POST", path, query, json={} if body is None else body).json()
        return found

    def find(self, path: str, body: object) -> dict[str, Any]:
        """A search, whose words never stand in a URL."""
        return self.post(path, body)

    def upload(self, path: str, name: str, data: bytes, media_type: str, **query: Query) -> dict[str, Any]:
        """A file, as a form sends it."""
        found: dict[str, Any] = self.send("POST", path, query, files={"file": (name, data, media_type)}).json()
        return found

    def get(self, path: str, **query: Query) -> dict[str, Any]:
        """What there is to read, as JSON."""
        found: dict[str, Any] = self.send("GET", path, query).json()
        return found

    def fetch(self, path: str, **query: Query) -> bytes:
        """A file's bytes."""
        return self.send("GET", path, query).content

    def pages(self, path: str, **query: Query) -> Iterator[dict[str, Any]]:
        """Every item of a list that comes in pages."""
        after: int | None = None
        while True:
            page = self.get(path, after=after, **query)
            yield from page["items"]
            after = page["next"]
            if after is None:
                return

    def send(self, method: str, path: str, query: dict[str, Query], **body: Any) -> httpx.Response:  # noqa: ANN401 – httpx's own
        """One request. Raises Failed with the service's own words."""
        headers = {"Authorization": f"Bearer {self.key}"}
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        given = {name.rstrip("_"): value for name, value in query.items() if value is not None}
        try:
            response = self.client.request(method, f"/api{path}", params=given, headers=headers, **body)
        except httpx.HTTPError as error:
            raise Failed(f"{method} {path}: {error!r}") from error
        if response.is_error:
            raise Refused(
                f"{self.name}: {method} {path} {given}: {response.status_code} {response.text[:2000]}", response
            )
        return response


class Refused(Failed):
    """The service said no."""

    def __init__(self, message: str, response: httpx.Response) -> None:
        super().__init__(message)
        try:
            self.code = str(response.json().get("code"))
        except (ValueError, AttributeError):
            self.code = ""


@dataclass(frozen=True, slots=True)
class Office:
    """All desks, by role and unit."""

    client: httpx.Client
    desks: dict[tuple[str, str], Desk]

    def desk(self, role: str, unit: str = PROVINCE) -> Desk:
        """The desk of a role at a unit, by the unit's code."""
        return self.desks[role, unit]


def office(url: str, keys: Iterable[dict[str, str]]) -> Office:
    """The desks of some keys."""
    client = httpx.Client(base_url=url, timeout=SECONDS_MAX, limits=httpx.Limits(max_connections=WORKERS * 2))
    desks = {
        (key["role"], key["unit_code"]): Desk(client, key["key"], f"{key['role']}/{key['unit_code']}") for key in keys
    }
    return Office(client, desks)


def together(act: Callable[[T], R], items: Iterable[T], done: Callable[[], None] | None = None) -> list[R]:
    """Some clerks at work at the same time; the results in the items' order. The first failure ends it."""
    pool, found = ThreadPoolExecutor(WORKERS), []
    try:
        for result in pool.map(act, items):
            found.append(result)
            if done:
                done()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # after a failure nobody waits for the others' answers
    return found
