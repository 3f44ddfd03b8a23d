"""Names and other texts: one form for what looks the same, and nothing that is not what it looks like."""

import re
import unicodedata

from app.files.grid import Cell, text_of
from app.files.legacy_fonts import ONE_BYTE, legacy, legacy_text
from app.files.list_faults import Problem

APOSTROPHE = "’"
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
_APOSTROPHES = re.compile("['ʼ‘`´ʹ′＇]")
# Latin letters of every people with their marks. Eth, Thorn, Ɖ and the clicks are no letters of theirs, and look
# like others.
_NAME = re.compile("[A-Za-zÀ-ÏÑ-ÖØ-Ýà-ïñ-öø-ýÿ-\u0188\u018a-\u01bf\u01c4-\u024fḀ-ỿ\u0300-\u036f’\\-. ]+")
_IN_NAME = re.compile(_NAME.pattern.removesuffix("+"))
_ETH = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_REFUSED_IN_TEXT = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_USUAL = re.compile("[ -~À-ÖØ-öø-ɏḀ-ỿ–—‘’“”…]+")  # nothing in it to be looked at
_PICTURES = re.compile("[\u2190-\u2bff\ufe0e\ufe0f\ufffd\U0001f000-\U0001faff]")
_LATIN, _LOOK_ALIKE = "A-Za-zÀ-ɏḀ-ỿ", "\u0370-\u052f\u13a0-\u13ff\uff21-\uff5a\U0001d400-\U0001d7ff"
_MIXED = re.compile(f"[{_LATIN}]+[{_LOOK_ALIKE}]|[{_LOOK_ALIKE}]+[{_LATIN}]")
_HEAPED = re.compile("[\u0300-\u036f]{3,}")
_BEGINNING = re.compile("[’\\-. ]+")
SHOWN_MAX = 5


def read_text(cell: Cell) -> str | Problem | None:
    """A text: NFC, single-spaced; None where it is blank."""
    text = spaced(text_of(cell))
    if text.isascii() and text.isprintable():
        return text or None
    if _USUAL.fullmatch(text) and not ONE_BYTE.fullmatch(text):
        return text
    old_font = legacy_text(text)
    return Problem("LEGACY_FONT", detail=old_font[0], proposal=old_font[1]) if old_font else read_unicode_text(text)


def read_unicode_text(cell: Cell) -> str | Problem | None:
    """A text that somebody says is in Unicode."""
    text = spaced(text_of(cell))
    strange = [letter for letter in text if unicodedata.category(letter) in _REFUSED_IN_TEXT]
    strange += [found[0] for found in _PICTURES.finditer(text)]
    strange += [letter for found in _MIXED.finditer(text) for letter in found[0] if not letter.isascii()]
    return Problem("SUSPICIOUS_CHARACTER", detail=_points(strange)) if strange else text or None


def read_name(cell: Cell) -> str | Problem | None:
    """A person's name, of whichever people: any Latin letters, one form of apostrophe."""
    text = spaced(text_of(cell))
    old_font = legacy(text)
    return Problem("LEGACY_FONT", detail=old_font[0], proposal=old_font[1]) if old_font else read_unicode_name(cell)


def read_unicode_name(cell: Cell) -> str | Problem | None:
    """A name that somebody says is in Unicode. It begins with a letter: `-An` and `'An` are no names."""
    text = _APOSTROPHES.sub(APOSTROPHE, spaced(text_of(cell)))
    if isinstance(cell, bool):
        return Problem("SUSPICIOUS_CHARACTER", detail=text)  # a cell ticked, not a name
    if not text or _is_name(text):
        return text or None
    strange = _IN_NAME.sub("", text) or "".join(
        each[0] for each in (_HEAPED.search(text), _BEGINNING.match(text)) if each
    )
    mended = _BEGINNING.sub("", text.translate(_ETH), count=1) if _BEGINNING.match(text) else text.translate(_ETH)
    return Problem("SUSPICIOUS_CHARACTER", detail=_points(strange), proposal=mended if _is_name(mended) else None)


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and text[0].isalpha() and not _HEAPED.search(text)


def spaced(text: str) -> str:
    """NFC, every kind of space one, none at the ends."""
    if text.isascii():
        return " ".join(text.split()) if not text.isprintable() or "  " in text else text.strip()
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _points(letters: list[str] | str) -> str:
    return ", ".join(f"U+{ord(letter):04X}" for letter in list(dict.fromkeys(letters))[:SHOWN_MAX])
