"""The people of the districts, each with an account and a key: who sends, who appraises, who pays, who checks."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from app.access import Role
from app.access.people import issue_key, load_units, open_account
from app.models import PayingAccount, Unit

DISTRICTS = ("582", "584", "585", "586", "587", "588", "589")
FINANCE = (Role.FINANCE_MAKER, Role.FINANCE_CHECKER)
ROLES = (*FINANCE, Role.DISTRICT_OFFICER, Role.DISTRICT_APPROVER)


PROVINCE = "58"


@dataclass(frozen=True, slots=True)
class Staff:
    """The keys of a district; of the province only its finance office's."""

    maker: str
    checker: str
    officer: str = ""
    approver: str = ""


def settle(url: str) -> Mapping[str, Staff]:
    """Units, accounts, keys and paying accounts in a migrated database; the staff by unit."""
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine) as tx:
        load_units(tx)
        units = {unit.code: unit for unit in tx.scalars(select(Unit).where(Unit.kind.in_(("district", "province"))))}
        staff = {code: Staff(*(_key(tx, role, units[code]) for role in ROLES)) for code in DISTRICTS}
        staff[PROVINCE] = Staff(*(_key(tx, role, units[PROVINCE]) for role in FINANCE))
        for code in DISTRICTS:
            unit = units[code]
            tx.add(PayingAccount(unit_id=unit.id, holder=unit.name, number=f"9527458{code:0>6}", bic="VBAAVNVX"))
        tx.commit()
    return staff


def _key(tx: Session, role: Role, unit: Unit) -> str:
    return issue_key(tx, open_account(tx, f"{role.value} {unit.code}", role, unit.id))
