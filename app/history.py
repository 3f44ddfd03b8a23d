"""What was paid, to whom, why, under which law, by whom, and as of when."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, text
from sqlalchemy.orm import Session

from app import rules
from app.access import Action, Actor, NoSuchRecord, masking
from app.determining import body_in
from app.identity import Sought, fold_name, holders
from app.models import Application, Beneficiary, PaymentBatch, Payout, StateChange
from app.protection import indexes
from app.rules.redacting import redacted


@dataclass(frozen=True, slots=True)
class Filters:
    """Which payouts. Nothing personal: numbers and names are searched by POST."""

    district: int | None = None
    commune: str | None = None
    policy: str | None = None
    batch: int | None = None
    decision: int | None = None
    state: str | None = None
    amount_min: int | None = None
    amount_max: int | None = None
    paid_from: datetime | None = None  # recorded time of the present state
    paid_to: datetime | None = None
    as_of: datetime | None = None


def payouts(
    tx: Session, actor: Actor, filters: Filters, sought: Sought | None = None, *, after: int = 0, limit: int = 200
) -> list[dict[str, Any]]:
    """A page of payouts that the actor may see, in the order of their ids, after one of them."""
    state = _state_as_of(filters.as_of)
    query = (
        select(
            Payout.id, Payout.batch_id, Payout.decision_id, Payout.policy, Payout.district_id, Payout.commune_code,
            Payout.beneficiary_id, Payout.application_id, Payout.payee_name, Payout.amount_vnd, state.label("state"),
            Payout.reason, Payout.end_to_end_id, Payout.bank_bin, Payout.account_last4, Payout.settled_on,
        )
        .where(_in_scope(actor), Payout.id > after, state.is_not(None), *_conditions(actor, filters, state))
        .order_by(Payout.id)
        .limit(limit)
    )  # fmt: skip
    if sought:
        query = query.where(*_is_sought(sought))
    return [dict(row) for row in tx.execute(query).mappings()]


def totals(tx: Session, actor: Actor, filters: Filters) -> Mapping[str, Mapping[str, int]]:
    """Count and sum of the filtered payouts by state."""
    state = _state_as_of(filters.as_of)
    query: Select[Any] = (
        select(state.label("state"), func.count().label("payouts"), func.sum(Payout.amount_vnd).label("amount_vnd"))
        .where(_in_scope(actor), state.is_not(None), *_conditions(actor, filters, state))
        .group_by(state)
    )
    return {row.state: {"payouts": row.payouts, "amount_vnd": int(row.amount_vnd)} for row in tx.execute(query)}


def _in_scope(actor: Actor) -> ColumnElement[bool]:
    """The payouts of the actor's districts, and of the batches of its paying unit."""
    paid_by_us = exists().where(PaymentBatch.id == Payout.batch_id, PaymentBatch.district_id.in_(actor.districts))
    return Payout.district_id.in_(actor.districts) | paid_by_us


def _state_as_of(moment: datetime | None) -> ColumnElement[Any]:
    """The present state; or the last one recorded by a moment, none if there was none."""
    if moment is None:
        return Payout.__table__.c.state
    return (
        select(StateChange.to_state)
        .where(StateChange.kind == "payout", StateChange.object_id == Payout.id, StateChange.at <= moment)
        .order_by(StateChange.id.desc())
        .limit(1)
        .correlate(Payout)
        .scalar_subquery()
    )


