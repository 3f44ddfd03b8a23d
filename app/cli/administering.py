"""`chitra admin …`: what an administrator does at the server: accounts, keys, paying accounts, migrations."""

import re
from dataclasses import asdict
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import db
from app.access import Role
from app.cli import database, keeping, speaking
from app.cli.keys import keys
from app.errors import Refusal
from app.models import Account, NaturalPerson, Unit
from app.settings import settings

AsJson = Annotated[bool, typer.Option("--json")]
admin = typer.Typer(help="Quản trị. / Administration.", no_args_is_help=True)
admin.command("retention")(keeping.schedule)
admin.command("purge")(keeping.purge)
admin.add_typer(keys, name="keys")


@admin.command()
def migrate(as_json: AsJson = False, revision: str = "head") -> None:
    """Đưa cơ sở dữ liệu lên phiên bản mới. / Bring the database to the newest revision."""
    database.migrate(revision=revision)
    database.settle_units()
    if as_json:
        speaking.answer({"revision": revision})
    else:
        print(f"Đã cập nhật / migrated: {revision}")


@admin.command()
def accounts(as_json: AsJson = False) -> None:
    """Các tài khoản đang có. / The accounts that are open."""
    query = (
        select(Account.id, Account.role, Unit.code, Unit.name, NaturalPerson.name.label("person"))
        .join(Unit, Unit.id == Account.unit_id)
        .join(NaturalPerson, NaturalPerson.id == Account.person_id)
        .where(Account.closed_at.is_(None))
        .order_by(Account.id)
    )
    with Session(db.engine()) as tx:
        found = [dict(row) for row in tx.execute(query).mappings()]
    if as_json:
        speaking.answer(found)
        return
    for row in found:
        print(f"{row['id']:>5} {row['role']:22} {row['code']} {row['name']}: {row['person']}")


@admin.command("open-demo")
def open_demo(every_district: bool = False, as_json: AsJson = False) -> None:
    """Mở tài khoản dùng thử, in khoá. / Open accounts for trying out and print their keys; never in production."""
    if settings().env == "production":
        speaking.refused("CHITRA_ENV=production: không có tài khoản dùng thử / no accounts for trying out")
    issued = database.demo_accounts(every_district=every_district)
    if as_json:
        speaking.answer([asdict(key) for key in issued])
        return
    for key in issued:
        print(f"{key.role:22} {key.unit_code:6} {key.key}")


UnitCode = Annotated[str, typer.Argument(help="mã tỉnh, huyện hoặc sở / code of the province, a district or an office")]


@admin.command("open")
def open_account(person: str, role: Role, unit: UnitCode, as_json: AsJson = False) -> None:
    """Mở tài khoản cho một người với một vai trò, in khoá. / Open an account for a person in a role; prints its key."""
    with speaking.refusing(Refusal):
        issued = database.open_desk(person, role, _office(unit))
    if as_json:
        speaking.answer(asdict(issued))
    else:
        print(issued.key)


@admin.command("paying-account")
def paying_account(unit: UnitCode, holder: str, number: str, bic: str, as_json: AsJson = False) -> None:
    """Khai tài khoản nguồn để chuyển khoản. / The account that a unit pays transfers from."""
    if not re.fullmatch(r"[0-9A-Z]{6,19}", number) or not re.fullmatch(r"[A-Z0-9]{8}(?:[A-Z0-9]{3})?", bic):
        speaking.refused("Số tài khoản hoặc BIC sai dạng / the account number or the BIC is malformed")
    database.set_paying_account(_office(unit), holder, number, bic)
    if as_json:
        speaking.answer({"unit": unit, "holder": holder, "number": number, "bic": bic})
    else:
        print(f"{unit}: {holder}, {number}, {bic}")


def _office(code: str) -> int:
    found = database.office(code)
    if found is None:
        speaking.refused(f"Không có tỉnh, huyện hoặc sở / no such province, district or office: {code}")
    return found


@admin.command()
def key(account: Annotated[int, typer.Argument(help="số tài khoản / account id")], as_json: AsJson = False) -> None:
    """Cấp một khoá mới cho tài khoản; chỉ hiện một lần. / Issue a new key for an account; it is shown once."""
    try:
        issued = database.new_key(account)
    except IntegrityError:
        speaking.refused(f"Không có tài khoản / no such account: {account}")
    if as_json:
        speaking.answer({"account": account, "key": issued})
    else:
        print(issued)
