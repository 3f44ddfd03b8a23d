"""Changes of decisions, cases of overpayments and closed years, whatever statement tries to get round them."""

import secrets
from collections.abc import Iterator

import pytest

from tests.acts.changes import draft, entitlements, given, in_force, pay
from tests.acts.test_overpayments import LETTER, RECEIPT, SIGNED
from tests.conftest import create, drop, serving
from tests.office import Office, accepted
from tests.treasury import open_fund
from tests.walls.plain_sql import PlainSql, act


@pytest.fixture(scope="module")
def url(server_url: str, template: str, service_url: str) -> Iterator[str]:
    """A decision, one that adjusts it, a case of its own person, and one that was told and partly repaid."""
    name = f"chitra_changes_{secrets.token_hex(6)}"
    url = create(server_url, name, template)
    with serving(url):
        office = Office(service_url)
        work(office)
        office.close()
    yield url
    drop(server_url, name)


@pytest.fixture
def at(url: str) -> Iterator[PlainSql]:
    """A terminal with an act opened."""
    with act(url) as opened:
        yield opened


def work(office: Office) -> None:
    """Four people, paid: one is owed more, one less, of one a case is raised, of one a case was told."""
    first = given(office, 4)
    pay(office)
    one, two, three, four = entitlements(office, first["id"])
    rows = [{"entitlement": one["id"], "amount_vnd": 1_800_000}, {"entitlement": two["id"], "amount_vnd": 1_000_000}]
    in_force(office, accepted(draft(office, first["id"], "adjustments", {"rows": rows})))
    officer, maker = office.desk("district_officer", "582"), office.desk("finance_maker", "582")
    for each, amount in ((three, 400_000), (four, 1_500_000)):
        accepted(officer.post("/overpayments", {"entitlement": each["id"], "amount_vnd": amount, "ground": "Chi nhầm"}))
    case = accepted(officer.get("/overpayments"))["items"][-1]["id"]
    accepted(maker.post(f"/overpayments/{case}/notification", LETTER))
    accepted(maker.post(f"/overpayments/{case}/write-offs", {**SIGNED, "amount_vnd": 1_500_000}))
    accepted(maker.post(f"/overpayments/{case}/repayments", {**RECEIPT, "amount_vnd": 500_000}))
    accepted(draft(office, first["id"], "revocations", {}))
    open_fund("KHAC")


FIRST = "SELECT id FROM decision WHERE kind = 'approve'"
CHANGE = "SELECT min(id) FROM decision WHERE kind = 'adjust'"
ADJUSTMENT = "SELECT id FROM entitlement WHERE adjusts_id IS NOT NULL"
RAISED = "SELECT id FROM overpayment WHERE ground = 'wrong_payment' AND state = 'raised'"
POSTED = "SET CONSTRAINTS act_is_posted IMMEDIATE"
NOTIFIED = "SELECT id FROM overpayment WHERE state = 'notified'"


@pytest.mark.parametrize(
    ("different", "wall"),
    [
        ({}, "CT005"),
        ({"kind": "adjust"}, "ck_decision_changes"),
        ({"kind": "approve"}, "ck_decision_changes"),
        ({"kind": "nonsense"}, "ck_decision_kind"),
    ],
)
def test_a_change_refers_to_a_first_decision_in_force(at: PlainSql, different: dict[str, object], wall: str) -> None:
    at.become("district_officer")
    same = {"state": "drafted", "number": "W1", "ground": "Vì", "kind": "revoke"}
    change, first = at.one(CHANGE), at.one(FIRST)
    if not different:
        assert at.copy_refusal("decision", change, **same, changes_id=change) == wall
        assert at.copy_refusal("decision", change, **same, policy="artist") == wall
        assert at.copy_refusal("decision", change, **same) is None
    else:
        ground = {"ground": None} if different["kind"] == "adjust" else {}
        assert at.copy_refusal("decision", change, **{**same, **different, **ground}, changes_id=first) == wall


def test_what_a_change_is_and_lists_stays_as_it_was_drafted(at: PlainSql) -> None:
    revoking = at.one("SELECT id FROM decision WHERE kind = 'revoke'")
    for column in ("kind = 'adjust'", "changes_id = id", "ground = 'khác'"):
        assert at.refusal(f"UPDATE decision SET {column} WHERE id = %s", revoking) == "CT003"
    assert at.refusal("UPDATE decision_change_row SET after_vnd = 1") == "CT003"
    assert at.refusal("DELETE FROM decision_change_row") == "CT003"
    late = """INSERT INTO decision_change_row (decision_id, position, application_id, field, before_vnd, after_vnd)
              SELECT %s, 99, min(application_id), 'full_name', 0, 0 FROM decision_change_row"""
    assert at.refusal(late, revoking) == "CT003"
    assert at.refusal(late, at.one(CHANGE)) == "CT003"


