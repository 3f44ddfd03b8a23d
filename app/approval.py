"""Decisions: drafted from submissions, signed on paper, recorded by one, compared by another, then in force.

The list signed is the list paid: rows are determined under the law of the decision's day before the annex is
printed, and again when it was signed on another day; what would then differ stops the recording and is shown.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app import (
    approval_levels,
    audit,
    decision_annex,
    decision_changes,
    decision_rows,
    determining,
    entitling,
    identity,
    law_words,
    ledger,
    redetermining,
    rules,
)
from app.access import Actor, NoSuchRecord, find, visible
from app.access.duties import refuse_same_hands, require_event, require_state
from app.errors import Conflict, Forbidden, Invalid
from app.models import Application, Decision, Submission
from app.recorded import refuse_future
from app.redetermining import Difference


class NotTheDecider(Forbidden):
    """Theo quy trình của chính sách này vào ngày đó, cấp quyết định là: {unit_kind}.
    By this policy's route on that day the decision is made by: {unit_kind_en}.
    """


class NothingToDecide(Invalid):
    """Các tờ trình này không còn hồ sơ nào để quyết định.
    These submissions hold no application to be decided.
    """


class MixedPolicies(Invalid):
    """Một quyết định chỉ gồm các tờ trình của một chính sách.
    A decision takes the submissions of one policy.
    """


class PaperDiffers(Conflict):
    """Số người hoặc số tiền trên giấy khác với dự thảo; hãy đọc lại tờ quyết định và phụ lục.
    The count or the sum on the paper is not the draft's; read the decision and its annex again.
    """


class PaperIsAnother(Conflict):
    """Số hoặc ngày của quyết định không khớp với bản đã ghi.
    The decision's number or date is not the recorded one.
    """


class LawDiffers(Conflict):
    """Xét lại theo ngày ký {signed_on}: {count} hồ sơ có kết quả khác với phụ lục đã in;
    hãy huỷ dự thảo và lập lại.

    Determined again under the day of signing {signed_on}: {count} applications differ from the printed annex;
    void the draft and draw it up anew.
    """


def draft(tx: Session, actor: Actor, submission_ids: Sequence[int], law_on: date) -> Decision:
    """Draw up a decision and its annex, every row determined under the law of the day it is to be signed."""
    refuse_future(law_on)  # nobody knows that day's law yet
    submissions = _lock_submissions(tx, actor, submission_ids)
    policy = submissions[0].policy
    if any(one.policy != policy for one in submissions):
        raise MixedPolicies
    _require_decider(policy, law_on, actor)
    differences = _determine_for(tx, submission_ids, law_on)
    decision_rows.leave_out(tx, submission_ids)
    sharing = decision_rows.sharing_a_child(tx, submission_ids)
    differences += redetermining.again(tx, sharing, law_on, together=submission_ids)
    decision = _keep_draft(tx, actor, policy, law_on, differences)
    _take_in(tx, decision, submission_ids)
    decision_annex.print_for(tx, decision)
    audit.append(
        tx, "decision.drafted", f"decision/{decision.id}", policy=policy, law_on=law_on, rows=decision.rows,
        refused_rows=decision.refused_rows, amount_vnd=decision.amount_vnd, submissions=list(submission_ids),
        annex_sha256=decision.annex_sha256.hex(), differences=len(differences),
    )  # fmt: skip
    return decision


def record(
    tx: Session,
    actor: Actor,
    decision_id: int,
    *,
    number: str,
    signed_on: date,
    signer: str,
    rows: int,
    amount_vnd: int,
) -> Decision:
    """Record what was signed on paper.

    Raises NotTheApprover, PaperDiffers, Objected, Doubled, LawDiffers.
    """
    decision = find(tx, actor, Decision, decision_id, lock=True)
    require_event("decision", decision.state, "record")
    refuse_future(signed_on)
    approval_levels.refuse_another(tx, decision, signed_on, actor)
    _require_same_figures(decision, rows, amount_vnd)
    decision_rows.refuse_stopped(tx, decision)
    if decision.changes_id:
        decision_changes.require_after(tx, decision.changes_id, signed_on)
    elif signed_on != decision.law_on:
        _determine_as_signed(tx, decision, signed_on)
    decision.state, decision.law_on = "recorded", signed_on
    decision.number, decision.signed_on, decision.signer = number, signed_on, signer
    decision.recorded_by_person_id = actor.person_id
    tx.flush()  # so that a number used before is refused here
    audit.append(
        tx, "decision.recorded", f"decision/{decision.id}", number=number, signed_on=signed_on, rows=rows,
        amount_vnd=amount_vnd,
    )  # fmt: skip
    return decision


def compare(
    tx: Session, actor: Actor, decision_id: int, *, number: str, signed_on: date, rows: int, amount_vnd: int
) -> Decision:
    """A second person reads the figures off the paper again; if they agree, the decision is in force.

    Its money is committed to it then; what a change brings about, app/decision_changes.py says. Raises SameHands,
    NotTheApprover, PaperDiffers, Objected, Doubled, AlreadySupported, FundingMissing, FundShort, StoodDiffers,
    StillInBatch, StillUnsaid.
    """
    identity.hold_people(tx)
    decision = find(tx, actor, Decision, decision_id, lock=True)
    require_event("decision", decision.state, "compare")
    for first in (decision.drafted_by_person_id, decision.recorded_by_person_id):
        refuse_same_hands(first, actor.person_id)
    approval_levels.refuse_another(tx, decision, decision.law_on, actor)
    _require_same_figures(decision, rows, amount_vnd)
    decision_rows.refuse_stopped(tx, decision)
    if (number, signed_on) != (decision.number, decision.signed_on):
        raise PaperIsAnother
    decision.state, decision.compared_by_person_id = "decided", actor.person_id
    tx.flush()  # the decision is in force before anything follows from it
    followed = decision_changes.take_effect(tx, decision) if decision.changes_id else _put_in_force(tx, decision)
    audit.append(
        tx, "decision.decided", f"decision/{decision.id}", number=number, signed_on=signed_on, rows=rows,
        amount_vnd=amount_vnd, **followed,
    )  # fmt: skip
    return decision


def void(tx: Session, actor: Actor, decision_id: int, reason: str) -> Decision:
    """Give a draft or a recorded decision up: its submissions can be decided anew."""
    decision = find(tx, actor, Decision, decision_id, lock=True)
    require_event("decision", decision.state, "void")
    decision.state = "void"
    tx.execute(update(Application).where(Application.decision_id == decision.id).values(decision_id=None))
    tx.execute(update(Submission).where(Submission.decision_id == decision.id).values(decision_id=None))
    audit.append(tx, "decision.void", f"decision/{decision.id}", reason=reason)
    return decision


def _lock_submissions(tx: Session, actor: Actor, ids: Sequence[int]) -> list[Submission]:
    query = visible(actor, Submission).where(Submission.id.in_(ids)).order_by(Submission.id).with_for_update()
    found = list(tx.scalars(query))
    if len(found) != len(set(ids)):
        raise NoSuchRecord
    for one in found:
        require_state("drafted" if one.decision_id else one.state, "appraised")
    return found


def _require_decider(policy: str, on: date, actor: Actor) -> None:
    decider = rules.handler_of(policy, "decide", on)
    if not decider.is_unit(actor.unit_kind, actor.unit_code):
        vi, en = decider.words
        raise NotTheDecider(unit_kind=vi, unit_kind_en=en)


OLDER = text("""
    SELECT a.id FROM application a JOIN determination d ON d.id = a.determination_id
    JOIN list_row r ON r.application_id = a.id AND r.state = 'accepted'
    WHERE a.submission_id = ANY (:submissions) AND (
        (d.law_on, d.words_digest, d.rules_version) <> (:law_on, :words, :version) OR EXISTS (
        SELECT FROM support s WHERE s.act_id > d.act_id AND s.person_id = a.person_id
    ) OR EXISTS (
        SELECT FROM support s WHERE s.act_id > d.act_id AND s.child_key <> ''
        AND s.child_key IN (SELECT r.facts ->> name FROM unnest(CAST(:hashed AS text[])) AS name)))
    ORDER BY a.id
