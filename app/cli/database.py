"""The database from the command line: migrated, made anew, and given its units, accounts and keys."""

import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import db
from app.access.people import issue_key, load_units, open_account, refuse_misplaced
from app.access.roles import Role
from app.models import PayingAccount, Unit
from app.settings import settings

PROJECT = Path(__file__).parents[2]
ROLES = {
    "province": (
        Role.PROVINCIAL_OFFICER,
        Role.PROVINCIAL_APPROVER,
        Role.FINANCE_MAKER,
        Role.FINANCE_CHECKER,
        Role.AUDITOR,
        Role.LEGAL_OFFICER,
        Role.ADMINISTRATOR,
    ),
    "district": (Role.DISTRICT_OFFICER, Role.DISTRICT_APPROVER, Role.FINANCE_MAKER, Role.FINANCE_CHECKER),
    "department": (Role.DISTRICT_OFFICER, Role.DISTRICT_APPROVER),
    "employment_centre": (Role.DISTRICT_OFFICER,),
}
PAYERS = ("province", "district")
PERSON = {
    Role.DISTRICT_OFFICER: "Chuyên viên LĐ-TB&XH",
    Role.DISTRICT_APPROVER: "Trưởng phòng LĐ-TB&XH",
    Role.PROVINCIAL_OFFICER: "Chuyên viên Sở LĐ-TB&XH",
    Role.PROVINCIAL_APPROVER: "Trưởng phòng Sở LĐ-TB&XH",
    Role.FINANCE_MAKER: "Kế toán chi trả",
    Role.FINANCE_CHECKER: "Kế toán trưởng",
    Role.AUDITOR: "Thanh tra",
    Role.LEGAL_OFFICER: "Cán bộ pháp chế",
    Role.ADMINISTRATOR: "Quản trị viên",
}
PERSON_OF_OFFICE = {Role.DISTRICT_OFFICER: "Chuyên viên", Role.DISTRICT_APPROVER: "Trưởng phòng"}
"""At a department or a centre, whatever its field."""

DROP_TRIES = 100
TREASURY_BIC, TREASURY_ACCOUNT = "VBAAVNVX", "9527458{code:0>6}"


class InUse(RuntimeError):  # noqa: N818 – a refusal in words
    """Somebody else's run has the database."""


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A key as it is shown, once."""

    role: str
    unit_code: str
    unit_kind: str
    unit_name: str
    person: str
    key: str


def migrate(url: str | None = None, revision: str = "head") -> str:
    """Bring the database to a revision, from whatever folder we are in; its URL."""
    where = url or db.database_url()
    config = Config(str(PROJECT / "alembic.ini"))
    config.set_main_option("script_location", str(PROJECT / "migrations"))
    config.set_main_option("sqlalchemy.url", where.replace("%", "%%"))
    command.upgrade(config, revision)
    return where


@contextmanager
def fresh(name: str) -> Iterator[str]:
    """An empty database of this name, in place of one that an earlier run left; its URL. Raises InUse."""
    url = db.database_url()
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True) as server:
        held = server.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", (name,)).fetchone()
        if not (held and held[0]):
            raise InUse(f"{name}: một lần chạy khác đang dùng / another run uses it")
        drop(server, name)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        head, _, query = url.partition("?")
        yield f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def fresh_keys(name: str) -> Path:
    """An empty key folder for such a database, beside those of the service: its keys change and retire, these do not.

    To be asked for while the database is held; what lay there opened nothing but the database of an earlier run.
    """
    folder = (settings().data_dir / "demo-keys" / name).absolute()
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def drop(server: psycopg.Connection[Any], name: str) -> None:
    """Drop a database; the server's own vacuum at work there is not ours to end, so it is waited for."""
    for _ in range(DROP_TRIES):
        try:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.1)
        else:
            return
    raise InUse(f"{name}: máy chủ đang dọn dẹp / the server is vacuuming it")


def office(unit_code: str) -> int | None:
    """The id of a province, a district or an office by its code, None where there is none."""
    with Session(db.engine()) as tx:
        return tx.scalars(select(Unit.id).where(Unit.code == unit_code, Unit.kind.in_(ROLES))).one_or_none()


def open_desk(person: str, role: Role, unit_id: int) -> IssuedKey:
    """A person's account in a role at a unit, opened if need be, with a new key. Raises RoleElsewhere."""
    with Session(db.engine()) as tx:
        unit = tx.get_one(Unit, unit_id)
        refuse_misplaced(role, unit.kind)
        key = issue_key(tx, open_account(tx, person, role, unit.id))
        issued = IssuedKey(role.value, unit.code, unit.kind, unit.name, person, key)
        tx.commit()
    return issued


def set_paying_account(unit_id: int, holder: str, number: str, bic: str) -> None:
    """The account that a unit pays transfers from, in place of the one before."""
    values = {"unit_id": unit_id, "holder": holder, "number": number, "bic": bic}
    changed = {name: values[name] for name in ("holder", "number", "bic")}
    with Session(db.engine()) as tx:
        tx.execute(insert(PayingAccount).values(values).on_conflict_do_update(index_elements=["unit_id"], set_=changed))
        tx.commit()


def settle_units() -> None:
    """The units of the province are there."""
    with Session(db.engine()) as tx:
        load_units(tx)
        tx.commit()


def demo_accounts(*, every_district: bool) -> list[IssuedKey]:
    """An account for each role at the province, a district (or all) and every office, with a new key.

    Whoever pays has an account to pay from.
    """
    with Session(db.engine()) as tx:
        units = _offices(tx)
        _paying_accounts(tx, [unit for unit in units if unit.kind in PAYERS])
        at = {kind: [unit for unit in units if unit.kind == kind] for kind in ROLES}
        districts = at["district"] if every_district else at["district"][:1]
        chosen = [*at["province"], *districts, *at["department"], *at["employment_centre"]]
        issued = [_issued(tx, role, unit) for unit in chosen for role in ROLES[unit.kind]]
        tx.commit()
    return issued


def new_key(account_id: int) -> str:
    """Another key for an account."""
    with Session(db.engine()) as tx:
        key = issue_key(tx, account_id)
        tx.commit()
    return key


def _offices(tx: Session) -> Sequence[Unit]:
    query = select(Unit).where(Unit.kind.in_(ROLES)).order_by(Unit.kind.desc(), Unit.code)
    return tx.scalars(query).all()


def _paying_accounts(tx: Session, units: Iterable[Unit]) -> None:
    values = [
        {
            "unit_id": unit.id,
            "holder": unit.name,
            "number": TREASURY_ACCOUNT.format(code=unit.code),
            "bic": TREASURY_BIC,
        }
        for unit in units
    ]
    tx.execute(insert(PayingAccount).values(values).on_conflict_do_nothing())


def _issued(tx: Session, role: Role, unit: Unit) -> IssuedKey:
    title = PERSON[role] if unit.kind in PAYERS else PERSON_OF_OFFICE[role]
    person = f"{title} – {unit.name}"
    key = issue_key(tx, open_account(tx, person, role, unit.id))
    return IssuedKey(role.value, unit.code, unit.kind, unit.name, person, key)
