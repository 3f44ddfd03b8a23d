"""What becomes of a decision's applications: who waits leaves it, who is refused is remembered with the reasons."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import checking, db, holding
from app.errors import Conflict
from app.models import Decision

SHOWN_MAX = 200


class Objected(Conflict):
    """Có hồ sơ đang chờ giải quyết ý kiến, phản ánh sau niêm yết ({count}); hãy giải quyết trước, hoặc huỷ dự thảo và
    lập lại.

    An objection to a posted application is not decided yet ({count}); decide it first, or void the draft and draw it
    up anew.
    """


class Waiting(Conflict):
    """Hồ sơ đang chờ giải quyết ý kiến, phản ánh, hoặc đã được quyết định trong lúc này; hãy tải lại rồi thử lại.
    The application waits for an objection to be decided, or was decided meanwhile; look again and try anew.
    """


class Doubled(Conflict):
    """{count} hồ sơ của quyết định là của người đã có hồ sơ khác cùng chính sách (đã ghi nhận là một người);
    hãy huỷ dự thảo và lập lại.

    {count} applications of the decision belong to somebody who has another under the policy (linked as one person);
    void the draft and draw it up anew.
    """


class StoppedByFinding(Conflict):
    """{count} hồ sơ của quyết định có cảnh báo kiểm tra chưa được gỡ; hãy giải quyết cảnh báo, hoặc huỷ dự thảo và
    lập lại.

    {count} applications of the decision have a finding that is not cleared; decide it, or void the draft and draw it
    up anew.
    """


class StoppedByMatch(Conflict):
    """{count} hồ sơ của quyết định có thể là của người khác đã được hỗ trợ, chưa ai kết luận; hãy quyết định ở danh
    sách nghi trùng, hoặc huỷ dự thảo và lập lại.

    {count} applications of the decision may be of somebody who is supported, and nobody has said so yet; decide them in
    the queue of matches, or void the draft and draw it up anew.
    """


UNDETERMINED = text("""
    UPDATE application a SET state = 'returned', submission_id = NULL FROM determination d
    WHERE d.id = a.determination_id AND d.outcome = 'undetermined' AND a.submission_id = ANY (:submissions)
""")

STOPPED = text(f"""
    UPDATE application a SET state = 'determined', submission_id = NULL
    WHERE a.submission_id = ANY (:submissions) AND a.state IN ('determined', 'appraised')
      AND (a.double_of IS NOT NULL OR {holding.FINDING_WAITS} OR {holding.MATCH_WAITS}
           OR EXISTS (SELECT FROM objection j WHERE j.application_id = a.id AND j.upheld IS NULL))
""")  # noqa: S608 – ours

OPEN_OBJECTIONS = text("""
    SELECT count(DISTINCT a.id) FROM objection j JOIN application a ON a.id = j.application_id
    WHERE j.upheld IS NULL AND a.decision_id = :decision
""")

DOUBLES = text("SELECT count(*) FROM application WHERE decision_id = :decision AND double_of IS NOT NULL")

WAITING = tuple(
    (text(f"SELECT a.id FROM application a WHERE a.decision_id = :decision AND {waits} ORDER BY a.id"), refusal)  # noqa: S608 – ours
    for waits, refusal in ((holding.MATCH_WAITS, StoppedByMatch), (holding.FINDING_WAITS, StoppedByFinding))
)

RELEASED = text("UPDATE application SET held = false WHERE decision_id = :decision AND held")

REFUSED = text("""
    INSERT INTO refused_application (application_id, decision_id, determination_id, act_id)
    SELECT a.id, :decision, a.determination_id, :act
    FROM application a JOIN determination d ON d.id = a.determination_id
    WHERE a.decision_id = :decision AND d.outcome <> 'eligible' ORDER BY a.id
""")

CLOSED = text("""
    UPDATE application a SET state = CASE d.outcome WHEN 'eligible' THEN 'decided' ELSE 'refused' END
    FROM determination d WHERE d.id = a.determination_id AND a.decision_id = :decision
""")


def leave_out(tx: Session, submission_ids: Sequence[int]) -> None:
    """Take out of submissions what cannot be decided now.

    What the newer law leaves undetermined waits for its missing fact; it is neither paid nor refused. What somebody
    objects to waits for the objection, and goes up again when that is dismissed. What its person has already, by a
    link made since, is not decided at all. What a check stops, also one that finds it only now, waits for its finding;
    whoever may be another waits for a person's word.
    """
    checking.submissions(tx, submission_ids)
    for statement in (UNDETERMINED, STOPPED):
        tx.execute(statement, {"submissions": list(submission_ids)})


def refuse_stopped(tx: Session, decision: Decision) -> None:
    """What came up after the draft stops it: an objection, a link of people, a likely match, a finding.

    Raises Objected, Doubled, StoppedByMatch, StoppedByFinding.
    """
    for statement, refusal in ((OPEN_OBJECTIONS, Objected), (DOUBLES, Doubled)):
        count = tx.scalar(statement, {"decision": decision.id})
        if count:
            raise refusal(count=count)
    checking.decision(tx, decision.id)
    for statement, stops in WAITING:
        stopped = tx.scalars(statement, {"decision": decision.id}).all()
        if stopped:
            raise stops(count=len(stopped), extra={"applications": stopped[:SHOWN_MAX]})
    tx.execute(RELEASED, {"decision": decision.id})  # nothing that holds them is left


def close(tx: Session, decision: Decision) -> None:
    """Decided or refused, each by its determination; a refusal is kept for good, with the determination it rests on."""
    tx.execute(REFUSED, {"decision": decision.id, "act": db.act_id(tx)})
    tx.execute(CLOSED, {"decision": decision.id})


SHARING = text("""
    WITH owed AS MATERIALIZED (
        SELECT application_id, child_key FROM owed_line WHERE submission_id = ANY (:submissions) AND child_key <> '')
    SELECT DISTINCT o.application_id FROM owed o JOIN owed earlier USING (child_key)
    WHERE earlier.application_id < o.application_id ORDER BY o.application_id
""")


def sharing_a_child(tx: Session, submission_ids: Sequence[int]) -> Sequence[int]:
    """The applications whose child an earlier one of the same decision has: both parents go up together."""
    return tx.scalars(SHARING, {"submissions": list(submission_ids)}).all()
