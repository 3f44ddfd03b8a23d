"""The form of policy 10a: what a commune's list says of those who trade without registration (the province's form)."""

from app.rules import household_business_facts as registered
from app.rules.fact import CLOSING, LISTING_COMMUNE, PERSON, RESIDENCE, Choice, Fact, Kind

KINDS = (
    Choice(
        "farm_forest_fish_salt",
        "Sản xuất nông, lâm, ngư nghiệp, làm muối",
        "Farming, forestry, fishing or salt",
        ("Nông nghiệp", "Lâm nghiệp", "Ngư nghiệp", "Làm muối"),
    ),
    Choice("street_vendor", "Bán hàng rong", "Street vendor", ("Buôn bán hàng rong", "Hàng rong")),
    Choice("snack_seller", "Bán quà vặt", "Snack seller", ("Quà vặt",)),
    Choice("trip_trader", "Buôn chuyến", "Trip trader"),
    Choice("mobile", "Kinh doanh lưu động", "Mobile business"),
    Choice("seasonal", "Kinh doanh thời vụ", "Seasonal business", ("Thời vụ",)),
    Choice("low_income_service", "Làm dịch vụ có thu nhập thấp", "Low-income service", ("Dịch vụ thu nhập thấp",)),
    Choice("other", "Khác", "Other"),
)

BUSINESS_KIND = Fact(
    "business_kind",
    Kind.CHOICE,
    "Loại hình kinh doanh",
    "Kind of business",
    required=True,
    for_rule=True,
    choices=KINDS,
    aliases=("Loại hình", "Hoạt động kinh doanh"),
    example="Bán hàng rong",
)
REGISTRATION_REQUIRED = Fact(
    "registration_required",
    Kind.YES_NO,
    "Phải đăng ký hộ kinh doanh",
    "Must be registered",
    required=True,
    for_rule=True,
    aliases=("Thuộc diện phải đăng ký kinh doanh",),
    example="Không",
    help="theo Điều 79 Nghị định 01/2021/NĐ-CP",
)
FREELANCE_BENEFICIARY = Fact(
    "freelance_beneficiary",
    Kind.YES_NO,
    "Thuộc đối tượng lao động tự do do tỉnh quy định",
    "Among those the province supports as freelance workers",
    required=True,
    for_rule=True,
    aliases=("Đối tượng khoản 12", "Thuộc đối tượng khoản 12 Mục II"),
    example="Không",
    help="khoản 12 Mục II Nghị quyết 68, dù đã nhận hay chưa nhận tiền",
)
MEETS_CRITERIA = Fact(
    "meets_provincial_criteria",
    Kind.YES_NO,
    "Đáp ứng tiêu chí do UBND cấp tỉnh quy định",
    "Meets the criteria that the province has set",
    for_rule=True,
    aliases=("Đáp ứng tiêu chí của tỉnh",),
    example="Có",
    help="để trống nếu tỉnh chưa ban hành tiêu chí",
)

FACTS = (
    LISTING_COMMUNE,
    *PERSON,
    RESIDENCE,
    BUSINESS_KIND,
    registered.BUSINESS_COMMUNE,
    REGISTRATION_REQUIRED,
    registered.CAUSE,
    registered.STOPPED_FROM,
    registered.STOPPED_TO,
    FREELANCE_BENEFICIARY,
    MEETS_CRITERIA,
    *CLOSING,
)
