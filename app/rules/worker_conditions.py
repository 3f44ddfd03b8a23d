"""Policies 4, 5 and 6: who employs, whether insured the month before, and what all three lay down."""

from datetime import date

from app.rules.answering import Sentence
from app.rules.conditions import Law, is_among, is_so
from app.rules.fact import Fact
from app.rules.law import Amendment, Condition
from app.rules.open_points import SETTLED, Doubtful
from app.rules.policy import Value
from app.rules.worker_causes import Causes

EMPLOYER: Sentence = ("Loại hình đơn vị sử dụng lao động được hỗ trợ", "The kind of employer is one supported")
ANYBODY: Sentence = ("mọi NLĐ làm việc theo hợp đồng lao động", "any worker under a labour contract")
DENIED: Sentence = ("theo xác nhận của cơ quan BHXH", "the insurance agency says so")


def employed(
    law: tuple[Amendment[frozenset[str]], ...], kind: Fact, doubtful: Doubtful = SETTLED
) -> Condition:  # fmt: skip
    """A kind of employer that the law lists; since Resolution 126 any (ANY_EMPLOYER)."""
    return is_among("employer", EMPLOYER, law, kind, doubtful=doubtful, anybody=ANYBODY)


def insured(requires: Sentence, law: Law, confirmed: Fact) -> Condition:
    """As the insurance agency answered; until it has, unknown."""
    return is_so("insured", requires, law, confirmed, failed=DENIED)


def values(
    employers: tuple[Amendment[frozenset[str]], ...],
    causes: tuple[Amendment[Causes], ...],
    last_day: tuple[Amendment[date], ...],
) -> tuple[Value, ...]:
    """What all three lay down, under the same names."""
    return (
        Value("employer_kinds", "Loại hình đơn vị (trống: mọi loại)", "Kinds of employer (none: any)", employers),
        Value("causes", "Lý do được hỗ trợ", "Causes that count", causes),
        Value("last_application_day", "Hạn cuối nhận hồ sơ", "Last day of application", last_day),
    )
