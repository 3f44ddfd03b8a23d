"""A determination as others than its maker may read it: why a condition of somebody's health is met is not said.

What is kept of a determination (its body) names in brackets the day or the word that decided. The verdict, the
requirement's words and the article stay; only the brackets go, and only where they tell of health.
"""

from collections.abc import Mapping
from typing import Any

from app.rules.answering import VERDICTS, Sentence, titles
from app.rules.changing import laws_of
from app.rules.fact_words import is_of_health, tells_of_health
from app.rules.facts_read import facts_read
from app.rules.law import Circumstances, law_of
from app.rules.policy import Policy

_found: dict[str, frozenset[str]] = {}


def redacted(policy: Policy, body: Mapping[str, Any]) -> dict[str, Any]:
    """The same body without the reasons, in brackets, that tell of somebody's health."""
    named, health = titles(policy.facts), conditions_of_health(policy)
    return {**body, "results": [_result(result, named, health) for result in body["results"]]}


def conditions_of_health(policy: Policy) -> frozenset[str]:
    """The conditions that read a fact whose title tells of health."""
    if policy.code not in _found:
        _found[policy.code] = _reading(policy)
    return _found[policy.code]


def _reading(policy: Policy) -> frozenset[str]:
    health = {fact.name for fact in policy.facts if is_of_health(fact, None)}
    days = {each.since for law in laws_of(policy).values() for each in law} if health else ()
    # Some ask for facts only where a support may have gone before: a history that is not known, and one that is.
    cases = [Circumstances(law_of(on), "", None, history) for on in days for history in (None, ())]
    read = [facts_read(policy, {}, at) for at in cases]
    return frozenset(condition for each in read for condition, names in each.items() if health.intersection(names))


def _result(result: Mapping[str, Any], named: Mapping[str, Sentence], health: frozenset[str]) -> Mapping[str, Any]:
    verdict_vi, verdict_en = VERDICTS[result["met"]]
    vi, why = _parted(result["vi"], verdict_vi)
    en, _ = _parted(result["en"], verdict_en)
    # What is missing is named as the form names it, which tells of nobody.
    lacking = f"thiếu: {', '.join(named.get(name, (name, name))[0] for name in result['missing'])}"
    if not why or why == lacking or not (result["id"] in health or tells_of_health(why)):
        return result
    return {**result, "vi": vi, "en": en}


def _parted(sentence: str, verdict: str) -> Sentence:
    """A condition's sentence up to its verdict, and the reason that stood in brackets behind it."""
    before, found, rest = sentence.partition(f": {verdict} (")
    return (f"{before}: {verdict}.", rest.removesuffix(".").removesuffix(")")) if found else (sentence, "")
