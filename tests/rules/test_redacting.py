"""What tells of somebody's health leaves a determination's body, in whatever case; the rest stays."""

from datetime import date

import orjson
import pytest

from app.rules import POLICIES, determine
from app.rules.answering import titles
from app.rules.drawing import Drawing
from app.rules.fact_words import is_of_health, tells_of_health
from app.rules.facts_read import facts_read
from app.rules.law import Circumstances, law_of
from app.rules.policy import Policy
from app.rules.redacting import conditions_of_health, redacted

CASES = 120


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.code)
def test_of_no_drawn_case_a_reason_of_health_stays(policy: Policy) -> None:
    drawing, named = Drawing(policy, 7), titles(policy.facts)
    health = {fact.name for fact in policy.facts if is_of_health(fact, None)}
    for _ in range(CASES):
        case = drawing.redrawn(drawing.start(date(2021, 12, 1)), ("history", "words"))
        read = facts_read(policy, case.facts, case.circumstances)
        assert {condition for condition, names in read.items() if health & set(names)} <= conditions_of_health(policy)
        kept = orjson.loads(orjson.dumps(determine(policy.code, case.facts, case.circumstances)))
        for result, shown in zip(kept["results"], redacted(policy, kept)["results"], strict=True):
            assert {**result, "vi": "", "en": ""} == {**shown, "vi": "", "en": ""}
            assert result["vi"].startswith(shown["vi"].removesuffix("."))
            assert result["en"].startswith(shown["en"].removesuffix("."))
            asked = f"(thiếu: {', '.join(named[name][0] for name in result['missing'])})."
            if result["id"] in conditions_of_health(policy) and not shown["vi"].endswith(asked):
                assert shown["vi"].endswith((": đạt.", ": không đạt.", ": chưa xác định."))
            why = shown["vi"].removesuffix(asked).rpartition(": ")[2]
            assert not tells_of_health(why), shown["vi"]


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.code)
def test_what_a_case_still_lacks_is_said(policy: Policy) -> None:
    found = determine(policy.code, {}, Circumstances(law_of(date(2021, 12, 1)), "58", None, ()))
    kept = orjson.loads(orjson.dumps(found))
    lacking = [(each["vi"], shown["vi"]) for each, shown in zip(
        kept["results"], redacted(policy, kept)["results"], strict=True) if each["missing"]]  # fmt: skip
    assert lacking and all("(thiếu: " in shown and shown == vi for vi, shown in lacking)
