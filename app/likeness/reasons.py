"""Every reason that two records may or may not be one person: its points, and its sentence in two languages.

The points are about 2.7 to a doubling of the odds, weighed for a province's list beside a million people on record:
a day of birth shared by chance in one of 18,000 counts 38, a sex in one of two 3. No sentence says a name or a number.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for (points above 0) or against two records being one person."""

    code: str
    points: int
    vi: str
    en: str


_ALL = (
    Reason("name_same", 33, "Họ tên như nhau", "Same name"),
    Reason("name_tone_place", 33, "Họ tên chỉ khác vị trí dấu thanh", "Names differ in where a tone mark stands"),
    Reason("name_y_i", 31, "Họ tên chỉ khác i và y", "Names differ in y and i"),
    Reason("name_unmarked", 31, "Một họ tên viết không dấu", "One name is written without marks"),
    Reason("name_spaces", 30, "Họ tên chỉ khác cách viết liền, rời", "Names differ in spaces"),
    Reason("name_stroke", 30, "Họ tên chỉ khác đ và d", "Names differ in đ and d"),
    Reason("name_tone", 28, "Họ tên chỉ khác dấu hỏi và ngã", "Names differ in two tones that are confused"),
    Reason("name_order", 27, "Họ tên khác thứ tự họ, đệm, tên", "The parts of the names stand in another order"),
    Reason("name_middle", 24, "Một họ tên thiếu chữ đệm", "One name lacks a middle name"),
    Reason("name_marks", 19, "Họ tên khác dấu ở một chữ", "Names differ in the marks of one syllable"),
    Reason("name_middle_part", 15, "Một họ tên thiếu một trong các chữ đệm", "One name lacks one of its middle names"),
    Reason("name_slip", 17, "Họ tên khác một chữ cái", "Names differ by one letter"),
    Reason("name_part", 10, "Một họ tên chỉ là một phần của họ tên kia", "One name is only a part of the other"),
    Reason("name_marks_many", 8, "Họ tên khác dấu ở nhiều chữ", "Names differ in the marks of several syllables"),
    Reason("name_middle_other", -8, "Khác chữ đệm", "Another middle name"),
    Reason("name_family_other", -8, "Khác họ", "Another family name"),
    Reason("name_given_other", -35, "Cùng họ và đệm, khác tên: có thể là anh chị em", "Another given name: maybe kin"),
    Reason("name_other", -40, "Họ tên khác nhau", "Different names"),
    Reason("name_rare", 6, "Họ ít gặp", "A family name that few have"),
    Reason("name_common", -4, "Họ tên rất nhiều người có", "A name that very many have"),
    Reason("birth_day", 38, "Cùng ngày sinh", "Same day of birth"),
    Reason("birth_swapped", 32, "Ngày sinh chỉ đảo ngày và tháng", "Day and month of birth changed places"),
    Reason("birth_year", 16, "Cùng năm sinh, một bên chỉ ghi năm", "Same year of birth; one has only the year"),
    Reason("birth_first_of_january", 14, "Cùng năm sinh, một bên ghi ngày đầu năm dương lịch: có thể chỉ biết năm",
           "Same year of birth; one says the first of January, as is done where only the year is known"),
    Reason("birth_day_slip", 14, "Ngày sinh lệch một chữ số", "Days of birth differ by one digit"),
    Reason("birth_year_slip", 13, "Cùng ngày tháng, năm sinh lệch một chữ số", "Years of birth differ by one digit"),
    Reason("birth_other_day", -20, "Khác ngày sinh", "Another day of birth"),
    Reason("birth_other_year", -40, "Khác năm sinh", "Another year of birth"),
    Reason("sex_same", 3, "Cùng giới tính", "Same sex"),
    Reason("sex_other", -25, "Khác giới tính", "Another sex"),
    Reason("commune_same", 15, "Cùng xã", "Same commune"),
    Reason("commune_near", -2, "Khác xã, cùng huyện", "Another commune of the same district"),
    Reason("commune_other", -2, "Khác xã, khác huyện", "Another commune, in another district"),
    Reason("account_same", 34, "Cùng số tài khoản", "Same bank account"),
    Reason("account_other", -4, "Khác số tài khoản", "Another bank account"),
    Reason("phone_same", 28, "Cùng số điện thoại", "Same phone"),
    Reason("phone_other", -8, "Khác số điện thoại", "Another phone"),
    Reason("employer_same", 15, "Cùng người sử dụng lao động", "Same employer"),
    Reason("citizen_slip", 30, "Số CCCD lệch một chữ số", "CCCD numbers differ by one slip"),
    Reason("citizen_other", -80, "Hai số CCCD khác hẳn nhau", "Two different CCCD numbers"),
    Reason("cmnd_slip", 26, "Số CMND lệch một chữ số", "CMND numbers differ by one slip"),
    Reason("cmnd_other", -45, "Hai số CMND khác nhau của cùng một tỉnh", "Two CMND numbers of one province"),
    Reason("cmnd_elsewhere", -20, "Hai số CMND của hai tỉnh: có thể cấp lại khi chuyển nơi ở",
           "CMND numbers of two provinces: maybe issued anew after moving"),
    Reason("passport_slip", 20, "Số hộ chiếu lệch một ký tự", "Passport numbers differ by one slip"),
    Reason("passport_other", -10, "Hai số hộ chiếu khác nhau", "Two different passports"),
    Reason("certificate_other", -40, "Hai số giấy khai sinh khác nhau", "Two different birth certificates"),
    Reason("insurance_slip", 20, "Số sổ BHXH lệch một chữ số", "Insurance numbers differ by one slip"),
    Reason("insurance_other", -8, "Hai số sổ BHXH khác nhau", "Two different insurance numbers"),
    Reason("two_kinds", 9, "Hai bên dùng hai loại giấy tờ, không có số nào chung để phân biệt",
           "They show two kinds of document, and no number tells them apart"),
    Reason("province_same", 2, "CMND và CCCD cùng một tỉnh", "CMND and CCCD are of one province"),
    Reason("province_other", -2, "CMND và CCCD của hai tỉnh", "CMND and CCCD are of two provinces"),
    Reason("digits_same", 2, "Năm sinh, giới tính trong số CCCD khớp với bên kia",
           "The digits of the CCCD agree with the other's birth and sex"),
    Reason("digits_other", -6, "Năm sinh, giới tính trong số CCCD không khớp với bên kia",
           "The digits of the CCCD disagree with the other's birth or sex"),
)  # fmt: skip

REASONS = {reason.code: reason for reason in _ALL}

ALIKE_MIN = 15
"""Points of a name from which two names are ways to write one: below, it is another person's or says too little."""
