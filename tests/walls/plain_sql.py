"""A transaction with an act in it, in plain SQL past all of our code: what it may not do, the database refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString, cast

import psycopg
import pytest
from psycopg import Rollback, sql
from psycopg.types.json import Jsonb

from app.access import Role
from app.access.roles import PLACES
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

    def become(self, role: str, person: str | None = None) -> int:
        """Open an act of somebody in a role, who is there already or is opened now; the natural person's id."""
        found = self.rows(
            """SELECT a.id, a.person_id FROM account a JOIN natural_person p ON p.id = a.person_id
               WHERE a.role = %s AND a.closed_at IS NULL AND p.name = coalesce(%s, p.name) ORDER BY a.id LIMIT 1""",
            role,
            person,
        ) or [self._opened(role, person or f"terminal {role}")]
        [(account, person_id)] = found
        self._open(account)
        return int(person_id)

    def before_the_wall(self, person_id: int, role: str) -> None:
        """Open an act of somebody's account that was opened before roles excluded each other."""
        self.rows("ALTER TABLE account DISABLE TRIGGER account_roles_apart")
        statement = """INSERT INTO account (person_id, role, unit_id) SELECT %s, %s, min(id) FROM unit WHERE kind = %s
                       ON CONFLICT (person_id, role, unit_id) DO UPDATE SET closed_at = NULL RETURNING id"""
        account = self.one(statement, person_id, role, min(PLACES[Role(role)]))
        self.rows("ALTER TABLE account ENABLE TRIGGER account_roles_apart")
        self._open(account)

    def _open(self, account: int) -> None:
        id_ = self.one("INSERT INTO act (account_id) VALUES (%s) RETURNING id", account)
        self.connection.execute(sql.SQL("SET LOCAL chitra.act = {}").format(sql.Literal(id_)))

    def _opened(self, role: str, person: str) -> tuple[int, int]:
        self.rows("INSERT INTO natural_person (name) VALUES (%s) ON CONFLICT DO NOTHING", person)
        statement = """INSERT INTO account (person_id, role, unit_id) SELECT p.id, %s, (
                           SELECT min(id) FROM unit WHERE kind = %s) FROM natural_person p WHERE p.name = %s
                       RETURNING id, person_id"""
        [opened] = self.rows(statement, role, min(PLACES[Role(role)]), person)
        return opened[0], opened[1]

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
        """The statement that copies a record but for what the database makes itself, and its values.

        The copy names whose act it is where it must name somebody, and nobody else.
        """
        columns = self.rows(
            """SELECT attname, attnotnull FROM pg_attribute
               WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
               ORDER BY attnum""",
            table,
        )
        names, values = (", ".join(f"{prefix}{name}" for name, _ in columns) for prefix in ("", "n."))
        named = {name: self.person() if must else None for name, must in columns if name.endswith("_by_person_id")}
        statement = f"""INSERT INTO {table} ({names}) SELECT {values}
                        FROM {table} x CROSS JOIN LATERAL jsonb_populate_record(x, %s) n WHERE x.id = %s"""
        return statement, Jsonb(named | different), like

    def person(self) -> int | None:
        """Whose act is open."""
        found = self.rows(
            """SELECT a.person_id FROM act t JOIN account a ON a.id = t.account_id
               WHERE t.id = nullif(current_setting('chitra.act', true), '')::bigint"""
        )
        return found[0][0] if found else None


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
