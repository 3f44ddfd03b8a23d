"""An invariant: its parts, each a question whose answers are the records that break it, by their ids alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import text
from sqlalchemy.orm import Session

SHOWN_MAX = 20


@dataclass(frozen=True, slots=True)
class Part:
    """A statement of one column `record`, or one made from the catalogue; or what reads kept files."""

    name: str
    statement: str | Callable[[Session], str] = ""
    reads: Callable[[Session], Iterator[str]] | None = None


@dataclass(frozen=True, slots=True)
class Invariant:
    """What must hold."""

    id: str
    vi: str
    en: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Breach:
    """A record that breaks a part of an invariant."""

    part: str
    record: str


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of an invariant."""

    id: str
    vi: str
    en: str
    held: bool
    breaches: int
    examples: Sequence[Breach]
    left_out: Sequence[str]  # parts that were not asked: they read files


def result_of(tx: Session, invariant: Invariant, *, files: bool) -> Result:
    """Ask each of an invariant's parts, or those that read no files."""
    breaches, examples = 0, list[Breach]()
    for part in invariant.parts:
        if files or part.reads is None:
            count, records = _found(tx, part)
            breaches += count
            examples += [Breach(part.name, record) for record in records]
    left_out = [part.name for part in invariant.parts if part.reads and not files]
    return Result(
        invariant.id, invariant.vi, invariant.en, not breaches, breaches, examples[:SHOWN_MAX], left_out
    )  # fmt: skip


def _found(tx: Session, part: Part) -> tuple[int, list[str]]:
    if part.reads is not None:
        found = part.reads(tx)
        first = list(islice(found, SHOWN_MAX))
        return len(first) + sum(1 for _ in found), first
    statement = part.statement if isinstance(part.statement, str) else part.statement(tx)
    asked = f"SELECT count(*) OVER () AS found, record FROM ({statement}) broken ORDER BY record LIMIT {SHOWN_MAX}"  # noqa: S608 – ours
    rows = tx.execute(text(asked.replace(":", r"\:"))).all()
    return (rows[0].found, [row.record for row in rows]) if rows else (0, [])
