"""Words of two people, held by the database: who, once, and what no statement does without one."""

import pytest
from psycopg import Rollback

from tests.walls.plain_sql import PlainSql

ASK = """
    INSERT INTO payment_word (kind, payout_id, policy, outcome, bank_reference, paper_number, paper_on, day, payouts,
                              amount_vnd, state, asked_by_person_id, act_id, district_id)
    SELECT %s, %s, %s, %s, %s, '1/NH', '2022-02-24', '2022-02-24', 1, 1500000, 'asked', a.person_id, t.id, a.unit_id
    FROM act t JOIN account a ON a.id = t.account_id WHERE t.id = current_setting('chitra.act')::bigint
    RETURNING id
"""
SETTLED = "SELECT min(id) FROM payout WHERE state = 'settled'"
OWED = "SELECT min(id) FROM entitlement WHERE state = 'open' AND blocked IS NULL"
ANSWER = """
    UPDATE payment_word SET state = %s, answered_by_person_id = %s, answered_act_id = %s WHERE id = %s
"""
HERE = "SELECT current_setting('chitra.act')::bigint"
WALLS = [f"{name}_by_word" for name in (
    "payout_proven", "payout_returned", "entitlement_after_return", "entitlement_unclaimed", "entitlement_said_paid",
)]  # fmt: skip
NOW = f"SET CONSTRAINTS {', '.join(WALLS)} IMMEDIATE"
CORRECT = """
    INSERT INTO payment_correction (application_id, payment_method, to_cipher, name_differs, state, asked_by_person_id,
                                    act_id, district_id)
    SELECT e.application_id, 'cash', '\\x01', false, 'asked', a.person_id, t.id, e.district_id
    FROM entitlement e, act t JOIN account a ON a.id = t.account_id
    WHERE e.id = %s AND t.id = current_setting('chitra.act')::bigint RETURNING id
"""


def ask(at: PlainSql, kind: str, payout: int | None, outcome: str | None = None, reference: str | None = None) -> int:
    """A word, asked in an act of a maker."""
    at.become("finance_maker")
    asked: int = at.one(ASK, kind, payout, None, outcome, reference)
    return asked


def given_up(at: PlainSql) -> int:
    """A payout of somebody who was absent, and what it was to pay is open again."""
    at.become("finance_maker")
    payout: int = at.one("SELECT min(id) FROM payout WHERE state = 'exported'")
    at.rows("UPDATE payout SET state = 'cancelled', reason = 'ABSENT' WHERE id = %s", payout)
    at.rows(
        """UPDATE entitlement SET state = 'open'
           WHERE id IN (SELECT entitlement_id FROM payout_share WHERE payout_id = %s)""",
        payout,
    )
    return payout


def answer(at: PlainSql, word: int, state: str = "confirmed") -> None:
    """A checker's answer, in an act of their own, which stays open."""
    checker = at.become("finance_checker")
    at.rows(ANSWER, state, checker, at.one(HERE), word)


def test_whoever_asks_does_not_answer_and_nobody_lends_a_name(at: PlainSql) -> None:
    word = ask(at, "return", at.one(SETTLED), reference="FT1")
    maker, asked_in = at.person(), at.one(HERE)
    other = at.become("finance_checker")
    assert at.refusal(ANSWER, "confirmed", maker, at.one(HERE), word) == "ck_payment_word_two_people"
    assert at.refusal(ANSWER, "confirmed", None, at.one(HERE), word) == "ck_payment_word_two_people"
    assert at.refusal(ANSWER, "confirmed", other, None, word) == "ck_payment_word_two_people"
    assert at.refusal(ANSWER, "confirmed", other, asked_in, word) == "ck_payment_word_two_people"
    assert at.refusal(ANSWER, "void", other, at.one(HERE), word) == "CT010"
    assert at.refusal(ANSWER, "confirmed", other, at.one(HERE), word) is None
    at.become("finance_checker", "Người Kiểm Khác")
    assert at.refusal(ANSWER, "confirmed", other, at.one(HERE), word) == "CT011"
    at.before_the_wall(maker or 0, "finance_checker")
    for state in ("confirmed", "refused"):
        assert at.refusal(ANSWER, state, maker, at.one(HERE), word) == "ck_payment_word_two_people"


