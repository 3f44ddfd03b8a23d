"""The form of policy 10 (Mẫu số 11), as a commune lists its household businesses: the row is the owner.

The printed columns of Mẫu số 11 could not be read at its source. What the tax branch says of a household stands
in its answer: whether it is registered for tax, and whether it is in the branch's directory.
"""

from dataclasses import replace

from app.rules.fact import CLOSING, LISTING_COMMUNE, PERSON, RESIDENCE, Choice, Fact, Kind, Place

CAUSES = (
    Choice(
        "stopped_by_order",
        "Dừng theo yêu cầu của cơ quan có thẩm quyền",
        "Stopped by the authority's order",
        ("Theo yêu cầu",),
    ),
    Choice(
        "directive_16_area",
        "Địa điểm kinh doanh ở địa bàn thực hiện Chỉ thị 16",
        "Place of business in an area under Directive 16",
        ("Chỉ thị 16", "Trên địa bàn thực hiện Chỉ thị 16"),
    ),
    Choice(
        "resolution_128_measure",
        "Không hoạt động hoặc ngừng hoạt động theo Nghị quyết 128",
        "No activity, or stopped, under Resolution 128",
        ("Nghị quyết 128",),
    ),
    Choice("none", "Lý do khác", "Another reason", ("Không", "Tự nghỉ", "Khác")),
)

OWNER = (
    replace(PERSON[0], aliases=(*PERSON[0].aliases, "Chủ hộ kinh doanh", "Họ tên chủ hộ", "Họ và tên chủ hộ")),
    *PERSON[1:],
)

BUSINESS_COMMUNE = Fact(
    "business_commune",
    Kind.COMMUNE,
    "Địa điểm kinh doanh",
    "Commune of the place of business",
    required=True,
    aliases=("Nơi kinh doanh", "Xã, phường nơi kinh doanh", "Địa bàn kinh doanh"),
    example="22759 - Phường Kinh Dinh",
)
CAUSE = Fact(
    "cause",
    Kind.CHOICE,
    "Lý do dừng hoạt động",
    "Cause of the stop",
    required=True,
    for_rule=True,
    choices=CAUSES,
    aliases=("Lý do", "Lý do tạm dừng", "Nguyên nhân dừng hoạt động"),
    example="Dừng theo yêu cầu của cơ quan có thẩm quyền",
)
STOPPED_FROM = Fact(
    "stopped_from",
    Kind.DATE,
    "Dừng hoạt động từ ngày",
    "Stopped from",
    required=True,
    for_rule=True,
    aliases=("Thời điểm bắt đầu dừng hoạt động", "Ngày dừng hoạt động", "Từ ngày"),
    example="17/07/2021",
)
STOPPED_TO = Fact(
    "stopped_to",
    Kind.DATE,
    "Dừng hoạt động đến ngày",
    "Stopped to (last day)",
    required=True,
    for_rule=True,
    aliases=("Thời điểm kết thúc dừng hoạt động", "Đến ngày"),
    example="06/08/2021",
    help="ngày cuối cùng không hoạt động",
)
REGISTERED = Fact(
    "registered",
    Kind.YES_NO,
    "Có đăng ký kinh doanh",
    "Has a business registration",
    required=True,
    for_rule=True,
    aliases=("Có ĐKKD", "Đăng ký kinh doanh"),
    example="Có",
    help="theo giấy chứng nhận đăng ký hộ kinh doanh",
)
OTHER_LINES_GO_ON = Fact(
    "other_lines_go_on",
    Kind.YES_NO,
    "Còn ngành nghề khác vẫn hoạt động",
    "Another line of business goes on",
    required=True,
    for_rule=True,
    aliases=("Ngành nghề khác vẫn hoạt động", "Còn hoạt động ngành nghề khác"),
    example="Không",
    help="Có khi hộ kinh doanh nhiều ngành nghề và chỉ dừng một phần",
)
TAX_REGISTERED, IN_TAX_DIRECTORY = (
    Fact(
        name,
        Kind.YES_NO,
        vi,
        en,
        Place.CONFIRMATION,
        about=("business_number", "tax_code"),
        confirmed_by="tax_branch",
        for_rule=True,
        help="Chi cục Thuế xác nhận",
    )
    for name, vi, en in (
        ("tax_registered", "Có đăng ký thuế", "Registered for tax"),
        ("in_tax_directory", "Có trong danh bạ của cơ quan thuế", "Listed in the tax office's directory"),
    )
)

FACTS = (
    LISTING_COMMUNE,
    *OWNER,
    RESIDENCE,
    Fact(
        "business_name",
        Kind.TEXT,
        "Tên hộ kinh doanh",
        "Name of the household business",
        required=True,
        aliases=("Hộ kinh doanh", "Tên cơ sở kinh doanh", "Tên biển hiệu"),
        example="Hộ kinh doanh Quán Ba Sáu",
    ),
    REGISTERED,
    Fact(
        "business_number",
        Kind.TEXT,
        "Số đăng ký hộ kinh doanh",
        "Business registration number",
        aliases=("Mã số hộ kinh doanh", "Số ĐKKD", "Số giấy chứng nhận đăng ký hộ kinh doanh", "Số GCN ĐKKD"),
        example="43A8001234",
        help="như ghi trên giấy chứng nhận đăng ký hộ kinh doanh",
    ),
    Fact("tax_code", Kind.TAX_CODE, "Mã số thuế", "Tax code", aliases=("MST",), example="4500612343"),
    BUSINESS_COMMUNE,
    Fact(
        "business_lines",
        Kind.TEXT,
        "Ngành nghề kinh doanh",
        "Lines of business",
        aliases=("Ngành, nghề kinh doanh", "Ngành nghề"),
        example="Ăn uống",
    ),
    CAUSE,
    STOPPED_FROM,
    STOPPED_TO,
    OTHER_LINES_GO_ON,
    *CLOSING,
    TAX_REGISTERED,
    IN_TAX_DIRECTORY,
)
