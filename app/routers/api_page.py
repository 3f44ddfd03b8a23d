"""The API page: every route says that it takes a key, and every route with effect that it takes an Idempotency-Key."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from app.routers.door import ActRoute
from app.routers.middleware import OPEN_PATHS

BEARER = {"type": "http", "scheme": "bearer", "description": "Khoá truy cập / access key"}
ONCE = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "Bắt buộc, trừ khi dry_run=true: cùng khoá thì cùng câu trả lời, không làm lần hai. "
    "Required unless dry_run=true: the same key gives the same answer, and no second effect.",
}
DRY_RUN = {
    "name": "dry_run",
    "in": "query",
    "required": False,
    "schema": {"type": "boolean", "default": False},
    "description": "Làm thử, không lưu gì. / Do all of it and keep nothing.",
}


def install(app: FastAPI, routers: Sequence[APIRouter]) -> None:
    """Let the application describe the routes of these routers so."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app, routers)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # as FastAPI's documentation has it


def _described(app: FastAPI, routers: Sequence[APIRouter]) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    found.setdefault("components", {})["securitySchemes"] = {"key": BEARER}
    for route in (route for router in routers for route in router.routes if isinstance(route, APIRoute)):
        if route.include_in_schema and route.path not in OPEN_PATHS:
            for method in route.methods or ():
                _add(found["paths"][route.path_format][method.lower()], acts=isinstance(route, ActRoute))
    return found


def _add(operation: dict[str, Any], *, acts: bool) -> None:
    operation["security"] = [{"key": []}]
    if acts:
        operation.setdefault("parameters", []).extend([ONCE, DRY_RUN])
