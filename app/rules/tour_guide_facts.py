"""The form of policy 9b (Mẫu số 10), as a department lists the guides who filed with it.

The printed lines of Mẫu số 10 could not be read at its source.
"""

from app.rules.fact import CLOSING, PERSON, Choice, Fact, Kind, Place

CARD_KINDS = (
    Choice("international", "Quốc tế", "International", ("Hướng dẫn viên du lịch quốc tế", "HDV quốc tế")),
    Choice("domestic", "Nội địa", "Domestic", ("Hướng dẫn viên du lịch nội địa", "HDV nội địa")),
    Choice("on_site", "Tại điểm", "On site", ("Hướng dẫn viên du lịch tại điểm", "HDV tại điểm")),
)
TIES = (
    Choice(
        "labour_contract",
        "Hợp đồng lao động với doanh nghiệp lữ hành hoặc dịch vụ hướng dẫn",
        "Labour contract with a travel or guiding enterprise",
        ("Hợp đồng lao động", "HĐLĐ"),
    ),
    Choice(
        "membership",
        "Hội viên tổ chức xã hội - nghề nghiệp về hướng dẫn du lịch",
        "Member of a professional guiding organisation",
        ("Hội viên", "Thẻ hội viên"),
    ),
    Choice(
        "site_assignment",
        "Phân công của tổ chức, cá nhân quản lý khu, điểm du lịch",
        "Assigned by the manager of the site",
        ("Phân công", "Văn bản phân công"),
    ),
    Choice("none", "Không có", "No such tie", ("Không",)),
)

CARD_KIND = Fact(
    "card_kind",
    Kind.CHOICE,
    "Loại thẻ hướng dẫn viên",
    "Kind of guide card",
    required=True,
    for_rule=True,
    choices=CARD_KINDS,
    aliases=("Loại thẻ", "Thẻ hướng dẫn viên"),
    example="Nội địa",
)
CARD_VALID_TO = Fact(
    "card_valid_to",
    Kind.DATE,
    "Thẻ có giá trị đến ngày",
    "Card valid to",
    for_rule=True,
    empty_says=True,
    aliases=("Thời hạn thẻ", "Ngày hết hạn thẻ"),
    example="15/06/2023",
    help="ngày hết hạn ghi trên thẻ; thẻ tại điểm không ghi thời hạn thì để trống",
)
TIE = Fact(
    "tie",
    Kind.CHOICE,
    "Căn cứ hành nghề",
    "What ties the guide to the trade",
    required=True,
    for_rule=True,
    choices=TIES,
    aliases=("Giấy tờ hành nghề", "Hợp đồng hoặc thẻ hội viên"),
    example="Thẻ hội viên",
)
CONTRACT_FROM = Fact(
    "contract_from",
    Kind.DATE,
    "HĐLĐ từ ngày",
    "Contract from",
    for_rule=True,
    aliases=("Ngày bắt đầu HĐLĐ",),
    example="01/03/2019",
    help="cần khi căn cứ hành nghề là hợp đồng lao động",
)
CONTRACT_TO = Fact(
    "contract_to",
    Kind.DATE,
    "HĐLĐ đến ngày",
    "Contract to (empty: no end)",
    for_rule=True,
    empty_says=True,
    aliases=("Ngày kết thúc HĐLĐ",),
    example="31/12/2021",
)
LOCAL_SUPPORT = Fact(
    "local_support_2021",
    Kind.YES_NO,
    "Đã hưởng hỗ trợ của địa phương năm 2021",
    "Had local support in 2021",
    required=True,
    for_rule=True,
    aliases=("Đã nhận hỗ trợ của địa phương",),
    example="Không",
)

FACTS = (
    Fact(
        "department_name",
        Kind.TEXT,
        "Tên sở",
        "Department",
        Place.HEADER,
        aliases=("Sở", "Đơn vị", "Cơ quan cấp thẻ"),
        example="Sở Văn hóa, Thể thao và Du lịch",
    ),
    *PERSON,
    CARD_KIND,
    Fact(
        "card_number",
        Kind.TEXT,
        "Số thẻ hướng dẫn viên",
        "Guide card number",
        required=True,
        aliases=("Số thẻ", "Mã số thẻ"),
        example="258123456",
    ),
    CARD_VALID_TO,
    TIE,
    Fact(
        "tie_with",
        Kind.TEXT,
        "Doanh nghiệp, tổ chức, khu, điểm du lịch",
        "Enterprise, organisation or site",
        aliases=("Tên doanh nghiệp", "Tên tổ chức"),
        example="Công ty Du lịch Ninh Chữ",
    ),
    CONTRACT_FROM,
    CONTRACT_TO,
    LOCAL_SUPPORT,
    *CLOSING,
)
