"""Policy 12's conditions: each answers for the few facts that it reads, under the round asked for."""

from datetime import date
from functools import lru_cache

from app.rules.answering import (
    ANSWERS_MAX,
    NOTHING,
    Sentence,
    answer,
    code,
    day,
    shown,
    titles,
    unknown,
    with_standing,
    yes,
)
from app.rules.cross_policy import SINCE
from app.rules.freelance_facts import FACTS, OCCUPATIONS
from app.rules.law import Amendment, Circumstances, ConditionResult, Facts, LawOfDay, Met, Standing
from app.rules.ninh_thuan_rounds import (
    COMMUNES,
    DISTRICTS,
    FLOOR,
    HOLDERS,
    INSURANCE_DECIDES,
    UNREAD,
    Round,
    round_in_force,
)
from app.rules.ninh_thuan_units import OUTSIDE

NAMED = titles(FACTS)
NO_CONTRACT = (Amendment(SINCE, "no_labour_contract", FLOOR),)
OCCUPATION_WORDS = {each.code: (each.vi, each.en) for each in OCCUPATIONS}

ROUND: Sentence = ("Đợt hỗ trợ đã có quyết định của tỉnh", "The round has been decided by the province")
OCCUPATION: Sentence = ("Công việc thuộc nhóm được hỗ trợ của đợt", "The occupation is one that the round supports")
CONTRACT: Sentence = ("Không có giao kết hợp đồng lao động", "There is no labour contract")
WORKPLACE: Sentence = (
    "Làm việc tại địa bàn thực hiện Chỉ thị 16 (hoặc ngoài tỉnh, đợt 4)",
    "The workplace is in an area under Directive 16 (or, in round 4, outside the province)",
)
STOPPAGE: Sentence = ("Ngừng việc trong thời gian thực hiện Chỉ thị 16", "Work stopped while Directive 16 was in force")
RESIDENCE: Sentence = ("Cư trú tại địa bàn mà đợt hỗ trợ áp dụng", "The residence is where the round applies")


def no_round(condition: str, requires: Sentence, province: str, number: int | None) -> ConditionResult:
    """What hangs on a round that was not named, or whose text could not be read."""
    if number is None and province in HOLDERS:
        return unknown(condition, UNREAD, requires, ("round",), NAMED)
    if province not in HOLDERS:
        why = ("chưa đọc được quyết định của tỉnh này", "this province's decisions have not been read")
    else:
        why = (f"chưa đọc được quyết định đợt {number}", f"the decision of round {number} has not been read")
    return answer(condition, UNREAD, requires, met=None, because=why)


def round_decided(_facts: Facts, at: Circumstances) -> ConditionResult:
    """That the round is one whose decision is in force."""
    return _round(at.law, at.province, at.round)


def occupation(facts: Facts, at: Circumstances) -> ConditionResult:
    """Among the round's groups."""
    return _occupation(at.law, at.province, at.round, code(facts, "occupation"))


def no_labour_contract(facts: Facts, at: Circumstances) -> ConditionResult:
    """No contract; for nursery staff the insurance decides, which the form does not ask."""
    return _contract(at.law, yes(facts, "has_labour_contract"), code(facts, "occupation"))


def workplace(facts: Facts, at: Circumstances) -> ConditionResult:
    """In the stopped districts, or out of the province where the round serves commuters."""
    return _workplace(at.law, at.province, at.round, code(facts, "workplace_commune"))


def stoppage(facts: Facts, at: Circumstances) -> ConditionResult:
    """Within the measure's days; some occupations were stopped later."""
    return _stoppage(at.law, at.province, at.round, code(facts, "occupation"), day(facts, "stopped_from"))


def residence(facts: Facts, at: Circumstances) -> ConditionResult:
    """In the round's districts; a commuter anywhere in the province."""
    commutes = None if (place := code(facts, "workplace_commune")) is None else place == OUTSIDE
    return _residence(at.law, at.province, at.round, code(facts, "residence_commune"), commutes)


@lru_cache(ANSWERS_MAX)
def _round(at: LawOfDay, province: str, number: int | None) -> ConditionResult:
    found = round_in_force(number, province, at.on)
    if found is None:
        return no_round("round", ROUND, province, number)
    since = found.decided.since
    because = (f"đợt {found.number}, từ {shown(since)[0]}", f"round {found.number}, since {shown(since)[1]}")
    return answer("round", found.decided, ROUND, met=since <= at.on, because=because)