def test_what_was_said_and_what_was_answered_stays(at: PlainSql) -> None:
    word = ask(at, "return", at.one(SETTLED), reference="FT1")
    for change in ("amount_vnd = 1", "paper_number = 'x'", "outcome = 'paid'", "payout_id = NULL", "kind = 'deadline'"):
        assert at.refusal(f"UPDATE payment_word SET {change} WHERE id = %s", word) == "CT003", change
    assert at.refusal("DELETE FROM payment_word") == "CT003"
    answer(at, word)
    assert at.refusal("UPDATE payment_word SET state = 'refused' WHERE id = %s", word) == "CT003"


def test_one_word_waits_for_a_payout_and_a_return_is_booked_once(at: PlainSql) -> None:
    payout = at.one(SETTLED)
    word = ask(at, "return", payout, reference="FT1")
    assert at.refusal(ASK, "return", payout, None, None, "FT2") == "uq_payment_word_asked"
    other = at.one("SELECT max(id) FROM payout WHERE state = 'settled'")
    assert other != payout
    assert at.refusal(ASK, "return", other, None, None, "FT1") == "uq_payment_word_bank_reference"
    answer(at, word)
    at.become("finance_maker")
    assert at.refusal(ASK, "return", other, None, None, "FT1") == "uq_payment_word_bank_reference"


@pytest.mark.parametrize(
    ("kind", "of_payout", "policy", "outcome", "reference", "wall"),
    [
        ("said_paid", True, None, None, None, "ck_payment_word_outcome"),
        ("said_paid", True, None, "settled", None, "ck_payment_word_outcome"),
        ("in_doubt", True, None, "paid", None, "ck_payment_word_outcome"),
        ("return", True, None, "paid", "FT1", "ck_payment_word_outcome"),
        ("return", True, None, None, None, "ck_payment_word_bank_reference"),
        ("in_doubt", True, None, "settled", "FT1", "ck_payment_word_bank_reference"),
        ("in_doubt", False, None, "settled", None, "ck_payment_word_about"),
        ("deadline", True, None, None, None, "ck_payment_word_about"),
        ("deadline", True, "freelance", None, None, "ck_payment_word_about"),
        ("return", True, "freelance", None, "FT1", "ck_payment_word_about"),
        ("gift", True, None, None, None, "ck_payment_word_kind"),
    ],
)
def test_a_word_says_what_its_kind_says(
    at: PlainSql,
    kind: str,
    *,
    of_payout: bool,
    policy: str | None,
    outcome: str | None,
    reference: str | None,
    wall: str,
) -> None:
    payout = at.one(SETTLED) if of_payout else None
    at.become("finance_maker")
    assert at.refusal(ASK, kind, payout, policy, outcome, reference) == wall


def test_what_two_people_say_no_statement_does_without_them(at: PlainSql) -> None:
    away, settled = given_up(at), at.one(SETTLED)
    at.become("finance_checker")
    for statement, of in (
        ("UPDATE payout SET state = 'returned' WHERE id = %s", settled),
        ("UPDATE payout SET state = 'settled' WHERE id = %s", away),
        ("UPDATE entitlement SET state = 'cancelled', blocked = 'UNCLAIMED' WHERE id = %s", at.one(OWED)),
    ):
        with at.connection.transaction():
            at.rows(statement, of)
            assert at.refusal(NOW) == "CT020", statement
            raise Rollback


