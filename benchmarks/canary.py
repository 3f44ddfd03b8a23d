"""`make proof PART=canary`: whatever `make demo` left behind, scanned for the numbers of the people on its lists.

The lists are read with libraries that are not ours. They themselves are the officers' own, as are the files that the
clerks download (batches, answers): the database, the server's logs and all other files of the demo hold no number.
"""

import csv
import json
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import psycopg

from app import embedded
from app.cli.demo.showing import DATABASE
from app.settings import settings
from tests.canary.scanning import Scanner, dump

DEMO, OUT = Path("var/demo"), Path("var/proof/canary.json")
OFFICERS_OWN = ("lists", "batches", "answers", "truth")
TITLE = re.compile(r"Số (?!tiền|ngày|tháng|thứ tự|lao động|con)|Mã (?:số )?BHXH")
NUMBER = re.compile(r"[0-9]{9,19}")
HEADER_ROWS = 40
NUMBERS_MIN = 10_000  # fewer, and the lists were not read


def proof(seed: int) -> bool:
    """Scan, print one line for each figure, keep the figures. False where something is found, or nothing to look at."""
    began = time.perf_counter()
    numbers = frozenset(number for path in sorted(DEMO.glob("lists/*")) for number in numbers_in(path))
    looking = Scanner(numbers, files=True)
    with embedded.running(settings().data_dir / "pg") as url:
        server = url.replace("postgresql+psycopg://", "postgresql://").partition("?")
        with psycopg.connect(f"{server[0].rpartition('/')[0]}/{DATABASE}?{server[2]}") as connection:
            tables = 0
            for place, chunks in dump(connection):
                looking.look_through(place, chunks)
                tables += 1
    in_database = looking.looked_at
    for path in _files():
        looking.look_at_file(path)
    found = looking.found()
    told: dict[str, object] = {
        "seed": seed, "numbers": len(numbers), "tables": tables, "database_bytes": in_database,
        "file_bytes": looking.looked_at - in_database, "hits": sum(found.values()), "places": found,
        "seconds": round(time.perf_counter() - began, 1),
    }  # fmt: skip
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for name, value in told.items():
        print(f"canary {name}: {value}")
    return not found and len(numbers) >= NUMBERS_MIN and can_fail(numbers)


def can_fail(numbers: frozenset[str]) -> bool:
    """Whether the scan would have found one of them."""
    planted = Scanner(numbers)
    planted.look("planted", f"x {min(numbers)} x".encode())
    return bool(planted.found())


def numbers_in(path: Path) -> Iterator[str]:
    """The numbers of people in a list, by the titles of its columns."""
    rows = _csv(path) if path.suffix == ".csv" else _xlsx(path)
    titles: list[int] = []
    for nth, row in enumerate(rows):
        named = [at for at, cell in enumerate(row) if TITLE.match(cell)] if nth < HEADER_ROWS else []
        titles = named if len(named) > len(titles) else titles
        yield from (row[at] for at in titles if at < len(row) and NUMBER.fullmatch(row[at]))


def _csv(path: Path) -> Iterator[Sequence[str]]:
    data = path.read_bytes()
    said = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    delimiter = max(",;\t", key=said[:4096].count)
    yield from ([cell.strip() for cell in row] for row in csv.reader(said.splitlines(), delimiter=delimiter))


def _xlsx(path: Path) -> Iterator[Sequence[str]]:
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield ["" if cell is None else str(cell).strip() for cell in row]
    book.close()


def _files() -> Iterator[Path]:
    """What else the demo wrote, and what PostgreSQL logged."""
    for path in sorted(DEMO.rglob("*")):
        if path.is_file() and path.relative_to(DEMO).parts[0] not in OFFICERS_OWN:
            yield path
    yield from sorted((settings().data_dir / "pg" / "log").glob("*"))
