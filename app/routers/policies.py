"""The law as it stood on a day, and the forms that follow from it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from app import law_words, rules
from app.access import Action, Actor
from app.errors import NotFound
from app.files import template, xlsx_out
from app.routers.door import ReadTx, may
from app.routers.shapes import Day
from app.rules.policy import Policy
from app.settings import settings

router = APIRouter(prefix="/api/policies", tags=["policies"])

Reader = Annotated[Actor, may(Action.READ_LAW)]
LawDay = Annotated[Day | None, Query(description="the law's day; today by default")]


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
def policies(tx: ReadTx, _actor: Reader, on: LawDay = None) -> dict[str, list[dict[str, Any]]]:
    """The policies that the service decides: what each gives, under which scheme, until which last day."""
    law_day, words = on or settings().today(), law_words.current(tx)
    return {"items": [rules.list_entry(code, law_day, words) for code in rules.POLICIES]}


@router.get("/{code}")
def policy(code: str, tx: ReadTx, _actor: Reader, on: LawDay = None) -> dict[str, Any]:
    """A policy under the law of a day, as the province reads it: conditions, values, all amendments, route, facts."""
    return rules.describe(_policy(code).code, on or settings().today(), law_words.current(tx))


@router.get("/{code}/changes")
def changes(code: str, _actor: Reader) -> dict[str, Any]:
    """What each amendment changed, day by day: values and conditions before and after, with both citations."""
    return {"code": _policy(code).code, "items": rules.changes(code)}


@router.get("/{code}/template.xlsx", response_class=Response)
def template_file(code: str, _actor: Reader) -> Response:
    """The form of a policy, empty."""
    found = _policy(code)
    data = template.write(found.code, found.vi, found.facts)
    return download(data, f"mau-{found.code}.xlsx", xlsx_out.MEDIA_TYPE)


def download(data: bytes, name: str, media_type: str) -> Response:
    """Bytes as a file; names are ours and ASCII."""
    return Response(data, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
