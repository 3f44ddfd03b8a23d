"""`make proof PART=matching`: who is who among 1,000,000 stored and 76,502 coming in, with the truth beside it.

Beside ours stands the same work by a well-known linkage library (benchmarks/linkage.py), and one person from eight
districts at once (tests/faults/test_one_person_at_once.py). `PROOF_STORED`, `PROOF_INCOMING` and `PROOF_ROUNDS` ask for
a smaller run, which has the same bounds but that of time.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psycopg

from app import db, embedded, settings
from app.cli import database
from benchmarks import matching_figures, matching_run
from benchmarks import population_filling as filling
from benchmarks.matching_figures import Call, Figures, held_against_truth, short_of
from benchmarks.matching_reasons import reasons
from benchmarks.matching_run import Said
from benchmarks.matching_table import show, together_line
from benchmarks.population_filling import Lists
from benchmarks.population_rows import INCOMING, KINDS, STORED, Coming, plant

OUT = Path("var/proof")
DATABASE = "chitra_matching"
SECONDS_MAX = 10.0
TIMES = 3
ROUNDS = 1_000
ONE_PERSON = "tests/faults/test_one_person_at_once.py"
CACHED = (settings.settings, db.engine, db.database_url)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is asked for."""

    stored: int = STORED
    incoming: int = INCOMING
    rounds: int = ROUNDS

    @property
    def is_full(self) -> bool:
        """Whether the bound of time is asked."""
        return self.stored >= STORED and self.incoming >= INCOMING


@dataclass(slots=True)
class Prepared:
    """What came in, and what the database and the sheets have of the stored people, by place."""

    rows: list[Coming]
    lists: Lists
    ids: dict[int, int]


def sizes_asked() -> Sizes:
    """From the environment."""
    asked = {name: os.environ.get(f"PROOF_{name.upper()}") for name in ("stored", "incoming", "rounds")}
    return Sizes(**{name: int(number) for name, number in asked.items() if number})


