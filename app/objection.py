"""Objections to a posted row (ý kiến, phản ánh): the row waits until somebody else than the receiver has decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, db
from app.access import Action, Actor, find, visible
from app.access.duties import refuse_same_hands, require_state
from app.errors import Conflict, Invalid
from app.models import Application, Entitlement, NaturalPerson, Objection, Posting, PostingRow
from app.protection import seal, unseal
from app.settings import settings

OPEN_STATES = ("received", "determined", "returned", "appraised")


class NotPosted(Invalid):
    """Hồ sơ này không có trong danh sách niêm yết đó.
    This application is not on that posting.
    """


class ReceivedOnWrongDay(Invalid):
    """Ngày nhận ý kiến ({received_on}) phải từ ngày bắt đầu niêm yết ({posted_from}) đến hôm nay ({today}).
    The objection's day ({received_on}) must lie between the posting's first day ({posted_from}) and today ({today}).
    """


class ObjectionDecided(Conflict):
    """Ý kiến này đã được giải quyết.
    This objection is decided already.
    """


class OutcomeNeeded(Invalid):
    """Khi ý kiến đúng, ghi hồ sơ được trả lại (returned) hay bị rút (withdrawn); khi không đúng thì bỏ trống.

    Where it is upheld, say whether the application is returned or withdrawn; where it is dismissed, neither.
    """


class InADraft(Conflict):
    """Hồ sơ đang ở dự thảo quyết định số {decision_id}; hãy huỷ dự thảo trước.
    The application is in draft decision {decision_id}; void the draft first.
    """


class OwedAlready(Conflict):
    """Hồ sơ này đã có khoản được hưởng theo quyết định trước; chỉ có thể trả lại, không rút.
    This application is entitled under an earlier decision; it can be returned, not withdrawn.
    """


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody objects to, and when that came in."""

    application_id: int
    text: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Ruling:
    """The word on an objection."""

    upheld: bool
    reason: str
    outcome: str | None  # returned | withdrawn, where it is upheld


def receive(tx: Session, actor: Actor, posting_id: int, said: Said) -> Objection:
    """Take an objection in: the one row waits from now on.

    Raises NoSuchRecord, NotPosted, WrongState, ReceivedOnWrongDay.
    """
    posting = find(tx, actor, Posting, posting_id)
    if tx.get(PostingRow, (posting.id, said.application_id)) is None:
        raise NotPosted
    application = find(tx, actor, Application, said.application_id, lock=True)
    require_state(application.state, *OPEN_STATES)
    today = settings().today()
    if not posting.posted_from <= said.received_on <= today:
        raise ReceivedOnWrongDay(received_on=said.received_on, posted_from=posting.posted_from, today=today)
    objection = Objection(
        posting_id=posting.id, application_id=application.id, received_on=said.received_on,
        received_by_person_id=actor.person_id, text_cipher=seal(said.text.encode(), _place(posting.id, application.id)),
        act_id=db.act_id(tx), district_id=application.district_id,
    )  # fmt: skip
    tx.add(objection)
    tx.flush()  # for its id
    audit.append(
        tx, "objection.received", f"objection/{objection.id}", application=application.id, posting=posting.id,
        received_on=said.received_on,
    )  # fmt: skip
    return objection


def decide(tx: Session, actor: Actor, objection_id: int, ruling: Ruling) -> Objection:
    """Dismissed, the row goes on; upheld, it is returned for completion or withdrawn.

    Raises NoSuchRecord, SameHands, ObjectionDecided, OutcomeNeeded, InADraft, OwedAlready, WrongState.
    """
    objection = find(tx, actor, Objection, objection_id, lock=True)
    if objection.upheld is not None:
        raise ObjectionDecided
    refuse_same_hands(objection.received_by_person_id, actor.person_id)
    if ruling.upheld != (ruling.outcome is not None):
        raise OutcomeNeeded
    if ruling.outcome:
        _take_out(tx, find(tx, actor, Application, objection.application_id, lock=True), ruling.outcome)
    objection.upheld, objection.outcome, objection.reason = ruling.upheld, ruling.outcome, ruling.reason
    objection.decided_by_person_id, objection.decided_act_id = actor.person_id, db.act_id(tx)
    audit.append(
        tx, "objection.upheld" if ruling.upheld else "objection.dismissed", f"objection/{objection.id}",
        application=objection.application_id, outcome=ruling.outcome, reason=ruling.reason,
    )  # fmt: skip
    return objection


def _take_out(tx: Session, application: Application, outcome: str) -> None:
    require_state(application.state, *OPEN_STATES)
    if application.decision_id is not None:
        raise InADraft(decision_id=application.decision_id)
    entitled = select(Entitlement.id).filter_by(application_id=application.id).limit(1)
    if outcome == "withdrawn" and tx.scalars(entitled).one_or_none() is not None:
        raise OwedAlready
    application.state, application.submission_id = outcome, None
    tx.flush()  # before the act's entry


def _place(posting_id: int, application_id: int) -> str:
    return f"objection|text|{posting_id}|{application_id}"


def objections(
    tx: Session,
    actor: Actor,
    given: Mapping[str, object],
    *,
    still_open: bool | None = None,
    after: int = 0,
    limit: int = 200,
) -> list[dict[str, Any]]:
    """A page of objections with what they say."""
    columns = Objection.__table__.c
    asked = [columns[name] == value for name, value in given.items() if value is not None]
    if still_open is not None:
        asked.append(columns.upheld.is_(None) if still_open else columns.upheld.is_not(None))
    query = visible(actor, Objection).where(columns.id > after, *asked).order_by(columns.id).limit(limit)
    return told(tx, tx.scalars(query).all())


def of_beneficiary(tx: Session, actor: Actor, beneficiary_id: int) -> list[dict[str, Any]]:
    """All objections to one person's applications; what was said in them only to who works on the lists."""
    theirs = select(Application.id).filter_by(beneficiary_id=beneficiary_id)
    query = visible(actor, Objection).where(Objection.application_id.in_(theirs)).order_by(Objection.id)
    found = told(tx, tx.scalars(query).all())
    return found if actor.may(Action.READ_LIST) else [{**each, "text": None, "reason": None} for each in found]


def told(tx: Session, found: Sequence[Objection]) -> list[dict[str, Any]]:
    """Objections as they are shown: the text opened, the receiver by name."""
    people = tx.execute(
        select(NaturalPerson.id, NaturalPerson.name).where(
            NaturalPerson.id.in_({objection.received_by_person_id for objection in found})
        )
    )
    names = {row.id: row.name for row in people}
    return [
        {
            **{name: getattr(objection, name) for name in SHOWN},
            "text": _said(objection),
            "received_by": names[objection.received_by_person_id],
        }
        for objection in found
    ]


def _said(objection: Objection) -> str:
    """Its text; none where the person's data was erased."""
    place = _place(objection.posting_id, objection.application_id)
    return unseal(objection.text_cipher, place).decode() if objection.text_cipher else ""


SHOWN = ("id", "posting_id", "application_id", "received_on", "upheld", "outcome", "reason")
