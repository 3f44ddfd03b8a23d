"""The form of policy 3 (Mẫu số 03): one row an employer, with its revenue, its plan and the course.

The printed columns could not be read at their source. A course is told by whole months and the days left over,
since how odd days count could not be read either.
"""

from app.rules.employer_facts import CLOSING, EMPLOYER, count, money, yes_no
from app.rules.fact import PAYMENT, Fact, Kind, Place

UNEMPLOYMENT_INSURANCE_MONTHS = count(
    "unemployment_insurance_months",
    "Số tháng đã đóng đủ BHTN",
    "Months of unemployment insurance fully paid",
    "tính đến thời điểm đề nghị",
)
PAID_CONFIRMED = Fact(
    "unemployment_insurance_confirmed",
    Kind.YES_NO,
    "Đã đóng đủ BHTN như đơn vị kê khai",
    "Unemployment insurance paid as the employer says",
    Place.CONFIRMATION,
    about=("employer_tax_code", "unemployment_insurance_months"),
    for_rule=True,
    help="Cơ quan BHXH xác nhận",
)
STRUCTURE_CHANGED = yes_no(
    "structure_changed",
    "Thay đổi cơ cấu, công nghệ",
    "Structure or technology changed",
    "theo khoản 1 Điều 42 Bộ luật Lao động",
)
PLAN = yes_no(
    "training_plan",
    "Có phương án đào tạo, duy trì việc làm",
    "Has a plan of training to keep jobs",
    "tự lập hoặc phối hợp với cơ sở giáo dục nghề nghiệp",
)
TRAINED_WORKERS = count("trained_workers", "Số lao động được đào tạo", "Workers trained")
REVENUES = (
    money("revenue_quarter_vnd", "Doanh thu quý liền kề trước", "Revenue of the quarter before (đồng)"),
    money(
        "revenue_2019_vnd",
        "Doanh thu cùng kỳ năm 2019",
        "Revenue of that quarter of 2019 (đồng)",
        "0 nếu chưa hoạt động",
    ),
    money(
        "revenue_2020_vnd",
        "Doanh thu cùng kỳ năm 2020",
        "Revenue of that quarter of 2020 (đồng)",
        "0 nếu chưa hoạt động",
    ),
)

FACTS = (
    *EMPLOYER,
    UNEMPLOYMENT_INSURANCE_MONTHS,
    STRUCTURE_CHANGED,
    *REVENUES,
    PLAN,
    TRAINED_WORKERS,
    count("whole_months", "Số tháng học tròn", "Whole months of training"),
    Fact(
        "odd_days",
        Kind.INTEGER,
        "Số ngày lẻ",
        "Days beyond whole months",
        for_rule=True,
        empty_says=True,
        help="để trống nếu không có",
    ),
    money("month_fee_vnd", "Học phí một người một tháng", "Fee for a worker a month (đồng)"),
    *PAYMENT,
    *CLOSING,
    PAID_CONFIRMED,
)