""")


def _determine_for(tx: Session, submission_ids: Sequence[int], law_on: date) -> list[Difference]:
    """Again, whoever was determined under another law day, other words or rules, or has been supported since."""
    read = {"law_on": law_on, "words": rules.words_digest(law_words.current(tx)), "version": rules.RULES_VERSION}
    chosen = {"submissions": list(submission_ids), "hashed": determining.hashed_facts()}
    older = tx.scalars(OLDER, {**chosen, **read}).all()
    return redetermining.again(tx, older, law_on)


def _determine_as_signed(tx: Session, decision: Decision, signed_on: date) -> None:
    ids = tx.scalars(select(Application.id).where(Application.decision_id == decision.id)).all()
    together = tx.scalars(select(Submission.id).filter_by(decision_id=decision.id)).all()
    differences = redetermining.again(tx, ids, signed_on, together=together)
    if differences:
        shown = [asdict(one) for one in differences[:200]]
        raise LawDiffers(signed_on=signed_on, count=len(differences), extra={"differences": shown})


# What is owed in cash; for relief, deferral and loans, what was determined: it is recorded and nothing is paid.
TOTALS = text("""
    SELECT (SELECT count(DISTINCT application_id) FROM owed_line WHERE decision_id = :decision) AS rows,
           (SELECT count(*) FROM application a JOIN determination d ON d.id = a.determination_id
            WHERE a.decision_id = :decision AND d.outcome = 'ineligible') AS refused_rows,
           (SELECT coalesce(sum(amount_vnd), 0)::bigint FROM owed_line WHERE decision_id = :decision) AS amount_vnd
