"""Nobody is supported who does not want to be: declined by the person's own signed paper, taken back by another.

There is no declining for many at once: one application, one person, one paper, whose number is nobody else's.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import audit, db, law_words, redetermining, statements
from app.access import Actor, find
from app.access.duties import require_event
from app.errors import Conflict, Invalid
from app.files.latin import folded
from app.models import Application, Confirmation, Determination, ListRow, OwnPaper
from app.rules.confirmations import APPLICANT
from app.rules.fact import DECLINED
from app.settings import settings
from app.statements import Statement


class PaperOfAnother(Conflict):
    """Số văn bản này đã ghi cho một người khác. Mỗi người từ chối bằng văn bản do chính mình ký, có số riêng.
    This paper's number is another person's. Everybody declines by a paper of their own, with its own number.
    """


class PaperInFuture(Invalid):
    """Ngày văn bản {paper_date} sau ngày hôm nay ({today}).
    The paper's day {paper_date} is after today ({today}).
    """


class NotALaterPaper(Invalid):
    """Rút lại việc từ chối cần một văn bản khác, do chính người đó ký sau văn bản từ chối (ngày {declined_on}).
    To take it back another paper is needed, signed by the person after the one that declined (day {declined_on}).
    """


class GoingUp(Conflict):
    """Hồ sơ đang ở tờ trình số {submission_id}; hãy trả lại tờ trình trước khi ghi việc từ chối.
    The application is in submission {submission_id}; have it returned before the declining is recorded.
    """


@dataclass(frozen=True, slots=True)
class Paper:
    """A person's own signed statement."""

    number: str
    date: date
    reason: str | None = None


def decline(tx: Session, actor: Actor, application_id: int, paper: Paper, law_on: date) -> Application:
    """Record that a person declines. Raises WrongState, GoingUp, PaperOfAnother, PaperInFuture."""
    law_words.hold(tx)  # before the application is locked
    application = find(tx, actor, Application, application_id, lock=True)
    require_event("application", application.state, "decline")
    if application.submission_id is not None:
        raise GoingUp(submission_id=application.submission_id)
    _say(tx, application, paper, declined=True)
    application.state = "declined"
    tx.flush()  # so that determining anew leaves the state
    redetermining.again(tx, [application.id], law_on)
    return _entered(tx, application, "application.declined", paper, law_on)


def withdraw(tx: Session, actor: Actor, application_id: int, paper: Paper, law_on: date) -> Application:
    """Take it back, by the person's own later paper: the application goes on as the rules find it.

    Raises WrongState, NotALaterPaper, PaperOfAnother, PaperInFuture.
    """
    law_words.hold(tx)  # before the application is locked
    application = find(tx, actor, Application, application_id, lock=True)
    require_event("application", application.state, "take_back")
    before = _declined_by(tx, application)
    if paper.date < before.paper_date or folded(paper.number) == folded(before.paper_number):
        raise NotALaterPaper(declined_on=before.paper_date)
    _say(tx, application, paper, declined=False)
    redetermining.again(tx, [application.id], law_on)
    tx.refresh(application)  # its determination is new
    outcome = tx.scalars(select(Determination.outcome).filter_by(id=application.determination_id)).one()
    application.state = "received" if outcome == "undetermined" else "determined"
    tx.flush()  # the state, before the act's entry
    return _entered(tx, application, "application.declining_withdrawn", paper, law_on)


def _say(tx: Session, application: Application, paper: Paper, *, declined: bool) -> None:
    if paper.date > settings().today():
        raise PaperInFuture(paper_date=paper.date, today=settings().today())
    _claim(tx, application, paper)
    row_id = tx.scalars(select(ListRow.id).filter_by(application_id=application.id, state="accepted")).one()
    said = Statement(
        application.id, row_id, APPLICANT, {DECLINED.name: declined}, paper.number, paper.date, paper.reason
    )
    statements.keep(tx, [said])


def _claim(tx: Session, application: Application, paper: Paper) -> None:
    """The number is this person's from now on; two at once are told apart by the primary key."""
    claim = {"district_id": application.district_id, "number_key": folded(paper.number)}
    mine = {**claim, "beneficiary_id": application.beneficiary_id, "act_id": db.act_id(tx)}
    tx.execute(insert(OwnPaper).values(mine).on_conflict_do_nothing())
    holder = tx.scalars(select(OwnPaper.beneficiary_id).filter_by(**claim)).one()
    if holder != application.beneficiary_id:
        raise PaperOfAnother


def _declined_by(tx: Session, application: Application) -> Confirmation:
    """The person's last word."""
    of_person = select(Confirmation).filter_by(application_id=application.id, body=APPLICANT)
    return tx.scalars(of_person.order_by(Confirmation.id.desc()).limit(1)).one()


def _entered(tx: Session, application: Application, action: str, paper: Paper, law_on: date) -> Application:
    tx.refresh(application)  # the determination is new
    audit.append(
        tx, action, f"application/{application.id}", paper_number=paper.number, paper_date=paper.date,
        state=application.state, determination=application.determination_id, law_on=law_on,
    )  # fmt: skip
    return application
