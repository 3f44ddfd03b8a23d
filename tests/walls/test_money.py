"""Nobody is owed or paid twice, whatever statement tries it."""

import pytest

from tests.walls.plain_sql import PlainSql

OWED = "SELECT min(id) FROM entitlement WHERE state = 'open' AND blocked IS NULL"
RECORDED = "SELECT id FROM entitlement WHERE origin = 'recorded'"
CHILD = {"component": "child_under_6", "exclusive": False, "child_key": "a" * 64}


def owed(at: PlainSql) -> int:
    """Something owed and not yet paid; whoever tries is of a decision's level."""
    at.become("district_approver")
    id_: int = at.one(OWED)
    return id_


def another(at: PlainSql) -> int:
    """A person who is owed nothing: a beneficiary like another."""
    return at.copy("beneficiary", at.one("SELECT min(id) FROM beneficiary"))


def draft_payout(at: PlainSql, nth: int = 1) -> int:
    """A payout of the draft batch that pays nothing yet."""
    at.become("finance_maker")
    like = at.one("SELECT min(p.id) FROM payout p JOIN payment_batch b ON b.id = p.batch_id WHERE b.state = 'draft'")
    return at.copy("payout", like, line=500 + nth, end_to_end_id=f"M{nth}", uetr=f"M{nth}")


def share(at: PlainSql, payout: int, entitlement: int) -> str | None:
    """What refuses that a payout pays an entitlement."""
    return at.refusal(*paying(payout, entitlement))


def paying(payout: int, entitlement: int) -> tuple[str, int, int]:
    return (
        "INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd) VALUES (%s, %s, 1500000)",
        payout,
        entitlement,
    )


@pytest.mark.parametrize("state", ["open", "paid"])
@pytest.mark.parametrize("exclusive", [True, False])
def test_the_same_policy_occasion_and_component_is_owed_once_for_ever(
    at: PlainSql, state: str, *, exclusive: bool
) -> None:
    assert at.copy_refusal("entitlement", owed(at), state=state, exclusive=exclusive) == "uq_entitlement_once"


def test_once_for_ever_holds_after_a_cancellation_too(at: PlainSql) -> None:
    at.rows("UPDATE entitlement SET state = 'cancelled' WHERE id = %s", cancelled := owed(at))
    assert at.copy_refusal("entitlement", cancelled, state="open") == "uq_entitlement_once"


def test_another_component_is_owed_beside_the_first(at: PlainSql) -> None:
    """A supplement whose paper comes later: it is its own component, and that one comes once, too."""
    first = at.copy("entitlement", owed(at), component="pregnancy", exclusive=False)
    assert at.copy_refusal("entitlement", owed(at), component="pregnancy", exclusive=False) == "uq_entitlement_once"
    assert share(at, draft_payout(at), first) is None
    at.rows(*paying(draft_payout(at, 2), first))
    assert share(at, draft_payout(at, 3), first) == "uq_payout_share_live"


def test_a_worker_has_one_cash_regime(at: PlainSql) -> None:
    other = {"policy": "suspended_contract", "component": "base"}
    assert at.copy_refusal("entitlement", owed(at), **other, exclusive=True) == "uq_entitlement_one_cash_regime"
    assert at.copy_refusal("entitlement", owed(at), **other, exclusive=False) is None
    at.rows("UPDATE entitlement SET state = 'cancelled' WHERE id = %s", owed_before := owed(at))
    assert at.copy_refusal("entitlement", owed_before, **other, exclusive=True, state="open") is None


def test_a_support_of_before_stands_in_the_way_of_another_cash_regime(at: PlainSql) -> None:
    person = at.one("SELECT beneficiary_id FROM entitlement WHERE origin = 'recorded'")
    refusal = at.copy_refusal(
        "entitlement", owed(at), beneficiary_id=person, person_id=person, policy="suspended_contract"
    )
    assert refusal == "uq_entitlement_one_cash_regime"


def test_a_child_is_paid_for_once_over_all_parents(at: PlainSql) -> None:
    at.copy("entitlement", owed(at), **CHILD)
    father = another(at)
    assert (
        at.copy_refusal("entitlement", owed(at), **CHILD, beneficiary_id=father, person_id=father)
        == "uq_entitlement_child"
    )
    assert at.copy_refusal("entitlement", owed(at), **CHILD, policy="stopped_work") == "uq_entitlement_child"
    sister = {**CHILD, "child_key": "b" * 64}
    assert at.copy_refusal("entitlement", owed(at), **sister) is None


def test_no_entitlement_has_two_live_payouts(at: PlainSql) -> None:
    at.rows(*paying(draft_payout(at), owed(at)))
    assert share(at, draft_payout(at, 2), owed(at)) == "uq_payout_share_live"


