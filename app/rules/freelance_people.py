"""Policy 12's conditions on the person: where they live, how old they are, what they earn, as the round has it."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, code, day, unknown, whole, with_standing, yes
from app.rules.freelance_conditions import NAMED, lacking, off_record
from app.rules.law import Amendment, Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met, Standing
from app.rules.ninh_thuan_units import OUTSIDE
from app.rules.rounds import Find, Law, NotRead, Round
from app.rules.supplements import age

RESIDENCE: Sentence = ("Cư trú tại địa bàn mà đợt hỗ trợ áp dụng", "The residence is where the round applies")
FURTHER_ID = "further"
FURTHER: Sentence = (
    "Điều kiện khác của đợt hỗ trợ (tuổi, thu nhập)",
    "What the round asks for besides (age, income)",
)
NOTHING_FURTHER: Sentence = ("Đợt hỗ trợ không đặt thêm điều kiện", "The round asks for nothing besides")
OF_AGE: Sentence = ("Đủ tuổi theo quy định của đợt hỗ trợ", "Old enough for the round")
NO_AGE: Sentence = ("Đợt hỗ trợ không quy định tuổi", "The round sets no age")
BELOW: Sentence = (
    "Mất thu nhập hoặc thu nhập thấp hơn {law} đồng/tháng",
    "No income left, or less than {law} đồng a month",
)
OTHERS_UNSAID: Sentence = (
    "chưa rõ đợt này có gồm người cư trú ở huyện khác",
    "it is not known whether other districts' people are in",
)
UNREGISTERED: Sentence = (
    "chưa đăng ký thường trú, tạm trú hoặc chưa được công an xác nhận",
    "neither registered nor confirmed by the police",
)

ADULT_YEARS = 18
"""No round was read that asks for more: from this age on nobody's case hangs on an age that nobody has read."""


def residence(find: Find, law: Law[object]) -> Condition:
    """In the round's areas, lawfully where it asks for that; a commuter anywhere in the province."""

    @lru_cache(ANSWERS_MAX)
    def answered(
        at: LawOfDay, province: str, number: int | None, commune: str | None, work: str | None, registered: Met
    ) -> ConditionResult:
        found = find(at, province, number)
        if isinstance(found, NotRead):
            return lacking("residence", RESIDENCE, found)
        law = at.governing(found.where.residents)
        if commune is None:
            return unknown("residence", law, RESIDENCE, ("residence_commune",), NAMED)
        if commune not in found.places.names:
            return off_record("residence", law, RESIDENCE, commune)
        return _resides(at, found, commune, work, registered=registered)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        commune = code(facts, "residence_commune")
        found = answered(at.law, at.province, at.round, commune, None, None)
        if not found.missing or commune is None:
            return found
        work, registered = code(facts, "workplace_commune"), yes(facts, "residence_registered")
        return answered(at.law, at.province, at.round, commune, work, registered)

    return Condition("residence", *RESIDENCE, law, test)


def _resides(
    at: LawOfDay, found: Round, commune: str, work: str | None, *, registered: Met
) -> ConditionResult:  # fmt: skip
    where, law = found.where, at.governing(found.where.residents)
    name = (found.places.names[commune], found.places.names[commune])
    if found.places.hold(law.value, commune):
        return _lawfully(at, found, law, registered=registered)
    others = at.governing(where.others) if where.others and commune in found.places.area_of else None
    if others is not None and others.value:
        return _lawfully(at, found, others, registered=registered)
    if others is not None and others.standing is Standing.UNCONFIRMED:
        return answer("residence", others, RESIDENCE, met=None, because=OTHERS_UNSAID)
    if where.commuters and commune in found.places.area_of:
        if work == OUTSIDE:
            return _lawfully(at, found, law, registered=registered)
        if work not in found.places.names:  # whether they commute is not known
            return _work_unknown(law, work)
    return answer("residence", others or law, RESIDENCE, met=False, because=name)


def _work_unknown(law: Amendment[object], work: str | None) -> ConditionResult:
    if work is None:
        return unknown("residence", law, RESIDENCE, ("workplace_commune",), NAMED)
    return off_record("residence", law, RESIDENCE, work)


