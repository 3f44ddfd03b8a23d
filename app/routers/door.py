"""The door of every route: who may, in which transaction, and the answer only after the commit."""

import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.concurrency import contextmanager_in_threadpool
from fastapi.dependencies.models import Dependant
from fastapi.params import Depends as Dependency
from fastapi.routing import APIRoute
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from app import db, idempotency, strict_json
from app.access import Action, Actor
from app.errors import BadRequest, Forbidden, Unauthenticated
from app.routers.slots import slot

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class NotYours(Forbidden):
    """Vai trò của bạn không được làm việc này.
    Your role may not do this.
    """


class KeyNeeded(Unauthenticated):
    """Thiếu khoá truy cập hoặc khoá không còn hiệu lực (tiêu đề Authorization: Bearer …).
    The access key is missing or no longer valid (header Authorization: Bearer …).
    """

    headers = MappingProxyType({"WWW-Authenticate": "Bearer"})


@dataclass(frozen=True, slots=True)
class Terms:
    """How a request with effect is meant: only rehearsed, or done once under its key."""

    rehearsed: bool
    key: str | None


class ActRoute(APIRoute):
    """A route with effect: one transaction around the whole handler, committed before the answer leaves.

    `dry_run=true` does all of it, deferred constraints too, and keeps nothing.
    """

    def get_route_handler(self) -> Handler:
        """FastAPI's handler, inside our transaction."""
        handle = super().get_route_handler()

        async def act(request: Request) -> Response:
            actor_of(request)  # somebody unknown has no body read
            try:
                terms = await self.terms(request)
                if terms.rehearsed:
                    return await _rehearse(request, handle)
                return await _perform(request, handle, terms)
            finally:
                await request.close()  # the files of a form

        return act

    async def terms(self, request: Request) -> Terms:
        """Where a request says how it is meant: its query and headers; a page's form has fields instead."""
        said = request.query_params.get("dry_run", "false")
        unknown = request.query_params.keys() - set(_parameters(self.dependant)) - {"dry_run"}
        if said not in REHEARSED or unknown:
            name = "dry_run" if said not in REHEARSED else min(unknown)
            raise QueryUnknown(name=name if _PLAIN.fullmatch(name) else "?")  # it may be anything, a name too
        return Terms(REHEARSED[said], request.headers.get("idempotency-key"))


def _parameters(dependant: Dependant) -> Iterator[str]:
    """The names of the query parameters that a route takes, by itself or by what it depends on."""
    yield from (field.alias for field in dependant.query_params)
    for below in dependant.dependencies:
        yield from _parameters(below)


class QueryUnknown(BadRequest):
    """Tham số "{name}" của yêu cầu không có hoặc có giá trị lạ; không có gì được ghi.
    The parameter "{name}" is none of this request's, or has a strange value; nothing was kept.
    """


_PLAIN = re.compile(r"[a-z_]{1,40}")
REHEARSED = {"true": True, "1": True, "false": False, "0": False}


class StrictRoute(APIRoute):
    """A route that only reads. A search has a body, whose JSON can be taken in one way only."""

    def get_route_handler(self) -> Handler:
        """FastAPI's handler, after a look at the body."""
        handle = super().get_route_handler()

        async def look(request: Request) -> Response:
            try:
                if request.method == "POST":
                    await refuse_loose_json(request)
                return await handle(request)
            finally:
                await request.close()  # the files of a form

        return look


async def _perform(request: Request, handle: Handler, terms: Terms) -> Response:
    actor = actor_of(request)
    key = idempotency.read_key(terms.key)
    url = request.url
    content_type = request.headers.get("content-type", "")
    await refuse_loose_json(request)
    print_ = idempotency.fingerprint(request.method, url.path, url.query, content_type, await request.body())
    async with _begun(actor) as tx:
        kept = await run_in_threadpool(idempotency.claim, tx, actor, key, print_)
        if kept is not None:
            return _again(kept)
        request.state.tx = tx
        response = await handle(request)
        answer = idempotency.Kept(response.status_code, response.headers["content-type"], bytes(response.body))
        await run_in_threadpool(_commit, tx, actor, key, print_, answer)
        return response


@asynccontextmanager
async def _begun(actor: Actor) -> AsyncIterator[Session]:
    async with slot():
        tx = await run_in_threadpool(db.begin, actor.account_id)
        try:
            yield tx
        finally:
            await run_in_threadpool(tx.close)  # undoes whatever was not committed


def see_other(address: str) -> Response:
    """On to another page after an act. The address is the body too: what is kept leads a replay to the same place."""
    return Response(address, HTTPStatus.SEE_OTHER, {"Location": address}, "text/uri-list")


def _again(kept: idempotency.Kept) -> Response:
    headers = {"Idempotent-Replayed": "true"}
    if kept.status == HTTPStatus.SEE_OTHER:
        headers["Location"] = kept.body.decode()
    return Response(kept.body, kept.status, headers, kept.media_type)


def _commit(tx: Session, actor: Actor, key: str, print_: bytes, answer: idempotency.Kept) -> None:
    idempotency.keep(tx, actor, key, print_, answer)
    tx.commit()


async def _rehearse(request: Request, handle: Handler) -> Response:
    await refuse_loose_json(request)
    async with _begun(actor_of(request)) as tx:
        request.state.tx = tx
        response = await handle(request)
        await run_in_threadpool(tx.execute, text("SET CONSTRAINTS ALL IMMEDIATE"))
        if response.status_code == HTTPStatus.CREATED:
            response.status_code = HTTPStatus.OK  # nothing was
        return response


async def refuse_loose_json(request: Request) -> None:
    """Keys twice, NaN, endless nesting: what a lenient parser would take in some way or other. Raises LooseJson."""
    if "json" in request.headers.get("content-type", ""):
        await run_in_threadpool(strict_json.loads, await request.body())


def actor_of(request: Request) -> Actor:
    """Who the middleware found behind the key. Raises KeyNeeded."""
    actor: Actor | None = getattr(request.state, "actor", None)
    if actor is None:
        raise KeyNeeded
    return actor


def may(action: Action) -> Dependency:
    """The actor, if the role is permitted the action. Raises KeyNeeded, NotYours."""

    def guard(request: Request) -> Actor:
        actor = actor_of(request)
        if not actor.may(action):
            raise NotYours
        return actor

    guard.action = action  # type: ignore[attr-defined]  # tests/test_doors.py asks every route for its action
    return Dependency(guard)


def _tx(request: Request) -> Session:
    tx: Session = request.state.tx
    return tx


async def _read() -> AsyncIterator[Session]:
    async with slot(), contextmanager_in_threadpool(db.reading()) as tx:
        yield tx


Tx = Annotated[Session, Depends(_tx)]
"""The act's transaction (routes of class ActRoute only)."""

ReadTx = Annotated[Session, Depends(_read, scope="function")]
"""A read-only transaction, closed before the answer is sent."""
