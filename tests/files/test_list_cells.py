"""Cells by kind: what is taken, what comes back, and that nothing is guessed."""

from datetime import date, datetime

import pytest

from app.files.list_cells import read_cell, reader_of
from app.files.list_faults import NOTES, Problem
from app.rules.fact import Choice, Fact, Kind


def said(kind: Kind, cell: object, choices: tuple[Choice, ...] = ()) -> object:
    """The value; or the code of what is wrong, with what is proposed."""
    found = read_cell(reader_of(Fact("x", kind, "X", "X", choices=choices)), cell)  # type: ignore[arg-type]
    if not isinstance(found, Problem):
        return found
    if found.code in NOTES:
        return found.code, found.value
    return (found.code, found.proposal) if found.proposal else found.code


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Nguyễn  Thị\u00a0Hoa ", "Nguyễn Thị Hoa"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("H'Hen Niê", "H’Hen Niê"),
        ("KʼBrêu", "K’Brêu"),
        ("Ksor H Bŭ", "Ksor H Bŭ"),
        ("Niê Čuê", "Niê Čuê"),
        ("Srôñ Rơ-Ông", "Srôñ Rơ-Ông"),
        ("Chamaléa Thị Mai", "Chamaléa Thị Mai"),
        ("Patâu Axá", "Patâu Axá"),
        ("Lê Văn Luân", "Lê Văn Luân"),
        ("Nguyễn\nVăn A", "Nguyễn Văn A"),
        ("", None),
        (" \u00a0", None),
        ("Nguyễn 2", "SUSPICIOUS_CHARACTER"),
        ("Nguy\u0435n", "SUSPICIOUS_CHARACTER"),  # Cyrillic
        ("An\u202eh", "SUSPICIOUS_CHARACTER"),
        ("An\u200b", "SUSPICIOUS_CHARACTER"),
        ("An 😀", "SUSPICIOUS_CHARACTER"),
        ("=cmd", "SUSPICIOUS_CHARACTER"),
        ("Ａn", "SUSPICIOUS_CHARACTER"),
        (12.0, "SUSPICIOUS_CHARACTER"),
        ("Ðào Văn A", ("SUSPICIOUS_CHARACTER", "Đào Văn A")),
        ("NguyÔn V¨n §µo", ("LEGACY_FONT", "Nguyễn Văn Đào")),
        ("NguyÔn ThÞ Hoa", ("LEGACY_FONT", "Nguyễn Thị Hoa")),
        ("Nguyeãn Vaên Ñaøo", ("LEGACY_FONT", "Nguyễn Văn Đào")),
        ("Traàn Thò Höôøng", ("LEGACY_FONT", "Trần Thị Hường")),
        ("x" * 501, "CELL_TOO_LONG"),
        ("#N/A", "CELL_ERROR"),
    ],
)
def test_names(cell: object, expected: object) -> None:
    assert said(Kind.NAME, cell) == expected


