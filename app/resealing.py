"""Data keys changed while the service runs: a new one comes into force, old values are sealed anew, an old key retires.

Every batch is one act with one audit entry, set-based: read, sealed in Python, written back by COPY and one UPDATE.
What is done stays done, and what is left is found by the key that a ciphertext names, so a broken run is just run
again. The walls of what is written once open for this alone (20261126_keys).
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import audit, db
from app.errors import Conflict, Invalid
from app.models import KeyAct
from app.protection import opened, ring, sealed
from app.protection.places import SEALED, Table
from app.protection.ring import DATA, ID_MAX, INDEX, RETIRED
from app.rewriting import rewrite

PASSES_MAX = 20  # over all tables: what somebody else holds at the moment is left for the next
OLDER_SECONDS_MAX = 600  # how long transactions that began under an older key may take to end


class KeyInForce(Conflict):
    """Khoá {purpose} số {id} đang dùng; hãy đưa khoá khác vào dùng trước.
    Key {id} ({purpose}) is in force; put another in force first.
    """


class KeyStillUsed(Conflict):
    """Còn {count} giá trị dùng khoá số {id} ({where}); hãy mã hoá lại trước.
    {count} values still name key {id} ({where}); seal them anew first.
    """


class OlderStillAtWork(Conflict):
    """Còn giao dịch bắt đầu từ trước khi đổi khoá; hãy thử lại sau.
    A transaction that began before the key was changed is still at work; try again later.
    """


class NoSuchKey(Invalid):
    """Không có khoá {purpose} số {id}.
    There is no key {id} ({purpose}).
    """


class NoMoreKeys(Conflict):
    """Đã dùng hết 255 số khoá.
    All 255 numbers of keys are used up.
    """


@dataclass(frozen=True, slots=True)
class Batch:
    """What one act has sealed anew."""

    rows: int
    values: int
    last: tuple[object, ...]  # the key of its last record


def next_id(purpose: str) -> int:
    """The number of the next key: never one that a file had before. Raises NoMoreKeys."""
    keys = ring()
    aside = (path.stem.removeprefix(f"{purpose}-") for path in (keys.folder / RETIRED).glob(f"{purpose}-*.key"))
    id_ = max([0, *keys.ids(purpose), *map(int, aside)]) + 1
    if id_ > ID_MAX:
        raise NoMoreKeys
    return id_


def put_in_force(tx: Session) -> int:
    """A new data key, its file made first: it seals from the next transaction on, in every process. Its id."""
    id_ = next_id(DATA)
    ring().make(DATA, id_)
    declare(tx, "new", id_)
    into_force(tx, DATA, id_)
    audit.append(tx, "keys.new", f"key/{DATA}/{id_}")
    return id_


def declare(tx: Session, kind: str, id_: int) -> None:
    """Say that this act is one of the keys; from now on its walls are those of such an act."""
    tx.add(KeyAct(act_id=db.act_id(tx), kind=kind, key_id=id_))
    tx.flush()  # the walls ask for it
    tx.execute(text("SELECT set_config('chitra.resealing', :kind, true)"), {"kind": kind})


def into_force(tx: Session, purpose: str, id_: int) -> None:
    """From the end of this act on a key is the one for new values."""
    tx.execute(
        text("UPDATE key_in_force SET key_id = :id, act_id = :act, changes = changes + 1 WHERE purpose = :purpose"),
        {"id": id_, "act": db.act_id(tx), "purpose": purpose},
    )


def reseal(account_id: int) -> Iterator[tuple[str, int]]:
    """Seal anew whatever names another key than that in force, batch by batch: table and values of each."""
    for _ in range(PASSES_MAX):
        found = False
        for name, table in SEALED.items():
            for batch in _batches(account_id, name, table):
                found = True
                yield name, batch.values
        if not found:
            return


def _batches(account_id: int, name: str, table: Table) -> Iterator[Batch]:
    after: tuple[object, ...] | None = None
    while True:
        with db.begin(account_id) as tx:
            batch = _batch(tx, name, table, after)
            if batch is None:
                return  # nothing was done, and no act is kept
            audit.append(
                tx, "keys.resealed", f"table/{name}", key=ring().force.data, rows=batch.rows, values=batch.values
            )  # fmt: skip
            tx.commit()
        yield batch
        after = batch.last


def _batch(tx: Session, name: str, table: Table, after: tuple[object, ...] | None) -> Batch | None:
    key = ring().force.data
    given = {f"after_{nth}": value for nth, value in enumerate(after or ())}
    rows = tx.execute(_select(name, table, first=after is None), {**given, "key": key, "batch": table.batch}).all()
    if not rows:
        return None
    declare(tx, "reseal", key)
    anew = [_anew(row._mapping, table, key) for row in rows]  # noqa: SLF001 – SQLAlchemy's public name
    columns = [each.column for each in table.sealed]
    rewrite(tx, name, table.key, columns, (written for written, _ in anew))
    last = tuple(rows[-1]._mapping[name] for name in table.key)  # noqa: SLF001 – as above
    return Batch(len(rows), sum(values for _, values in anew), last)


def _anew(record: Mapping[Any, Any], table: Table, key: int) -> tuple[list[object], int]:
    """A record's key and ciphertexts, those under other keys sealed anew; how many those were."""
    written, values = [record[name] for name in table.key], 0
    for each in table.sealed:
        cipher = record[each.column]
        if cipher and cipher[1] != key:
            bound_to = each.bound_to(record)
            cipher, values = sealed(opened(cipher, bound_to), bound_to), values + 1
        written.append(cipher)
    return written, values


