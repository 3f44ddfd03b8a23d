"""One process of the service with some guards of the money off.

`python -m benchmarks.money_service [without …] --port N`. What is switched off here, on a
database of the bench's own, can be switched off nowhere in the service.
"""

import argparse
import sys
from collections.abc import Callable, Mapping

import uvicorn
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db, idempotency, ledger, logs

GUARDS = ("ledger", "states", "idempotency")

OFF: Mapping[str, tuple[tuple[object, str, Callable[..., object]], ...]] = {
    "ledger": ((ledger, "post", lambda _tx: 0),),
    "states": (),
    "idempotency": (
        (idempotency, "claim", lambda _tx, _actor, _key, _print: None),
        (idempotency, "keep", lambda _tx, _actor, _key, _print, _answer: None),
        (idempotency, "fingerprint", lambda *_said: b""),
    ),
}
"""Where each guard stands in the service, and what takes its place."""

# The triggers of each in the database. Of the states' tables all are guards but those that do work of their own, and
# those that keep what is sealed or hashed.
TRIGGERS: Mapping[str, str] = {
    "ledger": "p.proname = 'act_is_posted'",
    "states": """c.relname IN ('application', 'submission', 'decision', 'entitlement', 'payout', 'payout_share',
                               'payment_batch')
                 AND p.proname NOT IN ('end_shares', 'count_changed_contact') AND p.proname !~ 'hash|seal|eras'""",
    "idempotency": "false",
}
FOUND = """
    SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND n.nspname = current_schema() AND {which} ORDER BY 1, 2
"""


def main() -> int:
    """Serve until it is told to stop."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.money_service")
    parser.add_argument("without", nargs="*", choices=[*GUARDS, []])
    parser.add_argument("--port", type=int, required=True)
    asked = parser.parse_args()
    with Session(db.engine()) as tx:
        for guard in asked.without:
            for table, trigger in tx.execute(text(FOUND.format(which=TRIGGERS[guard]))).all():
                tx.execute(text(f'ALTER TABLE "{table}" DISABLE TRIGGER "{trigger}"'))
        tx.commit()
    for guard in asked.without:
        for where, name, nothing in OFF[guard]:
            setattr(where, name, nothing)  # for the whole process, which serves this run alone
    uvicorn.run("app.main:app", port=asked.port, log_config=logs.CONFIGURATION, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
