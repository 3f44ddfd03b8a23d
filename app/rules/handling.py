"""Which kind of unit does an act here: the route's, where that keeps a desk here; else whoever records it.

The insurance agency, the policy bank and an employer decide and list on papers of their own. What they did is
recorded: by the province what another body decided or paid, by a department what came in without an appraiser.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.rules.policy import OFFICES, UNIT_KINDS, Step

DESKS = frozenset({"commune", "district", "department", "province", "employment_centre"})
"""The kinds of unit, of policy.UNIT_KINDS, whose people work here."""

APPRAISERS = frozenset({"district", "department"})
RECORDERS = {"appraise": "department", "decide": "province", "pay": "province"}


@dataclass(frozen=True, slots=True)
class Handler:
    """Who does an act here: a kind of unit, and which office of that kind where the route names one."""

    unit_kind: str  # "": nobody
    office: str = ""  # of policy.OFFICES; "": whichever

    def is_unit(self, kind: str, code: str) -> bool:
        """Whether a unit is the one."""
        return kind == self.unit_kind and (not self.office or code in OFFICES[self.office].units)

    @property
    def words(self) -> tuple[str, str]:
        """Who that is, in Vietnamese and English."""
        if self.office:
            return OFFICES[self.office].vi, OFFICES[self.office].en
        return UNIT_KINDS.get(self.unit_kind, ("chưa có (luật chưa hiệu lực)", "nobody yet (no law in force)"))


NOBODY = Handler("")


def handler(route: Sequence[Step], act: str) -> Handler:
    """Who does an act here by a route; nobody where there is no route."""
    by_act = {step.act: step for step in route}
    step, decide = by_act.get(act), by_act.get("decide")
    if step and step.unit_kind in DESKS:
        return Handler(step.unit_kind, step.office)
    if act == "appraise" and decide and decide.unit_kind in APPRAISERS:
        return Handler(decide.unit_kind, decide.office)  # one body appraises and decides
    recorded = route and (step or act == "appraise")
    return Handler(RECORDERS.get(act, "")) if recorded else NOBODY
