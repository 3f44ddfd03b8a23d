"""Vietnamese in the letters that banks take (SWIFT's set x): deterministic, and never silent about a loss."""

import re
import unicodedata
from dataclasses import dataclass

BANK_TEXT = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")
_MARKS = re.compile("[\u0300-\u036f]+")  # what NFD splits off; đ does not decompose and is mapped below
_OUTSIDE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")

# One character for one: the length never grows. A character that is not here is an error, not a full stop.
MAPPED = str.maketrans(
    {
        "đ": "d",
        "Đ": "D",
        "\u00a0": " ",
        **dict.fromkeys('‘’ʼʹ`´“”"', "'"),
        **dict.fromkeys("‐‑‒–—_", "-"),
        "&": "+",
        ";": ",",
        **dict.fromkeys("[{", "("),
        **dict.fromkeys("]}", ")"),
        "\\": "/",
    }
)


@dataclass(frozen=True, slots=True)
class NotLatin:
    """Characters for which banks have no letter, as code points (`U+4E2D`); none where the text is blank."""

    characters: tuple[str, ...] = ()


def folded(text: str) -> str:
    """`text` without case, marks and superfluous space, to compare titles and names by."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).replace("đ", "d")
    return " ".join(plain.split())


def transliterate(text: str) -> str | NotLatin:
    """`text` in capital letters of the bank's set, single-spaced; or what cannot be written.

    Idempotent, and never longer than `text`.
    """
    plain = text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", text))
    if _OUTSIDE.search(plain):
        plain = plain.translate(MAPPED)
        refused = _OUTSIDE.findall(plain)
        if refused:
            return NotLatin(tuple(f"U+{ord(letter):04X}" for letter in dict.fromkeys(refused)))
    return " ".join(plain.upper().split()) or NotLatin()
