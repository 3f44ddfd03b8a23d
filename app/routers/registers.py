"""Lists of other agencies, and lists of numbers compared with who is on record."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field, ValidationError

from app import list_overlaps, number_comparison, registers, strict_json
from app.access import Action, Actor
from app.errors import Invalid
from app.files import xlsx_out
from app.files.lists import JSON_TYPE
from app.number_comparison import Comparison
from app.routers.door import ActRoute, ReadTx, StrictRoute, Tx, may
from app.routers.lists import FaultShape
from app.routers.shapes import After, Body, Day, Id, Limit, Page, PathId, Shape, Text, page
from app.routers.uploads import TAKES_TABLE, SentFiles, takes

router = APIRouter(prefix="/api", tags=["registers"], route_class=StrictRoute)
acts = APIRouter(prefix="/api", tags=["registers"], route_class=ActRoute)

RegisterKind = Literal["deaths", "paid_elsewhere", "staff_accounts", "payroll", "tax_list"]
NumberKind = Literal[
    "citizen_id",
    "old_identity",
    "passport",
    "insurance_number",
    "birth_certificate",
    "business_number",
    "tax_code",
    "employer_tax_code",
]
NumberText = Annotated[str, Field(min_length=4, max_length=40, pattern=r"^[^\x00-\x1f\x7f]+$")]
Reader = Annotated[Actor, may(Action.READ_REGISTER)]
Comparer = Annotated[Actor, may(Action.COMPARE_NUMBERS)]


class NotNumbers(Invalid):
    """Cần {{"numbers": ["…"], "kind": "…"}}: mỗi số là một chuỗi từ 4 đến 40 ký tự; "kind" có thể bỏ trống.
    Send {{"numbers": ["…"], "kind": "…"}}: each number a text of 4 to 40 characters; "kind" may be left out.
    """


class PastedNumbers(Body):
    """Numbers to compare, of one kind where that is known."""

    numbers: Annotated[list[NumberText], Field(min_length=1)]
    kind: NumberKind | None = None


class Overlapping(Body):
    """The lists to hold against each other."""

    lists: Annotated[list[Id], Field(max_length=1_000, default_factory=list)]
    registers: Annotated[list[Id], Field(max_length=1_000, default_factory=list)]


class RegisterShape(Shape):
    """Another agency's list."""

    id: int
    kind: str
    title: str
    as_of: date
    district_id: int
    whole_province: bool
    rows: int
    accepted: int
    superseded_act_id: int | None


class RegisterTaken(Shape):
    """What became of a list that was sent; `known`: the same bytes had come before, and nothing was changed."""

    id: int
    kind: str
    title: str
    as_of: date
    rows: int
    accepted: int
    known: bool
    supersedes: int | None
    findings: Mapping[str, int]
    faults: Sequence[FaultShape]


class WholeRegister(RegisterShape):
    """A list with what was wrong in it, and what was found by it (by check and state)."""

    numbered: int
    faults: Sequence[FaultShape]
    findings: Mapping[str, Mapping[str, int]]


class SupportShape(Shape):
    """What somebody is supported with."""

    application_id: int | None
    policy: str
    component: str
    state: str
    amount_vnd: int
    district: str


class RequestShape(Shape):
    """What somebody asks for, not decided yet."""

    application_id: int
    policy: str
    state: str
    amount_vnd: int
    district: str


class ComparedShape(Shape):
    """What is known of a number: within the reader's scope what is paid and asked for; elsewhere that there is more."""

    position: int
    kind: str | None
    number: str | None
    known: bool
    elsewhere: bool
    ask: str | None
    ask_en: str | None
    beneficiaries: Sequence[int]
    supports: Sequence[SupportShape]
    requests: Sequence[RequestShape]


class ComparisonShape(Shape):
    """Every number in its order, with counts."""

    numbers: Sequence[ComparedShape]
    counts: Mapping[str, int]
    faults: Sequence[FaultShape]


class SameRows(Shape):
    """Two rows of one person."""

    first: int
    second: int


class OverlapShape(Shape):
    """Two lists with people in common."""

    first_kind: str
    first_id: int
    second_kind: str
    second_id: int
    people: int
    rows: Sequence[SameRows]


@acts.post(
    "/registers",
    status_code=201,
    response_model=RegisterTaken,
    openapi_extra=TAKES_TABLE,
)
def take(
    tx: Tx,
    actor: Annotated[Actor, may(Action.IMPORT_REGISTER)],
    files: SentFiles,
    kind: RegisterKind,
    title: Annotated[Text, Query()],
    as_of: Annotated[Day, Query(description="the day of which the list is")],
) -> registers.Taken:
    """Take another agency's list in; its checks look at everybody on record, and at whoever comes later."""
    return registers.take(tx, actor, files, registers.Named(kind, title, as_of))


@router.get("/registers", response_model=Page[RegisterShape])
def listed(
    tx: ReadTx, actor: Reader, kind: RegisterKind | None = None, after: After = 0, limit: Limit = 200
) -> Mapping[str, object]:
    """The lists that the actor's units sent, those that newer ones replaced too."""
    return page(registers.registers(tx, actor, kind, after, limit), limit)


@router.get("/registers/{register_id}", response_model=WholeRegister)
def register(tx: ReadTx, actor: Reader, register_id: PathId) -> Mapping[str, Any]:
    """One list."""
    return registers.told(tx, actor, register_id)


@router.post(
    "/beneficiaries/comparison",
    response_model=ComparisonShape,
    openapi_extra=takes(xlsx_out.MEDIA_TYPE, "text/csv", json_schema=PastedNumbers.model_json_schema()),
)
def compare(tx: ReadTx, actor: Comparer, files: SentFiles) -> Comparison:
    """Who of a list of numbers is on record, and supported with what. Nothing is kept; no Idempotency-Key is needed."""
    if files[0].media_type == JSON_TYPE:
        pasted = _pasted(files[0].data)
        return number_comparison.of_numbers(tx, actor, pasted.numbers, pasted.kind)
    return number_comparison.of_file(tx, actor, files)


def _pasted(data: bytes) -> PastedNumbers:
    """Raises NotNumbers, which repeats none of them."""
    try:
        return PastedNumbers.model_validate(strict_json.loads(data))
    except ValidationError as error:
        raise NotNumbers from error


@router.post("/beneficiaries/overlaps", response_model=dict[Literal["items"], list[OverlapShape]])
def overlaps(tx: ReadTx, actor: Comparer, of: Overlapping) -> Mapping[str, object]:
    """Where beneficiary lists and registers overlap by person."""
    return {"items": list_overlaps.overlaps(tx, actor, of.lists, of.registers)}