def proof(seed: int) -> bool:
    """All of it, with var/proof/matching.json; False where a bound is not met."""
    sizes, began = sizes_asked(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        sheets = Path(folder)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:  # its memory is not the service's
            ready = apart.submit(prepare, seed, sizes, sheets).result()
        print(f"{sizes.stored:,} stored, {sizes.incoming:,} coming in: {time.perf_counter() - began:.0f} s to make")
        said = matching_run.run(ready.rows, ready.lists, TIMES)
        theirs, library = beside(ready.rows, sheets)
    ours = figures_of(ready, said)
    show(ours, theirs, said, library)
    together = one_person_at_once(sizes.rounds)
    print(together_line(together))
    short = missing(sizes, ours, said, library, together)
    for word in short:
        print(f"not met: {word}")
    told = told_of(seed, sizes, ours, said, theirs, library, together, short) | {
        "reasons": reasons(ready.rows, said, ready.ids)
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "matching.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return not short


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """A database of this run alone, under keys of its own; both gone at the end."""
    before = {name: os.environ.get(name) for name in ("DATABASE_URL", "CHITRA_KEY_DIR")}
    try:
        with database.fresh(DATABASE) as url:
            os.environ |= {"DATABASE_URL": url, "CHITRA_KEY_DIR": str(folder / "keys")}
            _forget()
            database.migrate(url)
            database.settle_units()
            try:
                yield
            finally:
                db.engine().dispose()
                _drop(url)
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
        _forget()
        embedded.stop()


def _drop(url: str) -> None:
    """The database goes; whoever keeps the server keeps no million people."""
    server = url.replace(f"/{DATABASE}", "/chitra", 1).replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def _forget() -> None:
    for cached in CACHED:
        cached.cache_clear()


def prepare(seed: int, sizes: Sizes, sheets: Path | None = None) -> Prepared:
    """Make the people, fill the database, and write both sides as sheets for the other linker."""
    planted = plant(seed, sizes.stored, sizes.incoming)
    lists = filling.make_lists(filling.keys_of(planted))
    ids = filling.fill(planted, lists, sheets and sheets / "stored.csv")
    if sheets:
        filling.write_sheet(sheets / "incoming.csv", (row.shown for row in planted.rows))
    named = {row.person for row in planted.rows if row.person is not None}
    return Prepared(planted.rows, lists, {place: ids[place] for place in named})


def figures_of(ready: Prepared, said: Said) -> Figures:
    """What the service said, against the truth; what the reader gave back never reached it."""
    calls = {}
    for place in range(len(ready.rows)):
        known, found = said.known.get(place), said.matches.get(place, ())
        calls[place] = Call(
            known.beneficiary_id if known else None,
            known is not None and matching_run.is_refused(known),
            [one.other_id for one in found if one.strong],
            [one.other_id for one in found if not one.strong],
        )
    return held_against_truth(ready.rows, calls, ready.ids, said.unread)


def beside(rows: Sequence[Coming], sheets: Path) -> tuple[Figures | None, dict[str, Any]]:
    """The library's figures at the threshold that is best for it, and what it took; None where it is not installed."""
    if find_spec("splink") is None:
        return None, {"missing": "splink is not installed: `make proof PART=matching` installs it"}
    paths = [str(sheets / name) for name in ("stored.csv", "incoming.csv", "pairs.csv")]
    command = [sys.executable, "-m", "benchmarks.linkage", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 – our own
    if done.returncode:
        return None, {"missing": done.stderr[-2000:]}
    weights = _weights(Path(paths[2]))
    threshold = best_threshold(rows, weights)
    calls = {
        place: Call(strong=[other for weight, other in found if weight >= threshold])
        for place, found in weights.items()
    }
    figures = held_against_truth(rows, calls, {row.person: row.person for row in rows if row.person is not None})
    return figures, {"threshold": threshold, **json.loads(done.stdout.splitlines()[-1])}


def _weights(path: Path) -> dict[int, list[tuple[float, int]]]:
    found: dict[int, list[tuple[float, int]]] = {}
    with path.open(newline="", encoding="utf-8") as sheet:
        for weight, incoming, stored in csv.reader(sheet):
            found.setdefault(int(incoming), []).append((float(weight), int(stored)))
    return found


def best_threshold(rows: Sequence[Coming], weights: Mapping[int, Sequence[tuple[float, int]]]) -> float:
    """The weight from which on F1 is best, over rows whose numbers tell nothing: the others need no library."""
    right: list[float] = []
    wrong: list[float] = []
    planted = 0
    for place, row in enumerate(rows):
        group = KINDS[row.kind].group if row.kind in KINDS else "other"
        planted += group == "fuzzy"
        for weight, other in weights.get(place, ()) if group != "exact" else ():
            (right if other == row.person else wrong).append(weight)
    right.sort()
    wrong.sort()

    def f1(threshold: float) -> float:
        found = len(right) - bisect_left(right, threshold)
        return 2 * found / (found + len(wrong) - bisect_left(wrong, threshold) + planted)

    return max(right, key=f1, default=0.0)


def one_person_at_once(rounds: int) -> dict[str, Any]:
    """One person from eight districts at once, so many rounds of it, by the test itself."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "figures.json"
        environment = {**os.environ, "ONE_PERSON_ROUNDS": str(rounds), "ONE_PERSON_FIGURES": str(where)}
        began = time.perf_counter()
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", ONE_PERSON]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 – our own
        told: dict[str, Any] = json.loads(where.read_text("utf-8")) if where.exists() else {}
    closing = (done.stdout.strip().splitlines() or [""])[-1]
    return told | {"passed": done.returncode == 0, "closing": closing, "seconds": round(time.perf_counter() - began, 1)}


def missing(
    sizes: Sizes, ours: Figures, said: Said, library: Mapping[str, Any], together: Mapping[str, Any]
) -> list[str]:
    """The bounds that are not met, in words."""
    short = short_of(ours)
    if sizes.is_full and said.median > SECONDS_MAX:
        short.append(f"resolving and matching: {said.median:.1f} s, at most {SECONDS_MAX:.0f} s")
    if "missing" in library:
        short.append(f"the linkage library: {library['missing']}")
    if not together["passed"] or together.get("double") or together.get("entitlements") != together.get("rounds"):
        short.append(f"one person at once: {together['closing']}")
    return short


def told_of(  # noqa: PLR0917 – one record of all that was found
    seed: int, sizes: Sizes, ours: Figures, said: Said, theirs: Figures | None, library: Mapping[str, Any],
    together: Mapping[str, Any], short: Sequence[str],
) -> dict[str, object]:  # fmt: skip
    """Everything as JSON."""
    return {
        "seed": seed,
        "stored": sizes.stored,
        "incoming": sizes.incoming,
        "given_back_by_the_reader": dict(Counter(said.unread.values())),
        "seconds": [round(each, 2) for each in said.seconds],
        "seconds_median": round(said.median, 2),
        "seconds_resolving": [round(each, 2) for each in said.resolving],
        "memory_peak_mib": said.memory_mib,
        "part_exact": round(matching_figures.part_exact(ours), 4),
        "ours": ours.told(),
        "library": {**library, **(theirs.told() if theirs else {})},
        "one_person_at_once": dict(together),
        "not_met": list(short),
    }
