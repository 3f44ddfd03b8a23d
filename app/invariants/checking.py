"""I1 to I14 in their order, and the check of them all."""

from sqlalchemy.orm import Session

from app.invariants import accounts, answers, approvals, batches, columns, evidence, owed, standing
from app.invariants.invariant import Invariant, Result, result_of

INVARIANTS: tuple[Invariant, ...] = (
    accounts.DOUBLE_ENTRY, accounts.BOUNDS, standing.CONSERVATION, owed.ONCE, batches.SUMS, batches.FILES,
    evidence.ACTS, owed.DECIDED, approvals.FOUR_EYES, answers.LINES, evidence.REQUESTS, evidence.STATES,
    columns.WHOLE_DONG, answers.REFERENCES,
)  # fmt: skip


def check(tx: Session, *, files: bool = False) -> list[Result]:
    """Whether each holds, and what breaks it; with `files`, kept files are opened and read too.

    Each part is one statement, which sees one moment: it may be asked while others work.
    """
    return [result_of(tx, each, files=files) for each in INVARIANTS]
