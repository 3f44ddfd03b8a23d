"""The self-check of the law: defined on every day, cited, declared, and reached, each policy by itself.

What is looked at is declared (dates, articles, facts, open points) or found out by a search over drawn cases
(`reaching`): conditions both ways, amendments on the day before and on their day, open points that hold a case.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.rules import checking_cases, checking_facts
from app.rules.changing import Law, laws_of
from app.rules.finding import Finding
from app.rules.hearing import heard
from app.rules.law import Amendment, Standing, in_force
from app.rules.open_points import KINDS
from app.rules.policy import UNIT_KINDS, Policy
from app.rules.reaching import Reaching

FIRST, LAST = date(2020, 4, 1), date(2022, 12, 31)
DAYS = tuple(FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
SEARCHES = 3
ACTS = frozenset({"list", "confirm", "appraise", "decide", "pay"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at of one policy, and what was found wrong."""

    policy: str
    amendments: int
    answers: Mapping[str, tuple[bool, bool, bool]]  # conditions: found met, not met, unknown
    points: Mapping[str, bool]  # open points: found to hold a case
    values: Mapping[str, bool]  # values: found to bear on a case
    determinations: int
    findings: tuple[Finding, ...]


def check(policies: Iterable[Policy]) -> list[Checked]:
    """Every policy checked."""
    return [check_one(policy) for policy in policies]


def check_one(policy: Policy) -> Checked:
    """All checks of a policy. A search that misses something is made again: what one draw misses another finds."""
    wrong = tuple(dict.fromkeys(declared(policy)))
    found = [_searched(policy, 0, wrong)]
    while len(found) < SEARCHES and len(found[-1].findings) > len(wrong):
        found.append(_searched(policy, len(found), wrong))
    return min(found, key=lambda each: len(each.findings))


def _searched(policy: Policy, seed: int, wrong: tuple[Finding, ...]) -> Checked:
    reached = Reaching(policy, seed).search()
    findings = dict.fromkeys((*wrong, *checking_cases.findings(policy, reached, DAYS)))
    return Checked(
        policy.code,
        sum(len(law) for law in laws_of(policy).values()),
        {
            each.id: tuple((each.id, met) in reached.answers for met in (True, False, None))  # type: ignore[misc]  # three
            for each in reached.conditions
        },
        {each.code: each.code in reached.waiting for each in policy.points},
        {each.name: heard(each, reached) for each in policy.values},
        len(reached.told),
        tuple(findings),
    )


def declared(policy: Policy) -> Iterator[Finding]:
    """What is wrong with what a policy declares, whatever its rules do."""
    yield from _of_law(policy)
    yield from _of_points(policy)
    yield from _of_route(policy)
    yield from checking_facts.findings(policy)


def _of_law(policy: Policy) -> Iterator[Finding]:
    names = [named[:2] for named in laws_of(policy)]
    dated = {" ".join(named[:2]): law for named, law in laws_of(policy).items()}
    if len(names) != len({*names}) or len(names) != len(policy.values) + len(_conditions(policy)) + 1:
        yield Finding("names", "tên trùng nhau", "a condition or a value has another's name")
    for where, law in dated.items():
        if not law:
            yield Finding(where, "không có quy định nào", "there is no law")
        yield from _of_days(where, law)
        yield from (_cited(where, each) for each in law if not _is_cited(each))


def _conditions(policy: Policy) -> tuple[object, ...]:
    return (*policy.conditions, *policy.line_conditions)


def _of_days(where: str, law: Law) -> Iterator[Finding]:
    """By day: one amendment in force, the last begun; none before the first. In order, no two of one day."""
    since = [each.since for each in law]
    if since != sorted({*since}):
        yield Finding(where, "sửa đổi trùng ngày hoặc sai thứ tự", "amendments of one day, or out of order")
        return
    for on in DAYS:
        begun = [each for each in law if each.since <= on]
        if in_force(law, on) is not (begun[-1] if begun else None):
            yield Finding(
                where, f"ngày {on}: không rõ quy định nào có hiệu lực", f"{on}: what is in force is not clear"
            )


def _is_cited(amendment: Amendment[object]) -> bool:
    cited = amendment.citation
    return bool(cited.instrument.strip() and cited.unit.strip()) and amendment.standing in Standing


def _cited(where: str, amendment: Amendment[object]) -> Finding:
    since = amendment.since
    return Finding(where, f"{since}: thiếu trích dẫn hoặc mức độ xác nhận", f"{since}: no citation or no standing")


def _of_points(policy: Policy) -> Iterator[Finding]:
    declared = {point.code: point for point in policy.points}
    if len(declared) != len(policy.points):
        yield Finding("points", "mã điểm luật chưa rõ trùng nhau", "two open points have one code")
    for (kind, name, _, _), law in laws_of(policy).items():
        for each in law:
            yield from _of_standing(f"{kind} {name}", each, declared)
    for code, point in declared.items():
        if not (point.vi and point.en and point.kind in KINDS):
            yield Finding(
                code, "điểm luật chưa rõ thiếu lời hoặc sai kiểu", "an open point has no words, or is of no kind"
            )
        if not point.law or any(each.point != code for each in point.law):
            yield Finding(
                code, "không quy định nào mang điểm luật chưa rõ này", "it names no law that carries its code"
            )
        for each in point.law:
            yield from _of_standing(code, each, declared)
        yield from _of_days(code, point.law)


def _of_standing(where: str, amendment: Amendment[object], declared: Mapping[str, object]) -> Iterator[Finding]:
    unconfirmed = amendment.standing is Standing.UNCONFIRMED
    if unconfirmed and amendment.point not in declared:
        yield Finding(where, "điểm chưa xác nhận mà chính sách không khai báo", "unconfirmed, but no declared point")
    if amendment.point and not unconfirmed:
        yield Finding(
            where, "đã xác nhận mà vẫn mang điểm luật chưa rõ", "not unconfirmed, but it carries an open point"
        )


def _of_route(policy: Policy) -> Iterator[Finding]:
    for amendment in policy.route:
        for step in amendment.value:
            known = step.act in ACTS and step.unit_kind in UNIT_KINDS and step.vi and step.en
            if not known or (step.working_days is not None and step.working_days <= 0):
                yield Finding("route", f"bước không hợp lệ: {step.act}", f"a step is not well declared: {step.act}")
