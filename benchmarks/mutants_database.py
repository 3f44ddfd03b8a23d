"""Small wrongs in the database itself: in its functions, its view of moved money, its checks, triggers and moves.

They are read off the migrated database, so that what a later migration replaced is what is tried; where each stands
in the migrations is told beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import mutants_sql

VERSIONS = Path("migrations/versions")
WRITTEN_IN = ("20261124_walls", "20261129_funds", "20261129_ledger")
"""Whose functions hold states and money."""

TABLES = ("ledger_account", "ledger_transfer")
DEFINED = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (\w+)\(")
Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Wrong:
    """Where it stands, what stands there and what instead, and the statements that put it into a database."""

    file: str
    line: int
    before: str
    after: str
    kind: str
    statements: Sequence[str]


def wrongs(database: Connection) -> list[Wrong]:
    """All of them."""
    return [*_functions(database), *_view(database), *_checks(database), *_triggers(database), *_moves(database)]


def _sources() -> dict[str, str]:
    return {str(path): path.read_text("utf-8") for path in sorted(VERSIONS.glob("*.py"))}


def _place(what: str, sources: dict[str, str]) -> tuple[str, int]:
    """The last migration that says so, and the line."""
    found = [(file, text.count("\n", 0, text.index(what)) + 1) for file, text in sources.items() if what in text]
    return found[-1] if found else (str(VERSIONS), 0)


def _functions(database: Connection) -> Iterator[Wrong]:
    sources = _sources()
    names = [name for file, text in sources.items() if Path(file).stem in WRITTEN_IN for name in DEFINED.findall(text)]
    for name in names:
        row = database.execute(
            "SELECT prosrc, pg_get_functiondef(oid) FROM pg_proc WHERE proname = %s AND pronamespace = "
            "current_schema()::regnamespace", (name,)
        ).fetchone()  # fmt: skip
        if row is None:
            continue
        body, whole = row
        file, line = _place(body, sources)
        if not line:
            file, line = _place(f"FUNCTION {name}(", sources)
        for edit in mutants_sql.edits(body):
            at = line + body.count("\n", 0, edit.start)
            statement = whole.replace(body, edit.of(body))
            yield Wrong(file, at, *_told(body, edit), f"SQL {edit.kind}", [statement])


def _told(text: str, edit: mutants_sql.Edit) -> tuple[str, str]:
    """The line with the wrong in it, before and after."""
    start, end = text.rfind("\n", 0, edit.start) + 1, text.find("\n", edit.end)
    end = end if end >= 0 else len(text)
    before = " ".join(text[start:end].split())
    return before, " ".join((text[start : edit.start] + edit.instead + text[edit.end : end]).split())


def _view(database: Connection) -> Iterator[Wrong]:
    [(body,)] = database.execute("SELECT pg_get_viewdef('money_moved'::regclass, true)").fetchall()
    file, line = _place("CREATE VIEW money_moved", _sources())
    for edit in mutants_sql.edits(body):
        statement = f"CREATE OR REPLACE VIEW money_moved AS {edit.of(body)}"
        yield Wrong(file, line, *_told(body, edit), f"SQL {edit.kind}", [statement])


def _checks(database: Connection) -> Iterator[Wrong]:
    rows = database.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'c' AND conrelid::regclass::text = ANY (%s) ORDER BY 1, 2", (list(TABLES),)
    ).fetchall()  # fmt: skip
    for table, name, check in rows:
        file, line = _place(f'"{name}"', _sources())
        drop = f"ALTER TABLE {table} DROP CONSTRAINT {name}"
        yield Wrong(file, line, check, "", "check", [drop])
        for edit in mutants_sql.edits(check):
            add = f"ALTER TABLE {table} ADD CONSTRAINT {name} {edit.of(check)} NOT VALID"
            yield Wrong(file, line, *_told(check, edit), f"SQL {edit.kind}", [drop, add])


def _triggers(database: Connection) -> Iterator[Wrong]:
    sources = _sources()
    names = {name for file, text in sources.items() if Path(file).stem in WRITTEN_IN for name in DEFINED.findall(text)}
    rows = database.execute(
        """SELECT c.relname, t.tgname, p.proname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
           JOIN pg_proc p ON p.oid = t.tgfoid
           WHERE NOT t.tgisinternal AND p.proname = ANY (%s)
             AND (c.relname = ANY (%s) OR p.proname <> 'refuse_change'
                  AND c.relname IN ('entitlement', 'payout', 'payout_share', 'payment_batch', 'decision', 'act',
                                    'fund_allotment', 'funding', 'funding_part')) ORDER BY 1, 2""",
        (sorted(names), list(TABLES)),
    ).fetchall()
    for table, trigger, function in rows:
        file, line = _place(f"FUNCTION {function}(", sources)
        yield Wrong(file, line, f"TRIGGER {trigger} ON {table}", "", "trigger", [f"DROP TRIGGER {trigger} ON {table}"])


def _moves(database: Connection) -> Iterator[Wrong]:
    rows = database.execute("SELECT kind, from_state, to_state, transfer FROM state_move WHERE transfer IS NOT NULL"
                            " ORDER BY 1, 2, 3").fetchall()  # fmt: skip
    for kind, before, after, transfer in rows:
        where = f"kind = '{kind}' AND from_state = '{before}' AND to_state = '{after}'"
        statements = [
            "ALTER TABLE state_move DISABLE TRIGGER state_move_append_only",
            f"UPDATE state_move SET transfer = NULL WHERE {where}",  # noqa: S608 – ours
            "ALTER TABLE state_move ENABLE ALWAYS TRIGGER state_move_append_only",
        ]
        file, line = _place(f'("{kind}", "{before}", "{after}")', _sources())
        yield Wrong(file, line, f"{kind}: {before} > {after} moves {transfer}", "moves no money", "move", statements)
