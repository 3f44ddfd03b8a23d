"""Two people's document numbers: a slip of one key, two numbers where one has one, two kinds of document.

Digits of a CCCD (Circular 07/2016/TT-BCA, art. 7): three of the province, one of century and sex, two of the year of
birth, six of chance.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from app.likeness import provinces
from app.likeness.sides import Side
from app.likeness.slips import is_slip

IDENTITIES = ("citizen_id", "old_identity", "passport", "birth_certificate")
"""What a person shows to be known by; an insurance number stands beside these."""
SLIPS = {"citizen_id": "citizen_slip", "old_identity": "cmnd_slip", "passport": "passport_slip"}
OTHERS = {"citizen_id": "citizen_other", "passport": "passport_other", "birth_certificate": "certificate_other"}
PREFIX = 2  # digits of a CMND that tell where it was issued
CITIZEN_DIGITS = 12
Numbers = Mapping[str, frozenset[str]]


def compared(one: Side, other: Side, *, alike: bool) -> Iterator[str]:
    """Codes of what the numbers say. A slip is one only between names that are `alike`: brothers born together are
    entered one after the other, and their numbers are neighbours.
    """
    for kind in IDENTITIES:
        mine, theirs = one.numbers.get(kind), other.numbers.get(kind)
        if mine and theirs and not mine & theirs:
            yield _of_one_kind(kind, mine, theirs, alike=alike)
    insured, also = one.numbers.get("insurance_number"), other.numbers.get("insurance_number")
    if insured and also and not insured & also:
        yield "insurance_slip" if alike and _slip(insured, also) else "insurance_other"
    if _of_two_kinds(one.numbers, other.numbers):
        yield "two_kinds"
        yield from _issued(one.numbers, other.numbers)
    yield from _told_by_digits(one, other)


def _of_one_kind(kind: str, mine: frozenset[str], theirs: frozenset[str], *, alike: bool) -> str:
    if kind in SLIPS and alike and _slip(mine, theirs):
        return SLIPS[kind]
    if kind == "old_identity":
        places = [{number[:PREFIX] for number in some} for some in (mine, theirs)]
        return "cmnd_other" if places[0] & places[1] else "cmnd_elsewhere"
    return OTHERS[kind]


def _slip(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return any(is_slip(one, other) for one, other in product(mine, theirs))


def _of_two_kinds(mine: Numbers, theirs: Numbers) -> bool:
    """A CMND here, a CCCD there: no number tells them apart, and none tells that they are one."""
    kinds = [{kind for kind in IDENTITIES if numbers.get(kind)} for numbers in (mine, theirs)]
    return bool(kinds[0] and kinds[1] and not kinds[0] & kinds[1])


def _issued(mine: Numbers, theirs: Numbers) -> Iterator[str]:
    for old, new in ((mine, theirs), (theirs, mine)):
        pairs = product(old.get("old_identity", ()), new.get("citizen_id", ()))
        said = {provinces.agree(*pair) for pair in pairs} - {None}
        if said:
            yield "province_same" if True in said else "province_other"


def _told_by_digits(one: Side, other: Side) -> Iterator[str]:
    """What a CCCD's own digits say of the other, who shows none; where the years differ, the births have told it."""
    if one.birth_year != other.birth_year:
        return
    for shown, beside in ((one, other), (other, one)):
        digits = [each for each in shown.numbers.get("citizen_id", ()) if len(each) == CITIZEN_DIGITS]
        if digits and not beside.numbers.get("citizen_id") and beside.birth_year and beside.sex:
            told = any(_is_of(each, beside.birth_year, beside.sex) for each in digits)
            yield "digits_same" if told else "digits_other"


def _is_of(citizen_id: str, year: int, sex: str) -> bool:
    century, woman = divmod(int(citizen_id[3]), 2)
    return 1900 + 100 * century + int(citizen_id[4:6]) == year and bool(woman) == (sex == "female")
