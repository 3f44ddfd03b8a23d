"""A Vietnamese name in its syllables: letters, their marks, the tone; and which two are ways to write one.

`hòa` and `hoà` have the same tone on another letter, `Quý` and `Quí` the same sound, `Dung` may be `Dũng` from a
machine without Vietnamese letters. What cannot be heard or is often dropped counts little; what makes another name,
much.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
HOOK_AND_TILDE = frozenset("\u0303\u0309")
"""Hỏi and ngã: told apart in the north, not in the south, so they are confused in writing."""
STROKE = "\u0335"


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable: `bare` letters (y written i), the mark of each letter, the tone, and whether a y stood there."""

    bare: str
    marks: tuple[str, ...]
    tone: str
    written: str  # bare, with its y

    @property
    def is_plain(self) -> bool:
        """Whether it has no mark and no tone."""
        return not self.tone and not any(self.marks)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: family name first, given name last."""

    said: str  # as it was written, but for case, spaces and apostrophes
    syllables: tuple[Syllable, ...]

    @property
    def bare(self) -> tuple[str, ...]:
        """The bare letters of each syllable."""
        return tuple(each.bare for each in self.syllables)


@lru_cache(65536)
def taken_apart(name: str) -> Name:
    """A name's syllables; apostrophes and points are dropped, a leading letter goes with what follows (K’ Brêu)."""
    words = unicodedata.normalize("NFC", name).casefold().split()
    joined = ["".join(words[:2]), *words[2:]] if words and len(_letters(words[0])) == 1 else words
    said = "".join(sign for sign in "".join(words) if sign.isalnum() or unicodedata.combining(sign))
    return Name(said, tuple(made for word in joined if (made := _syllable(word)).bare))


def _letters(word: str) -> str:
    return "".join(sign for sign in word if sign.isalpha())


@lru_cache(16384)
def _syllable(word: str) -> Syllable:
    letters: list[str] = []
    marks: list[str] = []
    tones = ""
    for sign in unicodedata.normalize("NFD", word):
        if sign in TONES:
            tones += sign
        elif unicodedata.combining(sign):
            if marks:
                marks[-1] += sign
        elif sign == "đ":
            letters.append("d")
            marks.append(STROKE)
        elif sign.isascii() and sign.isalnum():
            letters.append(sign)
            marks.append("")
    written = "".join(letters)
    return Syllable(written.replace("y", "i"), tuple(marks), "".join(sorted(tones)), written)


def variant(one: Syllable, other: Syllable) -> str:
    """How two syllables with the same bare letters differ: same, y_i, stroke, tone, dropped or marks."""
    if one == other:
        return "same"
    if (one.marks, one.tone) == (other.marks, other.tone):
        return "y_i"
    if one.tone == other.tone and _without_stroke(one) == _without_stroke(other):
        return "stroke"
    if one.marks == other.marks and {one.tone, other.tone} == HOOK_AND_TILDE:
        return "tone"
    return "dropped" if one.is_plain or other.is_plain else "marks"


def _without_stroke(one: Syllable) -> tuple[str, ...]:
    return tuple(mark.replace(STROKE, "") for mark in one.marks)
