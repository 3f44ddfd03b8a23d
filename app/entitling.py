"""What a decision in force owes: entitlements, each once for ever, paid by the funds of its day."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db, funding, rules
from app.errors import Conflict
from app.models import Decision


class AlreadySupported(Conflict):
    """{count} người trong danh sách đã được hỗ trợ bằng quyết định khác (hỏi Sở LĐ-TB&XH); hãy huỷ dự thảo và lập lại.
    {count} people are supported by another decision already (ask the Department of Labour); draw the draft up anew.
    """


SUPPORTED = text("""
    WITH owed AS MATERIALIZED (SELECT * FROM owed_line WHERE decision_id = :decision)
    SELECT count(*) FROM (
        SELECT o.application_id FROM owed o JOIN entitlement e ON e.person_id = o.person_id
        WHERE e.state NOT IN ('cancelled', 'recovered') AND ((e.exclusive AND o.exclusive) OR
            (e.policy, e.occasion, e.component, e.child_key) = (o.policy, o.occasion, o.component, o.child_key))
        UNION
        SELECT o.application_id FROM owed o JOIN entitlement e ON e.child_key = o.child_key
        WHERE e.child_key <> '' AND e.state <> 'cancelled' AND e.state <> 'recovered') already
""")


def refuse_supported(tx: Session, decision: Decision) -> None:
    """In words what the unique indexes would refuse. Raises AlreadySupported."""
    count = tx.scalar(SUPPORTED, {"decision": decision.id})
    if count:
        raise AlreadySupported(count=count)


ENTITLE = text("""
    INSERT INTO entitlement (policy, beneficiary_id, person_id, occasion, component, child_key, exclusive, amount_vnd,
                             state, origin, application_id, decision_id, payer_id, funding_id, district_id, act_id)
    SELECT o.policy, o.beneficiary_id, o.person_id, o.occasion, o.component, o.child_key, o.exclusive, o.amount_vnd,
           'open', 'decision', o.application_id, :decision, CASE WHEN :by_district THEN o.district_id ELSE :payer END,
           :funding, o.district_id, :act
    FROM owed_line o WHERE o.decision_id = :decision ORDER BY o.application_id
""")


def entitle(tx: Session, decision: Decision) -> int:
    """Everything that the decision owes, as entitlements; how many. Raises FundingMissing."""
    payer_kind = rules.unit_kind_of(decision.policy, "pay", decision.law_on)
    said = {
        "decision": decision.id, "by_district": payer_kind == "district", "payer": decision.district_id,
        "funding": funding.in_force(tx, decision.policy, decision.district_id, decision.law_on),
        "act": db.act_id(tx),
    }  # fmt: skip
    entitled: int = tx.execute(ENTITLE, said).rowcount  # type: ignore[attr-defined]  # an INSERT's result has it
    return entitled
