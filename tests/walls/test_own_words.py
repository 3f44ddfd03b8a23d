"""A person's own word, held by the database itself: one at a time, one paper for one person, by nobody else."""

import pytest

from tests.walls.plain_sql import PlainSql

SAY = """
    INSERT INTO confirmation (application_id, row_id, body, facts, paper_number, paper_date, act_id)
    SELECT r.application_id, r.id, %s, %s, '1', '2021-09-01', current_act() FROM list_row r
    WHERE r.state = 'accepted' ORDER BY r.id LIMIT 1
"""
DECLINED = '{"declined": true}'
CLAIM = "INSERT INTO own_paper VALUES (%s, '01/đtn', %s, current_act())"


def test_many_do_not_decline_in_one_statement(at: PlainSql) -> None:
    at.become("district_officer")
    free = "WHERE state = 'determined' AND submission_id IS NULL"
    assert at.one(f"SELECT count(*) FROM application {free}") > 1
    assert at.refusal(f"UPDATE application SET state = 'declined' {free}") == "CT006"
    one = f"UPDATE application SET state = 'declined' WHERE id = (SELECT min(id) FROM application {free})"
    assert at.refusal(one) is None
    for id_ in [row[0] for row in at.rows(f"SELECT id FROM application {free} LIMIT 2")]:
        at.rows("UPDATE application SET state = 'declined' WHERE id = %s", id_)
    assert at.refusal("UPDATE application SET state = 'determined' WHERE state = 'declined'") == "CT006"


def test_an_act_takes_one_persons_own_word(at: PlainSql) -> None:
    at.rows(SAY, "applicant", DECLINED)
    assert at.refusal(SAY, "applicant", DECLINED) == "uq_confirmation_own_word_of_act"
    assert at.refusal(SAY, "tax_branch", '{"tax_registered": true}') is None


@pytest.mark.parametrize("body", ["insurance_agency", "tax_branch", "employment_centre"])
def test_nobody_else_says_that_somebody_declines(at: PlainSql, body: str) -> None:
    assert at.refusal(SAY, body, DECLINED) == "ck_confirmation_own_word"
    assert at.refusal(SAY, "applicant", '{"insured_month_before": true}') == "ck_confirmation_own_word"
    assert at.refusal(SAY, "the neighbour", "{}") == "ck_confirmation_body"


def test_a_papers_number_is_one_persons_in_a_districts_books_for_ever(at: PlainSql) -> None:
    district = at.one("SELECT id FROM unit WHERE code = '582'")
    first, second = (row[0] for row in at.rows("SELECT id FROM beneficiary ORDER BY id LIMIT 2"))
    at.rows(CLAIM, district, first)
    assert at.refusal(CLAIM, district, second) == "pk_own_paper"
    assert at.refusal("UPDATE own_paper SET beneficiary_id = %s", second) == "CT003"
    assert at.refusal("DELETE FROM own_paper") == "CT003"
    assert at.refusal("TRUNCATE own_paper") == "CT003"


def test_units_and_numbers_are_of_the_kinds_that_are_known(at: PlainSql) -> None:
    new = "INSERT INTO unit (code, kind, name, valid_from) VALUES ('X', %s, 'X', '2021-01-01')"
    assert at.refusal(new, "department") is None and at.refusal(new, "employment_centre") is None
    assert at.refusal(new, "ministry") == "ck_unit_kind"
    known = """INSERT INTO identity_document (number_index, beneficiary_id, kind, number_cipher, last4, act_id)
               SELECT '\\x01', min(id), %s, '\\x00', '0000', current_act() FROM beneficiary"""
    for kind in ("tax_code", "business_number", "employer_tax_code"):
        assert at.refusal(known, kind) is None
    assert at.refusal(known, "nickname") == "ck_identity_document_kind"
