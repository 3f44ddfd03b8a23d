"""Keys and ciphertexts by themselves: what opens where, which key files are taken, what a lost key costs."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import protection
from app.errors import NoLongerKept
from app.protection import KeysMissing, KeysOpen, Unreadable, ring
from app.protection.ring import DATA, INDEX, Force
from app.settings import settings

NUMBER, FIELD = "058188001234", "identity_document"
VALUES = 1_000_000


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CHITRA_KEY_DIR", str(tmp_path / "keys"))
    settings.cache_clear()
    yield
    settings.cache_clear()


def production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITRA_ENV", "production")
    monkeypatch.setenv("DATABASE_URL", "postgresql://chitra@db/chitra")
    monkeypatch.delenv("CHITRA_TODAY")
    settings.cache_clear()


def key_files() -> list[Path]:
    return sorted(Path(settings().key_dir).iterdir())


def test_a_value_opens_at_its_place_alone() -> None:
    cipher = protection.seal(b"F0", "list_row|health|7")
    assert protection.unseal(cipher, "list_row|health|7") == b"F0"
    for elsewhere in ("list_row|health|8", "list_row|cells|7", ""):
        with pytest.raises(Unreadable):
            protection.unseal(cipher, elsewhere)


def test_a_number_opens_under_its_own_hash_and_field_alone() -> None:
    found = protection.index("citizen_id", NUMBER)
    cipher = protection.seal_number(NUMBER, FIELD, found)
    assert protection.unseal_number(cipher, FIELD, found) == NUMBER
    for field, index in (("account", found), (FIELD, protection.index("citizen_id", "058188001235"))):
        with pytest.raises(Unreadable):
            protection.unseal_number(cipher, field, index)


@pytest.mark.parametrize("place", range(2 + 12 + 2 + 16))
def test_a_changed_byte_anywhere_opens_nothing(place: int) -> None:
    cipher = bytearray(protection.seal(b"F0", "here"))
    cipher[place] ^= 1
    with pytest.raises((Unreadable, KeysMissing)):  # another key's number leads to another key
        protection.unseal(bytes(cipher), "here")


@pytest.mark.parametrize("length", [1, 2, 13, 14, 29])
def test_a_ciphertext_cut_short_opens_nothing(length: int) -> None:
    with pytest.raises(Unreadable):
        protection.unseal(protection.seal(b"F0", "here")[:length], "here")


def test_what_was_erased_says_so() -> None:
    with pytest.raises(NoLongerKept):
        protection.unseal(b"", "here")


def test_a_ciphertext_names_its_key_and_opens_after_another_is_in_force() -> None:
    old = protection.seal(b"F0", "here")
    ring().make(DATA, 2)
    ring().tell(Force(1, 2, 1))
    new = protection.seal(b"F0", "here")
    assert (old[protection.KEY_AT], new[protection.KEY_AT]) == (1, 2)
    assert protection.unseal(old, "here") == protection.unseal(new, "here") == b"F0"


def test_an_older_word_on_the_keys_does_not_come_after_a_newer_one() -> None:
    ring().tell(Force(2, 3, 2))
    ring().tell(Force(1, 2, 1))
    assert ring().force == Force(2, 3, 2)


def test_another_key_under_the_same_number_opens_nothing() -> None:
    cipher = protection.seal(b"F0", "here")
    ring().path(DATA, 1).write_text(os.urandom(32).hex(), "ascii")
    settings.cache_clear()
    with pytest.raises(Unreadable):
        protection.unseal(cipher, "here")


def test_a_missing_key_is_named_and_its_folder_is_not() -> None:
    cipher = bytearray(protection.seal(b"F0", "here"))
    cipher[protection.KEY_AT] = 9
    with pytest.raises(KeysMissing, match=r"^data-9\.key is missing") as refused:
        protection.unseal(bytes(cipher), "here")
    assert str(settings().key_dir) not in str(refused.value)


def test_a_retired_key_opens_nothing_and_is_not_made_again() -> None:
    cipher = protection.seal(b"F0", "here")
    ring().retire(DATA, 1)
    with pytest.raises(KeysMissing):
        protection.unseal(cipher, "here")


@pytest.mark.parametrize("said", ["", "zz", "00" * 31, "00" * 33])
def test_a_file_that_is_no_key_is_refused(said: str) -> None:
    ring().make(DATA, 1)
    ring().path(DATA, 1).write_text(said, "ascii")
    with pytest.raises(KeysMissing):
        protection.seal(b"F0", "here")


def test_look_ups_are_by_every_key_that_is_there_and_new_files_are_seen_at_once() -> None:
    first = protection.index("citizen_id", NUMBER)
    assert protection.indexes("citizen_id", NUMBER) == [first]
    ring().make(INDEX, 2)
    found = protection.indexes("citizen_id", NUMBER)
    assert found[0] == first and len(set(found)) == 2
    assert protection.index("citizen_id", NUMBER) == first  # until it comes into force
    ring().retire(INDEX, 1)
    assert protection.indexes("citizen_id", NUMBER) == found[1:]


def test_the_same_digits_in_two_fields_have_two_hashes() -> None:
    assert len({protection.index(field, NUMBER) for field in ("citizen_id", "account", "phone")}) == 3


def test_keys_are_the_owners_alone() -> None:
    protection.seal(b"F0", "here")
    protection.index("citizen_id", NUMBER)
    assert [path.name for path in key_files()] == ["data-1.key", "index-1.key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in key_files()} == {0o600}
    assert stat.S_IMODE(Path(settings().key_dir).stat().st_mode) == 0o700


def test_production_makes_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    production(monkeypatch)
    with pytest.raises(KeysMissing):
        ring().require_closed()
    with pytest.raises(KeysMissing):
        protection.seal(b"F0", "here")
    assert not Path(settings().key_dir).exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_production_takes_no_key_that_others_read(mode: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ring().make(DATA, 1)
    ring().make(INDEX, 1)
    production(monkeypatch)
    ring().require_closed()
    ring().path(DATA, 1).chmod(mode)
    settings.cache_clear()
    with pytest.raises(KeysOpen, match=r"^data-1\.key: chmod 600"):
        ring().require_closed()
    with pytest.raises(KeysOpen):
        protection.seal(b"F0", "here")


def test_production_takes_no_folder_that_others_read(monkeypatch: pytest.MonkeyPatch) -> None:
    ring().make(DATA, 1)
    ring().make(INDEX, 1)
    ring().folder.chmod(0o750)
    production(monkeypatch)
    with pytest.raises(KeysOpen, match=r"^keys: chmod 700"):
        ring().require_closed()


def test_the_service_does_not_start_in_production_with_open_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    from app import main  # noqa: PLC0415 – settings are read at the first import of the service

    ring().make(DATA, 1)
    ring().make(INDEX, 1)
    ring().path(INDEX, 1).chmod(0o644)
    production(monkeypatch)
    with pytest.raises(KeysOpen):
        main.build()


def test_a_master_key_wraps_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    master = tmp_path / "master.key"
    master.write_text(os.urandom(32).hex(), "ascii")
    monkeypatch.setenv("CHITRA_MASTER_KEY_FILE", str(master))
    settings.cache_clear()
    cipher = protection.seal(b"F0", "here")
    assert len(ring().path(DATA, 1).read_text("ascii")) == 80
    settings.cache_clear()
    assert protection.unseal(cipher, "here") == b"F0"
    master.write_text(os.urandom(32).hex(), "ascii")
    settings.cache_clear()
    with pytest.raises(KeysMissing, match="another master key"):
        protection.unseal(cipher, "here")
    monkeypatch.delenv("CHITRA_MASTER_KEY_FILE")
    settings.cache_clear()
    with pytest.raises(KeysMissing, match="CHITRA_MASTER_KEY_FILE"):
        protection.unseal(cipher, "here")


def test_two_starters_make_one_key() -> None:
    ring().make(DATA, 1)
    first = ring().path(DATA, 1).read_text("ascii")
    ring().make(DATA, 1)
    assert ring().path(DATA, 1).read_text("ascii") == first
    assert [path.name for path in key_files()] == ["data-1.key"]


def test_no_nonce_comes_twice_in_a_million_values() -> None:
    nonces = {protection.seal(b"", "here")[2:14] for _ in range(VALUES)}
    assert len(nonces) == VALUES
