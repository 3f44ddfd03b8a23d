"""How a list is laid out: which columns in which order, under which of their titles, in groups or not."""

from dataclasses import dataclass
from functools import cache
from random import Random

from app import rules
from app.rules.fact import Fact, Place

WHO = ("full_name", "birth_date", "sex", "citizen_id", "old_identity")
MONEY = ("payment_method", "account_number", "account_name", "bank")
CHILDREN = tuple(f"child_{number}_{what}" for number in (1, 2, 3) for what in ("name", "birth_date", "certificate"))
LEFT_OUT = frozenset({
    "declined", "pregnant_from", "pregnant_to", "stopped_days", "socially_insured", "income_vnd_month",
    "residence_registered",
})  # fmt: skip
"""Columns that none of the sample's lists has; and of policy 12 the last day, which no round here asks for."""
GROUPS = {
    "citizen_id": ("Giấy tờ tùy thân", 2),
    "payment_method": ("Thông tin nhận tiền hỗ trợ", 4),
    "child_1_name": ("Con dưới 6 tuổi", 9),
}
"""The first column of a group of columns under one title above theirs, and how many it spans."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A list's printed form."""

    media: str  # xlsx | csv
    fields: tuple[str, ...]
    titles: tuple[str, ...]
    two_title_rows: bool
    days_as_text: bool
    delimiter: str = ","
    encoding: str = "utf-8"


@cache
def declared(policy: str) -> dict[str, Fact]:
    """The policy's facts by name."""
    return {fact.name: fact for fact in rules.POLICIES[policy].facts}


def layout(policy: str, name: str, seed: int) -> Layout:
    """The form of a list, by its name: most as the template has it, some in another order, with other titles."""
    rng = Random(f"{seed}:layout:{name}")
    orders = [("phone", *MONEY), (*MONEY, "phone")]
    fields = (*WHO, *work(policy), *(orders[0] if rng.random() < 0.7 else orders[1]), "note")
    other_titles = rng.random() < 0.4
    titles = tuple(title(rng, declared(policy)[field], other=other_titles) for field in fields)
    if rng.random() < 0.06:
        delimiter, encoding = rng.choice(((",", "utf-8-sig"), (";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8")))
        return Layout(
            "csv", fields, titles, two_title_rows=False, days_as_text=True, delimiter=delimiter, encoding=encoding
        )
    return Layout("xlsx", fields, titles, two_title_rows=rng.random() < 0.25, days_as_text=rng.random() < 0.7)


@cache
def work(policy: str) -> tuple[str, ...]:
    """A form's own columns, in the order of its template."""
    left_out = LEFT_OUT | {*WHO, *MONEY, "phone", "note"} | ({"stopped_to"} if policy == "freelance" else set())
    return tuple(name for name, fact in declared(policy).items() if fact.place is Place.ROW and name not in left_out)


def title(rng: Random, fact: Fact, *, other: bool) -> str:
    """A column's title, or one of its aliases."""
    return rng.choice((fact.vi, *fact.aliases)) if other else fact.vi
