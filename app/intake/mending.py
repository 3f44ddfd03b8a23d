"""A list has versions: a mended file acts on its differences from what is there, and on nothing else.

A row is the same row when it shares an identity number with it; or, where no number leads to either of them, when it
alone has its folded name and birth (a wrong number put right); or, where the row had no number that could be read,
by its folded name, or (in a whole file) its line. A row that has gone forward to a decision is not changed here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

import orjson
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app import admission, audit, identity, law_words, reopening, rules
from app.access import Actor, find
from app.case_facts import whole
from app.errors import Invalid
from app.files.sent_file import SentFile
from app.intake.reading import Upload, read_all
from app.intake.refusing import AlreadyReceived, Order, known_bytes, require, unreadable
from app.intake.standing import PUTS_RIGHT, Left, Standing, told
from app.intake.taking import Receipt, keep_versions, placed, receipts_of, stage_list
from app.models import Application, BeneficiaryList, ListRow, ListVersion, Unit
from app.rules.fact import DECLINED, Place
from app.staging import Staged

OPEN = frozenset({"received", "determined", "returned"})


@dataclass(frozen=True, slots=True)
class Dates:
    """When the mended paper was received, and the law's day."""

    received_on: date
    law_on: date


@dataclass(slots=True)
class Differences:
    """How a mended file differs from the list as it stands."""

    acting: list[Staged] = field(default_factory=list)  # new, changed, or still faulty
    same: list[Staged] = field(default_factory=list)
    superseded: list[Standing] = field(default_factory=list)  # faulty ones; an accepted one when its mending is
    reopened: list[Staged] = field(default_factory=list)
    withdrawn: list[Standing] = field(default_factory=list)
    absent: list[Standing] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MendedReceipt:
    """What became of a mended file: the receipt of what acted, and the differences."""

    receipt: Receipt
    same: int
    changed: int
    new: int
    withdrawn: int
    absent: int  # rows of the list that the file does not hold and that stay as they are


class OneFileOnly(Invalid):
    """Mỗi lần sửa chỉ gửi một tệp.
    A correction takes one file.
    """


class ReceivedBefore(Invalid):
    """Ngày tiếp nhận bản sửa ({received_on}) không thể trước ngày tiếp nhận danh sách ({first}).
    A correction cannot be received ({received_on}) before the list itself ({first}).
    """


def mend(
    tx: Session, actor: Actor, list_id: int, files: Sequence[SentFile], dates: Dates, *, whole: bool
) -> MendedReceipt:
    """Take a mended file (the whole list, or only its mended rows). With `whole`, absent rows are withdrawn.

    Raises OneFileOnly, ListUnreadable, AlreadyReceived, NoSuchRecord.
    """
    law_words.hold(tx)  # before applications are withdrawn
    one = find(tx, actor, BeneficiaryList, list_id, lock=True)
    order = Order(one.policy, dates.received_on, dates.law_on, one.round)
    require(order)
    first = tx.scalars(select(func.min(ListVersion.received_on)).filter_by(list_id=one.id)).one()
    if dates.received_on < first:
        raise ReceivedBefore(received_on=dates.received_on, first=first)
    upload = _only(tx, actor, files, order)
    latest = tx.scalars(select(func.max(ListVersion.number)).filter_by(list_id=one.id)).one()
    [version] = keep_versions(tx, [upload], [one], order, number=latest + 1)
    read = replace(upload.read, header={**one.header, **upload.read.header})
    staged = stage_list(read, placed(one, version, read, order), 0)
    _hold_applications(tx, one.id)
    found = _compare(staged, _standing(tx, one.id), whole=whole)
    _supersede(tx, found)
    admitted = admission.admit(tx, found.acting, order.law_on)
    unit = tx.get_one(Unit, one.unit_id)
    [shown] = receipts_of([(replace(upload, read=read), unit)], [version], admitted)
    answer = MendedReceipt(
        shown,
        len(found.same),
        sum(each.changes and each.good for each in found.acting),
        sum(not each.changes and each.good for each in found.acting),
        len(found.withdrawn),
        len(found.absent),
    )
    audit.append(
        tx, "list.mended", f"list/{one.id}", version=version.number, sha256=version.sha256.hex(), whole=whole,
        law_on=order.law_on, counts=admission.counts(admitted), same=answer.same, changed=answer.changed,
        new=answer.new, withdrawn=answer.withdrawn, reopened=sum(each.good for each in found.reopened),
        renumbered=sum(each.good and any(note.code == PUTS_RIGHT for note in each.notes) for each in found.acting),
    )  # fmt: skip
    return answer


def _only(tx: Session, actor: Actor, files: Sequence[SentFile], order: Order) -> Upload:
    uploads = read_all(order.policy, files, partial=True, received_on=order.received_on)
    if len(uploads) != 1:
        raise OneFileOnly
    if uploads[0].broken:
        raise unreadable(uploads[0])
    known = known_bytes(tx, actor, uploads, order)
    for list_id, version in known.values():
        raise AlreadyReceived(list_id=list_id, version=version, extra={"list_id": list_id})
    return uploads[0]


def _hold_applications(tx: Session, list_id: int) -> None:
    """To the end of the transaction none of the list goes up, or is decided: what is compared here stays so.

    Who is who comes first, as everywhere.
    """
    identity.lock(tx)
    mine = select(ListRow.application_id).where(ListRow.list_id == list_id, ListRow.state == "accepted")
    tx.execute(select(Application.id).where(Application.id.in_(mine)).order_by(Application.id).with_for_update())


