"""The pages, filled: what somebody sees of their lists, of one list, of what they just sent."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import Response
from sqlalchemy.orm import Session

from app import intake, list_standing, looking_up
from app.access import Action, Actor
from app.console import words
from app.console.fault_groups import grouped
from app.console.pages import page
from app.models import Unit
from app.routers.door import see_other
from app.settings import settings

LISTS_SHOWN = 30
ROWS_SHOWN = 100
LISTERS = ("commune", "employment_centre")  # whose lists are sent in by the unit above them


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not done, and what had been typed."""

    problem: Mapping[str, Any]
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The status of the answer."""
        return int(self.problem["status"])


def home(tx: Session, actor: Actor, *, after: int = 0, refused: Refused | None = None) -> Response:
    """The form for a new list, and the latest lists."""
    found = list_standing.latest(tx, actor, after=after, limit=LISTS_SHOWN) if actor.may(Action.READ_LIST) else []
    return page(
        "home.html", actor, **_form(actor, refused),
        units=_units(tx, actor), lists=found, may_read=actor.may(Action.READ_LIST),
        next=found[-1]["id"] if len(found) == LISTS_SHOWN else None, after=after,
    )  # fmt: skip


def one_list(
    tx: Session, actor: Actor, list_id: int, *, after: int = 0, refused: Refused | None = None
) -> Response:  # fmt: skip
    """A list as it stands, what is to be mended, and the form for the mended file. Raises NoSuchRecord."""
    rows = list_standing.faults(tx, actor, list_id, after=after, limit=ROWS_SHOWN)
    return page(
        "list.html", actor, **_form(actor, refused),
        found=list_standing.whole(tx, actor, list_id, settings().today()),
        brought=list_standing.brought(tx, actor, list_id),
        groups=list_standing.fault_groups(tx, actor, list_id), rows=rows,
        next=rows[-1]["id"] if len(rows) == ROWS_SHOWN else None, after=after,
    )  # fmt: skip


def taken(actor: Actor, receipts: Sequence[intake.Receipt], *, rehearsed: bool) -> Response:
    """On to the list, where one was kept; else the receipts."""
    if len(receipts) == 1 and not rehearsed:
        return see_other(f"/console/lists/{receipts[0].list_id}")
    return _receipts(actor, receipts, rehearsed=rehearsed)


def mended(actor: Actor, found: intake.MendedReceipt, list_id: int, *, rehearsed: bool) -> Response:
    """On to the list, where the mended file was kept; else what it would change."""
    if not rehearsed:
        return see_other(f"/console/lists/{list_id}")
    differences = {name: getattr(found, name) for name in words.DIFFERENCES}
    return _receipts(actor, [found.receipt], rehearsed=True, differences=differences, list_id=list_id)


def _receipts(
    actor: Actor,
    receipts: Sequence[intake.Receipt],
    *,
    rehearsed: bool,
    differences: Mapping[str, int] | None = None,
    list_id: int | None = None,
) -> Response:
    shown = [(receipt, grouped(receipt.faults)) for receipt in receipts]
    return page(
        "receipts.html", actor, receipts=shown, rehearsed=rehearsed, rows_shown=ROWS_SHOWN,
        differences=differences, list_id=list_id,
    )  # fmt: skip


def _form(actor: Actor, refused: Refused | None) -> dict[str, Any]:
    """What every page with a form holds: a new key, today, and what went wrong before."""
    return {
        "status": refused.status if refused else 200,
        "problem": refused.problem if refused else None,
        "typed": refused.typed if refused else {},
        "key": secrets.token_urlsafe(24),
        "today": settings().today().isoformat(),
        "may_send": actor.may(Action.SUBMIT_LIST),
    }


def _units(tx: Session, actor: Actor) -> list[Unit]:
    """The units whose lists the actor may send: the districts, then their communes."""
    mine = [
        unit for unit in looking_up.units(tx, settings().today())
        if unit.id in actor.districts or (unit.kind in LISTERS and unit.parent_id in actor.districts)
    ]  # fmt: skip
    return sorted(mine, key=lambda unit: (unit.kind == "commune", unit.kind != "province", unit.name))
