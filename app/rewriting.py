"""Many records read and written anew in one transaction: streamed out, computed in Python, back by COPY."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from psycopg import sql
from sqlalchemy.orm import Session

from app import db

CHUNK = 20_000  # records in memory at once
NEW = "renewed"


def stream(tx: Session, statement: str, values: Mapping[str, object] | None = None) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a statement (parameters as psycopg takes them), chunk by chunk; the transaction goes on meanwhile."""
    with db.driver_of(tx).cursor(name="stream") as cursor:
        cursor.execute(statement.encode(), values, binary=True)
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def rewrite(
    tx: Session, table: str, key: Sequence[str], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:  # fmt: skip
    """Write columns of a table anew, record by key; `rows`: key and columns. How many records were written."""
    stage(tx, table, [*key, *columns], rows)
    found = db.driver_of(tx).execute(
        sql.SQL("UPDATE {table} t SET {set} FROM {new} n WHERE {same}").format(
            table=sql.Identifier(table), new=sql.Identifier(NEW), set=_pairs(columns, "{0} = n.{0}", ", "),
            same=_pairs(key, "t.{0} = n.{0}", " AND "),
        )
    )  # fmt: skip
    unstage(tx)
    return int(found.rowcount)


def stage(tx: Session, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows shaped as some columns of a table, in a table of this transaction's own."""
    names = ", ".join(columns)
    _make(tx, f"AS SELECT {names} FROM {table} WITH NO DATA", columns, rows)  # noqa: S608 – ours


def stage_pairs(tx: Session, kind: str, pairs: Iterable[tuple[Any, Any]]) -> None:
    """Old values and the new ones, of one type."""
    _make(tx, "", ("old", "new"), pairs, f"(old {kind}, new {kind})")


def _make(
    tx: Session, like: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], shape: str = ""
) -> None:  # fmt: skip
    driver = db.driver_of(tx)
    driver.execute(f"CREATE TEMPORARY TABLE {NEW} {shape} ON COMMIT DROP {like}".encode())
    if db.copy(tx, NEW, columns, iter(rows)) >= db.ANALYZED_FROM:
        driver.execute(f"ANALYZE {NEW}".encode())


def unstage(tx: Session) -> None:
    """Away with them."""
    db.driver_of(tx).execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(NEW)))


def _pairs(names: Sequence[str], shape: str, between: str) -> sql.Composed:
    return sql.SQL(between).join(sql.SQL(shape).format(sql.Identifier(name)) for name in names)
