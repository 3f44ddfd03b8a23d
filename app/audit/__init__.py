"""The evidence: one entry per act, canonical JSON, append-only, in the act's transaction."""

import orjson
from sqlalchemy.orm import Session

from app.db import act_id
from app.models import AuditEntry


def append(tx: Session, action: str, subject: str, **payload: object) -> None:
    """Append the act's entry, last in the act. Payloads hold ids, counts, sums and digests, no personal value."""
    body = orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)
    tx.add(AuditEntry(act_id=act_id(tx), action=action, subject=subject, payload=body))
    tx.flush()  # one entry per act: a second is refused here, not at commit
