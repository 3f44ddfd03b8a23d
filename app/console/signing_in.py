"""In and out: an access key pasted once, then a cookie that only these pages are sent with."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.access import Actor, find_actor
from app.console.pages import page
from app.routers.door import ReadTx
from app.routers.middleware import COOKIE
from app.settings import settings

router = APIRouter(include_in_schema=False)
HOME, LOGIN, PATH = "/console", "/console/login", "/console"


@router.get("/")
def root() -> Response:
    """The service's front is the console."""
    return RedirectResponse(HOME, 307)


@router.get(LOGIN)
def ask() -> Response:
    """Who is there?"""
    return page("login.html", None, wrong=False)


@router.post(LOGIN)
def log_in(request: Request, tx: ReadTx, key: Annotated[str, Form()] = "") -> Response:
    """In with a valid key; why another is not valid is nobody's business."""
    return _answer(request, key.strip(), find_actor(tx, key.strip()))


def _answer(request: Request, key: str, actor: Actor | None) -> Response:
    if actor is None:
        return page("login.html", None, status=401, wrong=True)
    secure = request.url.scheme == "https" or settings().env == "production"
    answer = RedirectResponse(HOME, 303)
    answer.set_cookie(COOKIE, key, path=PATH, secure=secure, httponly=True, samesite="strict")
    return answer


@router.post("/console/logout")
def log_out() -> Response:
    """Out: the browser forgets the key."""
    answer = RedirectResponse(LOGIN, 303)
    answer.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")
    return answer
