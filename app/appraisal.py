"""Submissions: the ready rows of a district's lists go up together, and a second person appraises them."""

from collections.abc import Sequence

from sqlalchemy import text, update
from sqlalchemy.orm import Session

from app import audit, rounds_held, rules
from app.access import Actor, find
from app.access.duties import refuse_same_hands, require_state
from app.errors import Forbidden, Invalid
from app.models import Application, Submission
from app.settings import settings


class NotTheAppraiser(Forbidden):
    """Theo quy trình của chính sách này, cấp thẩm định và trình là: {kind}.
    By this policy's route it is appraised and submitted by: {kind_en}.
    """


class NothingReady(Invalid):
    """Không có hồ sơ nào sẵn sàng trình: cần đã xét điều kiện, không bị giữ, không có ý kiến phản ánh chưa giải quyết,
    chưa ở tờ trình khác; hồ sơ bị trả lại nay đã đủ: ghi "returned": true.

    No application is ready to go up: it must be determined, not held, without an open objection, and in no other
    submission; what was returned and is complete now goes up with "returned": true.
    """


GATHER = text("""
    WITH taken AS (
        UPDATE application a SET submission_id = :submission, state = 'determined'
        WHERE a.district_id = :district AND a.policy = :policy
          AND a.round IS NOT DISTINCT FROM CAST(:round AS bigint)
          AND (a.state = 'determined' OR :returned AND a.state = 'returned'
               AND EXISTS (SELECT FROM determination d WHERE d.id = a.determination_id AND d.outcome <> 'undetermined'))
          AND a.submission_id IS NULL AND NOT a.held AND a.double_of IS NULL
          AND NOT EXISTS (  -- a list alone declines for nobody: the person's own paper is waited for
            SELECT FROM list_row r WHERE r.application_id = a.id AND r.state = 'accepted'
            AND r.facts ->> 'declined' = 'true'
            AND NOT EXISTS (SELECT FROM confirmation c WHERE c.row_id = r.id AND c.body = 'applicant'))
          AND NOT EXISTS (SELECT FROM objection j WHERE j.application_id = a.id AND j.upheld IS NULL)
          AND (CAST(:lists AS bigint[]) IS NULL OR a.list_id = ANY (CAST(:lists AS bigint[])))
        RETURNING a.id)
    SELECT count(*) AS rows, coalesce(CASE WHEN :cash
               THEN (SELECT sum(o.amount_vnd) FROM owed_line o JOIN taken t ON t.id = o.application_id)
               ELSE (SELECT sum(d.amount_vnd) FROM taken t JOIN application a ON a.id = t.id
                     JOIN determination d ON d.id = a.determination_id) END, 0)::bigint AS amount_vnd
    FROM taken
""")


def form(
    tx: Session,
    actor: Actor,
    policy: str,
    round_: int | None,
    lists: Sequence[int] | None = None,
    *,
    returned: bool = False,
) -> Submission:
    """Gather what is ready (of some lists, or of all) into a submission; `returned`: what was sent back, too.

    Raises NotTheAppraiser, RoundNeeded, NotByRounds, RoundUnknown, NothingReady.
    """
    _require_appraiser(policy, actor)
    rounds_held.require(policy, round_)
    submission = Submission(
        policy=policy, round=round_, state="formed", rows=0, amount_vnd=0, district_id=actor.unit_id,
        formed_by_person_id=actor.person_id,
    )  # fmt: skip
    tx.add(submission)
    tx.flush()  # for its id
    chosen = {"submission": submission.id, "district": actor.unit_id, "policy": policy, "round": round_, "lists": lists}
    chosen["returned"] = returned
    gathered = tx.execute(GATHER, {**chosen, "cash": rules.gives_cash(policy)}).one()
    if not gathered.rows:
        rounds_held.require_known(policy, round_)  # only now: what was once taken under it can go up
        raise NothingReady
    submission.rows, submission.amount_vnd = gathered.rows, gathered.amount_vnd
    audit.append(
        tx, "submission.formed", f"submission/{submission.id}", policy=policy, round=round_, lists=lists,
        returned=returned, rows=gathered.rows, amount_vnd=gathered.amount_vnd,
    )  # fmt: skip
    return submission


def _require_appraiser(policy: str, actor: Actor) -> None:
    appraiser = rules.handler_of(policy, "appraise", settings().today())
    if not appraiser.is_unit(actor.unit_kind, actor.unit_code):
        vi, en = appraiser.words
        raise NotTheAppraiser(kind=vi, kind_en=en)


def appraise(tx: Session, actor: Actor, submission_id: int, *, agreed: bool, opinion: str) -> Submission:
    """A second person's word: the applications go on, or are returned for completion. Raises SameHands, WrongState.

    What was agreed to and no decision holds may still be returned: nothing that went up stays there for ever.
    """
    submission = find(tx, actor, Submission, submission_id, lock=True)
    back = not agreed and submission.decision_id is None
    require_state(submission.state, "formed", *(("appraised",) if back else ()))
    refuse_same_hands(submission.formed_by_person_id, actor.person_id)
    if agreed:  # what another unit has formed can still be sent back
        _require_appraiser(submission.policy, actor)
    submission.state = "appraised" if agreed else "returned"
    submission.appraised_by_person_id, submission.opinion = actor.person_id, opinion
    applications = update(Application).where(Application.submission_id == submission.id)
    if agreed:
        tx.execute(applications.values(state="appraised"))
    else:
        tx.execute(applications.values(state="returned", submission_id=None))
    audit.append(
        tx, f"submission.{submission.state}", f"submission/{submission.id}", rows=submission.rows,
        amount_vnd=submission.amount_vnd,
    )  # fmt: skip
    return submission
