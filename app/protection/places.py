"""Every column of ciphertexts and of keyed hashes: one table, by which keys are changed (app/resealing.py, reindexing).

tests/walls/test_protection_places.py finds every column of the catalogue that looks like one and asks it to stand here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

MANY, FEW = 5_000, 50  # records of one batch: of short values, and of whole files


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column of ciphertexts, and to what of its own record each is bound."""

    column: str
    place: str = ""  # over the record's columns; bytes in hexadecimal
    field: str = ""  # of a number: bound to its field and to its keyed hash
    index: str = ""  # the column of that hash

    def bound_to(self, record: Mapping[str, object]) -> bytes:
        """The associated data of a record's ciphertext."""
        if self.field:
            hashed = record[self.index]
            return self.field.encode() + (hashed if isinstance(hashed, bytes) else str(hashed).encode())
        shown = {name: value.hex() if isinstance(value, bytes) else value for name, value in record.items()}
        return self.place.format_map(shown).encode()


@dataclass(frozen=True, slots=True)
class Table:
    """A table's ciphertexts; what names a record, and what else its ciphertexts are bound to."""

    sealed: Sequence[Sealed]
    key: tuple[str, ...] = ("id",)
    bound: tuple[str, ...] = ()
    batch: int = MANY


def _file(column: str, place: str, *bound: str) -> Table:
    return Table((Sealed(column, place),), bound=bound, batch=FEW)


def _number(column: str, field: str, index: str) -> Sealed:
    return Sealed(column, field=field, index=index)


SEALED: Mapping[str, Table] = MappingProxyType({
    "identity_document": Table(
        (_number("number_cipher", "identity_document", "number_index"),), bound=("number_index",)
    ),
    "application": Table(
        (_number("account_cipher", "account", "account_index"), _number("phone_cipher", "phone", "phone_index")),
        bound=("account_index", "phone_index"),
    ),
    "payout": Table((_number("account_cipher", "account", "account_index"),), bound=("account_index",)),
    "entitlement": Table((_number("child_cipher", "child_certificate", "child_key"),), bound=("child_key",)),
    "register_entry": Table((_number("account_cipher", "account", "account_index"),), bound=("account_index",)),
    "register_number": Table((_number("number_cipher", "identity_document", "number_index"),), bound=("number_index",)),
    "list_row": Table(
        (
            Sealed("cells_cipher", "list_row|cells|{version_id}|{line}"),
            Sealed("health_cipher", "list_row|health|{id}"),
        ),
        bound=("version_id", "line"),
    ),
    "explanation": Table((Sealed("body_cipher", "explanation|body|{digest}"),), key=("digest",)),
    "answered_request": Table(
        (
            Sealed("body_cipher", "answered_request|body|{account_id}|{key}"),
            Sealed("fingerprint_cipher", "answered_request|fingerprint|{account_id}|{key}"),
        ),
        key=("account_id", "key"), batch=500,
    ),
    "objection": Table(
        (Sealed("text_cipher", "objection|text|{posting_id}|{application_id}"),),
        bound=("posting_id", "application_id"),
    ),
    "payment_correction": Table(
        (Sealed("to_cipher", "payment_correction|to|{application_id}"),), bound=("application_id",)
    ),
    "unmasking": Table(
        (Sealed("words_cipher", "unmasking|words|{beneficiary_id}|{act_id}"),), bound=("beneficiary_id", "act_id")
    ),
    "list_version": _file("original_cipher", "list_version|original|{sha256}", "sha256"),
    "register": _file("original_cipher", "register|original|{sha256}", "sha256"),
    "batch_file": _file(
        "bytes_cipher", "batch_file|bytes|{batch_id}|{revision}|{name}", "batch_id", "revision", "name"
    ),
    "answer": _file("bytes_cipher", "answer|bytes|{sha256}", "sha256"),
    "decision": _file("annex_cipher", "decision|annex|{annex_sha256}", "annex_sha256"),
    "posting": _file("content_cipher", "posting|content|{content_sha256}", "content_sha256"),
    "refusal_notice": Table(
        (
            Sealed("content_cipher", "refusal_notice|content|{content_sha256}"),
            Sealed("document_cipher", "refusal_notice|document|{document_sha256}"),
        ),
        bound=("content_sha256", "document_sha256"), batch=500,
    ),
})  # fmt: skip

HASHED: Mapping[tuple[str, str], str] = MappingProxyType({
    ("identity_document", "number_index"): "of the number in number_cipher, in the field of its kind",
    ("register_number", "number_index"): "of the number in number_cipher, in the field of its kind",
    ("application", "account_index"): "of the number in account_cipher",
    ("application", "phone_index"): "of the number in phone_cipher",
    ("application", "employer_index"): "of a tax code in the cells of a row",
    ("payout", "account_index"): "of the number in account_cipher",
    ("register_entry", "account_index"): "of the number in account_cipher",
    ("list_row", "content_index"): "of a digest in the row's cells",
    ("list_row", "number_indexes"): "of the numbers in the row's cells",
    ("list_row", "facts"): "the certificates of children, in the row's cells",
    ("entitlement", "child_key"): "of a certificate in the cells of a row, or in child_cipher",
    ("explanation", "lines"): "of certificates in the cells of rows",
    ("explanation", "digest"): "of the body in body_cipher",
    ("determination", "explanation"): "the explanation's digest",
})  # fmt: skip
"""Every column that holds a keyed hash, and where that of which it is stands: all are written by app/reindexing.py."""
