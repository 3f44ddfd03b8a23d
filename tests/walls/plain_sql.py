"""A transaction with an act in it, in plain SQL past all of our code: what it may not do, the database refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString, cast

import psycopg
import pytest
from psycopg import Rollback, sql
from psycopg.types.json import Jsonb

from tests.conftest import plain

Connection = psycopg.Connection[tuple[Any, ...]]


class PlainSql:
    """Somebody at a terminal. What is tried is undone; what is done stays until the transaction ends."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def one(self, statement: str, *values: object) -> Any:  # noqa: ANN401 – a column of whatever type
        """The first column of the only row."""
        [row] = self.rows(statement, *values)
        return row[0]

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows."""
        cursor = self.connection.execute(cast("LiteralString", statement), values)
        return cursor.fetchall() if cursor.description else []

    def refusal(self, statement: str, *values: object) -> str | None:
        """The constraint or the code by which a statement is refused; None where it would pass. Undone either way."""
        try:
            with self.connection.transaction():
                self.rows(statement, *values)
                raise Rollback
        except psycopg.Error as error:
            return error.diag.constraint_name or error.sqlstate
        return None

    def copy(self, table: str, like: int, **different: object) -> int:
        """A record like another but for some columns; its id."""
        new: int = self.one(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id'))")
        self.rows(*self._copying(table, like, id=new, **different))
        return new

    def copy_refusal(self, table: str, like: int, **different: object) -> str | None:
        """What refuses such a record, None where nothing would."""
        new = self.one(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id'))")
        return self.refusal(*self._copying(table, like, id=new, **different))

    def _copying(self, table: str, like: int, **different: object) -> tuple[str, Jsonb, int]:
        """The statement that copies a record but for what the database makes itself, and its values."""
        columns = self.rows(
            """SELECT string_agg(attname, ', ' ORDER BY attnum), string_agg('n.' || attname, ', ' ORDER BY attnum)
               FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
               AND attgenerated = ''""",
            table,
        )
        [(names, values)] = columns
        statement = f"""INSERT INTO {table} ({names}) SELECT {values}
                        FROM {table} x CROSS JOIN LATERAL jsonb_populate_record(x, %s) n WHERE x.id = %s"""
        return statement, Jsonb(different), like


@contextmanager
def terminal(url: str) -> Iterator[PlainSql]:
    """A connection of its own, rolled back at the end."""
    with psycopg.connect(plain(url)) as connection:
        yield PlainSql(connection)
        connection.rollback()


@contextmanager
def act(url: str) -> Iterator[PlainSql]:
    """The same with an act opened in it, as app.db.begin opens one."""
    with terminal(url) as at:
        begin_act(at)
        yield at


def begin_act(at: PlainSql) -> int:
    """Open an act in the running transaction; its id."""
    id_: int = at.one("INSERT INTO act (account_id) SELECT min(id) FROM account RETURNING id")
    at.connection.execute(sql.SQL("SET LOCAL chitra.act = {}").format(sql.Literal(id_)))
    return id_


def committed(at: PlainSql) -> None:
    """End the transaction, deferred constraints and all."""
    at.connection.commit()


def commit_refusal(at: PlainSql) -> str | None:
    """The code by which the end of a transaction is refused."""
    with pytest.raises(psycopg.Error) as refused:
        at.connection.commit()
    return refused.value.sqlstate
