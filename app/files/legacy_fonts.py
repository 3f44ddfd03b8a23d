"""Vietnamese written for the old fonts (TCVN3, VNI): told by what never stands so, with what it means.

Two ways of telling. Some signs and sequences no name has, of whichever people (`NguyÔn V¨n §µo`). Where only letters
stand that some people's names do have, the words count: a text is in an old font if Vietnamese has no such syllables
and has those that they are converted to, or if only converted they are words that names are made of.
"""

import re
import unicodedata
from collections.abc import Iterable

from app.files.syllables import is_vietnamese, words

FONTS = ("TCVN3", "VNI")
UNICODE = "UNICODE"  # said of a list: whatever its names look like, they are in Unicode
# TCVN3 puts Vietnamese letters where Latin-1 has signs, and small letters where it has capitals: NguyÔn V¨n §µo.
_TCVN3 = re.compile("[¡-¬®-¾×÷Þþß]|\u00ad|[a-z][À-Þ]|[B-DF-HJ-NP-TV-Z][À-Þ][a-z]")
_TCVN3_LETTERS = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
    "¯º¿ÀÁÂÃÄÅÍÙÚÛàð°±²³´",  # the marked capitals and the marks alone that the standard adds (TCVN 5712, VN1)
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    "ẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖ\u0300\u0309\u0303\u0301\u0323",
)
# VNI writes a mark as a letter of its own behind the vowel: Nguyeãn Vaên Ñaøo.
_VNI = re.compile("a[ùøûõïâêáàåãäéèúüë]|e[ùøûõïâáàåãä]|o[ùøûõïâåä]|[uy][ùøûõï]", re.IGNORECASE)  # not XUÂN, TOÀN, HUÊ
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "â": "\u0302", "ê": "\u0306",
    "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_PAIR = re.compile(f"([aeouyAEOUY]|[öôÖÔ](?=[ùøûõïÙØÛÕÏ]))([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_VNI_LETTERS = str.maketrans("ñÑöÖôÔæóòîÆÓÒÎ", "đĐưƯơƠỉĩịỵỈĨỊỴ")
_LETTER = re.compile("[A-Za-z]")
_SMALL, _CAPITALS = re.compile("[a-z]"), re.compile("[A-Z].?[A-Z]")
ONE_BYTE = re.compile("[\x00-\xff]+")  # the old fonts have no other characters
_WORDS = re.compile(r"[\s,.;:()/\-’']+")
_THI = re.compile(r" Th[òÒ] ", re.IGNORECASE)  # the most usual middle name, in VNI; in Unicode nobody is called so
NAME_WORDS = words(
    "nguyễn trần lê phạm huỳnh hoàng vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm trịnh đào hà lương lưu tạ "
    "phùng tô tôn tăng thái trương quách lã lữ triệu từ vương văn phó kiều thạch đàng quảng hán lộ tài trà vạn "
    "phú mấu thị hữu đức quốc ngọc xuân công đình tấn hoài nhật trọng thành bá viết hồng tuyết thùy thúy mỹ bích "
    "như nữ bảo chiến cường dũng duy đại đạt điền đông hải hào hậu hiển hiếu hòa hoá hùng hưng khánh khải kiên "
    "kiệt long lộc lực luân nghĩa nhân phát phúc phước quân quý sáng sơn tâm tân thắng thiện thịnh thông thuận "
    "tiến toàn trí trường tú tuấn tùng vĩnh ý ánh diễm diệp diệu hạnh hằng hiền huệ hương kiều lành lệ liễu mận "
    "ngân nguyệt nhàn phương phượng quyên sương thảo thắm thơ thủy thương tiên trâm trúc uyên vân yến bình châu "
    "cẩm đan giàu giỏi gái bé út lài lựu mười năm sáu bảy tám chín tư hai "
    "hoà toà loà hoè thuý thuỳ quí quì khoá"
)
"""Words of which names are often made; by them a reading is known. Whose names they are does not matter here."""


def legacy(text: str) -> tuple[str, str] | None:
    """The old font that a name is written for, and the name in Unicode; None where it is in Unicode already."""
    if text.isascii() or not ONE_BYTE.fullmatch(text):
        return None  # a letter that no old font has
    marked = _marked(text)
    sure = {"TCVN3": bool(_TCVN3.search(text)), "VNI": bool(_VNI.search(text) or _THI.search(text))}
    font = max(FONTS, key=lambda font: (*_worth(_read(marked, font)), sure[font]))
    if any(sure.values()):
        return font, converted(text, font)
    found = _read(marked, font)
    if not all(map(is_vietnamese, found)):
        return None
    strange = not any(map(is_vietnamese, marked))
    return (font, converted(text, font)) if strange or _known(found) > _known(marked) else None


def legacy_text(text: str) -> tuple[str, str] | None:
    """The same of any text, in which signs may stand for themselves: it goes by whole syllables alone."""
    if text.isascii() or not ONE_BYTE.fullmatch(text):
        return None
    marked = [word for word in _marked(text) if _LETTER.search(word)]
    font = max(FONTS, key=lambda font: _worth(_read(marked, font)))
    told = all(map(is_vietnamese, _read(marked, font))) and not all(map(is_vietnamese, marked))
    return (font, converted(text, font)) if told else None


def converted(text: str, font: str) -> str:
    """A text written for an old font, in Unicode. A text with other characters is not written for it, and stays."""
    if text.isascii() or not ONE_BYTE.fullmatch(text):
        return text
    found = unicodedata.normalize("NFC", text.translate(_TCVN3_LETTERS)) if font == "TCVN3" else _from_vni(text)
    # In the fonts of capitals the marked letters are the small ones' all the same.
    in_capitals = not _SMALL.search(text) and _CAPITALS.search(text)
    return found.upper() if in_capitals else found


def _marked(text: str) -> list[str]:
    return [word for word in _WORDS.split(text) if not word.isascii()]


def _read(words: Iterable[str], font: str) -> list[str]:
    return [converted(word, font) for word in words]


def _worth(words: Iterable[str]) -> tuple[int, int]:
    """How well a reading reads: its Vietnamese syllables, and among them the words of names."""
    return sum(map(is_vietnamese, words)), _known(words)


def _known(words: Iterable[str]) -> int:
    return sum(word.casefold() in NAME_WORDS for word in words)


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
