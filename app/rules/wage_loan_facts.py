"""The form of policy 11: one row an employer, for one of the three kinds of loan (Mẫu số 13a, 13b, 13c confirmed).

The printed columns could not be read at their source. The bank decides and pays; the row is kept on record.
"""

from app.rules.employer_facts import CLOSING, EMPLOYER, count, moment, money, yes_no
from app.rules.fact import Choice, Fact, Kind, Place

STOPPAGE_WAGES = Choice("stoppage_wages", "Trả lương ngừng việc", "Wages of workers stopped")
RECOVERY = Choice("recovery", "Trả lương phục hồi sản xuất sau tạm dừng", "Wages on recovery after a stop")
FIVE_SECTORS = Choice(
    "recovery_five_sectors", "Trả lương phục hồi sản xuất trong năm lĩnh vực", "Wages on recovery in five sectors"
)
LOAN_KIND = Fact(
    "loan_kind",
    Kind.CHOICE,
    "Loại vay",
    "Kind of loan",
    required=True,
    for_rule=True,
    choices=(STOPPAGE_WAGES, RECOVERY, FIVE_SECTORS, Choice("other", "Mục đích khác", "Another purpose")),
)

SECTOR = Fact(
    "sector",
    Kind.CHOICE,
    "Lĩnh vực hoạt động",
    "Sector",
    for_rule=True,
    choices=(
        Choice("transport", "Vận tải", "Transport"),
        Choice("aviation", "Hàng không", "Aviation"),
        Choice("tourism", "Du lịch", "Tourism"),
        Choice("accommodation", "Dịch vụ lưu trú", "Accommodation"),
        Choice("sending_workers_abroad", "Đưa người lao động đi làm việc ở nước ngoài", "Sending workers abroad"),
        Choice("other", "Khác", "Other"),
    ),
)

STOPPED_FROM = moment(
    "stopped_from", "Ngừng việc, tạm dừng hoạt động từ ngày", "Stopped from", "không cần với năm lĩnh vực"
)
STOPPED_TO = moment(
    "stopped_to", "Ngừng việc, tạm dừng hoạt động đến ngày", "Stopped to (last day)", "không cần với năm lĩnh vực"
)
BY_ORDER = yes_no(
    "stopped_by_order", "Tạm dừng theo yêu cầu của cơ quan có thẩm quyền", "Stopped by order of the authority"
)
PLAN = yes_no("recovery_plan", "Có phương án phục hồi sản xuất, kinh doanh", "Has a plan of recovery")
TAX_SETTLED = yes_no(
    "tax_settled_2020", "Có thông báo quyết toán thuế TNDN năm 2020", "Has the notice on the 2020 income tax settlement"
)
BAD_DEBT = yes_no("bad_debt", "Đang có nợ xấu", "Has bad debt", "tại thời điểm đề nghị vay")
WORKERS = count("workers", "Số lao động được trả lương", "Workers whose wages are paid")
LOAN_MONTHS = count(
    "loan_months", "Số tháng vay", "Months of wages", "theo thời gian trả lương thực tế, không quá 3 tháng"
)
INSURED = Fact(
    "workers_insured",
    Kind.YES_NO,
    "Lao động trong danh sách tham gia BHXH bắt buộc",
    "The workers listed are in compulsory social insurance",
    Place.CONFIRMATION,
    about=("employer_tax_code", "loan_kind", "workers"),
    for_rule=True,
    help="Cơ quan BHXH xác nhận: đến tháng liền trước khi ngừng việc, hoặc đến khi đề nghị vay phục hồi",
)

FACTS = (
    *EMPLOYER,
    LOAN_KIND,
    SECTOR,
    STOPPED_FROM,
    STOPPED_TO,
    BY_ORDER,
    PLAN,
    TAX_SETTLED,
    BAD_DEBT,
    WORKERS,
    LOAN_MONTHS,
    money(
        "regional_minimum_wage_vnd",
        "Lương tối thiểu vùng tại nơi làm việc",
        "Regional minimum wage at the workplace (đồng a month)",
        "theo văn bản quy định lương tối thiểu; để trống: mức do tỉnh xác nhận",
    ),
    *CLOSING,
    INSURED,
)