def test_what_ended_makes_room_for_one_payout_and_no_more(at: PlainSql) -> None:
    at.rows(*paying(first := draft_payout(at), owed(at)))
    at.become("finance_maker")
    at.rows("UPDATE payout SET state = 'void' WHERE id = %s", first)
    at.rows(*paying(draft_payout(at, 2), owed(at)))
    assert share(at, draft_payout(at, 3), owed(at)) == "uq_payout_share_live"


@pytest.mark.parametrize("end", ["rejected", "cancelled"])
def test_a_share_that_ended_stays_ended(at: PlainSql, end: str) -> None:
    [(payout,)] = at.rows("SELECT min(id) FROM payout WHERE state = 'exported'")
    at.rows("UPDATE payout SET state = %s WHERE id = %s", end, payout)
    assert at.one("SELECT live FROM payout_share WHERE payout_id = %s", payout) is False
    assert at.refusal("UPDATE payout_share SET live = true WHERE payout_id = %s", payout) == "CT003"


@pytest.mark.parametrize("state", ["batched", "exported", "settled"])
def test_a_share_lives_as_long_as_its_payout(at: PlainSql, state: str) -> None:
    """Ended under a payout that goes on, it would make room for a second one."""
    payout = at.one("SELECT min(id) FROM payout WHERE state = %s", state)
    assert at.refusal("UPDATE payout_share SET live = false WHERE payout_id = %s", payout) == "CT003"


def test_a_share_is_not_born_ended(at: PlainSql) -> None:
    statement = "INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd, live) VALUES (%s, %s, 1500000, false)"
    assert at.refusal(statement, draft_payout(at), owed(at)) == "CT003"


def test_a_support_of_before_can_never_be_paid(at: PlainSql) -> None:
    recorded = at.one(RECORDED)
    payout = draft_payout(at)
    assert share(at, payout, recorded) == "fk_payout_share_entitlement_id_origin"
    statement = (
        "INSERT INTO payout_share (payout_id, entitlement_id, origin, amount_vnd) VALUES (%s, %s, 'recorded', 1)"
    )
    assert at.refusal(statement, payout, recorded) == "ck_payout_share_payable"


@pytest.mark.parametrize("state", ["open", "reserved", "returned"])
def test_a_support_of_before_is_never_owed(at: PlainSql, state: str) -> None:
    like = {
        "origin": "recorded", "decision_id": None, "application_id": None, "funding_id": None, "occasion": "walls",
        "exclusive": False,
    }  # fmt: skip
    refusal = at.copy_refusal("entitlement", owed(at), **like, state=state)
    assert refusal == "ck_entitlement_recorded_is_paid"


def test_a_support_of_before_does_not_become_owed(at: PlainSql) -> None:
    refusal = at.refusal("UPDATE entitlement SET state = 'returned' WHERE id = %s", at.one(RECORDED))
    assert refusal == "ck_entitlement_recorded_is_paid"


@pytest.mark.parametrize("missing", ["decision_id", "application_id"])
def test_nothing_is_owed_without_a_decision_and_an_application(at: PlainSql, missing: str) -> None:
    like = {"occasion": "walls", "exclusive": False, missing: None}
    assert at.copy_refusal("entitlement", owed(at), **like) == "ck_entitlement_decided"


@pytest.mark.parametrize("amount", [0, -1])
def test_every_amount_is_positive(at: PlainSql, amount: int) -> None:
    like = {"occasion": "walls", "exclusive": False}
    assert at.copy_refusal("entitlement", owed(at), **like, amount_vnd=amount) == "ck_entitlement_amount"
    payout = draft_payout(at)
    line = {"line": 700, "end_to_end_id": "A", "uetr": "A"}
    assert at.copy_refusal("payout", payout, **line, amount_vnd=amount) == "ck_payout_amount"
    statement = "INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd) VALUES (%s, %s, %s)"
    assert at.refusal(statement, payout, owed(at), amount) == "ck_payout_share_amount"
    determination = at.one("SELECT min(id) FROM determination WHERE outcome = 'eligible'")
    if amount < 0:
        assert at.copy_refusal("determination", determination, amount_vnd=amount) == "ck_determination_amount"


def test_only_the_eligible_have_an_amount(at: PlainSql) -> None:
    determination = at.one("SELECT min(id) FROM determination WHERE outcome = 'eligible'")
    refusal = at.copy_refusal("determination", determination, outcome="undetermined")
    assert refusal == "ck_determination_nothing_unless_eligible"


