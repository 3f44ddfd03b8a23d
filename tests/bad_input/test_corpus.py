"""The corpus: what must come back does, with row, column and code; what is unusual and right is taken."""

from app.files.list_texts import CELLS as CELL_TEXTS
from app.files.list_texts import FILES as FILE_TEXTS
from app.files.list_texts import ROWS as ROW_TEXTS
from tests.bad_input import running
from tests.bad_input.answers import Tally
from tests.bad_input.cells import CELLS
from tests.bad_input.files import FILES
from tests.bad_input.lists import LISTS

GENERATED = 2_000


def assert_clean(tally: Tally) -> None:
    assert tally.told is None, "\n".join(tally.told)
    assert tally.is_clean


def test_everything_bad_made_by_hand_comes_back_as_expected() -> None:
    assert running.corpus_size() >= 400
    assert_clean(running.corpus())


def test_everything_unusual_and_right_is_taken_with_exactly_its_values() -> None:
    tally = running.unusual()
    assert tally.right >= 200
    assert_clean(tally)


def test_generated_rows_and_files_come_back_as_their_mutators_say() -> None:
    tally = running.generated(seed=1, size=GENERATED)
    assert tally.tried >= GENERATED
    assert tally.right >= GENERATED // 10
    assert_clean(tally)


def test_another_seed_is_another_run_and_the_same_seed_the_same() -> None:
    first, again, other = (running.generated(seed, 100) for seed in (7, 7, 8))
    assert (first.tried, first.right) == (again.tried, again.right) == (other.tried, other.right)
    assert running.mutated_names(7, 100) == running.mutated_names(7, 100) != running.mutated_names(8, 100)


def test_the_corpus_tries_every_code_that_a_file_or_a_row_may_come_back_with() -> None:
    tried = {each.code for each in CELLS} | {each.code for each in FILES.values()}
    tried |= {code for each in LISTS for _, _, code in each.expected} | running.json_codes()
    notes = {"NUMBER_NOT_TEXT", "NUMBER_CLEANED", "CITIZEN_ID_DISAGREES", "CITIZEN_ID_PROVINCE", "FONT_CONVERTED",
             "DECLINED_BY_LIST", "LINE_SKIPPED", "COLUMN_UNKNOWN", "COLUMN_HIDDEN", "SHEETS_HIDDEN",
             "SHEET_PASSED_OVER", "CITIZEN_ID_ABROAD"}  # fmt: skip
    elsewhere = {"PREGNANT_MAN", "CHILD_INCOMPLETE", "HEADER_TWICE", "ROWS_TOO_MANY", "ARCHIVE_DAMAGED",
    "ARCHIVE_NESTED",
                 "ARCHIVE_TOO_LARGE", "ARCHIVE_EMPTY"}  # fmt: skip
    assert {*CELL_TEXTS, *ROW_TEXTS, *FILE_TEXTS} - tried - notes - elsewhere == set()
