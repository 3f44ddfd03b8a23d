"""Units, people, accounts and keys: what an administrator sets up."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.access.actor import key_digest
from app.access.roles import INCOMPATIBLE, PLACES, Role
from app.errors import Conflict, Invalid
from app.models import Account, ApiKey, NaturalPerson, Unit
from app.rules.ninh_thuan_units import UNITS, UnitRecord

KEY_DAYS = 180
_RANK = {"province": 0, "district": 1, "department": 1, "commune": 2, "employment_centre": 2}


class RoleElsewhere(Invalid):
    """Vai trò {role} không thuộc loại đơn vị này ({kind}); chỉ mở ở: {kinds}.
    The role {role} does not belong to a unit of this kind ({kind}); it is opened at: {kinds}.
    """


class RolesApart(Conflict):
    """{person} đang giữ vai trò {held}; một người không được giữ thêm vai trò {role}. Hãy đóng tài khoản kia trước.
    {person} has the role {held}; one person does not have the role {role} as well. Close that account first.
    """


def refuse_misplaced(role: Role, unit_kind: str) -> None:
    """A province's role acts for the province, so it is opened nowhere else. Raises RoleElsewhere."""
    if unit_kind not in PLACES[role]:
        raise RoleElsewhere(role=role.value, kind=unit_kind, kinds=", ".join(sorted(PLACES[role])))


def load_units(tx: Session, units: Iterable[UnitRecord] = UNITS) -> int:
    """Put the units there, parents first; those already there stay. How many are there now."""
    for unit in sorted(units, key=lambda unit: _RANK[unit.kind]):
        tx.execute(
            text("""INSERT INTO unit (code, kind, name, parent_id, valid_from, valid_to)
                    SELECT :code, :kind, :name, (SELECT id FROM unit WHERE code = :parent AND kind <> :kind),
                           :since, :until
                    ON CONFLICT DO NOTHING"""),
            {
                "code": unit.code,
                "kind": unit.kind,
                "name": unit.name,
                "parent": unit.parent_code,
                "since": unit.valid_from,
                "until": unit.valid_to,
            },
        )
    return len(list(tx.scalars(select(Unit.id))))


def open_account(tx: Session, person: str, role: Role, unit_id: int) -> int:
    """The account of a person in a role at a unit, opened if it is not there. Raises RolesApart."""
    tx.execute(insert(NaturalPerson).values(name=person).on_conflict_do_nothing())
    person_id = tx.scalars(select(NaturalPerson.id).where(NaturalPerson.name == person)).one()
    values = {"person_id": person_id, "role": role.value, "unit_id": unit_id}
    known = tx.scalars(select(Account.id).filter_by(**values)).one_or_none()
    if known is not None:
        return known
    held = held_apart(tx, person, role)
    if held:
        raise RolesApart(person=person, held=", ".join(held), role=role.value)
    tx.execute(insert(Account).values(values).on_conflict_do_nothing())
    return tx.scalars(select(Account.id).filter_by(**values)).one()


def held_apart(tx: Session, person: str, role: Role) -> list[str]:
    """The roles that a person has and that do not go together with another."""
    open_roles = (
        select(Account.role).join(NaturalPerson, NaturalPerson.id == Account.person_id)
        .where(NaturalPerson.name == person, Account.closed_at.is_(None))
    )  # fmt: skip
    return sorted(INCOMPATIBLE[role].intersection(Role(held) for held in tx.scalars(open_roles)))


def issue_key(tx: Session, account_id: int) -> str:
    """A new key for an account, shown once; only its hash is kept."""
    key = f"chitra_{secrets.token_urlsafe(32)}"
    expires_at = datetime.now(UTC) + timedelta(days=KEY_DAYS)
    tx.add(ApiKey(account_id=account_id, sha256=key_digest(key), expires_at=expires_at))
    tx.flush()  # a key printed before it is there would be refused
    return key
