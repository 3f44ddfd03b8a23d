"""The index key changed: every keyed hash that is kept is made anew, in one transaction that acts wait for.

No act runs beside it: each holds the keys' lock shared, this one alone; whoever begins meanwhile is told to come
again (`KeysChanging`), and reads go on. Of what each hash is stands sealed somewhere: the number beside it, or the
cells of its row. A number's ciphertext is bound to its hash, so both are written together. What was erased keeps the
random values that it was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import audit, db, identity
from app.determining import canonical
from app.protection import index_under, opened, ring, seal_number, sealed, unseal, unseal_number
from app.protection.ring import INDEX
from app.resealing import declare, into_force, next_id
from app.rewriting import NEW, rewrite, stage_pairs, stream, unstage
from app.staging import CHILD_FIELD, cells_place

CHILD_DIGITS = 32  # of the hash in hexadecimal, as facts and lines have it

EMPLOYERS = f"UPDATE application a SET employer_index = n.new FROM {NEW} n WHERE a.employer_index = n.old"  # noqa: S608 – ours
CHILDREN = f"""
    UPDATE entitlement e SET child_key = coalesce(n.new, replace(gen_random_uuid()::text, '-', ''))
    FROM entitlement o LEFT JOIN {NEW} n ON n.old = o.child_key
    WHERE o.id = e.id AND e.child_key ~ '^[0-9a-f]{{{CHILD_DIGITS}}}$' AND coalesce(octet_length(e.child_cipher), 0) = 0
      AND (n.new IS NOT NULL OR NOT EXISTS (
          SELECT FROM list_row r WHERE r.application_id = e.application_id AND octet_length(r.cells_cipher) > 0))
"""  # noqa: S608 – ours
DIGESTS = f"UPDATE explanation x SET digest = n.new FROM {NEW} n WHERE x.digest = n.old"  # noqa: S608 – ours
DETERMINATIONS = f"UPDATE determination d SET explanation = n.new FROM {NEW} n WHERE d.explanation = n.old"  # noqa: S608 – ours


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table of numbers, each with its keyed hash and its ciphertext."""

    table: str
    hashed: str
    cipher: str
    field: str  # of the hash: a column with the number's kind, or a word in quotes
    sealed_as: str


NUMBERS = (
    Numbers("identity_document", "number_index", "number_cipher", "kind", "identity_document"),
    Numbers("register_number", "number_index", "number_cipher", "kind", "identity_document"),
    Numbers("application", "account_index", "account_cipher", "'account'", "account"),
    Numbers("application", "phone_index", "phone_cipher", "'phone'", "phone"),
    Numbers("payout", "account_index", "account_cipher", "'account'", "account"),
    Numbers("register_entry", "account_index", "account_cipher", "'account'", "account"),
)


@dataclass(slots=True)
class Renewed:
    """Old hashes and the new ones in their place, where nothing but another record knows of what they are."""

    key: int
    employers: dict[bytes, bytes] = field(default_factory=dict)
    children: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def hash(self, of: str, said: str) -> bytes:
        """The keyed hash under the new key."""
        return index_under(ring(), self.key, of, said)

    def child(self, certificate: str) -> str:
        """A child's key; remembered for what knows the old one only."""
        new = self.hash(CHILD_FIELD, certificate).hex()[:CHILD_DIGITS]
        old = index_under(ring(), ring().force.index, CHILD_FIELD, certificate).hex()[:CHILD_DIGITS]
        self.children[old] = new
        return new

    def employer(self, code: str) -> None:
        """Remember an employer's hash."""
        old = index_under(ring(), ring().force.index, "employer_tax_code", code)
        if old not in self.employers:
            self.employers[old] = self.hash("employer_tax_code", code)

    def count(self, place: str, records: int) -> None:
        """So many records were written."""
        self.counts[place] = self.counts.get(place, 0) + records


def reindex(tx: Session) -> dict[str, int]:
    """Hash everything anew under a new index key, which is in force at the end of the act. Records by place.

    The caller has opened the act (`db.begin`); it waits until all others have ended. Raises Unreadable.
    """
    tx.execute(text("SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '60s', true)"))
    tx.execute(text(f"SELECT pg_advisory_xact_lock({db.KEYS_LOCK})"))
    identity.lock(tx)
    db.tell_keys(tx, act=str(db.act_id(tx)))  # another may have come into force while this act waited
    renewed = Renewed(next_id(INDEX))
    ring().make(INDEX, renewed.key)
    declare(tx, "reindex", renewed.key)
    _rows(tx, renewed)
    for numbers in NUMBERS:
        _numbers(tx, renewed, numbers)
    _employers(tx, renewed)
    _children(tx, renewed)
    _explanations(tx, renewed)
    into_force(tx, INDEX, renewed.key)
    audit.append(tx, "keys.reindexed", f"key/{INDEX}/{renewed.key}", records=renewed.counts)
    return renewed.counts


def _numbers(tx: Session, renewed: Renewed, of: Numbers) -> None:
    columns = f"id, {of.field}, {of.hashed}, {of.cipher}"
    for rows in stream(tx, f"SELECT {columns} FROM {of.table} WHERE octet_length({of.cipher}) > 0"):  # noqa: S608 – ours
        anew = [_number(renewed, of, *row) for row in rows]
        renewed.count(f"{of.table}.{of.hashed}", rewrite(tx, of.table, ["id"], [of.hashed, of.cipher], anew))