def test_a_strange_character_is_named_by_its_code_point() -> None:
    found = read_cell(reader_of(Fact("x", Kind.NAME, "X", "X")), "A\u202e\u0435")
    assert isinstance(found, Problem)
    assert found.detail == "U+202E, U+0435"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("15/03/1988", date(1988, 3, 15)),
        ("1/7/2021", date(2021, 7, 1)),
        ("1-7-2021", date(2021, 7, 1)),
        ("2021-07-01", date(2021, 7, 1)),
        (date(2021, 7, 1), date(2021, 7, 1)),
        (datetime(2021, 7, 1, 8, 0), date(2021, 7, 1)),  # noqa: DTZ001 – a cell has no time zone
        ("", None),
        ("31/06/2021", "DATE_UNREADABLE"),
        ("07/17/2021", "DATE_UNREADABLE"),
        ("29/02/1900", "DATE_UNREADABLE"),
        ("1/7/21", "DATE_UNREADABLE"),
        ("1/7-2021", "DATE_UNREADABLE"),
        ("01/07/2564", "DATE_UNREADABLE"),
        ("١/٧/٢٠٢١", "DATE_UNREADABLE"),
        ("44394", "DATE_UNREADABLE"),
        (44394.0, "DATE_UNREADABLE"),
        (True, "DATE_UNREADABLE"),
        ("1988", "DATE_UNREADABLE"),
    ],
)
def test_days(cell: object, expected: object) -> None:
    assert said(Kind.DATE, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("1988", 1988), (1988.0, 1988), ("15/03/1988", date(1988, 3, 15)), (1988.5, "DATE_UNREADABLE"),
     ("1850", "BIRTH_TOO_OLD"), ("10/10/1885", "BIRTH_TOO_OLD"),
     ("31/04/1885", "DATE_UNREADABLE"), (32217.0, "DATE_UNREADABLE")],
)  # fmt: skip
def test_a_birth_may_be_a_year(cell: object, expected: object) -> None:
    assert said(Kind.BIRTH_DATE, cell) == expected


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        (Kind.CITIZEN_ID, "058188001234", "058188001234"),
        (Kind.CITIZEN_ID, "'058 188.001-234", ("NUMBER_CLEANED", "058188001234")),
        (Kind.CITIZEN_ID, " 058188001234 ", "058188001234"),
        (Kind.CITIZEN_ID, 58188001234.0, ("LEADING_ZERO_LOST", "058188001234")),
        (Kind.CITIZEN_ID, "58188001234", ("LEADING_ZERO_LOST", "058188001234")),
        (Kind.CITIZEN_ID, "1188001234", ("LEADING_ZERO_LOST", "001188001234")),
        (Kind.CITIZEN_ID, "58188001234.0", ("LEADING_ZERO_LOST", "058188001234")),
        (Kind.CITIZEN_ID, "05818800123", "CITIZEN_ID_DIGITS"),
        (Kind.CITIZEN_ID, "0581880012345", "CITIZEN_ID_DIGITS"),
        (Kind.CITIZEN_ID, "058188OO1234", "CITIZEN_ID_DIGITS"),
        (Kind.CITIZEN_ID, "٠٥٨١٨٨٠٠١٢٣٤", "CITIZEN_ID_DIGITS"),
        (Kind.CITIZEN_ID, "5.8188E+10", "DIGITS_LOST"),
        (Kind.CITIZEN_ID, 9.70415123456789e17, "DIGITS_LOST"),
        (Kind.CITIZEN_ID, float("nan"), "CITIZEN_ID_DIGITS"),
        (Kind.CITIZEN_ID, float("inf"), "DIGITS_LOST"),
        (Kind.CITIZEN_ID, True, "CITIZEN_ID_DIGITS"),
        (Kind.OLD_IDENTITY, "264123456", "264123456"),
        (Kind.OLD_IDENTITY, 264123456.0, ("NUMBER_NOT_TEXT", "264123456")),
        (Kind.OLD_IDENTITY, 11234567.0, ("LEADING_ZERO_LOST", "011234567")),
        (Kind.OLD_IDENTITY, "2641234567", "OLD_IDENTITY_DIGITS"),
        (Kind.INSURANCE_NUMBER, "5812345678", "5812345678"),
        (Kind.INSURANCE_NUMBER, 112345678.0, ("LEADING_ZERO_LOST", "0112345678")),
        (Kind.INSURANCE_NUMBER, "58123456789", "INSURANCE_NUMBER_DIGITS"),
        (Kind.TAX_CODE, "0100109106", "0100109106"),
        (Kind.TAX_CODE, "0100109106-001", "0100109106-001"),
        (Kind.TAX_CODE, "0100109107", "TAX_CODE_WRONG"),
        (Kind.TAX_CODE, 100109106.0, ("LEADING_ZERO_LOST", "0100109106")),
        (Kind.PHONE, "0912345678", "0912345678"),
        (Kind.PHONE, "0912.345.678", ("NUMBER_CLEANED", "0912345678")),
        (Kind.PHONE, "+84 912 345 678", ("NUMBER_CLEANED", "0912345678")),
        (Kind.PHONE, 912345678.0, ("LEADING_ZERO_LOST", "0912345678")),
        (Kind.PHONE, "0912345678/0987654321", "PHONE_DIGITS"),
        (Kind.ACCOUNT, "4901205123456", "4901205123456"),
        (Kind.ACCOUNT, "0081 0001 2345", ("NUMBER_CLEANED", "008100012345")),
        (Kind.ACCOUNT, 4901205123456.0, ("ACCOUNT_NOT_TEXT", "4901205123456")),
        (Kind.ACCOUNT, 9.704229225577124e18, "DIGITS_LOST"),
        (Kind.ACCOUNT, "12345", "ACCOUNT_DIGITS"),
        (Kind.ACCOUNT, "９７０４２２９２", "ACCOUNT_DIGITS"),
    ],
)
def test_numbers_are_never_padded_or_guessed(kind: Kind, cell: object, expected: object) -> None:
    assert said(kind, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("1500000", 1_500_000), ("1.500.000", 1_500_000), (1_500_000.0, 1_500_000), ("", None)]
    + [(cell, "MONEY_UNREADABLE") for cell in (
        "1,500,000", "1.5tr", "1500000.0", "1e6", "１５０００００", "-1", "1.50.000", True, -1.0, 0.5, float("nan"),
        float("inf"),
    )],
)  # fmt: skip
def test_money_is_whole_dong_or_nothing(cell: object, expected: object) -> None:
    assert said(Kind.MONEY, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("22738 - Phường Đô Vinh", "22738"),
        ("22738", "22738"),
        (22738.0, "22738"),
        ("phuong do vinh", "22738"),
        ("P. Đô Vinh", "22738"),
        ("Đô Vinh", "22738"),
        ("22738 – Đô Vinh", "22738"),
        ("Ngoài tỉnh", "00000"),
        ("00000", "00000"),
        ("99999 - Xã Chưa Có", "COMMUNE_UNKNOWN"),
        ("22738 - Phường Kinh Dinh", "COMMUNE_MISMATCH"),
        ("Hà Nội", "COMMUNE_UNKNOWN"),
        ("", None),
    ],
)
def test_communes(cell: object, expected: object) -> None:
    assert said(Kind.COMMUNE, cell) == expected


