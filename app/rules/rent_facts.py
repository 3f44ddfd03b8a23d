"""The forms of Decision 08/2022 (Mẫu số 02 and its like): an employer's list of workers who rent a room.

A month asked for is a word of its own and brings a line of its own, so a further month is added to a decided row
as a supplement is.
"""

from collections.abc import Iterable
from datetime import date

from app.rules.fact import CLOSING, PERSON, Choice, Fact, Kind, Place
from app.rules.worker_facts import INSURANCE_NUMBER

EMPLOYER_KIND = Fact(
    "employer_kind",
    Kind.CHOICE,
    "Loại hình đơn vị",
    "Kind of employer",
    Place.HEADER,
    required=True,
    for_rule=True,
    choices=(
        Choice("enterprise", "Doanh nghiệp", "Enterprise", ("Công ty", "Chi nhánh", "Văn phòng đại diện")),
        Choice("cooperative", "Hợp tác xã", "Cooperative", ("HTX",)),
        Choice("household_business", "Hộ kinh doanh có đăng ký", "Registered household business", ("Hộ kinh doanh",)),
        Choice("other", "Khác", "Other"),
    ),
    help="doanh nghiệp gồm cả chi nhánh, văn phòng đại diện, tổ chức hành nghề luật sư",
)
WORKPLACE = Fact(
    "workplace_zone",
    Kind.CHOICE,
    "Nơi làm việc",
    "Where the workplace lies",
    Place.HEADER,
    required=True,
    for_rule=True,
    choices=(
        Choice("industrial_park", "Khu công nghiệp", "Industrial park", ("KCN",)),
        Choice("export_zone", "Khu chế xuất", "Export processing zone", ("KCX",)),
        Choice("economic_zone", "Khu kinh tế", "Economic zone", ("KKT",)),
        Choice("outside", "Ngoài các khu này", "Outside of these"),
    ),
)
RENTED_FROM = Fact(
    "rented_from", Kind.DATE, "Thuê nhà từ ngày", "Rents since", for_rule=True, help="ngày bắt đầu thuê, không kể trước"
)
RENTED_TO = Fact(
    "rented_to",
    Kind.DATE,
    "Thuê nhà đến ngày",
    "Rents until (empty: still)",
    for_rule=True,
    empty_says=True,
    help="để trống nếu đang thuê",
)
CONTRACT_SIGNED = Fact(
    "contract_signed_on", Kind.DATE, "Ngày giao kết HĐLĐ", "Contract signed on", for_rule=True
)  # fmt: skip
CONTRACT_FROM = Fact("contract_from", Kind.DATE, "HĐLĐ từ ngày", "Contract from", for_rule=True)
CONTRACT_TO = Fact(
    "contract_to",
    Kind.DATE,
    "HĐLĐ đến ngày",
    "Contract to (empty: no end)",
    for_rule=True,
    empty_says=True,
    help="để trống nếu không xác định thời hạn",
)
OUTSIDE_INSURANCE = Fact(
    "outside_insurance",
    Kind.YES_NO,
    "Không thuộc diện BHXH bắt buộc",
    "Not subject to compulsory insurance",
    for_rule=True,
    empty_says=True,
    help="khoản 4 Điều 2 Nghị định 115/2015/NĐ-CP; để trống nếu thuộc diện",
)
ON_PAYROLL = Fact(
    "on_payroll",
    Kind.YES_NO,
    "Có trong danh sách trả lương",
    "On the payroll",
    for_rule=True,
    help="chỉ với người không thuộc diện BHXH bắt buộc",
)
BENEFIT_LEAVE = Fact(
    "benefit_leave",
    Kind.YES_NO,
    "Nghỉ thai sản, ốm đau từ 14 ngày làm việc",
    "On maternity or sickness benefit for 14 working days or more",
    for_rule=True,
    empty_says=True,
    help="tháng liền trước; để trống nếu không",
)
INSURED = Fact(
    "insured_month_before",
    Kind.YES_NO,
    "Tham gia BHXH bắt buộc tháng liền trước",
    "In compulsory social insurance the month before",
    Place.CONFIRMATION,
    about=("insurance_number",),
    for_rule=True,
    help="Cơ quan BHXH xác nhận, tháng liền trước khi đơn vị lập danh sách",
)


def month_name(year: int, month: int) -> str:
    """The fact that asks for a month, and the component that pays it."""
    return f"month_{year}_{month:02}"


def form(months: Iterable[date]) -> tuple[Fact, ...]:
    """The form of a group: its months are those of the time within which rent is supported."""
    return (
        Fact("employer_name", Kind.TEXT, "Tên đơn vị", "Employer", Place.HEADER, required=True),
        Fact("employer_tax_code", Kind.TAX_CODE, "Mã số thuế", "Tax code", Place.HEADER, required=True),
        Fact("employer_address", Kind.TEXT, "Địa chỉ", "Address", Place.HEADER),
        EMPLOYER_KIND,
        WORKPLACE,
        *PERSON,
        INSURANCE_NUMBER,
        RENTED_FROM,
        RENTED_TO,
        CONTRACT_SIGNED,
        CONTRACT_FROM,
        CONTRACT_TO,
        OUTSIDE_INSURANCE,
        ON_PAYROLL,
        BENEFIT_LEAVE,
        *(_month(month) for month in months),
        *CLOSING,
        INSURED,
    )


def _month(month: date) -> Fact:
    return Fact(
        month_name(month.year, month.month),
        Kind.YES_NO,
        f"Đề nghị tháng {month.month}/{month.year}",
        f"Asks for {month:%Y-%m}",
        for_rule=True,
        supplement=True,
        empty_says=True,
        help="để trống nếu không đề nghị tháng này",
    )
