"""Planting faults: what stands in a cell instead of what is true, and the code the reader must answer with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from app.sample.maker import Maker
from app.sample.people import Person

Written = str | int | None
OF_ANYBODY = ("full_name", "birth_date", "sex", "payment_method")


@dataclass(frozen=True, slots=True)
class Planted:
    """Facts that a row must truly have, the cells that then say otherwise, and the fault's code."""

    cells: dict[str, Written]
    code: str
    facts: dict[str, object]


def missing(rng: Random, maker: Maker, _person: Person, facts: Mapping[str, object]) -> Planted:
    """Something is left out: mostly one required value, else the identity, the account or the bank."""
    draw = rng.random()
    if draw < 0.12:
        return Planted({"citizen_id": None, "old_identity": None}, "IDENTITY_MISSING", {})
    if draw < 0.24 and facts["payment_method"] == "transfer":
        field, code = rng.choice((("account_number", "ACCOUNT_MISSING"), ("bank", "BANK_MISSING")))
        return Planted({field: None}, code, {})
    return Planted({rng.choice((*OF_ANYBODY, *maker.required)): None}, "MISSING_VALUE", {})


def wrong_digits(rng: Random, _maker: Maker, person: Person, facts: Mapping[str, object]) -> Planted:
    """A digit too few or too many, or a letter for a digit; never what a lost zero would leave."""
    if "insurance_number" in facts and rng.random() < 0.4:
        number = str(facts["insurance_number"])
        return Planted({"insurance_number": number + str(rng.randrange(10))}, "INSURANCE_NUMBER_DIGITS", {})
    citizen_id, old_identity = person.citizen_id, person.old_identity
    if rng.random() < 0.3:
        return Planted(
            {"old_identity": old_identity + "7", "citizen_id": None},
            "OLD_IDENTITY_DIGITS",
            {"old_identity": old_identity},
        )
    wrong = rng.choice((citizen_id[:-1], citizen_id + "3", citizen_id[:6] + "O" + citizen_id[7:]))
    return Planted({"citizen_id": wrong}, "CITIZEN_ID_DIGITS", {"citizen_id": citizen_id})


def leading_zero(_rng: Random, _maker: Maker, person: Person, _facts: Mapping[str, object]) -> Planted:
    """The CCCD as a spreadsheet keeps it in a numeric cell."""
    return Planted({"citizen_id": int(person.citizen_id)}, "LEADING_ZERO_LOST", {"citizen_id": person.citizen_id})


def unreadable(rng: Random, maker: Maker, _person: Person, _facts: Mapping[str, object]) -> Planted:
    """A day that does not exist, or a word that the form does not know."""
    field, text, code = rng.choice(maker.unreadable)
    return Planted({field: text}, code, {})


PLANT: dict[str, Callable[[Random, Maker, Person, Mapping[str, object]], Planted]] = {
    "MISSING": missing,
    "WRONG_DIGITS": wrong_digits,
    "LEADING_ZERO": leading_zero,
    "UNREADABLE": unreadable,
}
"""How each kind of fault comes about."""
