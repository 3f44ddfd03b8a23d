"""The matching against generated people whose truth is known, small: the bounds of `make proof PART=matching`."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from app.access.people import load_units
from benchmarks import matching, matching_run
from benchmarks.matching import Prepared, Sizes
from benchmarks.matching_figures import Call, Figures, held_against_truth, short_of
from benchmarks.matching_run import Said
from benchmarks.population_rows import INCOMING, KINDS, plant
from benchmarks.population_slips import NAME_SLIPS

SMALL = Sizes(20_000, 2_000, 10)


@pytest.fixture
def ready(database_url: str) -> Prepared:
    """A small province, stored."""
    with Session(db.engine()) as tx:
        load_units(tx)
        tx.commit()
    return matching.prepare(1, SMALL)


@pytest.mark.timeout(300)
def test_the_same_people_are_found_and_others_are_not_called_them(ready: Prepared) -> None:
    said = matching_run.run(ready.rows, ready.lists, rounds=1)
    figures = matching.figures_of(ready, said)
    assert short_of(figures) == [], told(figures)
    assert len(said.unread) <= SMALL.incoming * 0.001
    nobody_is_kept()


def told(figures: Figures) -> str:
    """What was missed or wrongly called, by kind."""
    return "\n".join(
        f"{title}: {tally}" for title, tally in figures.kinds.items() if tally.recall < 1 or tally.called_strong
    )


def nobody_is_kept() -> None:
    """Each round is undone."""
    with Session(db.engine()) as tx:
        assert tx.scalar(text("SELECT count(*) FROM beneficiary")) == SMALL.stored


def test_a_matcher_that_finds_too_little_or_too_much_is_told_so() -> None:
    """The bounds can be missed: nothing found, then everybody found and called their neighbour too."""
    rows = plant(2, 3_000, 600).rows
    ids = {row.person: row.person for row in rows if row.person is not None}
    assert len(short_of(held_against_truth(rows, {}, ids))) == 3
    right = {place: Call(known=row.person) for place, row in enumerate(rows)}
    assert short_of(held_against_truth(rows, right, ids)) == []
    beside = {place: Call(known=row.person, strong=[(row.near or 0) + 1]) for place, row in enumerate(rows)}
    [short] = short_of(held_against_truth(rows, beside, ids))
    assert "precision" in short


def test_the_same_seed_makes_the_same_rows() -> None:
    first, second, other = (plant(seed, 3_000, 300) for seed in (5, 5, 6))
    assert first.rows == second.rows != other.rows
    assert list(first.stored()) == list(second.stored())


def test_every_kind_is_planted_in_its_share() -> None:
    planted = plant(3, 20_000, 4_000)
    counted = Counter(row.kind for row in planted.rows)
    assert len(planted.rows) == 4_000
    assert {title for title in KINDS if not counted[title]} == set()
    for title, kind in KINDS.items():
        assert counted[title] == max(1, round(kind.rows * 4_000 / INCOMING)), title
    whole = sum(kind.rows for kind in KINDS.values())
    assert whole < INCOMING, "the rest are new people"


def test_no_number_is_shared_but_where_the_truth_says_so() -> None:
    """A fuzzy pair shares no number, and no row shares one with anybody but whom it was made of."""
    planted = plant(4, 5_000, 1_000)
    holders: dict[str, set[int]] = {}
    stored = list(planted.stored())
    for place, shown in enumerate(stored):
        for number in (shown.citizen_id, shown.old_identity, shown.insurance_number):
            if number:
                holders.setdefault(number, set()).add(place)
    assert max(map(len, holders.values())) == 1
    for row in planted.rows:
        numbers = (row.shown.citizen_id, row.shown.old_identity, row.shown.insurance_number)
        met = {place for number in numbers if number for place in holders.get(number, ())}
        group = KINDS[row.kind].group if row.kind in KINDS else "other"
        assert met == ({row.near} if group in {"exact", "taken"} else set()), row.kind


def test_a_slip_changes_the_name_and_nothing_is_slipped_twice_alike() -> None:
    planted = plant(8, 5_000, 100)
    for title, slip in NAME_SLIPS.items():
        people = planted.maker.people
        slipped = [(person.name.full, slip(planted.maker.rng, person.name)) for person in people]
        made = [(before, after) for before, after in slipped if after is not None]
        assert len(made) > 50, title
        assert all(before != after for before, after in made), title


def test_only_the_full_size_is_held_to_the_time() -> None:
    slow = Said(seconds=[60.0])
    together = {"passed": True, "double": 0, "entitlements": 10, "rounds": 10, "closing": ""}
    perfect = Figures()
    assert matching.missing(SMALL, perfect, slow, {}, together) == []
    assert "resolving and matching" in matching.missing(Sizes(), perfect, slow, {}, together)[0]
    assert matching.missing(replace(SMALL, rounds=10), perfect, slow, {}, {**together, "double": 1}) != []
