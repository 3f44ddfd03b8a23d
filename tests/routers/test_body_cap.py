"""How much of a body is read: nothing of a stranger's, and of anybody's no more than the path takes."""

import json
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

from app.settings import settings
from tests.office import Office

CHUNK = b"x" * 16_384
SLACK = 64 * 1024  # what a server may have taken in before it looks
PATIENCE_SECONDS = 0.05  # between two chunks: long enough for an answer to come


class Line:
    """A request over a bare socket, sent bit by bit for as long as nobody answers."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.sent = 0

    def begin(self, path: str, *headers: str) -> None:
        """Send the request's head."""
        lines = [f"POST {path} HTTP/1.1", "Host: chitra", *headers, "", ""]
        self.connection.sendall("\r\n".join(lines).encode("latin-1"))

    def is_answered(self, seconds: float = PATIENCE_SECONDS) -> bool:
        """Whether an answer is there to be read."""
        return bool(select.select([self.connection], [], [], seconds)[0])

    def pour(self, maximum: int, *, chunked: bool = True) -> int:
        """Send chunks until somebody answers; how many bytes of body were sent by then."""
        while self.sent < maximum and not self.is_answered():
            frame = b"%x\r\n%b\r\n" % (len(CHUNK), CHUNK) if chunked else CHUNK
            self.connection.sendall(frame)
            self.sent += len(CHUNK)
        return self.sent

    def answer(self) -> tuple[int, dict[str, Any]]:
        """Status and problem."""
        received = b""
        while b"\r\n\r\n" not in received or not _is_whole(received):
            part = self.connection.recv(65_536)
            assert part, received
            received += part
        head, _, body = received.partition(b"\r\n\r\n")
        assert b"application/problem+json" in head
        return int(head.split()[1]), json.loads(body)


def _is_whole(received: bytes) -> bool:
    head, _, body = received.partition(b"\r\n\r\n")
    [length] = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    return len(body) >= int(length)


@contextmanager
def line(office: Office) -> Iterator[Line]:
    """A connection to the service."""
    place = urlsplit(office.base_url)
    with socket.create_connection((place.hostname or "", place.port or 0), 10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield Line(connection)


def headers(office: Office, *more: str) -> tuple[str, ...]:
    return (
        f"Authorization: Bearer {office.desk('district_officer', '582').key}",
        "Idempotency-Key: cap",
        "Content-Type: application/json",
        *more,
    )


def test_a_chunked_body_is_read_to_the_cap_and_no_further(house: Office) -> None:
    cap = settings().json_body_max
    with line(house) as open_line:
        open_line.begin("/api/submissions", *headers(house, "Transfer-Encoding: chunked"))
        sent = open_line.pour(cap * 4)
        assert cap < sent <= cap + SLACK
        status, problem = open_line.answer()
        assert (status, problem["code"]) == (413, "BODY_TOO_LARGE")
        assert str(cap) in problem["detail"] and str(cap) in problem["detail_en"]


@pytest.mark.parametrize(
    "path", ["/api/submissions", "/api/applications/search", "/api/beneficiary-lists", "/api/answers"]
)
def test_a_body_that_says_it_is_too_long_is_not_read(house: Office, path: str) -> None:
    with line(house) as open_line:
        open_line.begin(path, *headers(house, "Content-Length: 999999999"))
        assert open_line.is_answered(5)
        assert open_line.answer()[0] == 413


@pytest.mark.parametrize("length", ["Transfer-Encoding: chunked", "Content-Length: 1000000"])
@pytest.mark.parametrize("key", ["", "Authorization: Bearer chitra_wrong"])
@pytest.mark.parametrize("path", ["/api/submissions", "/api/beneficiary-lists", "/api/answers", "/api/nowhere"])
def test_of_a_stranger_nothing_is_read(house: Office, path: str, key: str, length: str) -> None:
    with line(house) as open_line:
        open_line.begin(path, *filter(None, [key, length, "Content-Type: multipart/form-data; boundary=b"]))
        assert open_line.is_answered(5)
        status, problem = open_line.answer()
        assert (status, problem["code"], open_line.sent) == (401, "KEY_NEEDED", 0)


def test_a_list_may_be_as_large_as_its_path_takes(house: Office) -> None:
    """What is too much for a form is not too much for a list: it is read to its end, and told wrong."""
    size = settings().json_body_max + SLACK
    desk = house.desk("district_officer", "582")
    answer = desk.upload("/beneficiary-lists", b"x" * size, "text/csv", policy="freelance", received_on="2021-08-10")
    assert answer.status_code == 422 and answer.json()["code"] != "BODY_TOO_LARGE"


def test_a_body_over_the_cap_leaves_nothing_and_its_key_free(house: Office) -> None:
    desk = house.desk("district_officer", "582")
    body = {"policy": "x" * settings().json_body_max, "round": 2}
    assert desk.post("/submissions", body, key="over the cap".replace(" ", "-")).status_code == 413
    again = desk.post("/submissions", {"policy": "freelance", "round": 2}, key="over-the-cap")
    assert again.json()["code"] == "NOTHING_READY"


def test_who_sends_nothing_more_is_not_waited_for(house: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITRA_BODY_PATIENCE_SECONDS", "0.3")
    settings.cache_clear()
    with line(house) as open_line:
        open_line.begin("/api/submissions", *headers(house, "Content-Length: 1000"))
        open_line.connection.sendall(b'{"policy":')
        assert open_line.is_answered(5)
        status, problem = open_line.answer()
        assert (status, problem["code"]) == (408, "BODY_TOO_SLOW")


def test_a_body_may_come_slowly_as_long_as_it_comes(house: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITRA_BODY_PATIENCE_SECONDS", "0.3")
    monkeypatch.setenv("CHITRA_BODY_RATE_MIN", "1000")
    settings.cache_clear()
    with line(house) as open_line:
        body = b'{"policy": "freelance", "round": 2}' + b" " * 1965
        open_line.begin("/api/submissions", *headers(house, f"Content-Length: {len(body)}"))
        for at in range(0, len(body), 200):
            open_line.connection.sendall(body[at : at + 200])
            open_line.is_answered(0.1)
        assert open_line.answer()[1]["code"] == "NOTHING_READY"
