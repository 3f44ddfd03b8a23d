"""The door of every route: who may, in which transaction, and the answer only after the commit."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from app import db, idempotency
from app.access import Action, Actor
from app.errors import Forbidden, Unauthenticated

Handler = Callable[[Request], Awaitable[Response]]


class NotYours(Forbidden):
    """Vai trò của bạn không được làm việc này.
    Your role may not do this.
    """


class KeyNeeded(Unauthenticated):
    """Thiếu khoá truy cập hoặc khoá không còn hiệu lực (tiêu đề Authorization: Bearer …).
    The access key is missing or no longer valid (header Authorization: Bearer …).
    """

    headers = {"WWW-Authenticate": "Bearer"}


class ActRoute(APIRoute):
    """A route with effect: one transaction around the whole handler, committed before the answer leaves.

    `dry_run=true` does all of it, deferred constraints too, and keeps nothing.
    """

    def get_route_handler(self) -> Handler:
        """FastAPI's handler, inside our transaction."""
        handle = super().get_route_handler()

        async def act(request: Request) -> Response:
            if request.query_params.get("dry_run") in {"true", "1"}:
                return await _rehearse(request, handle)
            return await _perform(request, handle)

        return act


async def _perform(request: Request, handle: Handler) -> Response:
    actor = actor_of(request)
    key = idempotency.read_key(request.headers.get("idempotency-key"))
    url = request.url
    content_type = request.headers.get("content-type", "")
    print_ = idempotency.fingerprint(request.method, url.path, url.query, content_type, await request.body())
    tx = await run_in_threadpool(db.begin, actor.account_id)
    try:
        kept = await run_in_threadpool(idempotency.claim, tx, actor, key, print_)
        if kept is not None:
            headers = {"Idempotent-Replayed": "true"}
            return Response(kept.body, kept.status, headers, kept.media_type)
        request.state.tx = tx
        response = await handle(request)
        answer = idempotency.Kept(response.status_code, response.headers["content-type"], bytes(response.body))
        await run_in_threadpool(_commit, tx, actor, key, print_, answer)
        return response
    finally:
        await run_in_threadpool(tx.close)  # undoes whatever was not committed


def _commit(tx: Session, actor: Actor, key: str, print_: bytes, answer: idempotency.Kept) -> None:
    idempotency.keep(tx, actor, key, print_, answer)
    tx.commit()


async def _rehearse(request: Request, handle: Handler) -> Response:
    tx = await run_in_threadpool(db.begin, actor_of(request).account_id)
    try:
        request.state.tx = tx
        response = await handle(request)
        await run_in_threadpool(tx.execute, text("SET CONSTRAINTS ALL IMMEDIATE"))
        return response
    finally:
        await run_in_threadpool(tx.close)


def actor_of(request: Request) -> Actor:
    """Who the middleware found behind the key. Raises KeyNeeded."""
    actor: Actor | None = getattr(request.state, "actor", None)
    if actor is None:
        raise KeyNeeded
    return actor


def may(action: Action) -> Any:
    """The actor, if the role is permitted the action. Raises KeyNeeded, NotYours."""

    def guard(request: Request) -> Actor:
        actor = actor_of(request)
        if not actor.may(action):
            raise NotYours
        return actor

    guard.action = action  # type: ignore[attr-defined]  # tests/test_doors.py asks every route for its action
    return Depends(guard)


def _tx(request: Request) -> Session:
    tx: Session = request.state.tx
    return tx


def _read() -> Iterator[Session]:
    with db.reading() as tx:
        yield tx


Tx = Annotated[Session, Depends(_tx)]
"""The act's transaction (routes of class ActRoute only)."""

ReadTx = Annotated[Session, Depends(_read, scope="function")]
"""A read-only transaction, closed before the answer is sent."""
