"""What drawn cases show of a policy: what is never reached, and answers that no rule may give."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from app.rules.answering import BESIDES
from app.rules.changing import laws_of
from app.rules.drawing import SAID
from app.rules.finding import Finding
from app.rules.law import AmountLine, Citation, Condition, ConditionResult, Determination, Outcome, Standing, in_force
from app.rules.policy import Policy
from app.rules.reaching import Reaching


def findings(policy: Policy, reached: Reaching, days: Sequence[date]) -> Iterator[Finding]:
    """All that drawn cases show."""
    for error in reached.raised:
        yield Finding("determine", f"quy tắc báo lỗi: {error}", f"a rule raises: {error}")
    if not reached.found:
        yield Finding("eligible", "không tìm được hồ sơ nào đủ điều kiện", "no eligible case was found")
    else:
        yield from _of_every_day(policy, reached, days)
    for condition in reached.conditions:
        yield from _of_condition(condition, reached)
    yield from _of_points(policy, reached)
    yield from _of_asking(policy, reached)
    cited = _citations(policy)
    for told in list(reached.told):
        yield from _of_answers(policy, reached, told, cited)


def _of_every_day(policy: Policy, reached: Reaching, days: Sequence[date]) -> Iterator[Finding]:
    """One case under the law of every day: answered whole, and nobody paid by a law to come."""
    law, case = policy.conditions[0].law, reached.found[0]
    first = min(each.since for each in law)
    for on in days:
        found = reached.determine(case.on_day(on))
        if found is None or (in_force(law, on) is None and found.outcome is not Outcome.INELIGIBLE):
            yield Finding(
                "in_force", f"ngày {on}: trả lời khi chưa có luật", f"{on}: answered where no law is in force"
            )
        elif on >= first and found.results[0].met is False:
            yield Finding("in_force", f"ngày {on}: luật có mà bị coi là chưa", f"{on}: in force, and said not to be")


def _of_condition(condition: Condition, reached: Reaching) -> Iterator[Finding]:
    """Met and not met by some case; each amendment cited on its day, and the one before it on the day before."""
    for met, vi, en in ((True, "đạt", "met"), (False, "không đạt", "not met")):
        if (condition.id, met) not in reached.answers:
            yield Finding(condition.id, f"không hồ sơ nào {vi}", f"no case was found where it is {en}")
    for place, each in enumerate(condition.law):
        before = condition.law[place - 1] if place else each
        for on, held in ((each.since, each), (each.since - timedelta(days=1), before)):
            if (condition.id, on, held.citation) not in reached.cited:
                yield Finding(condition.id, f"ngày {on}: không dẫn {held.citation}", f"{on}: {held.citation} uncited")


def _of_points(policy: Policy, reached: Reaching) -> Iterator[Finding]:
    for point in policy.points:
        if point.code not in reached.waiting:
            yield Finding(
                point.code, "không hồ sơ nào chờ điểm luật chưa rõ này", "no case was found that waits for it"
            )
        elif not reached.settles(point):
            yield Finding(point.code, "xác nhận rồi mà hồ sơ vẫn chờ", "a word on it does not end the waiting")


def _of_asking(policy: Policy, reached: Reaching) -> Iterator[Finding]:
    read = {fact.name for fact in policy.facts if fact.for_rule}
    for name in sorted(reached.asked - read):
        yield Finding(name, "quy tắc đọc thông tin không khai báo cho quy tắc", "rules read it, undeclared for rules")


def _of_answers(policy: Policy, reached: Reaching, told: Determination, cited: set[Citation]) -> Iterator[Finding]:
    """A determination's own order: whole, cited, and saying why where it does not know."""
    if [result.id for result in told.results] != [condition.id for condition in reached.conditions]:
        yield Finding("results", "thiếu, thừa hoặc sai thứ tự điều kiện", "conditions lacking, too many, out of order")
    declared = {point.code for point in policy.points}
    for result in told.results:
        yield from (Finding(result.id, *words) for words in _of_result(result, told, policy))
    for line in told.lines:
        yield from (Finding(f"line {line.component}", *words) for words in _of_line(line, told))
    for where, citation in [(each.id, each.citation) for each in told.results] + [
        (f"line {each.component}", each.citation) for each in told.lines
    ]:
        if citation not in cited:
            yield Finding(where, f"dẫn {citation} ngoài luật của chính sách", f"cites {citation}, not of this policy")
    for code in set(told.points) - declared:
        yield Finding(code, "điểm luật chưa rõ không khai báo", "an open point that is not declared")
    for name in set(told.missing) - {fact.name for fact in policy.facts} - BESIDES.keys():
        yield Finding(name, "báo thiếu thông tin không có trong mẫu", "said to be missing, but no fact of the form")


def _of_result(result: ConditionResult, told: Determination, policy: Policy) -> Iterator[tuple[str, str]]:
    if not (result.vi.strip() and result.en.strip()):
        yield "trả lời không lời", "an answer without words"
    if result.standing is Standing.UNCONFIRMED and result.met is not None:
        yield "điểm chưa xác nhận mà quyết định", "unconfirmed, yet decided"
    if result.standing is Standing.UNCONFIRMED and not (result.points or _unread(policy, told)):
        yield "điểm chưa xác nhận mà không nêu điểm luật chưa rõ", "unconfirmed, and it names no open point"
    if result.met is None and not (result.missing or result.points or "(" in result.vi):
        yield "chưa rõ mà không nói vì sao", "not known, and it says not why"


def _unread(policy: Policy, told: Determination) -> bool:
    """A round of which nothing is coded: no officer's word could make it known."""
    return policy.by_round and any(each.id == "round" and each.met is None for each in told.results)


def _of_line(line: AmountLine, told: Determination) -> Iterator[tuple[str, str]]:
    if line.amount_vnd < 0:
        yield "số tiền âm", "a negative amount"
    if line.held and told.outcome is Outcome.ELIGIBLE and not (line.missing or line.points):
        yield "tạm giữ mà không nói vì sao", "held, and it says not why"


def _citations(policy: Policy) -> set[Citation]:
    laws = [*laws_of(policy).values(), *(point.law for point in policy.points)]
    return {each.citation for law in laws for each in law} | {SAID}
