"""The corpus and the generated cases, put before the real reader, and what came of it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from random import Random

from app.files.lists import ReadList, read
from tests.bad_input import file_mutators, files, lists, right, right_files
from tests.bad_input.answers import Tally, answers, count_bad, count_file, count_right
from tests.bad_input.book import Sheet, book
from tests.bad_input.cells import CELLS
from tests.bad_input.form import (
    BY_NAME,
    FIRST_LINE,
    FORM,
    LIMITS,
    ONLY_BY_TRANSFER,
    RECEIVED_ON,
    as_csv,
    person,
    table,
    with_cell,
)
from tests.bad_input.json_lists import BODIES, BY_TRANSFER, ROW, STRANGE_FIELDS, VALUES
from tests.bad_input.mutated import Mutated
from tests.bad_input.mutators import BAD, answers_of
from tests.bad_input.mutators import right as another_right_way

JSON = "application/json"
ROWS_A_FILE = 400
RIGHT_EVERY = 5  # so many bad rows, then one that is right
A_FILE_EVERY = 20  # so many rows, then one file
COSTLY_EVERY = 50  # so many files, then one that costs seconds
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_CSV = re.compile("[\x00\ud800-\udfff]")


def taken(data: bytes, media_type: str = "") -> ReadList:
    """What the reader makes of a file."""
    return read(data, media_type, FORM, LIMITS, received_on=RECEIVED_ON)


def corpus() -> Tally:
    """Everything made by hand that must come back."""
    tally = Tally()
    without_files(tally)
    for name, file in files.FILES.items():
        found = taken(file.make(), file.media_type)
        count_file(tally, name, found, _code(found, file.code))
    return tally


def without_files(tally: Tally) -> None:
    """The cells, lists and JSON of the corpus."""
    for via in ("xlsx", "csv"):
        _cells(tally, via)
    for each in lists.LISTS:
        _list(tally, each)
    _json(tally)


def _list(tally: Tally, each: lists.BadList) -> None:
    tally.tried += 1
    found = taken(each.data)
    accepted, told = {row.number for row in found.rows}, answers(found)
    if accepted - each.good:
        tally.wrongly_accepted += 1
        tally.add(each.name, f"accepted {sorted(accepted - each.good)}")
    elif accepted != each.good or (each.exactly and told != each.expected):
        tally.misjudged += 1
        tally.add(each.name, f"{sorted(told ^ each.expected, key=str)} is or is not there")


def json_codes() -> set[str]:
    """The codes that the corpus' JSON comes back with."""
    return (
        {code for _, code in BODIES.values()}
        | {code for each in VALUES.values() for _, code in each}
        | {"FIELD_UNKNOWN"}
    )


def corpus_size() -> int:
    """How many cases were made by hand; a cell counts once, in however many kinds of files it is tried."""
    values = sum(map(len, VALUES.values()))
    return len(CELLS) + len(lists.LISTS) + len(files.FILES) + len(BODIES) + values + len(STRANGE_FIELDS)


def _code(found: ReadList, code: str) -> str:
    """The code; where a case leaves it open how a file is unsafe, the one that was told."""
    return next((each.code for each in found.whole_faults if each.code.startswith(code)), code)


def _cells(tally: Tally, via: str) -> None:
    cases = [case for case in CELLS if _goes(case.cell, via)]
    rows = [with_cell(number, case.field, case.cell) for number, case in enumerate(cases, 1)]
    found = taken(_file(rows, via))
    for line, case in enumerate(cases, FIRST_LINE):
        count_bad(tally, f"{via} {case.field} {case.cell!r}", found, line, {(line, BY_NAME[case.field].vi, case.code)})
    told = {(each.row, each.code): each.proposal for each in found.faults}
    for line, case in enumerate(cases, FIRST_LINE):
        if told.get((line, case.code)) != case.proposal:
            tally.misjudged += 1
            tally.add(
                f"{via} {case.field} {case.cell!r}", f"proposes {told.get((line, case.code))!r}, not {case.proposal!r}"
            )


def _goes(cell: object, via: str) -> bool:
    if not isinstance(cell, str):
        return via == "xlsx"
    return not (_NOT_IN_XML if via == "xlsx" else _NOT_IN_CSV).search(cell)


def _file(rows: Sequence[dict[str, object]], via: str, hidden: Iterable[int] = ()) -> bytes:
    made = table(rows)
    return as_csv(made) if via == "csv" else book(Sheet(made, hidden_rows=frozenset(hidden)))


def _json(tally: Tally) -> None:
    for name, (body, code) in BODIES.items():
        count_file(tally, f"JSON {name}", taken(body, JSON), code)
    for field, values in VALUES.items():
        for value, code in values:
            row = {**(BY_TRANSFER if field in ONLY_BY_TRANSFER else ROW), field: value}
            found = taken(json.dumps({"rows": [row]}).encode(), JSON)
            count_bad(tally, f"JSON {field} {value!r:.40}", found, 1, {(1, BY_NAME[field].vi, code)})
    for name in STRANGE_FIELDS:
        found = taken(json.dumps({"rows": [{**ROW, name: 1}]}).encode(), JSON)
        count_bad(tally, f"JSON {name!r}", found, 1, {(1, None, "FIELD_UNKNOWN")})


