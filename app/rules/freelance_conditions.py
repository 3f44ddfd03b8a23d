"""Policy 12's conditions on work and place: each answers for the few facts that it reads, under the round asked for.

Every maker takes the look-up of rounds, so that a drafted round is judged by the very same conditions. The law
beside a condition is what it shows of itself; an answer cites the law of its round.
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from app.rules.answering import (
    ANSWERS_MAX,
    NOTHING,
    Sentence,
    answer,
    by_word,
    code,
    day,
    shown,
    titles,
    unknown,
    with_standing,
    yes,
)
from app.rules.conditions import NOT_SAID
from app.rules.freelance_facts import FACTS, OCCUPATIONS
from app.rules.freelance_law import NO_CONTRACT
from app.rules.law import Amendment, Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met, Standing
from app.rules.ninh_thuan_units import OUTSIDE
from app.rules.rounds import Basis, Find, Law, NotRead, Round, is_decided

NAMED = titles(FACTS)
OCCUPATION_WORDS = {each.code: (each.vi, each.en) for each in OCCUPATIONS}

ROUND: Sentence = ("Đợt hỗ trợ đã có quyết định của tỉnh", "The round has been decided by the province")
OCCUPATION: Sentence = ("Công việc thuộc nhóm được hỗ trợ của đợt", "The occupation is one that the round supports")
CONTRACT: Sentence = ("Không có giao kết hợp đồng lao động", "There is no labour contract")
WORKPLACE: Sentence = ("Làm việc tại địa bàn mà đợt hỗ trợ áp dụng", "The workplace is where the round applies")
STOPPAGE: Sentence = (
    "Ngừng việc trong thời gian thực hiện biện pháp phòng, chống dịch của đợt",
    "Work stopped while the round's measure was in force",
)
OTHER_WORK: Sentence = (
    "chưa đọc được đủ các nhóm công việc của đợt này",
    "not all of the round's occupations could be read",
)
ELSEWHERE_UNSAID: Sentence = (
    "chưa rõ đợt này có gồm người làm việc ở huyện khác",
    "it is not known whether work in other districts counts",
)
NURSERY: Sentence = (
    "nhóm trẻ tư thục có hợp đồng: còn tùy có đóng BHXH hay không",
    "private nursery with a contract: it hangs on social insurance",
)


def lacking(condition: str, requires: Sentence, found: NotRead) -> ConditionResult:
    """What hangs on a round that was not named, or whose text could not be read."""
    return answer(condition, found.law, requires, met=None, because=found.because, missing=found.missing)


def off_record(condition: str, law: Amendment[object], requires: Sentence, said: str) -> ConditionResult:
    """What hangs on a place whose code nobody knows: it was said, so it is not missing; how to say it is told."""
    vi = f"mã {said} không có trong danh mục của tỉnh: ghi lại, ngoài tỉnh ghi {OUTSIDE}"
    en = f"code {said} is not on record: to be said anew, {OUTSIDE} for outside the province"
    return answer(condition, law, requires, met=None, because=(vi, en))


def round_decided(find: Find, law: Law[object]) -> Condition:
    """That the round is one whose decision is in force."""

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, province: str, number: int | None) -> ConditionResult:
        found = find(at, province, number)
        if isinstance(found, NotRead):
            if not found.exists:
                return answer("round", found.law, ROUND, met=False, because=found.because)
            return lacking("round", ROUND, found)
        held = at.governing(found.decided)
        since_vi, since_en = shown(held.value)
        because = (f"đợt {found.number}, từ {since_vi}", f"round {found.number}, since {since_en}")
        return answer("round", held, ROUND, met=is_decided(found, at), because=because)

    def test(_facts: Facts, at: Circumstances) -> ConditionResult:
        return answered(at.law, at.province, at.round)

    return Condition("round", *ROUND, law, test)


def occupation(find: Find, law: Law[object]) -> Condition:
    """Among the round's groups."""

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, province: str, number: int | None, said: str | None) -> ConditionResult:
        found = find(at, province, number)
        if isinstance(found, NotRead):
            return lacking("occupation", OCCUPATION, found)
        held = at.governing(found.who.occupations)
        if said is None:
            return unknown("occupation", held, OCCUPATION, ("occupation",), NAMED)
        if said not in held.value and found.who.other_occupations:
            other = at.governing(found.who.other_occupations)
            if other.standing is Standing.UNCONFIRMED or other.value:  # that there are some does not say which
                return answer("occupation", found.who.other_occupations[0], OCCUPATION, met=None, because=OTHER_WORK)
            return answer("occupation", other, OCCUPATION, met=False, because=OCCUPATION_WORDS.get(said, NOT_SAID))
        because = OCCUPATION_WORDS.get(said, NOT_SAID)
        return answer("occupation", held, OCCUPATION, met=said in held.value, because=because)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        said = code(facts, "occupation")
        return answered(at.law, at.province, at.round, said)

    return Condition("occupation", *OCCUPATION, law, test)