def drafted(at: PlainSql, kind: str = "revoke") -> int:
    """A change drafted by this act."""
    at.become("district_officer", f"drafts {kind}")
    return at.copy("decision", at.one(CHANGE), state="drafted", number=None, signed_on=None, kind=kind)


ROW = """INSERT INTO decision_change_row (decision_id, position, application_id, entitlement_id, field, before_vnd,
                                          after_vnd)
         SELECT %s, 1, e.application_id, {entitlement}, {field}, {before}, 0 FROM entitlement e WHERE e.id = %s"""


def test_a_change_lists_what_its_first_decision_gave(at: PlainSql) -> None:
    change = drafted(at)
    first = at.one("SELECT min(id) FROM entitlement WHERE adjusts_id IS NULL")
    said = {"entitlement": "e.id", "field": "NULL", "before": 1_500_000}
    assert at.refusal(ROW.format(**said), change, first) is None
    assert at.refusal(ROW.format(**said), change, at.one(ADJUSTMENT)) == "CT005"
    assert at.refusal(ROW.format(**{**said, "before": 0}), change, first) == "ck_decision_change_row_differs"
    assert at.refusal(ROW.format(**{**said, "before": -1}), change, first) == "ck_decision_change_row_amounts"
    both = {**said, "field": "'full_name'"}
    assert at.refusal(ROW.format(**both), change, first) == "ck_decision_change_row_of_money_or_words"
    words = {"entitlement": "NULL", "field": "'full_name'", "before": 0}
    assert at.refusal(ROW.format(**words), change, first) == "CT005"  # of a revocation
    assert at.refusal(ROW.format(**words), drafted(at, "correct"), first) is None


def test_a_right_is_adjusted_once_by_each_decision(at: PlainSql) -> None:
    at.become("district_approver")
    assert at.copy_refusal("entitlement", at.one(ADJUSTMENT), state="open") == "uq_entitlement_adjusted"


@pytest.mark.parametrize(
    "different",
    [
        {"policy": "artist"}, {"occasion": "walls"}, {"component": "pregnancy"}, {"exclusive": False},
        {"child_key": "a" * 64},
    ],
    ids=lambda different: next(iter(different)),
)  # fmt: skip
def test_an_adjustment_is_of_the_right_that_it_adjusts(at: PlainSql, different: dict[str, object]) -> None:
    adjustment = at.one(ADJUSTMENT)
    change = in_force_here(at)
    assert at.copy_refusal("entitlement", adjustment, state="open", decision_id=change) is None
    assert at.copy_refusal("entitlement", adjustment, state="open", decision_id=change, **different) == "CT005"


def in_force_here(at: PlainSql) -> int:
    """A further change, in force."""
    change = drafted(at, "adjust")
    clerk = at.become("district_officer", "records")
    said = "number = 'W9', signed_on = '2022-01-11', signer = 'Một', state = 'recorded', recorded_by_person_id = %s"
    at.rows(f"UPDATE decision SET {said} WHERE id = %s", clerk, change)
    second = at.become("district_approver", "compares")
    at.rows("UPDATE decision SET state = 'decided', compared_by_person_id = %s WHERE id = %s", second, change)
    return change


def test_an_adjustment_is_by_a_change_of_its_decision_in_force_and_of_a_first(at: PlainSql) -> None:
    adjustment = at.one(ADJUSTMENT)
    for decision in (at.one(FIRST), drafted(at, "adjust")):
        at.become("district_approver")
        assert at.copy_refusal("entitlement", adjustment, state="open", decision_id=decision) == "CT005"
    under = {"adjusts_id": adjustment, "decision_id": in_force_here(at)}
    assert at.copy_refusal("entitlement", adjustment, state="open", **under) == "CT005"


def test_what_an_entitlement_adjusts_and_whether_it_lives_on_is_no_hands_to_change(at: PlainSql) -> None:
    assert at.refusal("UPDATE entitlement SET adjusts_id = NULL WHERE id = %s", at.one(ADJUSTMENT)) == "CT003"
    assert at.refusal("UPDATE entitlement SET replaced = true") == "CT003"


