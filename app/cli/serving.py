"""`chitra serve`: API, docs and pages on 127.0.0.1, with an embedded PostgreSQL unless DATABASE_URL names a server."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from typing import Annotated

import typer
import uvicorn

from app import db, embedded, logs
from app.cli import database, speaking
from app.cli.database import IssuedKey
from app.embedded import EmbeddedRefused
from app.protection import KeysMissing, KeysOpen, ring
from app.settings import settings

STOP_SECONDS_MAX = 20  # for requests under way


def serve(
    host: Annotated[str | None, typer.Option(help="CHITRA_HOST")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="CHITRA_PORT")] = None,
    accounts: Annotated[bool, typer.Option(help="mở tài khoản dùng thử / open accounts for trying out")] = True,
    every_district: Annotated[bool, typer.Option(help="ở mọi huyện / in every district")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Chạy dịch vụ. / Run the service."""
    limits = settings()
    at = host or limits.host, port or limits.port
    refusals = speaking.refusing(EmbeddedRefused, KeysMissing, KeysOpen)
    with speaking.ending_in_order(done=True), refusals, ExitStack() as at_the_end:
        if limits.env == "production":
            ring().require_closed()
        at_the_end.callback(embedded.stop)
        issued = _prepared(open_accounts=accounts and limits.env != "production", every_district=every_district)
        url = f"http://{at[0]}:{at[1]}"
        if as_json:
            speaking.answer({"url": url, "keys": [asdict(key) for key in issued]})
        else:
            _print(url, issued)
        _run(*at)


def _prepared(*, open_accounts: bool, every_district: bool) -> Sequence[IssuedKey]:
    database.migrate()
    database.settle_units()
    with db.reading():
        ring().require_in_force()  # as the database says it: no service that can read nothing
    return database.demo_accounts(every_district=every_district) if open_accounts else ()


def _run(host: str, port: int) -> None:
    uvicorn.run(
        "app.main:app",
        host=host,
        port=port,
        workers=settings().workers,
        log_config=logs.CONFIGURATION,
        access_log=False,  # ours tells no path and no query (app/logs.py)
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS_MAX,
    )


def _print(url: str, issued: Sequence[IssuedKey]) -> None:
    print(f"{url}  API {url}/api/docs  trang / page {url}/console")
    if issued:
        print("Khoá dùng thử / keys for trying out (Authorization: Bearer …):")
    for key in issued:
        print(f"  {key.role:22} {key.unit_name:28} {key.key}")
    sys.stdout.flush()
