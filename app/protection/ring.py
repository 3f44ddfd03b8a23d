"""The key ring: several data keys and index keys in files outside the database, each with an id from 1 to 255.

`data-1.key`, `index-1.key` … in `settings.key_dir`, 32 bytes each in hexadecimal; or 40 bytes where a master key
(`settings.master_key_file`) wraps them (RFC 3394). Which of them is in force for new values the database says
(`key_in_force`): whoever opens a transaction reads it there and tells the ring (docs/decisions/0011).
"""

import os
import re
import threading
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from app.settings import Settings, settings

KEY_BYTES = 32
WRAPPED_BYTES = KEY_BYTES + 8
ID_MAX = 255  # one byte of a ciphertext names the key
DATA, INDEX = "data", "index"
FIRST = 1
OPEN_TO_OTHERS = 0o077
RETIRED = "retired"
_NAME = re.compile(r"(data|index)-([1-9][0-9]{0,2})\.key")


class KeysMissing(RuntimeError):  # noqa: N818 – named for what is wrong, as refusals are
    """A key file is not there or is none, and production never makes its own."""


class KeysOpen(RuntimeError):  # noqa: N818 – named for what is wrong, as refusals are
    """Somebody else than the service's user can read the keys."""


@dataclass(frozen=True, slots=True)
class Force:
    """The keys in force for new values. A change of either is a later generation."""

    generation: int
    data: int
    index: int


class Ring:
    """The keys of one deployment, each read when it is first needed."""

    def __init__(self, of: Settings) -> None:
        self.of = of
        self.folder = Path(of.key_dir)
        self.force = Force(-1, FIRST, FIRST)  # until a transaction has told otherwise
        self._keys: dict[tuple[str, int], bytes] = {}
        self._ciphers: dict[int, AESGCM] = {}
        self._telling = threading.Lock()

    def tell(self, force: Force) -> None:
        """What a transaction has found in the database. An older word never comes after a newer one."""
        if force.generation > self.force.generation:
            with self._telling:
                self.force = max(force, self.force, key=lambda each: each.generation)

    def cipher(self, id_: int) -> AESGCM:
        """The cipher of a data key. Raises KeysMissing, KeysOpen."""
        found = self._ciphers.get(id_)
        if found is None:
            found = self._ciphers[id_] = AESGCM(self.key(DATA, id_))
        return found

    def key(self, purpose: str, id_: int) -> bytes:
        """A key's 32 bytes. Raises KeysMissing, KeysOpen."""
        found = self._keys.get((purpose, id_))
        if found is None:
            found = self._keys[purpose, id_] = self._read(purpose, id_)
        return found

    def ids(self, purpose: str) -> list[int]:
        """The keys that are there now, the retired ones left out; a new file is seen at once."""
        if not self.folder.is_dir():
            return []
        named = (_NAME.fullmatch(entry) for entry in os.listdir(self.folder))  # noqa: PTH208 – for each look-up
        return sorted(int(name[2]) for name in named if name and name[1] == purpose)

    def make(self, purpose: str, id_: int) -> None:
        """A new key's file, 0600 in a folder 0700, written to the disk; one that is there already stays."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.path(purpose, id_)
        new = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(self._written(os.urandom(KEY_BYTES)).hex())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(new, path)  # the first of two starters wins; the other reads the winner's key
        except FileExistsError:
            pass
        finally:
            new.unlink()
        _sync(self.folder)

    def retire(self, purpose: str, id_: int) -> Path:
        """Put a key's file aside: it opens nothing any more. Where it lies now."""
        aside = self.folder / RETIRED
        aside.mkdir(mode=0o700, exist_ok=True)
        path = self.path(purpose, id_)
        path.rename(aside / path.name)
        self._keys.pop((purpose, id_), None)
        self._ciphers.pop(id_, None) if purpose == DATA else None
        _sync(self.folder)
        return aside / path.name

    def path(self, purpose: str, id_: int) -> Path:
        """Where a key's file lies."""
        return self.folder / f"{purpose}-{id_}.key"

    def require_closed(self) -> None:
        """There are keys of both kinds, all can be read, and by nobody else. Raises KeysOpen, KeysMissing."""
        for path in (self.folder, *sorted(self.folder.glob("**/*.key"))):
            if path.exists() and path.stat().st_mode & OPEN_TO_OTHERS:
                raise KeysOpen(f"{path.name}: chmod {'700' if path.is_dir() else '600'}; others can read it")
        for purpose in (DATA, INDEX):
            for id_ in self.ids(purpose) or [FIRST]:
                self.key(purpose, id_)

    def require_in_force(self) -> None:
        """The keys that a transaction has found in force can be read. Raises KeysMissing, KeysOpen."""
        if self.force.generation >= 0:
            self.key(DATA, self.force.data)
            self.key(INDEX, self.force.index)

    def _read(self, purpose: str, id_: int) -> bytes:
        path = self.path(purpose, id_)
        if not path.exists():
            self._make_first(path, purpose, id_)
        if self.of.env == "production" and path.stat().st_mode & OPEN_TO_OTHERS:
            raise KeysOpen(f"{path.name}: chmod 600; others can read it")
        try:
            kept = bytes.fromhex(path.read_text("ascii").strip())
        except ValueError as error:
            raise KeysMissing(f"{path.name}: not hexadecimal") from error
        return self._unwrapped(kept, path.name)

    def _make_first(self, path: Path, purpose: str, id_: int) -> None:
        if self.of.env == "production" or id_ != FIRST or (self.folder / RETIRED / path.name).exists():
            raise KeysMissing(
                f"{path.name} is missing: put it back, or make the first (openssl rand -hex 32) / "
                f"Thiếu tệp khoá {path.name}: hãy đặt lại, hoặc lập khoá đầu tiên"
            )
        self.make(purpose, id_)

    def _written(self, key: bytes) -> bytes:
        master = self._master()
        return aes_key_wrap(master, key) if master else key

    def _unwrapped(self, kept: bytes, name: str) -> bytes:
        if len(kept) == KEY_BYTES:
            return kept
        master = self._master()
        if len(kept) != WRAPPED_BYTES or master is None:
            raise KeysMissing(f"{name}: not {KEY_BYTES} bytes, or wrapped and CHITRA_MASTER_KEY_FILE is not given")
        try:
            return aes_key_unwrap(master, kept)
        except InvalidUnwrap as error:
            raise KeysMissing(f"{name}: wrapped with another master key") from error

    def _master(self) -> bytes | None:
        path = self.of.master_key_file
        return bytes.fromhex(path.read_text("ascii").strip()) if path else None


_ring: list[Ring] = []


def ring() -> Ring:
    """The ring of the present settings."""
    of = settings()
    if not _ring or _ring[0].of is not of:
        _ring[:] = [Ring(of)]
    return _ring[0]


def _sync(folder: Path) -> None:
    """A file's name is on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
