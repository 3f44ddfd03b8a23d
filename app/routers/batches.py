"""Payment batches: formed, frozen, checked by another, released, exported; and their files."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Response

from app import batch_files, covered_policies, looking_up, payment, reconciliation
from app.access import Action, Actor, find, masking
from app.models import BatchFile, PaymentBatch
from app.routers.door import ActRoute, ReadTx, Tx, may
from app.routers.going_up import Ids, Why
from app.routers.policies import download
from app.routers.shapes import (
    After,
    Amount,
    Body,
    Day,
    InAState,
    Instant,
    Limit,
    OfAPaidPolicy,
    Page,
    PaidPolicy,
    PathId,
    Shape,
    page,
)

router = APIRouter(prefix="/api/payment-batches", tags=["payment batches"])
acts = APIRouter(prefix="/api/payment-batches", tags=["payment batches"], route_class=ActRoute)

Maker = Annotated[Actor, may(Action.FORM_BATCH)]
Reader = Annotated[Actor, may(Action.READ_BATCH)]


class NewBatch(Body):
    """What to pay: all that is open under a policy by a channel, or of some decisions."""

    policy: PaidPolicy
    channel: Literal["cash", "transfer"]
    execution_date: Day
    decisions: Ids | None = None


class Figures(Body):
    """What the checker counted."""

    payouts: Amount
    amount_vnd: Amount


class BatchShape(Shape):
    """A payment batch (bảng kê)."""

    id: int
    policy: str
    channel: str
    state: str
    district_id: int
    message_id: str
    created_at: Instant
    execution_date: date
    payouts: int
    amount_vnd: int
    revision: int


class LeftOut(Shape):
    """A payout that a check keeps out, with the findings that say why."""

    payout_id: int
    application_id: int
    amount_vnd: int
    findings: Sequence[int]


class FrozenShape(BatchShape):
    """A batch when it is frozen; the first 200 of those left out are told."""

    left_out: int
    left_out_payouts: Sequence[LeftOut]


class FileShape(Shape):
    """A file of a batch."""

    name: str
    media_type: str
    sha256: str
    bytes: int


@acts.post("", status_code=201, response_model=BatchShape)
def form(tx: Tx, actor: Maker, new: NewBatch) -> PaymentBatch:
    """Form a batch of the actor's paying unit."""
    policy = covered_policies.to_pay(tx, actor, new.policy, new.channel, new.decisions)
    return payment.form(tx, actor, policy, new.channel, new.execution_date, new.decisions)


@acts.post("/{batch_id}/freeze", response_model=FrozenShape)
def freeze(tx: Tx, actor: Maker, batch_id: PathId) -> dict[str, object]:
    """Fix the lines and make the files; whoever a check stops is left out and told."""
    return payment.freeze(tx, actor, batch_id)


@acts.post("/{batch_id}/check", response_model=BatchShape)
def check(tx: Tx, actor: Annotated[Actor, may(Action.CHECK_BATCH)], batch_id: PathId, figures: Figures) -> PaymentBatch:
    """A second person gives the count and the sum of the files."""
    return payment.check(tx, actor, batch_id, payouts=figures.payouts, amount_vnd=figures.amount_vnd)


@acts.post("/{batch_id}/release", response_model=BatchShape)
def release(tx: Tx, actor: Annotated[Actor, may(Action.CHECK_BATCH)], batch_id: PathId) -> PaymentBatch:
    """Let a checked batch go."""
    return payment.release(tx, actor, batch_id)


@acts.post("/{batch_id}/export", response_model=BatchShape)
def export(tx: Tx, actor: Maker, batch_id: PathId) -> PaymentBatch:
    """From here on the files can be downloaded, always the same bytes."""
    return payment.export(tx, actor, batch_id)


@acts.post("/{batch_id}/void", response_model=BatchShape)
def void(tx: Tx, actor: Maker, batch_id: PathId, why: Why) -> PaymentBatch:
    """Give a batch up before its release."""
    return payment.void(tx, actor, batch_id, why.reason)


@acts.post("/{batch_id}/close", response_model=BatchShape)
def close(tx: Tx, actor: Maker, batch_id: PathId) -> PaymentBatch:
    """Close a batch whose payouts have all come to an end."""
    return payment.close(tx, actor, batch_id)


@acts.post("/{batch_id}/unanswered")
def unanswered(tx: Tx, actor: Maker, batch_id: PathId) -> dict[str, int]:
    """Past the cut-off: what nobody answered is in doubt from now on."""
    return {"in_doubt": reconciliation.leave_unanswered(tx, actor, batch_id)}


@router.get("", response_model=Page[BatchShape])
def batches(
    tx: ReadTx,
    actor: Reader,
    state: InAState = None,
    policy: OfAPaidPolicy = None,
    after: After = 0,
    limit: Limit = 200,
) -> dict[str, object]:
    """The batches of the actor's units."""
    asked = {"state": state, "policy": policy and masking.policies_meant(actor.role, policy)}
    return page(looking_up.records(tx, actor, PaymentBatch, asked, after=after, limit=limit), limit)


@router.get("/{batch_id}", response_model=BatchShape)
def one_batch(tx: ReadTx, actor: Reader, batch_id: PathId) -> PaymentBatch:
    """One batch."""
    return find(tx, actor, PaymentBatch, batch_id)


@router.get("/{batch_id}/files")
def files(tx: ReadTx, actor: Reader, batch_id: PathId) -> dict[str, list[FileShape]]:
    """The files of a frozen batch, with their digests."""
    found: Sequence[BatchFile] = batch_files.listed(tx, find(tx, actor, PaymentBatch, batch_id))
    return {
        "items": [
            FileShape(name=file.name, media_type=file.media_type, sha256=file.sha256.hex(), bytes=file.size)
            for file in found
        ]
    }


@router.get("/{batch_id}/files/{name}", response_class=Response)
def file(tx: ReadTx, actor: Annotated[Actor, may(Action.READ_PAYMENT_LIST)], batch_id: PathId, name: str) -> Response:
    """A file's bytes, whole: the maker's after the export; the checker may see them from the freeze on."""
    found, data = payment.read_file(tx, actor, batch_id, name)
    return download(data, found.name, found.media_type)
