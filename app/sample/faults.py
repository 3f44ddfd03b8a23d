"""Planting faults: what stands in a cell instead of what is true, and the code the reader must answer with."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

Written = str | int | None
REQUIRED = {
    "freelance": ("full_name", "birth_date", "sex", "residence_commune", "occupation", "workplace_commune",
                  "stopped_from", "has_labour_contract", "payment_method"),
    "suspended_contract": ("full_name", "birth_date", "sex", "insurance_number", "contract_from", "suspended_from",
                           "suspended_to", "payment_method"),
}  # fmt: skip
UNREADABLE_TEXT = {
    "freelance": (
        ("stopped_from", "31/06/2021", "DATE_UNREADABLE"),
        ("occupation", "Thợ lặn san hô", "CHOICE_UNKNOWN"),
        ("workplace_commune", "99999 - Xã Chưa Có", "COMMUNE_UNKNOWN"),
    ),
    "suspended_contract": (
        ("suspended_to", "31/09/2021", "DATE_UNREADABLE"),
        ("worker_cause", "Về quê ăn giỗ", "CHOICE_UNKNOWN"),
        ("payment_method", "Đổi gạo", "CHOICE_UNKNOWN"),
    ),
}


@dataclass(frozen=True, slots=True)
class Planted:
    """Facts that a row must truly have, the cells that then say otherwise, and the fault's code."""

    cells: dict[str, Written]
    code: str
    facts: dict[str, object]


def missing(rng: Random, policy: str, facts: Mapping[str, object]) -> Planted:
    """Something is left out: mostly one required value, else the identity, the account or the bank."""
    draw = rng.random()
    if draw < 0.12:
        return Planted({"citizen_id": None, "old_identity": None}, "IDENTITY_MISSING", {})
    if draw < 0.24 and facts["payment_method"] == "transfer":
        field, code = rng.choice((("account_number", "ACCOUNT_MISSING"), ("bank", "BANK_MISSING")))
        return Planted({field: None}, code, {})
    return Planted({rng.choice(REQUIRED[policy]): None}, "MISSING_VALUE", {})


def wrong_digits(rng: Random, policy: str, facts: Mapping[str, object], citizen_id: str, old_identity: str) -> Planted:
    """A digit too few or too many, or a letter for a digit; never what a lost zero would leave."""
    if policy == "suspended_contract" and rng.random() < 0.4:
        number = str(facts["insurance_number"])
        return Planted({"insurance_number": number + str(rng.randrange(10))}, "INSURANCE_NUMBER_DIGITS", {})
    if rng.random() < 0.3:
        return Planted(
            {"old_identity": old_identity + "7", "citizen_id": None},
            "OLD_IDENTITY_DIGITS",
            {"old_identity": old_identity},
        )
    wrong = rng.choice((citizen_id[:-1], citizen_id + "3", citizen_id[:6] + "O" + citizen_id[7:]))
    return Planted({"citizen_id": wrong}, "CITIZEN_ID_DIGITS", {"citizen_id": citizen_id})


def leading_zero(citizen_id: str) -> Planted:
    """The CCCD as a spreadsheet keeps it in a numeric cell."""
    return Planted({"citizen_id": int(citizen_id)}, "LEADING_ZERO_LOST", {"citizen_id": citizen_id})


def unreadable(rng: Random, policy: str) -> Planted:
    """A day that does not exist, or a word that the form does not know."""
    field, text, code = rng.choice(UNREADABLE_TEXT[policy])
    return Planted({field: text}, code, {})
