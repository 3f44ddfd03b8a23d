"""The form of policy 9a (Mẫu số 09): a performing-arts unit's list of its artists.

The printed columns of Mẫu số 09 could not be read at its source; what stands above the table is the unit's.
"""

from app.rules.fact import CLOSING, PERSON, Choice, Fact, Kind, Place

UNIT_KINDS = (
    Choice(
        "public",
        "Đơn vị nghệ thuật biểu diễn công lập",
        "Public performing-arts unit",
        ("Công lập", "Đơn vị sự nghiệp công lập"),
    ),
    Choice("armed_forces", "Đơn vị thuộc lực lượng vũ trang", "Unit of the armed forces", ("Lực lượng vũ trang",)),
    Choice("other", "Đơn vị khác", "Another unit", ("Ngoài công lập", "Khác")),
)
POSITIONS = (
    Choice("art_director", "Đạo diễn nghệ thuật", "Art director", ("Đạo diễn",)),
    Choice("actor", "Diễn viên", "Actor"),
    Choice("painter", "Họa sĩ", "Painter", ("Hoạ sĩ",)),
    Choice("other", "Khác", "Other", ("Nhạc công", "Kỹ thuật viên")),
)
GRADES = (
    Choice("grade_1", "Hạng I", "Grade I", ("I", "1")),
    Choice("grade_2", "Hạng II", "Grade II", ("II", "2")),
    Choice("grade_3", "Hạng III", "Grade III", ("III", "3")),
    Choice("grade_4", "Hạng IV", "Grade IV", ("IV", "4")),
    Choice("none", "Không giữ hạng", "Holds no grade", ("Lao động hợp đồng", "Không phải viên chức")),
)

UNIT_KIND = Fact(
    "arts_unit_kind",
    Kind.CHOICE,
    "Loại hình đơn vị",
    "Kind of unit",
    Place.HEADER,
    required=True,
    for_rule=True,
    choices=UNIT_KINDS,
    aliases=("Loại hình",),
    example="Đơn vị nghệ thuật biểu diễn công lập",
)
STOPPED_BY_ORDER = Fact(
    "stopped_by_order",
    Kind.YES_NO,
    "Tạm dừng theo yêu cầu của cơ quan có thẩm quyền",
    "Stopped by the authority's order",
    Place.HEADER,
    required=True,
    for_rule=True,
    aliases=("Dừng theo yêu cầu",),
    example="Có",
)
STOPPED_FROM = Fact(
    "stopped_from",
    Kind.DATE,
    "Tạm dừng hoạt động từ ngày",
    "Stopped from",
    Place.HEADER,
    required=True,
    for_rule=True,
    aliases=("Tạm dừng từ ngày", "Từ ngày"),
    example="09/05/2021",
)
STOPPED_TO = Fact(
    "stopped_to",
    Kind.DATE,
    "Tạm dừng hoạt động đến ngày",
    "Stopped to (last day)",
    Place.HEADER,
    required=True,
    for_rule=True,
    aliases=("Tạm dừng đến ngày", "Đến ngày"),
    example="30/09/2021",
)
STOPPED_DAYS = Fact(
    "stopped_days",
    Kind.INTEGER,
    "Tổng số ngày tạm dừng",
    "Days of stop altogether",
    Place.HEADER,
    for_rule=True,
    empty_says=True,
    aliases=("Số ngày tạm dừng",),
    example="46",
    help="khi dừng nhiều lần: cộng các ngày từ 01/05 đến 31/12/2021; để trống khi dừng một lần liên tục",
)
POSITION = Fact(
    "position",
    Kind.CHOICE,
    "Chức danh",
    "Position",
    required=True,
    for_rule=True,
    choices=POSITIONS,
    aliases=("Chức danh nghề nghiệp", "Vị trí việc làm"),
    example="Diễn viên",
)
GRADE = Fact(
    "grade",
    Kind.CHOICE,
    "Hạng chức danh nghề nghiệp",
    "Professional grade",
    required=True,
    for_rule=True,
    choices=GRADES,
    aliases=("Hạng", "Hạng viên chức"),
    example="Hạng IV",
)

FACTS = (
    Fact(
        "arts_unit_name",
        Kind.TEXT,
        "Tên đơn vị nghệ thuật",
        "Performing-arts unit",
        Place.HEADER,
        required=True,
        aliases=("Tên đơn vị", "Đơn vị"),
        example="Nhà hát Ca múa nhạc tỉnh",
    ),
    UNIT_KIND,
    STOPPED_BY_ORDER,
    STOPPED_FROM,
    STOPPED_TO,
    STOPPED_DAYS,
    *PERSON,
    POSITION,
    GRADE,
    *CLOSING,
)
