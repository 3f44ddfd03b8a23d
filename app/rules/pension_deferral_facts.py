"""The form of policy 2 (Mẫu số 01): one row an employer, with the figures by which its workers became fewer.

How many fewer is counted from one of two months and, since Resolution 126, from a day that could not be read:
the form asks for the figures of both readings, so that a case is decided wherever they agree.
"""

from app.rules.employer_facts import CLOSING, EMPLOYER, count, moment, money
from app.rules.fact import Fact, Kind

BASES = (
    count("insured_workers_january", "Số lao động tham gia BHXH tháng 01/2021", "Insured workers in January 2021"),
    count(
        "insured_workers_april",
        "Số lao động tham gia BHXH tháng 04/2021",
        "Insured workers in April 2021",
        aliases=("Số lao động tham gia BHXH tháng 4/2021",),
    ),
)
NETTINGS = (
    count("ended_since_february", "Số chấm dứt HĐLĐ từ 01/02/2021", "Contracts ended since 1 February 2021"),
    count("new_since_february", "Số giao kết HĐLĐ mới từ 01/02/2021", "New contracts since 1 February 2021"),
    count(
        "ended_since_may",
        "Số chấm dứt HĐLĐ từ 01/05/2021",
        "Contracts ended since 1 May 2021",
        aliases=("Số chấm dứt HĐLĐ từ 01/5/2021",),
    ),
    count(
        "new_since_may",
        "Số giao kết HĐLĐ mới từ 01/05/2021",
        "New contracts since 1 May 2021",
        aliases=("Số giao kết HĐLĐ mới từ 01/5/2021",),
    ),
)
"""From the day to that of the request."""

FACTS = (
    *EMPLOYER,
    *BASES,
    *NETTINGS,
    count(
        "suspended_workers",
        "Số lao động tạm hoãn, nghỉ không lương, ngừng việc từ 14 ngày làm việc trong tháng",
        "Workers suspended, on unpaid leave or stopped for 14 working days or more in the month",
    ),
    moment("paid_to", "Đã đóng đủ BHXH đến hết ngày", "Contributions paid up to", "ngày cuối tháng"),
    Fact(
        "already_deferring",
        Kind.YES_NO,
        "Đang được tạm dừng đóng tại tháng mốc",
        "Already deferring in the month of reference",
        for_rule=True,
        empty_says=True,
        help="để trống nếu không",
    ),
    count(
        "months_deferred_before",
        "Số tháng đã được tạm dừng đóng trước đó",
        "Months deferred before",
        "theo Nghị quyết 42/NQ-CP và 154/NQ-CP; 0 nếu chưa",
    ),
    money(
        "month_contribution_vnd",
        "Số tiền đóng quỹ hưu trí, tử tuất một tháng",
        "A month's contribution to the pension fund (đồng)",
    ),
    *CLOSING,
)
