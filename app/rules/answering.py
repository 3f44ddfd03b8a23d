"""How a condition reads its facts and words its answer.

An answer is made once and handed out again (the callers' `lru_cache`): a hundred thousand people of one list
share a few dozen results. So an answer's words hold nothing of a person; where a condition is not met they
may name the day or the place that failed it, of which there are few.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from app.rules.fact import Fact
from app.rules.law import Amendment, AmountLine, ConditionResult, Facts, Met, Standing, Window

T = TypeVar("T")

Sentence = tuple[str, str]
"""The same in Vietnamese and in English."""

ANSWERS_MAX = 4096
"""How many answers each condition keeps."""

NOTHING: Sentence = ("", "")
UNCONFIRMED: Sentence = ("điểm của văn bản chưa được xác nhận", "a point of law that is not confirmed yet")
BESIDES: dict[str, Sentence] = {
    "round": ("Đợt hỗ trợ", "Round"),
    "history": ("Các khoản đã hỗ trợ", "Supports already given"),
}
"""What a case says, or lacks, that is no fact of its form."""

VERDICTS: Mapping[Met, Sentence] = {
    True: ("đạt", "met"),
    False: ("không đạt", "not met"),
    None: ("chưa xác định", "not known"),
}


def day(facts: Facts, name: str) -> date | None:
    """A fact that is a day; anything else is not known."""
    value = facts.get(name)
    return value if isinstance(value, date) else None


def code(facts: Facts, name: str) -> str | None:
    """A fact that is a code; anything else is not known."""
    value = facts.get(name)
    return value if isinstance(value, str) else None


def whole(facts: Facts, name: str) -> int | None:
    """A fact that is a number; anything else is not known."""
    value = facts.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def yes(facts: Facts, name: str) -> Met:
    """A fact that is yes or no; anything else is not known."""
    value = facts.get(name)
    return value if isinstance(value, bool) else None


def titles(facts: Iterable[Fact]) -> dict[str, Sentence]:
    """What the form calls each fact, and what a case says besides."""
    return {fact.name: (fact.vi, fact.en) for fact in facts} | BESIDES


def answer(
    condition: str,
    law: Amendment[object],
    requires: Sentence,
    *,
    met: Met,
    because: Sentence = NOTHING,
    missing: tuple[str, ...] = (),
) -> ConditionResult:
    """A condition's result. On an unconfirmed point it is unknown, whatever was found.

    A requirement may hold `{law}`: what the law says there, in words.
    """
    points: tuple[str, ...] = ()
    if law.standing is Standing.UNCONFIRMED:
        met, points = None, (law.point,) if law.point else ()
        because = because if because != NOTHING else UNCONFIRMED
    (vi, en), (why_vi, why_en), said = VERDICTS[met], because, in_words(law.value)
    told_vi = f"{requires[0].replace('{law}', said[0])}: {vi}{f' ({why_vi})' if why_vi else ''}."
    told_en = f"{requires[1].replace('{law}', said[1])}: {en}{f' ({why_en})' if why_en else ''}."
    return _one(ConditionResult(condition, met, law.citation, law.standing, told_vi, told_en, missing, points))


@lru_cache(ANSWERS_MAX)
def _one(result: ConditionResult) -> ConditionResult:
    """The same answer to different facts is the same object."""
    return result


same_line = lru_cache(ANSWERS_MAX)(AmountLine)
"""A line of money that many share, handed out as the same object."""


def unknown(
    condition: str,
    law: Amendment[object],
    requires: Sentence,
    missing: tuple[str, ...],
    named: Mapping[str, Sentence],
) -> ConditionResult:
    """A condition's result where facts are missing: it names them as the form does."""
    vi, en = (", ".join(named[name][language] for name in missing) for language in (0, 1))
    return answer(condition, law, requires, met=None, because=(f"thiếu: {vi}", f"missing: {en}"), missing=missing)


def with_standing(law: Amendment[T], standing: Standing) -> Amendment[T]:
    """The same article where one point of it is known otherwise than the rest."""
    return replace(law, standing=standing)


def by_word(read: Amendment[object]) -> Sentence:
    """Whose word settles a point that a condition reads beside the law that it cites; nothing where none does."""
    if not read.point or read.standing is Standing.UNCONFIRMED:
        return NOTHING
    return f", theo {read.citation}", f", by {read.citation}"


def in_words(value: object) -> Sentence:
    """A day, a window of days or a number of the law, as a sentence says it."""
    if isinstance(value, date):
        return shown(value)
    if isinstance(value, Window):
        (first_vi, first_en), (last_vi, last_en) = shown(value.first), shown(value.last)
        return f"từ {first_vi} đến hết {last_vi}", f"from {first_en} to {last_en}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}".replace(",", "."), f"{value:,}"
    return NOTHING


def counted(number: int, vi: str, en: str) -> Sentence:
    """A number of something: "11 tháng", "11 months", "1 month"."""
    return f"{number} {vi}", f"{number} {en}{'' if number == 1 else 's'}"


def shown(moment: date) -> Sentence:
    """A day in both languages."""
    return f"{moment:%d/%m/%Y}", moment.isoformat()
