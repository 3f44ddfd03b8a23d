"""Look for planted values in whatever was left behind: plain, in hexadecimal, in base64, in two-byte letters.

Digits are looked for in every run of digits, with or without single signs between them; words as they stand.
"""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

WHOLE_RUN = 12  # from so many digits on a number is also found inside of a longer run
CHUNK, OVERLAP = 1 << 22, 4096
# Beside a letter a to f a short run of digits is part of a hexadecimal text, which is looked into by itself.
DIGITS = re.compile(rb"(?<![0-9a-f])[0-9](?:[ .\-]?[0-9]){5,30}(?![0-9a-f])")
WIDE = re.compile(rb"(?:[0-9]\x00){6,30}|(?:\x00[0-9]){6,30}")
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){6,}")
BASE64 = re.compile(rb"[A-Za-z0-9+/_\-]{12,}={0,2}")
FILES = {"XLSX or ZIP": b"PK\x03\x04\x14\x00", "PDF": b"%PDF-1.", "XML": b"<?xml version"}
"""How a file begins: no database keeps one in plain."""

TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      AND NOT pg_is_other_temp_schema(n.oid)
    ORDER BY 1, 2
"""
STATISTICS = "SELECT s::text FROM pg_stats s WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"


@dataclass(slots=True)
class Scanner:
    """What is looked for, and how often it was found where."""

    numbers: frozenset[str]
    words: tuple[str, ...] = ()
    files: bool = False  # whole files in plain, too
    hits: Counter[str] = field(default_factory=Counter)  # by place; never the value itself
    looked_at: int = 0  # bytes
    sizes: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.sizes = frozenset(map(len, self.numbers))

    def look(self, place: str, data: bytes) -> None:
        """Into some bytes, and into what stands in them in another form."""
        self.looked_at += len(data)
        self._plain(place, data)
        for found in HEX.finditer(data):
            self._plain(f"{place}: hex", binascii.unhexlify(found[0]))
        for found in BASE64.finditer(data):
            self._plain(f"{place}: base64", _unpacked(found[0]))
        for kind, start in FILES.items() if self.files else ():
            self.hits[f"{place}: {kind}"] += data.count(start)

    def look_through(self, place: str, chunks: Iterable[bytes]) -> None:
        """Through a stream, also over the seams of its parts."""
        last = b""
        for chunk in _large(chunks):
            self.look(place, last + chunk)
            last = chunk[-OVERLAP:]

    def look_at_file(self, path: Path) -> None:
        """Through a file."""
        with path.open("rb") as file:
            self.look_through(str(path), iter(lambda: file.read(CHUNK), b""))

    def found(self) -> dict[str, int]:
        """Where something was found, and how often."""
        return {place: count for place, count in self.hits.items() if count}

    def _plain(self, place: str, data: bytes) -> None:
        for found in DIGITS.finditer(data):
            self.hits[place] += self._is_wanted(re.sub(rb"[ .\-]", b"", found[0]).decode())
        for found in WIDE.finditer(data):
            self.hits[f"{place}: wide"] += self._is_wanted(found[0].replace(b"\x00", b"").decode())
        for word in self.words:
            self.hits[place] += sum(data.count(each) for each in (word.encode(), word.encode("utf-16-le")))

    def _is_wanted(self, run: str) -> bool:
        if run in self.numbers:
            return True
        sizes = (
            {len(number) for number in self.numbers if WHOLE_RUN <= len(number) < len(run)}
            if len(run) > WHOLE_RUN
            else ()
        )
        return any(run[at : at + size] in self.numbers for size in sizes for at in range(len(run) - size + 1))


def _unpacked(text: bytes) -> bytes:
    """What base64 says from each of the four letters at which it may begin."""
    plain = text.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    parts = (plain[at:] for at in range(4))
    return b"\n".join(base64.b64decode(part + b"A" * (-len(part) % 4)) for part in parts)


def _large(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Small parts put together."""
    waiting, size = [], 0
    for chunk in chunks:
        waiting.append(bytes(chunk))
        size += len(chunk)
        if size >= CHUNK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def dump(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Every table as a full dump holds it (bytes as bytes), and what the planner remembers of their columns."""
    for schema, table in connection.execute(TABLES).fetchall():
        place = psycopg.sql.Identifier(str(schema), str(table))
        yield (
            f"{schema}.{table}",
            _copied(connection, psycopg.sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(place)),
        )
    yield "pg_stats", _copied(connection, psycopg.sql.SQL(f"COPY ({STATISTICS}) TO STDOUT"))  # type: ignore[arg-type]


def _copied(connection: psycopg.Connection[tuple[object, ...]], statement: psycopg.sql.Composable) -> Iterator[bytes]:
    with connection.cursor() as cursor, cursor.copy(statement) as stream:
        yield from map(bytes, stream)
