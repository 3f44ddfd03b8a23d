"""The engine, and how a transaction opens. Nobody commits but whoever opened it (app/routers/door.py)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import orjson
from psycopg import Connection, sql
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from app import embedded
from app.settings import settings

ANALYZED_FROM = 200  # staged rows: fewer are few to the planner anyway


@lru_cache
def engine() -> Engine:
    """One pool per process, as wide as the thread pool that uses it."""
    limits = settings()
    return create_engine(
        database_url(),
        pool_size=limits.pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,  # personal data never reaches a log through an error's text
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
        connect_args={"options": f"-c statement_timeout={limits.statement_timeout_ms} -c timezone=UTC"},
    )


@lru_cache
def database_url() -> str:
    """The server named by DATABASE_URL, or the embedded one, started when it does not run."""
    configured = settings().database_url
    return str(configured) if configured else embedded.ensure_running(settings().data_dir / "pg")


def begin(account_id: int) -> Session:
    """A transaction with an act in it: every change of state will name this act."""
    tx = Session(engine(), expire_on_commit=False)
    act_id = tx.execute(text("INSERT INTO act (account_id) VALUES (:account) RETURNING id"), {"account": account_id})
    tx.info["act_id"] = act_id.scalar_one()
    tx.execute(text(f"SET LOCAL chitra.act = {int(tx.info['act_id'])}"))  # SET takes no bind parameter
    return tx


@contextmanager
def reading() -> Iterator[Session]:
    """A transaction that PostgreSQL itself keeps from writing."""
    with Session(engine()) as tx:
        tx.execute(text("SET TRANSACTION READ ONLY"))
        yield tx


@contextmanager
def acting(account_id: int) -> Iterator[Session]:
    """An act outside a request (the command line, tests): committed at the end, undone on any error."""
    with begin(account_id) as tx:
        yield tx
        tx.commit()


def act_id(tx: Session) -> int:
    """The act that this transaction is."""
    found: int = tx.info["act_id"]
    return found


def stage(tx: Session, table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    """Many rows into this connection's own copy of a staging table, which the end of the transaction empties.

    The copy stands before the table itself under the same name: no act sees another's rows, none leaves dead
    ones behind, and ANALYZE tells the planner of many. COPY does not go into tables with row-level
    security, so all that comes by COPY comes this way.
    """
    name = sql.Identifier(table)
    driver = _driver(tx)
    driver.execute(
        sql.SQL("CREATE TEMPORARY TABLE IF NOT EXISTS {} (LIKE {} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS").format(
            name, name
        )
    )
    if copy(tx, table, columns, rows) >= ANALYZED_FROM:
        driver.execute(sql.SQL("ANALYZE {}").format(name))


def copy(tx: Session, table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> int:
    """Many rows into a table by COPY, in this transaction; how many they were."""
    driver = _driver(tx)
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with driver.cursor() as cursor, cursor.copy(command) as stream:
        for row in rows:
            stream.write_row(row)
            count += 1
    return count


def _driver(tx: Session) -> Connection[Any]:
    return tx.connection().connection.driver_connection  # type: ignore[return-value]  # psycopg's
