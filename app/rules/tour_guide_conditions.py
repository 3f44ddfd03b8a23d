"""Policy 9b's own conditions: the card on the filing day, the tie to the trade, the contract's days."""

from datetime import date
from functools import lru_cache

from app.rules import tour_guide_facts as form
from app.rules import tour_guide_law as law
from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, code, day, shown, unknown
from app.rules.conditions import NOT_SAID, lacking, titles_of
from app.rules.law import Circumstances, ConditionResult, Facts, LawOfDay, Met, Standing

NAMED = titles_of(*form.FACTS)
ON_SITE, BY_CONTRACT = "on_site", "labour_contract"
TIE_WORDS = {choice.code: (choice.vi, choice.en) for choice in form.TIES}

CARD: Sentence = (
    "Thẻ hướng dẫn viên còn giá trị vào ngày nộp hồ sơ",
    "The guide card is valid on the day the paper is filed",
)
TIE: Sentence = (
    "Có hợp đồng lao động hoặc là hội viên tổ chức nghề nghiệp; hướng dẫn viên tại điểm: có phân công của nơi quản lý",
    "Has a labour contract or is a member of the guides' organisation; on site: is assigned by the site's manager",
)
CONTRACT: Sentence = (
    "Hợp đồng lao động có hiệu lực trong khoảng từ {law} đến ngày nộp hồ sơ",
    "The labour contract runs at some time from {law} to the day the paper is filed",
)
NO_CONTRACT: Sentence = ("không dựa vào hợp đồng lao động", "it does not rest on a labour contract")
NO_TERM: Sentence = ("thẻ tại điểm không ghi thời hạn", "an on-site card without a term")

_card_unknown = lacking("card", CARD, law.CARD, NAMED)


def card(facts: Facts, at: Circumstances) -> ConditionResult:
    """By the last day on the card; an on-site card may bear none."""
    valid_to, filed = day(facts, "card_valid_to"), day(facts, "received_on")
    if valid_to is None and code(facts, "card_kind") == ON_SITE:
        return _without_term(at.law)
    if valid_to is not None and filed is not None:
        return _card(at.law, None if filed <= valid_to else valid_to)
    missing = ("card_valid_to",) * (valid_to is None) + ("received_on",) * (filed is None)
    return _card_unknown(at.law, missing)


def tie(facts: Facts, at: Circumstances) -> ConditionResult:
    """Each kind of guide has its own."""
    return _tie(at.law, code(facts, "card_kind"), code(facts, "tie"))


def contract(facts: Facts, at: Circumstances) -> ConditionResult:
    """Asked of those whose tie is a contract."""
    said = code(facts, "tie")
    if said != BY_CONTRACT:
        return _no_contract(at.law, said)
    begun, filed, ended = day(facts, "contract_from"), day(facts, "received_on"), day(facts, "contract_to")
    if ended is not None and (ended < _contract_since(at.law) or (begun is not None and ended < begun)):
        return _contract(at.law, (), runs=False)
    missing = ("contract_from",) * (begun is None) + ("received_on",) * (filed is None)
    runs = None if begun is None or filed is None else begun <= filed
    return _contract(at.law, missing, runs=runs)


@lru_cache(ANSWERS_MAX)
def _card(at: LawOfDay, ended: date | None) -> ConditionResult:
    because = (f"đến {shown(ended)[0]}", f"to {shown(ended)[1]}") if ended else NOTHING
    return answer("card", at.governing(law.CARD), CARD, met=ended is None, because=because)


@lru_cache(ANSWERS_MAX)
def _without_term(at: LawOfDay) -> ConditionResult:
    held = at.governing(law.ON_SITE_CARD)
    if held.standing is Standing.UNCONFIRMED:
        return unknown("card", held, CARD, ("card_valid_to",), NAMED)
    return answer("card", held, CARD, met=bool(held.value), because=NO_TERM)


@lru_cache(ANSWERS_MAX)
def _tie(at: LawOfDay, kind: str | None, said: str | None) -> ConditionResult:
    held = at.governing(law.TIES)
    of_kind = held.value.on_site if kind == ON_SITE else held.value.travelling
    if said is None or (kind is None and said in held.value.on_site | held.value.travelling):
        missing = ("card_kind",) * (kind is None) + ("tie",) * (said is None)
        return unknown("tie", held, TIE, missing, NAMED)
    met = kind is not None and said in of_kind
    return answer("tie", held, TIE, met=met, because=TIE_WORDS.get(said, NOT_SAID))


@lru_cache(ANSWERS_MAX)
def _no_contract(at: LawOfDay, said: str | None) -> ConditionResult:
    held = at.governing(law.CONTRACT_SINCE)
    if said is None:
        return unknown("contract", held, CONTRACT, ("tie",), NAMED)
    return answer("contract", held, CONTRACT, met=True, because=NO_CONTRACT)


@lru_cache(ANSWERS_MAX)
def _contract(at: LawOfDay, missing: tuple[str, ...], *, runs: Met) -> ConditionResult:
    held = at.governing(law.CONTRACT_SINCE)
    if runs is None:
        return unknown("contract", held, CONTRACT, missing, NAMED)
    return answer("contract", held, CONTRACT, met=runs)


@lru_cache
def _contract_since(at: LawOfDay) -> date:
    return at.governing(law.CONTRACT_SINCE).value
