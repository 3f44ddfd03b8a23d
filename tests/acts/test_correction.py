"""Where somebody is paid changes by two people; until the second has read the paper, nothing of it is paid."""

from typing import Any

from tests.acts.forms import sign
from tests.acts.province import ACCOUNT, exported, files_of
from tests.acts.test_payment import CASH, TRANSFER, open_entitlements
from tests.acts.words import corrected
from tests.office import Office, accepted, refused
from tests.routers.neighbours import query

NEW = {**ACCOUNT, "account_name": "NGUYEN THI AN BINH", "reason": "Nhận qua tài khoản"}


def application(office: Office, number: int = 1) -> int:
    """Somebody with a decision in force, to be paid in cash."""
    open_entitlements(office, number)
    office.give_account("582")
    found: int = accepted(office.desk("district_officer", "582").get("/applications"))["items"][0]["id"]
    return found


def asked(office: Office, id_: int, **more: object) -> dict[str, Any]:
    """A correction, asked."""
    maker = office.desk("finance_maker", "582")
    told: dict[str, Any] = accepted(maker.post(f"/applications/{id_}/payment", {**NEW, **more}))
    return told


def test_between_the_two_words_nothing_is_paid_the_old_way_or_the_new(office: Office) -> None:
    id_ = application(office)
    maker, checker = office.desk("finance_maker", "582"), office.desk("finance_checker", "582")
    told = asked(office, id_)
    assert told["state"] == "asked" and "9888" not in str(told)
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")
    refused(maker.post("/payment-batches", TRANSFER), "NOTHING_TO_PAY")
    path = f"/payment-corrections/{told['id']}/confirmation"
    assert accepted(checker.post(path, {"last4": "9888"}))["state"] == "confirmed"
    refused(maker.post("/payment-batches", CASH), "NOTHING_TO_PAY")
    assert accepted(maker.post("/payment-batches", TRANSFER))["payouts"] == 1
    refused(checker.post(path, {"last4": "9888"}), "WRONG_STATE")


def test_whoever_asked_does_not_confirm_under_another_account_either(office: Office) -> None:
    id_ = application(office)
    maker = office.desk("finance_maker", "582", person="Một Người")
    same = office.desk("finance_checker", "582", person="Một Người")
    told = accepted(maker.post(f"/applications/{id_}/payment", NEW))
    path = f"/payment-corrections/{told['id']}"
    refused(same.post(f"{path}/confirmation", {"last4": "9888"}), "SAME_HANDS")
    refused(same.post(f"{path}/refusal", {"reason": "Sai"}), "SAME_HANDS")
    refused(maker.post(f"{path}/confirmation", {"last4": "9888"}), "NOT_YOURS")
    refused(office.desk("finance_checker", "587").post(f"{path}/confirmation", {"last4": "9888"}), "NO_SUCH_RECORD")


def test_the_second_person_reads_the_last_four_characters_again(office: Office) -> None:
    told = asked(office, application(office))
    checker, path = office.desk("finance_checker", "582"), f"/payment-corrections/{told['id']}/confirmation"
    for wrong in ({"last4": "9889"}, {"last4": None}, {}):
        refused(checker.post(path, wrong), "ACCOUNT_DIFFERS")
    assert accepted(checker.post(path, {"last4": "9888"}))["name_differs"] is False


def test_for_cash_there_are_no_figures_to_read(office: Office) -> None:
    told = asked(office, application(office), payment_method="cash")
    checker, path = office.desk("finance_checker", "582"), f"/payment-corrections/{told['id']}/confirmation"
    refused(checker.post(path, {"last4": "9888"}), "ACCOUNT_DIFFERS")
    refused(checker.post(path, {"name_ground": "proxy"}), "HOLDER_AGREES")
    assert accepted(checker.post(path, {}))["state"] == "confirmed"


def test_an_account_of_another_name_is_confirmed_with_its_ground_only(office: Office) -> None:
    told = asked(office, application(office), account_name="Trần Văn Giám Hộ")
    checker, path = office.desk("finance_checker", "582"), f"/payment-corrections/{told['id']}/confirmation"
    assert told["name_differs"] is True
    refused(checker.post(path, {"last4": "9888"}), "HOLDER_DIFFERS")
    assert checker.post(path, {"last4": "9888", "name_ground": "cousin"}).status_code == 422
    assert accepted(checker.post(path, {"last4": "9888", "name_ground": "guardian"}))["name_ground"] == "guardian"


def test_marks_case_and_space_make_no_other_name(office: Office) -> None:
    told = asked(office, application(office), account_name="  nguyễn  THI An   binh ")
    checker, path = office.desk("finance_checker", "582"), f"/payment-corrections/{told['id']}/confirmation"
    assert told["name_differs"] is False
    refused(checker.post(path, {"last4": "9888", "name_ground": "proxy"}), "HOLDER_AGREES")
    accepted(checker.post(path, {"last4": "9888"}))


def test_one_correction_waits_at_a_time_and_a_refused_or_withdrawn_one_changes_nothing(office: Office) -> None:
    id_ = application(office)
    maker, checker = office.desk("finance_maker", "582"), office.desk("finance_checker", "582")
    first = asked(office, id_)
    refused(maker.post(f"/applications/{id_}/payment", NEW), "CORRECTION_ASKED")
    gone = accepted(checker.post(f"/payment-corrections/{first['id']}/refusal", {"reason": "Thiếu giấy"}))
    assert gone["state"] == "refused"
    second = asked(office, id_)
    assert accepted(maker.post(f"/payment-corrections/{second['id']}/void", {"reason": "Nhầm"}))["state"] == "void"
    refused(checker.post(f"/payment-corrections/{second['id']}/confirmation", {"last4": "9888"}), "WRONG_STATE")
    assert accepted(maker.post("/payment-batches", CASH))["payouts"] == 1
    states = [one["state"] for one in accepted(maker.get("/payment-corrections"))["items"]]
    assert states == ["refused", "void"]
    assert accepted(maker.get("/payment-corrections", state="asked"))["items"] == []


def test_nothing_of_the_account_is_kept_in_what_was_answered(office: Office) -> None:
    id_ = application(office)
    corrected(office, id_, NEW)
    [row] = query("SELECT to_cipher FROM payment_correction")
    assert bytes(row.to_cipher) == b""
    [kept] = query("SELECT account_last4, account_name, payment_method FROM application WHERE id = :id", id=id_)
    assert tuple(kept) == ("9888", "NGUYEN THI AN BINH", "transfer")


def test_what_is_being_paid_or_was_paid_is_not_corrected(office: Office) -> None:
    id_ = application(office)
    maker = office.desk("finance_maker", "582")
    batch = exported(office)
    refused(maker.post(f"/applications/{id_}/payment", NEW), "BEING_PAID")
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data)))
    refused(maker.post(f"/applications/{id_}/payment", NEW), "NOTHING_OPEN")
