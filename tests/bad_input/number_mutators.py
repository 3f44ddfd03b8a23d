"""Seeded mutations of numbers, days and sums."""

from datetime import date, timedelta
from random import Random

from tests.bad_input.form import TRANSFER, person
from tests.bad_input.mutated import TAX_WEIGHTS, UNSEEN, Mutated, Mutator, bad, digits, in_other_digits, with_letter


def zero_lost(rng: Random, number: int) -> Mutated:
    whole = str(person(number)["citizen_id"])
    cell = rng.choice((float(int(whole)), str(int(whole)), f"{int(whole)}.0"))
    return bad("zero_lost", number, "citizen_id", cell, "LEADING_ZERO_LOST")


def old_zero_lost(rng: Random, number: int) -> Mutated:
    whole = f"0{rng.randrange(1, 10)}{number:07d}"
    return bad(
        "old_zero_lost", number, "old_identity", rng.choice((float(int(whole)), str(int(whole)))), "LEADING_ZERO_LOST"
    )


def digits_lost(rng: Random, number: int) -> Mutated:
    field = rng.choice(("citizen_id", "old_identity", "account_number"))
    long = float(digits(rng, rng.randrange(16, 19)))
    cell = rng.choice((long, f"{long:.5E}", f"{rng.randrange(1, 10)}E+{rng.randrange(8, 18)}"))
    return bad("digits_lost", number, field, cell, "DIGITS_LOST", **(TRANSFER if field == "account_number" else {}))


def digit_more_or_less(rng: Random, number: int) -> Mutated:
    whole = str(person(number)["citizen_id"])
    at = rng.randrange(1, 12)
    cell = rng.choice((whole[:at] + whole[at + 1 :], with_letter(whole, rng, str(rng.randrange(10)))))
    return bad("digit_more_or_less", number, "citizen_id", cell, "CITIZEN_ID_DIGITS")


def letter_for_digit(rng: Random, number: int) -> Mutated:
    whole = str(person(number)["citizen_id"])
    at = rng.randrange(12)
    cell = whole[:at] + rng.choice("OolIBSZ?") + whole[at + 1 :]
    return bad("letter_for_digit", number, "citizen_id", cell, "CITIZEN_ID_DIGITS")


def other_digits(rng: Random, number: int) -> Mutated:
    field, cell, code = rng.choice((
        ("citizen_id", person(number)["citizen_id"], "CITIZEN_ID_DIGITS"), ("old_identity", "264123456",
        "OLD_IDENTITY_DIGITS"),
        ("phone", "0912345678", "PHONE_DIGITS"), ("amount_vnd", "1500000", "MONEY_UNREADABLE"),
        ("stopped_from", "17/07/2021", "DATE_UNREADABLE"), ("income_vnd_month", "1500000", "INTEGER_UNREADABLE"),
    ))  # fmt: skip
    return bad("other_digits", number, field, in_other_digits(rng, str(cell)), code)


def unseen_in_number(rng: Random, number: int) -> Mutated:
    whole = str(person(number)["citizen_id"])
    return bad(
        "unseen_in_number", number, "citizen_id", with_letter(whole, rng, rng.choice(UNSEEN)), "CITIZEN_ID_DIGITS"
    )


def no_such_day(rng: Random, number: int) -> Mutated:
    year = rng.randrange(1950, 2022)
    day, month = rng.choice(
        ((rng.randrange(32, 99), rng.randrange(1, 13)), (31, rng.choice((4, 6, 9, 11))), (30, 2), (0, 5))
    )
    sign = rng.choice("/-.")
    return bad("no_such_day", number, "birth_date", f"{day:02d}{sign}{month:02d}{sign}{year}", "DATE_UNREADABLE")


def month_first(rng: Random, number: int) -> Mutated:
    cell = f"{rng.randrange(1, 13)}/{rng.randrange(13, 32)}/{rng.randrange(1950, 2022)}"
    return bad("month_first", number, rng.choice(("birth_date", "stopped_from")), cell, "DATE_UNREADABLE")


