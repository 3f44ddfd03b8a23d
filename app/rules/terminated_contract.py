"""Policy 6: workers whose contract ended and who have no unemployment benefit, by the employment service centre."""

from app.rules import supplements
from app.rules import terminated_contract_law as law
from app.rules.answering import Sentence
from app.rules.conditions import by_name, falls_within, is_among, is_so
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, one_cash_regime, received_by
from app.rules.one_sum import one_sum
from app.rules.policy import Policy, Value
from app.rules.terminated_contract_facts import FACTS
from app.rules.worker_causes import has_cause
from app.rules.worker_conditions import employed, insured
from app.rules.worker_conditions import values as shared

CODE = "terminated_contract"
FACT = by_name(FACTS)

CAUSE: Sentence = (
    "Hợp đồng chấm dứt vì lý do phòng, chống dịch được hỗ trợ",
    "The contract ended for a cause that counts",
)
WINDOW: Sentence = ("Hợp đồng lao động chấm dứt trong thời gian {law}", "The contract ended in the time {law}")
GROUND: Sentence = (
    "Không phải trường hợp chấm dứt hợp đồng bị loại trừ (như NLĐ đơn phương chấm dứt trái pháp luật)",
    "The contract did not end on a ground that is excluded (such as ended by the worker unlawfully)",
)
INSURED: Sentence = (
    "Tham gia BHXH bắt buộc tại tháng liền kề trước khi chấm dứt hợp đồng",
    "In compulsory social insurance in the month before the contract ended",
)
NO_BENEFIT: Sentence = (
    "Không đủ điều kiện hưởng trợ cấp thất nghiệp",
    "Not entitled to unemployment benefit",
)
BENEFIT_DUE: Sentence = (
    "theo xác nhận của Trung tâm Dịch vụ việc làm",
    "the employment service centre says otherwise",
)
NO_PENSION: Sentence = (
    "Không hưởng lương hưu, trợ cấp mất sức lao động hằng tháng",
    "Receives no pension and no monthly loss-of-capacity allowance",
)


POLICY = Policy(
    code=CODE,
    number="6",
    vi="Hỗ trợ người lao động chấm dứt hợp đồng lao động nhưng không đủ điều kiện hưởng trợ cấp thất nghiệp",
    en="Support of workers whose contract ended and who have no unemployment benefit",
    gives_vi="3.710.000 đồng, một lần; đang mang thai và mỗi con dưới 6 tuổi thêm 1.000.000 đồng",
    gives_en="3,710,000 đồng, once; 1,000,000 đồng more for a pregnancy and for each child under 6",
    occasion="once",
    facts=FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        employed(law.EMPLOYERS, FACT["employer_kind"]),
        has_cause(CAUSE, law.CAUSES, FACT["employer_cause"], FACT["worker_cause"], law.DOUBTFUL_CAUSES),
        falls_within("window", WINDOW, law.WINDOW, FACT["contract_ended_on"]),
        is_among(
            "ground",
            GROUND,
            law.EXCLUDED_GROUNDS,
            FACT["termination_ground"],
            wanted=False,
            doubtful=law.DOUBTFUL_GROUNDS,
        ),
        insured(INSURED, law.INSURED, FACT["insured_month_before"]),
        is_so(
            "no_unemployment_benefit",
            NO_BENEFIT,
            law.NO_BENEFIT,
            FACT["unemployment_benefit_due"],
            wanted=False,
            failed=BENEFIT_DUE,
        ),
        is_so("no_pension", NO_PENSION, law.NO_PENSION, FACT["pension_or_disability_allowance"], wanted=False),
        received_by(law.LAST_DAY),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_declined(),
    ),
    line_conditions=(supplements.CONDITION,),
    lines=supplements.beside(one_sum(law.BASE_VND), CODE),
    values=(
        *shared(law.EMPLOYERS, law.CAUSES, law.LAST_DAY),
        Value("window", "Thời gian chấm dứt hợp đồng", "Days within which the contract ended", law.WINDOW),
        Value("excluded_grounds", "Trường hợp bị loại trừ", "Grounds that are excluded", law.EXCLUDED_GROUNDS),
        Value("base_vnd", "Mức hỗ trợ", "Base", law.BASE_VND),
        Value(
            "resolution_128_measure",
            "Tính biện pháp Nghị quyết 128",
            "Measures of Resolution 128 count",
            law.MEASURES_128,
        ),
        Value("dismissed", "Tính NLĐ bị sa thải", "Workers dismissed count", law.DISMISSED),
        *supplements.values(CODE),
        Value(
            "listed_before",
            "Lập danh sách trước các ngày",
            "Days of the month before which it is listed",
            law.LISTED_BEFORE,
        ),
    ),
    route=law.ROUTE,
    points=(*law.POINTS, *supplements.POINTS),
)
