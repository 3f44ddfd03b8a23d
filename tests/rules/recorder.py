"""A pytest plugin that finds out what the rules' tests hold, by breaking the rules and looking whether a test minds.

It notes what every test asks of the rules. Then, while the test's fixtures still live, it runs the test again with
one answer turned round (met for not met, not met or unknown for met), or with one amendment never made. Whoever
fails then holds that answer, or that amendment: not reached by accident, but asserted.

Run by test_check_rules.py in a process of its own: `pytest -p tests.rules.recorder --held FILE tests/rules`.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app import rules
from app.rules import determination
from app.rules.changing import laws_of
from app.rules.law import Amendment, Circumstances, Determination, Facts, LawOfDay, Met, law_of
from app.rules.policy import Policy, Step

Answer = tuple[str, str, Met]  # policy, condition, met
GENERIC = {"test_properties.py", "test_check_rules.py", "test_changes.py", "test_sample_truth.py"}
"""Tests of what holds for every policy alike: they assert no condition's answer."""

NOT_ASKED = {
    "test_the_version_follows_the_law", "test_the_same_answers_are_the_same_objects",
    "test_every_day_has_its_law_or_is_expressly_without",
    "test_a_description_says_what_it_gives_until_when_and_what_is_open",
}  # fmt: skip
"""Nor do these: they would mind any change at all."""

determine, route_of, with_drafts = determination.determine, rules.route_of, LawOfDay._with_drafts


class Recorder:
    """What was asked by the test that runs, what is turned round, what is held."""

    def __init__(self) -> None:
        self.asked: set[Answer] = set()
        self.policies: set[str] = set()
        self.looked_up: set[int] = set()  # amendments, where no answer kept was enough
        self.turned: Answer | None = None
        self.dropped: Amendment[object] | None = None
        self.held: dict[Answer, str] = {}
        self.seen: set[Answer] = set()
        self.amendments = _amendments()
        self.amendments_held: dict[int, str] = {}

    def determine(self, policy: Policy, facts: Facts, circumstances: Circumstances) -> Determination:
        """As the rules do, with a note, and with one answer turned round where one is."""
        found = determine(policy, facts, circumstances)
        self.policies.add(policy.code)
        if self.turned is None or self.turned[0] != policy.code:
            self.asked.update((policy.code, result.id, result.met) for result in found.results)
            return found
        return _turned(policy, found, *self.turned[1:])

    def route_of(self, policy: str, on: object) -> tuple[Step, ...]:
        """As the rules do, with a note."""
        self.policies.add(policy)
        return route_of(policy, on)  # type: ignore[arg-type]

    def broken(self) -> list[tuple[dict[Any, str], Any, Answer | None, Amendment[object] | None]]:
        """Every way to break the rules that no test has minded yet and this one may; and where to note that it did."""
        answers = [(self.held, answer, answer, None) for answer in self.asked if answer not in self.held]
        laws = [
            (self.amendments_held, id(each), None, each)
            for each, policies in self.amendments
            if id(each) not in self.amendments_held and (policies.keys() & self.policies or id(each) in self.looked_up)
        ]
        return [*answers, *laws]

    @contextmanager
    def breaking(self, turned: Answer | None, dropped: Amendment[object] | None) -> Iterator[None]:
        """Other laws of the day are other objects, for which nothing is answered yet."""
        self.turned, self.dropped = turned, dropped
        law_of.cache_clear()
        try:
            yield
        finally:
            self.turned, self.dropped = None, None
            law_of.cache_clear()


def _turned(policy: Policy, found: Determination, condition: str, met: Met) -> Determination:
    results = tuple(
        replace(each, met=met is not True) if each.id == condition and each.met is met else each
        for each in found.results
    )
    outcome = determination.outcome_of([each.met for each in results[: len(policy.conditions)]])
    owed = sum(line.amount_vnd for line in found.lines if not line.held) if outcome == "eligible" else 0
    return replace(found, results=results, outcome=outcome, amount_vnd=owed)


def _amendments() -> list[tuple[Amendment[object], dict[str, str]]]:
    """What came after a first law, with its name in each policy. (What a further round begins with is a first law.)"""
    laws = [
        (policy.code, name, law) for policy in rules.POLICIES.values() for (_, name, *_), law in laws_of(policy).items()
    ]
    first = {id(law[0]) for _, _, law in laws}
    found: dict[int, tuple[Amendment[object], dict[str, str]]] = {}
    for code, name, law in laws:
        for each in law[1:]:
            if id(each) not in first:
                found.setdefault(id(each), (each, {}))[1].setdefault(code, name)
    return list(found.values())


RECORDER = Recorder()


def _without_dropped(law: LawOfDay, amendments: tuple[Amendment[object], ...]) -> tuple[Amendment[object], ...]:
    """All that the law has been, but for the amendment that was never made."""
    RECORDER.looked_up.update(map(id, amendments))
    return tuple(each for each in with_drafts(law, amendments) if each is not RECORDER.dropped)


determination.determine = RECORDER.determine
rules.route_of = RECORDER.route_of
LawOfDay._with_drafts = _without_dropped


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where to write what is held."""
    parser.addoption("--held", type=Path, required=True)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Not those that assert nothing of a single condition."""
    return True if collection_path.name in GENERIC else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Nor these."""
    items[:] = [item for item in items if getattr(item, "originalname", item.name) not in NOT_ASKED]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """The test, and where it passes the test again on each broken rule."""
    RECORDER.asked, RECORDER.policies, RECORDER.looked_up = set(), set(), set()
    yield
    RECORDER.seen |= RECORDER.asked
    if hasattr(getattr(item, "obj", None), "hypothesis"):
        return  # of any cases: it asserts no one answer
    broken = RECORDER.broken()
    if not broken or _minds(item):
        return  # whoever fails a second time by itself holds nothing
    for held, what, turned, dropped in broken:
        with RECORDER.breaking(turned, dropped):
            if _minds(item):
                held[what] = item.nodeid


def _minds(item: pytest.Item) -> bool:
    try:
        item.runtest()
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 – that it minds is what is looked for
        return True
    return False


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What is held, for the test that runs this."""
    unheld = [(each, policies) for each, policies in RECORDER.amendments if id(each) not in RECORDER.amendments_held]
    told = {
        "held": sorted(([*answer, name] for answer, name in RECORDER.held.items()), key=str),
        "seen": sorted(map(list, RECORDER.seen), key=str),
        "amendments_held": len(RECORDER.amendments_held),
        "amendments_not_held": [f"{policies}: {each.since} {each.citation}" for each, policies in unheld],
    }
    session.config.getoption("held").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
