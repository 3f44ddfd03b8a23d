"""Seeded mutations of good rows: what each does to a row, and so what the reader must answer, is known beforehand.

Nothing here asks the service what is right: digits are counted, check digits worked out and old fonts written here.
"""

from datetime import date
from random import Random
from unicodedata import normalize

from tests.bad_input.answers import Answer
from tests.bad_input.book import Xml, formula
from tests.bad_input.form import BY_NAME, GOOD, person
from tests.bad_input.mutated import (
    COMMUNES,
    LOOK_ALIKES,
    SIGNS,
    UNSEEN,
    Mutated,
    Mutator,
    bad,
    digits,
    name_of,
    with_letter,
)
from tests.bad_input.number_mutators import OF_NUMBERS
from tests.bad_input.old_fonts import in_tcvn3, in_vni


def unseen_in_name(rng: Random, number: int) -> Mutated:
    letter = rng.choice(UNSEEN)
    return bad("unseen_in_name", number, "full_name", with_letter(name_of(number), rng, letter), "SUSPICIOUS_CHARACTER")


def sign_in_name(rng: Random, number: int) -> Mutated:
    letter = rng.choice(SIGNS)
    return bad("sign_in_name", number, "full_name", with_letter(name_of(number), rng, letter), "SUSPICIOUS_CHARACTER")


def look_alike_in_name(rng: Random, number: int) -> Mutated:
    name = f"{name_of(number)} Hoa"
    there = [at for at, letter in enumerate(name) if letter in LOOK_ALIKES]
    at = rng.choice(there)
    cell = name[:at] + LOOK_ALIKES[name[at]] + name[at + 1 :]
    return bad("look_alike_in_name", number, "full_name", cell, "SUSPICIOUS_CHARACTER")


def formula_for_name(rng: Random, number: int) -> Mutated:
    cell = rng.choice("=+-@") + name_of(number)
    return bad("formula_for_name", number, "full_name", cell, "SUSPICIOUS_CHARACTER")


def old_font(rng: Random, number: int) -> Mutated:
    name = f"Nguyễn {name_of(number).replace('’', '')}"
    cell = rng.choice((in_tcvn3, in_vni))(name)
    return bad("old_font", number, "full_name", cell, "LEGACY_FONT")


def endless(rng: Random, number: int) -> Mutated:
    field = rng.choice(("full_name", "note", "citizen_id", "birth_date", "sex"))
    return bad("endless", number, field, "x" * rng.randrange(501, 3_000), "CELL_TOO_LONG")


def error_value(rng: Random, number: int) -> Mutated:
    field = rng.choice(("full_name", "note", "citizen_id", "birth_date", "sex", "occupation", "stopped_from"))
    return bad(
        "error_value", number, field, rng.choice(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!")), "CELL_ERROR"
    )


def missing(rng: Random, number: int) -> Mutated:
    field = rng.choice(("full_name", *GOOD))
    return bad("missing", number, field, rng.choice(("", " ", "\u00a0", None)), "MISSING_VALUE")


def no_identity(rng: Random, number: int) -> Mutated:
    return bad("no_identity", number, "citizen_id", rng.choice(("", None, "  ")), "IDENTITY_MISSING")


def word(rng: Random, number: int) -> Mutated:
    field = rng.choice(("sex", "occupation", "has_labour_contract", "payment_method"))
    cell = rng.choice(
        (
            "Zz" + digits(rng, 3),
            str(GOOD[field]) + rng.choice("?*!9"),
            float(rng.randrange(2, 99)),
            "\u200b" + str(GOOD[field]),
        )
    )
    return bad("word", number, field, cell, "CHOICE_UNKNOWN")


def commune(rng: Random, number: int) -> Mutated:
    here, there = rng.sample(sorted(COMMUNES), 2)
    kinds = (
        (f"{here} - {COMMUNES[there]}", "COMMUNE_MISMATCH"),
        (f"9{digits(rng, 4)}", "COMMUNE_UNKNOWN"),
        (f"Xã Zz {rng.randrange(99)}", "COMMUNE_UNKNOWN"),
    )
    cell, code = rng.choice(kinds)
    return bad("commune", number, "residence_commune", cell, code)


def unseen_in_note(rng: Random, number: int) -> Mutated:
    return bad(
        "unseen_in_note",
        number,
        "note",
        with_letter("đã xác minh", rng, rng.choice(UNSEEN + "😀\ufffd")),
        "SUSPICIOUS_CHARACTER",
    )


def worked_out(rng: Random, number: int) -> Mutated:
    """A formula, with or without its value, before or behind it."""
    row = person(number)
    field = rng.choice(("full_name", "citizen_id", "birth_date", "sex", "occupation"))
    shown = str(row[field])
    cell = rng.choice((formula("A1", shown), formula("A1"), Xml(f'<c r="{{r}}" t="str"><v>{shown}</v><f>A1</f></c>')))
    return Mutated("worked_out", {**row, field: cell}, frozenset({(field, "FORMULA_NOT_ALLOWED")}))


def hidden(_rng: Random, number: int) -> Mutated:
    return Mutated("hidden", person(number), frozenset({("", "HIDDEN_ROW")}), hidden=True)


BAD: tuple[Mutator, ...] = (
    unseen_in_name, sign_in_name, look_alike_in_name, formula_for_name, old_font, endless, error_value, missing,
    no_identity, word, commune,
    unseen_in_note, worked_out, hidden, *OF_NUMBERS,
)  # fmt: skip


def right(rng: Random, number: int) -> Mutated:
    """The same row, written in another of the ways that are right."""
    row = person(number)
    whole, name = str(row["citizen_id"]), str(row["full_name"])
    values: dict[str, object] = {"citizen_id": whole, "full_name": name, "birth_date": date(1988, 3, 15)}
    notes: tuple[str, ...] = ()
    row["full_name"] = rng.choice(
        (name, f" {name.replace(' ', '  ')} ", _decomposed(name), name.replace(" ", "\u00a0"), name.replace("’", "'"))
    )
    if rng.random() < 0.5:
        sign = rng.choice((" ", ".", "-", "\u00a0"))
        row["citizen_id"], notes = f"{whole[:3]}{sign}{whole[3:6]}{sign}{whole[6:]}", ("NUMBER_CLEANED",)
    row["birth_date"] = rng.choice(("15/03/1988", "15/3/1988", "15-03-1988", "1988-03-15", "15.03.1988"))
    if rng.random() < 0.2:
        row["birth_date"], values["birth_date"] = "1988", 1988
    row["sex"] = rng.choice(("Nam", "NAM", "nam ", "male"))
    return Mutated("right", row, frozenset(), values, notes)


def _decomposed(text: str) -> str:
    return normalize("NFD", text)


def answers_of(mutated: Mutated, row: int) -> set[Answer]:
    """What the reader must answer of a row that stands there."""
    return {(row, BY_NAME[field].vi if field else None, code) for field, code in mutated.expected}
