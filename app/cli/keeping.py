"""`chitra admin retention` and `chitra admin purge`: what is kept how long, and what is due to go."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

import typer

from app import db, erasing, purging, retention
from app.access import Action, Actor, actor_of_account
from app.cli import speaking
from app.settings import settings

AsJson = Annotated[bool, typer.Option("--json")]
BATCH = 20_000
ROUNDS_MAX = 1_000


def schedule(
    due: Annotated[bool, typer.Option("--due", help="chỉ những gì đến hạn / only what is due")] = False,
    as_json: AsJson = False,
) -> None:
    """Lịch lưu giữ và những gì đến hạn. / The retention schedule, and what is due."""
    with db.reading() as tx:
        found = [each for each in retention.told(tx, settings().today()) if each["due"] or not due]
    if as_json:
        speaking.answer(found)
        return
    for each in found:
        print(f"{each['kind']:18} {_period(each):>10}  {each['due']:>9} đến hạn / due  {each['vi']} / {each['en']}")
        if each["to_be_confirmed"]:
            print(f"{'':18} {'':>10}  chờ luật sư xác nhận / to be confirmed by a lawyer: {each['why_vi']}")


def _period(kept: Mapping[str, Any]) -> str:
    years, days = kept["years"], kept["days"]
    return f"{years} năm" if years else f"{days} ngày" if days else "–"


def purge(
    account: Annotated[int, typer.Option(help="tài khoản chuyên viên tỉnh / account of a provincial officer")],
    as_json: AsJson = False,
) -> None:
    """Bỏ những gì đến hạn; đề nghị xoá dữ liệu người đến hạn, người thứ hai xác nhận.

    Drops what is due; asks for people's data to be erased, which a second person confirms.
    """
    with db.reading() as tx:
        actor = actor_of_account(tx, account)
    if actor is None or not actor.may(Action.ASK_ERASURE):
        speaking.refused(f"Tài khoản {account} không được làm việc này / this account may not")
    on, dropped = settings().today(), dict[str, int]()
    for _ in range(ROUNDS_MAX):
        with db.acting(account) as tx:
            gone = purging.purge(tx, on, BATCH)
        dropped = {kind: dropped.get(kind, 0) + count for kind, count in gone.items()}
        if not any(gone.values()):
            break
    asked = list(_asked(actor, on))
    if as_json:
        speaking.answer({"dropped": dropped, "erasures": asked})
        return
    for kind, count in dropped.items():
        print(f"{kind:16} {count:>9}")
    for erasure in asked:
        print(f"đề nghị xoá số / erasure {erasure}: chờ người thứ hai xác nhận / waits for a second person")


def _asked(actor: Actor, on: date) -> Iterator[int]:
    """Erasures of so many people each; an act that asks for nobody is not kept."""
    while True:
        with db.begin(actor.account_id) as tx:
            erasure = erasing.ask_due(tx, actor, on, BATCH)
            if erasure is None:
                return
            tx.commit()
            yield erasure.id