@lru_cache(ANSWERS_MAX)
def _occupation(at: LawOfDay, province: str, number: int | None, said: str | None) -> ConditionResult:
    found = round_in_force(number, province, at.on)
    if found is None:
        return no_round("occupation", OCCUPATION, province, number)
    if said is None:
        return unknown("occupation", found.occupations, OCCUPATION, ("occupation",), NAMED)
    because = OCCUPATION_WORDS.get(said, ("không rõ", "not known"))
    return answer("occupation", found.occupations, OCCUPATION, met=said in found.occupations.value, because=because)


@lru_cache(ANSWERS_MAX)
def _contract(at: LawOfDay, has_contract: Met, said: str | None) -> ConditionResult:
    law = at.governing(NO_CONTRACT)
    if has_contract is None:
        return unknown("no_labour_contract", law, CONTRACT, ("has_labour_contract",), NAMED)
    if has_contract and said is None:
        return unknown("no_labour_contract", law, CONTRACT, ("occupation",), NAMED)
    if has_contract and said in INSURANCE_DECIDES:
        why = ("nhóm trẻ tư thục: còn tùy có đóng BHXH hay không", "private nursery: it hangs on social insurance")
        return answer("no_labour_contract", law, CONTRACT, met=None, because=why)
    because = ("có hợp đồng lao động", "there is a contract") if has_contract else NOTHING
    return answer("no_labour_contract", law, CONTRACT, met=not has_contract, because=because)


@lru_cache(ANSWERS_MAX)
def _workplace(at: LawOfDay, province: str, number: int | None, commune: str | None) -> ConditionResult:
    found = round_in_force(number, province, at.on)
    if found is None:
        return no_round("workplace", WORKPLACE, province, number)
    if commune is None or commune not in COMMUNES:
        return unknown("workplace", found.workplaces, WORKPLACE, ("workplace_commune",), NAMED)
    if commune == OUTSIDE:
        met = found.residents.value.commuters
    else:
        met = DISTRICTS.get(commune) in found.workplaces.value.districts
    because = NOTHING if met and commune != OUTSIDE else (COMMUNES[commune], COMMUNES[commune])
    return answer("workplace", found.workplaces, WORKPLACE, met=met, because=because)


@lru_cache(ANSWERS_MAX)
def _stoppage(at: LawOfDay, province: str, number: int | None, said: str | None, since: date | None) -> ConditionResult:
    found = round_in_force(number, province, at.on)
    if found is None:
        return no_round("stoppage", STOPPAGE, province, number)
    if since is None:
        return unknown("stoppage", found.workplaces, STOPPAGE, ("stopped_from",), NAMED)
    first, last = found.workplaces.value.first, found.workplaces.value.last
    if said is None and any(first <= since < later for later in found.later_starts.values()):
        return unknown("stoppage", found.workplaces, STOPPAGE, ("occupation",), NAMED)
    first = found.later_starts.get(said or "", first)
    met = first <= since <= last
    vi, en = (f"từ {shown(first)[0]} đến {shown(last)[0]}", f"from {shown(first)[1]} to {shown(last)[1]}")
    failed = NOTHING if met else (f", ghi {shown(since)[0]}", f", said {shown(since)[1]}")
    return answer("stoppage", found.workplaces, STOPPAGE, met=met, because=(vi + failed[0], en + failed[1]))


@lru_cache(ANSWERS_MAX)
def _residence(
    at: LawOfDay,
    province: str,
    number: int | None,
    commune: str | None,
    commutes: Met,
) -> ConditionResult:
    found = round_in_force(number, province, at.on)
    if found is None:
        return no_round("residence", RESIDENCE, province, number)
    if commune is None or commune not in COMMUNES:
        return unknown("residence", found.residents, RESIDENCE, ("residence_commune",), NAMED)
    return _resides(found, commune, commutes=commutes)


def _resides(found: Round, commune: str, *, commutes: bool | None) -> ConditionResult:
    law, residents = found.residents, found.residents.value
    district = DISTRICTS.get(commune)
    if district in residents.unsaid:
        why = (
            "chưa đọc được đợt này có gồm người cư trú ở huyện khác",
            "whether other districts' people are in is unread",
        )
        return answer("residence", with_standing(law, Standing.UNCONFIRMED), RESIDENCE, met=None, because=why)
    elsewhere = district is not None and district not in residents.districts
    if elsewhere and residents.commuters and commutes is None:
        return unknown("residence", law, RESIDENCE, ("workplace_commune",), NAMED)
    met = district in residents.districts or (elsewhere and residents.commuters and bool(commutes))
    return answer(
        "residence", law, RESIDENCE, met=met, because=NOTHING if met else (COMMUNES[commune], COMMUNES[commune])
    )
