"""Personal data at rest: AES-256-GCM for values, HMAC-SHA256 for looking them up.

The keys are files outside the database (`settings.key_dir`). A value is
`version (1) | nonce (12) | ciphertext | tag (16)`, bound to its place by the associated data, so that a
ciphertext moved elsewhere fails to open. A keyed hash is bound to its field: a number read as a CCCD and
the same digits read as an account never collide.
"""

import hmac
import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.settings import settings

VERSION = b"\x01"
KEY_BYTES = 32


class KeysMissing(RuntimeError):  # noqa: N818 – named for what is wrong, as refusals are
    """The key files are not there, and production never makes its own."""


class Unreadable(RuntimeError):  # noqa: N818 – named for what is wrong, as refusals are
    """A ciphertext does not open: wrong key, changed bytes, or moved from its place."""


def seal(plain: bytes, place: str) -> bytes:
    """Encrypt a value for one place (`table|column|row`)."""
    nonce = os.urandom(12)
    return VERSION + nonce + _cipher().encrypt(nonce, plain, place.encode())


def unseal(sealed: bytes, place: str) -> bytes:
    """The value that was sealed for this place. Raises Unreadable."""
    try:
        return _cipher().decrypt(sealed[1:13], sealed[13:], place.encode())
    except InvalidTag as error:
        raise Unreadable from error


def seal_number(number: str, field: str, index: bytes) -> bytes:
    """Encrypt a number, bound to its own keyed hash: moved to another number's row, it fails to open."""
    nonce = os.urandom(12)
    return VERSION + nonce + _cipher().encrypt(nonce, number.encode(), field.encode() + index)


def unseal_number(sealed: bytes, field: str, index: bytes) -> str:
    """The number behind a keyed hash. Raises Unreadable."""
    try:
        return _cipher().decrypt(sealed[1:13], sealed[13:], field.encode() + index).decode()
    except InvalidTag as error:
        raise Unreadable from error


def index(field: str, normalised: str) -> bytes:
    """The keyed hash under which a normalised value of a field is found (32 bytes)."""
    return hmac.digest(_key("index.key"), f"{field}\x1f1\x1f{normalised}".encode(), "sha256")


@lru_cache
def _cipher() -> AESGCM:
    return AESGCM(_key("data.key"))


@lru_cache
def _key(name: str) -> bytes:
    path = Path(settings().key_dir) / name
    if not path.exists():
        _make(path)
    key = bytes.fromhex(path.read_text("ascii").strip())
    if len(key) != KEY_BYTES:
        raise KeysMissing(f"{name}: not {KEY_BYTES} bytes in hexadecimal")
    return key


def _make(path: Path) -> None:
    if settings().env == "production":
        raise KeysMissing(f"{path.name} is missing: make it once, keep a split copy (openssl rand -hex 32)")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_suffix(f".{os.getpid()}")
    new.touch(mode=0o600)
    new.write_text(os.urandom(KEY_BYTES).hex(), "ascii")
    try:
        os.link(new, path)  # the first of two starters wins; the other reads the winner's key
    except FileExistsError:
        pass
    finally:
        new.unlink()
