"""Personal data at rest: AES-256-GCM for values, HMAC-SHA256 for looking them up.

A value is `version (2) | key id | nonce (12) | ciphertext | tag (16)`, bound to its place by the associated data, so
that a ciphertext moved elsewhere fails to open; which key opens it, it says itself. A keyed hash is bound to its
field: a number read as a CCCD and the same digits read as an account never collide. A number's ciphertext is bound
to its keyed hash: when the index key changes, both are written anew in one statement (app/reindexing.py).
"""

import hmac
import os

from cryptography.exceptions import InvalidTag

from app.errors import NoLongerKept
from app.protection.ring import INDEX, Force, KeysMissing, KeysOpen, Ring, ring

__all__ = [
    "KEY_AT",
    "Force",
    "KeysMissing",
    "KeysOpen",
    "Ring",
    "Unreadable",
    "index",
    "index_under",
    "indexes",
    "opened",
    "ring",
    "seal",
    "seal_number",
    "sealed",
    "unseal",
    "unseal_number",
]

VERSION = 2
KEY_AT = 1  # the byte of a ciphertext that names its key
HEAD = 14  # bytes before the ciphertext: version, key, nonce


class Unreadable(RuntimeError):  # noqa: N818 – named for what is wrong, as refusals are
    """A ciphertext does not open: wrong key, changed bytes, or moved from its place."""


def seal(plain: bytes, place: str) -> bytes:
    """Encrypt a value for one place (`table|column|row`)."""
    return sealed(plain, place.encode())


def unseal(cipher: bytes, place: str) -> bytes:
    """The value that was sealed for this place. Raises Unreadable, and NoLongerKept where it was erased."""
    return opened(cipher, place.encode())


def seal_number(number: str, field: str, index: bytes) -> bytes:
    """Encrypt a number, bound to its own keyed hash: moved to another number's row, it fails to open."""
    return sealed(number.encode(), field.encode() + index)


def unseal_number(cipher: bytes, field: str, index: bytes) -> str:
    """The number behind a keyed hash. Raises Unreadable, and NoLongerKept where it was erased."""
    return opened(cipher, field.encode() + index).decode()


def sealed(plain: bytes, bound_to: bytes) -> bytes:
    """Encrypt under the data key in force."""
    keys = ring()
    id_, nonce = keys.force.data, os.urandom(12)
    return bytes((VERSION, id_)) + nonce + keys.cipher(id_).encrypt(nonce, plain, bound_to)


def opened(cipher: bytes, bound_to: bytes) -> bytes:
    """Decrypt under the key that the ciphertext names. Raises Unreadable, NoLongerKept, KeysMissing."""
    if not cipher:
        raise NoLongerKept
    if len(cipher) < HEAD or cipher[0] != VERSION:
        raise Unreadable
    try:
        return ring().cipher(cipher[KEY_AT]).decrypt(cipher[2:HEAD], cipher[HEAD:], bound_to)
    except InvalidTag as error:
        raise Unreadable from error


def index(field: str, normalised: str) -> bytes:
    """The keyed hash under which a normalised value of a field is kept (32 bytes)."""
    keys = ring()
    return index_under(keys, keys.force.index, field, normalised)


def indexes(field: str, normalised: str) -> list[bytes]:
    """The keyed hashes under which it may be found: while the index key changes, the old one and the new."""
    keys = ring()
    return [index_under(keys, id_, field, normalised) for id_ in keys.ids(INDEX) or [keys.force.index]]


def index_under(keys: Ring, id_: int, field: str, normalised: str) -> bytes:
    """The keyed hash under one index key."""
    return hmac.digest(keys.key(INDEX, id_), f"{field}\x1f1\x1f{normalised}".encode(), "sha256")
