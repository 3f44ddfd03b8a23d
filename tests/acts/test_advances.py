"""Cash of a batch in somebody's hands: no more than is paid there, cleared by what was paid, the rest paid back."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.acts.advancing import (
    DO_VINH,
    EACH_VND,
    MY_HAI,
    RETURNED,
    VOUCHER,
    agent,
    answered,
    batch_of,
    checker,
    cleared,
    given,
    maker,
    of_two_funds,
    paid_back,
    recorded,
)
from tests.acts.province import exported
from tests.office import Office, accepted, refused
from tests.treasury import balances


def one(office: Office, advance: int) -> dict[str, Any]:
    found: dict[str, Any] = accepted(office.desk("auditor", "582").get(f"/advances/{advance}"))
    return found


def give(office: Office, batch: int, agent_id: int, amount_vnd: int, **other: object) -> Any:  # noqa: ANN401 – a response
    body = {**VOUCHER, "batch": batch, "agent": agent_id, "number": "PC 9", "amount_vnd": amount_vnd}
    return maker(office).post("/advances", {**body, **other})


def test_cash_is_given_by_two_people_and_stands_beside_the_budget(office: Office) -> None:
    central, own = of_two_funds()
    batch = batch_of(office, {DO_VINH: 3, MY_HAI: 2})
    before = balances(central), balances(own)
    id_ = given(office, batch["id"], agent(office), 3 * EACH_VND)
    found = one(office, id_)
    assert (found["state"], found["open_vnd"], found["age_days"]) == ("in_force", 4_500_000, 5)
    assert found["parts"] == [
        {"fund_id": central, "amount_vnd": 3_600_000, "open_vnd": 3_600_000},
        {"fund_id": own, "amount_vnd": 900_000, "open_vnd": 900_000},
    ]
    for fund, was in zip((central, own), before, strict=True):
        now = balances(fund)
        assert now.pop("ADVANCE") == -now.pop("ADVANCED") > 0
        assert now == was


def test_no_more_is_given_than_the_batch_pays_there(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 3, MY_HAI: 2})
    there = agent(office)
    told = refused(give(office, batch["id"], there, 3 * EACH_VND + 1), "ADVANCE_TOO_LARGE")
    assert told["room_vnd"] == 4_500_000
    given(office, batch["id"], there, 4_000_000)
    assert refused(give(office, batch["id"], there, 500_001), "ADVANCE_TOO_LARGE")["room_vnd"] == 500_000
    accepted(give(office, batch["id"], there, 500_000))


def test_tranches_come_out_to_the_dong(office: Office) -> None:
    central, own = of_two_funds()
    batch = batch_of(office, {DO_VINH: 3})
    there = agent(office)
    ids = [
        given(office, batch["id"], there, amount, number)
        for number, amount in (("PC 1", 1_111_111), ("PC 2", 1_111_112), ("PC 3", 2_277_777))
    ]
    by_fund = {central: 0, own: 0}
    for id_ in ids:
        for part in one(office, id_)["parts"]:
            by_fund[part["fund_id"]] += part["amount_vnd"]
    assert by_fund == {central: 3_600_000, own: 900_000}


def test_a_persons_cash_is_in_one_agents_hands(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 2, MY_HAI: 2})
    given(office, batch["id"], agent(office), EACH_VND)
    whole = agent(office, "582", "district")
    refused(give(office, batch["id"], whole, EACH_VND), "HELD_BY_ANOTHER")
    office_of = {"kind": "post_office", "name": "Bưu điện Phan Rang", "communes": [DO_VINH, MY_HAI]}
    post = accepted(maker(office).post("/paying-agents", office_of))
    assert post["communes"] == [DO_VINH, MY_HAI]
    refused(give(office, batch["id"], post["id"], EACH_VND), "HELD_BY_ANOTHER")
    accepted(give(office, batch["id"], agent(office, MY_HAI), EACH_VND))


def test_a_returned_list_clears_what_was_paid_and_the_rest_is_paid_back(office: Office) -> None:
    central, own = of_two_funds()
    batch = batch_of(office, {DO_VINH: 4, MY_HAI: 2})
    id_ = given(office, batch["id"], agent(office), 4 * EACH_VND)
    answer = answered(office, batch["id"], "Vắng")
    assert cleared(office, id_, answer)["amount_vnd"] == 3 * EACH_VND
    assert (one(office, id_)["open_vnd"], one(office, id_)["state"]) == (EACH_VND, "in_force")
    paid_back(office, id_, 500_000)
    paid_back(office, id_, 1_000_000, "PT 2")
    found = one(office, id_)
    assert (found["state"], found["open_vnd"], found["age_days"]) == ("closed", 0, None)
    assert [each["handed_in_by"] for each in found["clearings"]] == ["Trần Thị Văn Thư"]
    assert {balances(fund)["ADVANCE"] for fund in (central, own)} == {0}


def test_a_list_that_settles_everybody_clears_the_advance(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 2})
    id_ = given(office, batch["id"], agent(office), 2 * EACH_VND)
    cleared(office, id_, answered(office, batch["id"]))
    assert one(office, id_)["state"] == "cleared"


def test_a_list_clears_once_and_only_what_it_settled(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 3})
    first = given(office, batch["id"], agent(office), EACH_VND + 1)
    second = given(office, batch["id"], 1, EACH_VND, "PC 2")
    halves = answered(office, batch["id"], "Đã nhận", "Đã nhận", "")
    assert cleared(office, first, halves)["amount_vnd"] == EACH_VND + 1
    assert cleared(office, second, halves)["amount_vnd"] == EACH_VND - 1
    refused(maker(office).post(f"/advances/{second}/clearings", {**RETURNED, "answer": halves}), "NOTHING_TO_CLEAR")
    rest = answered(office, batch["id"], "Đã nhận", "Đã nhận", "Đã nhận")
    assert cleared(office, second, rest)["amount_vnd"] == 1
    assert one(office, second)["state"] == "cleared"


def test_what_another_commune_paid_clears_nothing_here(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 1, MY_HAI: 1})
    id_ = given(office, batch["id"], agent(office), EACH_VND)
    answer = answered(office, batch["id"], "", "Đã nhận")
    refused(maker(office).post(f"/advances/{id_}/clearings", {**RETURNED, "answer": answer}), "NOTHING_TO_CLEAR")


def test_one_person_neither_gives_nor_takes_back_alone(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 1})
    both = office.desk("finance_checker", "582", "finance_maker 582")
    id_ = recorded(office, batch["id"], agent(office), EACH_VND)
    read = {"number": "PC 1", "given_on": VOUCHER["given_on"], "amount_vnd": EACH_VND}
    refused(both.post(f"/advances/{id_}/confirmation", read), "SAME_HANDS")
    accepted(checker(office).post(f"/advances/{id_}/confirmation", read))
    refused(checker(office).post(f"/advances/{id_}/confirmation", read), "WRONG_STATE")
    body = {"number": "PT 1", "paid_on": "2022-02-25", "amount_vnd": 1}
    back = accepted(maker(office).post(f"/advances/{id_}/repayments", {**body, "payer": "Ai Đó"}))
    refused(both.post(f"/advance-repayments/{back['id']}/confirmation", body), "SAME_HANDS")


def test_a_voucher_read_otherwise_is_not_confirmed(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 1})
    id_ = recorded(office, batch["id"], agent(office), EACH_VND)
    read = {"number": "PC 1", "given_on": VOUCHER["given_on"], "amount_vnd": EACH_VND}
    for wrong in ({"number": "PC 2"}, {"given_on": "2022-02-21"}, {"amount_vnd": EACH_VND - 1}):
        refused(checker(office).post(f"/advances/{id_}/confirmation", read | wrong), "VOUCHER_DIFFERS")
    accepted(maker(office).post(f"/advances/{id_}/void", {"reason": "Ghi nhầm"}))
    refused(checker(office).post(f"/advances/{id_}/confirmation", read), "WRONG_STATE")
    accepted(give(office, batch["id"], 1, EACH_VND, number="PC 1"))


def test_the_number_of_a_paper_is_used_once(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 3})
    id_ = given(office, batch["id"], agent(office), EACH_VND)
    refused(give(office, batch["id"], 1, EACH_VND, number="PC 1"), "VOUCHER_NUMBER_USED")
    paid_back(office, id_, 1)
    body = {"number": "PT 1", "paid_on": "2022-02-25", "payer": "Ai Đó", "amount_vnd": 1}
    refused(maker(office).post(f"/advances/{id_}/repayments", body), "VOUCHER_NUMBER_USED")
    refused(maker(office).post("/paying-agents", {"kind": "commune", "unit": DO_VINH}), "AGENT_KNOWN")


def test_no_more_comes_back_than_is_out(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 1})
    id_ = given(office, batch["id"], agent(office), EACH_VND)
    body = {"number": "PT 1", "paid_on": "2022-02-25", "payer": "Ai Đó", "amount_vnd": EACH_VND + 1}
    refused(maker(office).post(f"/advances/{id_}/repayments", body), "REPAYMENT_TOO_LARGE")
    late = {**body, "paid_on": "2022-02-26", "amount_vnd": 1}
    refused(maker(office).post(f"/advances/{id_}/repayments", late), "PAPER_IN_FUTURE")
    waiting = accepted(maker(office).post(f"/advances/{id_}/repayments", body | {"amount_vnd": EACH_VND}))
    cleared(office, id_, answered(office, batch["id"]))
    read = {"number": "PT 1", "paid_on": "2022-02-25", "amount_vnd": EACH_VND}
    refused(checker(office).post(f"/advance-repayments/{waiting['id']}/confirmation", read), "WRONG_STATE")
    accepted(maker(office).post(f"/advance-repayments/{waiting['id']}/void", {"reason": "Đã trả hết"}))


def test_only_cash_that_has_left_is_advanced(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 1})
    there = agent(office)
    refused(give(office, batch["id"], there, EACH_VND, given_on="2022-02-26"), "PAPER_IN_FUTURE")
    answered(office, batch["id"])
    accepted(maker(office).post(f"/payment-batches/{batch['id']}/close"))
    refused(give(office, batch["id"], there, EACH_VND), "WRONG_STATE")


def test_a_transfer_is_no_cash(office: Office) -> None:
    from tests.acts.province import ACCOUNT, appraised, decided, freelance_list, workers  # noqa: PLC0415

    freelance_list(office, workers(1, **ACCOUNT))
    decided(office, [appraised(office)["id"]])
    office.give_account("582")
    batch = exported(office, channel="transfer")
    refused(give(office, batch["id"], agent(office), EACH_VND), "NOT_PAID_IN_CASH")


def test_an_agent_is_said_in_one_way(office: Office) -> None:
    desk = maker(office)
    for wrong in (
        {"kind": "commune"},
        {"kind": "commune", "unit": DO_VINH, "name": "Đô Vinh"},
        {"kind": "post_office", "name": "Bưu điện"},
        {"kind": "post_office", "unit": DO_VINH, "communes": [DO_VINH]},
    ):
        refused(desk.post("/paying-agents", wrong), "AGENT_UNCLEAR")
    for elsewhere in ({"kind": "commune", "unit": "22870"}, {"kind": "district", "unit": "587"}):
        refused(desk.post("/paying-agents", elsewhere), "NO_SUCH_RECORD")


def test_the_province_looks_on_and_gives_nothing_of_its_districts(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 1})
    there = agent(office)
    province = office.desk("finance_maker", "58")
    body = {**VOUCHER, "batch": batch["id"], "agent": there, "number": "PC 1", "amount_vnd": 1}
    refused(province.post("/advances", body), "NOT_THE_PAYERS_ADVANCE")
    id_ = given(office, batch["id"], there, EACH_VND)
    assert accepted(province.get("/advances"))["items"][0]["id"] == id_


def test_what_is_open_is_told_by_age_and_holder(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 2, MY_HAI: 1})
    old = given(office, batch["id"], agent(office), 2 * EACH_VND)
    given(office, batch["id"], agent(office, MY_HAI), EACH_VND, "PC 2")
    desk = checker(office)
    assert [item["open_vnd"] for item in accepted(desk.get("/advances"))["items"]] == [3_000_000, 1_500_000]
    assert accepted(desk.get("/advances", open_over_days=5))["items"] == []
    assert len(accepted(desk.get("/advances", open_over_days=4))["items"]) == 2
    cleared(office, old, answered(office, batch["id"], "Đã nhận", "Đã nhận", ""))
    [holder] = accepted(desk.get("/advances/holders"))["items"]
    assert (holder["agent"], holder["open_vnd"], holder["age_days"]) == (
        "Phường Mỹ Hải, Thành phố Phan Rang-Tháp Chàm", EACH_VND, 5
    )  # fmt: skip
    assert [item["id"] for item in accepted(desk.get("/advances", state="cleared"))["items"]] == [old]


def test_at_once_no_more_is_given_than_the_batch_pays(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 2})
    there = agent(office)
    desk = maker(office)

    def ask(nth: int) -> int:
        body = {**VOUCHER, "batch": batch["id"], "agent": there, "number": f"PC {nth}", "amount_vnd": EACH_VND}
        return desk.post("/advances", body).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(ask, range(8)))
    assert answers == [201, 201, 409, 409, 409, 409, 409, 409]


def test_at_once_a_list_clears_an_advance_once(office: Office) -> None:
    batch = batch_of(office, {DO_VINH: 4})
    there = agent(office)
    ids = [given(office, batch["id"], there, 2 * EACH_VND, f"PC {nth}") for nth in (1, 2)]
    answer = answered(office, batch["id"], "Đã nhận", "Đã nhận", "Đã nhận", "Vắng")
    desk = maker(office)

    def ask(id_: int) -> int:
        return desk.post(f"/advances/{id_}/clearings", {**RETURNED, "answer": answer}).status_code

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, ids * 4))
    assert sum(one(office, id_)["cleared_vnd"] for id_ in ids) == 3 * EACH_VND