def test_an_adjustment_is_committed_like_any_entitlement(at: PlainSql) -> None:
    at.copy("entitlement", at.one(ADJUSTMENT), state="open", decision_id=in_force_here(at))
    assert at.refusal(POSTED) == "CT009"


def test_more_than_was_paid_is_in_no_case(at: PlainSql) -> None:
    raised, by = at.one(RAISED), at.become("district_officer")
    assert at.copy_refusal("overpayment", raised, amount_vnd=1_100_000, raised_by_person_id=by) is None
    assert at.copy_refusal("overpayment", raised, amount_vnd=1_100_001, raised_by_person_id=by) == "CT005"


TOLD = "state = 'notified', letter_number = '1', notified_on = '2022-02-01',"


@pytest.mark.parametrize(
    ("change", "wall"),
    [
        ("amount_vnd = 1", "CT003"),
        ("ground = 'double'", "CT003"),
        ("repaid_vnd = 1", "CT003"),
        ("written_off_vnd = 1", "CT003"),
        ("words = 'khác'", "CT003"),
        ("state = 'recovered'", "ck_overpayment_closed"),
        ("state = 'written_off'", "ck_overpayment_closed"),
        ("state = 'notified'", "ck_overpayment_notified"),
        (f"{TOLD} deadline = '2022-01-01', notified_by_person_id = 1", "ck_overpayment_notified"),
        (f"{TOLD} deadline = '2022-03-01', notified_by_person_id = raised_by_person_id", "ck_overpayment_two_people"),
    ],
)
def test_a_raised_case_only_goes_its_way(at: PlainSql, change: str, wall: str) -> None:
    at.become("finance_maker")
    assert at.refusal(f"UPDATE overpayment SET {change} WHERE id = %s", at.one(RAISED)) == wall


@pytest.mark.parametrize(
    ("change", "wall"),
    [
        ("state = 'recovered'", "ck_overpayment_closed"),
        ("state = 'written_off'", "ck_overpayment_closed"),
        ("state = 'raised'", "CT002"),
        ("deadline = '2030-01-01'", "CT003"),
    ],
)
def test_a_notified_case_is_closed_only_when_nothing_is_left(at: PlainSql, change: str, wall: str) -> None:
    assert at.refusal(f"UPDATE overpayment SET {change} WHERE id = %s", at.one(NOTIFIED)) == wall


@pytest.mark.parametrize(("table", "settled"), [("repayment", "confirmed"), ("write_off", "in_force")])
def test_what_settles_a_case_is_two_peoples_and_in_the_ledger(at: PlainSql, table: str, settled: str) -> None:
    [(id_, by)] = at.rows(f"SELECT id, recorded_by_person_id FROM {table}")
    moved = f"UPDATE {table} SET state = %s, confirmed_by_person_id = %s WHERE id = %s"
    assert at.refusal(moved, settled, by, id_) == f"ck_{table}_two_people"
    assert at.refusal(moved, settled, None, id_) == f"ck_{table}_two_people"
    assert at.refusal(f"UPDATE {table} SET amount_vnd = 1") == "CT003"
    assert at.refusal(f"DELETE FROM {table}") == "CT003"
    assert at.refusal(moved, settled, at.person(), id_) in {f"ck_{table}_two_people", "CT010"}
    other = at.become("finance_checker")
    assert at.refusal(moved, settled, other + 1_000, id_) is not None
    assert at.refusal(moved, settled, other, id_) is None
    at.rows(moved, settled, other, id_)
    assert at.refusal(POSTED) == "CT009"


def test_more_than_a_case_is_neither_repaid_nor_written_off(at: PlainSql) -> None:
    [(id_,)] = at.rows("SELECT id FROM write_off")
    other = at.become("finance_checker")
    moved = "UPDATE {} SET state = %s, confirmed_by_person_id = %s"
    at.rows(moved.format("repayment"), "confirmed", other)
    assert at.refusal(moved.format("write_off"), "in_force", other) == "ck_overpayment_settled"
    assert at.one("SELECT repaid_vnd FROM overpayment WHERE id = %s", at.one(NOTIFIED)) == 500_000
    at.become("finance_maker")
    assert at.copy_refusal("repayment", at.one("SELECT id FROM repayment"), state="recorded",
                           confirmed_by_person_id=None) == "uq_repayment_receipt"  # fmt: skip
    assert at.copy_refusal("write_off", id_) == "uq_write_off_live"


