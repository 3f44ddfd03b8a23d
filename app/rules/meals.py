"""Policy 8: meal money of the treated (F0) and of the isolated (F1), each within its own days.

Somebody isolated as F1 who falls ill as F0 is paid for both. Meals are no cash regime: they come beside any other.
"""

from dataclasses import dataclass
from functools import lru_cache

from app.rules import meals_facts as form
from app.rules import meals_law as law
from app.rules import meals_supplements as supplements
from app.rules.answering import ANSWERS_MAX, Sentence, day, same_line
from app.rules.conditions import falls_within, is_among, is_so, lacking_of, lasts
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, received_by
from app.rules.fact import Fact
from app.rules.law import AmountLine, Circumstances, Condition, Facts, LawOfDay
from app.rules.meals_receipt import receipt
from app.rules.policy import Lines, Policy, Value, last_application_day

WINDOW: Sentence = (
    "Bắt đầu {law} (có thể kéo dài sang năm 2022)",
    "Its first day is any {law} (it may go on into 2022)",
)
PLACE: Sentence = (
    "Điều trị tại cơ sở; từ Quyết định 33: hoặc tại nhà",
    "Treated in a facility; since Decision 33 at home as well",
)
DAYS: Sentence = (
    "Có ít nhất {law} ngày, tính cả ngày đầu và ngày cuối",
    "It has {law} day or more, first and last counted",
)


@dataclass(frozen=True, slots=True)
class Group:
    """F0 or F1: the form, and what the law says of it in its own words."""

    code: str
    place: Fact
    first: Fact
    last: Fact
    decided: Fact
    decided_words: Sentence


F0_GROUP = Group(
    law.F0, form.F0_PLACE, form.F0_FROM, form.F0_TO, form.F0_DECIDED,
    (
        "Điều trị COVID-19 (F0) theo quyết định của cơ quan có thẩm quyền",
        "Treated for COVID-19 (F0) by decision of the authority",
    ),
)  # fmt: skip
F1_GROUP = Group(
    law.F1, form.F1_PLACE, form.F1_FROM, form.F1_TO, form.F1_DECIDED,
    (
        "Cách ly y tế (F1) theo quyết định của cơ quan có thẩm quyền",
        "Isolated (F1) by decision of the authority",
    ),
)  # fmt: skip


def lines_of(group: Group) -> Lines:
    """The days' meal money, then what the person's own group brings; nothing where there is no day."""
    most_days = law.MOST_DAYS[group.code]

    @lru_cache(ANSWERS_MAX)
    def base(at: LawOfDay, days: int | None, missing: tuple[str, ...]) -> AmountLine | None:
        a_day = at.in_force(law.DAY_VND)
        if a_day is None or (days is not None and days < 1):
            return None
        if days is None:
            return AmountLine("base", 0, a_day.citation, held=True, missing=missing)
        return same_line("base", days * a_day.value, a_day.citation)

    @lru_cache
    def most(at: LawOfDay) -> int:
        return at.governing(most_days).value

    def lines(facts: Facts, circumstances: Circumstances) -> tuple[AmountLine, ...]:
        at = circumstances.law
        begun, ended = day(facts, group.first.name), day(facts, group.last.name)
        if begun is None or ended is None:
            found = base(at, None, lacking_of(facts, group.first.name, group.last.name))
        else:
            found = base(at, min((ended - begun).days + 1, most(at)), ())
        return (found, *supplements.lines(facts, circumstances, group.first)) if found else ()

    return lines


def conditions_of(group: Group, *own: Condition) -> tuple[Condition, ...]:
    """What a case must meet."""
    failed = ("không có quyết định", "there is no decision")
    return (
        in_force_since(law.IN_FORCE),
        is_so("by_decision", group.decided_words, law.BY_DECISION, group.decided, failed=failed),
        *own,
        falls_within("window", WINDOW, law.WINDOW, group.first),
        lasts("days", DAYS, law.LEAST_DAYS, group.first, group.last),
        receipt(group.code, group.last, group.place),
        received_by(law.LAST_DAY),
        once_per_policy(group.code),
        not_declined(),
    )


def values_of(group: Group) -> tuple[Value, ...]:
    """Every figure, with all that it has been."""
    places = Value("places", "Nơi điều trị được tính", "Places of treatment that count", law.F0_PLACES)
    return (
        Value("day_vnd", "Mức tiền ăn một ngày", "Meal money a day", law.DAY_VND),
        Value("most_days", "Số ngày nhiều nhất", "Days at most", law.MOST_DAYS[group.code]),
        Value("window", "Thời gian bắt đầu được tính", "Window of the first day", law.WINDOW),
        *((places,) if group is F0_GROUP else ()),
        Value(
            "receipt_before", "Phải có phiếu thu khi rời trước ngày", "A receipt where one left before",
            law.RECEIPT_BEFORE[group.code],
        ),
        Value("child_vnd", "Hỗ trợ thêm trẻ em", "Supplement of a child", law.SUPPLEMENTS_VND["child_f0_f1"]),
        Value("child_under_years", "Tuổi của trẻ em dưới", "Age a child is under", law.CHILD_UNDER_YEARS),
        Value(
            "elderly_vnd", "Hỗ trợ thêm người cao tuổi", "Supplement of an elderly person",
            law.SUPPLEMENTS_VND["elderly_f0_f1"],
        ),
        Value(
            "disabled_vnd", "Hỗ trợ thêm người khuyết tật", "Supplement of a disabled person",
            law.SUPPLEMENTS_VND["disabled_f0_f1"],
        ),
        Value("disabilities", "Mức độ khuyết tật được tính", "Degrees of disability that count", law.DISABILITIES),
        Value("supplements_together", "Nhiều khoản hỗ trợ thêm", "Several supplements together", law.TOGETHER),
        last_application_day(law.LAST_DAY),
    )  # fmt: skip


F0_PLACE = is_among("place", PLACE, law.F0_PLACES, form.F0_PLACE)


def _policy(group: Group, named: Sentence, facts: tuple[Fact, ...], *own: Condition) -> Policy:
    most = law.MOST_DAYS[group.code][-1].value
    return Policy(
        code=group.code,
        number="8",
        vi=named[0],
        en=named[1],
        gives_vi=f"80.000 đồng/ngày, tối đa {most} ngày; trẻ em, người cao tuổi, người khuyết tật nặng "
        "thêm 1.000.000 đồng, một lần",
        gives_en=f"80,000 đồng a day, {most} days at most; a child, an elderly or a severely disabled person "
        "1,000,000 đồng more, once",
        occasion="once",
        facts=facts,
        conditions=conditions_of(group, *own),
        line_conditions=(supplements.once(group.first),),
        lines=lines_of(group),
        values=values_of(group),
        route=law.ROUTES[group.code],
        points=law.POINTS[group.code],
    )


F0 = _policy(
    F0_GROUP,
    ("Hỗ trợ tiền ăn người điều trị nhiễm COVID-19 (F0)", "Meals of people treated for COVID-19 (F0)"),
    form.F0_FACTS,
    F0_PLACE,
)
F1 = _policy(
    F1_GROUP,
    ("Hỗ trợ tiền ăn người cách ly y tế (F1)", "Meals of people in medical isolation (F1)"),
    form.F1_FACTS,
)
