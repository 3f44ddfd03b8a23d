"""Submissions going up, and decisions coming down."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field, computed_field

from app import appraisal, approval, decision_annex, looking_up, rules
from app.access import Action, Actor, find, masking
from app.files import xlsx_out
from app.models import Decision, Submission
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.policies import download
from app.routers.shapes import (
    After,
    Amount,
    Body,
    Day,
    Flag,
    Id,
    InAState,
    Limit,
    OfAPaidPolicy,
    OfAPolicy,
    OfPolicy,
    Page,
    PathId,
    PolicyCode,
    Text,
    page,
)

router = APIRouter(prefix="/api", tags=["submissions and decisions"])
acts = APIRouter(prefix="/api", tags=["submissions and decisions"], route_class=ActRoute)

Ids = Annotated[list[Id], Field(min_length=1, max_length=5_000)]


class NewSubmission(Body):
    """What goes up: all that is ready, or what is ready of some lists; what was returned, when it is complete now."""

    policy: PolicyCode
    round: Annotated[int, Field(strict=True, ge=1, le=99)] | None = None
    lists: Ids | None = None
    returned: Flag = False


class Appraisal(Body):
    """The appraiser's word."""

    agreed: Flag
    opinion: Text


class NewDecision(Body):
    """The submissions to decide, and the day on which it is to be signed."""

    submissions: Ids
    law_on: Day


class Signed(Body):
    """What the signed paper says."""

    number: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")]
    signed_on: Day
    rows: Amount
    amount_vnd: Annotated[int, Field(strict=True, ge=-(10**15), le=10**15)]  # of a change: what it gives more


class SignedBy(Signed):
    """What the signed paper says, and who signed."""

    signer: Text


class Why(Body):
    """A reason."""

    reason: Text


class SubmissionShape(OfPolicy):
    """A submission (tờ trình)."""

    id: int
    round: int | None
    state: str
    rows: int
    amount_vnd: int
    district_id: int
    opinion: str | None
    decision_id: int | None


class DecisionShape(OfPolicy):
    """A decision (quyết định), or one that changes another by `amount_vnd`.

    Of what is no cash nothing is payable; the amounts stand as what they are.
    """

    id: int
    kind: str
    changes_id: int | None
    state: str
    district_id: int
    law_on: date
    number: str | None
    signed_on: date | None
    signer: str | None
    rows: int
    refused_rows: int
    amount_vnd: int

    @computed_field  # type: ignore[prop-decorator]  # as Pydantic documents it
    @property
    def payable_rows(self) -> int:
        """Who is paid money by it."""
        return self.rows if rules.gives_cash(self.policy) else 0

    @computed_field  # type: ignore[prop-decorator]  # as Pydantic documents it
    @property
    def payable_vnd(self) -> int:
        """The money that it brings to be paid."""
        return self.amount_vnd if rules.gives_cash(self.policy) else 0


class WholeDecision(DecisionShape):
    """A decision with what the newer law changed when it was drafted."""

    differences: list[dict[str, Any]]


@acts.post("/submissions", status_code=201, response_model=SubmissionShape)
def form_submission(tx: Tx, actor: Annotated[Actor, may(Action.FORM_SUBMISSION)], new: NewSubmission) -> Submission:
    """Gather what is ready into a submission."""
    return appraisal.form(tx, actor, new.policy, new.round, new.lists, returned=new.returned)


@router.get("/submissions", response_model=Page[SubmissionShape])
def submissions(
    tx: ReadTx,
    actor: Annotated[Actor, may(Action.READ_LIST)],
    state: InAState = None,
    policy: OfAPolicy = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The submissions of the actor's districts."""
    asked = {"state": state, "policy": policy}
    return page(looking_up.records(tx, actor, Submission, asked, after=after, limit=limit), limit)


@router.get("/submissions/{submission_id}", response_model=SubmissionShape)
def one_submission(tx: ReadTx, actor: Annotated[Actor, may(Action.READ_LIST)], submission_id: PathId) -> Submission:
    """One submission."""
    return find(tx, actor, Submission, submission_id)


@acts.post("/submissions/{submission_id}/appraisal", response_model=SubmissionShape)
def appraise(
    tx: Tx, actor: Annotated[Actor, may(Action.APPRAISE)], submission_id: PathId, word: Appraisal
) -> Submission:
    """Appraise a submission: it goes on, or its applications come back for completion."""
    return appraisal.appraise(tx, actor, submission_id, agreed=word.agreed, opinion=word.opinion)


@acts.post("/decisions", status_code=201, response_model=WholeDecision)
def draft(tx: Tx, actor: Annotated[Actor, may(Action.DRAFT_DECISION)], new: NewDecision) -> Decision:
    """Draw up a decision and its annex; rows determined under another law day are determined again first."""
    return approval.draft(tx, actor, new.submissions, new.law_on)


@router.get("/decisions", response_model=Page[DecisionShape])
def decisions(
    tx: ReadTx,
    actor: Annotated[Actor, may(Action.READ_DECISION)],
    state: InAState = None,
    policy: OfAPaidPolicy = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The decisions of the actor's units."""
    asked = {"state": state, "policy": policy and masking.policies_meant(actor.role, policy)}
    return page(looking_up.records(tx, actor, Decision, asked, after=after, limit=limit), limit)


@router.get("/decisions/{decision_id}", response_model=WholeDecision)
def one_decision(tx: ReadTx, actor: Annotated[Actor, may(Action.READ_DECISION)], decision_id: PathId) -> Decision:
    """One decision, with the differences that its law day made."""
    return find(tx, actor, Decision, decision_id)


@router.get("/decisions/{decision_id}/annex.xlsx", response_class=Response)
def annex(tx: ReadTx, actor: Annotated[Actor, may(Action.READ_DECISION)], decision_id: PathId) -> Response:
    """The annex that is printed and signed with the decision."""
    data = decision_annex.read(find(tx, actor, Decision, decision_id), actor)
    return download(data, f"phu-luc-{decision_id}.xlsx", xlsx_out.MEDIA_TYPE)


@acts.post("/decisions/{decision_id}/record", response_model=DecisionShape)
def record(
    tx: Tx, actor: Annotated[Actor, may(Action.DRAFT_DECISION)], decision_id: PathId, paper: SignedBy
) -> Decision:
    """Record the signed paper; its figures must be the draft's."""
    return approval.record(tx, actor, decision_id, **paper.model_dump())


@acts.post("/decisions/{decision_id}/comparison", response_model=DecisionShape)
def compare(
    tx: Tx, actor: Annotated[Actor, may(Action.COMPARE_DECISION)], decision_id: PathId, paper: Signed
) -> Decision:
    """A second person reads the figures off the paper; if they agree, the decision is in force."""
    return approval.compare(tx, actor, decision_id, **paper.model_dump())


@acts.post("/decisions/{decision_id}/void", response_model=DecisionShape)
def void(tx: Tx, actor: Annotated[Actor, may(Action.DRAFT_DECISION)], decision_id: PathId, why: Why) -> Decision:
    """Give a draft up: its submissions can be decided anew."""
    return approval.void(tx, actor, decision_id, why.reason)