def _lawfully(at: LawOfDay, found: Round, law: Amendment[object], *, registered: Met) -> ConditionResult:
    """Resident where the round applies; registered there, where it asks for that."""
    asked = at.governing(found.where.registered) if found.where.registered else None
    if asked is None or not asked.value:
        return answer("residence", law, RESIDENCE, met=True)
    if registered is None:
        return unknown("residence", asked, RESIDENCE, ("residence_registered",), NAMED)
    return answer("residence", asked, RESIDENCE, met=registered, because=NOTHING if registered else UNREGISTERED)


def further(find: Find, law: Law[object]) -> Condition:
    """What the round asks for besides: an age, an income. Each part is told, met or not."""

    @lru_cache(ANSWERS_MAX)
    def answered(
        at: LawOfDay, province: str, number: int | None, born: date | int | None, earned: int | None
    ) -> ConditionResult:
        found = find(at, province, number)
        if isinstance(found, NotRead):
            return lacking(FURTHER_ID, FURTHER, found)
        parts: tuple[ConditionResult, ...] = ()
        if found.who.least_age_years:
            first = at.governing(found.when.first).value
            parts += (_old_enough(at.governing(found.who.least_age_years), born, first),)
        if found.who.income_below_vnd:
            parts += (_poor_enough(at.governing(found.who.income_below_vnd), earned),)
        return _together(parts) or answer(FURTHER_ID, at.governing(found.decided), NOTHING_FURTHER, met=True)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        born, earned = day(facts, "birth_date"), whole(facts, "income_vnd_month")
        if born is None:
            return answered(at.law, at.province, at.round, whole(facts, "birth_date"), earned)
        by_year = answered(at.law, at.province, at.round, born.year, earned)  # mostly it tells, and few years are kept
        return answered(at.law, at.province, at.round, born, earned) if by_year.missing else by_year

    return Condition(FURTHER_ID, *FURTHER, law, test)


@lru_cache(ANSWERS_MAX)
def _together(parts: tuple[ConditionResult, ...]) -> ConditionResult | None:
    """One answer of several: not met where one is not, under its law; else not known where one is not."""
    if len(parts) < 2:  # noqa: PLR2004 – nothing to put together
        return parts[0] if parts else None
    told = min(parts, key=lambda part: (part.met is not False, part.met is not None))
    return replace(
        told,
        vi=" ".join(part.vi for part in parts),
        en=" ".join(part.en for part in parts),
        missing=tuple(name for part in parts for name in part.missing),
        points=tuple(point for part in parts for point in part.points),
    )


def _old_enough(held: Amendment[int | None], born: date | int | None, on: date) -> ConditionResult:
    """`born`: a year may do, where both its ends give the same answer. Whoever is grown up waits for no open age."""
    unread = held.standing is Standing.UNCONFIRMED or held.value is None
    wanted = ADULT_YEARS if unread or held.value is None else held.value
    requires = OF_AGE if unread else (f"Đủ {wanted} tuổi", f"At least {wanted} years old")
    if not wanted:
        return answer(FURTHER_ID, held, NO_AGE, met=True)
    met = None if born is None else _has(born, wanted, on)
    if met is None:
        return unknown(FURTHER_ID, held, requires, ("birth_date",), NAMED)
    if unread and met:
        return answer(FURTHER_ID, with_standing(held, Standing.DERIVED), requires, met=True)
    because = NOTHING if met else (f"dưới {wanted} tuổi", f"under {wanted}")
    return answer(FURTHER_ID, held, requires, met=met, because=because)


def _has(born: date | int, years: int, on: date) -> Met:
    """Whether somebody is so many years old; of a bare year, None where it depends on the day."""
    if isinstance(born, date):
        return age(born, on) >= years
    if on.year - born == years and years:
        return None
    return on.year - born >= years


def _poor_enough(held: Amendment[int], earned: int | None) -> ConditionResult:
    """Less than the line a month."""
    if earned is None:
        return unknown(FURTHER_ID, held, BELOW, ("income_vnd_month",), NAMED)
    met = earned < held.value
    because = NOTHING if met else (f"{earned:,} đồng".replace(",", "."), f"{earned:,} đồng")
    return answer(FURTHER_ID, held, BELOW, met=met, because=because)
