"""Policy 6: workers whose contract ended and who have no unemployment benefit, by the employment service centre."""

from functools import lru_cache

from app.rules import supplements
from app.rules import terminated_contract_law as law
from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, code, day, same_line, unknown
from app.rules.conditions import NOT_SAID, by_name, falls_within, is_so, titles_of
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, one_cash_regime
from app.rules.law import AmountLine, Circumstances, Condition, ConditionResult, Facts, LawOfDay
from app.rules.policy import Policy, Value
from app.rules.terminated_contract_facts import FACTS, GROUNDS
from app.rules.worker_causes import doubted, has_cause, is_open
from app.rules.worker_conditions import employed, insured, received_in_time
from app.rules.worker_conditions import values as shared

CODE = "terminated_contract"
ENDED = "contract_ended_on"
FACT = by_name(FACTS)
GROUND_WORDS = {each.code: (each.vi, each.en) for each in GROUNDS}

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


def ground(facts: Facts, at: Circumstances) -> ConditionResult:
    """None that the law excludes; of one Decision 33 may have excluded."""
    return _ground(at.law, code(facts, "termination_ground"))


@lru_cache(ANSWERS_MAX)
def _ground(at: LawOfDay, said: str | None) -> ConditionResult:
    held = at.governing(law.EXCLUDED_GROUNDS)
    point = None if said in held.value else doubted(law.DOUBTFUL_GROUNDS, said, at)
    if said is None:
        return unknown("ground", held, GROUND, ("termination_ground",), titles_of(FACT["termination_ground"]))
    met = said not in held.value and (point is None or bool(point.value))
    because = NOTHING if is_open(point) else GROUND_WORDS.get(said, NOT_SAID)
    return answer("ground", point or held, GROUND, met=met, because=because)


def lines(facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
    """One sum a person, once, and the supplements."""
    base = _base(circumstances.law)
    return (base, *supplements.lines(CODE, facts, circumstances, day(facts, ENDED))) if base else ()


@lru_cache
def _base(at: LawOfDay) -> AmountLine | None:
    held = at.in_force(law.BASE_VND)
    return same_line("base", held.value, held.citation, exclusive=True) if held else None


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
        employed(law.EMPLOYERS, FACT["employer_kind"], {}),
        has_cause(CAUSE, law.CAUSES, FACT["employer_cause"], FACT["worker_cause"], law.DOUBTFUL_CAUSES),
        falls_within("window", WINDOW, law.WINDOW, FACT[ENDED]),
        Condition("ground", *GROUND, law.EXCLUDED_GROUNDS, ground),
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
        received_in_time(law.LAST_DAY),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_declined(),
    ),
    line_conditions=(supplements.CONDITION,),
    lines=lines,
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
    last_day=law.LAST_DAY,
)
