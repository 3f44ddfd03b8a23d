"""Archives of lists: their files, and what is no archive to be opened."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from app.files.archive import is_archive, members
from app.files.limits import Limits
from app.files.list_faults import Fault
from tests.files.sheets import GOOD, LIMITS, as_csv, table, workbook

LIST = as_csv(table(GOOD))


def packed(*files: tuple[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def code(data: bytes, limits: Limits = LIMITS) -> str | None:
    found = members(data, limits)
    return found.code if isinstance(found, Fault) else None


def test_the_files_of_an_archive_come_with_their_names() -> None:
    data = packed(("xã/Đô Vinh.csv", LIST), ("xã/", b""), ("__MACOSX/._a", b"x"), ("a.xlsx", workbook(table(GOOD))))
    found = members(data, LIMITS)
    assert not isinstance(found, Fault)
    assert [name for name, _ in found] == ["xã/Đô Vinh.csv", "a.xlsx"]
    assert found[0][1] == LIST


def test_names_that_do_not_say_they_are_utf8_are_read_all_the_same() -> None:
    data = bytearray(packed(("Đô.csv", LIST)))
    for flags in (6, data.index(b"PK\x01\x02") + 8):
        assert data[flags + 1] == 8
        data[flags + 1] = 0
    assert members(bytes(data), LIMITS) == [("Đô.csv", LIST)]


def test_a_way_out_is_only_a_name() -> None:
    assert members(packed(("../../etc/a.csv", LIST)), LIMITS) == [("etc/a.csv", LIST)]


def test_a_workbook_is_no_archive_even_broken() -> None:
    book = workbook(table(GOOD))
    assert not is_archive(book)
    assert not is_archive(book[:2000])
    assert not is_archive(packed(("mimetype", b"application/vnd.oasis")))
    assert not is_archive(LIST)
    assert is_archive(packed(("a.csv", LIST)))


def test_an_archive_inside_is_refused() -> None:
    assert code(packed(("b.zip", packed(("a.csv", LIST))))) == "ARCHIVE_NESTED"
    assert code(packed(("b.gz", b"\x1f\x8b\x08"))) == "ARCHIVE_NESTED"


def test_what_is_too_large_or_too_much_is_refused() -> None:
    assert code(packed(("a.csv", b"0" * 2_000)), Limits(1, 1, 1_000, 10, 1, 1)) == "ARCHIVE_TOO_LARGE"
    many = packed(*((f"{n}.csv", LIST) for n in range(11)))
    assert code(many, Limits(1, 1, 10**9, 10, 1, 1)) == "ARCHIVE_TOO_LARGE"


def test_sizes_that_an_archive_claims_are_not_believed() -> None:
    data = packed(("a.csv", b"0" * 70_000)).replace((70_000).to_bytes(4, "little"), (7).to_bytes(4, "little"))
    assert code(data, Limits(1, 1, 1_000, 10, 1, 1)) == "ARCHIVE_TOO_LARGE"


def test_what_cannot_be_opened_is_told() -> None:
    data = packed(("a.csv", LIST * 20))
    assert code(data[:-30]) == "ARCHIVE_DAMAGED"
    assert code(packed()) == "ARCHIVE_DAMAGED"
    assert code(packed(("a/", b""))) == "ARCHIVE_EMPTY"
    locked = bytearray(data)
    locked[6] |= 1
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    assert code(bytes(locked)) == "FILE_ENCRYPTED"


ZIPPED = packed(("a.csv", LIST), ("b.csv", LIST))


@settings(deadline=None, max_examples=200)
@given(st.integers(0, len(ZIPPED) - 1), st.binary(min_size=1, max_size=8))
def test_any_bytes_changed_never_raise(place: int, by: bytes) -> None:
    found = members(ZIPPED[:place] + by + ZIPPED[place + len(by) :], LIMITS)
    assert isinstance(found, Fault | list)
