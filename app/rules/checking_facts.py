"""Whether the facts of a policy are well declared: the reader, the template and the rules all trust them."""

from collections import Counter
from collections.abc import Iterator

from app.rules.fact import DECLINED, RECEIVED_ON, Fact, Kind
from app.rules.finding import Finding
from app.rules.policy import Policy

LAST = (DECLINED, RECEIVED_ON)
"""What every form asks besides its own."""


def findings(policy: Policy) -> Iterator[Finding]:
    """What is wrong with them."""
    names = {fact.name for fact in policy.facts}
    yield from _twice(fact.name for fact in policy.facts)
    yield from _twice(fact.vi for fact in policy.facts)
    for fact in policy.facts:
        yield from _of_one(fact, names)
    for fact in LAST:
        if fact not in policy.facts:
            yield Finding(fact.name, "mẫu thiếu thông tin này", "the form lacks it")


def _twice(said: Iterator[str]) -> Iterator[Finding]:
    for name, times in Counter(said).items():
        if times > 1:
            yield Finding(name, "thông tin trùng tên", "two facts have this name")


def _of_one(fact: Fact, names: set[str]) -> Iterator[Finding]:
    if not (fact.name.isidentifier() and fact.vi.strip() and fact.en.strip()):
        yield Finding(fact.name, "thiếu tên hoặc tiêu đề", "no name or no title")
    if bool(fact.choices) != (fact.kind is Kind.CHOICE):
        yield Finding(fact.name, "lựa chọn không khớp với kiểu", "choices and kind do not agree")
    yield from _twice(choice.code for choice in fact.choices)
    yield from _twice(choice.vi for choice in fact.choices)
    if not all(choice.code and choice.vi.strip() and choice.en.strip() for choice in fact.choices):
        yield Finding(fact.name, "lựa chọn thiếu lời", "a choice has no words")
    if any(name not in names for name in fact.about):
        yield Finding(fact.name, "xác nhận về thông tin không có", "it confirms a fact that is not there")
    if fact.empty_says and fact.required:
        yield Finding(fact.name, "bắt buộc mà để trống có nghĩa", "required, yet left empty it would say something")
