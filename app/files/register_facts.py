"""The forms of other agencies' lists: who died, who was paid elsewhere, staff accounts, payrolls, tax lists.

A list of numbers to be compared is a form of numbers alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.files.list_faults import ERROR, Fault
from app.files.lists import ReadList, Row
from app.rules.fact import BIRTH_CERTIFICATE, PERSON, RESIDENCE, Fact, Kind
from app.rules.prior_support_facts import POLICIES

_NAMED = {fact.name: replace(fact, required=False, for_rule=False, parts=False) for fact in PERSON}
NAME = replace(_NAMED["full_name"], required=True, aliases=(*_NAMED["full_name"].aliases, "Họ và tên người chết"))
BIRTH, SEX = _NAMED["birth_date"], _NAMED["sex"]
INSURANCE = Fact(
    "insurance_number", Kind.INSURANCE_NUMBER, "Số BHXH", "Social insurance number",
    aliases=("Mã số BHXH", "Mã số bảo hiểm xã hội", "Số sổ BHXH"),
)  # fmt: skip
NUMBERS = (*(_NAMED[name] for name in ("citizen_id", "old_identity", "passport")), INSURANCE)
BUSINESS_NUMBER = Fact(
    "business_number", Kind.TEXT, "Số đăng ký hộ kinh doanh", "Business registration number",
    aliases=("Số GCN ĐKKD", "Số đăng ký kinh doanh"),
)  # fmt: skip
TAX_CODE = Fact("tax_code", Kind.TAX_CODE, "Mã số thuế", "Tax code", aliases=("MST",))
AGENCY = Fact(
    "agency", Kind.TEXT, "Cơ quan, đơn vị", "Agency", parts=True, aliases=("Cơ quan chi trả", "Đơn vị", "Cơ quan")
)
AMOUNT = Fact("amount_vnd", Kind.MONEY, "Số tiền", "Amount (đồng)", parts=True, aliases=("Số tiền (đồng)",))
PAID_ON = Fact("paid_on", Kind.DATE, "Ngày chi", "Paid on", parts=True, aliases=("Ngày nhận", "Ngày chi trả"))
POLICY = Fact("policy", Kind.CHOICE, "Chính sách", "Policy", parts=True, choices=POLICIES, aliases=("Nội dung hỗ trợ",))
DIED_ON = Fact("died_on", Kind.DATE, "Ngày chết", "Day of death", required=True, aliases=("Ngày mất", "Ngày tử vong"))
USER = Fact(
    "user", Kind.TEXT, "Tên trong hệ thống", "Name as a user of the service",
    help="để trống nếu người này không dùng hệ thống",
)  # fmt: skip
ACCOUNT = Fact(
    "account_number", Kind.ACCOUNT, "Số tài khoản", "Account number", required=True, aliases=("STK", "Số TK")
)
BANK = Fact("bank", Kind.BANK, "Ngân hàng", "Bank", aliases=("Tên ngân hàng",))

FORMS: Mapping[str, Sequence[Fact]] = {
    "deaths": (NAME, BIRTH, SEX, *NUMBERS[:3], INSURANCE, RESIDENCE, DIED_ON),
    "paid_elsewhere": (NAME, BIRTH, *NUMBERS, POLICY, AMOUNT, PAID_ON, AGENCY),
    "staff_accounts": (_NAMED["full_name"], ACCOUNT, BANK, AGENCY, USER),
    "payroll": (NAME, BIRTH, *NUMBERS, AGENCY),
    "tax_list": (replace(NAME, kind=Kind.TEXT, aliases=("Tên hộ kinh doanh", "Tên người nộp thuế", *NAME.aliases)),
                 *NUMBERS[:2], TAX_CODE, BUSINESS_NUMBER),
}  # fmt: skip
"""By kind of register."""

COMPARED = (*NUMBERS, BIRTH_CERTIFICATE, TAX_CODE, BUSINESS_NUMBER)
"""The numbers by which somebody may be looked for."""

COMPARED_FORM = (_NAMED["full_name"], *COMPARED)
"""A list of numbers; names beside them are not looked at."""

UNFINDABLE = {
    "deaths": (
        "Dòng không có số giấy tờ nào và cũng không đủ họ tên, ngày sinh: không đối chiếu được.",
        "The row has no number, and not both name and birth either: nobody can be found by it.",
    ),
    "": (
        "Dòng không có số giấy tờ nào: không đối chiếu được.",
        "The row has no number: nobody can be found by it.",
    ),
}
DIED_AFTER_LIST = (
    "Ngày chết sau ngày lập danh sách: hãy kiểm tra lại.",
    "The day of death is after the day of the list: check it.",
)
USER_UNKNOWN = (
    "Không có người dùng nào của hệ thống mang tên ở “Tên trong hệ thống”.",
    "No user of the service has the name in “Name as a user of the service”.",
)
ALL_NUMBERS = frozenset(fact.name for fact in COMPARED)


def with_any_number(read: ReadList, kind: str = "") -> tuple[list[Row], list[Fault]]:
    """The rows by which somebody can be found, and the faults of the others.

    A beneficiary's row needs an identity number; here another number does too, and of the dead name and birth.
    """
    broken = {fault.row for fault in read.faults if fault.severity == ERROR and fault.code != "IDENTITY_MISSING"}
    rows = sorted((*read.rows, *read.bad_rows), key=lambda row: row.number)
    good = [row for row in rows if row.number not in broken]
    findable = [row for row in good if _is_findable(row, kind)]
    told = {row.number for row in findable}
    lost = [row_fault(row.number, "NUMBER_MISSING", UNFINDABLE[kind if kind in UNFINDABLE else ""])
            for row in good if row.number not in told]  # fmt: skip
    return findable, [*(f for f in read.faults if f.severity == ERROR and f.code != "IDENTITY_MISSING"), *lost]


def row_fault(row: int, code: str, words: tuple[str, str]) -> Fault:
    """A fault that only a register's row can have."""
    return Fault(row, None, None, code, *words)


def _is_findable(row: Row, kind: str) -> bool:
    by_name = kind == "deaths" and {"full_name", "birth_date"} <= row.values.keys()
    return kind == "staff_accounts" or by_name or not ALL_NUMBERS.isdisjoint(row.values)
