"""Which kind of unit does an act here: the route's, where that keeps a desk here; else whoever records it.

The insurance agency, the policy bank and an employer decide and list on papers of their own. What they did is
recorded: by the province what another body decided or paid, by a department what came in without an appraiser.
"""

from collections.abc import Mapping

DESKS = frozenset({"commune", "district", "department", "province", "employment_centre"})
"""The kinds of unit, of policy.UNIT_KINDS, whose people work here."""

APPRAISERS = frozenset({"district", "department"})
RECORDERS = {"appraise": "department", "decide": "province", "pay": "province"}


def handler(by_act: Mapping[str, str], act: str) -> str:
    """Who does an act here, given the unit kinds of a route by act; "" where there is no route."""
    kind = by_act.get(act, "")
    if kind in DESKS or not by_act:
        return kind
    if act == "appraise" and by_act.get("decide") in APPRAISERS:
        return by_act["decide"]  # one body appraises and decides
    return RECORDERS.get(act, "") if kind or act == "appraise" else ""
