"""A list of numbers compared with who is on record: who is known, and supported with what. Nothing is kept.

Of what lies outside the reader's scope only that there is something is told, and whom to ask.
"""

import threading
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app import identity, reading
from app.access import Actor, masking
from app.access.masking import Data
from app.checks import ASK
from app.errors import Invalid, Refusal, TooLarge
from app.files.list_cells import read_cell, reader_of
from app.files.list_faults import Fault, Problem, cell_fault
from app.files.register_facts import COMPARED, COMPARED_FORM, with_any_number
from app.files.sent_file import SentFile
from app.protection import indexes
from app.rules.fact import Kind
from app.settings import settings

SHORTEST = 4  # what has fewer signs is no number of anybody
HOUR_SECONDS = 3600
NO_NUMBER = (
    "NUMBER_OF_NO_KIND",
    "Không phải số giấy tờ nào: CCCD có 12 chữ số, CMND có 9, số BHXH có 10; kiểm tra lại số đã dán.",
    "A number of no document: a CCCD has 12 digits, a CMND 9, an insurance number 10; check what was pasted.",
)


class NumbersUnreadable(Invalid):
    """Không đọc được danh sách số: {reason}
    The list of numbers could not be read: {reason_en}
    """


class NumbersTooMany(TooLarge):
    """Mỗi lần so được tối đa {maximum} số.
    At most {maximum} numbers are compared at a time.
    """


