"""A determination explained: each condition with the facts that it read, each line of money, in two languages.

What was determined is told as it was kept; only the facts are looked up anew, by letting the conditions read them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.rules import papers
from app.rules.answering import UNCONFIRMED, VERDICTS, Sentence, titles
from app.rules.citing import cited
from app.rules.confirmations import body_of
from app.rules.fact import Kind, Place
from app.rules.fact_words import said
from app.rules.facts_read import facts_read
from app.rules.law import OWN, Circumstances, Facts
from app.rules.policy import UNIT_KINDS, Policy
from app.rules.redacting import redacted

STANDINGS: Mapping[str, Sentence] = {
    "confirmed": ("đã xác nhận", "confirmed"),
    "summarised": ("theo bản tóm tắt", "summarised"),
    "derived": ("suy ra từ quy định", "derived"),
    "unconfirmed": ("chưa xác nhận", "unconfirmed"),
}
COMPONENTS: Mapping[str, Sentence] = {
    "base": ("Mức hỗ trợ", "Base support"),
    "pregnancy": ("Hỗ trợ thêm: đang mang thai", "Supplement: pregnancy"),
    "child_under_6": ("Hỗ trợ thêm: con chưa đủ 6 tuổi", "Supplement: child under 6"),
    "child_f0_f1": ("Hỗ trợ thêm: trẻ em điều trị, cách ly (F0, F1)", "Supplement: child treated or isolated (F0, F1)"),
    "elderly_f0_f1": (
        "Hỗ trợ thêm: người cao tuổi điều trị, cách ly (F0, F1)", "Supplement: elderly person treated or isolated",
    ),
    "disabled_f0_f1": (
        "Hỗ trợ thêm: người khuyết tật điều trị, cách ly (F0, F1)", "Supplement: disabled person treated or isolated",
    ),
    "odd_days": ("Số ngày lẻ của khóa đào tạo", "Odd days of the training"),
}  # fmt: skip
OUTCOMES: Mapping[str, Sentence] = {
    "eligible": ("đủ điều kiện", "eligible"),
    "ineligible": ("không đủ điều kiện", "not eligible"),
    "undetermined": ("chưa xác định", "undetermined"),
}
WHOLE_DATE: Sentence = ("cần đủ ngày, tháng, năm", "day, month and year are needed")
WAITS: Sentence = ("còn điểm chưa xác định", "something about it is not settled yet")


@dataclass(frozen=True, slots=True)
class FactTold:
    """A fact that a condition read, as its form says it."""

    name: str
    vi: str
    en: str
    value_vi: str | None  # None: not known
    value_en: str | None
    confirmed: bool  # said by another body


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that a determination waits for: a fact with the paper that proves it, or an open point of law."""

    name: str
    vi: str
    en: str
    paper_vi: str | None = None
    paper_en: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where it is written, and how well that is known."""

    instrument: str
    unit: str
    vi: str
    en: str
    standing: str | None
    standing_vi: str | None
    standing_en: str | None


@dataclass(frozen=True, slots=True)
class ConditionTold:
    """One condition: what it asks and how it was answered."""

    id: str
    met: bool | None
    verdict_vi: str
    verdict_en: str
    vi: str
    en: str
    decides: bool  # of the application; else of a line of money alone
    source: Source
    facts: Sequence[FactTold]
    missing: Sequence[Wanted]
    points: Sequence[Wanted]


@dataclass(frozen=True, slots=True)
class LineTold:
    """One line of money."""

    component: str
    vi: str
    en: str
    amount_vnd: int
    gives: str
    held: bool
    why_vi: str | None  # it is held
    why_en: str | None
    source: Source
    missing: Sequence[Wanted]
    points: Sequence[Wanted]


Body = Mapping[str, Any]
"""What is kept of a determination: its results, its lines, what is missing, as JSON has them."""


class Telling:
    """How one case is told: the policy's words, and what was known of the case."""

    def __init__(self, policy: Policy, facts: Facts, at: Circumstances, history: Sentence) -> None:
        """`history`: the supports already on record then, in words."""
        self._policy, self._facts = policy, facts
        self._named = {fact.name: fact for fact in policy.facts}
        self._read = facts_read(policy, facts, at)
        self._titles = titles(policy.facts)
        self._apart = {"round": _both("" if at.round is None else str(at.round)), "history": history}
        self._points = {point.code: (point.vi, point.en) for point in policy.points}
        self._deciding = {condition.id for condition in policy.conditions}

    def conditions(self, body: Body) -> list[ConditionTold]:
        """Every condition of a determination, in its order."""
        return [self._condition(result) for result in redacted(self._policy, body)["results"]]

    def lines(self, body: Body) -> list[LineTold]:
        """Every line of money, in its order."""
        return [self._line(line) for line in body["lines"]]

    def wanted(self, names: Iterable[str]) -> list[Wanted]:
        """Missing facts, each with the paper that proves it."""
        return [self._wanted(name) for name in names]

    def points(self, codes: Iterable[str]) -> list[Wanted]:
        """Open points of law."""
        return [Wanted(code, *self._points.get(code, UNCONFIRMED)) for code in codes]

    def _condition(self, result: Body) -> ConditionTold:
        facts = self._facts_of(result["id"])
        verdict = VERDICTS[result["met"]]
        return ConditionTold(
            result["id"], result["met"], *verdict, result["vi"], result["en"], result["id"] in self._deciding,
            source_of(result["citation"], result["standing"]), facts, self.wanted(result["missing"]),
            self.points(result.get("points", ())),
        )  # fmt: skip

    def _facts_of(self, condition: str) -> list[FactTold]:
        told = (self._fact(name) for name in self._read.get(condition, ()))
        return [fact for fact in told if fact]

    def _fact(self, name: str) -> FactTold | None:
        vi, en = self._titles.get(name, (name, name))
        if name in self._apart:
            apart = self._apart[name]
            return FactTold(name, vi, en, apart[0], apart[1], confirmed=False)
        fact = self._named.get(name)
        if fact is None or fact.hashed:
            return None
        words = said(fact, self._facts.get(name))
        by_another = fact.place is Place.CONFIRMATION
        return FactTold(name, vi, en, words[0] if words else None, words[1] if words else None, by_another)

    def _wanted(self, name: str) -> Wanted:
        vi, en = self._titles.get(name, (name, name))
        if isinstance(self._facts.get(name), int) and self._named[name].kind is Kind.BIRTH_DATE:
            vi, en = f"{vi} ({WHOLE_DATE[0]})", f"{en} ({WHOLE_DATE[1]})"
        paper = papers.proof_of(self._policy.code, name)
        fact = self._named.get(name)
        if paper is None and fact and fact.place is Place.CONFIRMATION:
            body_vi, body_en = UNIT_KINDS[body_of(fact)]
            return Wanted(name, vi, en, f"Văn bản xác nhận của {body_vi}", f"The {body_en}'s confirmation")
        return Wanted(name, vi, en, paper.vi, paper.en) if paper else Wanted(name, vi, en)

    def _line(self, line: Body) -> LineTold:
        missing, points = self.wanted(line["missing"]), self.points(line.get("points", ()))
        vi, en = _component(line["component"])
        which = self._which_child(line["child"])
        why_vi, why_en = _why(missing, points) if line["held"] else (None, None)
        return LineTold(
            line["component"], f"{vi}{which[0]}", f"{en}{which[1]}", line["amount_vnd"], line.get("gives", "cash"),
            line["held"], why_vi, why_en, source_of(line["citation"]), missing, points,
        )  # fmt: skip

    def _which_child(self, key: str | None) -> Sentence:
        """Which child of the form a line is for; its certificate is not shown."""
        if not key or key == OWN:
            return _both("")
        names = [name for name, fact in self._named.items() if fact.hashed and self._facts.get(name) == key]
        number = next((part for name in names for part in name.split("_") if part.isdecimal()), "")
        return (f" (con thứ {number} trong đơn)", f" (child {number} on the form)") if number else _both("")


MONTH = re.compile(r"month_(?P<year>\d{4})_(?P<month>\d{2})")


def source_of(citation: Mapping[str, str], standing: str | None = None) -> Source:
    """A citation in words, with its standing where that is kept."""
    words = STANDINGS.get(standing or "", (None, None))
    return Source(
        citation["instrument"], citation["unit"], *cited(citation["instrument"], citation["unit"]), standing, *words
    )


def _component(component: str) -> Sentence:
    """A line's name; rent is paid month by month."""
    month = MONTH.fullmatch(component)
    if month:
        return f"Tháng {month['month']}/{month['year']}", f"Month {month['year']}-{month['month']}"
    return COMPONENTS.get(component, (component, component))


def _why(missing: Sequence[Wanted], points: Sequence[Wanted]) -> Sentence:
    vi = [*(f"thiếu: {one.vi}" for one in missing), *(f"chưa rõ: {one.vi}" for one in points)]
    en = [*(f"missing: {one.en}" for one in missing), *(f"open: {one.en}" for one in points)]
    return ("; ".join(vi), "; ".join(en)) if vi else WAITS


def _both(words: str) -> Sentence:
    return words, words
