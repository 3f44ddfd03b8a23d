"""Amounts in words: the official writing, and read back they are the same amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.files.words import VND_MAX, vnd_in_words

GOLDEN = {
    0: "Không đồng",
    5: "Năm đồng",
    10: "Mười đồng",
    15: "Mười lăm đồng",
    21: "Hai mươi mốt đồng",
    24: "Hai mươi tư đồng",
    101: "Một trăm linh một đồng",
    105: "Một trăm linh năm đồng",
    110: "Một trăm mười đồng",
    115: "Một trăm mười lăm đồng",
    1_005: "Một nghìn không trăm linh năm đồng",
    1_000_000: "Một triệu đồng",
    1_010_000: "Một triệu không trăm mười nghìn đồng",
    1_000_001: "Một triệu không trăm linh một đồng",
    2_010_005: "Hai triệu không trăm mười nghìn không trăm linh năm đồng",
    3_710_000: "Ba triệu bảy trăm mười nghìn đồng",
    21_021_021: "Hai mươi mốt triệu không trăm hai mươi mốt nghìn không trăm hai mươi mốt đồng",
    115_000_000_000: "Một trăm mười lăm tỷ đồng",
    10**9: "Một tỷ đồng",
    10**12: "Một nghìn tỷ đồng",
    10**12 + 5: "Một nghìn tỷ không trăm linh năm đồng",
    1_005 * 10**9: "Một nghìn không trăm linh năm tỷ đồng",
    10**15: "Một triệu tỷ đồng",
}
WORDS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
ONES = {word: digit for digit, word in enumerate(WORDS)} | {"mốt": 1, "tư": 4, "lăm": 5, "linh": 0}
SCALES = {"nghìn": 10**3, "triệu": 10**6}


def parse(text: str) -> int:
    """The amount that the words say, read from left to right."""
    words = text.lower().removesuffix(" đồng").split()
    if "tỷ" in words:
        at = words.index("tỷ")
        return number(words[:at]) * 10**9 + number(words[at + 1 :])
    return number(words)


def number(words: list[str]) -> int:
    total = group = 0
    digit = 0
    for word in words:
        if word in SCALES:
            total, group, digit = total + (group + digit) * SCALES[word], 0, 0
        elif word == "trăm":
            group, digit = digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group += 10
        else:
            digit = ONES[word]
    return total + group + digit


@pytest.mark.parametrize(("amount", "words"), GOLDEN.items())
def test_amounts_are_written_as_vouchers_write_them(amount: int, words: str) -> None:
    assert vnd_in_words(amount) == words


@given(st.integers(0, VND_MAX) | st.integers(0, 10_000) | st.integers(0, 10**6).map(lambda n: n * 1000))
def test_words_read_back_are_the_same_amount(amount: int) -> None:
    assert parse(vnd_in_words(amount)) == amount


def test_every_amount_below_ten_thousand_reads_back_and_no_two_read_alike() -> None:
    words = [vnd_in_words(amount) for amount in range(10_000)]
    assert [parse(text) for text in words] == list(range(10_000))


@pytest.mark.parametrize("amount", [-1, VND_MAX + 1])
def test_an_amount_beyond_vouchers_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="between 0"):
        vnd_in_words(amount)
