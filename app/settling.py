"""A legal officer of the province settles an open point of law: what is so, and where that stands.

The word counts for every later determination. Those that waited for it and have not gone up are determined
again in the same act; what has gone up is determined again when its decision is drafted. Old determinations
stay as they are, with the digest of the words that they were read with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import audit, db, law_words, redetermining, rules
from app.access import Actor
from app.errors import Conflict, Forbidden, Invalid
from app.models import LawWord
from app.rules.fact import Kind
from app.rules.law import Citation, Word
from app.rules.open_points import KINDS, NotAWord
from app.rules.policy import OpenPoint

PLAUSIBLE: Mapping[Kind, tuple[date | int, date | int]] = MappingProxyType(
    {
        Kind.DATE: (date(2020, 1, 1), date(2030, 12, 31)),
        Kind.INTEGER: (0, 120),
        Kind.MONEY: (0, 10**12),
    }
)
"""A slip of the keyboard shall not become law: days of the time of these policies, years that somebody may be old,
amounts that a province could hold."""


class NotTheProvincesOfficer(Forbidden):
    """Chỉ cán bộ pháp chế của tỉnh được xác nhận điểm luật chưa rõ.
    Only a legal officer of the province settles an open point of law.
    """


class WrongKind(Invalid):
    """Điểm này cần câu trả lời là {kind}.
    This point asks for {kind_en}.
    """


class Implausible(Invalid):
    """Giá trị nằm ngoài khoảng có thể có (từ {least} đến {most}); hãy kiểm tra lại.
    The value lies outside of what is possible ({least} to {most}); check it.
    """


class CitationMissing(Invalid):
    """Cần ghi căn cứ: số hiệu văn bản và điều, khoản, điểm (hoặc "toàn văn").
    The source is needed: the instrument, and the article and clause in it (or "toàn văn", the whole of it).
    """


class NotSettled(Conflict):
    """Điểm này đang không có xác nhận nào để rút lại.
    There is no word on this point that could be withdrawn.
    """


@dataclass(frozen=True, slots=True)
class Said:
    """What an officer says: the answer, where it stands, and whatever is to be noted."""

    value: object
    citation: Citation
    note: str | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What a word brought about: the applications that waited for it, as they stand now."""

    point: str
    value: object  # None: the word was withdrawn
    law_on: date
    determined: int  # applications determined again
    eligible: int
    ineligible: int
    undetermined: int  # for a fact, or for another point
    amount_vnd: int  # what the eligible among them are owed now
    before_vnd: int  # what they were owed before
    gone_up: int  # applications that hang on the point and are in a submission or decided: their decision's to redo


def settle(tx: Session, actor: Actor, code: str, said: Said, law_on: date) -> Settled:
    """Say a word on an open point, in place of an earlier one; who waits is determined under the law of a day.

    Raises NoSuchPoint, NotTheProvincesOfficer, CitationMissing, WrongKind, Implausible.
    """
    point, _ = law_words.find_point(code)
    _require_province(actor)
    word = _read(point, said)
    law_words.lock_to_say(tx)
    replaces = _stands(tx, code)
    kept = _plain(word.value)
    _say(tx, code, kept, word.citation, said.note)
    done = _determine_again(tx, actor, code, kept, law_on, everybody=replaces)
    audit.append(
        tx, "law.settled", f"point/{code}", value=kept, instrument=word.citation.instrument,
        unit=word.citation.unit, replaces=replaces, **_told(tx, done),
    )  # fmt: skip
    return done


def withdraw(tx: Session, actor: Actor, code: str, reason: str, law_on: date) -> Settled:
    """Take a word back: the point is open again, and who was determined by it and has not gone up waits again.

    Raises NoSuchPoint, NotTheProvincesOfficer, NotSettled.
    """
    law_words.find_point(code)
    _require_province(actor)
    law_words.lock_to_say(tx)
    if not _stands(tx, code):
        raise NotSettled
    _say(tx, code, None, Citation("", ""), reason)
    done = _determine_again(tx, actor, code, None, law_on, everybody=True)
    audit.append(tx, "law.withdrawn", f"point/{code}", reason=reason, **_told(tx, done))
    return done


def _require_province(actor: Actor) -> None:
    if actor.unit_kind != "province":
        raise NotTheProvincesOfficer


