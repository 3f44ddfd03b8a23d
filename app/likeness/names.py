"""Two names: the same, a way to write the same, or another. The answer is the code of a reason (`reasons.py`)."""

from collections import Counter
from functools import lru_cache

from rapidfuzz.distance import OSA

from app.likeness.syllables import Name, Syllable, taken_apart, variant

WRITTEN_ALIKE = ("y_i", "stroke", "tone")
SLIP_LETTERS_MIN = 6  # of shorter names one letter is too much of the name
MARKS_MAX = 1  # syllables whose marks make them another word: one may be a slip, two are another name
THREE = 3

FAMILIES = frozenset(
    {
        "nguien", "tran", "le", "pham", "huinh", "hoang", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo",
        "duong", "li", "dao", "doan", "trinh", "dinh", "lam", "mai", "to", "truong", "cao", "ha", "luong", "ta",
        "chau", "luu", "thai", "thach",
    }
)  # fmt: skip
"""The families of nine in ten of the country, as bare letters: whoever has another name is rare."""
LEADING = frozenset({"nguien", "tran", "le", "pham"})
MIDDLES = frozenset({"van", "thi"})
COMMON = frozenset(
    {
        "an", "anh", "binh", "chi", "chien", "cuong", "dung", "duc", "giang", "ha", "hai", "hanh", "hang", "hien",
        "hieu", "hoa", "hong", "hung", "huong", "khanh", "lan", "lien", "linh", "loan", "long", "mai", "minh", "nam",
        "nga", "ngoc", "nhung", "phong", "phuc", "phuong", "quang", "son", "tam", "thang", "thanh", "thao", "thu",
        "thui", "tien", "trang", "tu", "tuan", "tung", "tuiet", "van", "vinh", "xuan", "ien",
    }
)  # fmt: skip
"""Given names of which every commune has several, as bare letters."""
GIVENS = COMMON | frozenset(
    {
        "bang", "bao", "be", "bich", "buu", "cam", "can", "chau", "chinh", "cong", "cuc", "dai", "dang", "dao", "dat",
        "diem", "dien", "diep", "dieu", "dinh", "doan", "du", "dua", "duien", "duiet", "dui", "gam",
        "gia", "giau", "hau", "hao", "hien", "hieu", "hoai", "hoan", "hoang", "hoi", "hop", "huan", "hue", "hui",
        "huien", "ket", "khai", "khang", "khoa", "khoi", "khue", "kien", "kieu", "kim", "ki", "lam", "lanh", "lap",
        "le", "li", "lieu", "loc", "loi", "luan", "luc", "luong", "luu", "luien", "man", "men", "mi", "mien",
        "muoi", "mui", "ngan", "nghi", "nghia", "nghiem", "ngoan", "nguien", "nguiet", "nhan", "nhat", "nhi",
        "nhien", "nho", "nhu", "ninh", "nu", "oanh", "phan", "phat", "phi", "phu", "phung", "phuoc", "quan", "que",
        "qui", "quiet", "quien", "quinh", "quoc", "sang", "sau", "si", "suong", "tai", "tan", "thai", "tham", "than",
        "thao", "the", "thi", "thinh", "tho", "thoa", "thoai", "thom", "thong", "thuan", "thuc", "thuong", "thuien",
        "tin", "tinh", "toan", "tra", "tram", "tri", "trieu", "trinh", "trong", "truc", "trung", "truong", "truien",
        "tui", "tuien", "ut", "uien", "ven", "vi", "viet", "vu", "vui", "vuong", "xuien", "xoan",
    }
)  # fmt: skip
"""Given names that are names: one letter between two of them makes a brother or a sister."""


@lru_cache(65536)
def compared(one: str, other: str) -> str:
    """The code of how two names compare; the same whichever comes first."""
    first, second = taken_apart(one), taken_apart(other)
    if not first.bare or not second.bare:
        return "name_other"
    if first.bare == second.bare:
        return _same_letters(first, second)
    if "".join(first.bare) == "".join(second.bare):
        return "name_spaces"
    if Counter(first.bare) == Counter(second.bare):
        return "name_order"
    return _different_letters(first.bare, second.bare)


def _same_letters(one: Name, other: Name) -> str:
    found = Counter(map(variant, one.syllables, other.syllables))
    del found["same"]
    if not found:
        return "name_same" if one.said == other.said else "name_tone_place"
    if all(each in WRITTEN_ALIKE for each in found):
        return f"name_{next(each for each in WRITTEN_ALIKE if each in found)}"
    if _is_plain(one.syllables) != _is_plain(other.syllables):
        return "name_unmarked"
    return "name_marks" if found["marks"] + found["dropped"] <= MARKS_MAX else "name_marks_many"


def _is_plain(syllables: tuple[Syllable, ...]) -> bool:
    return all(each.is_plain for each in syllables)


def _different_letters(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    short, long = sorted((one, other), key=len)
    ends = short[0] == long[0] and short[-1] == long[-1]
    within = len(short) < len(long) and _within(short, long)
    if within and len(short) > 1:
        return _lacking(short) if ends else "name_part"
    a, b = "".join(one), "".join(other)
    if min(len(a), len(b)) >= SLIP_LETTERS_MIN and OSA.distance(a, b, score_cutoff=1) <= 1:
        return _slip_or_other(one, other)
    if within:
        return "name_part"
    if ends and len(short) > 1:
        return "name_middle_other"
    return "name_given_other" if len(short) > 1 and short[:-1] == long[:-1] else "name_other"


def _lacking(short: tuple[str, ...]) -> str:
    """Without any middle name, or without one of several: of those who have two, another person may have one."""
    return "name_middle" if len(short) < THREE else "name_middle_part"


def _slip_or_other(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """One letter may make another name that is one: Phạm is no slip of Phan, nor a brother An of his sister Anh."""
    if one[:-1] == other[:-1] and {one[-1], other[-1]} <= GIVENS:
        return "name_given_other"
    if one[1:] == other[1:] and {one[0], other[0]} <= FAMILIES:
        return "name_family_other"
    return "name_slip"


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether all of one stand in the other, in that order."""
    left = iter(long)
    return all(each in left for each in short)


@lru_cache(65536)
def rarity(one: str, other: str) -> str | None:
    """Whether two names that are alike are of those that many have, or that few have."""
    names = [taken_apart(each).bare for each in (one, other)]
    if all(map(_is_common, names)):
        return "name_common"
    return "name_rare" if all(name and name[0] not in FAMILIES for name in names) else None


def _is_common(name: tuple[str, ...]) -> bool:
    if not name or name[0] not in LEADING or name[-1] not in COMMON:
        return False
    return len(name) < THREE or (len(name) == THREE and name[1] in MIDDLES)
