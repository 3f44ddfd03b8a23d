"""The engine, and how a transaction opens. Nobody commits but whoever opened it (app/routers/door.py)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import orjson
from psycopg import Connection, sql
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from app import embedded, protection
from app.errors import Unavailable
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


class KeysChanging(Unavailable):
    """Khoá tra cứu đang được đổi; hãy gửi lại cùng khoá Idempotency-Key sau ít phút.
    The key of look-ups is being changed; send the request again with the same Idempotency-Key in a moment.
    """

    headers = MappingProxyType({"Retry-After": "5"})


KEYS_LOCK = "hashtextextended('keys ' || current_schema(), 0)"
"""Held shared by every act, alone by the one that hashes all numbers anew (app/reindexing.py)."""

OPEN_ACT = text(f"""
    INSERT INTO act (account_id) VALUES (:account) RETURNING id, pg_try_advisory_xact_lock_shared({KEYS_LOCK}) AS free
""")  # noqa: S608 – ours


def begin(account_id: int) -> Session:
    """A transaction with an act in it: every change of state will name this act."""
    tx = Session(engine(), expire_on_commit=False)
    opened = tx.execute(OPEN_ACT, {"account": account_id}).one()
    if not opened.free:
        tx.close()
        raise KeysChanging
    tx.info["act_id"] = opened.id
    tell_keys(tx, act=str(opened.id))
    return tx


@contextmanager
def reading() -> Iterator[Session]:
    """A transaction that PostgreSQL itself keeps from writing."""
    with Session(engine()) as tx:
        tell_keys(tx, act="", read_only="on")
        yield tx


# The keys in force as this transaction finds them: what is hashed in it is hashed under them, or refused when it is
# written (`refuse_other_hashes`). Read in a statement after the act's, which takes the keys' lock: so whoever waits for
# the acts that hold it now has waited for all that may still seal under an older key (app/resealing.py).
TELL_KEYS = text("""
    SELECT d.key_id AS data_id, i.key_id AS index_id, d.changes + i.changes AS generation,
           set_config('chitra.act', :act, true), set_config('transaction_read_only', :read_only, true),
           set_config('chitra.index_key', i.key_id::text, true)
    FROM key_in_force d, key_in_force i WHERE d.purpose = 'data' AND i.purpose = 'index'
""")


def tell_keys(tx: Session, *, act: str, read_only: str = "off") -> None:
    """Learn which keys are in force, and tell the database under which this transaction hashes."""
    found = tx.execute(TELL_KEYS, {"act": act, "read_only": read_only}).one()
    protection.ring().tell(protection.Force(found.generation, found.data_id, found.index_id))


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
    driver = driver_of(tx)
    driver.execute(
        sql.SQL(
            "CREATE TEMPORARY TABLE IF NOT EXISTS {} (LIKE {} INCLUDING DEFAULTS INCLUDING GENERATED)"
            " ON COMMIT DELETE ROWS"
        ).format(name, name)
    )
    if copy(tx, table, columns, rows) >= ANALYZED_FROM:
        driver.execute(sql.SQL("ANALYZE {}").format(name))


def copy(tx: Session, table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> int:
    """Many rows into a table by COPY, in this transaction; how many they were."""
    driver = driver_of(tx)
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with driver.cursor() as cursor, cursor.copy(command) as stream:
        for row in rows:
            stream.write_row(row)
            count += 1
    return count


def driver_of(tx: Session) -> Connection[Any]:
    """What psycopg calls the connection, where SQLAlchemy stands in the way."""
    return tx.connection().connection.driver_connection  # type: ignore[return-value]  # psycopg's
