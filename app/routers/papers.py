"""Papers: which a policy asks for, which an application has and lacks, and where they lie."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from app import paper_checking
from app.access import Action, Actor
from app.paper_checking import Look, Looks
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.explanations import SourceShape
from app.routers.policies import NoSuchPolicy
from app.routers.shapes import Body, Day, Flag, Id, Line, PathId, Shape
from app.rules import POLICIES
from app.settings import settings

router = APIRouter(prefix="/api", tags=["papers"])
acts = APIRouter(prefix="/api", tags=["papers"], route_class=ActRoute)

Checker = Annotated[Actor, may(Action.CHECK_PAPERS)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]


class LookBody(Body):
    """What somebody saw of one paper."""

    paper: Code
    has: Flag
    archive_number: Annotated[Line, Field(max_length=60)] | None = None


Seen = Annotated[list[LookBody], Field(min_length=1, max_length=50)]


class LooksBody(Body):
    """Looks at one application's papers."""

    papers: Seen


class GroupBody(Body):
    """The same looks at the files of some applications; of all accepted rows of the list where none is named."""

    papers: Seen
    applications: Annotated[list[Id], Field(min_length=1, max_length=5_000)] | None = None


class ManyLooksBody(Body):
    """Looks at the papers of many rows."""

    groups: Annotated[list[GroupBody], Field(min_length=1, max_length=5_000)]


class PaperShape(Shape):
    """A paper of an application."""

    paper: str
    vi: str
    en: str
    needed: bool
    counts: bool
    when_vi: str
    when_en: str
    form: str
    form_vi: str
    form_en: str
    source: SourceShape
    has: bool | None
    archive_number: str | None
    at: datetime | None
    person: str | None


class FileShape(Shape):
    """An application's papers, and how they stand: complete, lacking, unchecked."""

    standing: str
    papers: Sequence[PaperShape]


class CheckedShape(Shape):
    """How many looks were entered."""

    applications: int
    looks: int


class AskedShape(Shape):
    """A paper that a policy asks for, in the form of a day."""

    paper: str
    vi: str
    en: str
    when_vi: str
    when_en: str
    form: str
    form_vi: str
    form_en: str
    source: SourceShape
    proves: list[str]


@router.get("/policies/{code}/papers", response_model=list[AskedShape])
def asked(
    code: str, _actor: Annotated[Actor, may(Action.READ_LAW)], on: Annotated[Day | None, Query()] = None
) -> list[dict[str, Any]]:
    """The papers that a policy asks for, in the form that the law of a day wants."""
    if code not in POLICIES:
        raise NoSuchPolicy
    return paper_checking.asked(code, on or settings().today())


@router.get("/applications/{application_id}/papers", response_model=FileShape)
def of_application(
    tx: ReadTx, actor: Annotated[Actor, may(Action.READ_LIST)], application_id: PathId
) -> paper_checking.File:
    """Which papers an application has and lacks."""
    return paper_checking.file_of(tx, actor, application_id)


@acts.post("/applications/{application_id}/papers", response_model=FileShape)
def check(tx: Tx, actor: Checker, application_id: PathId, seen: LooksBody) -> paper_checking.File:
    """Enter what the file holds: the latest look at a paper counts."""
    return paper_checking.check(tx, actor, application_id, _looks(seen.papers))


@acts.post("/beneficiary-lists/{list_id}/papers", response_model=CheckedShape)
def check_list(tx: Tx, actor: Checker, list_id: PathId, seen: ManyLooksBody) -> paper_checking.Checked:
    """Enter what the files of many rows hold, in one act."""
    groups = [Looks(_looks(group.papers), group.applications) for group in seen.groups]
    return paper_checking.check_list(tx, actor, list_id, groups)


def _looks(seen: Sequence[LookBody]) -> list[Look]:
    return [Look(one.paper, one.has, one.archive_number) for one in seen]
