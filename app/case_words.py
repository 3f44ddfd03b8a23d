"""A determined case in words: its row's facts with what others had said of it, and the supports on record then."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row

from app import rules
from app.case_facts import whole
from app.determining import typed
from app.rules.answering import Sentence
from app.rules.explaining import Telling
from app.rules.law import Circumstances, law_of
from app.settings import settings


def telling_of(row: Row[Any], history: Sentence) -> Telling:
    """How a determined case is told: its row's facts, with what others had said of it."""
    policy = rules.POLICIES[row.policy]
    facts = typed(row.policy, {**whole(row.facts, row.health_cipher, row.row_id), **(row.said or {})})
    at = Circumstances(law_of(row.law_on), settings().province_code, row.round)
    return Telling(policy, facts, at, history)


def history_in_words(supports: Iterable[Mapping[str, Any]]) -> Sentence:
    """Supports on record, as far as the reader may know of them."""
    told = [_support(each) for each in supports]
    if not told:
        return "không có", "none"
    return "; ".join(vi for vi, _ in told), "; ".join(en for _, en in told)


def _support(each: Mapping[str, Any]) -> Sentence:
    if not each["known_here"]:
        return "một khoản ở địa phương khác", "one elsewhere"
    policy = rules.POLICIES.get(each["policy"])
    vi, en = (policy.vi, policy.en) if policy else (each["policy"], each["policy"])
    amount = f"{each['amount_vnd']:,}"
    return f"{vi}: {amount.replace(',', '.')} đồng", f"{en}: {amount} đồng"
