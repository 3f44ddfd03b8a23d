"""What any row says of a person: who it is, and how the money is to come."""

from datetime import date
from random import Random

from app.sample.case import Facts
from app.sample.people import Person

CITIZEN_ID_ONLY, BOTH = 0.58, 0.80  # the rest give their old CMND only
CMND_UNTIL = 2007  # whoever was born later has no CMND, but a number from birth


def shown(rng: Random, person: Person) -> Facts:
    """Who the row says it is: the new number, the old one, or both."""
    draw = rng.random() if person.birth_year < CMND_UNTIL else 0.0
    return {
        "full_name": person.full_name,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "citizen_id": person.citizen_id if draw < BOTH else None,
        "old_identity": person.old_identity if draw >= CITIZEN_ID_ONLY else None,
        "phone": person.phone if rng.random() < 0.7 else None,
    }


def payment(rng: Random, person: Person, transfer_percent: int) -> Facts:
    """Cash, or the person's account; the holder's name mostly left empty, since it is the same."""
    if rng.random() * 100 >= transfer_percent:
        return {"payment_method": "cash"}
    return {
        "payment_method": "transfer",
        "account_number": person.account,
        "account_name": person.full_name if rng.random() < 0.3 else None,
        "bank": person.bank.bin,
    }


def day_of(facts: Facts, name: str) -> date:
    """A day that a row says."""
    said = facts[name]
    assert isinstance(said, date)
    return said


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; the last of February where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
