"""Advances and reimbursements, held by the database itself."""

import secrets
import threading
from collections.abc import Iterator

import pytest

from tests.acts.advancing import DO_VINH, EACH_VND, MY_HAI, agent, answered, batch_of, cleared, given, maker, recorded
from tests.acts.province import appraised, decided, freelance_list, workers
from tests.acts.test_reimbursements import claim, confirmed
from tests.conftest import create, drop, serving
from tests.office import Office, accepted
from tests.walls.conftest import form
from tests.walls.plain_sql import PlainSql, act, terminal


@pytest.fixture(scope="module")
def url(server_url: str, template: str, service_url: str) -> Iterator[str]:
    """Cash in two agents' hands, one list claimed and one confirmed, and people owed and batched."""
    name = f"chitra_cash_{secrets.token_hex(6)}"
    made = create(server_url, name, template)
    with serving(made):
        office = Office(service_url)
        work(office)
        office.close()
    yield made
    drop(server_url, name)


def work(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 6, MY_HAI: 2})
    out = given(office, batch["id"], agent(office), 4 * EACH_VND)
    cleared(office, out, answered(office, batch["id"], "Đã nhận", "Vắng", "Đã nhận", "", "", "", "Đã nhận"))
    recorded(office, batch["id"], agent(office, MY_HAI), EACH_VND, "PC 2")
    receipt = freelance_list(office, workers(6, 50), unit=MY_HAI)
    decided(office, [appraised(office)["id"]], number="2/QĐ-UBND")
    listed = accepted(office.desk("district_officer", "582").get("/applications", list=receipt["list_id"]))["items"]
    ids = [item["id"] for item in listed]
    accepted(claim(maker(office), ids[:2], list_number="01/DS"))
    confirmed(office, accepted(claim(maker(office), ids[2:3], list_number="02/DS")))
    accepted(form(office))
    freelance_list(office, workers(3, 70))
    decided(office, [appraised(office)["id"]], number="3/QĐ-UBND")


@pytest.fixture
def at(url: str) -> Iterator[PlainSql]:
    """A terminal with an act of somebody of finance opened."""
    with act(url) as opened:
        opened.become("finance_maker")
        yield opened


OUT = "SELECT id FROM advance WHERE state = 'in_force'"
WAITING = "SELECT id FROM advance WHERE state = 'recorded'"
CLAIMED = "SELECT id FROM reimbursement WHERE state = 'claimed'"
PAID = "voucher = 'X', paid_on = '2022-02-25'"
TWO = "ck_reimbursement_two_people"
OWED = "SELECT min(id) FROM entitlement WHERE state = 'open'"


@pytest.mark.parametrize(
    ("table", "free"),
    [
        ("advance", {"cleared_vnd", "paid_back_vnd", "state", "confirmed_by_person_id"}),
        ("advance_part", {"open_vnd"}),
        ("advance_repayment", {"state", "confirmed_by_person_id"}),
        ("reimbursement", {"state", "voucher", "paid_on", "confirmed_by_person_id"}),
        ("reimbursement_share", {"live"}),
        ("advance_clearing", set()),
        ("advance_cleared", set()),
        ("paying_agent", set()),
        ("paying_agent_commune", set()),
    ],
)
def test_what_was_written_does_not_change_and_is_not_deleted(at: PlainSql, table: str, free: set[str]) -> None:
    names = [
        row[0]
        for row in at.rows(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = %s",
            table,
        )
    ]
    assert {name for name in names if at.refusal(f"UPDATE {table} SET {name} = {name}") != "CT003"} == free
    assert at.refusal(f"DELETE FROM {table} WHERE false") == at.refusal(f"TRUNCATE {table} CASCADE") == "CT003"


