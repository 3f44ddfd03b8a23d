"""The same people on a second list, by what went wrong between the two: pairs whose truth is "one person"."""

from collections.abc import Callable
from datetime import date
from random import Random

from app.sample.province import COMMUNES
from benchmarks.population import COMMUNE_BOUNDS, COMMUNE_CODES, Maker, Person, Shown
from benchmarks.population_slips import (
    NAME_SLIPS,
    Slip,
    day_digit_wrong,
    day_month_swapped,
    digit_wrong,
    neighbours_swapped,
    year_digit_wrong,
)

Pair = tuple[Shown, Shown]
"""What stands there, and what comes in."""

PHONE_SHOWN, ACCOUNT_SHOWN, ON_EMPLOYERS_LIST = 0.7, 0.4, 0.6
CROSSED, ONE_DIGIT = 0.6, 0.85
"""Of pairs without a number in common: CMND here and CCCD there; else a digit wrong; else two swapped."""

FIRST_DIGIT = {"card": 1, "old": 0}  # every CCCD begins with 0, and the form says so
DISTRICTS = {commune.code: commune.district_code for commune in COMMUNES}


def show(rng: Random, person: Person, numbers: str = "") -> Shown:
    """What a list shows of a person: one number or both (`card`, `old`, `both`), phone and account as it may be."""
    numbers = numbers or rng.choices(("card", "old", "both"), (40, 38, 22))[0]
    if not person.old_identity:
        numbers = "card"
    employed = bool(person.employer) and rng.random() < ON_EMPLOYERS_LIST
    born: date | int = person.born
    if person.year_only:
        born = person.born.replace(month=1, day=1) if rng.random() < 0.2 else person.born.year
    return Shown(
        person.name.full.upper() if rng.random() < 0.05 else person.name.full,
        born,
        person.sex,
        None if employed else person.commune,
        None if numbers == "old" else person.citizen_id,
        None if numbers == "card" else person.old_identity,
        person.insurance_number if employed else None,
        person.phone if rng.random() < PHONE_SHOWN else None,
        person.bank,
        person.account if rng.random() < ACCOUNT_SHOWN else None,
        person.employer if employed else None,
    )


def identical(maker: Maker, person: Person) -> Pair:
    """A number in common; what else stands there may have changed since."""
    numbers = maker.rng.choice(("card", "old"))
    return show(maker.rng, person, numbers), _as_time_goes(maker, show(maker.rng, person, numbers), person)


def linked_before(maker: Maker, person: Person) -> Pair | None:
    """Both numbers are known, one comes in."""
    if not person.old_identity:
        return None
    incoming = show(maker.rng, person, maker.rng.choice(("card", "old")))
    return show(maker.rng, person, "both"), _as_time_goes(maker, incoming, person)


def linked_now(maker: Maker, person: Person) -> Pair | None:
    """One number is known, both come in."""
    if not person.old_identity:
        return None
    stored = show(maker.rng, person, maker.rng.choice(("card", "old")))
    return stored, _as_time_goes(maker, show(maker.rng, person, "both"), person)


def linked_by_insurance(maker: Maker, person: Person) -> Pair | None:
    """CMND here, CCCD there, and one social-insurance number."""
    if not (person.old_identity and person.employer):
        return None
    stored, incoming = _crossed(maker, person)
    number, employer = person.insurance_number, person.employer
    return (
        stored._replace(insurance_number=number, employer=employer, commune=None),
        incoming._replace(insurance_number=number, employer=employer, commune=None),
    )


def _as_time_goes(maker: Maker, shown: Shown, person: Person) -> Shown:
    rng = maker.rng
    if rng.random() < 0.1:
        slip = rng.choice(tuple(NAME_SLIPS.values()))
        shown = shown._replace(full_name=slip(rng, person.name) or shown.full_name)
    if rng.random() < 0.08 and shown.phone:
        shown = shown._replace(phone=maker.numbers.phone())
    if rng.random() < 0.05 and shown.commune:
        shown = shown._replace(commune=another_commune(rng, shown.commune))
    if rng.random() < 0.15 and shown.employer:
        shown = shown._replace(employer=rng.choice(maker.employers))
    if rng.random() < 0.05 and shown.insurance_number:
        shown = shown._replace(insurance_number=maker.numbers.insurance_number())  # a second book
    return shown


def apart(maker: Maker, person: Person) -> Pair | None:
    """No number in common, all else the same."""
    manner = maker.rng.random()
    if manner < CROSSED:
        return _two_books(maker, _crossed(maker, person)) if person.old_identity else None
    return one_digit(maker, person) if manner < ONE_DIGIT else two_digits(maker, person)


def crossed(maker: Maker, person: Person) -> Pair | None:
    """The CMND here, the CCCD there."""
    return _two_books(maker, _crossed(maker, person)) if person.old_identity else None


def _crossed(maker: Maker, person: Person) -> Pair:
    first, second = ("old", "card") if maker.rng.random() < 0.7 else ("card", "old")
    return show(maker.rng, person, first), show(maker.rng, person, second)


