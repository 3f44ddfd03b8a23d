"""Public postings, and objections to what is posted."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field, StringConstraints

from app import objection, posting
from app.access import Action, Actor, find
from app.files import printed_page, xlsx_out
from app.models import Objection, Posting
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.policies import download
from app.routers.shapes import ID_MAX, After, Body, Day, Flag, Id, Limit, OfAPolicy, Page, PathId, Shape, Text, page

router = APIRouter(prefix="/api", tags=["postings"])
acts = APIRouter(prefix="/api", tags=["postings"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_LIST)]
Poster = Annotated[Actor, may(Action.POST_LIST)]
Number = Annotated[int | None, Query(ge=1, le=ID_MAX)]
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000), Field(pattern=r"^[^\x00]*$")
]


class NewPosting(Body):
    """What is posted (a list or a submission), from when to when, and where."""

    list: Id | None = None
    submission: Id | None = None
    posted_from: Day
    posted_to: Day
    place: Text


class NewObjection(Body):
    """What somebody objects to."""

    application: Id
    text: Words
    received_on: Day


class RulingBody(Body):
    """The word on an objection; upheld, the application is returned for completion or withdrawn."""

    upheld: Flag
    reason: Text
    outcome: Literal["returned", "withdrawn"] | None = None


class PostingShape(Shape):
    """A posting."""

    id: int
    policy: str
    list_id: int | None
    submission_id: int | None
    posted_from: date
    posted_to: date
    place: str
    rows: int
    amount_vnd: int


class RuledShape(Shape):
    """An objection in short."""

    id: int
    posting_id: int
    application_id: int
    received_on: date
    upheld: bool | None
    outcome: str | None
    reason: str | None


class ObjectionShape(RuledShape):
    """An objection with its text."""

    text: str
    received_by: str


class WholePosting(PostingShape):
    """A posting with what was objected to it."""

    objections: list[ObjectionShape]


@acts.post("/postings", status_code=201, response_model=PostingShape)
def post(tx: Tx, actor: Poster, new: NewPosting) -> Posting:
    """Post the eligible rows of a list or a submission."""
    what = posting.ToPost(new.posted_from, new.posted_to, new.place, new.list, new.submission)
    return posting.post(tx, actor, what)


@router.get("/postings", response_model=Page[PostingShape])
def postings(
    tx: ReadTx,
    actor: Reader,
    policy: OfAPolicy = None,
    list_id: Annotated[int | None, Query(alias="list", ge=1, le=ID_MAX)] = None,
    submission: Number = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The postings of the actor's districts."""
    asked = {"policy": policy, "list_id": list_id, "submission_id": submission}
    return page(posting.postings(tx, actor, asked, after=after, limit=limit), limit)


@router.get("/postings/{posting_id}", response_model=WholePosting)
def one_posting(tx: ReadTx, actor: Reader, posting_id: PathId) -> dict[str, Any]:
    """A posting and the first objections to it."""
    found = find(tx, actor, Posting, posting_id)
    asked = {"posting_id": found.id}
    return {
        **{name: getattr(found, name) for name in PostingShape.model_fields},
        "objections": objection.objections(tx, actor, asked),
    }


@router.get("/postings/{posting_id}/list.pdf", response_class=Response)
def as_pdf(tx: ReadTx, actor: Reader, posting_id: PathId) -> Response:
    """What hangs on the wall."""
    data = posting.printed(tx, actor, posting_id, "pdf")
    return download(data, f"niem-yet-{posting_id}.pdf", printed_page.MEDIA_TYPE)


@router.get("/postings/{posting_id}/list.xlsx", response_class=Response)
def as_xlsx(tx: ReadTx, actor: Reader, posting_id: PathId) -> Response:
    """The same as a workbook."""
    data = posting.printed(tx, actor, posting_id, "xlsx")
    return download(data, f"niem-yet-{posting_id}.xlsx", xlsx_out.MEDIA_TYPE)


@acts.post("/postings/{posting_id}/objections", status_code=201, response_model=RuledShape)
def receive(tx: Tx, actor: Poster, posting_id: PathId, new: NewObjection) -> Objection:
    """Take an objection in: the one row waits until it is decided."""
    return objection.receive(tx, actor, posting_id, objection.Said(new.application, new.text, new.received_on))


@router.get("/objections", response_model=Page[ObjectionShape])
def objections(
    tx: ReadTx,
    actor: Reader,
    posting_id: Annotated[int | None, Query(alias="posting", ge=1, le=ID_MAX)] = None,
    application: Number = None,
    still_open: Annotated[bool | None, Query(alias="open")] = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The objections of the actor's districts."""
    asked = {"posting_id": posting_id, "application_id": application}
    return page(objection.objections(tx, actor, asked, still_open=still_open, after=after, limit=limit), limit)


@acts.post("/objections/{objection_id}/decision", response_model=RuledShape)
def decide(
    tx: Tx, actor: Annotated[Actor, may(Action.DECIDE_OBJECTION)], objection_id: PathId, ruling: RulingBody
) -> Objection:
    """Decide an objection: dismissed, the row goes on; upheld, it is returned or withdrawn."""
    said = objection.Ruling(ruling.upheld, ruling.reason, ruling.outcome)
    return objection.decide(tx, actor, objection_id, said)