def test_no_more_is_advanced_than_the_batch_pays_there(at: PlainSql) -> None:
    like = at.one(OUT)
    new = {"state": "recorded", "confirmed_by_person_id": None, "number": "X", "cleared_vnd": 0}
    assert at.copy_refusal("advance", like, **new, amount_vnd=EACH_VND) is None
    assert at.copy_refusal("advance", like, **new, amount_vnd=EACH_VND + 1) == "CT022"
    at.copy("advance", like, **new, amount_vnd=EACH_VND)
    assert at.copy_refusal("advance", like, **{**new, "number": "Y"}, amount_vnd=1) == "CT022"


def test_cash_of_the_same_people_is_in_one_agents_hands(at: PlainSql) -> None:
    like = at.one("SELECT id FROM paying_agent ORDER BY id LIMIT 1")
    district = at.one("SELECT id FROM unit WHERE code = '582'")
    other = at.copy("paying_agent", like, kind="district", unit_id=district, name="Phòng Tài chính")
    new = {"agent_id": other, "state": "recorded", "confirmed_by_person_id": None, "number": "X", "cleared_vnd": 0}
    assert at.copy_refusal("advance", at.one(OUT), **new, amount_vnd=1) == "CT022"


def test_an_advance_is_of_an_exported_cash_batch_of_its_unit(at: PlainSql) -> None:
    draft = at.one("SELECT id FROM payment_batch WHERE state = 'draft'")
    new = {"state": "recorded", "confirmed_by_person_id": None, "number": "X", "cleared_vnd": 0, "amount_vnd": 1}
    like = at.one(OUT)
    assert at.copy_refusal("advance", like, **new, batch_id=draft) == "CT022"
    province = at.one("SELECT id FROM unit WHERE kind = 'province'")
    assert at.copy_refusal("advance", like, **new, district_id=province) == "CT022"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("cleared_vnd = amount_vnd + 1", "ck_advance_no_more_than_given"),
        ("cleared_vnd = -1", "ck_advance_parts"),
        ("cleared_vnd = amount_vnd", "ck_advance_ended"),
        ("state = 'cleared'", "ck_advance_ended"),
        ("confirmed_by_person_id = recorded_by_person_id", "CT003"),
        ("state = 'void'", "ck_advance_begun"),
        ("state = 'recorded', cleared_vnd = 0, confirmed_by_person_id = NULL", "CT003"),
    ],
)
def test_an_advance_adds_up(at: PlainSql, change: str, constraint: str) -> None:
    assert at.refusal(f"UPDATE advance SET {change} WHERE id = %s", at.one(OUT)) == constraint


def test_an_advance_is_confirmed_by_another_who_may(at: PlainSql) -> None:
    confirmed = "UPDATE advance SET state = 'in_force', confirmed_by_person_id = %s WHERE id = %s"
    waiting, maker_ = (
        at.one(WAITING),
        at.one("SELECT recorded_by_person_id FROM advance WHERE id = %s", at.one(WAITING)),
    )
    assert at.refusal(confirmed, maker_, waiting) == "ck_advance_two_people"
    other = at.become("finance_maker", "Another Maker")
    assert at.refusal(confirmed, other, waiting) == "CT010"
    second = at.become("finance_checker")
    assert at.refusal(confirmed, other, waiting) == "CT011"
    assert at.refusal(confirmed, second, waiting) is None


@pytest.mark.parametrize(
    ("constraint", "statement"),
    [
        ("advance_agrees", f"UPDATE advance SET cleared_vnd = cleared_vnd + 1 WHERE id = ({OUT})"),
        ("advance_part_agrees", f"UPDATE advance_part SET open_vnd = open_vnd - 1 WHERE advance_id = ({OUT})"),
        (
            "advance_clearing_agrees",
            """INSERT INTO advance_clearing (advance_id, answer_id, paid_out_by, handed_in_by, handed_in_on, amount_vnd,
                                             act_id)
               SELECT advance_id, (SELECT id FROM answer ORDER BY id DESC LIMIT 1), 'A', 'B', '2022-02-25', 1,
                      current_act()
               FROM advance_part LIMIT 1""",
        ),
    ],
)
def test_an_advance_agrees_with_its_rows_at_the_commit(at: PlainSql, constraint: str, statement: str) -> None:
    if "clearing" in constraint:
        like = at.one("SELECT max(id) FROM answer")
        at.copy("answer", like, sha256="\\x01", message_id=None)
    at.rows(f"SET CONSTRAINTS {constraint} IMMEDIATE")
    assert at.refusal(statement) == "CT022"