def no_labour_contract(find: Find) -> Condition:
    """No contract; where the round names some with one, their social insurance decides."""

    @lru_cache(ANSWERS_MAX)
    def none(at: LawOfDay) -> ConditionResult:
        return answer("no_labour_contract", at.governing(NO_CONTRACT), CONTRACT, met=True)

    @lru_cache(ANSWERS_MAX)
    def answered(
        at: LawOfDay, province: str, number: int | None, has_contract: Met, said: str | None, insured: Met
    ) -> ConditionResult:
        held = at.governing(NO_CONTRACT)
        if has_contract is None or said is None:
            lacks = "has_labour_contract" if has_contract is None else "occupation"
            return unknown("no_labour_contract", held, CONTRACT, (lacks,), NAMED)
        found = find(at, province, number)
        if isinstance(found, NotRead) and said in found.with_contract:
            return lacking("no_labour_contract", CONTRACT, found)
        if isinstance(found, Round) and found.who.with_contract:
            excepted = at.governing(found.who.with_contract)
            if said in excepted.value:
                return _insured(at, found, excepted, insured)
        because = ("có hợp đồng lao động", "there is a contract")
        return answer("no_labour_contract", held, CONTRACT, met=False, because=because)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        if facts.get("has_labour_contract") is False:
            return none(at.law)
        has_contract = yes(facts, "has_labour_contract")
        said, insured = code(facts, "occupation"), yes(facts, "socially_insured")
        return answered(at.law, at.province, at.round, has_contract, said, insured)

    return Condition("no_labour_contract", *CONTRACT, NO_CONTRACT, test)


def _insured(at: LawOfDay, found: Round, excepted: Amendment[object], insured: Met) -> ConditionResult:
    """Somebody whom the round takes with a contract, if without social insurance."""
    if insured is not None:
        because = ("có đóng BHXH", "social insurance is paid") if insured else ("không đóng BHXH", "not insured")
        return answer("no_labour_contract", excepted, CONTRACT, met=not insured, because=because)
    unsaid = at.governing(found.who.insurance_unsaid) if found.who.insurance_unsaid else None
    if unsaid is None or unsaid.value is False:
        return unknown("no_labour_contract", unsaid or excepted, CONTRACT, ("socially_insured",), NAMED)
    met, lacks = (True, ()) if unsaid.value else (None, ("socially_insured",))
    return answer("no_labour_contract", unsaid, CONTRACT, met=met, because=NURSERY, missing=lacks)


def workplace(find: Find, law: Law[object]) -> Condition:
    """In the round's areas, or out of the province where the round serves commuters."""

    @lru_cache(ANSWERS_MAX)
    def answered(at: LawOfDay, province: str, number: int | None, said: str | None) -> ConditionResult:
        found = find(at, province, number)
        if isinstance(found, NotRead):
            return lacking("workplace", WORKPLACE, found)
        held, names = at.governing(found.where.workplaces), found.places.names
        requires = _workplace(found)
        if said is None:
            return unknown("workplace", held, requires, ("workplace_commune",), NAMED)
        if said not in names:
            return off_record("workplace", held, requires, said)
        if found.where.elsewhere and not found.places.hold(held.value, said):
            if said != OUTSIDE:
                return _elsewhere(at.governing(found.where.elsewhere), requires, (names[said], names[said]))
            # The measures are the province's: none of them was in force outside it.
            held = with_standing(held, Standing.DERIVED)
        met = found.where.commuters if said == OUTSIDE else found.places.hold(held.value, said)
        because = NOTHING if met and said != OUTSIDE else (names[said], names[said])
        return answer("workplace", held, requires, met=met, because=because)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        said = code(facts, "workplace_commune")
        return answered(at.law, at.province, at.round, said)

    return Condition("workplace", *WORKPLACE, law, test)


def _elsewhere(law: Amendment[Met], requires: Sentence, name: Sentence) -> ConditionResult:
    """Work in the province, but not in one of the areas that could be read."""
    because = ELSEWHERE_UNSAID if law.standing is Standing.UNCONFIRMED else name
    return answer("workplace", law, requires, met=bool(law.value), because=because)


