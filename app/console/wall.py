"""Around every page: nothing runs or loads but our own, nobody elsewhere posts here, refusals become pages."""

from typing import Any
from urllib.parse import urlsplit

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders

from app.console import refused
from app.errors import Forbidden, problem
from app.routers.middleware import App, Message, Receive, Scope, Send

PROBLEM = "application/problem+json"
READING = {"GET", "HEAD"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "same-origin",  # with no-referrer a browser says "Origin: null" of our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class FromElsewhere(Forbidden):
    """Biểu mẫu này không được gửi từ trang của hệ thống; hãy mở lại trang và gửi lại.
    The form was not sent from a page of this service; open the page again and send it from there.
    """


class Wall:
    """ASGI middleware, outside of all else: refusals of the gate before the routes become pages, too."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_ours(scope["path"]):
            await self.app(scope, receive, send)
            return
        answered = _Answered(scope, receive, _with_headers(send))
        if scope["method"] not in READING and not is_from_here(Headers(scope=scope)):
            await answered.refuse(problem(FromElsewhere()))
        else:
            await self.app(scope, receive, answered)


def is_from_here(headers: Headers) -> bool:
    """Whether a browser says that the request comes from a page of ours; who says nothing is refused."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host", "") != ""


class _Answered:
    """Sends an answer on; one that is a problem is held back until it is whole, and sent as a page."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self.receive, self.send = scope, receive, send
        self.held: bytearray | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if Headers(raw=message["headers"]).get("content-type", "") == PROBLEM:
                self.held = bytearray()
                return
        elif self.held is not None:
            self.held += message.get("body", b"")
            if not message.get("more_body"):
                await self.refuse(orjson.loads(self.held))
            return
        await self.send(message)

    async def refuse(self, found: dict[str, Any]) -> None:
        """The problem as a page."""
        shown = await run_in_threadpool(refused.page_of, self.scope, found)
        await shown(self.scope, self.receive, self.send)


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
            message = {**message, "headers": headers.raw}
        await send(message)

    return send_with_headers


def _is_ours(path: str) -> bool:
    return path in {"/", "/console"} or path.startswith("/console/")
