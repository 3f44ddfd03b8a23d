"""Names and other texts: one form for what looks the same, and nothing that is not what it looks like."""

import re
import unicodedata

from app.files.grid import Cell, text_of
from app.files.legacy_fonts import legacy
from app.files.list_faults import Problem

APOSTROPHE = "’"
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
_APOSTROPHES = re.compile("['ʼ‘`´ʹ′＇]")
# Latin letters of every people with their marks; Eth and Thorn are no letters of theirs, and look like Đ.
_NAME = re.compile("[A-Za-zÀ-ÏÑ-ÖØ-Ýà-ïñ-öø-ýÿ-\u024fḀ-ỿ\u0300-\u036f’\\-. ]+")
_IN_NAME = re.compile(_NAME.pattern.removesuffix("+"))
_ETH = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_REFUSED_IN_TEXT = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
SHOWN_MAX = 5


def read_text(cell: Cell) -> str | Problem | None:
    """A text: NFC, single-spaced; None where it is blank."""
    text = spaced(text_of(cell))
    if text.isascii() and text.isprintable():
        return text or None
    strange = [letter for letter in text if unicodedata.category(letter) in _REFUSED_IN_TEXT]
    return Problem("SUSPICIOUS_CHARACTER", detail=_points(strange)) if strange else text or None


def read_name(cell: Cell) -> str | Problem | None:
    """A person's name, of whichever people: any Latin letters, one form of apostrophe."""
    text = _APOSTROPHES.sub(APOSTROPHE, spaced(text_of(cell)))
    if not text:
        return None
    old_font = legacy(text)
    if old_font:
        return Problem("LEGACY_FONT", detail=old_font[0], proposal=old_font[1])
    if _NAME.fullmatch(text):
        return text
    strange = _IN_NAME.sub("", text)
    mended = text.translate(_ETH)
    return Problem(
        "SUSPICIOUS_CHARACTER", detail=_points(strange), proposal=mended if _NAME.fullmatch(mended) else None
    )


def spaced(text: str) -> str:
    """NFC, every kind of space one, none at the ends."""
    if text.isascii():
        return " ".join(text.split()) if not text.isprintable() or "  " in text else text.strip()
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _points(letters: list[str] | str) -> str:
    return ", ".join(f"U+{ord(letter):04X}" for letter in list(dict.fromkeys(letters))[:SHOWN_MAX])