def test_nothing_settles_a_case_whose_person_was_not_told(at: PlainSql) -> None:
    like = {"overpayment_id": at.one(RAISED), "receipt_number": "W1"}
    assert at.copy_refusal("repayment", at.one("SELECT id FROM repayment"), **like) == "CT005"


def test_parts_are_written_with_what_they_are_parts_of(at: PlainSql) -> None:
    part = "INSERT INTO {0}_part SELECT id, (SELECT max(id) FROM fund), 1 FROM {0} WHERE id = %s"
    assert at.refusal("DELETE FROM overpayment_part") == "CT003"
    assert at.refusal(part.format("repayment"), at.one("SELECT id FROM repayment")) == "CT003"
    assert at.refusal(part.format("overpayment"), at.one(RAISED)) == "CT003"


def closing(at: PlainSql, **different: object) -> str | None:
    """What refuses a closing of the province's fund."""
    said: dict[str, object] = {
        "kind": "lapse", "state": "recorded", "available_vnd": 5, "recovered_vnd": 0, "carried_vnd": 0,
        "next_fund_id": None, "confirmed_by_person_id": None, **different,
    }  # fmt: skip
    maker = at.become("finance_maker")
    return at.refusal(
        """INSERT INTO fund_closing (fund_id, number, signed_on, signer, cut_off, recorded_by_person_id, act_id,
               district_id, kind, state, available_vnd, recovered_vnd, carried_vnd, next_fund_id,
               confirmed_by_person_id)
           SELECT f.id, '1', '2022-01-31', 'Một', '2021-12-31', %s, f.act_id, f.district_id, %s, %s, %s, %s, %s, %s, %s
           FROM fund f LIMIT 1""",
        maker,
        *said.values(),
    )


@pytest.mark.parametrize(
    ("different", "wall"),
    [
        ({}, None),
        ({"state": "in_force"}, "ck_fund_closing_two_people"),
        ({"confirmed_by_person_id": 2}, "ck_fund_closing_two_people"),
        ({"available_vnd": 0}, "ck_fund_closing_amounts"),
        ({"carried_vnd": 6}, "ck_fund_closing_amounts"),
        ({"carried_vnd": 1}, "ck_fund_closing_carried"),
        ({"kind": "carry_over"}, "ck_fund_closing_carried"),
        ({"kind": "give_back"}, "ck_fund_closing_carried"),
        ({"kind": "nonsense"}, "ck_fund_closing_kind"),
    ],
    ids=str,
)
def test_a_closing_says_what_it_does(at: PlainSql, different: dict[str, object], wall: str | None) -> None:
    assert closing(at, **different) == wall


def test_a_closed_fund_takes_no_transfer_of_new_money(at: PlainSql) -> None:
    fund = at.one("SELECT fund_id FROM ledger_account WHERE kind = 'COMMITTED' ORDER BY id LIMIT 1")
    transfer = """
        INSERT INTO ledger_transfer (reference, code, debit_account_id, credit_account_id, amount_vnd, effective_on,
                                     act_id)
        SELECT 'walls', 'commit', d.id, c.id, 1, '2022-01-01', current_act() FROM ledger_account d, ledger_account c
        WHERE (d.fund_id, d.kind, c.fund_id, c.kind) = (%s, 'COMMITTED', %s, 'AVAILABLE') LIMIT 1"""
    assert at.refusal(transfer, fund, fund) is None
    at.rows("""INSERT INTO fund_closing (fund_id, kind, number, signed_on, signer, cut_off, available_vnd,
                   recovered_vnd, carried_vnd, state, recorded_by_person_id, act_id, district_id)
               SELECT id, 'lapse', '1', '2022-01-31', 'Một', '2021-12-31', 5, 0, 0, 'recorded', %s, act_id, district_id
               FROM fund WHERE id = %s""", at.become("finance_maker"), fund)  # fmt: skip
    assert at.refusal(transfer, fund, fund) is None
    second = at.become("finance_checker")
    at.rows("UPDATE fund_closing SET state = 'in_force', confirmed_by_person_id = %s", second)
    assert at.refusal(transfer, fund, fund) == "CT013"
    assert at.refusal("UPDATE fund_closing SET state = 'void'") == "CT002"
    assert at.refusal("UPDATE fund_closing SET available_vnd = 1") == "CT003"