def _select(name: str, table: Table, *, first: bool) -> Any:  # noqa: ANN401 – a text clause
    """The next records with a ciphertext under another key; whatever somebody else holds is left for later."""
    columns = ", ".join([*table.key, *table.bound, *(each.column for each in table.sealed)])
    other = " OR ".join(f"({_named(each.column)} <> :key)" for each in table.sealed)
    keys = ", ".join(table.key)
    after = "" if first else f"({keys}) > ({', '.join(f':after_{nth}' for nth in range(len(table.key)))}) AND"
    return text(f"""SELECT {columns} FROM {name} WHERE {after} ({other})
                    ORDER BY {keys} LIMIT :batch FOR NO KEY UPDATE SKIP LOCKED""")  # noqa: S608 – ours


def _named(column: str) -> str:
    return f"octet_length({column}) > 1 AND get_byte({column}, 1)"


def uses(tx: Session) -> dict[int, dict[str, int]]:
    """By data key and table, how many ciphertexts name it."""
    found: dict[int, dict[str, int]] = {}
    for name, table in SEALED.items():
        for each in table.sealed:
            counted = text(f"""SELECT get_byte({each.column}, 1) AS key, count(*) AS values FROM {name}
                               WHERE octet_length({each.column}) > 1 GROUP BY 1""")  # noqa: S608 – ours
            for key, values in tx.execute(counted):
                of = found.setdefault(key, {})
                of[name] = of.get(name, 0) + values
    return found


# Each act holds the keys' lock before it reads which key is in force.
ACTS = text(f"""
    SELECT l.virtualtransaction FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.objsubid = 1
      AND (l.classid::bigint << 32 | l.objid::bigint) = {db.KEYS_LOCK}
""")  # noqa: S608 – ours


def wait_for_older(tx: Session) -> None:
    """Until every act that is under way now has ended: all that come later know the key in force.

    Raises OlderStillAtWork.
    """
    older = set(tx.scalars(ACTS))
    until = time.monotonic() + OLDER_SECONDS_MAX
    while older & set(tx.scalars(ACTS)):
        if time.monotonic() > until:
            raise OlderStillAtWork
        time.sleep(0.1)


def retire(tx: Session, purpose: str, id_: int) -> None:
    """Say that a key opens nothing any more; its file goes aside after the commit. After `wait_for_older`.

    Raises NoSuchKey, KeyInForce, KeyStillUsed.
    """
    if id_ not in ring().ids(purpose):
        raise NoSuchKey(purpose=purpose, id=id_)
    if id_ == in_force(tx)[purpose]:
        raise KeyInForce(purpose=purpose, id=id_)
    used = uses(tx).get(id_, {}) if purpose == DATA else {}
    if used:
        raise KeyStillUsed(count=sum(used.values()), id=id_, where=", ".join(sorted(used)))
    declare(tx, "retire", id_)
    audit.append(tx, "keys.retired", f"key/{purpose}/{id_}")


def in_force(tx: Session) -> dict[str, int]:
    """The key in force for each purpose."""
    return {row.purpose: row.key_id for row in tx.execute(text("SELECT purpose, key_id FROM key_in_force"))}


def listed(tx: Session) -> list[dict[str, object]]:
    """Every key: whether it is in force, where its file is, how many values name it."""
    force, used, keys = in_force(tx), uses(tx), ring()
    return [
        {
            "purpose": purpose, "id": id_, "in_force": id_ == force[purpose],
            "file": id_ in keys.ids(purpose), "values": sum(used.get(id_, {}).values()) if purpose == DATA else None,
        }
        for purpose in (DATA, INDEX)
        for id_ in _known(purpose, force, used)
    ]  # fmt: skip


def _known(purpose: str, force: Mapping[str, int], used: Mapping[int, object]) -> Sequence[int]:
    return sorted({force[purpose], *ring().ids(purpose), *(used if purpose == DATA else ())})
