"""What the forms of policies 4, 5 and 6 ask alike: the employer, the causes, the insurance, the supplements.

The printed columns of Mẫu số 05, 06 and 07 could not be read at their source; those here follow the ancestor of
the first (Mẫu số 1, Quyết định 15/2020) and add the supplements.
"""

from dataclasses import replace

from app.rules.employer_facts import EMPLOYER
from app.rules.fact import Choice, Fact, Kind, Place

EMPLOYER_KINDS = (
    Choice("enterprise", "Doanh nghiệp", "Enterprise", ("Công ty",)),
    Choice("cooperative", "Hợp tác xã", "Cooperative", ("HTX",)),
    Choice("self_financing_unit", "Đơn vị sự nghiệp công lập tự bảo đảm chi", "Self-financing public unit"),
    Choice(
        "private_school", "Cơ sở giáo dục dân lập, tư thục", "People-founded or private school", ("Trường tư thục",)
    ),
    Choice("household_business", "Hộ kinh doanh", "Household business"),
    Choice("other", "Khác", "Other"),
)

EMPLOYER_CAUSES = (
    Choice("stopped_by_order", "Tạm dừng hoạt động theo yêu cầu của cơ quan có thẩm quyền", "Stopped by order"),
    Choice(
        "partly_stopped_by_order", "Tạm dừng một phần theo yêu cầu của cơ quan có thẩm quyền", "Partly stopped by order"
    ),
    Choice("directive_16_area", "Trên địa bàn thực hiện Chỉ thị 16", "In an area under Directive 16"),
    Choice("resolution_128_measure", "Áp dụng biện pháp theo Nghị quyết 128", "Measures under Resolution 128"),
    Choice("rearranged_production", "Bố trí lại sản xuất để phòng dịch", "Rearranged production against the epidemic"),
    Choice("no_orders", "Không có đơn hàng", "No orders"),
    Choice("none", "Không", "No such cause"),
)

BLOCKED_AREA = Choice("blocked_area", "Trong khu vực phong tỏa", "In a blocked area")
CANNOT_REACH = Choice(
    "cannot_reach_workplace", "Không đến được nơi làm việc do phòng dịch", "Cannot reach the workplace"
)
NO_CAUSE = Choice("none", "Không", "No such cause")
WORKER_CAUSES = (
    Choice("treated_or_isolated", "Điều trị, cách ly y tế", "Treated for COVID-19 or isolated"),
    BLOCKED_AREA,
    CANNOT_REACH,
    NO_CAUSE,
)

CHILDREN = (1, 2, 3)


def employer(place: Place) -> tuple[Fact, ...]:
    """Who employs: above an employer's list, or beside each worker where the employers differ."""
    return (
        *(replace(fact, place=place) for fact in EMPLOYER),
        Fact(
            "employer_kind",
            Kind.CHOICE,
            "Loại hình",
            "Kind of employer",
            place,
            required=True,
            for_rule=True,
            aliases=("Loại hình đơn vị",),
            choices=EMPLOYER_KINDS,
        ),
        Fact(
            "employer_cause",
            Kind.CHOICE,
            "Lý do tạm dừng",
            "Employer's cause",
            place,
            for_rule=True,
            aliases=("Lý do tạm dừng hoạt động", "Nguyên nhân"),
            choices=EMPLOYER_CAUSES,
        ),
    )


def worker_cause(choices: tuple[Choice, ...], *aliases: str) -> Fact:
    """What kept the worker from work."""
    return Fact(
        "worker_cause",
        Kind.CHOICE,
        "Lý do của người lao động",
        "Worker's cause",
        for_rule=True,
        choices=choices,
        aliases=aliases,
    )


INSURANCE_NUMBER = Fact(
    "insurance_number",
    Kind.INSURANCE_NUMBER,
    "Số sổ BHXH",
    "Social insurance number",
    required=True,
    aliases=("Mã số BHXH", "Số BHXH", "Mã BHXH", "Số sổ bảo hiểm xã hội"),
    example="5812345678",
)


def insured_month_before(event: str) -> Fact:
    """The insurance agency's word on the month before the event, whose day is the fact so named."""
    return Fact(
        "insured_month_before",
        Kind.YES_NO,
        "Tham gia BHXH bắt buộc tháng liền trước",
        "In compulsory social insurance the month before",
        Place.CONFIRMATION,
        about=(event, "insurance_number"),
        for_rule=True,
        help="Cơ quan BHXH xác nhận",
    )


def _child(number: int) -> tuple[Fact, ...]:
    return (
        Fact(f"child_{number}_name", Kind.NAME, f"Con thứ {number} - họ tên", f"Child {number}: name", supplement=True),
        Fact(
            f"child_{number}_birth_date",
            Kind.DATE,
            f"Con thứ {number} - ngày sinh",
            f"Child {number}: date of birth",
            for_rule=True,
            supplement=True,
        ),
        Fact(
            f"child_{number}_certificate",
            Kind.TEXT,
            f"Con thứ {number} - số giấy khai sinh",
            f"Child {number}: birth certificate number",
            for_rule=True,
            supplement=True,
            hashed=True,
        ),
    )


PREGNANCY = (
    Fact(
        "pregnant",
        Kind.YES_NO,
        "Đang mang thai",
        "Pregnant",
        for_rule=True,
        empty_says=True,
        supplement=True,
        aliases=("Mang thai", "LĐ nữ mang thai"),
        help="Có khi đã nộp giấy tờ chứng minh",
    ),
    Fact(
        "pregnant_from",
        Kind.DATE,
        "Mang thai từ ngày",
        "Pregnant from",
        for_rule=True,
        empty_says=True,
        supplement=True,
        help="chỉ ghi khi giấy tờ cho thấy mang thai sau ngày bắt đầu nghỉ việc",
    ),
    Fact(
        "pregnant_to",
        Kind.DATE,
        "Mang thai đến ngày",
        "Pregnant to",
        for_rule=True,
        empty_says=True,
        supplement=True,
        help="chỉ ghi khi đã sinh con hoặc kết thúc thai kỳ trước ngày nộp hồ sơ",
    ),
)

SUPPLEMENTS = (*PREGNANCY, *(fact for number in CHILDREN for fact in _child(number)))
