"""How likely two records are one person: 0 to 100, the sum of named reasons. Whichever comes first, it is the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.likeness import births, names, numbers
from app.likeness.reasons import ALIKE_MIN, REASONS, Reason
from app.likeness.sides import Side

SCORE_MAX = 100
SLIPS_MOST = sum(REASONS[code].points for code in ("citizen_slip", "insurance_slip"))
KINDS_MOST = sum(REASONS[code].points for code in ("two_kinds", "province_same", "digits_same"))
"""The most that document numbers can add: where names are alike, and where they are not."""

ANCHORS = frozenset({"commune_same", "account_same", "phone_same", "employer_same"}) | {
    code for code in REASONS if code.endswith("_slip") and not code.startswith(("name", "birth"))
}
"""What two people seldom share by chance."""
SAME_DAYS = frozenset({"birth_day", "birth_swapped"})
ALIKE = frozenset(code for code, reason in REASONS.items() if code.startswith("name") and reason.points >= ALIKE_MIN)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score (0 … 100) and the reasons that it is the sum of, strongest first."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def anchored(self) -> bool:
        """Whether more than a name and a day speaks for it, which two people share by chance in a province.

        A commune, a contact, an employer or a slip in a number does; or the same day with a name that few have, or
        with any name within one district.
        """
        codes = {reason.code for reason in self.reasons}
        is_telling = "name_common" not in codes or "commune_near" in codes
        return bool(codes & ANCHORS or (codes & ALIKE and codes & SAME_DAYS and is_telling))


def likeness(one: Side, other: Side) -> Likeness:
    """How likely two records are one person, and why."""
    name = names.compared(one.name, other.name)
    alike = REASONS[name].points >= ALIKE_MIN
    codes = [*_of_person(one, other, name), *_of_contacts(one, other), *numbers.compared(one, other, alike=alike)]
    found = sorted((REASONS[code] for code in codes), key=lambda reason: (-reason.points, reason.code))
    return Likeness(_within(sum(reason.points for reason in found)), tuple(found))


def at_most(one: Side, other: Side, contacts: Iterable[str] = ()) -> int:
    """A bound of the score of two whose document numbers are not looked at yet.

    `contacts`: the codes of what they may have in common of phone, account and employer.
    """
    name = names.compared(one.name, other.name)
    numbers_most = SLIPS_MOST if REASONS[name].points >= ALIKE_MIN else KINDS_MOST
    return _points(_of_person(one, other, name)) + _points(contacts) + numbers_most


def _points(codes: Iterable[str]) -> int:
    return sum(REASONS[code].points for code in codes)


def _within(points: int) -> int:
    return max(0, min(SCORE_MAX, points))


def _of_person(one: Side, other: Side, name: str) -> Iterator[str]:
    yield name
    rarity = names.rarity(one.name, other.name) if REASONS[name].points >= ALIKE_MIN else None
    born = births.compared(one.birth, other.birth)
    yield from filter(None, (rarity, born, _sex(one, other), _commune(one, other)))


def _sex(one: Side, other: Side) -> str | None:
    if one.sex is None or other.sex is None:
        return None
    return "sex_same" if one.sex == other.sex else "sex_other"


def _commune(one: Side, other: Side) -> str | None:
    if one.commune is None or other.commune is None:
        return None
    if one.commune == other.commune:
        return "commune_same"
    is_near = one.district is not None and one.district == other.district
    return "commune_near" if is_near else "commune_other"


def _of_contacts(one: Side, other: Side) -> Iterator[str]:
    yield from _shared(one.accounts, other.accounts, "account")
    yield from _shared(one.phones, other.phones, "phone")
    if one.employers & other.employers:
        yield "employer_same"  # whoever has another employer has changed work


def _shared(mine: frozenset[bytes], theirs: frozenset[bytes], what: str) -> Iterator[str]:
    if mine and theirs:
        yield f"{what}_same" if mine & theirs else f"{what}_other"
