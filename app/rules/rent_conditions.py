"""Conditions of Decision 08/2022 that both groups have: where the workplace lies, renting, the contract, insurance."""

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

from app.rules import rent_facts as form
from app.rules import rent_law as law
from app.rules.answering import (
    ANSWERS_MAX,
    NOTHING,
    Sentence,
    answer,
    code,
    day,
    unknown,
    with_standing,
    yes,
)
from app.rules.conditions import titles_of
from app.rules.cross_policy import WORKER_DECLINED, not_declined, received_by
from app.rules.law import Amendment, Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met, Standing, Window

ZONE: Sentence = (
    "Làm việc trong khu công nghiệp, khu chế xuất, khu kinh tế (hoặc tỉnh thuộc vùng kinh tế trọng điểm)",
    "The workplace lies in an industrial park, an export or an economic zone (or in a province named as a whole)",
)
RENTING: Sentence = ("Thuê nhà, ở trọ trong thời gian {law}", "Rents a room within the time {law}")
CONTRACT: Sentence = (
    "Hợp đồng lao động có thời hạn từ đủ {law} tháng trở lên",
    "The labour contract is for {law} month or more",
)
INSURED: Sentence = (
    "Tham gia BHXH bắt buộc tháng liền trước, hoặc có trong danh sách trả lương nếu không thuộc diện",
    "In compulsory insurance the month before, or on the payroll where not subject to it",
)
OUTSIDE_ZONES: Sentence = ("ngoài khu", "outside the zones")
LIST_UNREAD: Sentence = ("chưa đọc được danh sách 24 tỉnh", "the list of 24 provinces has not been read")
ZONE_WORDS = {choice.code: (choice.vi, choice.en) for choice in form.WORKPLACE.choices}


def workplace(facts: Facts, at: Circumstances) -> ConditionResult:
    """In a zone; outside of them it hangs on the province, of which ours is known not to be named."""
    return _workplace(at.law, at.province, code(facts, "workplace_zone"))


@lru_cache(ANSWERS_MAX)
def _workplace(at: LawOfDay, province: str, said: str | None) -> ConditionResult:
    held = at.governing(law.ZONES)
    if said is None:
        return unknown("workplace", held, ZONE, ("workplace_zone",), titles_of(form.WORKPLACE))
    if said in held.value:
        return answer("workplace", held, ZONE, met=True, because=ZONE_WORDS.get(said, NOTHING))
    if province in at.governing(law.NOT_NAMED).value:
        because = ("ngoài khu, tỉnh không thuộc 24 tỉnh được nêu", "outside, in a province that is not named")
        return answer("workplace", with_standing(held, Standing.DERIVED), ZONE, met=False, because=because)
    named = at.governing(law.NAMED_WHOLE)
    because = LIST_UNREAD if named.standing is Standing.UNCONFIRMED else OUTSIDE_ZONES
    return answer("workplace", named, ZONE, met=bool(named.value), because=because)


def renting(rents: tuple[Amendment[Window], ...]) -> Condition:
    """Some day of the rent lies within the time; when it began does not matter."""

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, met: Met) -> ConditionResult:
        held = at.governing(rents)
        if met is None:
            return unknown("renting", held, RENTING, (form.RENTED_FROM.name,), titles_of(form.RENTED_FROM))
        return answer("renting", held, RENTING, met=met)

    @lru_cache
    def window_of(at: LawOfDay) -> Window:
        return at.governing(rents).value

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        begun, ended, window = day(facts, "rented_from"), day(facts, "rented_to"), window_of(at.law)
        if ended is not None and ended < window.first:
            return answered(at.law, False)  # noqa: FBT003 – the answer
        return answered(at.law, None if begun is None else begun <= min(ended or window.last, window.last))

    return Condition("renting", *RENTING, rents, test)


def contract_lasts(months: tuple[Amendment[int], ...]) -> Condition:
    """From its first to its last day; one without end lasts."""

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, met: Met) -> ConditionResult:
        held = at.governing(months)
        if met is None:
            return unknown("contract_lasts", held, CONTRACT, ("contract_from",), titles_of(form.CONTRACT_FROM))
        return answer("contract_lasts", held, CONTRACT, met=met)

    @lru_cache(ANSWERS_MAX)
    def shortest(at: LawOfDay, begun: date) -> date:
        return last_day(begun, at.governing(months).value)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        begun, ended = day(facts, "contract_from"), day(facts, "contract_to")
        if ended is None:
            return answered(at.law, True)  # noqa: FBT003 – the answer
        return answered(at.law, None if begun is None else ended >= shortest(at.law, begun))

    return Condition("contract_lasts", *CONTRACT, months, test)


def last_day(first: date, months: int) -> date:
    """The last day of so many months that begin on a day."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1])) - timedelta(days=1)


def insured(insurance: tuple[Amendment[object], ...]) -> Condition:
    """As the agency says. Who draws benefit stays insured; who is not subject to insurance is on the payroll."""
    named = titles_of(form.INSURED, form.ON_PAYROLL)

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, met: Met, asked: str) -> ConditionResult:
        held = at.governing(insurance)
        if met is None:
            return unknown("insured", held, INSURED, (asked,), named)
        return answer("insured", held, INSURED, met=met)

    @lru_cache(ANSWERS_MAX)
    def on_leave(at: LawOfDay) -> ConditionResult:
        held = with_standing(at.governing(insurance), Standing.SUMMARISED)
        because = ("đang hưởng chế độ thai sản, ốm đau", "on maternity or sickness benefit")
        return answer("insured", held, INSURED, met=True, because=because)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        if yes(facts, "outside_insurance"):
            return answered(at.law, yes(facts, "on_payroll"), "on_payroll")
        if yes(facts, "benefit_leave"):
            return on_leave(at.law)
        return answered(at.law, yes(facts, "insured_month_before"), "insured_month_before")

    return Condition("insured", *INSURED, insurance, test)


def common() -> tuple[Condition, ...]:
    """What both groups are asked at the end."""
    return received_by(law.LAST_DAY), not_declined(law.NOT_DECLINED, WORKER_DECLINED)
