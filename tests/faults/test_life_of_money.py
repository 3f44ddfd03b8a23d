"""The whole life of the money, step by step in any order, beside a model in plain Python that must foretell it all.

Every step asks the real service over HTTP for one act, says beforehand what must come of it (done, or refused with
which code), and changes the model alike (money_model.py). After every step the states of everything and the balance of
every account are the model's. To add to the life: a state and its account in the model, and a rule of ten lines here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.acts.province import EMPLOYEE, EXECUTED_ON, freelance_list, suspended_list
from tests.acts.test_decisions import confirmed
from tests.faults import money_desk
from tests.faults.crowd import called, crowd
from tests.faults.money_desk import DISTRICT, ONE_PERSON, PROVINCE, Asking, World
from tests.faults.money_model import Batch, Line, Mix, Model, Owed, Paying, Waiting, book, free
from tests.invariants.held import require_held
from tests.office import Desk, accepted, refused
from tests.routers.neighbours import query

T = TypeVar("T")
PARTS = "SELECT fund_id, weight FROM funding_part WHERE funding_id = :id ORDER BY position"
Said = tuple[str | None, str | None]
"""A state and a reason."""
NTH = st.integers(0, 9_999)
LAW_DAYS = st.sampled_from(("2021-11-10", "2021-11-15"))
UNIT_OF = {"freelance": DISTRICT, "suspended_contract": PROVINCE}
POLICIES, CHANNELS = st.sampled_from(sorted(UNIT_OF)), st.sampled_from(("cash", "transfer"))
NEXT = {"draft": "freeze", "frozen": "check", "checked": "release", "released": "export"}
AFTER = {"freeze": "frozen", "check": "checked", "release": "released", "export": "exported"}
STEPS = ("freeze", "check", "release", "export", "void", "close", "unanswered")
FROM: Mapping[str, tuple[str, ...]] = {
    **{step: (state,) for state, step in NEXT.items()},
    "void": ("draft", "frozen", "checked"), "close": ("exported",), "unanswered": ("exported",),
}  # fmt: skip
BY_CHECKER = ("check", "release")
SAID = st.sampled_from((
    ("in_process", None), ("debited", None), ("debited", None), ("settled", None), ("settled", None),
    ("rejected", "AC01"), ("rejected", "AM04"), ("rejected", None), ("cancelled", None), (None, None),
))  # fmt: skip
SIGNED = st.sampled_from((("settled", None), ("settled", None), ("cancelled", "ABSENT"), ("cancelled", "REFUSED")))
SAYS, SIGNS = (st.lists(st.one_of(st.none(), one), min_size=5, max_size=5) for one in (SAID, SIGNED))
LIES = st.sampled_from(("", "", "", "", "amount", "reference", "order", "twice"))
WRONG_HANDS = (
    ("finance_checker", DISTRICT, "/payment-batches"), ("district_officer", DISTRICT, "/payment-batches"),
    ("finance_checker", DISTRICT, "/payment-batches/{batch}/freeze"),
    ("finance_maker", DISTRICT, "/payment-batches/{batch}/check"),
    ("finance_maker", DISTRICT, "/payment-batches/{batch}/release"),
    ("finance_checker", DISTRICT, "/payment-batches/{batch}/export"),
    ("auditor", PROVINCE, "/payment-batches/{batch}/void"),
    ("finance_checker", PROVINCE, "/funds/{fund}/allotments"), ("provincial_officer", PROVINCE, "/fundings"),
    ("district_approver", DISTRICT, "/answers"),
)  # fmt: skip
BODIES: Mapping[str, object] = {
    "/payment-batches": {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON},
    "/payment-batches/{batch}/check": {"payouts": 1, "amount_vnd": 1},
    "/payment-batches/{batch}/void": {"reason": "không phải việc của tôi"},
}


class LifeOfMoney(RuleBasedStateMachine):
    """One example: a world of its own, as it goes and as it should."""

    world: World
    seen: Counter[str]  # over all examples: what requests came to, and the lines of answers

    def __init__(self) -> None:
        super().__init__()
        self.hands = Asking(self.world)
        self.url = self.hands.within.enter_context(self.world.fresh())
        self.model = Model(money_desk.unit_ids())
        self.people = self.numbers = 0

    def teardown(self) -> None:
        """The world ends with its example; every invariant of the money holds in it."""
        self.seen.update(self.hands.came_to)
        try:
            require_held(self.url)
        finally:
            self.hands.within.close()

    @initialize()
    def money_is_there(self) -> None:
        """What the world began with."""
        for row in query("SELECT fund_id, balance_vnd FROM ledger_account WHERE kind = 'AVAILABLE'"):
            self.model.allotted[row.fund_id] = row.balance_vnd
        for row in query("SELECT id, policy, unit_id, since FROM funding ORDER BY id"):
            parts = query(PARTS, id=row.id)
            mix = Mix(row.id, row.policy, row.unit_id, str(row.since), [tuple(part) for part in parts])
            self.model.mixes.append(mix)
        self.freelance_decided(["cash", "cash", "transfer", "transfer"], "2021-11-15")
        self.batch_formed("freelance", "cash", of_one=False, nth=0)
        self.batch_taken_on(0, 4)
        self.batch_formed("freelance", "transfer", of_one=False, nth=0)
        self.batch_taken_on(0, 4)

    # Funds.

    @rule(kind=st.sampled_from(("allot", "raise", "cut")), nth=NTH, beside=st.sampled_from((-1, 0, 1, 7_654_321)))
    def fund_allotted(self, kind: str, nth: int, beside: int) -> None:
        """A decision on a fund's money; a cut about as large as what is left, or one đồng more."""
        fund = self.pick(sorted(self.world.funds.values()), nth)
        left = self.model.balances()[fund, "AVAILABLE", None, None]
        amount = max(1, left + beside) if kind == "cut" else 9_000_000 + beside
        paper = {"number": self.number("QĐ-TC"), "signed_on": "2022-01-04", "amount_vnd": amount}
        maker, same = (self.finance(role, PROVINCE, ONE_PERSON) for role in ("finance_maker", "finance_checker"))
        new = {**paper, "kind": kind, "signer": "Nguyễn Văn Chủ"}
        recorded = self.hands.ask(maker, f"/funds/{fund}/allotments", new)
        path = f"/fund-allotments/{recorded['id']}/confirmation"
        self.hands.ask(same, path, paper, "SAME_HANDS")
        second = self.finance("finance_checker", PROVINCE)
        self.hands.ask(second, path, {**paper, "amount_vnd": amount + 1}, "ALLOTMENT_DIFFERS")
        short = kind == "cut" and amount > left
        self.hands.ask(second, path, paper, "FUND_SHORT" if short else None)
        if not short:
            self.model.allotted[fund] += -amount if kind == "cut" else amount

    @rule(
        weights=st.lists(st.integers(1, 12), min_size=1, max_size=3),
        since=st.sampled_from(("2021-05-01", "2021-11-10", "2021-11-12", "2021-12-01")),
        policy=st.sampled_from((None, *UNIT_OF)),
        of_unit=st.booleans(),
    )
    def funds_mixed_anew(self, weights: Sequence[int], since: str, policy: str | None, *, of_unit: bool) -> None:
        """Other funds in other shares pay from a day on."""
        parts = list(zip(sorted(self.world.funds.values()), weights, strict=False))
        unit = DISTRICT if of_unit else None
        told = {"policy": policy, "unit": unit, "since": since, "paper": "3/QĐ-UBND",
                "parts": [{"fund": fund, "weight": weight} for fund, weight in parts]}  # fmt: skip
        recorded = self.hands.ask(self.finance("finance_maker", PROVINCE), "/fundings", told)
        unit_id = self.model.units[unit] if unit else None
        known = any((mix.policy, mix.unit, mix.since) == (policy, unit_id, since) for mix in self.model.mixes)
        path = f"/fundings/{recorded['id']}/confirmation"
        self.hands.ask(self.finance("finance_checker", PROVINCE), path, None, "FUNDING_KNOWN" if known else None)
        if not known:
            self.model.mixes.append(Mix(recorded["id"], policy, unit_id, since, parts))

    # Decisions.

    @rule(methods=st.lists(CHANNELS, min_size=1, max_size=5), on=LAW_DAYS)
    def freelance_decided(self, methods: Sequence[str], on: str) -> None:
        """Some workers, 1.5 million each, decided by their district."""
        rows = [each | self.paid_by(method) for each, method in zip(self.somebody(len(methods)), methods, strict=True)]
        freelance_list(self.world.office, rows)
        self.decided("freelance", on, [1_500_000] * len(rows))

    @rule(
        people=st.lists(st.tuples(CHANNELS, st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=3),
        on=LAW_DAYS,
    )
    def suspended_decided(self, people: Sequence[tuple[str, bool, bool, bool]], on: str) -> None:
        """Some employees, decided by the province: for few days or many, with a child to come or one that is there."""
        rows, amounts = [], []
        for method, many_days, pregnant, child in people:
            [who] = self.somebody(1)
            rows.append({
                **EMPLOYEE, "account_number": None, "bank": None,
                **{name: who[name] for name in ("full_name", "birth_date", "sex", "citizen_id")},
                "insurance_number": f"58{self.people:08d}", "pregnant": pregnant,
                "suspended_to": "2021-08-20" if many_days else "2021-08-05", **self.paid_by(method),
                **({"child_1_name": f"Phạm {called(self.people)}", "child_1_birth_date": "2018-01-05",
                    "child_1_certificate": f"{self.people}/2018"} if child else {}),
            })  # fmt: skip
            amounts += [3_710_000 if many_days else 1_855_000, *[1_000_000] * (pregnant + child)]
        suspended_list(self.world.office, rows)
        confirmed(self.world.office)
        self.decided("suspended_contract", on, amounts)

    @precondition(lambda self: self.model.waiting)
    @rule(nth=NTH)
    def decision_compared_again(self, nth: int) -> None:
        """One that was short of money is tried again."""
        self.compared(self.pick(self.model.waiting, nth))

    # Batches.

    @rule(policy=POLICIES, channel=CHANNELS, of_one=st.booleans(), nth=NTH)
    def batch_formed(self, policy: str, channel: str, *, of_one: bool, nth: int) -> None:
        """All that is open by a channel, or of one decision."""
        unit = UNIT_OF[policy]
        decisions = sorted({each.decision for each in self.model.owed.values() if each.policy == policy})
        decision = self.pick(decisions, nth) if of_one and decisions else None
        taken = self.model.payable(self.model.units[unit], policy, channel, decision)
        asked = {"policy": policy, "channel": channel, "execution_date": EXECUTED_ON}
        maker = self.finance("finance_maker", unit, ONE_PERSON)
        body = asked | ({"decisions": [decision]} if decision else {})
        formed = self.hands.ask(maker, "/payment-batches", body, None if taken else "NOTHING_TO_PAY")
        if taken:
            self.batched(formed, taken, unit)

    @precondition(lambda self: self.model.waiting or self.model.batches)
    @rule(nth=NTH, steps=st.integers(1, 4))
    def batch_taken_on(self, nth: int, steps: int) -> None:
        """A batch goes so many steps further."""
        under_way = [each for each in self.model.batches.values() if each.state in NEXT]
        for _ in range(steps if under_way else 0):
            batch = self.pick(under_way, nth)
            if batch.state in NEXT:
                self.step(batch, NEXT[batch.state])

    @precondition(lambda self: self.model.batches)
    @rule(nth=NTH, step=st.sampled_from(STEPS))
    def any_step_on_any_batch(self, nth: int, step: str) -> None:
        """In its order or out of it."""
        self.step(self.pick(list(self.model.batches.values()), nth), step)

    @precondition(lambda self: self.model.payouts)
    @rule(nth=NTH)
    def payout_stopped(self, nth: int) -> None:
        """One is taken out, while it can be."""
        paying = self.pick(sorted(self.model.payouts.values(), key=lambda each: each.state != "batched"), nth)
        batch = self.model.batches[paying.batch]
        late = any(each.blocked == "SAID_PAID" for each in paying.owed)
        may = paying.state == "batched" and batch.state in ("draft", "frozen", "checked", *(["released"] * late))
        path, why = f"/payouts/{paying.id}/stop", {"reason": "đang xác minh"}
        self.hands.ask(self.maker_of(batch), path, why, None if may else "WRONG_STATE")
        if may:
            free(paying, "stopped")
            batch.state = "draft" if batch.state == "draft" else "frozen"

    # Answers.

    @precondition(lambda self: self.exported)
    @rule(nth=NTH, says=SAYS, words=SIGNS, lie=LIES)
    def answer_comes(self, nth: int, says: Sequence[Said | None], words: Sequence[Said | None], lie: str) -> None:
        """A signing list with some lines filled in, or a bank's word on some payments, which may be a lie."""
        batch = self.pick(self.exported, nth)
        said = zip(batch.live, words if batch.channel == "cash" else says, strict=False)
        lines = [Line(paying.reference, one[0], paying.amount_vnd, one[1]) for paying, one in said if one]
        if batch.channel == "cash":
            self.list_comes_back(batch, lines)
        elif lines:
            self.bank_answers(batch, lied(lines, lie, nth), lie)

    @precondition(lambda self: any(each.answers for each in self.model.batches.values()))
    @rule(nth=NTH)
    def answer_comes_twice(self, nth: int) -> None:
        """The same bytes again, after whatever else: the same answer, and nothing is booked."""
        batch = self.pick([each for each in self.model.batches.values() if each.answers], nth)
        taken = self.hands.answer(self.maker_of(batch), self.pick(batch.answers, nth))
        assert taken["repeated"]

    # People.

    @precondition(lambda self: self.model.owed)
    @rule(nth=NTH, method=CHANNELS)
    def payment_corrected(self, nth: int, method: str) -> None:
        """Somebody is to be paid another way from now on."""
        application = self.pick(sorted({each.application for each in self.model.owed.values()}), nth)
        theirs = [each for each in self.model.owed.values() if each.application == application]
        states = {each.state for each in theirs}
        code = "BEING_PAID" if "reserved" in states else None if "open" in states else "NOTHING_OPEN"
        to = {**self.paid_by(method), "reason": "người dân báo lại"}
        if method == "transfer":
            to["account_name"] = self.model.names[application]
        if code is None and application in self.model.correcting:
            code = "CORRECTION_ASKED"
        maker = self.finance("finance_maker", UNIT_OF[theirs[0].policy], ONE_PERSON)
        asked = self.hands.ask(maker, f"/applications/{application}/payment", to, code)
        if code is None:
            number = to.get("account_number")
            self.model.correcting[application] = asked["id"], method, str(number)[-4:] if number else None

    @precondition(lambda self: self.model.correcting)
    @rule(nth=NTH)
    def correction_confirmed(self, nth: int) -> None:
        """A second person reads the account off the paper again; not whoever asked."""
        application = self.pick(sorted(self.model.correcting), nth)
        id_, method, last4 = self.model.correcting[application]
        theirs = [each for each in self.model.owed.values() if each.application == application]
        path, unit = f"/payment-corrections/{id_}/confirmation", UNIT_OF[theirs[0].policy]
        same, second = self.finance("finance_checker", unit, ONE_PERSON), self.finance("finance_checker", unit)
        self.hands.ask(same, path, {"last4": last4}, "SAME_HANDS")
        self.hands.ask(second, path, {"last4": "0000" if method == "cash" else None}, "ACCOUNT_DIFFERS")
        self.hands.ask(second, path, {"last4": last4})
        del self.model.correcting[application]
        self.model.methods[application] = method
        for each in theirs:
            if each.state == "open" and each.blocked != "SAID_PAID":
                each.blocked = None

    # Requests.

    @precondition(lambda self: self.hands.last is not None)
    @rule(times=st.integers(1, 3))
    def last_request_comes_again(self, times: int) -> None:
        """The same bytes come back, and nothing is done; another request under its key is refused."""
        last = self.hands.last
        assert last is not None
        for _ in range(times):
            again = self.hands.again(last)
            assert again.status_code == last.response.status_code
            if again.status_code < 300:
                assert again.content == last.response.content
                assert again.headers["Idempotent-Replayed"] == "true"
        if last.response.status_code < 300 and "json" in last.what:
            refused(self.hands.again(last, {"reason": "khác"}), "KEY_REUSED")

    @rule(nth=NTH)
    def wrong_hands_try(self, nth: int) -> None:
        """A role that may not."""
        role, unit, path = self.pick(WRONG_HANDS, nth)
        batch = max(self.model.batches, default=1)
        told = path.format(batch=batch, fund=min(self.world.funds.values()))
        self.hands.ask(self.finance(role, unit), told, BODIES.get(path), "NOT_YOURS")

    @precondition(lambda self: any(each.state in ("frozen", "checked") for each in self.model.batches.values()))
    @rule(nth=NTH)
    def same_hands_try(self, nth: int) -> None:
        """Whoever formed a batch, at the desk of a checker."""
        batch = self.pick([each for each in self.model.batches.values() if each.state in ("frozen", "checked")], nth)
        step = NEXT[batch.state]
        body = batch.figures if step == "check" else None
        desk = self.finance("finance_checker", batch.unit, ONE_PERSON)
        self.hands.ask(desk, f"/payment-batches/{batch.id}/{step}", body, "SAME_HANDS")

    # What must hold after every step.

    @invariant()
    def books_are_as_foretold(self) -> None:
        """The states, and what stands where."""
        model = self.model
        assert money_desk.states_in_books() == {
            "owed": {each.id: (each.state, each.blocked, each.amount_vnd) for each in model.owed.values()},
            "payouts": {each.id: (each.state, each.amount_vnd) for each in model.payouts.values()},
            "batches": {each.id: (each.state, *each.figures.values()) for each in model.batches.values()},
        }
        if model.allotted:
            assert money_desk.balances_in_books() == model.balances()
        assert money_desk.unsound_accounts() == []

    # The steps that rules are made of.

    @property
    def exported(self) -> list[Batch]:
        """Batches that have left."""
        return [each for each in self.model.batches.values() if each.state == "exported"]

    def pick(self, some: Sequence[T], nth: int) -> T:
        """One of them."""
        return some[nth % len(some)]

    def number(self, what: str) -> str:
        """A number never used before."""
        self.numbers += 1
        return f"{self.numbers}{what}" if what.startswith("QĐ") else f"{what}{self.numbers}"

    def finance(self, role: str, unit: str, person: str | None = None) -> Desk:
        """Somebody's desk."""
        return self.hands.desk(role, unit, person)

    def maker_of(self, batch: Batch) -> Desk:
        """Who formed it."""
        return self.finance("finance_maker", batch.unit, ONE_PERSON)

    def somebody(self, number: int) -> list[dict[str, object]]:
        """People who have not been there before."""
        self.people += number
        return crowd(number, self.people - number)

    def paid_by(self, method: str) -> dict[str, object]:
        """How somebody is paid: an account is nobody else's."""
        self.numbers += 1
        account = {"account_number": f"4901{self.numbers:09d}", "bank": "Agribank"}
        return {"payment_method": method, **(account if method == "transfer" else {})}

    def decided(self, policy: str, on: str, amounts_vnd: Sequence[int]) -> None:
        """What is ready goes up, is drafted and recorded; the comparison puts it in force, if there is the money."""
        unit = UNIT_OF[policy]
        clerk = self.finance("district_officer" if unit == DISTRICT else "provincial_officer", unit)
        round_ = 2 if policy == "freelance" else None
        formed = self.hands.ask(
            self.finance("district_officer", DISTRICT), "/submissions", {"policy": policy, "round": round_}
        )
        word = {"agreed": True, "opinion": "Đủ điều kiện"}
        self.hands.ask(self.finance("district_approver", DISTRICT), f"/submissions/{formed['id']}/appraisal", word)
        drafted = self.hands.ask(clerk, "/decisions", {"submissions": [formed["id"]], "law_on": on})
        assert drafted["amount_vnd"] == sum(amounts_vnd)
        paper = {"number": self.number("QĐ-UBND"), "signed_on": on, "rows": drafted["rows"],
                 "amount_vnd": drafted["amount_vnd"]}  # fmt: skip
        self.hands.ask(clerk, f"/decisions/{drafted['id']}/record", {**paper, "signer": "Nguyễn Văn Chủ"})
        waiting = Waiting(drafted["id"], policy, unit, paper, amounts_vnd)
        self.model.waiting.append(waiting)
        self.compared(waiting)

    def compared(self, waiting: Waiting) -> None:
        """A second person reads the paper: its money is committed, or a fund is short of it by a đồng or more."""
        second = "district_approver" if waiting.unit == DISTRICT else "provincial_approver"
        decider = self.model.units[waiting.unit]
        mix = self.model.mix_of(waiting.policy, decider, str(waiting.paper["signed_on"]))
        short = self.model.short(waiting.amounts_vnd, mix.parts)
        path = f"/decisions/{waiting.id}/comparison"
        self.hands.ask(self.finance(second, waiting.unit), path, waiting.paper, "FUND_SHORT" if short else None)
        if short:
            return
        self.model.waiting.remove(waiting)
        made = query("""SELECT e.id, e.application_id, e.amount_vnd, a.payment_method, b.full_name
                        FROM entitlement e JOIN application a ON a.id = e.application_id
                        JOIN beneficiary b ON b.id = a.beneficiary_id WHERE e.decision_id = :decision ORDER BY e.id""",
                     decision=waiting.id)  # fmt: skip
        assert sorted(row.amount_vnd for row in made) == sorted(waiting.amounts_vnd)
        for row in made:
            self.model.owed[row.id] = Owed(row.id, row.application_id, waiting.id, waiting.policy,
                                           self.model.units[DISTRICT], decider, row.amount_vnd, mix.parts)  # fmt: skip
            self.model.methods[row.application_id], self.model.names[row.application_id] = row[3], row[4]

    def batched(self, formed: Mapping[str, Any], taken: Sequence[Owed], unit: str) -> None:
        """What was reserved is a person's payout each."""
        batch = Batch(formed["id"], formed["policy"], formed["channel"], unit, [])
        rows = query("""SELECT id, application_id, end_to_end_id FROM payout WHERE batch_id = :batch
                        ORDER BY line""", batch=batch.id)  # fmt: skip
        assert sorted(row.application_id for row in rows) == sorted({each.application for each in taken})
        for row in rows:
            theirs = [each for each in taken if each.application == row.application_id]
            batch.payouts.append(Paying(row.id, row.application_id, batch.id, row.end_to_end_id, theirs))
        for each in taken:
            each.state = "reserved"
        self.model.batches[batch.id] = batch

    def step(self, batch: Batch, step: str) -> None:
        """One step, if the batch is where it starts from and nothing stops it."""
        desk = self.finance("finance_checker", batch.unit) if step in BY_CHECKER else self.maker_of(batch)
        said = any(each.blocked == "SAID_PAID" for paying in batch.live for each in paying.owed)
        open_ = any(each.state in ("exported", "in_process", "debited", "in_doubt") for each in batch.payouts)
        code = (
            "WRONG_STATE" if batch.state not in FROM[step]
            else "SAID_PAID" if said and step in ("release", "export")
            else "STILL_OPEN" if open_ and step == "close" else None
        )  # fmt: skip
        body = batch.figures if step == "check" else {"reason": "lập nhầm"} if step == "void" else None
        self.hands.ask(desk, f"/payment-batches/{batch.id}/{step}", body, code)
        if code is None:
            STEPPED.get(step, _goes_on)(batch, step)

    def list_comes_back(self, batch: Batch, lines: Sequence[Line]) -> None:
        """A signing list with the words of these lines."""
        maker, path = self.maker_of(batch), f"/payment-batches/{batch.id}/files"
        [file] = accepted(maker.get(path))["items"]
        blank = maker.get(f"{path}/{file['name']}").content
        self.answered(batch, money_desk.signed(blank, lines), lines)

    def bank_answers(self, batch: Batch, lines: Sequence[Line], lie: str) -> None:
        """A report on the order that left, or on another."""
        order = "KHONG-PHAI-LENH-NAY" if lie == "order" else money_desk.order_of(batch.id)
        data = money_desk.report(order, self.number("NH-"), lines)
        self.answered(batch, data, lines, of_order=lie != "order")

    def answered(self, batch: Batch, data: bytes, lines: Sequence[Line], *, of_order: bool = True) -> None:
        """An answer is booked line by line; its bytes may come again."""
        taken = self.hands.answer(self.maker_of(batch), data)
        if data in batch.answers:  # the same words within the same second are the same bytes
            assert taken["repeated"]
            return
        assert taken["counts"] == book(self.model, lines, of_order=of_order)
        self.hands.came_to.update(taken["counts"])
        batch.answers.append(data)


def _goes_on(batch: Batch, step: str) -> None:
    batch.state = AFTER[step]
    if step == "freeze" and not batch.live:
        batch.state = "void"
    for each in batch.live if step == "export" else ():
        each.state = "exported"


def _given_up(batch: Batch, _step: str) -> None:
    batch.state = "void"
    for each in batch.live:
        free(each, None)


def _unanswered(batch: Batch, _step: str) -> None:
    for each in batch.payouts:
        if each.state in ("exported", "in_process"):
            each.state = "in_doubt"


def _closed(batch: Batch, _step: str) -> None:
    batch.state = "closed"


STEPPED: Mapping[str, Callable[[Batch, str], None]] = {
    "void": _given_up, "unanswered": _unanswered, "close": _closed,
}  # fmt: skip


def lied(lines: Sequence[Line], lie: str, about: int) -> list[Line]:
    """The same lines with one that is not so."""
    if not lines:
        return []
    nth = about % len(lines)
    one = lines[nth]
    told = {
        "amount": [Line(one.reference, one.to_state, one.amount_vnd + 1, one.reason)],
        "reference": [Line("PKHONGCOTRONGSOSACH000", one.to_state, one.amount_vnd, one.reason)],
        "twice": [one, Line(one.reference, "settled", one.amount_vnd)],
    }.get(lie, [one])
    return [*lines[:nth], *told, *lines[nth + 1 :]]


@pytest.fixture
def life(server_url: str, template: str, service_url: str) -> Iterator[type[LifeOfMoney]]:
    """The machine in a world of this test."""
    with money_desk.world(server_url, template, service_url) as world:
        yield type("LifeOfMoneyHere", (LifeOfMoney,), {"world": world, "seen": Counter()})


def lived(life: type[LifeOfMoney], examples: int, steps: int) -> None:
    """So many lives of so many steps; one that goes wrong is told as it went, not made shorter."""
    run_state_machine_as_test(life, settings=settings(
        max_examples=examples, stateful_step_count=steps, derandomize=True, deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck), report_multiple_bugs=False, print_blob=False,
    ))  # fmt: skip
    print(dict(life.seen))  # noqa: T201


@pytest.mark.slow  # the model and the service differ yet on what a void batch counts: to be settled
def test_the_books_are_what_a_model_foretells_step_by_step(life: type[LifeOfMoney]) -> None:
    lived(life, 6, 20)


@pytest.mark.slow
@pytest.mark.timeout(3 * 3600)
def test_the_books_are_what_a_model_foretells_over_many_long_lives(life: type[LifeOfMoney]) -> None:
    lived(life, 100, 60)