""")


TOTALS_RECORDED = text("""
    SELECT count(*) FILTER (WHERE d.outcome = 'eligible') AS rows,
           count(*) FILTER (WHERE d.outcome = 'ineligible') AS refused_rows,
           coalesce(sum(d.amount_vnd), 0)::bigint AS amount_vnd
    FROM application a JOIN determination d ON d.id = a.determination_id WHERE a.decision_id = :decision
""")


def _keep_draft(tx: Session, actor: Actor, policy: str, law_on: date, differences: Sequence[Difference]) -> Decision:
    decision = Decision(
        policy=policy, state="drafted", law_on=law_on, rows=0, refused_rows=0, amount_vnd=0,
        district_id=actor.unit_id, differences=[asdict(one) for one in differences], annex_cipher=b"",
        annex_sha256=b"", drafted_by_person_id=actor.person_id,
    )  # fmt: skip
    tx.add(decision)
    tx.flush()  # for its id
    return decision


def _take_in(tx: Session, decision: Decision, submission_ids: Sequence[int]) -> None:
    of = Application.submission_id.in_(submission_ids)
    tx.execute(update(Application).where(of).values(decision_id=decision.id))
    tx.execute(update(Submission).where(Submission.id.in_(submission_ids)).values(decision_id=decision.id))
    statement = TOTALS if rules.gives_cash(decision.policy) else TOTALS_RECORDED
    totals = tx.execute(statement, {"decision": decision.id}).one()
    if not totals.rows + totals.refused_rows:
        raise NothingToDecide
    decision.rows, decision.refused_rows, decision.amount_vnd = totals.rows, totals.refused_rows, totals.amount_vnd


def _require_same_figures(decision: Decision, rows: int, amount_vnd: int) -> None:
    if (rows, amount_vnd) != (decision.rows, decision.amount_vnd):
        raise PaperDiffers


def _put_in_force(tx: Session, decision: Decision) -> dict[str, object]:
    entitling.refuse_supported(tx, decision)
    entitled = entitling.entitle(tx, decision) if decision.amount_vnd and rules.gives_cash(decision.policy) else 0
    decision_rows.close(tx, decision)
    tx.execute(update(Submission).where(Submission.decision_id == decision.id).values(state="decided"))
    committed = ledger.post(tx)
    return {"entitlements": entitled, "refused_rows": decision.refused_rows, "committed_vnd": committed}