def another_time(rng: Random, number: int) -> Mutated:
    year = rng.choice((rng.randrange(2480, 2565), rng.randrange(1000, 1900), rng.randrange(0, 100)))
    return bad(
        "another_time",
        number,
        "stopped_from",
        f"17/07/{year:0{rng.choice((2, 4)) if year < 100 else 4}d}",
        "DATE_UNREADABLE",
    )


def day_as_number(rng: Random, number: int) -> Mutated:
    cell = rng.choice(
        (float(rng.randrange(20_000, 45_000)), str(rng.randrange(20_000, 45_000)), rng.randrange(1, 1000) / 1000)
    )
    return bad("day_as_number", number, "stopped_from", cell, "DATE_UNREADABLE")


def born_later(rng: Random, number: int) -> Mutated:
    day = date(2021, 8, 11) + timedelta(days=rng.randrange(28_000))
    cell = rng.choice((f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", str(day.year + 1 if day.year == 2021 else day.year), day))
    return bad("born_later", number, "birth_date", cell, "BIRTH_AHEAD")


def money(rng: Random, number: int) -> Mutated:
    amount = rng.randrange(1_001, 10**9)
    cell = rng.choice((
        f"{amount:,}", f"{amount}.0", f"{amount},00", f"{amount}đ", f"{amount} VND", f"-{amount}", f"+{amount}",
        f"={amount}", f"{amount:e}",
        f"{amount / 1e6:.1f}tr", f"{amount:_}", "0", f"{amount:,}".replace(",", " "), f"{amount:,}".replace(",",
        ".") + ",00",
        f"{str(amount)[:-3]}.{str(amount)[-2:]}", -float(amount), amount + 0.5, 0.0, True, float(10**15 + amount),
        f"{amount}" + "0" * 15,
    ))  # fmt: skip
    return bad("money", number, "amount_vnd", cell, "MONEY_UNREADABLE")


def count(rng: Random, number: int) -> Mutated:
    amount = rng.randrange(1, 10**7)
    cell = rng.choice((f"-{amount}", f"{amount}.5", f"{amount}x", f"{amount},0", -float(amount), amount + 0.25, False))
    return bad("count", number, "income_vnd_month", cell, "INTEGER_UNREADABLE")


def check_digit(rng: Random, number: int) -> Mutated:
    nine = digits(rng, 9)
    right = 10 - sum(int(digit) * weight for digit, weight in zip(nine, TAX_WEIGHTS, strict=True)) % 11
    wrong = rng.choice([digit for digit in range(10) if digit != right])
    return bad("check_digit", number, "tax_code", f"{nine}{wrong}", "TAX_CODE_WRONG")


def phone(rng: Random, number: int) -> Mutated:
    cell = rng.choice(
        (digits(rng, 7), f"0{digits(rng, 11)}", f"09{digits(rng, 7)}x", f"09{digits(rng, 8)};09{digits(rng, 8)}")
    )
    return bad("phone", number, "phone", cell, "PHONE_DIGITS")


def account(rng: Random, number: int) -> Mutated:
    whole = digits(rng, 12)
    kinds = ((whole[:5], "ACCOUNT_DIGITS"), (whole * 2, "ACCOUNT_DIGITS"), (float(whole), "ACCOUNT_NOT_TEXT"),
    (with_letter(whole, rng, rng.choice("+/;@#×")), "ACCOUNT_DIGITS"),
             (with_letter(whole, rng, rng.choice(UNSEEN)), "ACCOUNT_DIGITS"), ("", "ACCOUNT_MISSING"))  # fmt: skip
    cell, code = rng.choice(kinds)
    return bad("account", number, "account_number", cell, code, **TRANSFER)


OF_NUMBERS: tuple[Mutator, ...] = (
    zero_lost, old_zero_lost, digits_lost, digit_more_or_less, letter_for_digit, other_digits, unseen_in_number,
    no_such_day, month_first,
    another_time, day_as_number, born_later, money, count, check_digit, phone, account,
)  # fmt: skip
