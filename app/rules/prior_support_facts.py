"""The list of supports paid before the service began: who, under which policy, how much, when, by which paper."""

from app.rules.fact import PERSON, Choice, Fact, Kind

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

FACTS = (
    *PERSON,
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
    Fact("amount_vnd", Kind.MONEY, "Số tiền", "Amount (đồng)", required=True, aliases=("Số tiền (đồng)",)),
    Fact("paid_on", Kind.DATE, "Ngày chi", "Paid on", required=True, aliases=("Ngày nhận",), example="13/08/2021"),
    Fact("paper", Kind.TEXT, "Số quyết định", "Decision number", required=True, aliases=("Văn bản", "Quyết định số")),
)
