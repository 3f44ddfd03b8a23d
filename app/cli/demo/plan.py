"""What the demo sets out to do, and what it carries from stage to stage."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.sample.cases import MAKERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.cli.demo.client import Office
    from app.sample.case import Sample, SampleList

# The service lives on a working day of 2022, after the last list came in; all is paid on it.
TODAY = date(2022, 2, 18)
EXECUTION_DATE = TODAY
FREELANCE = "freelance"  # decided and paid by the districts; all else by the province
POLICIES = tuple(maker.policy for maker in MAKERS)
"""In the order in which they are shown."""

AFTER_OTHERS = frozenset(
    maker.policy for maker in MAKERS if any(claim.source != FREELANCE for claim in maker.claims.values())
)
"""Under which somebody asks whom another of the province's decisions supports first."""

NAMED_ABOVE = (FREELANCE, "household_business", "unregistered_business")
"""Whose lists say above the table which commune they are from; of the others it is said beside the file."""

FREELANCE_SIGNED_ON = date(2021, 11, 15)
CHANNELS = ("cash", "transfer")
PROVINCE = "58"
WORKERS = 3  # clerks at work at the same time


class Failed(Exception):  # noqa: N818 – it is the demo's answer
    """The job could not be done; the message says where."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many cases, drawn from which seed, written where."""

    cases: int
    seed: int
    out: Path

    def folder(self, name: str) -> Path:
        """A folder of results, made when missing."""
        folder = self.out / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch on its way: what the service said of it last."""

    id: int
    unit: str
    policy: str
    channel: str
    payouts: int
    amount_vnd: int


@dataclass(slots=True)
class Job:
    """The work so far."""

    plan: Plan
    office: "Office"
    sample: "Sample"
    receipts: dict[str, dict[str, Any]] = field(default_factory=dict)  # by file
    submissions: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # by policy and appraising unit
    funds: dict[str, int] = field(default_factory=dict)  # by code
    decisions: list[dict[str, Any]] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    files: dict[int, list[Path]] = field(default_factory=dict)  # by batch
    answers: dict[int, list[Path]] = field(default_factory=dict)  # by batch
    fates: dict[str, str] = field(default_factory=dict)  # by reference: the state that must come of a payout
    answered: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)  # by policy, as the service said at last
    reasons: Counter[str] = field(default_factory=Counter)  # of refusals
    asked: dict[str, Any] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    @property
    def districts(self) -> list[str]:
        """The districts and departments that have lists to appraise."""
        return self.appraisers(lambda _made: True)

    def appraisers(self, wanted: "Callable[[SampleList], bool]") -> list[str]:
        """The districts and departments that appraise some of the lists."""
        return sorted({made.district_code for made in self.sample.lists if wanted(made)})

    def list_ids(self, *but: str) -> dict[str, int]:
        """The lists by file, but those of some policies."""
        wanted = {made.name for made in self.sample.lists if made.policy not in but}
        return {
            file: int(receipt["list_id"])
            for file, receipt in self.receipts.items()
            if file.rpartition(".")[0] in wanted
        }  # fmt: skip
