"""One person from eight districts at once, CMND here, CCCD there, both somewhere: one entitlement comes of it.

Real HTTP against a real PostgreSQL. `ONE_PERSON_ROUNDS` says how many people (10 if it does not; 1,000 in
`make proof PART=matching`), `ONE_PERSON_FIGURES` where the figures go.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Barrier
from typing import Any

import httpx
import pytest

from app import identity
from benchmarks.population import Maker, Person, day_of
from tests.acts.province import FREELANCE, WORKER, appraised, decided, send
from tests.office import Desk, Office, accepted
from tests.routers.neighbours import query

ROUNDS = int(os.environ.get("ONE_PERSON_ROUNDS", "10"))
SECONDS_MAX = 120 + 10 * ROUNDS
DISTRICTS = ("582", "584", "585", "586", "587", "588", "589")
PLACES = (*DISTRICTS, "582")
"""Eight at once; two of them in one district."""

SHOWN = {
    "linked": ("card", "card", "card", "old", "old", "old", "both", "both"),
    "nothing in common": ("card", "card", "card", "card", "old", "old", "old", "old"),
}
NUMBERS = {"card": ("citizen_id",), "old": ("old_identity",), "both": ("citizen_id", "old_identity")}
TOLD = {"ALREADY_LISTED", "DOCUMENTS_OF_TWO_PEOPLE", "ALREADY_RECEIVED", "BYTES_KNOWN"}
"""How whoever came later is told."""


def people(number: int, rng: Random) -> Iterator[Person]:
    """People of working age who are not like each other."""
    maker, names = Maker(rng, 1), set[str]()
    while len(names) < number:
        born = day_of(rng, rng.randrange(1955, 1999))
        person = maker.person(born=born)
        if person.name.family and person.name.full not in names:
            names.add(person.name.full)
            yield person


def row_of(person: Person, shown: str) -> dict[str, object]:
    """What one district's list shows of somebody."""
    who = {"full_name": person.name.full, "birth_date": person.born.isoformat(), "sex": person.sex}
    said = {name: value for name, value in WORKER.items() if name != "citizen_id"} | who
    return said | {name: getattr(person, name) for name in NUMBERS[shown]}


def from_place(desk: Desk, unit: str, person: Person, shown: str) -> httpx.Response:
    """A list of one row."""
    return send(desk, [row_of(person, shown)], None, **{**FREELANCE, "unit": unit})


@contextmanager
def at_once(desks: Sequence[Desk]) -> "Iterator[Crowd]":
    """Hands that act at the same moment, round after round."""
    with ThreadPoolExecutor(len(desks)) as pool:
        yield Crowd(desks, pool)


class Crowd:
    """Eight desks, and a thread for each."""

    def __init__(self, desks: Sequence[Desk], pool: ThreadPoolExecutor) -> None:
        self.desks, self.pool = desks, pool

    def send(self, person: Person, shown: Sequence[str]) -> list[httpx.Response]:
        """One person's row from each desk."""
        start = Barrier(len(self.desks))

        def sent(nth: int) -> httpx.Response:
            start.wait(30)
            return from_place(self.desks[nth], PLACES[nth], person, shown[nth])

        return list(self.pool.map(sent, range(len(self.desks))))


def rounds(office: Office, number: int, seed: int) -> tuple[list[Person], Counter[str]]:
    """So many people, each from all places at once; who they were, and how the answers came out."""
    rng, answers = Random(seed), Counter[str]()
    sent = list(people(number, rng))
    with at_once(
        [office.desk("district_officer", place, f"officer {nth}") for nth, place in enumerate(PLACES)]
    ) as crowd:
        for person in sent:
            shown = list(SHOWN[rng.choice(tuple(SHOWN))])
            rng.shuffle(shown)
            for answer in crowd.send(person, shown):
                answers.update(outcomes(answer))
    return sent, answers


def outcomes(answer: httpx.Response) -> Iterator[str]:
    """What became of the one row that was sent."""
    if answer.status_code == 409:  # two of one district sent the same bytes
        yield answer.json()["code"]
        return
    if answer.status_code != 201:
        yield f"status {answer.status_code}"
        return
    [receipt] = answer.json()["lists"]
    if receipt["counts"]["accepted"]:
        yield "held" if receipt["counts"]["held"] else "accepted"
        return
    [fault] = {fault["code"] for fault in receipt["faults"] if fault["severity"] == "error"}
    yield fault


def decide_what_is_ready(office: Office) -> None:
    """Everything that waits for nobody's word goes up and is decided, district by district."""
    for nth, district in enumerate(DISTRICTS):
        ready = query(
            """SELECT 1 FROM application a JOIN unit u ON u.id = a.district_id
               WHERE u.code = :code AND u.kind = 'district' AND a.state = 'determined' AND NOT a.held LIMIT 1""",
            code=district,
        )
        if ready:
            decided(office, [appraised(office, district=district)["id"]], district, f"{nth}/QĐ-UBND")


def entitlements() -> Counter[str]:
    """How often each person is owed, by their own name, whatever the database takes them for."""
    found = query("""SELECT b.full_name, count(*) AS times FROM entitlement e
                     JOIN beneficiary b ON b.id = e.beneficiary_id GROUP BY b.full_name""")
    return Counter({row.full_name: row.times for row in found})


@pytest.mark.timeout(SECONDS_MAX)
def test_a_person_from_eight_districts_at_once_is_owed_once(office: Office) -> None:
    sent, answers = rounds(office, ROUNDS, seed=1)
    decide_what_is_ready(office)
    owed = entitlements()
    figures = {
        "rounds": ROUNDS, "uploads": ROUNDS * len(PLACES), "entitlements": sum(owed.values()),
        "double": sum(times > 1 for times in owed.values()), "none": len(sent) - len(owed), "answers": dict(answers),
    }  # fmt: skip
    tell(figures)
    assert not {name for name in answers if name.startswith("status")}, answers
    assert set(answers) <= {"accepted", "held", *TOLD}, answers
    assert answers["accepted"] == ROUNDS, "whoever came first is in; everybody after is told, or held"
    assert owed == Counter({person.name.full: 1 for person in sent})


def tell(figures: dict[str, Any]) -> None:
    """For whoever asked for the figures."""
    if where := os.environ.get("ONE_PERSON_FIGURES"):
        Path(where).write_text(json.dumps(figures, indent=2), "utf-8")


def test_what_is_held_is_owed_nothing_until_a_person_says(office: Office) -> None:
    """The CMND in one district, the CCCD in another, no number in common: the second waits."""
    [person] = people(1, Random(7))
    first, second = (office.desk("district_officer", code) for code in ("582", "584"))
    accepted(from_place(first, "582", person, "old"))
    [receipt] = accepted(from_place(second, "584", person, "card"))["lists"]
    assert receipt["counts"]["held"] == 1
    decide_what_is_ready(office)
    assert entitlements() == Counter({person.name.full: 1})
    [held] = query("SELECT state, held FROM application WHERE held")
    assert held.state == "determined"


@pytest.mark.timeout(SECONDS_MAX)
def test_without_the_identity_lock_this_finds_doubles_or_errors(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the rounds above would show nothing."""
    monkeypatch.setattr(identity, "lock", lambda _tx: None)
    sent, answers = rounds(office, 10, seed=2)
    errors = sum(times for name, times in answers.items() if name.startswith("status"))
    decide_what_is_ready(office)
    doubles = [name for name, times in entitlements().items() if times > 1]
    assert len(sent) == 10
    assert errors or doubles