def test_cash_moves_only_with_its_record(at: PlainSql) -> None:
    account = at.one("SELECT id FROM ledger_account WHERE kind = 'ADVANCE'")
    other = at.one("SELECT id FROM ledger_account WHERE kind = 'ADVANCED'")
    at.rows("SET CONSTRAINTS ledger_transfer_is_booked IMMEDIATE")
    new = """INSERT INTO ledger_transfer (reference, code, debit_account_id, credit_account_id, amount_vnd,
                                          effective_on, act_id)
             VALUES ('x', %s, %s, %s, 1, '2022-02-25', current_act())"""
    assert at.refusal(new, "clear", other, account) == "CT009"
    assert at.refusal(new, "pay_back", other, account) == "CT009"
    assert at.refusal(new, "advance", account, other) == "CT009"
    committed = at.one("SELECT id FROM ledger_account WHERE kind = 'COMMITTED'")
    paid = at.one("SELECT id FROM ledger_account WHERE kind = 'PAID'")
    assert at.refusal(new, "reimburse", paid, committed) == "CT009"
    beyond = new.replace(", 1,", ", 10000000000,")
    at.rows("SET CONSTRAINTS ledger_transfer_is_booked DEFERRED")
    assert at.refusal(beyond, "clear", other, account) == "ck_ledger_account_balance"


def test_only_what_a_list_settled_clears_an_advance(at: PlainSql) -> None:
    clearing = at.one("SELECT id FROM advance_clearing")
    new = "INSERT INTO advance_cleared VALUES (%s, %s, %s, 1)"
    out = at.one(OUT)
    for payout in (
        "SELECT min(p.payout_id) FROM agent_payout p WHERE p.state = 'cancelled'",
        "SELECT min(p.payout_id) FROM agent_payout p WHERE p.state = 'exported'",
        f"SELECT min(id) FROM payout WHERE state = 'settled' AND commune_code = '{MY_HAI}'",
    ):
        assert at.refusal(new, at.one(payout), out, clearing) == "CT022", payout


def test_a_payout_clears_no_more_than_it_paid_over_all_advances(at: PlainSql) -> None:
    [(payout, clearing, answer)] = at.rows("""
        SELECT d.payout_id, d.clearing_id, c.answer_id FROM advance_cleared d
        JOIN advance_clearing c ON c.id = d.clearing_id ORDER BY 1 LIMIT 1""")
    new = {"state": "recorded", "confirmed_by_person_id": None, "number": "X", "cleared_vnd": 0, "amount_vnd": EACH_VND}
    second = at.copy("advance", at.one(OUT), **new)
    at.rows(
        """INSERT INTO advance_clearing (advance_id, answer_id, paid_out_by, handed_in_by, handed_in_on, amount_vnd,
                                         act_id)
           VALUES (%s, %s, 'A', 'B', '2022-02-25', 1, current_act())""",
        second,
        answer,
    )
    its = at.one("SELECT id FROM advance_clearing WHERE advance_id = %s", second)
    again = "INSERT INTO advance_cleared VALUES (%s, %s, %s, 1)"
    assert at.refusal(again, payout, second, its) == "CT022"
    assert at.refusal(again, payout, at.one(OUT), clearing) == "advance_cleared_pkey"
    assert at.copy_refusal("advance_clearing", clearing) == "uq_advance_clearing_advance_id_answer_id"


def test_a_claimed_entitlement_is_under_no_payout(at: PlainSql) -> None:
    entitlement = at.one("SELECT min(entitlement_id) FROM reimbursement_share WHERE live")
    assert at.refusal(*paying(at, entitlement)) == "CT022"
    assert at.refusal(*paying(at, at.one(OWED))) is None


