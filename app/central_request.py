"""The request for the central share: drawn up as a paper, and recorded as it was sent, so that the next asks for more.

What is recorded is what the ledger says when it is sent; a paper with another sum is refused.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app import audit, central_share, db, rules, signed_by
from app.access import Actor, find, masking, visible
from app.central_share import Ask, Line
from app.errors import Conflict, Invalid
from app.files import central_share_sheet
from app.files.central_share_sheet import Request, Row
from app.models import CentralRequest, CentralRequestLine
from app.settings import settings


class DayOutOfTurn(Invalid):
    """Ngày số liệu {as_of} sau ngày hôm nay, hoặc trước số liệu của lần đề nghị gần nhất.
    The day of the figures {as_of} is after today, or before the latest request's.
    """


class NothingNew(Conflict):
    """Không có kinh phí nào phát sinh thêm kể từ lần đề nghị gần nhất.
    There is nothing new to ask for since the latest request.
    """


class AskedSumDiffers(Conflict):
    """Số tiền đề nghị trên văn bản khác với số liệu sổ cái ({asked} đồng); hãy lập lại văn bản.
    The sum that the paper asks for is not the ledger's ({asked} đồng); draw the paper up again.
    """


@dataclass(frozen=True, slots=True)
class Paper:
    """The request as it was signed."""

    budget_year: int
    as_of: date
    number: str
    signed_on: date
    asked_vnd: int


def draft(tx: Session, actor: Actor, budget_year: int, as_of: date) -> bytes:
    """The paper as it would be sent, without a number. Raises ForTheProvince."""
    asked = central_share.ask(tx, actor, budget_year, as_of)
    return _file(tx, actor, asked, None, None)


def send(tx: Session, actor: Actor, paper: Paper) -> CentralRequest:
    """Record a request that was sent. Raises ForTheProvince, DayOutOfTurn, NothingNew, AskedSumDiffers."""
    central_share.require_province(actor)
    latest = _latest(tx, actor, paper.budget_year)
    today = settings().today()
    if max(paper.as_of, paper.signed_on) > today or (latest and paper.as_of < latest.as_of):
        raise DayOutOfTurn(as_of=paper.as_of)
    asked = central_share.ask(tx, actor, paper.budget_year, paper.as_of)
    if not any(line.asked_vnd for line in asked.lines):
        raise NothingNew
    if paper.asked_vnd != asked.asked_vnd:
        raise AskedSumDiffers(asked=f"{asked.asked_vnd:,}", extra={"asked_vnd": asked.asked_vnd})
    data = _file(tx, actor, asked, paper.number, paper.signed_on)
    one = CentralRequest(
        budget_year=paper.budget_year, nth=latest.nth + 1 if latest else 1, as_of=paper.as_of, number=paper.number,
        signed_on=paper.signed_on, asked_vnd=asked.asked_vnd, sha256=hashlib.sha256(data).digest(), file=data,
        district_id=actor.unit_id, act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(one)
    tx.flush()  # for its id; another that was sent meanwhile is refused here
    tx.execute(insert(CentralRequestLine), [_kept(one, line) for line in asked.lines])
    audit.append(
        tx, "central_share.asked", f"central_request/{one.id}", budget_year=one.budget_year, nth=one.nth,
        number=one.number, signed_on=one.signed_on, as_of=one.as_of, asked_vnd=one.asked_vnd, sha256=one.sha256.hex(),
    )  # fmt: skip
    return one


def _latest(tx: Session, actor: Actor, budget_year: int) -> CentralRequest | None:
    mine = select(func.max(CentralRequest.id)).filter_by(district_id=actor.unit_id, budget_year=budget_year)
    return tx.scalars(select(CentralRequest).where(CentralRequest.id == mine.scalar_subquery())).one_or_none()


def _kept(one: CentralRequest, line: Line) -> dict[str, object]:
    return {
        "request_id": one.id, "policy": line.policy, "people": line.people, "decided_vnd": line.decided_vnd,
        "central_vnd": line.central.decided_vnd, "asked_before_vnd": line.asked_before_vnd,
        "asked_vnd": line.asked_vnd,
    }  # fmt: skip


def _file(tx: Session, actor: Actor, asked: Ask, number: str | None, signed_on: date | None) -> bytes:
    lines = central_share.for_reading(actor, asked.lines)
    return central_share_sheet.write(
        Request(
            actor.unit_name, asked.budget_year, asked.as_of, [_row(line) for line in lines], number, signed_on,
            signed_by.signers_on(tx, actor.unit_id, signed_on or settings().today()),
        )
    )  # fmt: skip


def _row(line: Line) -> Row:
    words = masking.OTHER_SUPPORT_WORDS[0] if line.policy == masking.OTHER_SUPPORT else rules.POLICIES[line.policy].vi
    return Row(
        words,
        line.people,
        (
            line.decided_vnd, line.central.decided_vnd, line.own.decided_vnd, line.other.decided_vnd,
            line.central.paid_vnd, line.central.remaining_vnd, line.asked_before_vnd, line.asked_vnd,
        ),
    )  # fmt: skip


def sent(tx: Session, actor: Actor, *, after: int, limit: int) -> Sequence[CentralRequest]:
    """A page of the requests that were sent."""
    query = visible(actor, CentralRequest).where(CentralRequest.id > after).order_by(CentralRequest.id).limit(limit)
    return tx.scalars(query).all()


def file_of(tx: Session, actor: Actor, request_id: int) -> bytes:
    """A request's file, byte for byte as it was sent. Raises NoSuchRecord."""
    return find(tx, actor, CentralRequest, request_id).file