def unusual() -> Tally:
    """Everything made by hand that must be taken."""
    tally = Tally()
    for via in ("xlsx", "csv"):
        for cases in _apart(
            each for each in right.ROWS if all(_goes("" if cell is None else cell, via) for cell in each.cells.values())
        ):
            rows = [{**person(number), **case.cells} for number, case in enumerate(cases, 1)]
            found = taken(_file(rows, via))
            for line, case in enumerate(cases, FIRST_LINE):
                count_right(tally, f"{via} {case.name}", found, line, case.values, case.notes)
    for file in right_files.files():
        _right_file(tally, file)
    return tally


def _apart(cases: Iterable[right.RightRow]) -> Iterator[list[right.RightRow]]:
    """Lists of cases: those of one field say the same of different people, and may not stand in one list."""
    nth: dict[str, int] = defaultdict(int)
    found: dict[int, list[right.RightRow]] = defaultdict(list)
    for case in cases:
        field = ",".join(sorted(case.cells))
        found[0 if field == "full_name" else nth[field]].append(case)
        nth[field] += 1
    yield from found.values()


def _right_file(tally: Tally, file: right_files.RightFile) -> None:
    tally.right += 1
    found = taken(file.data, file.media_type)
    told = sorted(each.code for each in found.faults if each.row is None)
    of_rows = {each.code for each in found.faults if each.row is not None}
    values = [
        row.values.get(field) == value
        for row in found.rows
        for field, value in file.values.items()
        if field != "full_name"
    ]
    numbers = tuple(row.number for row in found.rows)
    if numbers == file.rows and told == sorted(file.notes) and of_rows == set(file.row_notes) and all(values):
        tally.right_accepted += 1
    else:
        tally.add(file.name, f"rows {numbers}, {told}, {of_rows}, {sorted(answers(found), key=str)[:5]}")


def generated(seed: int, size: int) -> Tally:
    """So many mutated rows and files, from a seed; among them rows written in other right ways."""
    tally = Tally()
    rng = Random(seed)
    for first in range(1, size + 1, ROWS_A_FILE):
        made = list(_mutated(rng, first, min(ROWS_A_FILE, size + 1 - first)))
        _judge_rows(tally, made)
    for nth in range(size // A_FILE_EVERY):
        mutators = file_mutators.COSTLY if nth % COSTLY_EVERY == COSTLY_EVERY - 1 else file_mutators.FILE_MUTATORS
        _judge_file(tally, rng.choice(mutators)(rng))
    return tally


def _mutated(rng: Random, first: int, size: int) -> Iterator[Mutated]:
    for number in range(first, first + size):
        yield rng.choice(BAD)(rng, number)
        if number % RIGHT_EVERY == 0:
            yield another_right_way(rng, 900_000 + number % 90_000)


def mutated_names(seed: int, size: int) -> list[str]:
    """What a seed draws."""
    return [each.mutator for each in _mutated(Random(seed), 1, size)]


def _judge_rows(tally: Tally, made: Sequence[Mutated]) -> None:
    """Texts go as CSV or as a sheet in turn, what has other cells only as a sheet."""
    by_kind: dict[str, list[Mutated]] = defaultdict(list)
    for nth, each in enumerate(made):
        as_sheet = each.hidden or not all(_goes("" if cell is None else cell, "csv") for cell in each.row.values())
        by_kind["xlsx" if as_sheet or nth % 2 else "csv"].append(each)
    for via, some in by_kind.items():
        hidden = [line for line, each in enumerate(some, FIRST_LINE) if each.hidden]
        found = taken(_file([each.row for each in some], via, hidden))
        _judge_list(tally, via, found, some)


def _judge_list(tally: Tally, via: str, found: ReadList, made: Sequence[Mutated]) -> None:
    good = {row.number: row for row in found.rows}
    told: dict[int | None, set[tuple[int | None, str | None, str]]] = defaultdict(set)
    for each in answers(found):
        told[each[0]].add(each)
    for line, case in enumerate(made, FIRST_LINE):
        if case.values is not None:
            count_right(tally, f"{via} {case.mutator} {case.row}", found, line, case.values, case.notes)
            continue
        tally.tried += 1
        if line in good:
            tally.wrongly_accepted += 1
            tally.add(f"{via} {case.mutator}", f"{_shown(case)} accepted")
        elif told[line] != answers_of(case, line):
            tally.misjudged += 1
            tally.add(f"{via} {case.mutator}", f"{_shown(case)}: {sorted(told[line], key=str)}")


def _shown(case: Mutated) -> str:
    """The cell that was changed; all of it is made up."""
    return repr({field: case.row.get(field) for field, _ in case.expected})


def _judge_file(tally: Tally, file: file_mutators.MutatedFile) -> None:
    try:
        found = taken(file.data, file.media_type)
    except Exception as error:  # noqa: BLE001 – counting these is what the run is for
        tally.tried += 1
        tally.errors += 1
        tally.add(file.mutator, repr(error))
        return
    if file.code is None:
        _judge_turned(tally, file, found)
    else:
        count_file(tally, file.mutator, found, _code(found, file.code))


def _judge_turned(tally: Tally, file: file_mutators.MutatedFile, found: ReadList) -> None:
    """Bytes turned: a row that is taken is one of the rows that were there."""
    tally.tried += 1
    for row in found.rows:
        number = str(row.values.get("citizen_id"))
        true = person(int(number[6:])) if number.isascii() and number[6:].isdigit() else {}
        if row.values.get("full_name") != true.get("full_name") or row.values.get("birth_date") != date(1988, 3, 15):
            tally.wrongly_accepted += 1
            tally.add(file.mutator, "another row than was there")
            return
