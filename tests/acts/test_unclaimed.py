"""Cash that nobody came for: kept until its deadline, then returned to its funds by two people. And ages."""

from datetime import date

import pytest

from app.settings import settings
from tests.acts.forms import sign
from tests.acts.province import ACCOUNT, appraised, decided, exported, files_of, freelance_list, send, workers
from tests.acts.registers import dead, register
from tests.acts.test_payment import CASH, open_entitlements, people
from tests.acts.test_payment_words import BACK, fund, owed
from tests.acts.test_reconciliation import answer, report
from tests.acts.words import LETTER, SUM, confirmed, figures, said
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import query
from tests.routers.small_life import FACILITY, TREATED

OF = {"policy": "freelance"}
PAST = "2022-01-15"  # the city's deadline of a round
BEFORE = {**LETTER, **OF}


def absent(office: Office, number: int = 3, away: int = 2) -> Desk:
    """Some people, of whom so many did not come: the maker's desk."""
    open_entitlements(office, number)
    maker = office.desk("finance_maker", "582")
    [data] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data, *["Vắng"] * away)))
    return maker


def deadline(office: Office, day: str = PAST, unit: str = "582", policy: str = "freelance") -> None:
    """A deadline, set by two people."""
    said(office, "/unclaimed/deadlines", unit, policy=policy, day=day)


