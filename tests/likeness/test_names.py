"""Names: ways to write one, and other people's."""

import pytest

from app.likeness import names

PAIRS = [
    ("name_same", "Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
    ("name_same", "Nguyễn Thị Hoa", "NGUYỄN  THỊ HOA"),
    ("name_same", "Nguyễn Thị Hoa", "Nguye\u0302\u0303n Thi\u0323 Hoa"),
    ("name_tone_place", "Lê Văn Hòa", "Lê Văn Hoà"),
    ("name_tone_place", "Lê Thị Thúy", "Lê Thị Thuý"),
    ("name_y_i", "Trần Văn Quý", "Trần Văn Quí"),
    ("name_y_i", "Lý Thị Mỹ", "Lí Thị Mĩ"),
    ("name_stroke", "Đặng Văn Đô", "Dặng Văn Đô"),
    ("name_tone", "Võ Thị Diễm", "Võ Thị Diểm"),
    ("name_unmarked", "Phạm Thị Thùy Dương", "Pham Thi Thuy Duong"),
    ("name_unmarked", "Đỗ Đình Đức", "DO DINH DUC"),
    ("name_spaces", "Pi Năng Thạnh", "Pinăng Thạnh"),
    ("name_same", "K’Brêu", "K’ Brêu"),
    ("name_same", "K’Brêu", "K'Brêu"),
    ("name_same", "H’Ñim", "H' Ñim"),
    ("name_order", "Nguyễn Thị Hoa", "Hoa Nguyễn Thị"),
    ("name_order", "Nguyễn Thị Hoa", "Thi Hoa Nguyen"),
    ("name_middle", "Trần Văn Bình", "Trần Bình"),
    ("name_middle_part", "Trần Thị Ngọc Bình", "Trần Thị Bình"),
    ("name_marks", "Nguyễn Thị Hoa", "Nguyễn Thị Hòa"),
    ("name_marks_many", "Nguyễn Thị Thu Hoa", "Nguyễn Thị Thư Hòa"),
    ("name_slip", "Nguyễn Thị Hoa", "Ngyuễn Thị Hoa"),
    ("name_slip", "Trương Văn Khoa", "Trương Văn Khao"),
    ("name_part", "Nguyễn Thị Hoa", "Thị Hoa"),
    ("name_part", "Nguyễn Thị Hoa", "Hoa"),
    ("name_middle_other", "Nguyễn Thị Hoa", "Nguyễn Kim Hoa"),
    ("name_given_other", "Nguyễn Văn Long", "Nguyễn Văn Thắng"),
    ("name_given_other", "Nguyễn Văn An", "Nguyễn Văn Anh"),
    ("name_given_other", "Võ Thị Thanh Lệ", "Võ Thị Thanh Ly"),
    ("name_family_other", "Phạm Thị Hiền", "Phan Thị Hiền"),
    ("name_other", "Nguyễn Văn Long", "Trần Thị Mai"),
    ("name_other", "Brêu", "Tim"),
    ("name_other", "", "Nguyễn Thị Hoa"),
]


@pytest.mark.parametrize(("code", "one", "other"), PAIRS)
def test_two_names_are_one_or_not_whichever_comes_first(code: str, one: str, other: str) -> None:
    assert names.compared(one, other) == names.compared(other, one) == code


def test_a_name_that_many_have_says_less_and_one_that_few_have_more() -> None:
    assert names.rarity("Nguyễn Thị Hoa", "Nguyen Thi Hoa") == "name_common"
    assert names.rarity("Trần Văn Bình", "Trần Bình") == "name_common"
    assert names.rarity("Chamaléa Thia", "Chamaléa Thia") == "name_rare"
    assert names.rarity("Brêu", "Brêu") == "name_rare"
    assert names.rarity("Nguyễn Hoàng Bảo Khánh", "Nguyễn Hoàng Bảo Khánh") is None


def test_two_who_have_no_letter_in_their_names_are_not_said_to_have_one_name() -> None:
    assert names.compared("’", "-") == names.compared("", "") == "name_other"
    assert names.rarity("’", "-") is None
