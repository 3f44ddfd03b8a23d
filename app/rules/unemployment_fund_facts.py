"""The form of Decision 28/2021 (Mẫu số 02, 03, 04): who was in unemployment insurance, or left it, and for how long."""

from app.rules.fact import CLOSING, PERSON, Choice, Fact, Kind, Place
from app.rules.worker_facts import INSURANCE_NUMBER

STANDING = Fact(
    "insurance_standing",
    Kind.CHOICE,
    "Tình trạng tham gia BHTN ngày 30/09/2021",
    "Standing in unemployment insurance on 2021-09-30",
    for_rule=True,
    aliases=("Tình trạng tham gia BHTN ngày 30/9/2021",),
    choices=(
        Choice("contributing", "Đang đóng", "Contributing", ("Đang tham gia",)),
        Choice("maternity_leave", "Đang nghỉ thai sản", "On maternity leave", ("Nghỉ thai sản",)),
        Choice("sick_leave", "Đang nghỉ ốm đau từ 14 ngày", "On sick leave of 14 days or more"),
        Choice("left", "Đã dừng tham gia", "Left", ("Đã nghỉ việc",)),
        Choice("never", "Chưa tham gia", "Never in it"),
    ),
)
EMPLOYER_KIND = Fact(
    "employer_kind",
    Kind.CHOICE,
    "Loại hình đơn vị",
    "Kind of employer",
    Place.HEADER,
    for_rule=True,
    help="người đã dừng tham gia: đơn vị đã chấm dứt HĐLĐ",
    choices=(
        Choice("enterprise", "Doanh nghiệp", "Enterprise", ("Công ty",)),
        Choice("cooperative", "Hợp tác xã", "Cooperative", ("HTX",)),
        Choice("household_business", "Hộ kinh doanh", "Household business"),
        Choice("self_financing_unit", "Đơn vị sự nghiệp tự bảo đảm chi thường xuyên", "Self-financing public unit"),
        Choice(
            "partly_financed_unit",
            "Đơn vị sự nghiệp được bảo đảm một phần chi thường xuyên",
            "Public unit of which the budget covers a part",
        ),
        Choice(
            "fully_financed_unit",
            "Đơn vị sự nghiệp do ngân sách bảo đảm toàn bộ chi thường xuyên",
            "Public unit of which the budget covers all recurrent costs",
        ),
        Choice("state_body", "Cơ quan nhà nước", "State body"),
        Choice("political_body", "Tổ chức chính trị, chính trị - xã hội", "Political or socio-political organisation"),
        Choice("armed_forces", "Đơn vị lực lượng vũ trang", "Armed forces"),
        Choice("other", "Khác", "Other"),
    ),
)
ENDED_ON = Fact(
    "contract_ended_on",
    Kind.DATE,
    "Ngày chấm dứt HĐLĐ",
    "Contract ended on",
    for_rule=True,
    help="chỉ với người đã dừng tham gia BHTN",
)
PENSION = Fact(
    "pension_decided",
    Kind.YES_NO,
    "Đã có quyết định hưởng lương hưu",
    "Has a pension decision",
    for_rule=True,
    help="với mọi người: đang tham gia hay đã dừng tham gia BHTN",
)
MONTHS = Fact(
    "months_unused",
    Kind.INTEGER,
    "Số tháng đóng BHTN chưa hưởng đến 30/09/2021",
    "Months of contribution not used for benefit at 2021-09-30",
    for_rule=True,
    aliases=("Thời gian đóng BHTN chưa hưởng TCTN", "Số tháng đóng BHTN chưa hưởng đến 30/9/2021"),
)

FACTS = (
    Fact(
        "employer_name",
        Kind.TEXT,
        "Tên đơn vị",
        "Employer",
        Place.HEADER,
        aliases=("Tên doanh nghiệp", "Đơn vị sử dụng lao động"),
    ),
    Fact("employer_tax_code", Kind.TAX_CODE, "Mã số thuế", "Tax code", Place.HEADER, aliases=("MST",)),
    EMPLOYER_KIND,
    *PERSON,
    INSURANCE_NUMBER,
    STANDING,
    ENDED_ON,
    PENSION,
    MONTHS,
    *CLOSING,
)
