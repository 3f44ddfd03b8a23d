"""The run itself is tried: a reader with one check taken out is caught, whichever it is."""

import re
from collections.abc import Callable

import pytest

from app.files import (
    delimited,
    list_cells,
    list_days,
    list_names,
    list_rows,
    list_rules,
    lists,
    sheet_scan,
    workbook_guard,
    zip_directory,
)
from app.files.grid import text_of
from app.files.list_faults import Problem
from app.rules.fact import Kind
from tests.bad_input import running
from tests.bad_input.answers import Tally

NOTHING = re.compile(r"(?!)")
NOTHING_OF_BYTES = re.compile(rb"(?!)")


def no_font_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(list_cells.READERS, Kind.NAME, list_names.read_unicode_name)


def no_name_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(list_cells.READERS, Kind.NAME, lambda cell: text_of(cell).strip() or None)


def no_leading_zero_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mistake that everybody makes: pad, and go on."""
    read = list_cells.READERS[Kind.CITIZEN_ID]

    def padded(cell: object) -> object:
        found = read(cell)  # type: ignore[arg-type]  # a cell
        return getattr(found, "proposal", None) or found

    monkeypatch.setitem(list_cells.READERS, Kind.CITIZEN_ID, padded)


def lenient_money(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(cell: object) -> object:
        digits = re.sub(r"\D", "", text_of(cell))  # type: ignore[arg-type]  # a cell
        return int(digits) if digits else None

    monkeypatch.setitem(list_cells.READERS, Kind.MONEY, read)


def no_future_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_rows, "births_ahead", lambda *_: iter(()))


def any_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_days, "_DAY", re.compile(list_days._DAY.pattern.replace("[0-9]", r"\d")))


def no_long_cell_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_cells, "CELL_CHARACTERS_MAX", 10**9)


def no_error_value_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_cells, "_ERROR_VALUE", NOTHING)


def no_missing_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_rows, "MISSING", Problem("NUMBER_CLEANED"))


def no_identity_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_rules, "IDENTITIES", ("full_name",))


def no_hidden_row_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "cells_beside", lambda *_: [])


def no_ragged_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_ragged", lambda *_: [])


def no_twice_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_once", dict)


def no_encoding_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "decoded", lambda data, _said: data.decode("utf-8", "ignore").replace("\0", ""))


REMOVED: tuple[Callable[[pytest.MonkeyPatch], None], ...] = (
    no_font_check, no_name_check, no_leading_zero_check, lenient_money, no_future_check, no_long_cell_check,
    no_missing_check, no_identity_check, no_hidden_row_check, no_encoding_check,
)  # fmt: skip
ONLY_BY_HAND: tuple[Callable[[pytest.MonkeyPatch], None], ...] = (
    no_ragged_check,
    any_digits,
    no_twice_check,
    no_error_value_check,
)


@pytest.mark.parametrize("remove", REMOVED)
def test_a_check_taken_out_is_caught_by_what_is_generated(
    remove: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    remove(monkeypatch)
    tally = running.generated(seed=3, size=600)
    assert tally.wrongly_accepted
    assert not tally.is_clean


@pytest.mark.parametrize("remove", ONLY_BY_HAND)
def test_a_check_taken_out_is_caught_by_the_corpus(
    remove: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    remove(monkeypatch)
    tally = Tally()
    running.without_files(tally)
    assert tally.wrongly_accepted


def test_a_guard_taken_out_of_the_child_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard runs in another process; here its parts are tried in this one, each without one of its looks."""
    from tests.bad_input.files import WORKBOOKS  # noqa: PLC0415

    def unseen(what: str) -> bool:
        try:
            workbook_guard.look(WORKBOOKS[what].make(), 400 << 20, 200)
        except sheet_scan.Refused:
            return False
        return True

    for target, name, value, what in (
        (workbook_guard, "_UNWANTED", NOTHING, "another workbook behind it"),
        (workbook_guard, "_MACROS", NOTHING, "macros"),
        (workbook_guard, "_DECLARATION", NOTHING_OF_BYTES, "a document type"),
        (workbook_guard, "_APART", (), "a comment that hides a formula"),
        (workbook_guard, "_OTHER_KINDS", (b"\xff\xff",), "an archive inside"),
        (workbook_guard, "RATIO_MAX", 10**9, "a bomb in an unknown part"),
        (workbook_guard, "is_link", lambda _info: False, "a symbolic link"),
        (sheet_scan, "_MAYBE_FAR", NOTHING_OF_BYTES, "a cell at the far end"),
        (sheet_scan, "MARKS_MAX", 10**9, "a million formulas"),
        (zip_directory, "ENCRYPTED", 0, "an encrypted archive"),
    ):
        assert not unseen(what)
        with monkeypatch.context() as without:
            without.setattr(target, name, value)
            if target is zip_directory:
                without.setattr(workbook_guard, name, value)
            assert unseen(what), what


def test_a_run_that_refuses_what_is_right_is_not_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody wins by refusing everybody."""
    monkeypatch.setattr(list_names, "_NAME", re.compile("[A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ ]+"))
    tally = running.unusual()
    assert tally.right_accepted < tally.right
    assert not tally.is_clean