@pytest.mark.parametrize("role", ["finance_maker", "district_officer", "provincial_approver", "auditor"])
def test_only_a_checker_proves_or_takes_back(at: PlainSql, role: str) -> None:
    away, settled = given_up(at), at.one(SETTLED)
    at.become(role)
    assert at.refusal("UPDATE payout SET state = 'settled' WHERE id = %s", away) == "CT010"
    assert at.refusal("UPDATE payout SET state = 'returned' WHERE id = %s", settled) == "CT010"


@pytest.mark.parametrize("after", ["open", "cancelled"])
def test_what_came_back_is_not_owed_again_or_given_up_without_a_word(at: PlainSql, after: str) -> None:
    paid = at.one("SELECT min(id) FROM entitlement WHERE state = 'paid' AND origin = 'decision'")
    at.become("finance_checker")
    at.rows("UPDATE entitlement SET state = 'returned' WHERE id = %s", paid)
    at.rows("UPDATE entitlement SET state = %s WHERE id = %s", after, paid)
    assert at.refusal(NOW) == "CT020"


def test_that_it_is_said_to_be_paid_goes_by_a_word_or_by_its_end(at: PlainSql) -> None:
    owed = at.one(OWED)
    at.rows("UPDATE entitlement SET blocked = 'SAID_PAID' WHERE id = %s", owed)
    with at.connection.transaction():
        at.rows("UPDATE entitlement SET state = 'cancelled', blocked = NULL WHERE id = %s", owed)
        assert at.refusal("SET CONSTRAINTS entitlement_said_paid_by_word IMMEDIATE") is None
        raise Rollback
    at.rows("UPDATE entitlement SET blocked = NULL WHERE id = %s", owed)
    assert at.refusal(NOW) == "CT020"


def test_a_refused_word_or_one_about_another_payout_moves_nothing(at: PlainSql) -> None:
    payout = at.one(SETTLED)
    answer(at, ask(at, "return", payout, reference="FT1"), "refused")
    at.rows("UPDATE payout SET state = 'returned' WHERE id = %s", payout)
    assert at.refusal(NOW) == "CT020"


def test_a_word_of_an_earlier_act_moves_nothing(at: PlainSql) -> None:
    payout = at.one(SETTLED)
    answer(at, ask(at, "return", payout, reference="FT1"))
    at.become("finance_checker")
    at.rows("UPDATE payout SET state = 'returned' WHERE id = %s", payout)
    assert at.refusal(NOW) == "CT020"


def test_a_proven_payment_lives_again_and_leaves_no_room_for_a_second(at: PlainSql) -> None:
    away = given_up(at)
    owed = at.one("SELECT entitlement_id FROM payout_share WHERE payout_id = %s", away)
    answer(at, ask(at, "said_paid", away, "paid"))
    at.rows("UPDATE payout SET state = 'settled' WHERE id = %s", away)
    assert at.one("SELECT live FROM payout_share WHERE payout_id = %s", away) is True
    at.become("finance_maker")
    like = at.one("SELECT min(p.id) FROM payout p JOIN payment_batch b ON b.id = p.batch_id WHERE b.state = 'draft'")
    second = at.copy("payout", like, line=900, end_to_end_id="P2", uetr="P2")
    share = "INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd) VALUES (%s, %s, 1500000)"
    assert at.refusal(share, second, owed) == "uq_payout_share_live"


def test_a_payment_is_not_proven_beside_another_that_lives(at: PlainSql) -> None:
    away = given_up(at)
    owed = at.one("SELECT entitlement_id FROM payout_share WHERE payout_id = %s", away)
    like = at.one("SELECT min(p.id) FROM payout p JOIN payment_batch b ON b.id = p.batch_id WHERE b.state = 'draft'")
    second = at.copy("payout", like, line=900, end_to_end_id="P2", uetr="P2")
    at.rows("INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd) VALUES (%s, %s, 1500000)", second, owed)
    at.become("finance_checker")
    assert at.refusal("UPDATE payout SET state = 'settled' WHERE id = %s", away) == "uq_payout_share_live"


