"""A fact's value in words, as the form says it; what is nobody else's business is not said.

A number that somebody is known or paid by shows its last four digits; what tells of somebody's health is left out,
and a keyed hash says nothing to anybody.
"""

from collections.abc import Mapping
from datetime import date

from app.rules.answering import Sentence, in_words
from app.rules.fact import Fact, Kind
from app.rules.ninh_thuan_units import COMMUNES

NUMBERS = frozenset({
    Kind.CITIZEN_ID, Kind.OLD_IDENTITY, Kind.PASSPORT, Kind.INSURANCE_NUMBER, Kind.TAX_CODE, Kind.PHONE, Kind.ACCOUNT,
})  # fmt: skip
HEALTH = ("mang thai", "điều trị", "cách ly", "khuyết tật", "sức khỏe", "y tế", "bệnh", "covid", "f0", "f1")
"""What a title, or a chosen word, says where it tells of somebody's health."""

POLICIES_OF_HEALTH = frozenset({"meals_f0", "meals_f1"})
"""To be on a list of these is to have been treated or isolated."""

YES_NO: Mapping[bool, Sentence] = {True: ("Có", "Yes"), False: ("Không", "No")}
HIDDEN: Sentence = ("thông tin sức khỏe, không hiển thị", "health, not shown")
EMPTY: Sentence = ("để trống", "left empty")


def said(fact: Fact, value: object) -> Sentence | None:
    """A known value in words; None for a keyed hash, which says nothing."""
    if fact.hashed:
        return None
    if is_of_health(fact, value):
        return HIDDEN
    if value is None:
        return EMPTY if fact.empty_says else None
    if is_number(fact):
        shown = _masked(str(value))
        return shown, shown
    return _plain(fact, value)


def is_of_health(fact: Fact, value: object) -> bool:
    """Whether a fact tells of somebody's health, by its title or by the word that was chosen."""
    chosen = next((choice.vi for choice in fact.choices if choice.code == value), "")
    return tells_of_health(fact.vi) or tells_of_health(chosen)


def tells_of_health(words: str) -> bool:
    """Whether words tell of somebody's health."""
    folded = words.casefold()
    return any(word in folded for word in HEALTH)


def is_number(fact: Fact) -> bool:
    """Whether a fact is a number that somebody or somebody's paper is known by."""
    return fact.kind in NUMBERS or (fact.kind is Kind.TEXT and fact.vi.startswith("Số "))


def _masked(number: str) -> str:
    return "*" * max(len(number) - 4, 0) + number[-4:]


def _plain(fact: Fact, value: object) -> Sentence:
    if isinstance(value, bool):
        return YES_NO[value]
    if fact.kind is Kind.CHOICE:
        return next(((each.vi, each.en) for each in fact.choices if each.code == value), (str(value), str(value)))
    if fact.kind is Kind.COMMUNE:
        named = f"{value} - {COMMUNES[str(value)]}" if str(value) in COMMUNES else str(value)
        return named, named
    if isinstance(value, date) or (isinstance(value, int) and fact.kind is not Kind.BIRTH_DATE):
        vi, en = in_words(value)
        return (f"{vi} đồng", f"{en} đồng") if fact.kind is Kind.MONEY else (vi, en)
    return str(value), str(value)
