"""What the demo sets out to do, and what it carries from stage to stage."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.cli.demo.client import Office
    from app.sample.case import Sample

# The service lives on a working day of 2022, after the last list came in; all is paid on it.
TODAY = date(2022, 2, 28)
EXECUTION_DATE = TODAY
FREELANCE, SUSPENDED = "freelance", "suspended_contract"
SIGNED_ON = {FREELANCE: date(2021, 11, 15), SUSPENDED: TODAY}
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
    submissions: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # by policy and district
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
        """The districts that sent a list."""
        return sorted({made.district_code for made in self.sample.lists})

    def list_ids(self, policy: str | None = None) -> dict[str, int]:
        """The lists by file, of one policy or of all."""
        wanted = {made.name for made in self.sample.lists if policy in (None, made.policy)}
        return {
            file: int(receipt["list_id"])
            for file, receipt in self.receipts.items()
            if file.rpartition(".")[0] in wanted
        }  # fmt: skip