def test_what_is_being_paid_is_not_claimed(at: PlainSql) -> None:
    batched = at.one("""SELECT min(s.entitlement_id) FROM payout_share s JOIN payout p ON p.id = s.payout_id
                        WHERE s.live AND p.state = 'batched'""")
    assert at.refusal(*claiming(at, batched)) == "CT022"


def test_a_payout_that_is_proven_revives_no_share_that_a_commune_has_claimed(at: PlainSql) -> None:
    entitlement = at.one("""SELECT min(s.entitlement_id) FROM payout_share s JOIN payout p ON p.id = s.payout_id
                            WHERE p.state = 'cancelled'""")
    at.rows("UPDATE entitlement SET state = 'reserved' WHERE id = %s AND state = 'open'", entitlement)
    for wall in ("payout_share_no_revival", "payout_share_lives_update"):  # which stand before it
        at.rows(f"ALTER TABLE payout_share DISABLE TRIGGER {wall}")
    at.rows("UPDATE payout_share SET live = false WHERE entitlement_id = %s AND live", entitlement)
    revive = """UPDATE payout_share s SET live = true FROM payout p
                WHERE p.id = s.payout_id AND p.state = 'cancelled' AND s.entitlement_id = %s"""
    assert at.refusal(revive, entitlement) is None
    at.rows(*claiming(at, entitlement))
    assert at.refusal(revive, entitlement) == "CT022"


@pytest.mark.parametrize(
    ("different", "refusal"),
    [({}, None), ({"policy": "stopped_work"}, "CT022"), ({"act_id": 1}, "CT022")],
)
def test_a_claim_is_of_what_is_owed_and_written_at_once(
    at: PlainSql, different: dict[str, object], refusal: str | None
) -> None:
    entitlement = reserved(at)
    assert at.refusal(*claiming(at, entitlement, **different)) == refusal


def test_a_claim_is_of_the_whole_sum_and_of_one_list(at: PlainSql) -> None:
    entitlement = reserved(at)
    assert at.refusal(*claiming(at, entitlement, vnd=EACH_VND - 1)) == "CT022"
    at.rows(*claiming(at, entitlement))
    assert at.refusal(*claiming(at, entitlement, number="again")) == "uq_reimbursement_share_live"
    other = at.one(OWED)
    assert at.refusal(*claiming(at, other, number="open")) == "CT022", "it is not reserved"


def test_a_claim_lives_as_long_as_its_list(at: PlainSql) -> None:
    claimed = at.one(CLAIMED)
    at.become("finance_checker")
    assert at.refusal("UPDATE reimbursement_share SET live = false WHERE reimbursement_id = %s", claimed) == "CT003"
    at.rows("UPDATE reimbursement SET state = 'refused' WHERE id = %s", claimed)
    assert at.one("SELECT bool_or(live) FROM reimbursement_share WHERE reimbursement_id = %s", claimed) is False
    assert at.refusal("UPDATE reimbursement_share SET live = true WHERE reimbursement_id = %s", claimed) == "CT003"


@pytest.mark.parametrize(
    ("role", "change", "refusal"),
    [
        ("finance_maker", f"state = 'paid', {PAID}", "ck_reimbursement_confirmed"),
        ("finance_checker", f"state = 'paid', {PAID}, confirmed_by_person_id = {{me}}", "CT002"),
        ("finance_maker", "state = 'confirmed'", "ck_reimbursement_confirmed"),
        ("finance_maker", "state = 'confirmed', confirmed_by_person_id = claimed_by_person_id", TWO),
        ("finance_checker", "state = 'confirmed', confirmed_by_person_id = {me}", None),
        ("finance_maker", "state = 'refused'", "CT010"),
        ("finance_maker", "voucher = 'X'", "ck_reimbursement_paid"),
    ],
)
def test_a_list_is_paid_when_another_has_counted_it(at: PlainSql, role: str, change: str, refusal: str | None) -> None:
    me = at.become(role)
    assert at.refusal(f"UPDATE reimbursement SET {change.format(me=me)} WHERE id = %s", at.one(CLAIMED)) == refusal


