"""Policy 5: workers whose work stopped under Labour Code article 99(3), by their employers' lists."""

from app.rules import stopped_work_law as law
from app.rules import supplements
from app.rules.answering import Sentence
from app.rules.conditions import by_name, is_so
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, one_cash_regime, received_by
from app.rules.one_sum import one_sum
from app.rules.policy import Policy, Value
from app.rules.stopped_work_conditions import LASTS, WITHIN
from app.rules.stopped_work_facts import FACTS
from app.rules.worker_causes import has_cause
from app.rules.worker_conditions import employed, insured
from app.rules.worker_conditions import values as shared

CODE = "stopped_work"
FACT = by_name(FACTS)

LABOUR_CODE: Sentence = (
    "Ngừng việc theo khoản 3 Điều 99 Bộ luật Lao động",
    "The stoppage is one under clause 3 of article 99 of the Labour Code",
)
CAUSE: Sentence = ("Ngừng việc vì lý do phòng, chống dịch được hỗ trợ", "The stoppage has a cause that counts")
INSURED: Sentence = (
    "Tham gia BHXH bắt buộc tại tháng liền kề trước tháng ngừng việc",
    "In compulsory social insurance in the month before that of the stoppage",
)


POLICY = Policy(
    code=CODE,
    number="5",
    vi="Hỗ trợ người lao động ngừng việc",
    en="Support of workers whose work stopped",
    gives_vi="1.000.000 đồng, một lần; đang mang thai và mỗi con dưới 6 tuổi thêm 1.000.000 đồng",
    gives_en="1,000,000 đồng, once; 1,000,000 đồng more for a pregnancy and for each child under 6",
    occasion="once",
    facts=FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        is_so("labour_code", LABOUR_CODE, law.LABOUR_CODE, FACT["labour_code_article_99_3"]),
        employed(law.EMPLOYERS, FACT["employer_kind"], law.DOUBTFUL_EMPLOYERS),
        has_cause(CAUSE, law.CAUSES, FACT["employer_cause"], FACT["worker_cause"], law.DOUBTFUL_CAUSES),
        LASTS,
        WITHIN,
        insured(INSURED, law.INSURED, FACT["insured_month_before"]),
        received_by(law.LAST_DAY),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_declined(),
    ),
    line_conditions=(supplements.CONDITION,),
    lines=supplements.beside(one_sum(law.BASE_VND), CODE),
    values=(
        *shared(law.EMPLOYERS, law.CAUSES, law.LAST_DAY),
        Value("least_days", "Số ngày ngừng việc ít nhất", "Least days of the stoppage", law.LEAST_DAYS),
        Value("consecutive", "Số ngày phải liên tục", "The days must be consecutive", law.CONSECUTIVE),
        Value("window", "Thời gian của sự việc", "Days within which it is counted", law.WINDOW),
        Value("base_vnd", "Mức hỗ trợ", "Base", law.BASE_VND),
        Value("other_employers", "Tính cả đơn vị khác", "Other employers count", law.OTHER_EMPLOYERS),
        Value(
            "resolution_128_measure",
            "Tính biện pháp Nghị quyết 128",
            "Measures of Resolution 128 count",
            law.MEASURES_128,
        ),
        Value("begun_earlier", "Tính ngừng việc bắt đầu trước đó", "Begun earlier counts", law.BEGUN_EARLIER),
        *supplements.values(CODE),
    ),
    route=law.ROUTE,
    points=(*law.POINTS, *supplements.POINTS),
)