def _number(renewed: Renewed, of: Numbers, id_: int, kind: str, old: bytes, cipher: bytes) -> tuple[object, ...]:
    number = unseal_number(cipher, of.sealed_as, old)
    new = renewed.hash(kind, number)
    return id_, new, seal_number(number, of.sealed_as, new)


def _rows(tx: Session, renewed: Renewed) -> None:
    """Rows of lists: the hash of the whole, of their numbers, and of the children in their facts."""
    found = stream(
        tx, "SELECT id, version_id, line, facts::text, cells_cipher FROM list_row WHERE octet_length(cells_cipher) > 0"
    )
    for rows in found:
        anew = [_row(renewed, *row) for row in rows]
        written = rewrite(tx, "list_row", ["id"], ["content_index", "number_indexes", "facts"], anew)
        renewed.count("list_row.number_indexes", written)


def _row(renewed: Renewed, id_: int, version_id: int, line: int, facts: str, cipher: bytes) -> tuple[object, ...]:
    hashed = orjson.loads(unseal(cipher, cells_place(version_id, line)))["hashed"]
    if hashed["employer"]:
        renewed.employer(hashed["employer"])
    children = {name: renewed.child(certificate) for name, certificate in hashed["children"].items()}
    return (
        id_, renewed.hash("list_row", hashed["content"]),
        [renewed.hash(kind, number) for kind, number in hashed["numbers"]],
        orjson.dumps({**orjson.loads(facts), **children}).decode() if children else facts,
    )  # fmt: skip


def _employers(tx: Session, renewed: Renewed) -> None:
    stage_pairs(tx, "bytea", renewed.employers.items())
    renewed.count("application.employer_index", _write(tx, EMPLOYERS))
    unstage(tx)
    left = tx.scalar(text("SELECT count(*) FROM application WHERE employer_index IS NOT NULL"))
    if left != renewed.counts["application.employer_index"]:
        raise RuntimeError("an application's employer stands in no row")


def _children(tx: Session, renewed: Renewed) -> None:
    """Supports for children: by the rows that they were applied for in, or by the certificate beside a recorded one.

    Where the row was erased nobody knows the certificate any more: the key becomes one that nothing leads to.
    """
    for rows in stream(
        tx, "SELECT id, child_key, child_cipher FROM entitlement WHERE octet_length(child_cipher) > 0"
    ):  # fmt: skip
        anew = [_recorded(renewed, *row) for row in rows]
        renewed.count(
            "entitlement.child_cipher", rewrite(tx, "entitlement", ["id"], ["child_key", "child_cipher"], anew)
        )  # fmt: skip
    stage_pairs(tx, "text", renewed.children.items())
    renewed.count("entitlement.child_key", _write(tx, CHILDREN))
    unstage(tx)
    _require_whole(tx, renewed)


def _recorded(renewed: Renewed, id_: int, old: str, cipher: bytes) -> tuple[object, ...]:
    certificate = unseal_number(cipher, CHILD_FIELD, old.encode())
    new = renewed.child(certificate)
    return id_, new, seal_number(certificate, CHILD_FIELD, new.encode())


def _write(tx: Session, statement: str) -> int:
    return int(db.driver_of(tx).execute(statement.encode()).rowcount)


def _require_whole(tx: Session, renewed: Renewed) -> None:
    """No key of a child is left that the old index key made."""
    left = tx.scalar(
        text("SELECT count(*) FROM entitlement WHERE child_key = ANY (:old)"), {"old": list(renewed.children)}
    )
    if left:
        raise RuntimeError(f"{left} supports of children are still known by the old key")


def _explanations(tx: Session, renewed: Renewed) -> None:
    """Explanations are named by a keyed hash of what they say, and name children by theirs: all of it anew."""
    found = [row for rows in stream(tx, "SELECT digest, body_cipher, lines::text FROM explanation") for row in rows]
    anew = [_explanation(renewed, *row) for row in found]
    tx.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    stage_pairs(tx, "bytea", ((old, new) for old, new, _, _ in anew))
    renewed.count("explanation.digest", _write(tx, DIGESTS))
    renewed.count("determination.explanation", _write(tx, DETERMINATIONS))
    unstage(tx)
    rewrite(tx, "explanation", ["digest"], ["body_cipher", "lines"], (each[1:] for each in anew))


def _explanation(renewed: Renewed, old: bytes, cipher: bytes, lines: str) -> tuple[object, ...]:
    body = orjson.loads(opened(cipher, _explained(old)))
    for line in body["lines"]:
        _rename(renewed, line)
    said = canonical(body)
    new = renewed.hash("explanation", said.decode())
    renamed = [_rename(renewed, line) for line in orjson.loads(lines)]
    return old, new, sealed(said, _explained(new)), orjson.dumps(renamed).decode()


def _rename(renewed: Renewed, line: dict[str, Any]) -> Mapping[str, Any]:
    if line.get("child") in renewed.children:
        line["child"] = renewed.children[line["child"]]
    return line


def _explained(digest: bytes) -> bytes:
    return f"explanation|body|{digest.hex()}".encode()
