"""Written refusals: made for a decision's refused applications, printed, entered as sent."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BeforeValidator, Field

from app import refusal_notices
from app.access import Action, Actor
from app.files import official_docx, printed_page
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.policies import download
from app.routers.shapes import ID_MAX, After, Body, Day, Flag, Id, Limit, OfAPolicy, Page, PathId, Shape, Text, page

router = APIRouter(prefix="/api/refusals", tags=["refusals"])
acts = APIRouter(prefix="/api/refusals", tags=["refusals"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_LIST)]
Writer = Annotated[Actor, may(Action.WRITE_REFUSAL)]
Per = Literal["person", "list"]
How = Literal["handed_over", "post", "through_commune", "through_employer", "electronic"]
Hex = Annotated[str, BeforeValidator(lambda digest: digest.hex() if isinstance(digest, bytes) else digest)]
Number = Annotated[int | None, Query(ge=1, le=ID_MAX)]


class NewRefusals(Body):
    """Whose refused applications, and whether a letter goes to each person or to whoever sent the list."""

    decision: Id
    per: Per | None = None


class Sent(Body):
    """How a letter left: its number and day, which way, which of its forms."""

    number: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")]
    sent_on: Day
    how: How
    format: Literal["docx", "pdf"] = "docx"
    anyway: Flag = False  # though its applications are no longer refused
    reason: Text | None = None


class MadeShape(Shape):
    """What letters were made."""

    decision_id: int
    per: str
    notices: int
    rows: int


class RefusalShape(Shape):
    """A letter in the register; with a number and a day once it was sent."""

    id: int
    policy: str
    decision_id: int
    list_id: int
    application_id: int | None
    per: str
    rows: int
    number: str | None
    sent_on: date | None
    sent_how: str | None
    format: str | None
    content_sha256: Hex
    document_sha256: Hex | None
    overtaken: int  # rows that are no longer refused by its decision


@acts.post("", status_code=201, response_model=MadeShape)
def make(tx: Tx, actor: Writer, new: NewRefusals) -> refusal_notices.Made:
    """Make the letters of a decision's refused applications that have none yet, in one act."""
    return refusal_notices.make(tx, actor, new.decision, new.per)


@router.get("", response_model=Page[RefusalShape])
def register(
    tx: ReadTx,
    actor: Reader,
    policy: OfAPolicy = None,
    list_id: Annotated[int | None, Query(alias="list", ge=1, le=ID_MAX)] = None,
    decision: Number = None,
    sent: Annotated[bool | None, Query()] = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The register: letters made, and what was sent of them."""
    asked = {"policy": policy, "list_id": list_id, "decision_id": decision}
    return page(refusal_notices.register(tx, actor, asked, sent=sent, after=after, limit=limit), limit)


@router.get("/print.pdf", response_class=Response)
def printed(
    tx: ReadTx,
    actor: Reader,
    decision: Annotated[int, Query(ge=1, le=ID_MAX)],
    after: After = 0,
    limit: Limit = 200,
) -> Response:
    """Letters of a decision in one file for printing, so many at a time."""
    data = refusal_notices.printed(tx, actor, decision, after=after, limit=limit)
    return download(data, f"van-ban-tra-loi-quyet-dinh-{decision}.pdf", printed_page.MEDIA_TYPE)


@router.get("/{refusal_id}.docx", response_class=Response)
def as_docx(tx: ReadTx, actor: Reader, refusal_id: PathId) -> Response:
    """A letter to be numbered, dated and signed in the office."""
    data = refusal_notices.document(tx, actor, refusal_id, "docx")
    return download(data, f"van-ban-tra-loi-{refusal_id}.docx", official_docx.MEDIA_TYPE)


@router.get("/{refusal_id}.pdf", response_class=Response)
def as_pdf(tx: ReadTx, actor: Reader, refusal_id: PathId) -> Response:
    """The same letter as PDF."""
    data = refusal_notices.document(tx, actor, refusal_id, "pdf")
    return download(data, f"van-ban-tra-loi-{refusal_id}.pdf", printed_page.MEDIA_TYPE)


@acts.post("/{refusal_id}/sent", response_model=RefusalShape)
def send(tx: Tx, actor: Writer, refusal_id: PathId, sent: Sent) -> dict[str, Any]:
    """Enter a letter as sent: from now on the document is the one that went out."""
    return refusal_notices.send(tx, actor, refusal_id, refusal_notices.Sending(**sent.model_dump()))
