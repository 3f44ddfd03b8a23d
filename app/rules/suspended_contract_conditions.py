"""Policy 4's conditions: each answers for the few facts that it reads, under the law of the day."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from app.rules import suspended_contract_law as law
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
from app.rules.law import Amendment, Circumstances, ConditionResult, Facts, LawOfDay, Met, Standing, Window
from app.rules.suspended_contract_facts import EMPLOYER_CAUSES, EMPLOYER_KINDS, FACTS, WORKER_CAUSES

NAMED = titles(FACTS)
NOT_SAID: Sentence = ("không rõ", "not known")
KIND_WORDS = {each.code: (each.vi, each.en) for each in EMPLOYER_KINDS}
CAUSE_WORDS = {each.code: (each.vi, each.en) for each in EMPLOYER_CAUSES}
WORKER_WORDS = {each.code: (each.vi, each.en) for each in WORKER_CAUSES}

EMPLOYER: Sentence = ("Loại hình đơn vị sử dụng lao động được hỗ trợ", "The kind of employer is one supported")
CAUSE: Sentence = ("Tạm hoãn vì lý do phòng, chống dịch được hỗ trợ", "The suspension has a cause that counts")
DURATION: Sentence = (
    "Tạm hoãn, nghỉ việc từ 15 ngày liên tục trở lên, tính cả ngày đầu và ngày cuối",
    "The suspension lasts 15 consecutive days or more, first and last counted",
)
WINDOW: Sentence = (
    "Bắt đầu và tính trong thời gian từ 01/05/2021 đến hết 31/12/2021",
    "It begins and is counted within 2021-05-01 to 2021-12-31",
)
CONTRACT: Sentence = ("Trong thời hạn của hợp đồng lao động", "It lies within the term of the labour contract")
INSURED: Sentence = (
    "Tham gia BHXH bắt buộc tại tháng liền kề trước khi tạm hoãn",
    "In compulsory social insurance in the month before the suspension",
)
DEADLINE: Sentence = ("Hồ sơ tiếp nhận chậm nhất ngày 31/01/2022", "The paper was received on 2022-01-31 at the latest")


def employer(facts: Facts, at: Circumstances) -> ConditionResult:
    """A kind that the law lists; since Resolution 126 any."""
    return _employer(at.law, code(facts, "employer_kind"))


def cause(facts: Facts, at: Circumstances) -> ConditionResult:
    """The employer stopped by order; since Resolution 126 one of the worker's or the employer's wider causes."""
    return _cause(at.law, code(facts, "employer_cause"), code(facts, "worker_cause"))


def duration(facts: Facts, at: Circumstances) -> ConditionResult:
    """Consecutive days, both ends counted."""
    first, last = day(facts, "suspended_from"), day(facts, "suspended_to")
    if first is None or last is None:
        return _lacking("duration", at.law, lacking_days(first, last))
    return _duration(at.law, min(max((last - first).days + 1, 0), days_least(at.law)))


def window(facts: Facts, at: Circumstances) -> ConditionResult:
    """It begins in the window, and the days that it must have lie there; it may run on beyond."""
    first, last = day(facts, "suspended_from"), day(facts, "suspended_to")
    held = window_of(at.law)
    if first is not None and not held.first <= first <= held.last:
        return _window(at.law, first)
    if first is None or last is None:
        return _lacking("window", at.law, lacking_days(first, last))
    counted = min(last, first + timedelta(days=days_least(at.law) - 1))
    return _window(at.law, None if counted <= held.last else first)


def contract(facts: Facts, at: Circumstances) -> ConditionResult:
    """Not before the contract began, not after it ended; an empty end is a contract without end."""
    begun, first, last = day(facts, "contract_from"), day(facts, "suspended_from"), day(facts, "suspended_to")
    ended = day(facts, "contract_to")
    too_early = None if begun is None or first is None else first < begun
    too_late = False if ended is None else None if last is None else last > ended
    if too_early is not None and too_late is not None:
        return _contract(at.law, too_early, too_late, ())
    named = {"contract_from": begun, "suspended_from": first} | ({"suspended_to": last} if ended else {})
    return _contract(at.law, too_early, too_late, tuple(name for name, value in named.items() if value is None))


def insured(facts: Facts, at: Circumstances) -> ConditionResult:
    """As the insurance agency answered; until it has, unknown."""
    return _insured(at.law, yes(facts, "insured_month_before"))


def deadline(facts: Facts, at: Circumstances) -> ConditionResult:
    """By the day on which the paper was received."""
    return _deadline(at.law, day(facts, "received_on"))


@lru_cache
def days_least(at: LawOfDay) -> int:
    """How many days a suspension must last."""
    return at.governing(law.SHORTEST_DAYS).value


@lru_cache
def window_of(at: LawOfDay) -> Window:
    """The days within which it must begin and be counted."""
    return at.governing(law.WINDOW).value


LAWS: Mapping[str, tuple[tuple[Amendment[object], ...], Sentence]] = {
    "duration": (law.SHORTEST_DAYS, DURATION),
    "window": (law.WINDOW, WINDOW),
}


def lacking_days(first: date | None, last: date | None) -> tuple[str, ...]:
    """Which of a suspension's two days are not known."""
    return tuple(name for name, value in (("suspended_from", first), ("suspended_to", last)) if value is None)


