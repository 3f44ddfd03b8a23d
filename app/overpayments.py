"""Overpayments: one kind of case for whatever was paid and not owed, divided over the funds that paid it.

A case is raised by what found it (a link of people, a changed decision, somebody with a ground) and takes up a part
of its entitlement, or all of it. Nothing moves in the ledger before its person is told (app/recovering.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, text, update
from sqlalchemy.orm import Session

from app import db, ledger
from app.access import Action, Actor
from app.models import Entitlement, Overpayment, OverpaymentPart
from app.settings import settings
from app.transfer_kinds import KINDS, About, account, shares


@dataclass(frozen=True, slots=True)
class Found:
    """An entitlement of which so much was not owed, and what it was found by."""

    entitlement_id: int
    amount_vnd: int
    ground: str  # double | decision_changed | wrong_payment
    first_id: int | None = None
    link_id: int | None = None
    decision_id: int | None = None
    words: str | None = None
    raised_by_person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A fund's part of a case, and what money it is."""

    overpayment_id: int
    fund_id: int
    amount_vnd: int
    about: About


OF_ENTITLEMENT = text("SELECT id, district_id FROM entitlement WHERE id = ANY (:ids) ORDER BY id FOR NO KEY UPDATE")

# What each fund paid of an entitlement is its share of the whole; what earlier cases took of that is gone.
LEFT = text("""
    SELECT e.id, e.amount_vnd, p.fund_id, p.weight, coalesce(taken.amount_vnd, 0)::bigint AS taken_vnd
    FROM entitlement e JOIN funding_part p ON p.funding_id = e.funding_id
    LEFT JOIN LATERAL (
        SELECT sum(t.amount_vnd) AS amount_vnd FROM overpayment o JOIN overpayment_part t ON t.overpayment_id = o.id
        WHERE o.entitlement_id = e.id AND o.state <> 'withdrawn' AND t.fund_id = p.fund_id) taken ON true
    WHERE e.id = ANY (:ids) ORDER BY e.id, p.position
""")


def raise_for(tx: Session, found: Sequence[Found]) -> list[int]:
    """A case for each; their ids. An entitlement stands once among them."""
    if not found:
        return []
    ids = [each.entitlement_id for each in found]
    districts = {row.id: row.district_id for row in tx.execute(OF_ENTITLEMENT, {"ids": ids})}
    left = _left(tx, ids)
    cases = [_case(tx, each, districts[each.entitlement_id]) for each in found]
    tx.add_all(cases)
    tx.flush()  # for their ids; more than was paid is refused here
    parts = [
        {"overpayment_id": case.id, "fund_id": fund_id, "amount_vnd": part}
        for case in cases
        for fund_id, part in _divided(case.amount_vnd, left.get(case.entitlement_id, []))
    ]
    if parts:
        tx.execute(insert(OverpaymentPart), parts)
    return [case.id for case in cases]


def _case(tx: Session, each: Found, district_id: int) -> Overpayment:
    return Overpayment(
        entitlement_id=each.entitlement_id, first_id=each.first_id, link_id=each.link_id, words=each.words,
        decision_id=each.decision_id, ground=each.ground, amount_vnd=each.amount_vnd, state="raised", repaid_vnd=0,
        written_off_vnd=0, raised_by_person_id=each.raised_by_person_id, act_id=db.act_id(tx), district_id=district_id,
    )  # fmt: skip