def test_money_is_whole_dong_in_every_column(at: PlainSql) -> None:
    columns = at.rows(
        "SELECT table_name, data_type FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND column_name LIKE %s",
        "%\\_vnd",
    )
    assert len(columns) > 8
    assert {kind for _, kind in columns} == {"bigint"}


@pytest.mark.parametrize("state", ["frozen", "exported"])
def test_a_frozen_batch_takes_no_payout(at: PlainSql, state: str) -> None:
    like = at.one("SELECT min(p.id) FROM payout p JOIN payment_batch b ON b.id = p.batch_id WHERE b.state = %s", state)
    new = {"state": "batched", "line": 900, "end_to_end_id": "F", "uetr": "F"}
    assert at.copy_refusal("payout", like, **new) == "CT003"


def test_two_payouts_never_share_line_reference_or_uetr(at: PlainSql) -> None:
    payout = draft_payout(at)
    new = {"line": 900, "end_to_end_id": "U", "uetr": "U"}
    for name, constraint in {
        "line": "uq_payout_batch_id_line",
        "end_to_end_id": "uq_payout_end_to_end_id",
        "uetr": "uq_payout_uetr",
    }.items():
        same = at.one(f"SELECT {name} FROM payout WHERE id = %s", payout)
        assert at.copy_refusal("payout", payout, **{**new, name: same}) == constraint


def test_a_person_has_one_live_application_under_a_policy_and_occasion(at: PlainSql) -> None:
    at.become("district_officer")
    application = at.one("SELECT min(id) FROM application WHERE state = 'determined'")
    assert at.copy_refusal("application", application) == "uq_application_live"
    at.rows("UPDATE application SET state = 'withdrawn' WHERE id = %s", application)
    assert at.copy_refusal("application", application, state="received") is None


def test_a_number_has_one_holder(at: PlainSql) -> None:
    statement = """INSERT INTO identity_document (number_index, beneficiary_id, kind, number_cipher, last4, act_id)
                   SELECT number_index, %s, kind, number_cipher, last4, act_id FROM identity_document LIMIT 1"""
    assert at.refusal(statement, another(at)) == "uq_identity_document_current"


def test_the_bytes_of_a_list_are_taken_once(at: PlainSql) -> None:
    version = at.one("SELECT min(id) FROM list_version")
    assert at.copy_refusal("list_version", version, number=9) == "uq_list_version_bytes"
    assert at.copy_refusal("list_version", version, number=9, round=9) is None
    without = at.copy("list_version", version, number=8, round=None)
    assert at.copy_refusal("list_version", without, number=10) == "uq_list_version_bytes"


def test_the_bytes_of_an_answer_are_taken_once(at: PlainSql) -> None:
    assert at.copy_refusal("answer", at.one("SELECT min(id) FROM answer")) == "uq_answer_district_id_sha256"


def test_a_message_of_the_bank_is_taken_once(at: PlainSql) -> None:
    first = at.one("SELECT min(id) FROM answer")
    at.copy("answer", first, message_id="BANK-1", sha256="\\x01")
    assert at.copy_refusal("answer", first, message_id="BANK-1", sha256="\\x02") == "uq_answer_district_id_message_id"


def test_the_number_of_a_decision_is_used_once_a_day_and_unit(at: PlainSql) -> None:
    at.become("district_officer")
    decision = at.one("SELECT min(id) FROM decision WHERE state = 'decided'")
    assert at.copy_refusal("decision", decision, state="drafted") == "uq_decision_district_id_number_signed_on"


DRAFT = "SELECT id FROM payment_batch WHERE state = 'draft' ORDER BY id LIMIT 1"
FREEZE = "UPDATE payment_batch SET state = 'frozen' WHERE id = %s"


def test_a_batch_is_frozen_only_with_the_count_and_sum_of_its_payouts(at: PlainSql) -> None:
    batch = at.one(DRAFT)
    assert at.refusal(FREEZE, batch) is None
    for change in ("payouts = payouts + 1", "amount_vnd = amount_vnd + 1", "amount_vnd = amount_vnd - 1"):
        wrong = f"UPDATE payment_batch SET state = 'frozen', {change} WHERE id = %s"
        assert at.refusal(wrong, batch) == "CT005", change


def test_a_batch_is_frozen_only_where_each_payout_is_the_sum_of_its_shares(at: PlainSql) -> None:
    batch = at.one(DRAFT)
    like = at.one("SELECT min(id) FROM payout WHERE batch_id = %s", batch)
    at.copy("payout", like, line=900, end_to_end_id="M900", uetr="M900")
    at.rows("UPDATE payment_batch SET payouts = payouts + 1, amount_vnd = amount_vnd + 1500000 WHERE id = %s", batch)
    assert at.refusal(FREEZE, batch) == "CT005"
