"""`chitra admin keys …`: keys of personal data, changed while the service runs (docs/decisions/0011)."""

from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db, reindexing, resealing
from app.access import Role
from app.cli import speaking
from app.errors import Refusal
from app.models import Account
from app.protection import KeysMissing, ring

AsJson = Annotated[bool, typer.Option("--json")]
ByAccount = Annotated[
    int | None, typer.Option("--account", help="tài khoản quản trị / the administrator's account; the first by default")
]
keys = typer.Typer(help="Khoá bảo vệ dữ liệu cá nhân. / Keys of personal data.", no_args_is_help=True)


class Purpose(StrEnum):
    """What a key is for."""

    DATA = "data"  # seals values
    INDEX = "index"  # hashes numbers, for look-ups


@keys.command("list")
def list_(as_json: AsJson = False) -> None:
    """Các khoá, khoá đang dùng, số giá trị của mỗi khoá. / Keys, those in force, and how many values name each."""
    with db.reading() as tx:
        found = resealing.listed(tx)
    if as_json:
        speaking.answer(found)
        return
    for each in found:
        force = "đang dùng / in force" if each["in_force"] else ""
        file = "" if each["file"] else "thiếu tệp / no file"
        values = "" if each["values"] is None else f"{each['values']:>9}"
        print(f"{each['purpose']:5} {each['id']:>3} {values:9} {force}{file}")


@keys.command()
def new(account: ByAccount = None, as_json: AsJson = False) -> None:
    """Lập khoá dữ liệu mới và đưa vào dùng ngay. / Make a new data key; it is in force at once."""
    with speaking.refusing(Refusal, KeysMissing), db.acting(_administrator(account)) as tx:
        id_ = resealing.put_in_force(tx)
    _say({"purpose": "data", "id": id_, "in_force": True}, as_json=as_json)


@keys.command()
def reseal(account: ByAccount = None, as_json: AsJson = False) -> None:
    """Mã hoá lại mọi giá trị bằng khoá đang dùng. / Seal anew whatever names another key than that in force."""
    done: dict[str, int] = {}
    with speaking.refusing(Refusal, KeysMissing):
        with db.reading() as tx:
            resealing.wait_for_older(tx)  # whoever began before the last change may still seal under the key before
        for table, values in resealing.reseal(_administrator(account)):
            done[table] = done.get(table, 0) + values
            if not as_json:
                speaking.say(f"{table}: {done[table]}")
    with db.reading() as tx:
        force, used = resealing.in_force(tx)["data"], resealing.uses(tx)
    left = {id_: sum(tables.values()) for id_, tables in used.items() if id_ != force}
    _say({"key": force, "resealed": done, "left": left}, as_json=as_json)
    if left:
        raise typer.Exit(speaking.REFUSED)


@keys.command()
def reindex(account: ByAccount = None, as_json: AsJson = False) -> None:
    """Đổi khoá tra cứu: băm lại mọi số. / Change the index key: hash every number anew; reads go on, acts come again.

    Nothing else is written meanwhile: a request with effect is answered 503 with Retry-After.
    """
    with speaking.refusing(Refusal, KeysMissing), db.acting(_administrator(account)) as tx:
        counts = reindexing.reindex(tx)
        id_ = resealing.in_force(tx)["index"]
    _say({"purpose": "index", "id": id_, "in_force": True, "records": counts}, as_json=as_json)


@keys.command()
def retire(purpose: Purpose, id_: Annotated[int, typer.Argument(metavar="ID")], account: ByAccount = None,
           as_json: AsJson = False) -> None:  # fmt: skip
    """Ngừng dùng một khoá mà không giá trị nào còn cần. / Put a key aside that no value names any more."""
    with speaking.refusing(Refusal, KeysMissing):
        with db.reading() as tx:
            resealing.wait_for_older(tx)
        with db.acting(_administrator(account)) as tx:
            resealing.retire(tx, purpose.value, id_)
        aside = ring().retire(purpose.value, id_)
    _say({"purpose": purpose.value, "id": id_, "retired": True, "file": aside.name}, as_json=as_json)


def _administrator(account: int | None) -> int:
    """Whose act it is."""
    query = select(Account.id).filter_by(role=Role.ADMINISTRATOR.value, closed_at=None).order_by(Account.id)
    with Session(db.engine()) as tx:
        found = tx.scalars(query if account is None else query.filter_by(id=account)).first()
    if found is None:
        speaking.refused("Chưa có tài khoản quản trị / there is no such administrator: chitra admin open …")
    return found


def _say(told: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        speaking.answer(told)
    else:
        print("  ".join(f"{name}: {value}" for name, value in told.items()))
