"""Policy 1: for twelve months the employer pays 0% to the Occupational Accident and Disease Fund.

Nobody applies: the social insurance agency charges nothing and says so in its notices. What the ordinary rate
would have been could not be read, so the saving is not worked out here: it is what the notice tells, and the line
is held until it does. Whether the saving was spent as it must be bears on that line, never on the relief.
"""

from datetime import date
from functools import lru_cache

from app.rules.accident_fund_facts import FACTS
from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, same_line, unknown, whole
from app.rules.conditions import by_name, falls_within, lacking_of, titles_of
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy
from app.rules.instruments import ORIGINAL, decision_23
from app.rules.law import (
    Amendment,
    AmountLine,
    Circumstances,
    Condition,
    ConditionResult,
    Facts,
    Gives,
    LawOfDay,
    Met,
    Window,
)
from app.rules.policy import Policy, Step, Value

CODE = "accident_fund"
ARTICLE_1 = decision_23("1")

IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_1),)
RATE_PERCENT = (Amendment(ORIGINAL, 0, ARTICLE_1),)
MONTHS = (Amendment(ORIGINAL, Window(date(2021, 7, 1), date(2022, 6, 30)), ARTICLE_1),)
COVERED_WORKERS = (Amendment(ORIGINAL, 1, ARTICLE_1),)
"""Whom it takes in is told worker by worker: an employer with one at least has the relief for them."""

SPENDING = (Amendment(ORIGINAL, "spent_on_workers", ARTICLE_1),)

ASKED = by_name(FACTS)
NAMED = titles_of(*FACTS)
COVERED: Sentence = (
    "Có người lao động ngoài cán bộ, công chức, viên chức, lực lượng vũ trang và người hưởng lương từ ngân sách",
    "There are workers other than officials, public employees, armed forces and staff paid from the budget",
)
BEGINS: Sentence = ("Kỳ giảm bắt đầu trong thời gian {law}", "The relief begins within its twelve months, {law}")
ENDS: Sentence = ("Kỳ giảm kết thúc trong thời gian {law}", "The relief ends within its twelve months, {law}")
SPENT: Sentence = (
    "Đơn vị đã dùng toàn bộ số tiền được giảm để hỗ trợ người lao động phòng, chống dịch COVID-19",
    "The employer has spent the whole saving on its workers' fight against COVID-19",
)


def covered(facts: Facts, at: Circumstances) -> ConditionResult:
    """Somebody is left when those are taken off whom the relief leaves out."""
    insured, excluded = whole(facts, "insured_workers"), whole(facts, "excluded_workers")
    if insured is not None and insured < _covered_least(at.law):
        return _covered(at.law, False, ())  # noqa: FBT003 – the answer
    if insured is None or excluded is None:
        return _covered(at.law, None, lacking_of(facts, "insured_workers", "excluded_workers"))
    return _covered(at.law, insured - excluded >= _covered_least(at.law), ())


@lru_cache
def _covered_least(at: LawOfDay) -> int:
    return at.governing(COVERED_WORKERS).value


@lru_cache(ANSWERS_MAX)
def _covered(at: LawOfDay, met: Met, missing: tuple[str, ...]) -> ConditionResult:
    held = at.governing(COVERED_WORKERS)
    if met is None:
        return unknown("covered_workers", held, COVERED, missing, NAMED)
    return answer("covered_workers", held, COVERED, met=met)


def spent(facts: Facts, at: Circumstances) -> ConditionResult:
    """As much as was saved, or more; until the employer reports, unknown."""
    saving, used = whole(facts, "saving_vnd"), whole(facts, "spent_on_workers_vnd")
    if saving is None or used is None:
        return _spent(at.law, None, lacking_of(facts, "saving_vnd", "spent_on_workers_vnd"))
    return _spent(at.law, used >= saving, (), none=used == 0)


@lru_cache(ANSWERS_MAX)
def _spent(at: LawOfDay, met: Met, missing: tuple[str, ...], *, none: bool = False) -> ConditionResult:
    held = at.governing(SPENDING)
    if met is None:
        return unknown("saving_spent", held, SPENT, missing, NAMED)
    failed = ("chưa chi", "none of it") if none else ("mới chi một phần", "a part of it only")
    return answer("saving_spent", held, SPENT, met=met, because=NOTHING if met else failed)


def lines(facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
    """What the notice says was not charged."""
    return _relief(circumstances.law, whole(facts, "saving_vnd"))


@lru_cache(ANSWERS_MAX)
def _relief(at: LawOfDay, saving: int | None) -> tuple[AmountLine, ...]:
    held = at.in_force(RATE_PERCENT)
    if held is None:
        return ()
    if saving is None:
        line = same_line("base", 0, held.citation, held=True, missing=("saving_vnd",), gives=Gives.RELIEF)
        return (line,)
    return (same_line("base", max(0, saving), held.citation, gives=Gives.RELIEF),)


POLICY = Policy(
    code=CODE,
    number="1",
    vi="Giảm mức đóng bảo hiểm tai nạn lao động, bệnh nghề nghiệp",
    en="Relief of the contribution to the Occupational Accident and Disease Fund",
    gives_vi="Mức đóng 0% quỹ tiền lương làm căn cứ đóng BHXH trong 12 tháng (01/07/2021–30/06/2022); không chi tiền",
    gives_en="A contribution of 0% of the insured payroll for 12 months (2021-07-01 to 2022-06-30); no cash",
    occasion="once",
    facts=FACTS,
    conditions=(
        in_force_since(IN_FORCE),
        Condition("covered_workers", *COVERED, COVERED_WORKERS, covered),
        falls_within("relief_begins", BEGINS, MONTHS, ASKED["relief_from"]),
        falls_within("relief_ends", ENDS, MONTHS, ASKED["relief_to"]),
        once_per_policy(CODE),
        not_declined(),
    ),
    line_conditions=(Condition("saving_spent", *SPENT, SPENDING, spent),),
    lines=lines,
    values=(
        Value("rate_percent", "Mức đóng", "Rate of contribution", RATE_PERCENT),
        Value("months", "Thời gian áp dụng", "The twelve months", MONTHS),
        Value("covered_workers", "Số lao động thuộc diện giảm ít nhất", "Fewest workers taken in", COVERED_WORKERS),
    ),
    route=(
        Amendment(
            ORIGINAL,
            (
                Step(
                    "decide",
                    "insurance_agency",
                    None,
                    "Cơ quan BHXH tự điều chỉnh mức đóng, báo trong thông báo hằng tháng; đơn vị không phải nộp hồ sơ",
                    "The insurance agency adjusts by itself and says so in its monthly notice; nobody applies",
                ),
            ),
            ARTICLE_1,
        ),
    ),
    gives=Gives.RELIEF,
)
