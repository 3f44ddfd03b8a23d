"""The parts of I5 and I6 that open kept files: their bytes' digests, and what they say of count and sum."""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from itertools import groupby
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import protection
from app.files import answer_sheet, bank_list, pain001, signing_list, xml
from app.protection import Unreadable
from app.protection.places import SEALED
from app.reading import form_limits

DIGESTS: Mapping[tuple[str, str], str] = MappingProxyType({
    ("batch_file", "bytes_cipher"): "sha256",
    ("answer", "bytes_cipher"): "sha256",
    ("decision", "annex_cipher"): "annex_sha256",
    ("posting", "content_cipher"): "content_sha256",
})  # fmt: skip
"""Kept files and their digests. Of a file all of whose people were erased only the digest is left."""

FILES_AT_ONCE = 20


def _rows(tx: Session, statement: str) -> Iterator[Row[Any]]:
    yield from tx.execute(text(statement), execution_options={"yield_per": FILES_AT_ONCE})


def of_other_bytes(tx: Session) -> Iterator[str]:
    """Files whose bytes do not have their digest, or do not open."""
    for (table, column), digest in DIGESTS.items():
        [sealed] = [each for each in SEALED[table].sealed if each.column == column]
        for row in _rows(tx, f"SELECT * FROM {table} WHERE octet_length({column}) > 0 ORDER BY id"):  # noqa: S608 – ours
            record = row._mapping  # noqa: SLF001 – SQLAlchemy's own way to a row's names
            data = _opened(record[column], sealed.bound_to(dict(record)))
            if data is None or hashlib.sha256(data).digest() != record[digest]:
                yield f"{table}/{record['id']}"


def _opened(cipher: bytes, bound_to: bytes) -> bytes | None:
    try:
        return protection.opened(cipher, bound_to)
    except Unreadable:
        return None


Said = tuple[int, int]
"""How many payments a file names, and their sum."""


def _order(data: bytes) -> Said | None:
    try:
        said = pain001.read(data)
    except xml.Refused:
        return None
    found = _sum(line.amount for line in said.lines)
    head = said.head
    return found if found == _sum([head.control_sum], int(head.transactions)) else None


def _csv(data: bytes) -> Said:
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))[1:]
    return _sum(row[bank_list.AMOUNT_COLUMN] for row in rows)


def _xlsx(data: bytes) -> Said | None:
    return _sheets(data, {title: title for title in bank_list.TITLES}, "Mã tham chiếu", "Số tiền (VND)")


def _signing(data: bytes) -> Said | None:
    return _sheets(data, signing_list.TITLES, "reference", "amount_vnd")


def _sheets(data: bytes, titles: Mapping[str, str], reference: str, amount: str) -> Said | None:
    sheets, faults = answer_sheet.read(data, titles, reference, form_limits())
    lines = [row.text(amount) for sheet in sheets for row in sheet.rows if row.text(reference)]
    return None if faults else _sum(lines)


def _sum(amounts: Iterable[str], count: int | None = None) -> Said:
    found = [int(amount) for amount in amounts]
    return (len(found) if count is None else count), sum(found)


FORMS: Mapping[tuple[str, str], Callable[[bytes], Said | None]] = MappingProxyType({
    ("cash", "signing-list-%.xlsx"): _signing,
    ("transfer", "order-%.xml"): _order,
    ("transfer", "list-%.xlsx"): _xlsx,
    ("transfer", "list-%.csv"): _csv,
})  # fmt: skip
"""Of a batch's channel, the files that must each name all of it: several of one form name it together."""

OF_FORM = """
    SELECT b.id AS batch, b.payouts, b.amount_vnd, f.*
    FROM payment_batch b LEFT JOIN batch_file f
        ON f.batch_id = b.id AND f.revision = b.revision AND f.name LIKE '{name}'
    WHERE b.channel = '{channel}' AND b.state IN ('frozen', 'checked', 'released', 'exported', 'closed')
    ORDER BY b.id, f.name
"""


def of_another_sum(tx: Session) -> Iterator[str]:
    """Batches of which a form of file is missing, or names another count or sum."""
    [sealed] = SEALED["batch_file"].sealed
    for (channel, name), read in FORMS.items():
        rows = _rows(tx, OF_FORM.format(channel=channel, name=name))
        for batch, files in groupby(rows, key=lambda row: row.batch):
            kept = [row._mapping for row in files]  # noqa: SLF001 – as above
            if any(row["bytes_cipher"] == b"" for row in kept):
                continue  # its people were erased
            said = [
                read(data)
                for row in kept
                if row["bytes_cipher"] and (data := _opened(row["bytes_cipher"], sealed.bound_to(dict(row))))
            ]
            sums = [each or (0, 0) for each in said]
            if (sum(count for count, _ in sums), sum(vnd for _, vnd in sums)) != (
                kept[0]["payouts"],
                kept[0]["amount_vnd"],
            ):
                yield f"batch/{batch}"