def _workplace(found: Round) -> Sentence:
    vi, en = found.when.measure
    beyond = (" (hoặc ngoài tỉnh)", " (or outside the province)") if found.where.commuters else NOTHING
    return f"Làm việc tại địa bàn thực hiện {vi}{beyond[0]}", f"The workplace is in an area under {en}{beyond[1]}"


def stoppage(find: Find, law: Law[object]) -> Condition:
    """Within the measure's days; some occupations were stopped later. By the day, its end must be known too."""

    @lru_cache(ANSWERS_MAX)
    def answered(
        at: LawOfDay, province: str, number: int | None, since: date | None, said: str | None, until: date | None
    ) -> ConditionResult:
        found = find(at, province, number)
        if isinstance(found, NotRead):
            return lacking("stoppage", STOPPAGE, found)
        first, requires = known_first(at.governing(found.when.first)), _stoppage(found)
        if since is None:
            return unknown("stoppage", first, requires, ("stopped_from",), NAMED)
        later = dict(at.governing(found.when.later_starts).value if found.when.later_starts else ())
        if said is None and any(first.value <= since < start for start in later.values()):
            return unknown("stoppage", first, requires, ("occupation",), NAMED)
        begins = later.get(said or "", first.value)
        return _stopped(at, found, begins, since, until)

    def test(facts: Facts, at: Circumstances) -> ConditionResult:
        since = day(facts, "stopped_from")
        by_start = answered(at.law, at.province, at.round, since, None, None)  # mostly it tells
        if not by_start.missing:
            return by_start
        return answered(at.law, at.province, at.round, since, code(facts, "occupation"), day(facts, "stopped_to"))

    return Condition("stoppage", *STOPPAGE, law, test)


def _stopped(at: LawOfDay, found: Round, begins: date, since: date, until: date | None) -> ConditionResult:
    """Work stopped no earlier than the measure began for it, no later than its last day; by the day, some day of it."""
    first, last, requires = at.governing(found.when.first), at.governing(found.when.last), _stoppage(found)
    sure, doubt = known_first(first), first_doubted(first, since)
    by_day = found.level.basis is Basis.EACH_DAY
    reversed_ = by_day and until is not None and until < since
    too_early = since < begins and not (by_day and (until is None or until >= begins))
    if reversed_ or (too_early and not doubt):
        return answer("stoppage", sure, requires, met=False, because=_days(begins, last, since, until))
    open_ = (first,) * doubt + (last,) * (last.standing is Standing.UNCONFIRMED or last.value is None)
    if open_:
        told = answer("stoppage", open_[0], requires, met=None, missing=_end(by_day=by_day, until=until))
        return replace(told, points=tuple(each.point for each in open_ if each.point))
    if last.value and since <= last.value and _end(by_day=by_day, until=until):
        return unknown("stoppage", sure, requires, ("stopped_to",), NAMED)
    met = bool(last.value and since <= last.value)
    return answer("stoppage", sure, requires, met=met, because=_days(begins, last, None if met else since, until))


def known_first(first: Amendment[date]) -> Amendment[date]:
    """The measure's first day as it is known: of an open one, nothing from that day on hangs on the point."""
    return with_standing(first, Standing.DERIVED) if first.standing is Standing.UNCONFIRMED else first


def first_doubted(first: Amendment[date], since: date) -> bool:
    """Whether a stoppage has days of which it is not known whether the measure was in force."""
    return first.standing is Standing.UNCONFIRMED and since < first.value


def _end(*, by_day: bool, until: date | None) -> tuple[str, ...]:
    return ("stopped_to",) if by_day and until is None else ()


def _stoppage(found: Round) -> Sentence:
    vi, en = found.when.measure
    return f"Ngừng việc trong thời gian thực hiện {vi}", f"Work stopped while {en} was in force"


def _days(begins: date, last: Amendment[date | None], said: date | None, until: date | None) -> Sentence:
    """The days that count, and what was said instead of them."""
    (vi, en) = (f"từ {shown(begins)[0]}", f"from {shown(begins)[1]}")
    if last.value:
        word = by_word(last)
        vi, en = f"{vi} đến {shown(last.value)[0]}{word[0]}", f"{en} to {shown(last.value)[1]}{word[1]}"
    if said is None:
        return vi, en
    vi, en = f"{vi}, ghi {shown(said)[0]}", f"{en}, said {shown(said)[1]}"
    return (f"{vi} – {shown(until)[0]}", f"{en} to {shown(until)[1]}") if until and until < said else (vi, en)
