"""What a written refusal says: to whom, why, under which articles, and what one can do about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from app import determining, rules
from app.access import Actor
from app.case_words import telling_of
from app.files.refusal_letter import Reason, RefusalLetter, RefusedRow
from app.models import Decision
from app.rules.explaining import ConditionTold, Telling
from app.rules.fact import Place
from app.rules.fact_words import HIDDEN

COMMITTEES = frozenset({"province", "district", "commune"})
KINDS = ("Tỉnh", "Thành phố", "Thị xã", "Huyện", "Quận", "Phường", "Xã", "Thị trấn")
TITLES = {"male": "Ông", "female": "Bà"}
SENDERS = ("employer_name", "arts_unit_name", "facility_name")
"""The header's names of those who send a list for their own people; else it is the commune's, or the office's."""


def usual(policy: str) -> str:
    """Whom a policy's letters are for: who sent the list where an employer does, else each person."""
    headers = {fact.name for fact in rules.POLICIES[policy].facts if fact.place is Place.HEADER}
    return "list" if headers & set(SENDERS) else "person"


def sender_of(row: Row[Any]) -> str | None:
    """The employer or institution whose list it is; None for a commune's."""
    return next((str(row.header[name]) for name in SENDERS if row.header.get(name)), None)


def letter(actor: Actor, decision: Decision, per: str, rows: Sequence[Row[Any]]) -> RefusalLetter:
    """The letter to one person, or to whoever sent a list about its rows."""
    policy = rules.POLICIES[decision.policy]
    whom, to = _person(rows[0]) if per == "person" else _sender(rows[0])
    issuer = body_of(actor.unit_name, actor.unit_kind)
    return RefusalLetter(
        issuer=_issuer(actor),
        place=bare(actor.unit_name),
        subject=f"trả lời đề nghị hỗ trợ: {policy.vi[0].lower()}{policy.vi[1:]}",
        to=to,
        opening=_opening(issuer, decision, per, rows, whom),
        rows=tuple(_row(row, per) for row in rows),
        per_person=per == "person",
        closing=_closing(issuer, rows[0], per, whom),
        copies=_copies(rows[0], per),
        authority="TM. ỦY BAN NHÂN DÂN" if actor.unit_kind in COMMITTEES else "THỦ TRƯỞNG CƠ QUAN",
    )


def body_of(unit: str, kind: str) -> str:
    """A unit as a letter names it: the People's Committee of a place, any other by its name."""
    return f"Ủy ban nhân dân {unit[0].lower()}{unit[1:]}" if kind in COMMITTEES else unit


def bare(unit: str) -> str:
    """A place without what kind of place it is."""
    return next((unit.removeprefix(kind).strip() for kind in KINDS if unit.startswith(f"{kind} ")), unit)


def _issuer(actor: Actor) -> tuple[str, ...]:
    name = actor.unit_name.upper()
    return ("ỦY BAN NHÂN DÂN", name) if actor.unit_kind in COMMITTEES else (name,)


def _person(row: Row[Any]) -> tuple[str, tuple[str, ...]]:
    title = TITLES.get(row.sex or "", "Ông (bà)")
    known = [
        f"năm sinh {row.birth_year}" if row.birth_year else "",
        f"số giấy tờ {masked(row.last4)}" if row.last4 else "",
        f"nơi cư trú: {row.residence}" if row.residence else "",
    ]
    about = "; ".join(filter(None, known))
    return title, (f"{title} {row.full_name}", *([f"{about[0].upper()}{about[1:]}"] if about else []))


def _sender(row: Row[Any]) -> tuple[str, tuple[str, ...]]:
    sender, code = sender_of(row), row.header.get("employer_tax_code")
    if not sender:
        return "Quý cơ quan", (body_of(row.unit, row.unit_kind),)
    return "Quý đơn vị", (sender, *([f"Mã số thuế: {code}"] if code else []))


def masked(last4: str | None) -> str:
    """A number of which the last four digits are shown."""
    return f"********{last4}" if last4 else ""


def _opening(
    issuer: str, decision: Decision, per: str, rows: Sequence[Row[Any]], whom: str
) -> tuple[str, ...]:  # fmt: skip
    policy = rules.POLICIES[decision.policy]
    received = rows[0].facts.get("received_on")
    on = f", tiếp nhận ngày {date.fromisoformat(received):%d/%m/%Y}" if received else ""
    what = "hồ sơ" if per == "person" else "danh sách"
    signed = f"Quyết định số {decision.number} ngày {decision.signed_on:%d/%m/%Y}"
    said = (
        f"{_low(whom)} chưa được hỗ trợ vì không đáp ứng các điều kiện sau đây:"
        if per == "person"
        else f"{len(rows)} người trong danh sách chưa được hỗ trợ, vì các lý do sau đây:"
    )
    return (
        f"{issuer} nhận được {what} của {_low(whom)} đề nghị hưởng chính sách “{policy.vi}”{on}.",
        f"Sau khi xem xét theo quy định của pháp luật áp dụng ngày {decision.law_on:%d/%m/%Y}, tại {signed}, {said}",
    )


def _closing(issuer: str, row: Row[Any], per: str, whom: str) -> tuple[str, ...]:
    you = _low(whom)
    where = (sender_of(row) or body_of(row.unit, row.unit_kind)) if per == "person" else issuer
    mend = f"đề nghị {you} gửi giấy tờ chứng minh đến {where} để hồ sơ được xét lại."
    complain = f"{you} có quyền khiếu nại theo quy định của pháp luật về khiếu nại."
    return (
        f"Nếu thông tin nêu trên chưa đúng hoặc đã thay đổi, {mend}",
        f"Nếu không đồng ý với nội dung trả lời này, {complain}",
        f"{issuer} trả lời để {you} biết./.",
    )


def _copies(row: Row[Any], per: str) -> tuple[str, ...]:
    through = sender_of(row) or body_of(row.unit, row.unit_kind)
    return ("- Như trên;", *([f"- {through};"] if per == "person" else []), "- Lưu: VT.")


def _low(whom: str) -> str:
    return f"{whom[0].lower()}{whom[1:]}"


def _row(row: Row[Any], per: str) -> RefusedRow:
    """A person's reasons: told in full to the person, without what tells of health to anybody else."""
    telling: Telling = telling_of(row, ("", ""))
    body = determining.body_of(row)
    in_full = {result["id"]: str(result["vi"]) for result in body["results"]} if per == "person" else {}
    failed = [told for told in telling.conditions(body) if told.met is False and told.decides]
    reasons = tuple(Reason(in_full.get(told.id, told.vi), told.source.vi, _facts(told)) for told in failed)
    return RefusedRow(row.full_name, row.birth_year, masked(row.last4), reasons)


def _facts(told: ConditionTold) -> tuple[str, ...]:
    shown = (fact for fact in told.facts if fact.value_vi and fact.value_vi != HIDDEN[0])
    return tuple(f"{fact.vi}: {fact.value_vi}" for fact in shown)
