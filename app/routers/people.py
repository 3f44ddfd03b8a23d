"""Who somebody is: the documents they are known by, and which beneficiaries are one person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from app import documents, linking
from app.access import Action, Actor
from app.models import BeneficiaryLink, IdentityDocument
from app.routers.door import ActRoute, ReadTx, StrictRoute, Tx, may
from app.routers.going_up import Why
from app.routers.shapes import After, Body, Flag, Id, InAState, Limit, Page, PathId, Shape, Text, page

router = APIRouter(prefix="/api", tags=["people"], route_class=StrictRoute)
acts = APIRouter(prefix="/api", tags=["people"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_PEOPLE)]
Number = Annotated[str, Field(min_length=4, max_length=40, pattern=r"^[^\x00-\x1f\x7f]+$")]
DocumentKind = Literal[
    "citizen_id",
    "old_identity",
    "passport",
    "insurance_number",
    "birth_certificate",
    "business_number",
    "tax_code",
    "employer_tax_code",
]


class NewLink(Body):
    """Two beneficiaries that are one person, and why."""

    first: Id
    second: Id
    reason: Text


class Word(Body):
    """A second person's word."""

    agreed: Flag
    opinion: Text


class NewDocument(Body):
    """Another document that somebody is known by."""

    kind: DocumentKind
    number: Number
    reason: Text


class RightNumber(Body):
    """The right number; none where the document is nobody's, or not theirs."""

    number: Number | None = None
    reason: Text


class LinkShape(Shape):
    """A link of two beneficiaries; a side that the actor's districts do not know has no id."""

    id: int
    first_id: int | None
    second_id: int | None
    state: str
    reason: str
    two_needed: bool
    opinion: str | None
    parting_reason: str | None


class DocumentShape(Shape):
    """A document as it was kept."""

    id: int
    beneficiary_id: int
    kind: str
    last4: str


class DocumentStory(DocumentShape):
    """A document, since when it is on record, and until when where it was corrected."""

    since: datetime
    ended: datetime | None
    ended_why: str | None


@router.get("/beneficiaries/{beneficiary_id}/documents")
def documents_of(tx: ReadTx, actor: Reader, beneficiary_id: PathId) -> Sequence[DocumentStory]:
    """The documents of somebody, with those of before; numbers by their last digits."""
    return [DocumentStory.model_validate(dict(row)) for row in documents.of_person(tx, actor, beneficiary_id)]


@acts.post("/beneficiaries/{beneficiary_id}/documents", status_code=201, response_model=DocumentShape)
def add_document(
    tx: Tx, actor: Annotated[Actor, may(Action.CORRECT_DOCUMENT)], beneficiary_id: PathId, new: NewDocument
) -> IdentityDocument:
    """Add a document: the CCCD of somebody who was known by a CMND, say."""
    return documents.add(tx, actor, beneficiary_id, new.kind, new.number, new.reason)


@acts.post("/documents/{document_id}/correction", response_model=DocumentShape)
def correct_document(
    tx: Tx, actor: Annotated[Actor, may(Action.CORRECT_DOCUMENT)], document_id: PathId, right: RightNumber
) -> IdentityDocument:
    """End a wrong document; the right number takes its place where one is given."""
    return documents.correct(tx, actor, document_id, right.number, right.reason)


@router.get("/links", response_model=Page[LinkShape])
def links(
    tx: ReadTx, actor: Reader, state: InAState = None, after: After = 0, limit: Limit = 200
) -> Mapping[str, object]:
    """Links of people whom the actor's districts know."""
    return page(linking.page_of(tx, actor, state, after, limit), limit)


@acts.post("/links", status_code=201, response_model=LinkShape)
def propose_link(tx: Tx, actor: Annotated[Actor, may(Action.LINK_PEOPLE)], new: NewLink) -> BeneficiaryLink:
    """Say that two beneficiaries are one person; where money or two districts are concerned another must agree."""
    return linking.propose(tx, actor, new.first, new.second, new.reason)


@acts.post("/links/{link_id}/decision", response_model=LinkShape)
def decide_link(
    tx: Tx, actor: Annotated[Actor, may(Action.DECIDE_LINK)], link_id: PathId, word: Word
) -> BeneficiaryLink:
    """A second person's word on a proposed link, or on its undoing."""
    return linking.decide(tx, actor, link_id, agreed=word.agreed, opinion=word.opinion)


@acts.post("/links/{link_id}/parting", response_model=LinkShape)
def part(tx: Tx, actor: Annotated[Actor, may(Action.LINK_PEOPLE)], link_id: PathId, why: Why) -> BeneficiaryLink:
    """They are two people after all."""
    return linking.part(tx, actor, link_id, why.reason)
