"""Every route of the service, with what its door asks for."""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from app.access import Action
from app.main import app
from app.routers.door import ActRoute

OPEN = {"/api/health"}
SEARCHES = {"/api/applications/search", "/api/payouts/search", "/api/beneficiaries/search"}
READ_BY_POST = {
    *SEARCHES,
    "/api/rounds/cost",
    "/api/redeterminations/preview",
    "/api/what-if",
    "/api/beneficiaries/comparison",
    "/api/beneficiaries/overlaps",
}
"""What only reads, though it is asked for with a body."""


def api_routes() -> list[APIRoute]:
    """The API's routes; the console's pages are not among them."""
    found = [route for route in _walk(app.routes) if route.path.startswith("/api/")]
    return sorted(found, key=lambda route: (route.path, method_of(route)))


def _walk(routes: Sequence[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        inner: Any = getattr(route, "original_router", None)
        if inner is not None:
            yield from _walk(inner.routes)
        elif isinstance(route, APIRoute):
            yield route


def method_of(route: APIRoute) -> str:
    """A route has one method here."""
    [method] = route.methods - {"HEAD"}
    return method


def actions_of(route: APIRoute) -> list[Action]:
    """What the route's guards ask leave for."""
    return list(_actions(route.dependant))


def _actions(dependant: Dependant) -> Iterator[Action]:
    action = getattr(dependant.call, "action", None)
    if action is not None:
        yield action
    for inner in dependant.dependencies:
        yield from _actions(inner)


def takes_effect(route: APIRoute) -> bool:
    """Whether a request leaves something behind."""
    return isinstance(route, ActRoute)


def name_of(route: APIRoute) -> str:
    """As a test says it."""
    return f"{method_of(route)} {route.path}"
