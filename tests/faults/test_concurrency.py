"""Eight at once: whoever comes first has it, nobody has it twice, nobody is hurt by another's haste."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import httpx
import pytest
from sqlalchemy.orm import Session

from app import db, identity
from tests.acts.province import EXECUTED_ON, FREELANCE, LAW_ON, appraised, decided, freelance_list, send
from tests.faults.crowd import crowd
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import query

T = TypeVar("T")
AT_ONCE = 8
DISTRICTS = ("582", "584", "585", "586", "587", "588", "589")
PEOPLE = 40
OLD = "264{:06d}"


def together(acts: Sequence[Callable[[], T]]) -> list[T]:
    """All acts, begun at the same moment."""
    start = threading.Barrier(len(acts))

    def begun(act: Callable[[], T]) -> T:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begun, acts))


def desks(office: Office, role: str, units: Sequence[str]) -> list[Desk]:
    """A desk for each who acts at once; those of one unit share its connections."""
    return [office.desk(role, unit) for unit in units]


def entitled() -> Counter[int]:
    """How often each person is owed."""
    return Counter({row.beneficiary_id: row.times for row in query(
        "SELECT beneficiary_id, count(*) AS times FROM entitlement GROUP BY beneficiary_id"
    )})  # fmt: skip


def decide_everything(office: Office, districts: Sequence[str]) -> None:
    """Whatever is ready anywhere goes up and is decided."""
    for nth, district in enumerate(districts):
        ready = query(
            """SELECT 1 FROM application a JOIN unit u ON u.id = a.district_id
               WHERE u.code = :code AND u.kind = 'district' AND a.state = 'determined' LIMIT 1""",
            code=district,
        )
        if ready:
            decided(office, [appraised(office, district=district)["id"]], district, f"{nth}/QĐ-UBND")


def of_district(people: list[dict[str, object]], nth: int) -> list[dict[str, object]]:
    """The same people as another paper has them: in another order."""
    return people[nth:] + people[:nth]


def test_eight_districts_send_the_same_people_and_each_is_owed_once(office: Office) -> None:
    people = crowd(PEOPLE)
    units = [*DISTRICTS, "582"]
    answers = together([
        lambda desk=desk, unit=unit, nth=nth: send(desk, of_district(people, nth), **{**FREELANCE, "unit": unit})
        for nth, (desk, unit) in enumerate(zip(desks(office, "district_officer", units), units, strict=True))
    ])  # fmt: skip
    receipts = [accepted(answer)["lists"][0] for answer in answers]
    assert all(receipt["rows"] == PEOPLE for receipt in receipts)
    assert sum(receipt["counts"]["accepted"] for receipt in receipts) == PEOPLE
    assert all(receipt["counts"]["accepted"] + receipt["counts"]["faulty"] == PEOPLE for receipt in receipts)
    decide_everything(office, DISTRICTS)
    assert len(entitled()) == PEOPLE and set(entitled().values()) == {1}
    assert query("SELECT count(*) FROM beneficiary")[0][0] == PEOPLE


def test_a_card_here_and_an_old_number_there_are_one_person(office: Office) -> None:
    """The first list knew both numbers; then half of the districts send the one, half the other, all at once."""
    both = [{**row, "old_identity": OLD.format(nth)} for nth, row in enumerate(crowd(PEOPLE))]
    first = freelance_list(office, both)
    assert first["counts"]["accepted"] == PEOPLE, first["faults"][:2]
    gone = accepted(office.desk("district_officer", "582").post(
        f"/beneficiary-lists/{first['list_id']}/corrections", {"rows": crowd(1, first=900)}, whole="true",
        received_on="2021-08-10", on="2021-08-10",
    ))  # fmt: skip
    assert gone["withdrawn"] == PEOPLE  # known from now on, and asking for nothing
    card = [{name: value for name, value in row.items() if name != "old_identity"} for row in both]
    old = [{name: value for name, value in row.items() if name != "citizen_id"} for row in both]
    units = [*DISTRICTS, "584"]
    answers = together([
        lambda desk=desk, unit=unit, nth=nth: send(
            desk, of_district(old if nth % 2 else card, nth), **{**FREELANCE, "unit": unit}
        )
        for nth, (desk, unit) in enumerate(zip(desks(office, "district_officer", units), units, strict=True))
    ])  # fmt: skip
    counts = [accepted(answer)["lists"][0]["counts"] for answer in answers]
    assert sum(count["accepted"] for count in counts) == PEOPLE, counts
    decide_everything(office, DISTRICTS)
    assert set(entitled().values()) == {1} and len(entitled()) == PEOPLE + 1


def test_eight_lists_of_one_district_with_the_same_people_entitle_each_once(office: Office) -> None:
    people, clerks = crowd(PEOPLE), desks(office, "district_officer", ["582"] * AT_ONCE)
    answers = together([
        lambda desk=desk, nth=nth: send(desk, of_district(people, nth), **FREELANCE) for nth, desk in enumerate(clerks)
    ])  # fmt: skip
    assert sum(accepted(answer)["counts"]["accepted"] for answer in answers) == PEOPLE
    decide_everything(office, ["582"])
    assert len(entitled()) == PEOPLE and set(entitled().values()) == {1}


def test_the_same_bytes_eight_times_are_one_list(office: Office) -> None:
    people, clerks = crowd(PEOPLE), desks(office, "district_officer", ["582"] * AT_ONCE)
    answers = together([lambda desk=desk: send(desk, people, **FREELANCE) for desk in clerks])
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (AT_ONCE - 1)
    for answer in answers:
        if answer.status_code == 409:
            assert answer.json()["code"] in {"ALREADY_RECEIVED", "BYTES_KNOWN"}
    assert query("SELECT count(*) FROM list_row")[0][0] == PEOPLE


def test_eight_clerks_draft_over_the_same_submission_and_one_has_it(office: Office) -> None:
    freelance_list(office, crowd(PEOPLE))
    submission = appraised(office)["id"]
    body = {"submissions": [submission], "law_on": LAW_ON}
    answers = race(desks(office, "district_officer", ["582"] * AT_ONCE), "/decisions", body)
    one_of(answers, "WRONG_STATE")
    assert query("SELECT count(*) FROM decision")[0][0] == 1
    assert query("SELECT count(DISTINCT decision_id) FROM application")[0][0] == 1


def test_eight_submissions_over_the_same_rows_take_each_row_once(office: Office) -> None:
    freelance_list(office, crowd(PEOPLE))
    body = {"policy": "freelance", "round": 2}
    one_of(race(desks(office, "district_officer", ["582"] * AT_ONCE), "/submissions", body), "NOTHING_READY")
    assert query("SELECT sum(rows) FROM submission")[0][0] == PEOPLE


def test_eight_comparisons_put_a_decision_in_force_once(office: Office) -> None:
    freelance_list(office, crowd(PEOPLE))
    clerk = office.desk("district_officer", "582")
    body = {"submissions": [appraised(office)["id"]], "law_on": LAW_ON}
    drafted = accepted(clerk.post("/decisions", body))
    paper = {"number": "1/QĐ", "signed_on": LAW_ON, "rows": drafted["rows"], "amount_vnd": drafted["amount_vnd"]}
    path = f"/decisions/{drafted['id']}"
    accepted(clerk.post(f"{path}/record", {**paper, "signer": "Nguyễn Văn Chủ"}))
    one_of(race(desks(office, "district_approver", ["582"] * AT_ONCE), f"{path}/comparison", paper), "WRONG_STATE")
    assert len(entitled()) == PEOPLE and set(entitled().values()) == {1}


def test_eight_batches_over_the_same_money_pay_each_once(office: Office) -> None:
    freelance_list(office, crowd(PEOPLE))
    decided(office, [appraised(office)["id"]])
    body = {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON}
    one_of(race(desks(office, "finance_maker", ["582"] * AT_ONCE), "/payment-batches", body), "NOTHING_TO_PAY")
    assert query("SELECT count(*), sum(amount_vnd)::bigint FROM payout") == [(PEOPLE, PEOPLE * 1_500_000)]
    assert query("SELECT max(times) FROM (SELECT count(*) AS times FROM payout_share GROUP BY entitlement_id) s") == [
        (1,)
    ]


@pytest.mark.parametrize("other", ["void", "check", "freeze"])
def test_a_batch_frozen_while_another_hand_is_on_it_is_whole(office: Office, other: str) -> None:
    freelance_list(office, crowd(PEOPLE))
    decided(office, [appraised(office)["id"]])
    maker, checker = office.desk("finance_maker", "582"), office.desk("finance_checker", "582")
    body = {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON}
    batch = accepted(maker.post("/payment-batches", body))
    path = f"/payment-batches/{batch['id']}"
    hands: dict[str, Callable[[], httpx.Response]] = {
        "void": lambda: maker.post(f"{path}/void", {"reason": "Nhầm"}),
        "check": lambda: checker.post(f"{path}/check", {"payouts": PEOPLE, "amount_vnd": PEOPLE * 1_500_000}),
        "freeze": lambda: maker.post(f"{path}/freeze"),
    }
    answers = together([lambda: maker.post(f"{path}/freeze"), hands[other]])
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert 200 in {answer.status_code for answer in answers}
    [(state, revision)] = query("SELECT state, revision FROM payment_batch")
    files = query("SELECT count(*) FROM batch_file")[0][0]
    assert revision == 1 and files == (0 if state == "void" and answers[0].status_code == 409 else 1)
    states = {row.state for row in query("SELECT DISTINCT state FROM payout")}
    assert states == ({"void"} if state == "void" else {"batched"})


def race(hands: Sequence[Desk], path: str, body: object) -> list[httpx.Response]:
    """The same request by all, each under a key of its own."""
    return together([lambda desk=desk: desk.post(path, body) for desk in hands])


def one_of(answers: Sequence[httpx.Response], code: str) -> None:
    """One had it; the others were told so, in words."""
    done = [answer for answer in answers if answer.status_code < 300]
    assert len(done) == 1, [(answer.status_code, answer.text[:200]) for answer in answers]
    for answer in answers:
        if answer is not done[0]:
            refused(answer, code)


ADVISORY = """SELECT mode FROM pg_locks WHERE locktype = 'advisory'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


def test_a_list_that_waits_for_who_is_who_holds_the_law_as_it_is_already(office: Office) -> None:
    """Else it and a word said meanwhile would wait for each other, and for whoever mends a list."""
    desk = office.desk("district_officer", "582")
    with Session(db.engine()) as other, ThreadPoolExecutor(1) as pool:
        identity.lock(other)
        sent = pool.submit(send, desk, crowd(2), **FREELANCE)
        try:
            deadline = time.monotonic() + 20
            while not query(f"{ADVISORY} AND NOT granted"):  # in this database: other tests wait in theirs
                assert time.monotonic() < deadline
                time.sleep(0.02)
            held = query(f"{ADVISORY} AND granted")
        finally:
            other.rollback()
        accepted(sent.result())
    assert "ShareLock" in {row.mode for row in held}, "the words are held; who is who is still waited for"
