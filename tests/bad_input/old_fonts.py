"""Vietnamese written for the old fonts, letter by letter: the other way round than the service reads it.

TCVN3 comes from the standard's own table as the C library has it; VNI is put together from its marks.
"""

import unicodedata
from functools import cache

TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
WITH_HAT = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
WITH_BOWL = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
OF_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}
ALONE = {("đ", ""): "ñ", ("y", "\u0323"): "î", **{("i", tone): letter for tone, letter in OF_I.items()}}
HAT, BOWL, HORN = "\u0302", "\u0306", "\u031b"

# TCVN 5712:1993, the bytes from A1 on, in the order of the standard; a full stop where there is no letter alone.
SMALL_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđẰ.....àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
FROM = 0xA1


@cache
def _bytes() -> dict[str, str]:
    return {letter: chr(FROM + at) for at, letter in enumerate(SMALL_LETTERS[:-1]) if letter != "."}


def in_tcvn3(text: str) -> str:
    """A text as it stands in a cell with such a font, which lacks most marked capitals; what it lacks altogether stays.

    The capitals that the standard has and the usual fonts have not are not written.
    """
    found = {letter: byte for letter, byte in _bytes().items() if letter.islower() or letter in "ĂÂÊÔƠƯĐ"}
    letters = unicodedata.normalize("NFC", text)
    return "".join(found.get(letter) or found.get(letter.lower(), letter) for letter in letters)


def in_vni(text: str) -> str:
    """The same for VNI, whose marks stand behind their vowels."""
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    written = _vni_small(base.lower(), marks)
    if written is None:
        return letter
    return written.upper() if base.isupper() else written


def _vni_small(base: str, marks: list[str]) -> str | None:
    tone = next((mark for mark in marks if mark in TONES), "")
    if (base, tone) in ALONE:
        return ALONE[base, tone]
    if HORN in marks:
        return {"u": "ö", "o": "ô"}[base] + TONES.get(tone, "")
    if HAT in marks:
        return base + WITH_HAT[tone]
    if BOWL in marks:
        return base + WITH_BOWL[tone] if base == "a" else None
    return base + TONES[tone] if tone else None
