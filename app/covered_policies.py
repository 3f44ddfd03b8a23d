"""Which policy whoever pays means, where policies that tell of health go by one name for them."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.access import Actor, masking
from app.checking import STOPPING, WAITING

# The one that has waited longest: its turn tells nothing of which it is.
OPEN = text(f"""
    SELECT e.policy FROM entitlement e JOIN application a ON a.id = e.application_id
    WHERE e.payer_id = :payer AND e.policy = ANY (:policies) AND e.state = 'open' AND e.blocked IS NULL
      AND e.double_of IS NULL AND a.payment_method = :channel
      AND NOT {STOPPING.format(application="a.id")} AND NOT {WAITING}
      AND (CAST(:decisions AS bigint[]) IS NULL OR e.decision_id = ANY (CAST(:decisions AS bigint[])))
    ORDER BY e.id LIMIT 1
""")  # noqa: S608 – ours


def to_pay(tx: Session, actor: Actor, code: str, channel: str, decisions: Sequence[int] | None) -> str:
    """The policy that a batch is about: where a code covers several, one of which something is open to be paid."""
    meant = masking.policies_meant(actor.role, code)
    if len(meant) == 1:
        return meant[0]
    asked = {"payer": actor.unit_id, "policies": list(meant), "channel": channel, "decisions": decisions}
    return tx.scalar(OPEN, asked) or meant[0]
