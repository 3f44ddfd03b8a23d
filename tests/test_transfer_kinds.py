"""How money is shared and on which account it stands: nothing of it needs a database."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ledger import Transfer, divided
from app.transfer_kinds import KINDS, About, Account, account, shares

AMOUNTS = st.integers(0, 10**15)
WEIGHTS = st.lists(st.integers(1, 10**6), min_size=1, max_size=6)
ABOUT = About("freelance", 5, 7)


@pytest.mark.parametrize(
    ("amount", "weights", "expected"),
    [
        (100, [80, 20], [80, 20]),
        (1, [80, 20], [1, 0]),
        (3, [80, 20], [2, 1]),
        (10, [1, 1, 1], [4, 3, 3]),  # of equal remainders the first comes first
        (11, [1, 1, 1], [4, 4, 3]),
        (1_500_000, [7, 3, 1], [954_545, 409_091, 136_364]),
        (7, [5, 5], [4, 3]),
        (0, [1, 2], [0, 0]),
        (10**15 - 1, [333_333, 333_333, 333_334], [333_333_000_000_000, 333_333_000_000_000, 333_333_999_999_999]),
    ],
)  # fmt: skip
def test_an_amount_is_shared_by_the_largest_remainder(amount: int, weights: list[int], expected: list[int]) -> None:
    assert sum(expected) == amount and shares(amount, weights) == expected


@settings(max_examples=300, deadline=None, derandomize=True)
@given(AMOUNTS, WEIGHTS)
def test_shares_add_up_and_none_is_a_dong_from_its_exact_part(amount: int, weights: list[int]) -> None:
    found = shares(amount, weights)
    exact = [Fraction(amount * weight, sum(weights)) for weight in weights]
    assert sum(found) == amount and all(isinstance(each, int) for each in found)
    assert all(part - 1 < share < part + 1 for share, part in zip(found, exact, strict=True))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(AMOUNTS, WEIGHTS)
def test_whoever_got_a_dong_more_had_no_smaller_a_remainder(amount: int, weights: list[int]) -> None:
    found = shares(amount, weights)
    left = [(amount * weight % sum(weights), share - amount * weight // sum(weights))
            for weight, share in zip(weights, found, strict=True)]  # fmt: skip
    got, not_got = [rest for rest, more in left if more], [rest for rest, more in left if not more]
    assert not got or not not_got or min(got) >= max(not_got)


def test_a_fund_whose_share_is_nothing_is_left_out() -> None:
    assert divided(1, [(4, 80), (9, 20)]) == [(4, 1)]
    assert divided(10, [(4, 80), (9, 20)]) == [(4, 8), (9, 2)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("APPROPRIATION", Account("APPROPRIATION", 3)),
        ("AVAILABLE", Account("AVAILABLE", 3)),
        ("COMMITTED", Account("COMMITTED", 3, None, "freelance")),
        ("IN_TRANSIT", Account("IN_TRANSIT", 3, 7, "freelance")),
        ("PAID", Account("PAID", 3, 5, "freelance")),
        ("RETURNED", Account("RETURNED", 3, 5, "freelance")),
    ],
)
def test_an_account_is_told_by_what_its_money_is_about(kind: str, expected: Account) -> None:
    assert account(kind, 3, ABOUT) == expected


def test_money_moves_between_accounts_as_the_reference_has_it() -> None:
    between = {code: (kind.credit, kind.debit, kind.single) for code, kind in KINDS.items()}
    assert between.items() >= {
        "allot": ("APPROPRIATION", "AVAILABLE", True),
        "cut": ("AVAILABLE", "APPROPRIATION", True),
        "commit": ("AVAILABLE", "COMMITTED", False),
        "decommit": ("COMMITTED", "AVAILABLE", True),
        "export": ("COMMITTED", "IN_TRANSIT", False),
        "fail": ("IN_TRANSIT", "COMMITTED", True),
        "pay": ("IN_TRANSIT", "PAID", False),
        "return": ("PAID", "RETURNED", True),
        "retry": ("RETURNED", "COMMITTED", True),
        "give_up": ("RETURNED", "AVAILABLE", True),
    }.items()  # fmt: skip


def test_the_same_transfer_is_always_called_the_same() -> None:
    one = Transfer("pay", "batch/3/act/9", Account("IN_TRANSIT", 1, 7, "artist"), Account("PAID", 1, 5, "artist"), 8)
    assert one.reference == "pay/batch/3/act/9/IN_TRANSIT:1:7:artist>PAID:1:5:artist"
    two = Transfer("allot", "allotment/1", Account("APPROPRIATION", 1), Account("AVAILABLE", 1), 8)
    assert two.reference == "allot/allotment/1/APPROPRIATION:1::>AVAILABLE:1::"
