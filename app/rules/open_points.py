"""The open points of law: how one is declared, which there are, and the words that legal officers say on them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from app.rules.fact import Kind
from app.rules.law import Amendment, Citation, LawOfDay, Met, Standing, Word
from app.rules.policy import OpenPoint, Policy

Points = Mapping[str, tuple[OpenPoint, tuple[str, ...]]]
"""Open points by code, each with the codes of the policies that hang on it."""


Doubtful = Mapping[str, tuple[Amendment[Met], ...]]
"""Codes of which no source says whether they count: each the open point's law that says so."""

SETTLED: Doubtful = {}
"""No code is in doubt."""


def unsaid(
    code: str, vi: str, en: str, *since: tuple[date, Citation], province: str = ""
) -> tuple[tuple[Amendment[Met], ...], OpenPoint]:
    """A yes or no that no source says: its law, open under each citation from its day on, and the point itself."""
    law = tuple(Amendment(day, None, citation, Standing.UNCONFIRMED, code) for day, citation in since)
    return law, OpenPoint(code, vi, en, Kind.YES_NO, law, province)


def doubted(doubtful: Doubtful, said: str | None, at: LawOfDay) -> Amendment[Met] | None:
    """The open point that a code hangs on, as the province reads it; None where it hangs on none."""
    law = doubtful.get(said or "")
    return at.in_force(law) if law else None


def is_open(point: Amendment[Met] | None) -> bool:
    """Whether a point waits for a legal officer's word."""
    return point is not None and point.standing is Standing.UNCONFIRMED


class NotAWord(ValueError):  # noqa: N818 – wrong use, said in words
    """What was said cannot be a word on an open point."""


class NoSuchPoint(NotAWord):
    """No policy has this open point."""

    def __init__(self, point: object, known: Iterable[str]) -> None:
        """`known`: the codes that there are."""
        super().__init__(f"Không có điểm luật chưa rõ này / no such open point: {point!r} ({', '.join(known)})")


class NotOfItsKind(NotAWord):
    """The value answers another kind of question than the point asks."""

    def __init__(self, point: OpenPoint, value: object) -> None:
        """`value`: what was said instead."""
        vi, en = KINDS[point.kind][1:]
        super().__init__(f"{point.code}: cần {vi} / {en} is needed: {value!r}")


class NotACitation(NotAWord):
    """A word must say where it stands."""

    def __init__(self, given: object) -> None:
        """`given`: what was said instead."""
        super().__init__(
            'Cần căn cứ {"instrument", "unit"} hoặc {"text"} / '
            f"a citation is needed, as instrument and unit or as text: {given!r}"
        )


def points_of(policies: Iterable[Policy]) -> Points:
    """All open points by code; one that several policies declare stands once, with all of them."""
    found: dict[str, tuple[OpenPoint, tuple[str, ...]]] = {}
    for policy in policies:
        for point in policy.points:
            first, hanging = found.get(point.code, (point, ()))
            found[point.code] = (first, (*hanging, policy.code))
    return found


def word_of(points: Points, point: str, value: object, citation: Citation) -> Word:
    """A legal officer's word, checked: a point that there is, a value of its kind (a day also in ISO), a source."""
    if point not in points:
        raise NoSuchPoint(point, points)
    open_point = points[point][0]
    read = KINDS[open_point.kind][0](value)
    if read is None:
        raise NotOfItsKind(open_point, value)
    if not str(citation):
        raise NotACitation(citation)
    return Word(point, read, citation)


def read_citation(given: object) -> Citation:
    """A source as JSON says it: `{"instrument", "unit"}`, `{"text"}` or the text alone."""
    if isinstance(given, Mapping) and set(given) == {"text"}:
        given = given["text"]
    if isinstance(given, str) and given.strip():
        instrument, _, unit = " ".join(given.split()).rpartition(" ")
        return Citation(instrument or unit, unit if instrument else "")
    if isinstance(given, Mapping) and set(given) == {"instrument", "unit"}:
        said = [given[name] for name in ("instrument", "unit")]
        if all(isinstance(each, str) and each.strip() for each in said):
            return Citation(*(each.strip() for each in said))
    raise NotACitation(given)


def words_digest(words: Iterable[Word]) -> str:
    """What tells one set of words from another, whatever their order; "" where none was said."""
    said = sorted(_canonical(word) for word in words)
    return hashlib.sha256(f"[{','.join(said)}]".encode()).hexdigest() if said else ""


def _canonical(word: Word) -> str:
    told = {
        "point": word.point,
        "value": word.value.isoformat() if isinstance(word.value, date) else word.value,
        "citation": str(word.citation),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _yes_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def iso_day(value: object) -> date | None:
    """A day, or one written yyyy-mm-dd; None where it is neither."""
    if type(value) is date:
        return value
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.isoformat() == value else None


def _number(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None


KINDS: Mapping[Kind, tuple[Callable[[object], object | None], str, str]] = {
    Kind.YES_NO: (_yes_no, "có hoặc không (true, false)", "yes or no (true, false)"),
    Kind.DATE: (iso_day, "một ngày (yyyy-mm-dd)", "a day (yyyy-mm-dd)"),
    Kind.INTEGER: (_number, "một số nguyên, không âm", "a whole number, not negative"),
    Kind.MONEY: (_number, "số tiền bằng đồng, không âm", "an amount in đồng, not negative"),
}
"""The kinds of question that an open point may ask: how an answer is read, and its name."""
