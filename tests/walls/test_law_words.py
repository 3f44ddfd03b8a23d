"""The words of legal officers in plain SQL: written once, each with its source, each under an act."""

import pytest

from tests.walls.plain_sql import PlainSql

SAY = """INSERT INTO law_word (point, value, instrument, unit, note, withdrawn, act_id)
         VALUES (%s, %s::jsonb, %s, %s, NULL, %s::boolean, current_act()) RETURNING id"""
POINT = "freelance.round_2_other_districts"


def say(at: PlainSql) -> int:
    """A word as an officer says it."""
    said: int = at.one(SAY, POINT, "true", "Công văn 1", "điểm 2", "false")
    return said


def test_a_word_said_neither_changes_nor_goes(at: PlainSql) -> None:
    said = say(at)
    assert at.refusal("UPDATE law_word SET value = 'false' WHERE id = %s", said) == "CT003"
    assert at.refusal("UPDATE law_word SET withdrawn = true, value = NULL WHERE id = %s", said) == "CT003"
    assert at.refusal("DELETE FROM law_word WHERE id = %s", said) == "CT003"
    assert at.refusal("TRUNCATE law_word") == "CT003"


def test_a_later_word_stands_beside_the_earlier(at: PlainSql) -> None:
    said = say(at)
    assert at.copy("law_word", said, value=False) > said
    assert at.refusal(SAY, POINT, None, "", "", "true") is None


@pytest.mark.parametrize(
    ("value", "instrument", "unit", "withdrawn", "wall"),
    [
        ("true", "", "điểm 2", "false", "ck_law_word_cited"),
        ("true", "Công văn 1", "", "false", "ck_law_word_cited"),
        (None, "Công văn 1", "điểm 2", "false", "ck_law_word_withdrawn"),
        ("true", "Công văn 1", "điểm 2", "true", "ck_law_word_withdrawn"),
    ],
)
def test_a_word_has_a_value_and_a_source_or_is_withdrawn(
    at: PlainSql, value: str | None, instrument: str, unit: str, withdrawn: str, wall: str
) -> None:
    assert at.refusal(SAY, POINT, value, instrument, unit, withdrawn) == wall


def test_a_word_names_an_act(at: PlainSql) -> None:
    assert at.copy_refusal("law_word", say(at), act_id=10**9) == "fk_law_word_act_id"
