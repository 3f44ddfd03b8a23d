"""The list of supports paid before the service began: who, under which policy, how much, when, by which paper."""

from app.rules.fact import BIRTH_CERTIFICATE, PERSON, Choice, Fact, Kind

POLICIES = (
    Choice("training", "Đào tạo duy trì việc làm", "Training to keep jobs"),
    Choice("suspended_contract", "Tạm hoãn HĐLĐ, nghỉ việc không hưởng lương", "Suspended contract or unpaid leave"),
    Choice("stopped_work", "Ngừng việc", "Work stoppage"),
    Choice("terminated_contract", "Chấm dứt HĐLĐ", "Contract ended"),
    Choice("meals_f0", "Tiền ăn F0", "Meals of the treated (F0)"),
    Choice("meals_f1", "Tiền ăn F1", "Meals of the isolated (F1)"),
    Choice("artist", "Viên chức hoạt động nghệ thuật", "Artists"),
    Choice("tour_guide", "Hướng dẫn viên du lịch", "Tour guides"),
    Choice("household_business", "Hộ kinh doanh", "Household business"),
    Choice("unregistered_business", "Hộ kinh doanh không phải đăng ký", "Unregistered business"),
    Choice("freelance", "Lao động tự do", "Freelance workers"),
)

COMPONENTS = (
    Choice("base", "Mức hỗ trợ chính", "The support itself"),
    Choice("pregnancy", "Đang mang thai", "For a pregnancy"),
    Choice("child_under_6", "Con dưới 6 tuổi", "For a child under 6"),
    Choice("child_f0_f1", "Trẻ em F0, F1", "For a child treated or isolated"),
    Choice("elderly_f0_f1", "Người cao tuổi F0, F1", "For an elder treated or isolated"),
    Choice("disabled_f0_f1", "Người khuyết tật F0, F1", "For a disabled person treated or isolated"),
)

OWN_COMPONENTS = frozenset({"child_f0_f1", "elderly_f0_f1", "disabled_f0_f1"})
"""Once for a person, whichever policy gives it."""

FACTS = (
    *PERSON,
    BIRTH_CERTIFICATE,
    Fact(
        "policy",
        Kind.CHOICE,
        "Chính sách",
        "Policy",
        required=True,
        parts=True,
        choices=POLICIES,
        aliases=("Nội dung hỗ trợ",),
    ),
    Fact(
        "component",
        Kind.CHOICE,
        "Khoản",
        "Component",
        parts=True,
        empty_says=True,
        choices=COMPONENTS,
        help="để trống: mức hỗ trợ chính",
    ),
    Fact(
        "child_certificate",
        Kind.TEXT,
        "Số giấy khai sinh của trẻ",
        "Child's birth certificate number",
        parts=True,
        hashed=True,
        help="khi khoản là con dưới 6 tuổi",
    ),
    Fact("amount_vnd", Kind.MONEY, "Số tiền", "Amount (đồng)", required=True, aliases=("Số tiền (đồng)",)),
    Fact("paid_on", Kind.DATE, "Ngày chi", "Paid on", required=True, aliases=("Ngày nhận",), example="13/08/2021"),
    Fact("paper", Kind.TEXT, "Số quyết định", "Decision number", required=True, aliases=("Văn bản", "Quyết định số")),
)
