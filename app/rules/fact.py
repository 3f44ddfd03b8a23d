"""A fact of a form: one declaration that reader, template, JSON shape, docs and rules all use."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a fact's value is, once read."""

    TEXT = "text"  # str, NFC
    NAME = "name"  # str, a person's name
    DATE = "date"  # datetime.date
    BIRTH_DATE = "birth_date"  # date, or a bare year as int where only the year is known
    INTEGER = "integer"  # int
    MONEY = "money"  # int đồng
    YES_NO = "yes_no"  # bool
    CHOICE = "choice"  # str, one of the codes in `choices`
    COMMUNE = "commune"  # str, 5-digit commune code; the form shows "22738 - Phường Đô Vinh"
    CITIZEN_ID = "citizen_id"  # str, CCCD, 12 digits
    OLD_IDENTITY = "old_identity"  # str, CMND, 9 digits
    PASSPORT = "passport"  # str, 6 to 12 capital letters and digits
    INSURANCE_NUMBER = "insurance_number"  # str, mã số BHXH, 10 digits
    TAX_CODE = "tax_code"  # str, 10 digits, or 10-3
    PHONE = "phone"  # str, digits, leading 0
    BANK = "bank"  # str, 6-digit NAPAS BIN; the form shows the bank's short name
    ACCOUNT = "account"  # str, 6 to 19 digits or capital letters


class Place(StrEnum):
    """Where a fact stands."""

    HEADER = "header"  # once above the table, "Label: value"
    ROW = "row"  # a column
    CONFIRMATION = "confirmation"  # in another body's answer, per row
    LIST = "list"  # given with the list: received_on


