"""How the same person comes to stand differently on two lists: what a clerk mishears, mistypes or writes in haste.

From what is seen on the lists of communes and employers in the south of Central Viet Nam. Each function gives None
where its slip cannot be made of what it is given.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from benchmarks.population_names import Name

Slip = Callable[[Random, Name], str | None]
_AFTER_GLIDE = re.compile(r"^(?:qu|gi)(?=[aăâeêoôơuưy])", re.IGNORECASE)
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_ENDS_IN_Y = re.compile(r"^(l|m|k|s|t|h|v|th|qu)([yi])$", re.IGNORECASE)
KEYS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo", "k": "jl", "l": "k",
    "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb",
    "x": "zc", "y": "tu",
}  # fmt: skip
HEARD = (("ng", "n"), ("n", "ng"), ("t", "c"), ("c", "t"))
"""Ends of syllables that sound alike in the south."""
HEARD_FIRST = (("s", "x"), ("x", "s"), ("tr", "ch"), ("ch", "tr"), ("d", "v"), ("v", "d"), ("gi", "d"), ("v", "gi"))
"""Beginnings that sound alike."""


def composed(text: str) -> str:
    """One code point a letter, as keyboards write it."""
    return unicodedata.normalize("NFC", text)


def toned(syllable: str) -> tuple[str, str]:
    """A syllable without its tone (all other marks stay), and the tone."""
    parts = unicodedata.normalize("NFD", syllable)
    tone = next((mark for mark in parts if mark in _TONES), "")
    return composed("".join(mark for mark in parts if mark not in _TONES)), tone


def tone_elsewhere(_rng: Random, name: Name) -> str | None:
    """`Hòa` for `Hoà`: both ways are taught."""
    return _each_syllable(name.full, _move_tone)


def _move_tone(syllable: str) -> str:
    bare, tone = toned(syllable)
    if not tone or bare[-2:].lower() not in {"oa", "oe", "uy"} or bare[:1].lower() == "q":
        return syllable
    first = composed(f"{bare[:-1]}{tone}") + bare[-1]
    return composed(f"{bare}{tone}") if syllable == first else first


def y_for_i(_rng: Random, name: Name) -> str | None:
    """`Mĩ` for `Mỹ`, `Lí` for `Lý`; nobody writes `Thỵ` for `Thị`."""

    def swapped(syllable: str) -> str:
        bare, tone = toned(syllable)
        found = _ENDS_IN_Y.fullmatch(bare) if syllable != "Thị" else None
        return composed(f"{found[1]}{'i' if found[2] == 'y' else 'y'}{tone}") if found else syllable

    return _each_syllable(name.full, swapped)


def stroke_lost(_rng: Random, name: Name) -> str | None:
    """`Dào` for `Đào`: the stroke was not typed."""
    return _changed(name.full, name.full.replace("Đ", "D").replace("đ", "d"))


def marks_lost(rng: Random, name: Name) -> str | None:
    """No marks at all, often in capitals: an old cash register, a bank's print-out."""
    parts = unicodedata.normalize("NFD", name.full.replace("Đ", "D").replace("đ", "d"))
    plain = composed("".join(mark for mark in parts if not unicodedata.combining(mark)))
    return _changed(name.full, plain.upper() if rng.random() < 0.6 else plain)


def turned_round(rng: Random, name: Name) -> str | None:
    """The given name first: two columns in the wrong order, or as abroad."""
    if not (name.family and name.given):
        return None
    order = (name.given, name.family, name.middle) if rng.random() < 0.6 else (name.given, name.middle, name.family)
    return _changed(name.full, " ".join(filter(None, order)))


def middle_dropped(rng: Random, name: Name) -> str | None:
    """One middle syllable fewer, or the whole of it."""
    parts = name.middle.split()
    if not (name.family and parts):
        return None
    kept = [] if len(parts) == 1 or rng.random() < 0.25 else [parts[rng.randrange(len(parts))]]
    return " ".join((name.family, *kept, name.given))


def middle_added(rng: Random, name: Name) -> str | None:
    """A name that only one paper has."""
    more = rng.choice(("Ngọc", "Thanh", "Kim", "Minh", "Hoàng", "Thu"))
    if not name.family or more in name.full.split():
        return None
    return " ".join(filter(None, (name.family, name.middle, more, name.given)))


def written_loosely(rng: Random, name: Name) -> str | None:
    """Capitals, spaces twice or at an end, letters in two code points: as pasted from elsewhere."""
    text = name.full.upper() if rng.random() < 0.5 else name.full
    if rng.random() < 0.5:
        text = unicodedata.normalize("NFD", text)
    if rng.random() < 0.7:
        text = text.replace(" ", "  ", 1)
    return _changed(name.full, f"{text} " if rng.random() < 0.3 else text)


