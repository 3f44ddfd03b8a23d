"""The form of policy 4 (Mẫu số 05): an employer's list of workers on suspended contracts or unpaid leave."""

from app.rules.fact import CLOSING, PERSON, Fact, Kind, Place
from app.rules.worker_facts import (
    INSURANCE_NUMBER,
    SUPPLEMENTS,
    WORKER_CAUSES,
    employer,
    insured_month_before,
    worker_cause,
)

FACTS = (
    *employer(Place.HEADER),
    *PERSON,
    INSURANCE_NUMBER,
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
    worker_cause(WORKER_CAUSES, "Lý do nghỉ việc"),
    *SUPPLEMENTS,
    *CLOSING,
    insured_month_before("suspended_from"),
)
