"""Beneficiary lists: sent, mended, looked at."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from app import intake, list_standing
from app.access import Action, Actor
from app.files import xlsx_out
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.policies import download
from app.routers.shapes import After, Day, DeadlineShape, Limit, OfAPolicy, OfPolicy, Page, PathId, Shape, page
from app.routers.uploads import ListFiles, takes
from app.settings import settings

router = APIRouter(prefix="/api/beneficiary-lists", tags=["beneficiary lists"])
acts = APIRouter(prefix="/api/beneficiary-lists", tags=["beneficiary lists"], route_class=ActRoute)

XLSX, CSV, ZIP = xlsx_out.MEDIA_TYPE, "text/csv", "application/zip"
ROWS_SCHEMA = {
    "type": "object",
    "required": ["rows"],
    "additionalProperties": False,
    "properties": {
        "header": {"type": "object", "additionalProperties": True},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
    },
}


class FaultShape(Shape):
    """What is wrong with a row (or, without row, with the file), and what to do."""

    row: int | None
    column: str | None
    field: str | None
    code: str
    severity: str
    vi: str
    en: str


class ReceiptShape(Shape):
    """What became of one file."""

    name: str
    list_id: int | None
    version: int | None
    unit: str | None
    rows: int
    counts: dict[str, int]
    amount_vnd: int
    faults: Sequence[FaultShape]
    notes: Sequence[FaultShape]


class Receipts(Shape):
    """What became of all files of a request."""

    lists: list[ReceiptShape]
    counts: dict[str, int]
    amount_vnd: int


class MendedShape(Shape):
    """What became of a mended file."""

    receipt: ReceiptShape
    same: int
    changed: int
    new: int
    withdrawn: int
    absent: int


class ListShape(OfPolicy):
    """A list in short."""

    id: int
    round: int | None
    unit_id: int
    district_id: int


class VersionShape(Shape):
    """A version of a list."""

    number: int
    received_on: date
    uploaded_at: datetime
    media_type: str
    faults: list[dict[str, Any]]


class ReasonShape(Shape):
    """Why rows are not eligible, or not determined yet."""

    outcome: str
    reason: str | None
    rows: int
    lines: list[int]
    vi: str
    en: str
    citation: str


class WaitingList(ListShape):
    """A list with what it waits for, and who is late."""

    deadlines: Sequence[DeadlineShape]


class WholeList(WaitingList):
    """A list as it stands."""

    header: dict[str, Any]
    versions: list[VersionShape]
    counts: dict[str, int]
    reasons: list[ReasonShape]
    applications: dict[str, int]
    papers: dict[str, int]  # accepted rows by how their papers stand: complete, lacking, unchecked


class RowShape(Shape):
    """A row and what has become of it."""

    id: int
    line: int
    version: int
    state: str
    application_id: int | None
    application_state: str | None
    held: bool | None
    outcome: str | None
    amount_vnd: int | None
    reason: str | None
    faults: list[FaultShape]


class FaultyRow(Shape):
    """A row still to be mended."""

    id: int
    line: int
    version: int
    faults: list[FaultShape]


FAULTS_MAX = 1_000
RowState = Annotated[Literal["accepted", "faulty", "superseded", "withdrawn"] | None, Query()]
Policy = Annotated[str, Query(max_length=40, description="code of the policy")]
Round = Annotated[int | None, Query(alias="round", ge=1, le=99)]
UnitCode = Annotated[str | None, Query(max_length=60, description="code; else the list's header names it")]
Received = Annotated[Day, Query(description="the day on which the paper was received (ngày tiếp nhận)")]
LawDay = Annotated[Day | None, Query(description="the law's day; today by default")]
ClockDay = Annotated[Day | None, Query(description="as of which day steps are late; today by default")]


@acts.post("", status_code=201, response_model=Receipts, openapi_extra=takes(XLSX, CSV, ZIP, json_schema=ROWS_SCHEMA))
def take(
    tx: Tx,
    actor: Annotated[Actor, may(Action.SUBMIT_LIST)],
    files: ListFiles,
    policy: Policy,
    received_on: Received,
    round_: Round = None,
    unit: UnitCode = None,
    on: LawDay = None,
) -> dict[str, Any]:
    """Send lists (XLSX, CSV, a ZIP of many, or JSON rows): every row is accepted or comes back with its fault."""
    order = intake.Order(policy, received_on, on or settings().today(), round_, unit)
    return _summed(intake.take(tx, actor, files, order))


@acts.post(
    "/{list_id}/corrections", response_model=MendedShape, openapi_extra=takes(XLSX, CSV, json_schema=ROWS_SCHEMA)
)
def mend(
    tx: Tx,
    actor: Annotated[Actor, may(Action.SUBMIT_LIST)],
    list_id: PathId,
    files: ListFiles,
    received_on: Received,
    whole: Annotated[bool, Query(description="rows that the file does not hold are withdrawn")] = False,
    on: LawDay = None,
) -> dict[str, Any]:
    """Send a mended list, whole or only its mended rows: only the differences act."""
    dates = intake.Dates(received_on, on or settings().today())
    mended = intake.mend(tx, actor, list_id, files, dates, whole=whole)
    differences = {name: getattr(mended, name) for name in MendedShape.model_fields if name != "receipt"}
    return {"receipt": _shown(mended.receipt), **differences}


@router.get("", response_model=Page[WaitingList])
def lists(
    tx: ReadTx,
    actor: Annotated[Actor, may(Action.READ_LIST)],
    policy: OfAPolicy = None,
    round_: Round = None,
    on: ClockDay = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The lists of the actor's districts and of its own unit, each with the step that it waits for."""
    asked = {"policy": policy, "round": round_}
    return page(list_standing.page(tx, actor, asked, on or settings().today(), after=after, limit=limit), limit)