def misheard(rng: Random, name: Name) -> str | None:
    """Written as it was heard: the tones hỏi and ngã, -n and -ng, s and x, tr and ch, d, gi and v.

    A family name is known and stays.
    """
    parts = name.full.split()
    places = [place for place, part in enumerate(parts) if part not in {"Thị", "Văn"} and (place or len(parts) == 1)]
    rng.shuffle(places)
    for place in places:
        heard = [other for other in _heard(parts[place]) if other != parts[place]]
        if heard:
            return " ".join((*parts[:place], rng.choice(heard), *parts[place + 1 :]))
    return None


def _heard(syllable: str) -> list[str]:
    swapped = unicodedata.normalize("NFD", syllable).translate({0x309: "\u0303", 0x303: "\u0309"})
    bare, tone = toned(syllable)
    found = [composed(swapped)]
    for end, other in HEARD:
        if bare.endswith(end) and not (end == "n" and bare.endswith("ng")) and len(bare) > len(end) + 1:
            found.append(_with_tone(bare, bare[: -len(end)] + other, tone))
    for start, other in HEARD_FIRST:
        if bare.lower().startswith(start) and not (start == "t" and bare.lower().startswith("th")):
            found.append(_with_tone(bare, other.capitalize() + bare[len(start) :], tone))
    return [other for other in found if other]


def _with_tone(bare: str, other: str, tone: str) -> str:
    """Put a syllable's tone on its new spelling's main vowel."""
    if not tone or bare == other:
        return other
    head = len(other) - len(_AFTER_GLIDE.sub("", other))
    vowels = [place for place, letter in enumerate(other) if place >= head and letter.lower() in "aăâeêioôơuưy"]
    marked = [place for place in vowels if other[place].lower() in "ăâêôơư"]
    if not vowels:
        return other
    closed = vowels[-1] < len(other) - 1
    place = marked[-1] if marked else vowels[-1] if closed or len(vowels) > 2 else vowels[0]
    return composed(f"{other[: place + 1]}{tone}{other[place + 1 :]}")


def mistyped(rng: Random, name: Name) -> str | None:
    """One letter wrong, left out, twice, or two turned round."""
    text = name.full
    places = [place for place, letter in enumerate(text) if toned(letter)[0].lower() in KEYS and place > 0]
    if len(places) < 4:  # of a name of two letters nothing would be left
        return None
    place = rng.choice(places)
    letter = toned(text[place])[0].lower()
    manner = rng.randrange(4)
    if manner == 0:
        return text[:place] + text[place + 1 :]
    if manner == 1:
        return text[:place] + text[place] + text[place:]
    if manner == 2 and text[place + 1 : place + 2].strip():
        return _changed(text, text[:place] + text[place + 1] + text[place] + text[place + 2 :])
    return text[:place] + rng.choice(KEYS[letter]) + text[place + 1 :]


NAME_SLIPS: dict[str, Slip] = {
    "tone placement": tone_elsewhere,
    "y for i": y_for_i,
    "đ for d": stroke_lost,
    "no marks": marks_lost,
    "order of names": turned_round,
    "middle dropped": middle_dropped,
    "middle added": middle_added,
    "spaces, capitals, NFD": written_loosely,
    "misheard": misheard,
    "mistyped": mistyped,
}


def _each_syllable(text: str, change: Callable[[str], str]) -> str | None:
    return _changed(text, " ".join(map(change, text.split(" "))))


def _changed(before: str, after: str) -> str | None:
    return None if before == after else after


def digit_wrong(rng: Random, number: str, first: int) -> str:
    """One digit wrong, from a place on; numbers are more often misread towards their end."""
    place = max(rng.randrange(first, len(number)), rng.randrange(first, len(number)))
    other = rng.choice([digit for digit in "0123456789" if digit != number[place]])
    return number[:place] + other + number[place + 1 :]


def neighbours_swapped(rng: Random, number: str, first: int) -> str | None:
    """Two neighbouring digits in the wrong order."""
    places = [place for place in range(first, len(number) - 1) if number[place] != number[place + 1]]
    if not places:
        return None
    place = rng.choice(places)
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def day_month_swapped(born: date) -> date | None:
    """`07/03` for `03/07`, where both are days."""
    return born.replace(month=born.day, day=born.month) if born.day <= 12 and born.day != born.month else None


def day_digit_wrong(rng: Random, born: date) -> date | None:
    """One digit of day or month is another; the year stays."""
    return rng.choice(_day_neighbours(born))


def _day_neighbours(born: date) -> Sequence[date]:
    text = f"{born.day:02d}{born.month:02d}"
    found = []
    for place in range(4):
        for digit in "0123456789":
            other = text[:place] + digit + text[place + 1 :]
            try:
                day = date(born.year, int(other[2:]), int(other[:2]))
            except ValueError:
                continue
            if day != born:
                found.append(day)
    return found


def year_digit_wrong(rng: Random, born: date) -> date:
    """The last digit of the year is another."""
    digit = rng.choice([digit for digit in range(10) if digit != born.year % 10])
    year = born.year - born.year % 10 + digit
    return date(year, born.month, 28 if (born.month, born.day) == (2, 29) else born.day)
