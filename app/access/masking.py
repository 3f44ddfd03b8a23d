"""What of somebody's data a role is shown: one table, asked by everything that answers, exports or prints it.

In answers numbers show their last digits to everybody; they are whole where somebody works with them: an officer who
mends a form or asks another body about it, a clerk who pays from a list. Who has to see more gives a reason
(app/unmasking.py). Of health whoever pays learns nothing: not which policy, not which supplement, not why.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from app.access.roles import Role
from app.rules.cross_policy import ADDITIVE_COMPONENTS
from app.rules.fact_words import POLICIES_OF_HEALTH, tells_of_health


class Data(StrEnum):
    """A class of personal data, told apart by what it is used for where that makes a difference."""

    NAME = "name"
    BIRTH = "birth"
    IDENTITY = "identity"  # in an answer
    IDENTITY_TO_MEND = "identity_to_mend"  # in the form that is mended, or that asks another body
    IDENTITY_TO_PAY = "identity_to_pay"  # in a signing list
    ACCOUNT = "account"  # in an answer
    ACCOUNT_TO_PAY = "account_to_pay"  # in a bank order and its lists
    PHONE = "phone"
    HEALTH = "health"  # policies, supplements and reasons that tell of it


class Shown(StrEnum):
    """How much of a value."""

    WHOLE = "whole"
    LAST_4 = "last_4"
    LAST_3 = "last_3"
    YEAR = "year"
    NEUTRAL = "neutral"  # a word that tells nothing stands in its place
    HIDDEN = "hidden"


OFFICERS = frozenset({Role.DISTRICT_OFFICER, Role.PROVINCIAL_OFFICER})
APPROVERS = frozenset({Role.DISTRICT_APPROVER, Role.PROVINCIAL_APPROVER})
FINANCE = frozenset({Role.FINANCE_MAKER, Role.FINANCE_CHECKER})
WITHOUT_PEOPLE = frozenset({Role.ADMINISTRATOR, Role.LEGAL_OFFICER})
"""Whose work needs nobody's data."""


def _line(rest: Shown, **otherwise: frozenset[Role]) -> Mapping[Role, Shown]:
    told = {role: Shown(shown) for shown, roles in otherwise.items() for role in roles}
    return {role: Shown.HIDDEN if role in WITHOUT_PEOPLE else told.get(role, rest) for role in Role}


TABLE: Mapping[Data, Mapping[Role, Shown]] = {
    Data.NAME: _line(Shown.WHOLE),
    Data.BIRTH: _line(Shown.YEAR, whole=OFFICERS | APPROVERS),
    Data.IDENTITY: _line(Shown.LAST_4),
    Data.IDENTITY_TO_MEND: _line(Shown.HIDDEN, whole=OFFICERS),
    Data.IDENTITY_TO_PAY: _line(Shown.HIDDEN, whole=FINANCE),
    Data.ACCOUNT: _line(Shown.LAST_4),
    Data.ACCOUNT_TO_PAY: _line(Shown.HIDDEN, whole=FINANCE),
    Data.PHONE: _line(Shown.LAST_3),
    Data.HEALTH: _line(Shown.WHOLE, neutral=FINANCE),
}
"""Data class × role. An auditor sees which policy and supplement was paid, since that is the ground of a payment."""

OTHER_SUPPORT = "other_support"
OTHER_SUPPORT_WORDS = ("Hỗ trợ khác theo Nghị quyết 68/NQ-CP", "Other support under Resolution 68/NQ-CP")
SUPPLEMENT = "supplement"
NEUTRAL_WORDS: Mapping[str, str] = {
    **dict.fromkeys(POLICIES_OF_HEALTH, OTHER_SUPPORT),
    **dict.fromkeys(ADDITIVE_COMPONENTS, SUPPLEMENT),  # all of them: the one left out would be told by that
}

DIGITS = {Shown.LAST_4: 4, Shown.LAST_3: 3}


def shown(role: Role, data: Data) -> Shown:
    """How much of a class of data a role is shown."""
    return TABLE[data][role]


def is_whole(role: Role, data: Data) -> bool:
    """Whether a role is shown a class of data whole."""
    return shown(role, data) is Shown.WHOLE


def number(role: Role, data: Data, value: str) -> str | None:
    """A number as a role is shown it; one that is no longer than what would be left of it is not shown at all."""
    how = shown(role, data)
    if how is Shown.WHOLE:
        return value
    kept = DIGITS.get(how, 0)
    return "*" * (len(value) - kept) + value[-kept:] if kept and len(value) > kept else None


def birth(role: Role, day: date | None, year: int | None) -> tuple[date | None, int | None]:
    """A day and a year of birth as a role is shown them."""
    how = shown(role, Data.BIRTH)
    if how is Shown.HIDDEN:
        return None, None
    return (day if how is Shown.WHOLE else None), (day.year if day else year)


def policies_meant(role: Role, code: str) -> Sequence[str]:
    """The policies that a code names. Who may not tell those of health apart means all of them by any of them."""
    of_health = code == OTHER_SUPPORT or (code in POLICIES_OF_HEALTH and not is_whole(role, Data.HEALTH))
    return sorted(POLICIES_OF_HEALTH) if of_health else (code,)


def covered(role: Role) -> Sequence[str]:
    """The policies that are told to a role under the one name of those of health."""
    return [] if is_whole(role, Data.HEALTH) else sorted(POLICIES_OF_HEALTH)


def without_health(said: object) -> object:
    """An answer in which neutral words stand for policies and supplements that tell of health."""
    if isinstance(said, str):
        return NEUTRAL_WORDS.get(said, said)
    if isinstance(said, dict):
        return {NEUTRAL_WORDS.get(name, name): without_health(value) for name, value in said.items()}
    return [without_health(each) for each in said] if isinstance(said, list) else said


def explanation(role: Role, policy: str, body: Mapping[str, object]) -> Mapping[str, object] | None:
    """What a determination says, for a role: without what tells of health where the role is shown none."""
    if is_whole(role, Data.HEALTH):
        return body
    if policy in POLICIES_OF_HEALTH:
        return None
    results, lines = body.get("results"), body.get("lines")
    return {
        **body,
        "missing": [],
        "results": [each for each in _dicts(results) if not _tells(each)],
        "lines": [{name: each[name] for name in LINE if name in each} for each in _dicts(lines)],
    }


LINE = ("component", "amount_vnd", "held", "gives")
"""What is told of a line of money; its words and its article would name the supplement."""


def _dicts(said: object) -> Sequence[Mapping[str, object]]:
    return [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []


def _tells(result: Mapping[str, object]) -> bool:
    return any(tells_of_health(str(result.get(name, ""))) for name in ("vi", "en"))