CHOICES = (Choice("cash", "Tiền mặt", "Cash", ("TM",)), Choice("transfer", "Chuyển khoản", "Transfer"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Tiền mặt", "cash"), ("TIEN MAT ", "cash"), ("tm", "cash"), ("transfer", "transfer"), ("", None),
     ("Đổi gạo", "CHOICE_UNKNOWN"), (1.0, "CHOICE_UNKNOWN")],
)  # fmt: skip
def test_choices(cell: object, expected: object) -> None:
    assert said(Kind.CHOICE, cell, CHOICES) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Có", True), ("x", True), ("Không", False), ("khong", False), (True, True), (False, False), ("", None),
     ("có thể", "CHOICE_UNKNOWN"), (1.0, "CHOICE_UNKNOWN")],
)  # fmt: skip
def test_yes_and_no(cell: object, expected: object) -> None:
    assert said(Kind.YES_NO, cell) is expected or said(Kind.YES_NO, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"), [("Agribank", "970405"), (970405.0, "970405"), ("Quỹ Tài Lộc", "BANK_UNKNOWN"), ("", None)]
)
def test_banks(cell: object, expected: object) -> None:
    assert said(Kind.BANK, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("  a\n b ", "a b"), (5.0, "5"), (date(2021, 7, 1), "01/07/2021"), ("a\x1b", "SUSPICIOUS_CHARACTER"),
     ("a\u2066", "SUSPICIOUS_CHARACTER"), ("\ue000", "SUSPICIOUS_CHARACTER"), ("Ghi chú: 5 %", "Ghi chú: 5 %")],
)  # fmt: skip
def test_texts(cell: object, expected: object) -> None:
    assert said(Kind.TEXT, cell) == expected


@pytest.mark.parametrize("cell", ["-1", -1.0, "-0", "−3"])
def test_no_count_and_no_sum_is_below_zero(cell: object) -> None:
    assert said(Kind.INTEGER, cell) == "INTEGER_UNREADABLE"
    assert said(Kind.MONEY, cell) == "MONEY_UNREADABLE"
    typed = reader_of(Fact("x", Kind.INTEGER, "X", "X"), typed=True)
    assert read_cell(typed, -1) == Problem("INTEGER_UNREADABLE")
