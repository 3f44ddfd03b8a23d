"""The list of policy 1: no form is laid down and nobody applies; the insurance agency tells what it has not charged.

One row an employer, for the twelve months or for as many of them as its notices tell so far.
"""

from app.rules.employer_facts import CLOSING, EMPLOYER, count, moment, money

FACTS = (
    *EMPLOYER,
    count(
        "insured_workers",
        "Số lao động đóng quỹ TNLĐ, BNN",
        "Workers insured against accidents at work",
        "theo thông báo đóng của cơ quan BHXH",
    ),
    count(
        "excluded_workers",
        "Trong đó: số lao động không được giảm",
        "Of them: workers not taken in",
        "cán bộ, công chức, viên chức, lực lượng vũ trang, người của cơ quan Đảng, Nhà nước, "
        "đơn vị sự nghiệp hưởng lương từ ngân sách; 0 nếu không có",
    ),
    moment("relief_from", "Giảm mức đóng từ ngày", "Relief from", "ngày đầu tháng"),
    moment("relief_to", "Giảm mức đóng đến ngày", "Relief to (last day)", "ngày cuối tháng"),
    money(
        "saving_vnd",
        "Số tiền được giảm",
        "Contribution not asked for (đồng)",
        "theo thông báo của cơ quan BHXH, cho lao động được giảm",
    ),
    money(
        "spent_on_workers_vnd",
        "Số tiền đã chi cho người lao động phòng, chống dịch",
        "Spent on the workers against the epidemic (đồng)",
        "theo báo cáo của đơn vị",
    ),
    *CLOSING,
)
