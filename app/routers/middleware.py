"""What happens before a body is read: who asks is found from the header, and no more is read than the route takes.

A multipart body is otherwise read to its end before any dependency runs, also of somebody unknown.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import SimpleCookie
from types import MappingProxyType
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool

from app import db
from app.access import Actor, find_actor, masking
from app.errors import Refusal, TooLarge, problem
from app.routers.door import KeyNeeded
from app.routers.problems import DATABASE_ERRORS, refusal_of
from app.settings import settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "chitra_key"
PUBLIC_PATHS = ("/api/policies", "/api/openapi.json", "/api/docs")
OPEN_PATHS = ("/api/health", "/api/openapi.json", "/api/docs")
SECURITY_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class BodyTooLarge(TooLarge):
    """Nội dung gửi lên quá lớn: tối đa {maximum} byte.
    The body is too large: at most {maximum} bytes.
    """


class BodyTooSlow(Refusal):
    """Nội dung gửi lên quá chậm nên kết nối bị ngắt; hãy gửi lại.
    The body comes too slowly and is not waited for; send it again.
    """

    status = 408
    title = "Quá chậm"
    headers = MappingProxyType({"Connection": "close"})


class Gate:
    """ASGI middleware: authenticate from headers, then cap the body, then pass on."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            try:
                await self._admit(scope)
            except DATABASE_ERRORS as error:  # FastAPI's handlers stand further inside
                raise refusal_of(error) from error
            await self.app(scope, _capped(scope, receive), _covered(scope, _secured(send)))
        except Refusal as refusal:
            await _refuse(refusal, send)

    async def _admit(self, scope: Scope) -> None:
        key = _key(scope)
        actor = await run_in_threadpool(_find, key) if key else None
        scope.setdefault("state", {})["actor"] = actor
        path = scope["path"]
        if path.startswith("/api/") and not path.startswith(OPEN_PATHS) and actor is None:
            raise KeyNeeded
        length = _header(scope, b"content-length")
        if length.isdecimal() and int(length) > _maximum(scope):
            raise BodyTooLarge(maximum=_maximum(scope))


def _find(key: str) -> Actor | None:
    with db.reading() as tx:
        return find_actor(tx, key)


def _key(scope: Scope) -> str:
    """The bearer key; on the console's pages, the key in its cookie."""
    scheme, _, key = _header(scope, b"authorization").partition(" ")
    if scheme.casefold() == "bearer":
        return key.strip()
    if scope["path"].startswith("/api/"):
        return ""
    morsel = SimpleCookie(_header(scope, b"cookie")).get(COOKIE)
    return morsel.value if morsel else ""


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _maximum(scope: Scope) -> int:
    """Bytes that a path takes."""
    limits, path = settings(), scope["path"]
    if path.startswith("/api/answers"):
        return limits.bank_answer_max
    uploads = (
        "/api/beneficiary-lists", "/api/confirmations", "/api/prior-supports", "/api/registers",
        "/api/beneficiaries/comparison", "/console/lists",
    )  # fmt: skip
    return limits.list_upload_max if path.startswith(uploads) else limits.json_body_max


def _capped(scope: Scope, receive: Receive) -> Receive:
    """Count what really comes: a chunked body has no length to look at beforehand. And do not wait for ever for it."""
    maximum, read, begun, whole = _maximum(scope), 0, 0.0, False
    patience, rate = settings().body_patience_seconds, settings().body_rate_min

    async def receive_capped() -> Message:
        nonlocal read, begun, whole
        if whole:
            return await receive()  # that the other side hangs up may take as long as it likes
        begun = begun or time.monotonic()
        try:
            async with asyncio.timeout(begun + patience + read / rate - time.monotonic()):
                message = await receive()
        except TimeoutError:
            raise BodyTooSlow from None
        whole = not message.get("more_body")
        read += len(message.get("body", b""))
        if read > maximum:
            raise BodyTooLarge(maximum=maximum)
        return message

    return receive_capped


def _secured(send: Send) -> Send:
    async def send_secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(one for one in SECURITY_HEADERS if one[0] not in present)]
        await send(message)

    return send_secured


def _covered(scope: Scope, send: Send) -> Send:
    """Every answer in JSON to somebody who is shown nothing of health, also a kept one, said in neutral words.

    The law itself is public, and stays as it is.
    """
    actor: Actor | None = scope["state"]["actor"]
    if actor is None or masking.is_whole(actor.role, masking.Data.HEALTH) or scope["path"].startswith(PUBLIC_PATHS):
        return send
    started: list[Message] = []
    body = bytearray()

    async def send_covered(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_json(message):
            started.append(message)
            return
        if started and message["type"] == "http.response.body":
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                await _send_whole(started[0], orjson.dumps(masking.without_health(orjson.loads(bytes(body)))), send)
            return
        await send(message)

    return send_covered


def _is_json(message: Message) -> bool:
    kind = next((value for name, value in message["headers"] if name.lower() == b"content-type"), b"")
    return kind.partition(b";")[0].strip().endswith(b"json")


async def _send_whole(started: Message, body: bytes, send: Send) -> None:
    kept = [one for one in started["headers"] if one[0].lower() != b"content-length"]
    started["headers"] = [*kept, (b"content-length", str(len(body)).encode())]
    await send(started)
    await send({"type": "http.response.body", "body": body})


async def _refuse(refusal: Refusal, send: Send) -> None:
    body = orjson.dumps(problem(refusal))
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        *SECURITY_HEADERS,
        *((name.lower().encode(), value.encode()) for name, value in refusal.headers.items()),
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