@router.get("/{list_id}", response_model=WholeList)
def one_list(
    tx: ReadTx, actor: Annotated[Actor, may(Action.READ_LIST)], list_id: PathId, on: ClockDay = None
) -> dict[str, Any]:
    """A list as it stands: versions, rows by outcome, applications by state, steps and who is late."""
    return list_standing.whole(tx, actor, list_id, on or settings().today())


@router.get("/{list_id}/rows", response_model=Page[RowShape])
def rows(
    tx: ReadTx,
    actor: Annotated[Actor, may(Action.READ_LIST)],
    list_id: PathId,
    state: RowState = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The rows of a list, in the order in which they came."""
    return page(list_standing.rows(tx, actor, list_id, state=state, after=after, limit=limit), limit)


@router.get("/{list_id}/faults", response_model=Page[FaultyRow])
def faults(
    tx: ReadTx,
    actor: Annotated[Actor, may(Action.READ_LIST)],
    list_id: PathId,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The rows still to be mended, each with its faults."""
    return page(list_standing.faults(tx, actor, list_id, after=after, limit=limit), limit)


@router.get("/{list_id}/faults.xlsx", response_class=Response)
def marked(
    tx: ReadTx,
    actor: Annotated[Actor, may(Action.SUBMIT_LIST)],  # numbers stand in it whole: it is for who mends it
    list_id: PathId,
    version: Annotated[int | None, Query(ge=1, le=10_000)] = None,
) -> Response:
    """The same form with a column of what to mend."""
    return download(list_standing.marked(tx, actor, list_id, version), f"can-sua-{list_id}.xlsx", XLSX)


def _summed(receipts: Sequence[intake.Receipt]) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for receipt in receipts:
        for name, count in receipt.counts.items():
            counts[name] = counts.get(name, 0) + count
    shown = [_shown(receipt) for receipt in receipts]
    return {"lists": shown, "counts": counts, "amount_vnd": sum(receipt.amount_vnd for receipt in receipts)}


def _shown(receipt: intake.Receipt) -> dict[str, Any]:
    """At most so many faults and notes; all of them are at the list's own address."""
    record = {name: getattr(receipt, name) for name in ReceiptShape.model_fields}
    return {**record, "faults": receipt.faults[:FAULTS_MAX], "notes": receipt.notes[:FAULTS_MAX]}