@pytest.mark.parametrize(
    ("constraint", "code"),
    [("reimbursement_reimbursement_agrees", "CT022"), ("reimbursement_move_is_booked", "CT009")],
)
def test_a_list_is_paid_with_its_people_and_its_transfers(at: PlainSql, constraint: str, code: str) -> None:
    at.rows(f"UPDATE reimbursement SET state = 'paid', {PAID} WHERE state = 'confirmed'")
    assert at.refusal(f"SET CONSTRAINTS {constraint} IMMEDIATE") == code


def test_what_was_refused_is_owed_again(at: PlainSql) -> None:
    at.become("finance_checker")
    at.rows("UPDATE reimbursement SET state = 'refused' WHERE id = %s", at.one(CLAIMED))
    assert at.refusal("SET CONSTRAINTS reimbursement_reimbursement_agrees IMMEDIATE") == "CT022"


@pytest.mark.parametrize("first", ["payout", "claim"])
def test_of_a_payout_and_a_claim_at_once_one_is_refused(url: str, first: str) -> None:
    """In two transactions that do not see each other: the second waits for the first, and then sees it."""
    with terminal(url) as clerk:
        clerk.become("finance_maker")
        entitlement = reserved(clerk)
        entered(clerk)
    with terminal(url) as one, terminal(url) as other:
        one.become("finance_maker")
        other.become("finance_maker")
        statements = {"payout": paying, "claim": claiming}
        late = "claim" if first == "payout" else "payout"
        mine, theirs = statements[first](one, entitlement), statements[late](other, entitlement)
        one.rows(*mine)
        told: list[str | None] = []
        waiting = threading.Thread(target=lambda: told.append(other.refusal(*theirs)))
        waiting.start()
        waiting.join(1)
        assert waiting.is_alive(), "it waits for the first"
        entered(one)
        waiting.join(20)
        assert told == ["CT022"]


def reserved(at: PlainSql) -> int:
    """Somebody's money, reserved and under nothing yet."""
    id_: int = at.one(f"UPDATE entitlement SET state = 'reserved' WHERE id = ({OWED}) RETURNING id")
    return id_


def paying(at: PlainSql, entitlement: int) -> tuple[str, int, int]:
    """The statement by which a payout of the draft batch pays an entitlement."""
    like = at.one("SELECT min(p.id) FROM payout p JOIN payment_batch b ON b.id = p.batch_id WHERE b.state = 'draft'")
    nth = secrets.randbelow(10**9)
    payout = at.copy("payout", like, line=nth, end_to_end_id=f"M{nth}", uetr=f"M{nth}")
    return (
        "INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd) VALUES (%s, %s, 1500000)",
        payout,
        entitlement,
    )


def claiming(at: PlainSql, entitlement: int, vnd: int = EACH_VND, **different: object) -> tuple[object, ...]:
    """The statement by which a list claims an entitlement."""
    policy, act_id = different.get("policy", "freelance"), different.get("act_id", at.one("SELECT current_act()"))
    number = different.get("number", secrets.token_hex(6))
    return (
        """WITH r AS (
               INSERT INTO reimbursement (commune_id, policy, list_number, signed_on, signer, people, amount_vnd, state,
                                          claimed_by_person_id, act_id, district_id)
               SELECT commune_id, %s, %s, signed_on, signer, 1, %s, 'claimed', %s, %s, district_id
               FROM reimbursement ORDER BY id LIMIT 1 RETURNING id)
           INSERT INTO reimbursement_share (reimbursement_id, entitlement_id, amount_vnd) SELECT id, %s, %s FROM r""",
        policy,
        number,
        vnd,
        at.person(),
        act_id,
        entitlement,
        vnd,
    )  # fmt: skip


def entered(at: PlainSql) -> None:
    """The act has its entry, and is kept."""
    at.rows("INSERT INTO audit_entry (act_id, action, subject, payload) VALUES (current_act(), 'wall', 'wall/1', '{}')")
    at.connection.commit()
