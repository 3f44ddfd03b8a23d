"""What the province's legal officers have said on open points of law: the latest word on each point counts.

Whoever determines asks here once for an act. An act holds the words as they are until it ends, so that a word
said meanwhile waits for it and finds what it determined. An act that locks applications before it determines
holds the words before that, or a word and it would wait for each other.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import rules
from app.errors import NotFound
from app.rules.law import Citation, Word
from app.rules.open_points import NotAWord
from app.rules.policy import OpenPoint
from app.settings import settings

LOCK = "advisory_xact_lock{}(hashtextextended('law words ' || current_schema(), 0))"
HOLD, SAY = (text(f"SELECT pg_{LOCK.format(mode)}") for mode in ("_shared", ""))

LATEST = text("""
    SELECT DISTINCT ON (point) point, value, instrument, unit, withdrawn FROM law_word ORDER BY point, id DESC
""")


class NoSuchPoint(NotFound):
    """Không có điểm luật chưa rõ nào mang mã này.
    There is no open point of law with this code.
    """


def current(tx: Session) -> tuple[Word, ...]:
    """The words in force now, in the order of their points; they stay so while an act lasts."""
    if "act_id" in tx.info:
        hold(tx)
    said = {row.point: row for row in tx.execute(LATEST) if not row.withdrawn}
    found = (_word(point, row.value, Citation(row.instrument, row.unit)) for point, row in sorted(said.items()))
    return tuple(word for word in found if word)


def hold(tx: Session) -> None:
    """The words stay as they are until the act ends."""
    tx.execute(HOLD)


def lock_to_say(tx: Session) -> None:
    """Held to the end of the transaction: one word at a time, and none while something is being determined."""
    tx.execute(SAY)


def _word(point: str, value: object, citation: Citation) -> Word | None:
    """A word as it is kept. One on a point that these rules no longer leave open says nothing any more."""
    try:
        return rules.read_word(point, value, citation)
    except NotAWord:
        return None


def find_point(code: str) -> tuple[OpenPoint, tuple[str, ...]]:
    """An open point, and the policies that hang on it. Raises NoSuchPoint."""
    found = points().get(code)
    if found is None:
        raise NoSuchPoint
    return found


def points() -> Mapping[str, tuple[OpenPoint, tuple[str, ...]]]:
    """Every open point that this province may settle, by its code, with the policies that hang on it."""
    ours = {"", settings().province_code}
    return MappingProxyType({code: found for code, found in rules.points().items() if found[0].province in ours})