@lru_cache(ANSWERS_MAX)
def _lacking(condition: str, at: LawOfDay, missing: tuple[str, ...]) -> ConditionResult:
    amendments, requires = LAWS[condition]
    return unknown(condition, at.governing(amendments), requires, missing, NAMED)


@lru_cache(ANSWERS_MAX)
def _employer(at: LawOfDay, kind: str | None) -> ConditionResult:
    held = at.governing(law.EMPLOYERS)
    if held.value == law.ANY_EMPLOYER:
        why = ("mọi NLĐ làm việc theo hợp đồng lao động", "any worker under a labour contract")
        return answer("employer", held, EMPLOYER, met=True, because=why)
    if kind is None:
        return unknown("employer", held, EMPLOYER, ("employer_kind",), NAMED)
    return answer("employer", held, EMPLOYER, met=kind in held.value, because=KIND_WORDS.get(kind, NOT_SAID))


@lru_cache(ANSWERS_MAX)
def _cause(at: LawOfDay, employers: str | None, workers: str | None) -> ConditionResult:
    held = at.governing(law.CAUSES)
    causes = held.value
    if workers in causes.worker:
        return answer("cause", held, CAUSE, met=True, because=WORKER_WORDS[workers or ""])
    if employers in causes.employer:
        return answer("cause", held, CAUSE, met=True, because=CAUSE_WORDS[employers or ""])
    if employers in causes.by_analogy:
        return answer(
            "cause", with_standing(held, Standing.DERIVED), CAUSE, met=True, because=CAUSE_WORDS[employers or ""]
        )
    missing = ("employer_cause",) * (employers is None) + ("worker_cause",) * (workers is None and bool(causes.worker))
    if missing:
        return unknown("cause", held, CAUSE, missing, NAMED)
    return answer("cause", held, CAUSE, met=False, because=_said(CAUSE_WORDS.get(employers or "", NOT_SAID)))


def _said(words: Sentence) -> Sentence:
    return f"đơn vị ghi: {words[0]}", f"the employer says: {words[1]}"


@lru_cache(ANSWERS_MAX)
def _duration(at: LawOfDay, days: int) -> ConditionResult:
    held = at.governing(law.SHORTEST_DAYS)
    met = days >= held.value
    return answer(
        "duration", held, DURATION, met=met, because=NOTHING if met else (f"chỉ {days} ngày", f"only {days} days")
    )


@lru_cache(ANSWERS_MAX)
def _window(at: LawOfDay, outside: date | None) -> ConditionResult:
    held = at.governing(law.WINDOW)
    if outside is None:
        return answer("window", held, WINDOW, met=True)
    return answer("window", held, WINDOW, met=False, because=(f"từ {shown(outside)[0]}", f"from {shown(outside)[1]}"))


@lru_cache(ANSWERS_MAX)
def _contract(
    at: LawOfDay,
    too_early: Met,
    too_late: Met,
    missing: tuple[str, ...],
) -> ConditionResult:
    held = at.governing(law.CONTRACT)
    if too_early:
        return answer(
            "contract", held, CONTRACT, met=False, because=("trước khi hợp đồng bắt đầu", "before the contract began")
        )
    if too_late:
        return answer(
            "contract", held, CONTRACT, met=False, because=("quá ngày hợp đồng kết thúc", "beyond the contract's end")
        )
    if too_early is None or too_late is None:
        return unknown("contract", held, CONTRACT, missing, NAMED)
    return answer("contract", held, CONTRACT, met=True)


@lru_cache(ANSWERS_MAX)
def _insured(at: LawOfDay, said: Met) -> ConditionResult:
    held = at.governing(law.INSURED)
    if said is None:
        return unknown("insured", held, INSURED, ("insured_month_before",), NAMED)
    return answer(
        "insured", held, INSURED, met=said, because=("theo xác nhận của cơ quan BHXH", "the insurance agency says so")
    )


@lru_cache(ANSWERS_MAX)
def _deadline(at: LawOfDay, received: date | None) -> ConditionResult:
    held = at.governing(law.DEADLINE)
    if received is None:
        return unknown("deadline", held, DEADLINE, ("received_on",), NAMED)
    met = received <= held.value
    return answer("deadline", held, DEADLINE, met=met, because=NOTHING if met else _received(received))


def _received(on: date) -> Sentence:
    vi, en = shown(on)
    return f"tiếp nhận ngày {vi}", f"received on {en}"
