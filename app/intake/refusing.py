"""Which files of a request cannot be taken as lists, and why; and whose lists the others are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import rounds_held, rules, staging
from app.access import Actor
from app.errors import Conflict, Invalid, Refusal, UnsupportedMedia
from app.files.lists import ReadList
from app.intake.reading import Upload
from app.models import ListVersion, Unit
from app.rules.handling import Handler
from app.settings import settings

APPRAISED_BY = {"commune": "district", "employment_centre": "department"}
"""By which kind of unit above it a listing unit's lists are appraised."""

SENDERS = ("district", "department", "employment_centre")


class AlreadyReceived(Conflict):
    """Tệp này đã được nhận: danh sách số {list_id}, bản {version}. Muốn sửa, hãy gửi tệp đã sửa.
    This file was received already: list {list_id}, version {version}. To mend it, send the mended file.
    """


class SentTwice(Conflict):
    """Tệp này có hai lần trong cùng một lần gửi; chỉ nhận một.
    This file is twice in one request; it is taken once.
    """


class UnitUnknown(Invalid):
    """Không có đơn vị lập danh sách "{named}" trong địa bàn của bạn vào ngày tiếp nhận; hãy chọn đúng đơn vị.
    There is no unit "{named}" within your district on the day of receipt; choose the unit that it is from.
    """


class UnitNotNamed(UnitUnknown):
    """Tệp “{file}” không ghi đơn vị lập danh sách: gửi kèm mã đơn vị ở tham số unit, hoặc ghi xã, phường ở ô phía trên
    bảng rồi gửi lại.

    The file “{file}” does not name the unit that listed: give its code as the parameter unit, or write the commune in
    the cell above the table and send it again.
    """

    code = "UNIT_UNKNOWN"  # to a program it is the same


class UnitDiffers(Invalid):
    """Danh sách ghi đơn vị {header} nhưng bạn chọn {named}; hãy gửi đúng đơn vị.
    The list says that it is from {header}, and you chose {named}; send it as the unit's that it is from.
    """


class UnitDoesNotAppraise(Invalid):
    """Theo quy trình, danh sách của chính sách này nộp cho {kind}, không nộp cho {unit}.
    By its route this policy's lists go to the {kind_en}, not to {unit}.
    """


class ListUnreadable(Invalid):
    """Không đọc được danh sách: {reason}
    The list could not be read: {reason_en}
    """


class ListKindUnsupported(UnsupportedMedia):
    """Không nhận loại tệp này: {reason}
    This kind of file is not taken: {reason_en}
    """


KINDS_UNSUPPORTED = frozenset({"FILE_TYPE_UNSUPPORTED", "FILE_HAS_MACROS", "FILE_ENCRYPTED"})


class ReceivedInFuture(Invalid):
    """Ngày tiếp nhận {received_on} sau ngày hôm nay ({today}).
    The day of receipt {received_on} is after today ({today}).
    """


@dataclass(frozen=True, slots=True)
class Order:
    """What travels beside the file: policy, round, unit code, the paper's receipt, the law's day."""

    policy: str
    received_on: date
    law_on: date
    round: int | None = None
    unit: str | None = None


def require(order: Order) -> None:
    """What has to stand beside any list. Raises ReceivedInFuture, RoundNeeded."""
    if order.received_on > settings().today():
        raise ReceivedInFuture(received_on=order.received_on, today=settings().today())
    rounds_held.require(order.policy, order.round)


def require_known_round(order: Order) -> None:
    """Refuse a round that is none. It bears on new lists alone: what was taken can still be mended and withdrawn.

    Raises NotByRounds, RoundUnknown.
    """
    rounds_held.require_known(order.policy, order.round)