def _read(point: OpenPoint, said: Said) -> Word:
    citation = Citation(said.citation.instrument.strip(), said.citation.unit.strip())
    if not (citation.instrument and citation.unit):
        raise CitationMissing
    try:
        word = rules.read_word(point.code, said.value, citation)
    except NotAWord as error:
        _, vi, en = KINDS[point.kind]
        raise WrongKind(kind=vi, kind_en=en) from error
    least, most = PLAUSIBLE.get(point.kind, (word.value, word.value))
    if not least <= word.value <= most:  # type: ignore[operator]  # both of the point's kind
        raise Implausible(least=least, most=most)
    return word


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


LATEST = text("SELECT withdrawn FROM law_word WHERE point = :point ORDER BY id DESC LIMIT 1")


def _stands(tx: Session, code: str) -> bool:
    """Whether a word on the point is in force."""
    return tx.scalar(LATEST, {"point": code}) is False


def _say(tx: Session, code: str, value: object, citation: Citation, note: str | None) -> None:
    tx.add(
        LawWord(
            point=code, value=value, instrument=citation.instrument, unit=citation.unit, note=note,
            withdrawn=value is None, act_id=db.act_id(tx),
        )
    )  # fmt: skip
    tx.flush()  # so that what is determined next reads it


# A word in place of another, or its withdrawal, concerns everybody of the policies that hang on the point: whoever
# was determined by the earlier word waits for nothing. A first word concerns only who waits for it.
WAITING = text("""
    SELECT a.id, d.amount_vnd
    FROM application a JOIN determination d ON d.id = a.determination_id JOIN explanation x ON x.digest = d.explanation
    WHERE a.district_id = ANY (:districts) AND a.policy = ANY (:policies) AND a.submission_id IS NULL
      AND a.state IN ('received', 'determined', 'returned')
      AND (:everybody OR d.outcome <> 'ineligible' AND x.points @> to_jsonb(CAST(:point AS text)))
    ORDER BY a.id FOR UPDATE OF a
""")

OUTCOMES = text("""
    SELECT d.outcome, count(*) AS applications, sum(d.amount_vnd)::bigint AS amount_vnd
    FROM unnest(CAST(:ids AS bigint[])) AS asked(id) JOIN application a ON a.id = asked.id
    JOIN determination d ON d.id = a.determination_id GROUP BY d.outcome
""")

GONE_UP = text("""
    SELECT count(*)
    FROM application a JOIN determination d ON d.id = a.determination_id JOIN explanation x ON x.digest = d.explanation
    WHERE a.district_id = ANY (:districts) AND a.policy = ANY (:policies) AND d.outcome <> 'ineligible'
      AND x.points @> to_jsonb(CAST(:point AS text))
      AND (a.submission_id IS NOT NULL OR a.state = 'decided') AND a.state NOT IN ('refused', 'withdrawn')
""")


def _determine_again(tx: Session, actor: Actor, code: str, value: object, law_on: date, *, everybody: bool) -> Settled:
    """Whom a word concerns, at once."""
    policies = list(law_words.find_point(code)[1])
    scope = {"districts": sorted(actor.districts), "policies": policies, "point": code}
    waiting = tx.execute(WAITING, {**scope, "everybody": everybody}).all()
    ids = [row.id for row in waiting]
    redetermining.again(tx, ids, law_on)
    counts, amount_vnd = _outcomes(tx, ids)
    return Settled(
        code, value, law_on, len(ids), counts.get("eligible", 0), counts.get("ineligible", 0),
        counts.get("undetermined", 0), amount_vnd, sum(row.amount_vnd for row in waiting),
        tx.execute(GONE_UP, scope).scalar_one(),
    )  # fmt: skip


def _outcomes(tx: Session, ids: Sequence[int]) -> tuple[dict[str, int], int]:
    found = tx.execute(OUTCOMES, {"ids": ids}).all()
    return {row.outcome: row.applications for row in found}, sum(row.amount_vnd for row in found)


def _told(tx: Session, done: Settled) -> dict[str, object]:
    """What the evidence keeps of it."""
    names = ("law_on", "determined", "eligible", "ineligible", "undetermined", "amount_vnd", "before_vnd", "gone_up")
    told: dict[str, object] = {name: getattr(done, name) for name in names}
    return {**told, "rules_version": rules.RULES_VERSION, "words_digest": rules.words_digest(law_words.current(tx))}
