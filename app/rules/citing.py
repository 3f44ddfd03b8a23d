"""A citation in words: `68/NQ-CP II.12` is khoản 12 Mục II Nghị quyết số 68/NQ-CP."""

import re
from functools import lru_cache

from app.rules.answering import Sentence

INSTRUMENTS: tuple[tuple[str, Sentence], ...] = (
    ("/UBTVQH", ("Nghị quyết số", "Resolution")),
    ("/NQ-", ("Nghị quyết số", "Resolution")),
    ("/QĐ-", ("Quyết định số", "Decision")),
    ("/NĐ-CP", ("Nghị định số", "Decree")),
    ("/TT-", ("Thông tư số", "Circular")),
    ("/CT-", ("Chỉ thị số", "Directive")),
    ("/LĐTBXH-", ("Công văn số", "Official letter")),
)
"""What an instrument is, by a part of its number."""

_NESTED = re.compile(r"(?P<unit>[^(]*?)\s*\((?P<target>.+)\)")
_SECTION = re.compile(r"(?P<top>[IVX]+)(?:\.(?P<clause>\d+[a-z]?))?(?:\.(?P<point>[a-zđ]))?")
_ARTICLE = re.compile(r"(?P<top>\d+[a-z]?)(?:\.(?P<clause>\d+[a-z]?))?(?:\.(?P<point>[a-zđ]))?")
_OTHERS: tuple[tuple[re.Pattern[str], Sentence], ...] = (
    (re.compile(r"(?P<day>\d{1,2}/\d{1,2}/\d{4})"), ("{named} ngày {day}", "{named} of {day}")),
    (
        re.compile(r"(?P<first>\d+)[–-](?P<last>\d+)"),
        ("Điều {first} đến Điều {last} {named}", "{named}, Articles {first} to {last}"),
    ),
    (re.compile(r"Chương (?P<number>[IVX]+)"), ("Chương {number} {named}", "{named}, Chapter {number}")),
)
_TARGET = re.compile(r"(?P<instrument>\d+\S*/\S+)(?: (?P<unit>.+))?")


@lru_cache
def cited(instrument: str, unit: str) -> Sentence:
    """A citation in Vietnamese and English, from the smallest unit to the instrument."""
    named = _instrument(instrument)
    nested = _NESTED.fullmatch(unit)
    if nested and (target := _TARGET.fullmatch(nested["target"])):
        outer, inner = cited(instrument, nested["unit"]), cited(target["instrument"], target["unit"] or "")
        return f"{outer[0]} (sửa đổi {inner[0]})", f"{outer[1]} (amending {inner[1]})"
    if not unit:
        return named
    for pattern, (vi, en) in _OTHERS:
        if found := pattern.fullmatch(unit):
            return vi.format(named=named[0], **found.groupdict()), en.format(named=named[1], **found.groupdict())
    for pattern, top in ((_SECTION, ("Mục", "Section")), (_ARTICLE, ("Điều", "Article"))):
        if found := pattern.fullmatch(unit):
            return _placed(found, top, named)
    return f"{named[0]}, {unit}", f"{named[1]}, {unit}"


def _placed(found: re.Match[str], top: Sentence, named: Sentence) -> Sentence:
    """From the point up in Vietnamese, from the article down in English."""
    place = f"{top[0]} {found['top']}", f"{top[1]} {found['top']}"
    clause, point = found["clause"], found["point"]
    vi = f"{f'điểm {point} ' if point else ''}{f'khoản {clause} ' if clause else ''}{place[0]}"
    en = f"{place[1]}{f', clause {clause}' if clause else ''}{f', point {point}' if point else ''}"
    return f"{vi} {named[0]}", f"{named[1]}, {en}"


def _instrument(instrument: str) -> Sentence:
    """An instrument whose number says what it is, by that; any other by its name."""
    kind = next((kind for part, kind in INSTRUMENTS if part in instrument), None)
    return (f"{kind[0]} {instrument}", f"{kind[1]} {instrument}") if kind else (instrument, instrument)
