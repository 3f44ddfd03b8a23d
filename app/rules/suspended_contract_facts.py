"""The form of policy 4 (Mẫu số 05): an employer's list of workers on suspended contracts or unpaid leave.

The printed columns of Mẫu số 05 could not be read at its source; those here follow its ancestor
(Mẫu số 1, Quyết định 15/2020) and add the supplements.
"""

from app.rules.fact import CONTACT, DECLINED, NOTE, PAYMENT, PERSON, RECEIVED_ON, Choice, Fact, Kind, Place

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
    Choice("none", "Không", "None"),
)

WORKER_CAUSES = (
    Choice("treated_or_isolated", "Điều trị, cách ly y tế", "Treated for COVID-19 or isolated"),
    Choice("blocked_area", "Trong khu vực phong tỏa", "In a blocked area"),
    Choice("cannot_reach_workplace", "Không đến được nơi làm việc do phòng dịch", "Cannot reach the workplace"),
    Choice("none", "Không", "None"),
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


FACTS = (
    Fact(
        "employer_name",
        Kind.TEXT,
        "Tên đơn vị",
        "Employer",
        Place.HEADER,
        required=True,
        aliases=("Tên doanh nghiệp", "Đơn vị sử dụng lao động"),
    ),
    Fact(
        "employer_tax_code",
        Kind.TAX_CODE,
        "Mã số thuế",
        "Tax code",
        Place.HEADER,
        required=True,
        aliases=("Mã số doanh nghiệp", "MST"),
    ),
    Fact("employer_address", Kind.TEXT, "Địa chỉ", "Address", Place.HEADER),
    Fact(
        "employer_kind",
        Kind.CHOICE,
        "Loại hình",
        "Kind of employer",
        Place.HEADER,
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
        Place.HEADER,
        for_rule=True,
        aliases=("Lý do tạm dừng hoạt động", "Nguyên nhân"),
        choices=EMPLOYER_CAUSES,
    ),
    *PERSON,
    Fact(
        "insurance_number",
        Kind.INSURANCE_NUMBER,
        "Số sổ BHXH",
        "Social insurance number",
        required=True,
        aliases=("Mã số BHXH", "Số BHXH", "Mã BHXH", "Số sổ bảo hiểm xã hội"),
        example="5812345678",
    ),
    Fact(
        "contract_from",
        Kind.DATE,
        "HĐLĐ từ ngày",
        "Contract from",
        required=True,
        for_rule=True,
        aliases=("Ngày bắt đầu HĐLĐ", "Thời điểm bắt đầu thực hiện HĐLĐ"),
    ),
    Fact(
        "contract_to",
        Kind.DATE,
        "HĐLĐ đến ngày",
        "Contract to (empty: no end)",
        for_rule=True,
        empty_says=True,
        aliases=("Ngày kết thúc HĐLĐ",),
    ),
    Fact(
        "suspended_from",
        Kind.DATE,
        "Tạm hoãn từ ngày",
        "Suspended from",
        required=True,
        for_rule=True,
        aliases=("Thời điểm bắt đầu tạm hoãn", "Nghỉ việc từ ngày", "Từ ngày"),
        example="17/07/2021",
    ),
    Fact(
        "suspended_to",
        Kind.DATE,
        "Tạm hoãn đến ngày",
        "Suspended to (last day)",
        required=True,
        for_rule=True,
        aliases=("Nghỉ việc đến ngày", "Đến ngày"),
        example="20/08/2021",
    ),
    Fact(
        "worker_cause",
        Kind.CHOICE,
        "Lý do của người lao động",
        "Worker's cause",
        for_rule=True,
        choices=WORKER_CAUSES,
        aliases=("Lý do nghỉ việc",),
    ),
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
    *_child(1),
    *_child(2),
    *_child(3),
    *CONTACT,
    *PAYMENT,
    DECLINED,
    *NOTE,
    RECEIVED_ON,
    Fact(
        "insured_month_before",
        Kind.YES_NO,
        "Tham gia BHXH bắt buộc tháng liền trước",
        "In compulsory social insurance the month before",
        Place.CONFIRMATION,
        about=("suspended_from", "insurance_number"),
        for_rule=True,
        help="Cơ quan BHXH xác nhận",
    ),
)
