"""Vietnamese written for the old fonts (TCVN3, VNI): told by letters that never stand so, with what it means."""

import re
import unicodedata

# TCVN3 puts Vietnamese letters where Latin-1 has signs, and small letters where it has capitals: NguyÔn V¨n §µo.
_TCVN3 = re.compile("[¡-¬®-¾×÷Þþß]|\u00ad|[a-z][À-Þ]")
_TCVN3_LETTERS = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
# VNI writes a mark as a letter of its own behind the vowel: Nguyeãn Vaên Ñaøo.
_VNI = re.compile("[aA][ùøûõïâêáàåãäéèúüë]|[eE][ùøûõïâáàåãä]|[oO][ùøûõïâåä]|[uUyY][ùøûõï]|[AOEUY][ÙØÛÕÏÂÊÁÀÅÃÄÉÈÚÜË]")
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "â": "\u0302", "ê": "\u0306",
    "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_PAIR = re.compile(f"([aeouyAEOUY]|[öôÖÔ](?=[ùøûõïÙØÛÕÏ]))([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_VNI_LETTERS = str.maketrans("ñÑöÖôÔæóòîÆÓÒÎ", "đĐưƯơƠỉĩịỵỈĨỊỴ")


def legacy(text: str) -> tuple[str, str] | None:
    """The old font that a name is written for, and the name in Unicode; None where it is in Unicode already."""
    if text.isascii():
        return None
    if _TCVN3.search(text):
        return "TCVN3", text.translate(_TCVN3_LETTERS)
    if _VNI.search(text):
        return "VNI", _from_vni(text)
    return None


def _from_vni(text: str) -> str:
    def joined(pair: re.Match[str]) -> str:
        vowel = {"ö": "ư", "Ö": "Ư", "ô": "ơ", "Ô": "Ơ"}.get(pair[1], pair[1])
        return unicodedata.normalize("NFC", vowel + _VNI_MARKS[pair[2].lower()])

    parts = _VNI_PAIR.split(text)  # outside the pairs stand letters of their own
    pairs = iter(_VNI_PAIR.finditer(text))
    return "".join(
        part.translate(_VNI_LETTERS) if place % 3 == 0 else joined(next(pairs)) if place % 3 == 1 else ""
        for place, part in enumerate(parts)
    )