@dataclass(frozen=True, slots=True)
class Choice:
    """One permitted value: its code, its Vietnamese word on the form, its English word, other spellings."""

    code: str
    vi: str
    en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: its name in code, its title on the form, and what the form accepts."""

    name: str
    kind: Kind
    vi: str
    en: str
    place: Place = Place.ROW
    aliases: tuple[str, ...] = ()
    required: bool = False  # the row (or list) comes back when it is empty
    for_rule: bool = False  # the rules read it; everything else they never see
    parts: bool = False  # lines of one person differ in it and are not the same line twice
    about: tuple[str, ...] = ()  # of another body's word: where one of these changes, it is asked for anew
    confirmed_by: str = ""  # of another body's word: whose, of UNIT_KINDS ("": the social insurance agency's)
    supplement: bool = False  # its paper may come after the decision: it brings a line of money of its own
    empty_says: bool = False  # left empty it is not unknown: no end of contract, not pregnant, not declined
    hashed: bool = False  # a number of somebody's: the rules and the database see its keyed hash
    choices: tuple[Choice, ...] = ()
    example: str = ""
    help: str = ""


PERSON = (
    Fact(
        "full_name",
        Kind.NAME,
        "Họ và tên",
        "Full name",
        required=True,
        aliases=("Họ tên", "Họ và tên người lao động", "Họ, tên", "Tên người lao động"),
        example="Nguyễn Thị Hoa",
    ),
    Fact(
        "birth_date",
        Kind.BIRTH_DATE,
        "Ngày sinh",
        "Date of birth",
        required=True,
        for_rule=True,
        aliases=("Ngày, tháng, năm sinh", "Ngày tháng năm sinh", "Năm sinh", "Ngày/tháng/năm sinh"),
        example="15/03/1988",
        help="dd/mm/yyyy; chỉ năm nếu giấy tờ chỉ ghi năm",
    ),
    Fact(
        "sex",
        Kind.CHOICE,
        "Giới tính",
        "Sex",
        required=True,
        aliases=("Nam/Nữ", "Giới"),
        example="Nữ",
        choices=(Choice("male", "Nam", "Male"), Choice("female", "Nữ", "Female", ("Nu",))),
    ),
    Fact(
        "citizen_id",
        Kind.CITIZEN_ID,
        "Số CCCD",
        "Citizen identity number",
        aliases=("Số căn cước công dân", "CCCD", "Số định danh cá nhân", "Căn cước công dân", "Số căn cước"),
        example="058188001234",
        help="12 chữ số, ô định dạng văn bản",
    ),
    Fact(
        "old_identity",
        Kind.OLD_IDENTITY,
        "Số CMND",
        "Old identity card number",
        aliases=("CMND", "Số chứng minh nhân dân", "Số CMND cũ", "Chứng minh nhân dân"),
        example="264123456",
        help="9 chữ số; ghi cả số cũ nếu đã đổi sang CCCD",
    ),
    Fact(
        "passport",
        Kind.PASSPORT,
        "Số hộ chiếu",
        "Passport number",
        aliases=("Hộ chiếu", "Passport"),
        example="C1234567",
        help="khi không có CCCD, CMND",
    ),
)
"""Who a row is. At least one identity number must be there: the reader asks for it (`IDENTITY_MISSING`)."""

BIRTH_CERTIFICATE = Fact(
    "birth_certificate",
    Kind.TEXT,
    "Số giấy khai sinh, chứng sinh",
    "Birth or live-birth certificate number",
    aliases=("Giấy khai sinh", "Số giấy khai sinh", "Giấy chứng sinh"),
    example="105/2018",
    help="trẻ em chưa có số định danh",
)
"""A child without a number of its own is known by its certificate, where a form is for children too."""

CONTACT = (Fact("phone", Kind.PHONE, "Điện thoại", "Phone", aliases=("Số điện thoại", "SĐT", "ĐT")),)

PAYMENT = (
    Fact(
        "payment_method",
        Kind.CHOICE,
        "Hình thức nhận",
        "Payment method",
        required=True,
        aliases=("Hình thức chi trả", "Hình thức nhận tiền", "Nhận tiền bằng"),
        example="Tiền mặt",
        choices=(
            Choice("cash", "Tiền mặt", "Cash", ("TM",)),
            Choice("transfer", "Chuyển khoản", "Bank transfer", ("CK", "Tài khoản")),
        ),
    ),
    Fact(
        "account_number",
        Kind.ACCOUNT,
        "Số tài khoản",
        "Account number",
        aliases=("STK", "Số TK", "Tài khoản ngân hàng", "Số tài khoản ngân hàng"),
        help="bắt buộc khi chuyển khoản",
    ),
    Fact(
        "account_name",
        Kind.NAME,
        "Tên chủ tài khoản",
        "Account holder",
        aliases=("Chủ tài khoản", "Tên tài khoản"),
        help="để trống nếu trùng họ và tên",
    ),
    Fact("bank", Kind.BANK, "Ngân hàng", "Bank", aliases=("Tên ngân hàng", "Tại ngân hàng", "Mở tại ngân hàng")),
)
"""How a row is paid. Account and bank are needed when the method is transfer (`ACCOUNT_MISSING`, `BANK_MISSING`)."""

NOTE = (Fact("note", Kind.TEXT, "Ghi chú", "Note", aliases=("Chú thích",)),)

DECLINED = Fact(
    "declined",
    Kind.YES_NO,
    "Không nhận hỗ trợ",
    "Declines the support",
    for_rule=True,
    empty_says=True,
    aliases=("Từ chối nhận hỗ trợ",),
    help="Có khi người được hỗ trợ có văn bản tự nguyện không nhận; để trống nếu nhận",
)

RECEIVED_ON = Fact(
    "received_on", Kind.DATE, "Ngày tiếp nhận", "Date the paper was received", Place.LIST, required=True, for_rule=True
)

CLOSING = (*CONTACT, *PAYMENT, DECLINED, *NOTE, RECEIVED_ON)
"""What a person's form ends with, before other bodies' words."""

LISTING_COMMUNE = Fact(
    "commune_name",
    Kind.TEXT,
    "Xã, phường, thị trấn",
    "Commune",
    Place.HEADER,
    aliases=("Xã", "Phường", "Đơn vị", "UBND xã, phường"),
)
RESIDENCE = Fact(
    "residence_commune",
    Kind.COMMUNE,
    "Nơi cư trú",
    "Commune of residence",
    aliases=("Nơi thường trú", "Nơi ở hiện tại", "Nơi thường trú/tạm trú"),
    example="22738 - Phường Đô Vinh",
)
"""Where no rule reads it."""
