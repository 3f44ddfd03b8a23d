"""What is logged: lines of listed fields; nothing of a request's path, query, body or an exception's text."""

import io
import json
import logging
import logging.config
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from app import logs
from app.main import app
from tests.conftest import ROOT
from tests.office import Office, accepted

NAME, NUMBER = "Nguyễn Thị Bưởi", "058193734564"
ALLOWED = {"at", "level", "logger", "message", "errors", "where", *logs.FIELDS}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is written while a test runs, by the service's own configuration."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Lines())
    names = ("chitra", "uvicorn", "uvicorn.error")
    before = {name: (logging.getLogger(name).handlers, logging.getLogger(name).level) for name in names}
    for name in names:
        logging.getLogger(name).handlers = [handler] if name != "uvicorn.error" else []
        logging.getLogger(name).setLevel(logging.INFO if name == "chitra" else logging.WARNING)
    yield stream
    for name, (handlers, level) in before.items():
        logging.getLogger(name).handlers = handlers
        logging.getLogger(name).setLevel(level)


def told(stream: io.StringIO, wanted: int = 1) -> list[dict[str, object]]:
    """The lines so far, once there are as many as wanted: a line is written after the answer has left."""
    until = time.monotonic() + 10
    while stream.getvalue().count("\n") < wanted and time.monotonic() < until:
        time.sleep(0.01)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_leaves_its_route_and_status_and_nothing_of_what_it_says(office: Office, lines: io.StringIO) -> None:
    officer = office.desk("district_officer", "582")
    officer.http.get(f"/applications?list=1&name={NAME}&number={NUMBER}")
    officer.post("/beneficiaries/search", {"name": NAME, "number": NUMBER})
    officer.http.get(f"/{NUMBER}")
    officer.http.get(f"/beneficiaries/{NUMBER}/history")
    officer.post(f"/{NAME}", {"reason": NAME})
    found = told(lines, 5)
    assert [(each["method"], each["route"], each["status"]) for each in found] == [
        ("GET", "/api/applications", 200), ("POST", "/api/beneficiaries/search", 200), ("GET", "?", 404),
        ("GET", "/api/beneficiaries/{beneficiary_id}/history", 404), ("POST", "?", 404),
    ]  # fmt: skip
    assert all(set(each) <= ALLOWED for each in found)
    assert all(each["role"] == "district_officer" and isinstance(each["account"], int) for each in found)
    assert NUMBER not in lines.getvalue() and "Nguy" not in lines.getvalue() and officer.key not in lines.getvalue()


def test_who_is_not_let_in_is_told_without_the_key(office: Office, lines: io.StringIO) -> None:
    key = f"chitra_{secrets.token_urlsafe(32)}"
    httpx.get(f"{office.base_url}/api/applications", headers={"Authorization": f"Bearer {key}"})
    [line] = told(lines)
    assert (line["status"], line["route"]) == (401, "?") and "account" not in line
    assert key not in lines.getvalue()


def test_no_value_makes_a_line_of_its_own(lines: io.StringIO) -> None:
    forged = 'x"}\r\n{"at": "2021-01-01", "message": "forged", "status": 200}\n\x1b[2K\u2028\u0085'
    log = logging.getLogger("chitra.test")
    log.info(forged)
    log.info("request", extra={"route": forged, "status": 200, "person": NAME, "body": NUMBER})
    log.warning("of others: %s", forged)
    assert lines.getvalue().count("\n") == 3 and "\r" not in lines.getvalue() and "\x1b" not in lines.getvalue()
    first, second, third = told(lines, 3)
    assert "forged" not in str(first) and first["message"] == 'x"}'
    assert second["route"] == forged and set(second) <= ALLOWED and NAME not in lines.getvalue()
    assert third["message"] == "of others: %s"


def test_an_error_of_ours_tells_where_and_of_which_kind_and_not_what_it_says(lines: io.StringIO) -> None:
    def inner() -> None:
        raise ValueError(f"{NAME} {NUMBER}")

    try:
        try:
            inner()
        except ValueError as error:
            raise RuntimeError(f"about {NUMBER}") from error
    except RuntimeError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n%s", NAME)
    [line] = told(lines)
    assert line["errors"] == ["RuntimeError", "ValueError"]
    assert any("tests/test_logs.py" in str(where) for where in [line["where"]])
    assert NUMBER not in lines.getvalue() and NAME not in lines.getvalue()


def test_the_served_process_writes_only_such_lines(database_url: str) -> None:
    """A process of its own, with uvicorn's real loggers, and a request that breaks inside."""
    program = f"""
import uvicorn
from app import logs
from app.main import app

@app.get("/api/health/broken")
def broken() -> None:
    raise ValueError("{NUMBER} {NAME}")

app.router.routes.insert(0, app.router.routes.pop())
uvicorn.run(app, host="127.0.0.1", port=PORT, log_config=logs.CONFIGURATION, access_log=False)
"""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", program.replace("PORT", str(port))],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                httpx.get(f"http://127.0.0.1:{port}/api/health")
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        broken = httpx.get(f"http://127.0.0.1:{port}/api/health/broken?name={NUMBER}")
        httpx.get(f"http://127.0.0.1:{port}/api/%0d%0aforged?x={NUMBER}%0d%0aline")
    finally:
        process.terminate()
        out, err = process.communicate(timeout=20)
    assert (broken.status_code, broken.json()["code"]) == (500, "BROKEN")
    found = [json.loads(line) for line in err.splitlines()]
    assert out == "" and all(set(each) <= ALLOWED for each in found)
    assert any(each.get("errors", [""])[0] == "ValueError" for each in found), err
    assert NUMBER not in err and NAME not in err and "forged" not in err


def test_the_configuration_is_one_that_python_takes() -> None:
    logging.config.dictConfig({**logs.CONFIGURATION, "loggers": {}, "root": {"handlers": [], "level": "WARNING"}})
    assert isinstance(app, FastAPI)
    assert accepted(httpx.Response(200, json={})) == {}
