"""The form of policy 5 (Mẫu số 06): an employer's list of workers whose work stopped."""

from app.rules.fact import CLOSING, PERSON, Choice, Fact, Kind, Place
from app.rules.worker_facts import (
    BLOCKED_AREA,
    CANNOT_REACH,
    INSURANCE_NUMBER,
    NO_CAUSE,
    SUPPLEMENTS,
    employer,
    insured_month_before,
    worker_cause,
)

WORKER_CAUSES = (
    Choice("isolated", "Cách ly y tế", "Isolated", ("Phải cách ly y tế",)),
    BLOCKED_AREA,
    Choice("treated", "Điều trị COVID-19", "Treated for COVID-19", ("Phải điều trị COVID-19",)),
    CANNOT_REACH,
    NO_CAUSE,
)
"""Treatment stands apart from isolation: it counts since Resolution 126 only."""

FACTS = (
    *employer(Place.HEADER),
    *PERSON,
    INSURANCE_NUMBER,
    Fact(
        "labour_code_article_99_3",
        Kind.YES_NO,
        "Ngừng việc theo khoản 3 Điều 99 BLLĐ",
        "Stoppage under Labour Code article 99(3)",
        required=True,
        for_rule=True,
        aliases=("Theo khoản 3 Điều 99",),
        help="Ngừng việc do dịch bệnh, không do lỗi của hai bên",
    ),
    Fact(
        "stopped_from",
        Kind.DATE,
        "Ngừng việc từ ngày",
        "Stopped from",
        required=True,
        for_rule=True,
        aliases=("Thời điểm bắt đầu ngừng việc", "Từ ngày"),
        example="17/07/2021",
    ),
    Fact(
        "stopped_to",
        Kind.DATE,
        "Ngừng việc đến ngày",
        "Stopped to (last day)",
        required=True,
        for_rule=True,
        aliases=("Đến ngày",),
        example="06/08/2021",
    ),
    Fact(
        "stopped_days",
        Kind.INTEGER,
        "Số ngày ngừng việc (nếu không liên tục)",
        "Days stopped in all (empty: every day)",
        for_rule=True,
        empty_says=True,
        help="chỉ ghi khi trong khoảng từ ngày – đến ngày có ngày vẫn làm việc",
    ),
    worker_cause(WORKER_CAUSES, "Lý do ngừng việc"),
    *SUPPLEMENTS,
    *CLOSING,
    insured_month_before("stopped_from"),
)