def _conditions(actor: Actor, filters: Filters, state: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    recorded = select(func.max(StateChange.at)).where(
        StateChange.kind == "payout", StateChange.object_id == Payout.id
    )  # fmt: skip
    moment = recorded.correlate(Payout).scalar_subquery()
    known: dict[str, Any] = {
        "district": lambda value: Payout.district_id == value,
        "commune": lambda value: Payout.commune_code == value,
        "policy": lambda value: Payout.policy.in_(masking.policies_meant(actor.role, value)),
        "batch": lambda value: Payout.batch_id == value,
        "decision": lambda value: Payout.decision_id == value,
        "state": lambda value: state == value,
        "amount_min": lambda value: Payout.amount_vnd >= value,
        "amount_max": lambda value: Payout.amount_vnd <= value,
        "paid_from": lambda value: moment >= value,
        "paid_to": lambda value: moment < value,
    }
    given = {one.name: getattr(filters, one.name) for one in fields(filters) if one.name in known}
    return [known[name](value) for name, value in given.items() if value is not None]


def _is_sought(sought: Sought) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if sought.name:
        same_name = select(Beneficiary.id).where(Beneficiary.name_key == fold_name(sought.name))
        conditions.append(Payout.beneficiary_id.in_(same_name))
    if sought.number:
        conditions.append(Payout.beneficiary_id.in_(holders(sought.number)))
    if sought.account:
        conditions.append(Payout.account_index.in_(indexes("account", sought.account)))
    return conditions


def find_beneficiaries(tx: Session, actor: Actor, sought: Sought) -> list[dict[str, Any]]:
    """Beneficiaries by number, or by name, among those the actor's districts know."""
    query = select(Beneficiary.id, Beneficiary.full_name, Beneficiary.birth_year).where(
        text(KNOWN_TO_US).bindparams(districts=sorted(actor.districts))
    )
    if sought.number:
        query = query.where(Beneficiary.id.in_(holders(sought.number)))
    if sought.name:
        query = query.where(Beneficiary.name_key == fold_name(sought.name))
    if sought.account:
        accounts = indexes("account", sought.account)
        owners = select(Application.beneficiary_id).where(Application.account_index.in_(accounts))
        query = query.where(Beneficiary.id.in_(owners))
    return [dict(row) for row in tx.execute(query.order_by(Beneficiary.id).limit(200)).mappings()]


KNOWN_TO_US = """
    (EXISTS (SELECT FROM application a WHERE a.beneficiary_id = beneficiary.id AND a.district_id = ANY (:districts))
     OR EXISTS (SELECT FROM entitlement e WHERE e.beneficiary_id = beneficiary.id AND e.district_id = ANY (:districts)))
"""

STORY = {
    "documents": """
        SELECT d.kind, d.last4 FROM identity_document d
        WHERE d.beneficiary_id = ANY (:ids) AND d.ended_act_id IS NULL ORDER BY d.kind, d.id""",
    "links": """
        SELECT l.id, l.state, l.reason, l.two_needed FROM beneficiary_link l
        WHERE (l.first_id = ANY (:ids) OR l.second_id = ANY (:ids)) ORDER BY l.id""",
    "rows": """
        SELECT r.id, r.list_id, v.number AS version, r.line, r.state, v.received_on, v.uploaded_at, r.application_id,
               act.at, p.name AS actor
        FROM list_row r JOIN list_version v ON v.id = r.version_id JOIN act ON act.id = v.act_id
        JOIN account c ON c.id = act.account_id JOIN natural_person p ON p.id = c.person_id
        JOIN application a ON a.id = r.application_id
        WHERE a.beneficiary_id = ANY (:ids) AND r.district_id = ANY (:districts) ORDER BY r.id""",
    "applications": """
        SELECT a.id, a.policy, a.occasion, a.round, a.state, a.held, a.list_id, a.submission_id, a.decision_id,
               d.outcome, d.amount_vnd, d.reason
        FROM application a JOIN determination d ON d.id = a.determination_id
        WHERE a.beneficiary_id = ANY (:ids) AND a.district_id = ANY (:districts) ORDER BY a.id""",
    "determinations": """
        SELECT d.id, d.application_id, d.law_on, d.rules_version, d.outcome, d.amount_vnd, d.reason,
               x.digest, x.body_cipher, act.at, a.policy,
               EXISTS (SELECT FROM entitlement e WHERE e.application_id = a.id AND e.payer_id = :unit) AS paid_by_us
        FROM determination d JOIN application a ON a.id = d.application_id
        JOIN explanation x ON x.digest = d.explanation JOIN act ON act.id = d.act_id
        WHERE a.beneficiary_id = ANY (:ids) AND a.district_id = ANY (:districts) ORDER BY d.id""",
    "confirmations": """
        SELECT c.application_id, c.body, c.facts, c.reason, c.paper_number, c.paper_date, act.at
        FROM confirmation c JOIN application a ON a.id = c.application_id JOIN act ON act.id = c.act_id
        WHERE a.beneficiary_id = ANY (:ids) AND a.district_id = ANY (:districts) ORDER BY c.id""",
    "decisions": """
        SELECT d.id, d.policy, d.kind, d.changes_id, d.number, d.signed_on, d.signer, d.state, d.law_on
        FROM decision d WHERE d.id IN (
            SELECT a.decision_id FROM application a
            WHERE a.beneficiary_id = ANY (:ids) AND a.district_id = ANY (:districts)
            UNION ALL SELECT f.decision_id FROM refused_application f JOIN application a ON a.id = f.application_id
            WHERE a.beneficiary_id = ANY (:ids) AND a.district_id = ANY (:districts)
            UNION ALL SELECT r.decision_id FROM decision_change_row r JOIN application a ON a.id = r.application_id
            WHERE a.beneficiary_id = ANY (:ids) AND a.district_id = ANY (:districts)
            UNION ALL SELECT e.decision_id FROM entitlement e
            WHERE e.beneficiary_id = ANY (:ids) AND e.district_id = ANY (:districts)) ORDER BY d.id""",
    "refusals": """
        SELECT f.id, f.application_id, f.decision_id, f.determination_id, d.number, d.signed_on, t.reason,
               n.id AS notice_id, n.per, n.number AS notice_number, n.sent_on, n.sent_how
        FROM refused_application f JOIN application a ON a.id = f.application_id
        JOIN decision d ON d.id = f.decision_id JOIN determination t ON t.id = f.determination_id
        LEFT JOIN refusal_notice_row r ON r.refused_id = f.id LEFT JOIN refusal_notice n ON n.id = r.notice_id
        WHERE a.beneficiary_id = ANY (:ids) AND a.district_id = ANY (:districts) ORDER BY f.id, n.id""",
    "redeterminations": """
        SELECT o.id, o.number, o.signed_on, o.signer, o.law_on, r.application_id, r.before_id, r.after_id, r.effect,
               r.change_vnd, act.at
        FROM redetermination_row r JOIN redetermination o ON o.id = r.redetermination_id
        JOIN application a ON a.id = r.application_id JOIN act ON act.id = r.act_id
        WHERE a.beneficiary_id = ANY (:ids) AND a.district_id = ANY (:districts) ORDER BY o.id, r.application_id""",
    "entitlements": """
        SELECT e.id, e.policy, e.occasion, e.component, e.amount_vnd, e.state, e.blocked, e.origin, e.recorded,
               e.decision_id, e.application_id, e.double_of, e.adjusts_id
        FROM entitlement e WHERE e.beneficiary_id = ANY (:ids) AND e.district_id = ANY (:districts) ORDER BY e.id""",
    "overpayments": """
        SELECT o.id, o.entitlement_id, o.state, o.ground, o.decision_id, o.link_id, o.amount_vnd, o.repaid_vnd,
               o.written_off_vnd, o.letter_number, o.notified_on, o.deadline
        FROM overpayment o JOIN entitlement e ON e.id = o.entitlement_id
        WHERE e.beneficiary_id = ANY (:ids) AND e.district_id = ANY (:districts) ORDER BY o.id""",
    "payouts": """
        SELECT p.id, p.batch_id, p.amount_vnd, p.state, p.reason, p.end_to_end_id, p.bank_bin, p.account_last4,
               p.settled_on, p.application_id
        FROM payout p WHERE p.beneficiary_id = ANY (:ids) AND p.district_id = ANY (:districts) ORDER BY p.id""",
    "payment_words": """
        SELECT w.id, w.kind, w.payout_id, w.outcome, w.code, w.paper_number, w.paper_on, w.day, w.state, act.at
        FROM payment_word w JOIN act ON act.id = coalesce(w.answered_act_id, w.act_id)
        WHERE w.payout_id IN (SELECT p.id FROM payout p
                              WHERE p.beneficiary_id = ANY (:ids) AND p.district_id = ANY (:districts))
           OR w.kind = 'unclaimed' AND w.answered_act_id IN (
               SELECT s.act_id FROM state_change s JOIN entitlement e ON e.id = s.object_id
               WHERE s.kind = 'entitlement' AND s.to_state = 'cancelled' AND e.blocked = 'UNCLAIMED'
                 AND e.beneficiary_id = ANY (:ids) AND e.district_id = ANY (:districts)) ORDER BY w.id""",
    "reimbursements": """
        SELECT r.id, r.state, u.code AS commune, u.name AS commune_name, r.list_number, r.signed_on, r.voucher,
               r.paid_on, e.application_id, e.id AS entitlement_id, s.amount_vnd
        FROM reimbursement_share s JOIN reimbursement r ON r.id = s.reimbursement_id
        JOIN unit u ON u.id = r.commune_id JOIN entitlement e ON e.id = s.entitlement_id
        WHERE e.beneficiary_id = ANY (:ids) AND e.district_id = ANY (:districts) ORDER BY r.id, e.id""",
    "changes": """
        SELECT s.kind, s.object_id, s.from_state, s.to_state, s.at, e.action, p.name AS actor, c.role
        FROM state_change s JOIN act ON act.id = s.act_id JOIN audit_entry e ON e.act_id = act.id
        JOIN account c ON c.id = act.account_id JOIN natural_person p ON p.id = c.person_id
        WHERE (s.kind, s.object_id) IN (
            SELECT 'application', a.id FROM application a
            WHERE a.beneficiary_id = ANY (:ids) AND a.district_id = ANY (:districts)
            UNION ALL SELECT 'entitlement', e.id FROM entitlement e
            WHERE e.beneficiary_id = ANY (:ids) AND e.district_id = ANY (:districts)
            UNION ALL SELECT 'overpayment', o.id FROM overpayment o JOIN entitlement e ON e.id = o.entitlement_id
            WHERE e.beneficiary_id = ANY (:ids) AND e.district_id = ANY (:districts)
            UNION ALL SELECT 'payout', p.id FROM payout p
            WHERE p.beneficiary_id = ANY (:ids) AND p.district_id = ANY (:districts))
        ORDER BY s.id""",
}


def story(tx: Session, actor: Actor, beneficiary_id: int) -> dict[str, Any]:
    """One person's whole story, from row to settlement, as far as the actor's districts know it: linked ones too.

    Raises NoSuchRecord.
    """
    known = select(Beneficiary).where(text(KNOWN_TO_US).bindparams(districts=sorted(actor.districts)))
    person = tx.scalars(known.where(Beneficiary.id == beneficiary_id)).one_or_none()
    if person is None:
        raise NoSuchRecord
    joined = known.where(Beneficiary.person_id == person.person_id).with_only_columns(Beneficiary.id)
    scope = {"ids": tx.scalars(joined).all(), "districts": sorted(actor.districts), "unit": actor.unit_id}
    names = ("id", "full_name", "birth_date", "birth_year", "commune_code")
    told: dict[str, Any] = {name: getattr(person, name) for name in names}
    for part, query_text in STORY.items():
        told[part] = [dict(row) for row in tx.execute(text(query_text), scope).mappings()]
    told["determinations"] = [_for_reading(actor, each) for each in told["determinations"]]
    told["birth_date"], told["birth_year"] = masking.birth(actor.role, person.birth_date, person.birth_year)
    return told if actor.may(Action.READ_LIST) else _for_paying(told)


def _for_paying(told: dict[str, Any]) -> dict[str, Any]:
    """Whoever pays reads nobody's reasons: not for declining, not for what the rules said, which may be health."""
    silent = {"confirmations": ("reason", "facts"), "applications": ("reason",), "determinations": ("reason",),
              "refusals": ("reason",), "links": ("reason",)}  # fmt: skip
    return told | {
        part: [{**each, **dict.fromkeys(names)} for each in told[part]] for part, names in silent.items()
    }  # fmt: skip


def _for_reading(actor: Actor, determination: Mapping[str, Any]) -> dict[str, Any]:
    """A determination without what tells of health; with its reasons only to who pays, decides or audits the case."""
    apart = ("policy", "paid_by_us", "digest", "body_cipher")
    rest = {name: value for name, value in determination.items() if name not in apart}
    reads = actor.may(Action.READ_LIST) or determination["paid_by_us"]
    policy = determination["policy"]
    body = redacted(rules.POLICIES[policy], body_in(determination)) if reads else None
    return {**rest, "explanation": body and masking.explanation(actor.role, policy, body)}
