"""The law as it stood on a day, and the forms that follow from it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from app import rules
from app.access import Action, Actor
from app.errors import NotFound
from app.files import template, xlsx_out
from app.routers.door import may
from app.routers.shapes import Day
from app.rules.policy import Policy
from app.settings import settings

router = APIRouter(prefix="/api/policies", tags=["policies"])


class NoSuchPolicy(NotFound):
    """Không có chính sách này.
    There is no such policy.
    """


def _policy(code: str) -> Policy:
    policy = rules.POLICIES.get(code)
    if policy is None:
        raise NoSuchPolicy
    return policy


@router.get("")
def policies(_actor: Annotated[Actor, may(Action.READ_LAW)]) -> dict[str, list[dict[str, str]]]:
    """The policies that the service decides."""
    items = [{"code": p.code, "number": p.number, "vi": p.vi, "en": p.en} for p in rules.POLICIES.values()]
    return {"items": items}


@router.get("/{code}")
def policy(
    code: str, _actor: Annotated[Actor, may(Action.READ_LAW)], on: Annotated[Day | None, Query()] = None
) -> dict[str, Any]:
    """A policy under the law of a day: conditions, values with every amendment, route, facts."""
    return rules.describe(_policy(code).code, on or settings().today())


@router.get("/{code}/template.xlsx", response_class=Response)
def template_file(code: str, _actor: Annotated[Actor, may(Action.READ_LAW)]) -> Response:
    """The form of a policy, empty."""
    found = _policy(code)
    data = template.write(found.code, found.vi, found.facts)
    return download(data, f"mau-{found.code}.xlsx", xlsx_out.MEDIA_TYPE)


def download(data: bytes, name: str, media_type: str) -> Response:
    """Bytes as a file; names are ours and ASCII."""
    return Response(data, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