def one_digit(maker: Maker, person: Person) -> Pair | None:
    """One digit of the number is wrong."""
    return _misread(maker, person, digit_wrong)


def two_digits(maker: Maker, person: Person) -> Pair | None:
    """Two neighbouring digits of the number are swapped."""
    return _misread(maker, person, neighbours_swapped)


def _misread(maker: Maker, person: Person, slip: Callable[[Random, str, int], str | None]) -> Pair | None:
    rng, numbers = maker.rng, maker.rng.choice(("card", "old")) if person.old_identity else "card"
    right = person.citizen_id if numbers == "card" else person.old_identity
    wrong = slip(rng, right, FIRST_DIGIT[numbers])
    if wrong is None or wrong in maker.numbers.taken:  # somebody else's number is another matter (`number_of_another`)
        return None
    maker.numbers.taken.add(wrong)
    stored, incoming = show(rng, person, numbers), show(rng, person, numbers)
    misread = incoming._replace(citizen_id=wrong) if numbers == "card" else incoming._replace(old_identity=wrong)
    return _two_books(maker, (stored, misread))


def _two_books(maker: Maker, pair: Pair) -> Pair:
    """Where both lists have a social-insurance number, it is not the same: two books were opened for one person."""
    stored, incoming = pair
    if stored.insurance_number and incoming.insurance_number:
        incoming = incoming._replace(insurance_number=maker.numbers.insurance_number())
    return stored, incoming


Change = Callable[[Maker, Person, Pair], Pair | None]


def renamed(slip: Slip) -> Change:
    """The name differs: the slip is on either list."""

    def change(maker: Maker, person: Person, pair: Pair) -> Pair | None:
        other = slip(maker.rng, person.name)
        if other is None:
            return None
        stored, incoming = pair
        if maker.rng.random() < 0.35:
            return stored._replace(full_name=other), incoming._replace(full_name=person.name.full)
        return stored._replace(full_name=person.name.full), incoming._replace(full_name=other)

    return change


def year_on_one_side(maker: Maker, person: Person, pair: Pair) -> Pair | None:
    """One list has the day, the other the year alone, or the first of January in its place."""
    if person.year_only or (person.born.day, person.born.month) == (1, 1):
        return None
    year = person.born.replace(month=1, day=1) if maker.rng.random() < 0.25 else person.born.year
    stored, incoming = pair
    if maker.rng.random() < 0.5:
        return stored._replace(born=year), incoming
    return stored, incoming._replace(born=year)


def day_and_month(_maker: Maker, person: Person, pair: Pair) -> Pair | None:
    """Day and month are swapped."""
    other = None if person.year_only else day_month_swapped(person.born)
    return (pair[0], pair[1]._replace(born=other)) if other else None


def day_digit(maker: Maker, person: Person, pair: Pair) -> Pair | None:
    """One digit of the day or the month is wrong."""
    other = None if person.year_only else day_digit_wrong(maker.rng, person.born)
    return (pair[0], pair[1]._replace(born=other)) if other else None


def year_digit(maker: Maker, person: Person, pair: Pair) -> Pair | None:
    """The last digit of the year is wrong."""
    if person.year_only:
        return None
    return pair[0], pair[1]._replace(born=year_digit_wrong(maker.rng, person.born))


def moved(maker: Maker, _person: Person, pair: Pair) -> Pair | None:
    """They live in another commune now."""
    stored, incoming = pair
    if not (stored.commune and incoming.commune):
        return None
    return stored, incoming._replace(commune=another_commune(maker.rng, incoming.commune))


def new_phone(maker: Maker, _person: Person, pair: Pair) -> Pair | None:
    """They have another phone."""
    stored, incoming = pair
    if not (stored.phone and incoming.phone):
        return None
    return stored, incoming._replace(phone=maker.numbers.phone())


def account_of_another(maker: Maker, _person: Person, pair: Pair) -> Pair | None:
    """The money is to go to the account of somebody else on record, not to their own."""
    stored, incoming = pair
    if not stored.account:
        return None
    other = maker.rng.choice(maker.people)
    return stored, incoming._replace(bank=other.bank, account=other.account)


def another_commune(rng: Random, commune: str) -> str:
    """Another commune, in the same district as likely as not."""
    near = rng.random() < 0.5
    while True:
        other: str = rng.choices(COMMUNE_CODES, cum_weights=COMMUNE_BOUNDS)[0]
        if other != commune and (DISTRICTS[other] == DISTRICTS[commune] or not near):
            return other


def by(*changes: Change) -> Callable[[Maker, Person], Pair | None]:
    """No number in common, and these changes besides; None where one of them cannot be made of a person."""

    def make(maker: Maker, person: Person) -> Pair | None:
        pair = apart(maker, person)
        for change in changes:
            if pair is None:
                return None
            pair = change(maker, person, pair)
        return pair

    return make
