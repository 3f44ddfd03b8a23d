"""I9: whoever made it did not approve it. By the record's own columns, and by the acts that moved it."""

from collections.abc import Mapping
from types import MappingProxyType

from app.invariants.invariant import Invariant, Part

PAIRS: Mapping[str, tuple[tuple[str, str, str], ...]] = MappingProxyType({
    "submission": (("formed", "appraised", "true"),),
    "decision": (("recorded", "compared", "true"), ("drafted", "compared", "true")),
    "payment_batch": (("formed", "checked", "true"), ("formed", "released", "true")),
    "fund_allotment": (("recorded", "confirmed", "true"),),
    "funding": (("recorded", "confirmed", "true"),),
    "approval_level": (("recorded", "confirmed", "true"),),
    "objection": (("received", "decided", "true"),),
    "redetermination": (("ordered", "started", "true"),),
    "erasure": (("asked", "confirmed", "true"),),
    "beneficiary_link": (("proposed", "decided", "two_needed"), ("parting", "parted", "parting_two")),
    "finding": (("proposed", "decided", "two_needed"),),
    "overpayment": (("raised", "notified", "true"),),
    "repayment": (("recorded", "confirmed", "true"),),
    "write_off": (("recorded", "confirmed", "true"),),
    "fund_closing": (("recorded", "confirmed", "true"),),
})  # fmt: skip
"""Of each table who made and who approved, and when two are needed. tests/invariants asks every such column to be
here."""

COLUMNS = " UNION ALL ".join(
    f"SELECT '{table}/' || id FROM {table} WHERE {when} AND {made}_by_person_id = {approved}_by_person_id"  # noqa: S608 – ours
    for table, pairs in PAIRS.items()
    for made, approved, when in pairs
)
COLUMNS = f"SELECT record FROM ({COLUMNS}) same(record)"  # noqa: S608 – ours

APPROVED: Mapping[str, tuple[str, str]] = MappingProxyType({
    "submission": ("state = 'appraised' OR state = 'decided'", "appraised"),
    "decision": ("state = 'decided'", "compared"),
    "payment_batch": ("state IN ('checked', 'released', 'exported', 'closed')", "checked"),
    "fund_allotment": ("state = 'in_force'", "confirmed"),
    "funding": ("state = 'in_force'", "confirmed"),
    "approval_level": ("state = 'in_force'", "confirmed"),
    "repayment": ("state = 'confirmed'", "confirmed"),
    "write_off": ("state = 'in_force'", "confirmed"),
    "fund_closing": ("state = 'in_force'", "confirmed"),
})  # fmt: skip
"""When somebody must have approved."""

SOMEBODY = " UNION ALL ".join(
    f"SELECT '{table}/' || id FROM {table} WHERE ({when}) AND {by}_by_person_id IS NULL"  # noqa: S608 – ours
    for table, (when, by) in APPROVED.items()
)
SOMEBODY = f"SELECT record FROM ({SOMEBODY}) nobody(record)"  # noqa: S608 – ours

STEPS = (
    ("submission", "formed", "appraised"),
    ("decision", "recorded", "decided"),
    ("batch", "draft", "checked"),
    ("batch", "draft", "released"),
    ("fund_allotment", "recorded", "in_force"),
    ("funding", "recorded", "in_force"),
    ("approval_level", "recorded", "in_force"),
    ("repayment", "recorded", "confirmed"),
    ("write_off", "recorded", "in_force"),
    ("fund_closing", "recorded", "in_force"),
)
"""Of each kind the state in which it was made, and the one in which another person put it."""

_STEPS = ", ".join(f"('{kind}', '{made}', '{approved}')" for kind, made, approved in STEPS)
ACTS = f"""
    SELECT DISTINCT m.kind || '/' || m.object_id AS record
    FROM (VALUES {_STEPS}) step(kind, made, approved)
    JOIN state_change m ON m.kind = step.kind AND m.to_state = step.made
    JOIN state_change o ON o.kind = m.kind AND o.object_id = m.object_id AND o.to_state = step.approved
    JOIN act ma ON ma.id = m.act_id JOIN account mb ON mb.id = ma.account_id
    JOIN act oa ON oa.id = o.act_id JOIN account ob ON ob.id = oa.account_id
    WHERE mb.person_id = ob.person_id
"""  # noqa: S608 – ours

FOUR_EYES = Invariant(
    "I9", "Người lập không phải người duyệt, ở mọi việc cần hai người", "Whoever made it did not approve it",
    (
        Part("maker and checker are two people", COLUMNS),
        Part("what was approved was approved by somebody", SOMEBODY),
        Part("the acts were two people's", ACTS),
    ),
)  # fmt: skip