def refusals(
    tx: Session,
    actor: Actor,
    uploads: Sequence[Upload],
    known: Mapping[str, Unit],
    units: Mapping[int, Unit],
    order: Order,
) -> dict[int, Refusal]:
    """The files that cannot be taken, by place, each with its refusal."""
    bytes_known = known_bytes(tx, actor, uploads, order)
    appraiser = appraiser_of(order)
    refused: dict[int, Refusal] = {}
    seen: set[bytes] = set()
    for nth, upload in enumerate(uploads):
        if upload.broken:
            refused[nth] = unreadable(upload)
        elif upload.sha256 in bytes_known:
            list_id, version = bytes_known[upload.sha256]
            refused[nth] = AlreadyReceived(list_id=list_id, version=version, extra={"list_id": list_id})
        elif upload.sha256 in seen:
            refused[nth] = SentTwice()
        elif nth not in units:
            named = _named(upload, order)
            refused[nth] = UnitUnknown(named=named) if named else UnitNotNamed(file=upload.name)
        elif (said := known.get((_header_unit(upload.read) or "").casefold())) and said is not units[nth]:
            refused[nth] = UnitDiffers(header=said.code, named=units[nth].code)
        elif appraiser.unit_kind and not appraiser.is_unit(appraising_kind(units[nth]), units[nth].code):
            vi, en = appraiser.words
            refused[nth] = UnitDoesNotAppraise(kind=vi, kind_en=en, unit=units[nth].name)
        seen.add(upload.sha256)
    return refused


def appraiser_of(order: Order) -> Handler:
    """Who appraises an order's lists under the law of their receipt; nobody before any."""
    return rules.handler_of(order.policy, "appraise", order.received_on)


def appraising_kind(unit: Unit) -> str:
    """The kind of unit that appraises what a unit sends: a commune's is its district, a centre's its department."""
    return APPRAISED_BY.get(unit.kind, unit.kind)


def unreadable(upload: Upload) -> ListUnreadable | ListKindUnsupported:
    """Why a file could not be read, with all that is wrong with it."""
    first = upload.broken[0]
    shown = [staging.fault_record(fault) for fault in upload.broken[:50]]
    refusal = ListKindUnsupported if first.code in KINDS_UNSUPPORTED else ListUnreadable
    return refusal(reason=first.vi, reason_en=first.en, extra={"faults": shown, "fault": first.code})


def known_bytes(tx: Session, actor: Actor, uploads: Sequence[Upload], order: Order) -> dict[bytes, tuple[int, int]]:
    """List and version of the files that were received before, by digest."""
    query = select(ListVersion.sha256, ListVersion.list_id, ListVersion.number).where(
        ListVersion.district_id.in_(actor.districts),
        ListVersion.policy == order.policy,
        ListVersion.round.is_not_distinct_from(order.round),
        ListVersion.sha256.in_([upload.sha256 for upload in uploads]),
    )
    return {row.sha256: (row.list_id, row.number) for row in tx.execute(query)}


def known_units(tx: Session, actor: Actor, order: Order) -> dict[str, Unit]:
    """The units that may be meant, by code and by name (folded): the actor's on the day of receipt."""
    query = select(Unit).where(
        func.coalesce(Unit.valid_to, order.received_on) >= order.received_on,
        Unit.valid_from <= order.received_on,
        (Unit.id.in_(actor.districts)) | (Unit.parent_id.in_(actor.districts) & Unit.kind.in_(APPRAISED_BY)),
    )
    return {name: unit for unit in tx.scalars(query) for name in (unit.code.casefold(), unit.name.casefold())}


def units_of(known: Mapping[str, Unit], actor: Actor, uploads: Sequence[Upload], order: Order) -> dict[int, Unit]:
    """The unit of each file, by its place: named beside it, in its header, or by the folder of the archive.

    A list that names none is the sender's own, where a district, a department or a centre sends it and no commune
    has to: an employer's, an arts unit's or a facility's list is sent by the unit that receives its paper.
    """
    by_commune = rules.unit_kind_of(order.policy, "list", order.received_on) == "commune"
    own = actor.unit_name if actor.unit_kind in SENDERS and not by_commune else ""
    names = [(_named(upload, order) or own).casefold() for upload in uploads]
    return {nth: known[name] for nth, name in enumerate(names) if name in known}


def _named(upload: Upload, order: Order) -> str | None:
    """The unit that is named beside the file, in its header, or by its folder."""
    return order.unit or _header_unit(upload.read) or _folder(upload.name)


def _header_unit(read: ReadList) -> str | None:
    named = read.header.get("commune_name") or read.header.get("receiving_district")
    return str(named).split(" - ")[0].strip() if named else None


def _folder(name: str) -> str | None:
    folder = name.rpartition("/")[0].rpartition("/")[2]
    return folder if folder.isdecimal() else None