class ComparedTooOften(Refusal):
    """Bạn đã so {maximum} danh sách trong một giờ, là mức tối đa; hãy chờ.
    You have compared {maximum} lists within an hour, which is the most; wait.
    """

    status = 429
    title = "Quá nhiều yêu cầu"
    headers = MappingProxyType({"Retry-After": "600"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A number to look for: where it stands, and which kind it is, where that is said."""

    position: int  # in the request from 1, or the row of the sheet
    kind: str | None
    number: str = field(repr=False)


@dataclass(slots=True)
class Compared:
    """What is known of a number. `elsewhere`: of its person something is on record that the reader does not see.

    `known`: so much is; or the reader's districts know the person, of whom nothing stands any more.
    """

    position: int
    kind: str | None
    number: str | None
    known: bool = False
    elsewhere: bool = False
    beneficiaries: list[int] = field(default_factory=list)
    supports: list[Mapping[str, Any]] = field(default_factory=list)
    requests: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def ask(self) -> str | None:
        """Whom to ask."""
        return ASK[0] if self.elsewhere else None

    @property
    def ask_en(self) -> str | None:
        """The same in English."""
        return ASK[1] if self.elsewhere else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every number in its order, and how many are what."""

    numbers: Sequence[Compared]
    counts: Mapping[str, int]
    faults: Sequence[Fault] = ()


_LATELY: dict[int, deque[float]] = {}
_LOCK = threading.Lock()


def slow_down(actor: Actor) -> None:
    """Whoever tries number after number learns too much: so many comparisons an hour. Raises ComparedTooOften.

    Counted in this process by natural person; nothing of it is kept.
    """
    now, maximum = settings().now().timestamp(), settings().comparisons_per_hour
    with _LOCK:
        mine = _LATELY.setdefault(actor.person_id, deque())
        while mine and mine[0] <= now - HOUR_SECONDS:
            mine.popleft()
        if len(mine) >= maximum:
            raise ComparedTooOften(maximum=maximum)
        mine.append(now)


WHO = text("""
    SELECT DISTINCT n.position, h.person_id,
           EXISTS (SELECT FROM application a WHERE a.person_id = h.person_id AND a.district_id = ANY (:districts))
           OR EXISTS (SELECT FROM entitlement e WHERE e.person_id = h.person_id AND e.district_id = ANY (:districts))
               AS here
    FROM unnest(CAST(:positions AS bigint[]), CAST(:indexes AS bytea[])) AS n(position, number_index)
    JOIN identity_document d ON d.number_index = n.number_index AND d.ended_act_id IS NULL
    JOIN beneficiary h ON h.id = d.beneficiary_id
""")
WHAT = text("""
    SELECT e.person_id, true AS is_support, e.beneficiary_id, e.application_id, e.policy, e.component, e.state,
           e.amount_vnd, u.name AS district, e.district_id = ANY (:districts) AS here
    FROM entitlement e JOIN unit u ON u.id = e.district_id
    WHERE e.person_id = ANY (:people) AND e.state <> 'cancelled'
    UNION ALL
    SELECT a.person_id, false, a.beneficiary_id, a.id, a.policy, NULL, a.state, d.amount_vnd, u.name,
           a.district_id = ANY (:districts)
    FROM application a JOIN unit u ON u.id = a.district_id JOIN determination d ON d.id = a.determination_id
    WHERE a.person_id = ANY (:people) AND a.state IN ('received', 'determined', 'returned', 'appraised')
""")


def of_numbers(tx: Session, actor: Actor, numbers: Sequence[str], kind: str | None) -> Comparison:
    """Pasted numbers, by their places; what is no number of its kind, or of any, is told. Raises NumbersTooMany,
    ComparedTooOften.
    """
    asked = [Asked(nth, kind, number) for nth, number in enumerate(numbers, start=1)]
    found = compare(tx, actor, asked)
    return Comparison(found.numbers, found.counts, [wrong for one in asked if (wrong := _wrong(one))])


def _wrong(one: Asked) -> Fault | None:
    """That nobody can be found by what was pasted."""
    problems = []
    for fact in COMPARED if one.kind is None else (fact for fact in COMPARED if fact.name == one.kind):
        value = read_cell(reader_of(fact), one.number)
        if isinstance(value, Problem) and value.code != "NUMBER_CLEANED":
            problems.append(cell_fault(value, one.position, fact))
        elif fact.kind is not Kind.TEXT:  # any words are a text
            return None
    if one.kind is not None:
        return problems[0] if problems else None
    signs = [each for each in one.number if each.isalnum()]
    may_be_a_certificate = any(map(str.isdigit, signs)) and not ("".join(signs).isdigit() and "/" not in one.number)
    return None if may_be_a_certificate else Fault(one.position, None, None, *NO_NUMBER)


def of_file(tx: Session, actor: Actor, files: Sequence[SentFile]) -> Comparison:
    """The numbers of a file's columns, by their rows. Raises NumbersUnreadable, NumbersTooMany, ComparedTooOften."""
    asked: list[Asked] = []
    faults: list[Fault] = []
    for file in files:
        read = reading.read_file(file, COMPARED_FORM)
        for fault in read.whole_faults:
            raise NumbersUnreadable(reason=fault.vi, reason_en=fault.en)
        rows, wrong = with_any_number(read)
        asked += [
            Asked(row.number, fact.name, str(row.values[fact.name]))
            for row in rows for fact in COMPARED if row.values.get(fact.name)
        ]  # fmt: skip
        faults += wrong
    found = compare(tx, actor, asked)
    return Comparison(found.numbers, found.counts, faults)


def compare(tx: Session, actor: Actor, asked: Sequence[Asked]) -> Comparison:
    """What is known of some numbers, in two statements however many they are."""
    if len(asked) > settings().numbers_compared_max:
        raise NumbersTooMany(maximum=settings().numbers_compared_max)
    slow_down(actor)
    found = [Compared(one.position, one.kind, masking.number(actor.role, Data.IDENTITY, one.number)) for one in asked]
    by_person: dict[int, list[Compared]] = {}
    places, indexes = _indexes(asked)
    districts = sorted(actor.districts)
    for row in tx.execute(WHO, {"positions": places, "indexes": indexes, "districts": districts}):
        found[row.position].known |= row.here
        by_person.setdefault(row.person_id, []).append(found[row.position])
    for what in tx.execute(WHAT, {"people": list(by_person), "districts": districts}).mappings():
        for each in by_person[what["person_id"]]:
            _tell(each, what)
    return Comparison(found, _counts(found))


def _indexes(asked: Sequence[Asked]) -> tuple[list[int], list[bytes]]:
    """The keyed hashes of each number, of every kind that it may be of."""
    places: list[int] = []
    hashes: list[bytes] = []
    for place, one in enumerate(asked):
        for kind in _kinds(one.kind) if len(one.number) >= SHORTEST else ():
            found = indexes(kind, identity.plain(kind, one.number))
            places += [place] * len(found)
            hashes += found
    return places, hashes


def _kinds(said: str | None) -> Iterable[str]:
    if said in {"tax_code", "employer_tax_code"}:
        return ("tax_code", "employer_tax_code")
    return (said,) if said else identity.NUMBERS


def _tell(each: Compared, row: RowMapping) -> None:
    each.known = True
    if not row["here"]:
        each.elsewhere = True
        return
    if row["beneficiary_id"] not in each.beneficiaries:
        each.beneficiaries.append(row["beneficiary_id"])
    names = ("application_id", "policy", "state", "amount_vnd", "district")
    told = {name: row[name] for name in names}
    if row["is_support"]:
        each.supports.append({**told, "component": row["component"]})
    else:
        each.requests.append(told)


def _counts(found: Sequence[Compared]) -> dict[str, int]:
    return {
        "numbers": len(found),
        "known": sum(each.known for each in found),
        "unknown": sum(not each.known for each in found),
        "supported": sum(bool(each.supports) for each in found),
        "requested": sum(bool(each.requests) for each in found),
        "elsewhere": sum(each.elsewhere for each in found),
    }
