"""One intake of the whole province with some guards on: `python -m benchmarks.guarded [without …] --cases N --seed S`.

The lists go through the intake as the service takes them (app.intake), in this process and without HTTP, so that
nothing but the guard differs. What is switched off here can be switched off nowhere in the service.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app import checking, db, embedded, intake, settings, telling_apart
from app.access import Role
from app.access.actor import find_actor
from app.cli import database
from app.cli.demo.plan import NAMED_ABOVE, PROVINCE, TODAY
from app.files.sent_file import SentFile
from app.protection.ring import Ring
from app.sample.case import SampleList
from app.sample.cases import CASES, SEED, generate
from app.sample.province import OFFICES
from app.sample.writing import archives
from benchmarks.province import ONE_DISTRICT, RECEIVED_ON

DATABASE = "chitra_guards"
MEDIA_TYPE = "application/zip"
TAG = bytes(16)  # as long as the cipher's, so that as much is stored


class NoCipher:
    """Hands the value on as it is."""

    def encrypt(self, _nonce: bytes, plain: bytes, _bound_to: bytes) -> bytes:
        """The value and an empty tag."""
        return plain + TAG

    def decrypt(self, _nonce: bytes, kept: bytes, _bound_to: bytes) -> bytes:
        """The value."""
        return kept[: -len(TAG)]


OFF: Mapping[str, tuple[object, str, Callable[..., object]]] = {
    "matching": (telling_apart, "seek", lambda _tx, _good: {}),
    "encryption": (Ring, "cipher", lambda _ring, _id: NoCipher()),
    "checks": (checking, "at_intake", lambda _tx, _lines: {}),
}
"""Where each guard stands, and what takes its place."""


def main() -> int:
    """Print the seconds of the intake, and what it came to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.guarded")
    parser.add_argument("without", nargs="*", choices=[*OFF, []])
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    try:
        with database.fresh(DATABASE) as url:
            keys = str(database.fresh_keys(DATABASE))
            os.environ |= {"DATABASE_URL": url, "CHITRA_TODAY": TODAY.isoformat(), "CHITRA_KEY_DIR": keys}
            for kept in (settings.settings, db.engine, db.database_url):
                kept.cache_clear()
            found = _taken(asked.cases, asked.seed, asked.without)
            db.engine().dispose()
    finally:
        embedded.stop()
    print(json.dumps(found))
    return 0


def _taken(cases: int, seed: int, without: Sequence[str]) -> dict[str, float | int]:
    database.migrate(os.environ["DATABASE_URL"])
    database.settle_units()
    keys = database.demo_accounts(every_district=False)
    key = next(one.key for one in keys if one.role == Role.PROVINCIAL_OFFICER and one.unit_code == PROVINCE)
    sample = generate(cases, seed)
    units = {made.policy: _unit_of(made) for made in sample.lists}
    packed = archives(sample)  # made before the clock starts: the lists are files already
    for guard in without:
        setattr(*OFF[guard])  # for the whole process, which ends with this intake
    began = time.perf_counter()
    counts = [_take(key, policy, round_, units[policy], data) for (policy, round_), data in packed.items()]
    seconds = time.perf_counter() - began
    told = {name: sum(count[name] for count in counts) for name in ("accepted", "faulty", "held")}
    return {"seconds": round(seconds, 2), **told}


def _unit_of(made: SampleList) -> str | None:
    """The unit said beside an archive; none where each list says above its table which one it is from."""
    if made.policy in NAMED_ABOVE:
        return None
    return made.unit_code if made.district_code in OFFICES else ONE_DISTRICT


def _take(key: str, policy: str, round_: int | None, unit: str | None, data: bytes) -> Mapping[str, int]:
    on = date.fromisoformat(RECEIVED_ON[round_])
    with db.reading() as tx:
        actor = find_actor(tx, key)
    if actor is None:
        raise SystemExit("no such account")
    with db.acting(actor.account_id) as tx:
        sent = [SentFile(f"{policy}.zip", MEDIA_TYPE, data)]
        receipts = intake.take(tx, actor, sent, intake.Order(policy, on, on, round_, unit))
    return {name: sum(receipt.counts.get(name, 0) for receipt in receipts) for name in ("accepted", "faulty", "held")}


if __name__ == "__main__":
    sys.exit(main())