def _left(tx: Session, ids: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """Of each entitlement the funds, with what is left of what each paid."""
    rows: dict[int, list[Any]] = {}
    for row in tx.execute(LEFT, {"ids": list(ids)}):
        rows.setdefault(row.id, []).append(row)
    return {
        id_: [
            (row.fund_id, whole - row.taken_vnd)
            for row, whole in zip(some, shares(some[0].amount_vnd, [row.weight for row in some]), strict=True)
        ]
        for id_, some in rows.items()
    }


def _divided(amount_vnd: int, left: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """An amount over what is left of each fund's: never more than that, and at the end exactly that."""
    if not left:
        return []
    each = shares(amount_vnd, [vnd for _, vnd in left])
    return [(fund_id, part) for (fund_id, _), part in zip(left, each, strict=True) if part]


# What of a case is not settled yet, by fund.
OPEN = text("""
    SELECT p.overpayment_id, p.fund_id, e.policy, e.district_id,
           p.amount_vnd - coalesce((SELECT sum(r.amount_vnd) FROM repayment s JOIN repayment_part r
                                    ON r.repayment_id = s.id AND r.fund_id = p.fund_id
                                    WHERE s.overpayment_id = p.overpayment_id), 0)::bigint AS amount_vnd
    FROM overpayment_part p JOIN overpayment o ON o.id = p.overpayment_id JOIN entitlement e ON e.id = o.entitlement_id
    WHERE p.overpayment_id = ANY (:ids) ORDER BY p.overpayment_id, p.fund_id
""")


def open_parts(tx: Session, ids: Iterable[int]) -> list[Part]:
    """What of some cases is not settled yet, by fund."""
    rows = tx.execute(OPEN, {"ids": list(ids)}).all()
    return [
        Part(row.overpayment_id, row.fund_id, row.amount_vnd, About(row.policy, row.district_id))
        for row in rows
        if row.amount_vnd
    ]


def of_instalment(amount_vnd: int, parts: Sequence[Part]) -> list[Part]:
    """An instalment over the open parts of its case."""
    by_fund = {part.fund_id: part for part in parts}
    left = [(part.fund_id, part.amount_vnd) for part in parts]
    return [
        Part(by_fund[fund_id].overpayment_id, fund_id, share, by_fund[fund_id].about)
        for fund_id, share in _divided(amount_vnd, left)
    ]


def book(tx: Session, code: str, parts: Iterable[Part], record: str = "") -> None:
    """The transfers of some parts, each of its own; `record` tells one instalment from another."""
    kind = KINDS[code]
    ledger.book(
        tx,
        [
            ledger.Transfer(
                code, f"overpayment/{part.overpayment_id}{record}", account(kind.credit, part.fund_id, part.about),
                account(kind.debit, part.fund_id, part.about), part.amount_vnd,
            )
            for part in parts
        ],
    )  # fmt: skip


def withdraw(tx: Session, cases: Sequence[Overpayment]) -> None:
    """Cases that were none after all, of which nothing was settled: what was told of them is undone."""
    notified = [case for case in cases if case.state == "notified"]
    book(tx, "unrecover", open_parts(tx, [case.id for case in notified]))
    for case in cases:
        case.state = "withdrawn"
    tx.flush()  # before the entitlements follow
    back = (Entitlement.id.in_([case.entitlement_id for case in notified])) & (Entitlement.state == "recovery")
    tx.execute(update(Entitlement).where(back).values(state="paid"))


PAGE = """
    SELECT o.id, o.state, o.ground, o.amount_vnd, o.repaid_vnd, o.written_off_vnd,
           o.amount_vnd - o.repaid_vnd - o.written_off_vnd AS owed_vnd, o.entitlement_id, o.first_id, o.link_id,
           o.decision_id, o.words, o.letter_number, o.notified_on, o.deadline, e.policy, e.component,
           e.state AS entitlement_state, e.beneficiary_id, e.application_id, o.district_id,
           CAST(:today AS date) - (act.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS days,
           o.state = 'notified' AND o.deadline < CAST(:today AS date) AS overdue
    FROM overpayment o JOIN entitlement e ON e.id = o.entitlement_id JOIN act ON act.id = o.act_id
"""
OVERPAID = text(f"""{PAGE} WHERE o.id > :after AND o.district_id = ANY (:districts)
    AND (CAST(:state AS text) IS NULL OR o.state = :state) ORDER BY o.id LIMIT :limit""")
ONE = text(f"{PAGE} WHERE o.id = :id")
REPAYMENTS = text("""
    SELECT id, receipt_number, received_on, amount_vnd, state FROM repayment WHERE overpayment_id = :id ORDER BY id
""")
WRITE_OFFS = text("""
    SELECT id, number, signed_on, signer, words, amount_vnd, state FROM write_off WHERE overpayment_id = :id
    ORDER BY id
""")


def page_of(tx: Session, actor: Actor, state: str | None, after: int, limit: int) -> list[dict[str, object]]:
    """A page of the cases of the actor's districts: how old, what is owed, what was repaid."""
    asked = {"districts": sorted(actor.districts), "state": state, "after": after, "limit": limit}
    found = tx.execute(OVERPAID, {**asked, "today": settings().today()}).mappings()
    return [_for(actor, dict(row)) for row in found]


def _for(actor: Actor, row: Mapping[str, object]) -> dict[str, object]:
    """Whoever pays reads nobody's reasons, as elsewhere (app/history.py)."""
    return dict(row) if actor.may(Action.READ_LIST) else {**row, "words": None}


def told(tx: Session, actor: Actor, case: Overpayment) -> Mapping[str, object]:
    """A case with what settled it."""
    tx.flush()  # what is told is read
    one = dict(tx.execute(ONE, {"id": case.id, "today": settings().today()}).mappings().one())
    return {
        **_for(actor, one),
        "repayments": [dict(row) for row in tx.execute(REPAYMENTS, {"id": case.id}).mappings()],
        "write_offs": [dict(row) for row in tx.execute(WRITE_OFFS, {"id": case.id}).mappings()],
    }
