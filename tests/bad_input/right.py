"""What is unusual and right: rows and files that must be taken, with exactly these values and these notes."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tests.bad_input.form import (
    TRANSFER,
)


@dataclass(frozen=True, slots=True)
class RightRow:
    """A row that must be taken: the cells in which it differs, the values, the codes of its notes."""

    name: str
    cells: Mapping[str, object]
    values: Mapping[str, object]
    notes: tuple[str, ...] = ()


NAMES: Sequence[tuple[str, str]] = (
    ("Ksor H Bŭ", "Ksor H Bŭ"), ("H’Hen Niê", "H’Hen Niê"), ("H'Hen Niê", "H’Hen Niê"), ("HʼHen Niê", "H’Hen Niê"),
    ("K’ Brêu", "K’ Brêu"), ("K' Brêu", "K’ Brêu"), ("K`Brêu", "K’Brêu"), ("Niê Čuê", "Niê Čuê"), ("Y Thĭ Êban",
    "Y Thĭ Êban"),
    ("Rơ Chăm H’Yéo", "Rơ Chăm H’Yéo"), ("Srôñ", "Srôñ"), ("Ka Ngôñ", "Ka Ngôñ"), ("Y", "Y"), ("Út", "Út"), ("Glơh",
    "Glơh"),
    ("Chamaléa Thị Mai", "Chamaléa Thị Mai"), ("Patâu Axá Bính", "Patâu Axá Bính"), ("Pi Năng Thị Lĩa",
    "Pi Năng Thị Lĩa"),
    ("Rơ-Ông K’Ñim", "Rơ-Ông K’Ñim"), ("A Lăng Bhrơi", "A Lăng Bhrơi"), ("Lò Thị Ơn", "Lò Thị Ơn"), ("Vàng A Tủa",
    "Vàng A Tủa"),
    ("Giàng Thị Ư", "Giàng Thị Ư"), ("Thạch Sô Phi", "Thạch Sô Phi"), ("Danh Út", "Danh Út"), ("Châu Sóc Kha",
    "Châu Sóc Kha"),
    ("Đinh K’Rể", "Đinh K’Rể"), ("Ŏ Bŏ", "Ŏ Bŏ"), ("Čil Múp Ha Ơ̆", "Čil Múp Ha Ơ̆"), ("Ayŭn Rơmah", "Ayŭn Rơmah"),
    ("Lơ Mu Ha Krŏng", "Lơ Mu Ha Krŏng"),
    ("NGUYỄN THỊ HOA", "NGUYỄN THỊ HOA"), ("nguyễn thị hoa", "nguyễn thị hoa"), ("NguyễN thị HOA", "NguyễN thị HOA"),
    ("  Nguyễn   Thị  Hoa  ", "Nguyễn Thị Hoa"), ("Nguyễn\u00a0Thị\u00a0Hoa", "Nguyễn Thị Hoa"), ("Nguyễn\nThị Hoa",
    "Nguyễn Thị Hoa"),
    ("Nguyễn\tThị\tHoa", "Nguyễn Thị Hoa"), (unicodedata.normalize("NFD", "Nguyễn Thị Ước"), "Nguyễn Thị Ước"),
    (unicodedata.normalize("NFD", "Đặng Đỗ Ưỡng"), "Đặng Đỗ Ưỡng"), ("Hoà", "Hoà"), ("Hòa", "Hòa"), ("Thuý Quý",
    "Thuý Quý"),
    ("Lê Hà", "Lê Hà"), ("Tô Vân", "Tô Vân"), ("Lê Lò", "Lê Lò"), ("Vò Sành", "Vò Sành"), ("Thuỳ Hoè", "Thuỳ Hoè"),
    ("Trần Thị Thanh Thanh Thanh", "Trần Thị Thanh Thanh Thanh"), ("Công Tằng Tôn Nữ Thị Như Ý Bích Ngọc",
    "Công Tằng Tôn Nữ Thị Như Ý Bích Ngọc"),
    ("Nguyễn Văn A.", "Nguyễn Văn A."), ("Nguyễn-Trần Anh", "Nguyễn-Trần Anh"), ("Tống Công", "Tống Công"), ("Cộng",
    "Cộng"),
    ("Müller Nguyễn", "Müller Nguyễn"), ("José Trần", "José Trần"), ("O’Connor Lan", "O’Connor Lan"), ("Ñah", "Ñah"),
)  # fmt: skip
OTHER_CELLS: Sequence[tuple[str, str, object, object, tuple[str, ...]]] = (
    # what, field, cell, value, notes
    ("a year alone", "birth_date", "1988", 1988, ()),
    ("a year in a numeric cell", "birth_date", 1988.0, 1988, ()),
    ("a day without zeros", "birth_date", "5/3/1988", date(1988, 3, 5), ()),
    ("a day with full stops", "birth_date", "15.03.1988", date(1988, 3, 15), ()),
    ("a day with dashes", "birth_date", "15-03-1988", date(1988, 3, 15), ()),
    ("a day with spaces", "birth_date", " 15 / 03 / 1988 ", date(1988, 3, 15), ()),
    ("an ISO day", "birth_date", "1988-03-15", date(1988, 3, 15), ()),
    ("a day with an hour of nothing", "birth_date", "15/03/1988 00:00:00", date(1988, 3, 15), ()),
    ("an ISO day with an hour of nothing", "birth_date", "1988-03-15T00:00:00", date(1988, 3, 15), ()),
    ("a day behind an apostrophe", "birth_date", "'15/03/1988", date(1988, 3, 15), ()),
    ("a date cell", "birth_date", date(1988, 3, 15), date(1988, 3, 15), ()),
    ("a leap day", "stopped_from", "29/02/2020", date(2020, 2, 29), ()),
    ("the leap day of 2000", "stopped_from", "29/02/2000", date(2000, 2, 29), ()),
    ("a date cell of that day", "stopped_from", date(2021, 7, 17), date(2021, 7, 17), ()),
    ("a number with spaces", "citizen_id", "058 088 000 777", "058088000777", ("NUMBER_CLEANED",)),
    ("a number with full stops", "citizen_id", "058.088.000.777", "058088000777", ("NUMBER_CLEANED",)),
    ("a number with dashes", "citizen_id", "058088-000-777", "058088000777", ("NUMBER_CLEANED",)),
    ("a number behind an apostrophe", "citizen_id", "'058088000777", "058088000777", ("NUMBER_CLEANED",)),
    ("a number with an odd space", "citizen_id", "058088\u00a0000777", "058088000777", ("NUMBER_CLEANED",)),
    ("a number with space around it", "citizen_id", "  058088000777 ", "058088000777", ()),
    ("a number of another province", "citizen_id", "001088000777", "001088000777", ()),
    ("a number of a province that is none", "citizen_id", "003088000777", "003088000777", ("CITIZEN_ID_PROVINCE",)),
    ("a number of somebody born abroad", "citizen_id", "158088000777", "158088000777", ("CITIZEN_ID_ABROAD",)),
    ("a number of another year", "citizen_id", "058089000777", "058089000777", ("CITIZEN_ID_DISAGREES",)),
    ("a number of a woman", "citizen_id", "058188000777", "058188000777", ("CITIZEN_ID_DISAGREES",)),
    ("an old number", "old_identity", "264123456", "264123456", ()),
    ("an old number with a zero before", "old_identity", "011234567", "011234567", ()),
    ("an old number with two zeros before", "old_identity", "001234567", "001234567", ()),
    ("an old number in a numeric cell", "old_identity", 264123456.0, "264123456", ("NUMBER_NOT_TEXT",)),
    ("an old number with spaces", "old_identity", "264 123 456", "264123456", ("NUMBER_CLEANED",)),
    ("a passport", "passport", "C1234567", "C1234567", ()),
    ("a passport in small letters", "passport", "c1234567", "C1234567", ("NUMBER_CLEANED",)),
    ("an insurance number", "insurance_number", "5812345678", "5812345678", ()),
    ("an insurance number in a numeric cell", "insurance_number", 5812345678.0, "5812345678", ("NUMBER_NOT_TEXT",)),
    ("a tax code", "tax_code", "0100109106", "0100109106", ()),
    ("a tax code of a branch", "tax_code", "0100109106-001", "0100109106-001", ()),
    ("a tax code run together", "tax_code", "0100109106001", "0100109106-001", ()),
    ("a tax code with spaces", "tax_code", "0100 109 106", "0100109106", ()),
    ("a phone with full stops", "phone", "0912.345.678", "0912345678", ("NUMBER_CLEANED",)),
    ("a phone with a country", "phone", "+84 912 345 678", "0912345678", ("NUMBER_CLEANED",)),
    ("a phone with a country in zeros", "phone", "0084912345678", "0912345678", ("NUMBER_CLEANED",)),
    ("a phone with brackets", "phone", "(0259) 3822 123", "02593822123", ("NUMBER_CLEANED",)),
    ("an old phone of eleven digits", "phone", "01687654321", "01687654321", ()),
    ("an account", "account_number", "4901205123456", "4901205123456", ()),
    ("an account with a zero before", "account_number", "0081000123456", "0081000123456", ()),
    ("an account of letters", "account_number", "NGUYENVANA88", "NGUYENVANA88", ()),
    ("an account of letters and digits", "account_number", "VQRQ00012ABC", "VQRQ00012ABC", ()),
    ("an account in small letters", "account_number", "vqrq00012abc", "VQRQ00012ABC", ("NUMBER_CLEANED",)),
    ("an account with spaces", "account_number", "0081 0001 2345", "008100012345", ("NUMBER_CLEANED",)),
    ("an account of six digits", "account_number", "123456", "123456", ()),
    ("an account of nineteen digits", "account_number", "9704229225577124123", "9704229225577124123", ()),
    ("a bank's short name", "bank", "vietcombank", "970436", ()),
    ("a bank's long name", "bank", "Ngân hàng TMCP Ngoại thương Việt Nam", "970436", ()),
    ("a bank with its branch", "bank", "Agribank chi nhánh Ninh Phước", "970405", ()),
    ("a bank with its place", "bank", "Agribank Ninh Thuận", "970405", ()),
    ("a bank by its number", "bank", "970405", "970405", ()),
    ("a holder in capitals", "account_name", "NGUYEN VAN A", "NGUYEN VAN A", ()),
    ("a holder of a minority", "account_name", "H’Hen Niê", "H’Hen Niê", ()),
    ("an amount in digits", "amount_vnd", "1500000", 1_500_000, ()),
    ("an amount in groups", "amount_vnd", "1.500.000", 1_500_000, ()),
    ("an amount in a numeric cell", "amount_vnd", 1500000.0, 1_500_000, ()),
    ("an amount of one đồng", "amount_vnd", "1", 1, ()),
    ("an income of nothing", "income_vnd_month", "0", 0, ()),
    ("an income of nothing in a cell", "income_vnd_month", 0.0, 0, ()),
    ("an income in groups", "income_vnd_month", "2.000.000", 2_000_000, ()),
    ("a sex in capitals", "sex", "NAM", "male", ()),
    ("a sex in English", "sex", "male", "male", ()),
    ("a yes of a cross", "socially_insured", "x", True, ()),
    ("a yes of a cell", "socially_insured", True, True, ()),
    ("a no without marks", "socially_insured", "khong", False, ()),
    ("an occupation without marks", "occupation", "ban ve so luu dong", "mobile_lottery_seller", ()),
    ("an occupation by another name", "occupation", "Bán vé số dạo", "mobile_lottery_seller", ()),
    ("an occupation decomposed", "occupation", unicodedata.normalize("NFD", "Thợ xây"), "house_building_worker", ()),
    ("a commune's code", "residence_commune", "22738", "22738", ()),
    ("a commune's code in a numeric cell", "residence_commune", 22738.0, "22738", ()),
    ("a commune's name", "residence_commune", "P. Đô Vinh", "22738", ()),
    ("a commune without marks", "residence_commune", "phuong do vinh", "22738", ()),
    ("a commune outside", "workplace_commune", "Ngoài tỉnh", "00000", ()),
    ("a method by its initials", "payment_method", "TM", "cash", ()),
    ("a note with signs", "note", "Số 5/2, đường 21-8; ĐT: 0259 (nhà riêng) 50%",
    "Số 5/2, đường 21-8; ĐT: 0259 (nhà riêng) 50%", ()),
    ("a note with a measure", "note", "diện tích 25 m², nửa ngày ½", "diện tích 25 m², nửa ngày ½", ()),
    ("a note of one byte", "note", "Quê Hà Nam", "Quê Hà Nam", ()),
    ("a note that looks like a formula", "note", "=> đã xác minh", "=> đã xác minh", ()),
    ("a note of a bullet", "note", "- đã xác minh", "- đã xác minh", ()),
    ("a note in quotes", "note", "gọi là “Tèo”, 'Tý'", "gọi là “Tèo”, 'Tý'", ()),
    ("a note in another script", "note", "tên Chăm: ꨌꩌ", "tên Chăm: ꨌꩌ", ()),
    ("a note of five hundred letters", "note", "x" * 500, "x" * 500, ()),
    ("a note of lines", "note", "dòng một\ndòng hai", "dòng một dòng hai", ()),
    ("a birth certificate", "birth_certificate", "105/2018", "105/2018", ()),
)  # fmt: skip
BY_TRANSFER = frozenset({"account_number", "account_name", "bank"})


def _row(what: str, field: str, cell: object, value: object, notes: tuple[str, ...]) -> RightRow:
    more = TRANSFER if field in BY_TRANSFER else {}
    return RightRow(what, {**more, field: cell}, {field: value}, notes)


ROWS: tuple[RightRow, ...] = (
    *(RightRow(f"the name {name}", {"full_name": name}, {"full_name": value}) for name, value in NAMES),
    *(_row(*each) for each in OTHER_CELLS),
    RightRow("an old number alone", {"citizen_id": None, "old_identity": "264999001"}, {"old_identity": "264999001"}),
    RightRow("a passport alone", {"citizen_id": None, "passport": "C7654321"}, {"passport": "C7654321"}),
    RightRow(
        "a child with a certificate and no number",
        {"citizen_id": None, "birth_certificate": "12/2019", "birth_date": "2019"},
        {"birth_certificate": "12/2019", "birth_date": 2019},
    ),
    RightRow(
        "a child born on the day of receipt",
        {"citizen_id": None, "birth_certificate": "99/2021", "birth_date": "10/08/2021"},
        {"birth_date": date(2021, 8, 10)},
    ),
    RightRow(
        "a woman born in 2001",
        {"citizen_id": "058301000123", "birth_date": "2001", "sex": "Nữ"},
        {"citizen_id": "058301000123", "birth_date": 2001, "sex": "female"},
    ),
    RightRow("somebody born in 1901", {"citizen_id": "058001000123", "birth_date": "1901"}, {"birth_date": 1901}),
    RightRow("a transfer to somebody with an odd name", {**TRANSFER, "full_name": "Ksor H Bŭ"}, {"bank": "970405"}),
)
