"""The form of policy 6 (Mẫu số 07): workers whose contract ended, as the employment service centre lists them."""

from app.rules.fact import CLOSING, PERSON, Choice, Fact, Kind, Place
from app.rules.worker_facts import (
    INSURANCE_NUMBER,
    SUPPLEMENTS,
    WORKER_CAUSES,
    employer,
    insured_month_before,
    worker_cause,
)

GROUNDS = (
    Choice("expired", "Hết hạn hợp đồng lao động", "The contract expired", ("Hết hạn HĐLĐ",)),
    Choice("work_completed", "Hoàn thành công việc theo hợp đồng", "The work agreed was completed"),
    Choice("agreed", "Hai bên thỏa thuận chấm dứt", "Ended by agreement", ("Thỏa thuận chấm dứt",)),
    Choice(
        "ended_by_employer",
        "Người sử dụng lao động cho thôi việc, đơn phương chấm dứt",
        "Ended by the employer",
        ("Cho thôi việc",),
    ),
    Choice(
        "ended_by_worker_lawfully",
        "Người lao động đơn phương chấm dứt đúng pháp luật",
        "Ended by the worker, lawfully",
    ),
    Choice(
        "ended_by_worker_unlawfully",
        "Người lao động đơn phương chấm dứt trái pháp luật",
        "Ended by the worker, unlawfully",
    ),
    Choice("dismissed", "Bị kỷ luật sa thải", "Dismissed for a breach of discipline", ("Sa thải",)),
    Choice("other", "Khác", "Other"),
)

FACTS = (
    *PERSON,
    INSURANCE_NUMBER,
    *employer(Place.ROW),
    Fact(
        "contract_ended_on",
        Kind.DATE,
        "Ngày chấm dứt HĐLĐ",
        "Day on which the contract ended",
        required=True,
        for_rule=True,
        aliases=("Thời điểm chấm dứt HĐLĐ", "Chấm dứt HĐLĐ từ ngày"),
        example="15/08/2021",
    ),
    Fact(
        "termination_ground",
        Kind.CHOICE,
        "Lý do chấm dứt HĐLĐ",
        "Ground of the termination",
        required=True,
        for_rule=True,
        aliases=("Trường hợp chấm dứt HĐLĐ",),
        choices=GROUNDS,
    ),
    worker_cause(WORKER_CAUSES),
    Fact(
        "pension_or_disability_allowance",
        Kind.YES_NO,
        "Hưởng lương hưu, trợ cấp mất sức lao động hằng tháng",
        "Receives a pension or a monthly loss-of-capacity allowance",
        required=True,
        for_rule=True,
        aliases=("Đang hưởng lương hưu, trợ cấp mất sức lao động",),
    ),
    *SUPPLEMENTS,
    *CLOSING,
    insured_month_before("contract_ended_on"),
    Fact(
        "unemployment_benefit_due",
        Kind.YES_NO,
        "Đủ điều kiện hưởng trợ cấp thất nghiệp",
        "Entitled to unemployment benefit",
        Place.CONFIRMATION,
        about=("contract_ended_on", "insurance_number"),
        confirmed_by="employment_centre",
        for_rule=True,
        help="Trung tâm dịch vụ việc làm xác nhận",
    ),
)
