"""What the service logs: one JSON object a line, with fields of a list and no others.

A request leaves its method, its route's template, its status and how long it took; an error the names of its
exceptions and where they were raised. Never a path, a query, a body, a header or an exception's text: any of them may
hold somebody's name or number. JSON escapes line ends, so no value makes a line of its own.
"""

import json
import logging
import time
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
App = Callable[
    [Scope, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]  # fmt: skip
Raised = tuple[type[BaseException], BaseException, TracebackType | None]

FIELDS = ("method", "route", "status", "milliseconds", "account", "role")
"""What a line of ours may say besides its time, level, logger and message."""

METHODS = frozenset({"GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"})
FRAMES_MAX = 30
ACCESS = "chitra.access"

CONFIGURATION: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "app.logs.Lines"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}},
    "root": {"handlers": ["err"], "level": "WARNING"},
    "loggers": {
        "uvicorn": {"handlers": ["err"], "level": "WARNING", "propagate": False},
        "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},  # it would write the query
        "chitra": {"handlers": ["err"], "level": "INFO", "propagate": False},
    },
}
"""For uvicorn's log_config."""


class Lines(logging.Formatter):
    """A record as a line. Of others' messages the template is told, never what was filled in."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON object, whatever the record holds."""
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _first_line(record),
            **{name: getattr(record, name) for name in FIELDS if getattr(record, name, None) is not None},
        }
        if record.exc_info and record.exc_info[0]:
            told |= {"errors": errors_of(record.exc_info), "where": frames_of(record.exc_info)}
        return json.dumps(told, default=lambda _: "?")  # in ASCII: there are more line ends than one


def _first_line(record: logging.LogRecord) -> str:
    """The message's template: uvicorn's own first line; an exception's text may stand in what follows."""
    return record.msg.strip().splitlines()[0][:200] if isinstance(record.msg, str) and record.msg.strip() else "?"


def errors_of(raised: Raised | tuple[None, None, None]) -> list[str]:
    """The names of an exception and of those that it came from; with PostgreSQL's code where it has one."""
    names: list[str] = []
    error = raised[1]
    while error is not None and len(names) < FRAMES_MAX:
        state = getattr(error, "sqlstate", None)
        names.append(type(error).__name__ + (f" {state}" if isinstance(state, str) else ""))
        error = error.__cause__ or error.__context__
    return names


def frames_of(raised: Raised | tuple[None, None, None]) -> list[str]:
    """Where it was raised: file, line, function; no text of any line, no value."""
    frames = traceback.extract_tb(raised[2])[-FRAMES_MAX:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(filename: str) -> str:
    return "/".join(filename.split("/")[-3:])


class Access:
    """ASGI middleware: a line for each request."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.log = logging.getLogger(ACCESS)

    async def __call__(
        self, scope: Scope, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        """Pass on, and tell how it went."""
        if scope["type"] != "http" or not self.log.isEnabledFor(logging.INFO):
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, told)
        finally:
            self.log.info("request", extra=_fields(scope, status, time.perf_counter() - started))


def _fields(scope: Scope, status: int, seconds: float) -> dict[str, object]:
    actor = scope.get("state", {}).get("actor")
    route = getattr(scope.get("route"), "path", None)
    return {
        "method": scope["method"] if scope["method"] in METHODS else "?",
        "route": route if isinstance(route, str) else "?",
        "status": status,
        "milliseconds": round(seconds * 1000),
        "account": getattr(actor, "account_id", None),
        "role": getattr(getattr(actor, "role", None), "value", None),
    }