def later(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Another day, for what counts days."""
    set_ = settings().model_copy(update={"fixed_today": today})
    for module in ("unclaimed", "ageing", "payment_word"):
        monkeypatch.setattr(f"app.{module}.settings", lambda: set_)


def test_what_nobody_came_for_goes_back_to_its_fund_after_the_deadline(office: Office) -> None:
    maker = absent(office)
    deadline(office)
    [told] = accepted(maker.get("/unclaimed"))["items"]
    assert told == {
        "policy": "freelance", "unit": "582", "payouts": 2, "amount_vnd": 2 * SUM, "deadline": PAST,
        "overdue_payouts": 2, "overdue_vnd": 2 * SUM,
    }  # fmt: skip
    word = accepted(maker.post("/unclaimed/returns", BEFORE))
    assert (word["payouts"], word["amount_vnd"], word["day"]) == (2, 2 * SUM, PAST)
    refused(maker.post("/unclaimed/returns", BEFORE), "WORD_ASKED")
    assert fund() == {"COMMITTED": 2, "PAID": 1}
    checker, path = office.desk("finance_checker", "582"), f"/payment-words/{word['id']}/confirmation"
    refused(checker.post(path, figures(word, payouts=3)), "PAPER_DIFFERS")
    refused(checker.post(path, figures(word, amount_vnd=SUM)), "PAPER_DIFFERS")
    accepted(checker.post(path, figures(word)))
    assert fund() == {"PAID": 1}
    assert query("SELECT state, blocked, count(*) FROM entitlement GROUP BY 1, 2 ORDER BY 1") == [
        ("cancelled", "UNCLAIMED", 2), ("paid", None, 1)
    ]  # fmt: skip
    assert accepted(maker.get("/unclaimed"))["items"] == []
    refused(maker.post("/unclaimed/returns", BEFORE), "NOTHING_UNCLAIMED")
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")


def test_a_late_claimant_is_told_why_there_is_nothing(office: Office) -> None:
    maker = absent(office, 1, 1)
    deadline(office)
    said(office, "/unclaimed/returns", **OF)
    [one] = accepted(maker.get("/payouts"))["items"]
    asked = maker.post(f"/applications/{one['application_id']}/payment", {**ACCOUNT, "reason": "Đến nhận muộn"})
    problem = refused(asked, "RETURNED_TO_FUND")
    assert LETTER["number"] in problem["detail"] and "24/02/2022" in problem["detail"]
    story = accepted(office.desk("auditor", "582").get(f"/beneficiaries/{one['beneficiary_id']}/history"))
    assert [(each["state"], each["blocked"]) for each in story["entitlements"]] == [("cancelled", "UNCLAIMED")]
    assert [(each["kind"], each["paper_number"]) for each in story["payment_words"]] == [
        ("unclaimed", LETTER["number"])
    ]


def test_before_the_deadline_and_without_one_nothing_goes_back(office: Office) -> None:
    maker = absent(office)
    refused(maker.post("/unclaimed/returns", BEFORE), "NO_DEADLINE")
    word = accepted(maker.post("/unclaimed/deadlines", {**BEFORE, "day": PAST}))
    refused(maker.post("/unclaimed/returns", BEFORE), "NO_DEADLINE")  # one person's word is none
    confirmed(office, word)
    for day in ("2022-02-25", "2022-03-31"):  # the last day is a day on which people may come
        deadline(office, day)
        problem = refused(maker.post("/unclaimed/returns", BEFORE), "BEFORE_DEADLINE")
        assert problem["deadline"] == day
    assert accepted(maker.get("/unclaimed"))["items"][0]["overdue_payouts"] == 0


def test_a_deadline_put_off_between_the_two_words_stops_the_return(office: Office) -> None:
    maker = absent(office)
    deadline(office)
    word = accepted(maker.post("/unclaimed/returns", BEFORE))
    deadline(office, "2022-03-31")
    path = f"/payment-words/{word['id']}/confirmation"
    refused(office.desk("finance_checker", "582").post(path, figures(word)), "BEFORE_DEADLINE")


def test_the_provinces_deadline_holds_for_its_districts(office: Office) -> None:
    maker = absent(office)
    deadline(office)
    deadline(office, "2022-03-31", unit="58")
    assert accepted(maker.get("/unclaimed"))["items"][0]["deadline"] == "2022-03-31"
    deadline(office)
    refused(maker.post("/unclaimed/returns", BEFORE), "BEFORE_DEADLINE")


def test_who_comes_between_the_two_words_gets_the_money_and_the_count_is_asked_again(office: Office) -> None:
    maker = absent(office)
    deadline(office)
    word = accepted(maker.post("/unclaimed/returns", BEFORE))
    [data] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Đã nhận", "Vắng")))
    path = f"/payment-words/{word['id']}/confirmation"
    refused(office.desk("finance_checker", "582").post(path, figures(word)), "UNCLAIMED_CHANGED")
    accepted(maker.post(f"/payment-words/{word['id']}/void", {"reason": "Có người đến nhận"}))
    assert said(office, "/unclaimed/returns", **OF)["payouts"] == 1
    assert fund() == {"PAID": 2}


def test_whom_we_keep_from_their_money_is_not_late(office: Office) -> None:
    """Said to be paid, stopped by a check, or waiting for a second person."""
    maker = absent(office, 3, 3)
    deadline(office)
    gone = accepted(maker.get("/payouts"))["items"]
    [data] = files_of(maker, gone[0]["batch_id"]).values()
    accepted(maker.upload("/answers", sign(data, "Đã nhận", "Vắng", "Vắng")))
    register(office, "deaths", [dead(workers(3)[1])])
    cash = {"payment_method": "cash", "reason": "Nhận tại phường"}
    last = accepted(maker.post(f"/applications/{gone[2]['application_id']}/payment", cash))
    told = accepted(maker.get("/unclaimed"))["items"][0]
    assert (told["payouts"], told["overdue_payouts"]) == (3, 0)
    refused(maker.post("/unclaimed/returns", BEFORE), "NOTHING_UNCLAIMED")
    accepted(maker.post(f"/payment-corrections/{last['id']}/void", {"reason": "Thôi"}))
    assert accepted(maker.post("/unclaimed/returns", BEFORE))["payouts"] == 1


def test_whoever_asked_does_not_give_it_back_alone(office: Office) -> None:
    absent(office)
    deadline(office)
    maker = office.desk("finance_maker", "582", person="Một Người")
    same = office.desk("finance_checker", "582", person="Một Người")
    word = accepted(maker.post("/unclaimed/returns", BEFORE))
    refused(same.post(f"/payment-words/{word['id']}/confirmation", figures(word)), "SAME_HANDS")


def test_another_unit_gives_back_nothing_of_ours(office: Office) -> None:
    absent(office)
    deadline(office, unit="58")
    for unit in ("58", "587"):
        refused(office.desk("finance_maker", unit).post("/unclaimed/returns", BEFORE), "NOTHING_UNCLAIMED")
    assert accepted(office.desk("auditor", "587").get("/unclaimed"))["items"] == []
    assert accepted(office.desk("auditor", "58").get("/unclaimed"))["items"][0]["payouts"] == 2


def test_policies_of_health_have_one_deadline_and_go_by_one_name(office: Office) -> None:
    day = {"unit": "582", "received_on": "2021-11-20", "on": "2021-11-20"}
    row = {**TREATED, "payment_method": "cash", "account_number": None, "bank": None}
    officer = office.desk("district_officer", "582")
    accepted(send(officer, [row], {"facility_name": FACILITY}, policy="meals_f0", **day))
    decided(office, [appraised(office, "meals_f0", None)["id"]], "58")
    maker = office.desk("finance_maker", "58")
    [data] = files_of(maker, exported(office, "other_support", "cash", "58")["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng")))
    deadline(office, unit="58", policy="meals_f0")  # whichever name is used, the one is meant
    [told] = accepted(maker.get("/unclaimed"))["items"]
    assert (told["policy"], told["deadline"]) == ("other_support", PAST)
    [aged] = accepted(maker.get("/payouts/ageing"))["items"]
    assert (aged["kind"], aged["policy"]) == ("unclaimed", "other_support")
    assert said(office, "/unclaimed/returns", "58", policy="other_support")["policy"] == "other_support"
    assert accepted(maker.get("/unclaimed"))["items"] == []


# Ages.


def ages(desk: Desk) -> dict[tuple[str, str], tuple[int, int]]:
    """Counts and sums by kind and bucket, of one policy and unit."""
    told = accepted(desk.get("/payouts/ageing"))["items"]
    assert {(each["unit"], each["policy"]) for each in told} <= {("582", "freelance")}
    return {(each["kind"], each["bucket"]): (each["payouts"], each["amount_vnd"]) for each in told}


def life(office: Office) -> Desk:
    """A transfer on its way, one debited, one in process, one in doubt, one returned; two absent."""
    office.give_account("582")
    freelance_list(office, [*people(5), *workers(2, first=20)])
    decided(office, [appraised(office)["id"]])
    maker = office.desk("finance_maker", "582")
    batch = exported(office, channel="transfer")
    order = next(data for name, data in files_of(maker, batch["id"]).items() if name.endswith(".xml"))
    answer(maker, report(order, {0: ("ACSC", ""), 1: ("ACCC", "")}))
    accepted(maker.post(f"/payment-batches/{batch['id']}/unanswered"))
    answer(maker, report(order, {3: ("PDNG", "")}, "BANK-2"))
    [_, second, *_] = accepted(maker.get("/payouts", batch=batch["id"]))["items"]
    accepted(maker.post(f"/payouts/{second['id']}/return", BACK))
    confirmed(office, accepted(maker.get("/payment-words"))["items"][0])
    [data] = files_of(maker, exported(office)["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng", "Vắng")))
    return maker


def test_what_is_under_way_is_told_by_age(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = life(office)
    [(today,)] = query("SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date")
    for days, bucket in ((0, "0-2"), (2, "0-2"), (3, "3-7"), (7, "3-7"), (8, "8-30"), (30, "8-30"), (31, "over_30")):
        later(monkeypatch, date.fromordinal(today.toordinal() + days))
        assert ages(maker) == {
            ("in_transit", bucket): (2, 2 * SUM), ("in_doubt", bucket): (2, 2 * SUM),
            ("returned", bucket): (1, SUM), ("unclaimed", bucket): (2, 2 * SUM),
        }  # fmt: skip
    assert {each["days_max"] for each in accepted(maker.get("/payouts/ageing"))["items"]} == {31}


def test_a_clock_behind_the_log_counts_no_days(office: Office) -> None:
    maker = life(office)
    assert {bucket for _, bucket in ages(maker)} == {"0-2"}


def test_the_single_ones_are_listed_without_a_word_of_whom_they_are(office: Office) -> None:
    maker = life(office)
    listed = accepted(maker.get("/payouts/aged"))["items"]
    assert [each["payout_id"] for each in listed] == sorted(each["payout_id"] for each in listed)
    assert sorted(each["kind"] for each in listed) == [
        "in_doubt", "in_doubt", "in_transit", "in_transit", "returned", "unclaimed", "unclaimed"
    ]  # fmt: skip
    assert accepted(maker.get("/payouts/aged", kind="in_doubt", bucket="3-7"))["items"] == []
    first, second = accepted(maker.get("/payouts/aged", kind="in_doubt"))["items"]
    assert accepted(maker.get("/payouts/aged", kind="in_doubt", after=first["payout_id"]))["items"] == [second]
    page = accepted(maker.get("/payouts/aged", kind="in_doubt", limit=1))
    assert (page["items"], page["next"]) == ([first], first["payout_id"])
    said_of = {name for each in listed for name in each}
    assert not said_of & {"payee_name", "account_last4", "beneficiary_id", "bank_bin"}
    assert "Nguyễn" not in str(listed)
    assert owed(first["payout_id"]) == [("reserved", None)]
    deadline(office)
    assert {each["deadline"] for each in accepted(maker.get("/payouts/aged", kind="unclaimed"))["items"]} == {PAST}


def test_auditors_read_ages_and_the_next_district_reads_none_of_ours(office: Office) -> None:
    maker = life(office)
    assert ages(office.desk("auditor", "582")) == ages(maker) == ages(office.desk("auditor", "58"))
    assert accepted(office.desk("auditor", "587").get("/payouts/ageing"))["items"] == []
    assert accepted(office.desk("auditor", "587").get("/payouts/aged"))["items"] == []
    refused(office.desk("district_officer", "582").get("/payouts/ageing"), "NOT_YOURS")