def _standing(tx: Session, list_id: int) -> list[Standing]:
    reopens = reopening.may_reopen().label("reopens")
    query = (
        select(ListRow, Application.state.label("application_state"), Application.submission_id, reopens)
        .outerjoin(Application, Application.id == ListRow.application_id)
        .where(ListRow.list_id == list_id, ListRow.state.in_(("accepted", "faulty")))
        .order_by(ListRow.id)
    )
    return [
        Standing(
            row.id, row.line, row.state, row.content_index, frozenset(row.number_indexes), row.name_key,
            row.application_id, state in OPEN and submission_id is None, state == "declined", state == "decided",
            bool(refused), whole(row.facts, row.health_cipher, row.id),
            row.state == "faulty" and any(fault["code"] == PUTS_RIGHT for fault in row.faults),
        )
        for row, state, submission_id, refused in tx.execute(query)
    ]  # fmt: skip


def _compare(staged: Sequence[Staged], standing: Sequence[Standing], *, whole: bool) -> Differences:
    left = Left(standing, whole=whole)
    again = left.find(staged)
    found = Differences(superseded=list(again.stale))
    for each in staged:
        before = again.rows.get(each.ordinal)
        _tell(found, each, before)
        beside = [] if before or whole else left.beside(each)
        if beside:
            each.notes.append(told("ROW_STANDS_BESIDE", each.row.number, [row.line for row in beside]))
    for row in left.rest():
        gone = whole and (row.state == "faulty" or row.open)
        (found.withdrawn if gone else found.absent).append(row)
    return found


def _tell(found: Differences, each: Staged, before: Standing | None) -> None:
    if before and before.state == "accepted" and before.renumbered(each):
        each.notes.append(told(PUTS_RIGHT, each.row.number, [before.line]))
    if before is None:
        found.acting.append(each)
    elif before.state == "faulty":
        found.superseded.append(before)
        found.acting.append(each)
    elif before.content_index == each.content_index:
        found.same.append(each)
    elif not each.good:
        found.acting.append(each)  # the row accepted before stands until its mending is right
    else:
        _change(found, each, before)


def _change(found: Differences, each: Staged, before: Standing) -> None:
    if before.open or _reopens(each, before) or _adds_supplements(each, before):
        each.changes, each.application_id = True, before.application_id
        each.supplements, each.mends, each.still_said = before.decided, before.id, _still_said(each, before)
        if before.refused:
            found.reopened.append(each)
    else:
        each.faults.append(told("ROW_DECLINED" if before.declined else "ROW_GONE_FORWARD", each.row.number))
    found.acting.append(each)


def _reopens(each: Staged, before: Standing) -> bool:
    """Whether a refused row is changed. The first receipt still counts."""
    if before.refused:
        each.facts["received_on"] = date.fromisoformat(str(before.facts["received_on"]))
    return before.refused


def _adds_supplements(each: Staged, before: Standing) -> bool:
    """Whether a decided row is added to and nothing else: its paper came later. The first receipt still counts."""
    if not before.decided or before.renumbered(each):
        return False
    later = supplement_facts(each.placed.policy)
    each.facts["received_on"] = date.fromisoformat(str(before.facts["received_on"]))
    now: dict[str, object] = orjson.loads(orjson.dumps(each.facts))
    changed = {name for name in now.keys() | before.facts.keys() if now.get(name) != before.facts.get(name)}
    return changed <= later and not any(before.facts.get(name) for name in changed)


def _still_said(each: Staged, before: Standing) -> frozenset[str]:
    """The facts on which others' words were about nothing that has changed; the person's own word stays."""
    numbers = {number.kind: number.index for number in each.numbers}
    now: dict[str, object] = orjson.loads(orjson.dumps(each.facts))

    def same(name: str) -> bool:
        return numbers[name] in before.number_indexes if name in numbers else now.get(name) == before.facts.get(name)

    asked = said_about(each.placed.policy)
    return frozenset(name for name, about in asked.items() if all(map(same, about))) | {DECLINED.name}


@lru_cache
def said_about(policy: str) -> Mapping[str, tuple[str, ...]]:
    """The facts that other bodies confirm, with what each is about."""
    facts = rules.POLICIES[policy].facts
    return {fact.name: fact.about for fact in facts if fact.place is Place.CONFIRMATION}


@lru_cache
def supplement_facts(policy: str) -> frozenset[str]:
    """The facts whose paper may come after the decision."""
    return frozenset(fact.name for fact in rules.POLICIES[policy].facts if fact.supplement)


def _supersede(tx: Session, found: Differences) -> None:
    """Faulty rows step aside for their mended ones, and what the file no longer holds is withdrawn."""
    if found.superseded:
        ids = [row.id for row in found.superseded]
        tx.execute(update(ListRow).where(ListRow.id.in_(ids)).values(state="superseded"))
    if found.withdrawn:
        ids = [row.id for row in found.withdrawn]
        tx.execute(update(ListRow).where(ListRow.id.in_(ids)).values(state="withdrawn"))
        applications = [row.application_id for row in found.withdrawn if row.application_id]
        tx.execute(update(Application).where(Application.id.in_(applications)).values(state="withdrawn"))