def test_a_proof_is_posted_or_not_kept(at: PlainSql) -> None:
    away = given_up(at)
    answer(at, ask(at, "said_paid", away, "paid"))
    at.rows("UPDATE payout SET state = 'settled' WHERE id = %s", away)
    assert at.refusal(NOW) is None
    assert at.refusal("SET CONSTRAINTS act_is_posted IMMEDIATE") == "CT009"


@pytest.mark.parametrize("blocked", ["SAID_PAID", "AC01", "CHECK", "stopped"])
def test_what_is_blocked_gets_no_payout(at: PlainSql, blocked: str) -> None:
    owed = at.one(OWED)
    at.rows("UPDATE entitlement SET blocked = %s WHERE id = %s", blocked, owed)
    assert paid(at, owed) == "CT021"


def test_what_waits_for_a_second_person_gets_no_payout(at: PlainSql) -> None:
    owed = at.one(OWED)
    maker = at.become("finance_maker")
    correction = at.one(CORRECT, owed)
    assert paid(at, owed) == "CT021"
    assert at.refusal(CORRECT, owed) == "uq_payment_correction_asked"
    at.become("finance_maker")
    at.rows(
        """UPDATE payment_correction SET state = 'void', to_cipher = '', answered_by_person_id = %s,
           answered_act_id = %s WHERE id = %s""",
        maker, at.one(HERE), correction,
    )  # fmt: skip
    assert paid(at, owed) is None
    away = given_up(at)
    absent = at.one("SELECT entitlement_id FROM payout_share WHERE payout_id = %s", away)
    assert paid(at, absent) is None
    ask(at, "said_paid", away, "paid")
    assert paid(at, absent) == "CT021"


def paid(at: PlainSql, owed: int) -> str | None:
    """What refuses a payout of something owed."""
    at.become("finance_maker")
    like = at.one("SELECT min(p.id) FROM payout p JOIN payment_batch b ON b.id = p.batch_id WHERE b.state = 'draft'")
    nth = at.one("SELECT 900 + count(*) FROM payout")
    payout = at.copy("payout", like, line=nth, end_to_end_id=f"W{nth}", uetr=f"W{nth}")
    statement = "INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd) VALUES (%s, %s, 1500000)"
    return at.refusal(statement, payout, owed)


CONFIRM = """UPDATE payment_correction SET state = 'confirmed', to_cipher = %s, answered_by_person_id = %s,
             answered_act_id = %s, name_ground = %s WHERE id = %s"""


def test_a_correction_is_two_peoples_and_keeps_the_account_only_while_it_waits(at: PlainSql) -> None:
    owed = at.one(OWED)
    maker = at.become("finance_maker")
    correction = at.one(CORRECT, owed)
    other = at.become("finance_checker")
    here = at.one(HERE)
    assert at.refusal(CONFIRM, b"", maker, here, None, correction) == "ck_payment_correction_two_people"
    assert at.refusal(CONFIRM, b"", None, here, None, correction) == "ck_payment_correction_two_people"
    assert at.refusal(CONFIRM, b"", other, here, "proxy", correction) == "ck_payment_correction_name"
    assert at.refusal(CONFIRM, b"\x02", other, here, None, correction) == "CT003"
    kept = """UPDATE payment_correction SET state = 'confirmed', answered_by_person_id = %s, answered_act_id = %s
              WHERE id = %s"""
    assert at.refusal(kept, other, here, correction) == "ck_payment_correction_kept_while_asked"
    for change in ("payment_method = 'transfer'", "name_differs = true", "asked_by_person_id = NULL"):
        assert at.refusal(f"UPDATE payment_correction SET {change} WHERE id = %s", correction) == "CT003", change
    at.rows(CONFIRM, b"", other, here, None, correction)
    assert at.refusal("UPDATE payment_correction SET state = 'void' WHERE id = %s", correction) == "CT003"
    assert at.refusal("DELETE FROM payment_correction") == "CT003"
