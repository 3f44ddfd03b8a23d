"""Every error leaves as problem+json, in words; none is a 500 that the input could have caused."""

import logging
import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import cast

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.exceptions import HTTPException

from app.errors import BadRequest, Conflict, Invalid, NotFound, Refusal, Unavailable, problem
from app.protection import KeysMissing, KeysOpen
from app.routers.breaches import BREACHES, OUR_CODES
from app.routers.wrong_words import in_vietnamese

_NAME = re.compile(r"[A-Za-z_]{1,40}")


class MalformedRequest(Invalid):
    """Yêu cầu sai ở {place}: {what}.
    The request is wrong at {place}: {what_en}
    """


class NoSuchPath(NotFound):
    """Không có đường dẫn này, hoặc đường dẫn không nhận phương thức này.
    There is no such path, or it does not take this method.
    """


class Unusable(Invalid):
    """Một giá trị gửi lên không dùng được (ký tự không hợp lệ hoặc số quá lớn).
    A value in the request cannot be used (an invalid character or a number out of range).
    """


class Clash(Conflict):
    """Việc này trái với một ràng buộc của dữ liệu ({constraint}); không có gì được ghi.
    This breaks a constraint of the data ({constraint}); nothing was kept.
    """


class Busy(Unavailable):
    """Hệ thống đang bận hoặc cơ sở dữ liệu tạm ngừng; hãy gửi lại cùng khoá Idempotency-Key.
    The service is busy or its database is away; send the request again with the same Idempotency-Key.
    """

    headers = MappingProxyType({"Retry-After": "2"})


class KeysAway(Unavailable):
    """Thiếu một tệp khoá bảo vệ dữ liệu, hoặc tệp khoá sai; không có gì được ghi, hãy báo người quản trị.
    The file of a key of the data is missing or wrong; nothing was kept, tell the administrator.
    """

    headers = MappingProxyType({"Retry-After": "60"})


class Broken(Unavailable):
    """Lỗi trong hệ thống, không có gì được ghi; lỗi đã được báo.
    An error of ours; nothing was kept, and it has been reported.
    """

    status = 500


DATABASE_ERRORS = (DBAPIError, psycopg.Error, NoConnectionFree)
"""As SQLAlchemy raises them; as the driver does where it is used by itself (COPY); or all of the pool is at work."""

RETRY = {"CT008", "CT021", "40001", "40P01", "55P03", "57014", "57P01", "53300", "53100"}


def install(app: FastAPI) -> None:
    """Put the handlers on an application."""
    app.add_exception_handler(Refusal, lambda _, error: answer(cast("Refusal", error)))
    app.add_exception_handler(RequestValidationError, lambda _, error: answer(_malformed(error)))
    app.add_exception_handler(HTTPException, lambda _, error: answer(_http(cast("HTTPException", error))))
    for kind in DATABASE_ERRORS:
        app.add_exception_handler(kind, lambda _, error: answer(refusal_of(error)))
    app.add_exception_handler(UnicodeEncodeError, lambda _, __: answer(Unusable()))
    for keys in (KeysMissing, KeysOpen):
        app.add_exception_handler(keys, _without_keys)
    app.add_exception_handler(Exception, _unforeseen)


def answer(refusal: Refusal) -> JSONResponse:
    """A refusal as an answer."""
    headers = dict(refusal.headers)
    return JSONResponse(problem(refusal), refusal.status, headers, media_type="application/problem+json")


def _without_keys(_request: Request, error: Exception) -> JSONResponse:
    logging.getLogger("chitra").error("a key is missing", exc_info=error)
    return answer(KeysAway())


def _unforeseen(_request: Request, _error: Exception) -> JSONResponse:
    return answer(Broken())


def _malformed(error: Exception) -> Refusal:
    """Where and what, never the value itself: it may be a number of somebody's."""
    found = cast("RequestValidationError", error).errors()
    first = found[0] if found else {"loc": (), "msg": "", "type": ""}
    if first.get("type") == "json_invalid":
        return BadRequest()
    places = [{"place": _place(one["loc"]), "what": in_vietnamese(one), "what_en": one["msg"]} for one in found[:50]]
    return MalformedRequest(
        place=_place(first["loc"]), what=in_vietnamese(first), what_en=first["msg"], extra={"errors": places}
    )


def _place(steps: Sequence[int | str]) -> str:
    """The way to a value. A key that is no name of a field may be anything, a person's name too: it is not repeated."""
    return ".".join(str(step) if isinstance(step, int) or _NAME.fullmatch(step) else "?" for step in steps)


def _http(error: HTTPException) -> Refusal:
    if error.status_code in {404, 405}:
        refusal: Refusal = NoSuchPath()
        return refusal
    return BadRequest()


def refusal_of(error: Exception) -> Refusal:
    """What the database said, in words, of one of DATABASE_ERRORS."""
    said = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(said, "sqlstate", None) or ""
    if isinstance(said, psycopg.IntegrityError):
        name = said.diag.constraint_name or "?"
        breach = BREACHES.get(name)
        return breach() if breach else Clash(constraint=name)
    if state in OUR_CODES:
        return OUR_CODES[state](state="đã đổi", state_en="changed meanwhile")
    if state in RETRY or isinstance(said, psycopg.OperationalError | NoConnectionFree):
        return Busy()
    return Unusable() if isinstance(said, psycopg.DataError) else Broken()
