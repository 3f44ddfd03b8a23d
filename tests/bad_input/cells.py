"""Cells that must come back, each with the code of its fault and, where there is one, what is proposed.

By field and code; a pair is a cell and its proposal. Nobody is meant by any of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that must come back."""

    field: str
    cell: object
    code: str
    proposal: str | None = None


Written = Sequence[object]
NAMES: Mapping[str, Written] = {
    "SUSPICIOUS_CHARACTER": (
        "Nguyễn Văn 2", "Trần Thị Hoa (con)", "Nguy\u0435n Văn A", "Tr\u0430n Văn B", "Le V\u0410n C", "Ho\u0430ng D",
        "Nguyễn Văn \u0391n", "Ａnh Nguyễn", "Ｎguyễn Văn A", "An\u202eh Nguyễn", "\u202dTrần An", "Lê\u2066 Văn A",
        "Lê Văn\u200b A", "Lê\u200d Văn A", "Lê \ufeffVăn A", "Lê Văn A\u00ad", "Lê Văn A 😀", "Lê ❤ Văn",
        "Lê Văn A\ue000", "Lê\U000e0041 Văn", "Lê\U000f0000 Văn", "Lê\x07 Văn", "Lê\x1b[31m Văn", "Lê\x7f Văn",
        "=HYPERLINK(1)", "=cmd|' /C calc'!A0", "@SUM(A1)", "+84912345678", "’", "-", ".", "...", "- -",
        "Nguyễn_Văn_A", "Nguyễn/Trần", "Nguyễn & Con", "A;B",
        'Nguyễn "Tèo" A', "<b>Nguyễn</b>", "Nguyễn\\Văn", "Nguyễn, Văn A", "Nguyễn: A", "100", "Nguyễn٢", "阮文安",
        "ნინო", "Иван", "أحمد", "Lê Văn A\u0301\u0302\u0303\u0304\u0306", "\u0301Lê Văn", "Nguyễn # A", "{{name}}",
        "${jndi:ldap}", "%00", "Robert'); DROP", "\u2028\u2029\u200f", "Ⅳ Văn", "𝐋ê Văn", "ſ\u0131 Đ\u2044",
        "A\u0345\u0489",
        12.0, 1500000.5, True, date(2021, 7, 1),
        ("Ðào Văn A", "Đào Văn A"), ("Bùi Thị Ðông", "Bùi Thị Đông"), ("Ɖinh Văn B", "Đinh Văn B"),
        ("-Nguyễn Văn A", "Nguyễn Văn A"), ("- Nguyễn Văn A", "Nguyễn Văn A"), ("'Nguyễn Văn A", "Nguyễn Văn A"),
        "Lê ǃVăn", "Lê ǀ Văn",
    ),
    "LEGACY_FONT": (
        ("NguyÔn V¨n §µo", "Nguyễn Văn Đào"), ("TrÇn ThÞ Hoa", "Trần Thị Hoa"), ("Lª V¨n Hïng", "Lê Văn Hùng"),
        ("Vò TiÕn Dòng", "Vũ Tiến Dũng"), ("§Æng ThÞ Hång", "Đặng Thị Hồng"), ("Hoµng Ngäc YÕn", "Hoàng Ngọc Yến"),
        ("NGUYÔN V¡N §µO", "NGUYỄN VĂN ĐÀO"), ("Ph¹m ThÞ Thñy", "Phạm Thị Thủy"), ("Vò Hïng", "Vũ Hùng"),
        ("Bïi Xu©n Phóc", "Bùi Xuân Phúc"), ("Huúnh Quèc B¶o", "Huỳnh Quốc Bảo"), ("§oµn V¨n ThËp", "Đoàn Văn Thập"),
        ("Nguyeãn Vaên Ñaøo", "Nguyễn Văn Đào"), ("Traàn Thò Höôøng", "Trần Thị Hường"), ("Leâ Vaên Huøng",
        "Lê Văn Hùng"),
        ("Vuõ Tieán Duõng", "Vũ Tiến Dũng"), ("Ñaëng Thò Hoàng", "Đặng Thị Hồng"), ("Hoaøng Ngoïc Yeán",
        "Hoàng Ngọc Yến"),
        ("NGUYEÃN VAÊN ÑAØO", "NGUYỄN VĂN ĐÀO"), ("Phaïm Thò Thuûy", "Phạm Thị Thủy"), ("Mai Thò Lan", "Mai Thị Lan"),
        ("Buøi Xuaân Phuùc", "Bùi Xuân Phúc"), ("Huyønh Quoác Baûo", "Huỳnh Quốc Bảo"), ("Ñoaøn Vaên Thaäp",
        "Đoàn Văn Thập"),
    ),
    "CELL_TOO_LONG": ("Nguyễn " * 100, "x" * 501),
    "CELL_ERROR": ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"),
    "MISSING_VALUE": ("", "   ", "\u00a0", "\u3000\t"),
}  # fmt: skip
CITIZEN_IDS: Mapping[str, Written] = {
    "CITIZEN_ID_DIGITS": (
        "05808800000", "0580880000011", "058O88000001", "O58088000001", "05808800000l", "05808800000I", "058088OOOOO1",
        "٠٥٨٠٨٨٠٠٠٠٠١", "０５８０８８０００００１", "०५८०८८०००००१", "VN058088000001", "CCCD 058088000001",
        "058088000001x",
        "058088000001/264123456", "058088000001 264123456", "058\u200b088000001", "058088\u2212000001",
        "058_088_000_001",
        "264123456", "12345", "1", "0", "000000000000", "111111111111", "không có", "?", "x", "=058088000001",
        "+058088000001",
        "058,088,000,001", "0x0D869B0E4C01", "058088000001;", "(058)088000001", "05808800000１", "058088000001\x00",
        True, 0.0, -58088000001.0, 264123456.0, 58088000001.5, date(1988, 3, 15),
    ),
    "LEADING_ZERO_LOST": (
        (58088000001.0, "058088000001"), (1088000001.0, "001088000001"), ("58088000001", "058088000001"),
        ("1088000001", "001088000001"), ("58088000001.0", "058088000001"), ("58088000001,0", "058088000001"),
        ("58 088 000 001", "058088000001"), ("'58088000001", "058088000001"), (79188000001.0, "079188000001"),
    ),
    "DIGITS_LOST": ("5.8088E+10", "5,8088E+10", "9.70415123456789e+17", 9.70415123456789e17, 1e15, "5E+10", "58E9"),
    "CELL_ERROR": ("#N/A", "#REF!"),
    "CELL_TOO_LONG": ("0" * 501,),
}  # fmt: skip
OLD_IDENTITIES: Mapping[str, Written] = {
    "OLD_IDENTITY_DIGITS": (
        "2641234567", "058088000001", "26412345O", "264l23456", "26412345a", "٢٦٤١٢٣٤٥٦", "２６４１２３４５６",
        "264123",
        "264123456/058088000001", "000000000", "999999999", "CMND 264123456", True, -264123456.0, 264123456.5,
    ),
    "LEADING_ZERO_LOST": (
        (11234567.0, "011234567"), ("11234567", "011234567"), (1234567.0, "001234567"), ("11234567.0", "011234567"),
    ),
    "DIGITS_LOST": ("2.64E+08", "2,64123456E+8"),
}  # fmt: skip
OTHER_NUMBERS: Mapping[str, Mapping[str, Written]] = {
    "passport": {
        "PASSPORT_WRONG": ("ABCDEF", "C12", "C123456789012", "C1234 56×", "Ç1234567", "С1234567", (12345678.0,
        "12345678"), True),
    },
    "insurance_number": {
        "INSURANCE_NUMBER_DIGITS": ("58123456789", "581234567O", "58-1234-56x", "７８１２３４５６７８", "0000000000",
        "12345678", True),
        "LEADING_ZERO_LOST": ((112345678.0, "0112345678"), ("112345678", "0112345678")),
        "DIGITS_LOST": ("5.81E+09",),
    },
    "tax_code": {
        "TAX_CODE_WRONG": (
            "0100109107", "4500123456", "010010910", "01001091066", "0100109106-000", "0100109106-1", "O100109106",
            "0000000000",
            "0100109106/001", "０１００１０９１０６", "MST 0100109106", 4500123456.0, True, 1.5,
        ),
        "LEADING_ZERO_LOST": ((100109106.0, "0100109106"),),
    },
    "phone": {
        "PHONE_DIGITS": (
            "0912345678/0987654321", "0912345678 - 0987654321x", "912", "091234567a", "O912345678", "+1 202 555 0100",
            "không",
            "０９１２３４５６７８", "0", "+84", "091234567890", True, 91.5,
        ),
        "LEADING_ZERO_LOST": ((912345678.0, "0912345678"), ("912345678", "0912345678"), ("912.345.678", "0912345678")),
    },
    "account_number": {
        "ACCOUNT_DIGITS": (
            "12345", "1" * 20, "９７０４２２９２", "4901205 / 123", "49O1205+123456", "=4901205123456",
            "4901205123456@",
            "tk: 4901205123456",
            "4901,205,123", "АВ123456", "49012051\u200b23456", "Số 4901205123456", True,
        ),
        "ACCOUNT_NOT_TEXT": ((4901205123456.0, "4901205123456"), ("4901205123456.0", "4901205123456"), (811000123.0,
        "811000123")),
        "DIGITS_LOST": ("4.90121E+12", "4,90121E+12", 9.704229225577124e18, 1e16),
        "ACCOUNT_MISSING": ("", " ", "\u00a0"),
    },
    "bank": {
        "BANK_UNKNOWN": ("Quỹ Tài Lộc", "Ngân hàng", "NH TMCP", "Bank", "Agribank hoặc BIDV", "999999",
        "Agribank/BIDV", "Agri\u200bbank", "Agribank\u202e", True, 1.0),
        "BANK_MISSING": ("", "  "),
    },
    "account_name": {
        "SUSPICIOUS_CHARACTER": ("NGUYEN VAN A 2", "=NGUYEN", ("-NGUYEN VAN A", "NGUYEN VAN A"), "@NGUYEN", "+NGUYEN",
        "NGUYEN\u202eVAN", "NGUY\u0415N"),
        "LEGACY_FONT": (("NguyÔn V¨n A", "Nguyễn Văn A"),),
        "NAME_NOT_BANKABLE": ("Bæl Văn", "Łukasz Văn", "Ŋ Văn"),
    },
}  # fmt: skip
DAYS: Mapping[str, Written] = {
    "DATE_UNREADABLE": (
        "31/06/2021", "29/02/2021", "29/02/1900", "30/02/2020", "00/07/2021", "01/00/2021", "32/01/2021", "07/17/2021",
        "7/17/2021", "12/31/2020", "2021/07/17", "17/07/21", "1/7/21", "17072021", "2021-7-17", "2021-13-01",
        "2021-02-30",
        "17-07/2021", "17.07-2021", "17 tháng 7 năm 2021", "17/7", "tháng 7/2021", "07/2021", "July 17, 2021",
        "17-Jul-2021",
        "01/07/2564", "17/07/1899", "17/07/2100", "1/1/0001", "9999-12-31", "١٧/٠٧/٢٠٢١", "１７/０７/２０２１", "44394",
        "44394.0",
        44394.0, 2021.0, "2021", "hôm qua", "17/07/2021 08:30", "2021-07-17T08:30:00+07:00", "17//07/2021",
        "-17/07/2021",
        "=17/07/2021", "l7/07/2021", "17/O7/2021", "17/07/2O21", True, -1.0, 0.5, date(1900, 1, 31), "không nhớ",
    ),
}  # fmt: skip
BIRTHS: Mapping[str, Written] = {
    "DATE_UNREADABLE": (
        "2531", "15/03/2531", "31/04/1988", "29/02/1987", "03/15/1988", "15/3/88", "88", "1988.5", 1988.5,
        32217.0,
        "khoảng 1988", "1988?", "198", "19888", "１９８８", True, "0000", "15-03/1988", "29/02/1900", date(1900, 2, 27),
    ),
    "BIRTH_TOO_OLD": ("1850", "10/10/1885", "31.12.1899", "1885-10-10"),
    "BIRTH_AHEAD": ("11/08/2021", "15/03/2088", "2022", "2088", 2050.0, date(2021, 8, 11), "31/12/2099", "2099"),
    "MISSING_VALUE": ("", " "),
}  # fmt: skip
AMOUNTS: Mapping[str, Written] = {
    "MONEY_UNREADABLE": (
        "1,500,000", "1.5tr", "1,5 triệu", "1500000.0", "1500000,0", "1.500.000,00", "1e6", "1E+06", "１５０００００",
        "١٥٠٠٠٠٠",
        "true", "-1", "-1.500.000", "0", "0.0", "000", "NaN", "Infinity", "∞", "1.50.000", "1.5000.000", ".500.000",
        "1..500",
        "1 500 000", "1_500_000", "1'500'000", "1500000đ", "1500000 VND", "=1500000", "+1500000", "0x16E360",
        "1500000/2",
        "1" * 16, "1.500.000.000.000.000.000", "một triệu rưỡi", 0.0, -1.0, 0.5, 1500000.25, 1e15, True, date(2021, 7,
        1),
        "1500000\u200b", "1．500．000", "−3",
    ),
}  # fmt: skip
COUNTS: Mapping[str, Written] = {
    "INTEGER_UNREADABLE": ("-1", "−3", "1.5", "1,0", "abc", "1e3", "１２", "3 người", -1.0, 2.5, True, "=1", "0x10",
    "1_000"),
}  # fmt: skip
WORDS: Mapping[str, Mapping[str, Written]] = {
    "sex": {
        "CHOICE_UNKNOWN": ("Không rõ", "M", "1", "Nam/Nữ", "Nữ?", "N÷", 1.0, True, "=Nam", "nam nữ", "♂"),
        "MISSING_VALUE": ("", " "),
    },
    "occupation": {
        "CHOICE_UNKNOWN": ("Gánh xiếc", "Đổi gạo", "Bán vé số và xe ôm", "B¸n vÐ sè l­u ®éng", "x", "0", 5.0, "Xe ôm;"),
        "MISSING_VALUE": ("",),
    },
    "has_labour_contract": {
        "CHOICE_UNKNOWN": ("có thể", "Có/Không", "1", "0", 1.0, 0.0, "C", "tùy", "có không", "√?"),
        "MISSING_VALUE": ("",),
    },
    "payment_method": {
        "CHOICE_UNKNOWN": ("Bitcoin", "Tiền mặt, chuyển khoản", "Gạo", "TM/CK", 1.0),
        "MISSING_VALUE": ("",),
    },
    "residence_commune": {
        "COMMUNE_UNKNOWN": (
            "99999 - Xã Chưa Có", "Hà Nội", "22 738", "2273", "Phường", "２２７３８", "=22738", "58", "Xã", 1.0, True,
        ),
        "COMMUNE_MISMATCH": ("227380", "22738a", "22738 - Phường Kinh Dinh", "22738 - Xã Không Phải",
        "22759 – Đô Vinh"),
        "MISSING_VALUE": ("",),
    },
    "declined": {"CHOICE_UNKNOWN": ("có lẽ", "1", "từ chối?")},
    "note": {
        "SUSPICIOUS_CHARACTER": (
            "ghi chú\x00", "ghi\x1b[2Jchú", "ghi\u202echú", "ghi\u200bchú", "\ue123", "ghi chú 😀",
            "ghi \u2764\ufe0f chú", "p\u0430ypal",
            "Vi\u0435t Nam", "ghi\u2066chú", "\ufeffghi", "a\U000e0020b", "ghi ch\ufffd", "Ａb", "𝐚b", "ghi\uffffchú",
        ),
        "LEGACY_FONT": (
            ("C«ng ty TNHH N¾ng Vµng", "Công ty TNHH Nắng Vàng"), ("Th­¬ng tËt", "Thương tật"),
            ("sè 5 ®­êng TrÇn Phó", "số 5 đường Trần Phú"),
        ),
        "CELL_TOO_LONG": ("ghi chú " * 80,),
        "CELL_ERROR": ("#REF!",),
    },
}  # fmt: skip


def _of(field: str, by_code: Mapping[str, Written]) -> list[BadCell]:
    return [_one(field, code, each) for code, written in by_code.items() for each in written]


def _one(field: str, code: str, written: object) -> BadCell:
    if isinstance(written, tuple):
        cell, proposal = written
        return BadCell(field, cell, code, proposal)
    return BadCell(field, written, code)


CELLS: tuple[BadCell, ...] = (
    *_of("full_name", NAMES),
    *_of("citizen_id", CITIZEN_IDS),
    *_of("old_identity", OLD_IDENTITIES),
    *_of("stopped_from", DAYS),
    *_of("birth_date", BIRTHS),
    *_of("amount_vnd", AMOUNTS),
    *_of("income_vnd_month", COUNTS),
    *(each for field, by_code in (*OTHER_NUMBERS.items(), *WORDS.items()) for each in _of(field, by_code)),
)
