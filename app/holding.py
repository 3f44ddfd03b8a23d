"""Whether an application is held: it waits for a person's word, and does not go up until it is said."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

# Somebody who was said to be another waits until that is so: of two who are about to be one, one is paid.
MATCH_WAITS = """EXISTS (
    SELECT FROM likely_match m WHERE m.application_id = a.id AND (m.strong AND m.same IS NULL OR m.same AND EXISTS (
        SELECT FROM beneficiary_link l
        JOIN beneficiary lf ON lf.id = l.first_id JOIN beneficiary lg ON lg.id = l.second_id
        JOIN beneficiary f ON f.id = m.first_id JOIN beneficiary g ON g.id = m.second_id
        WHERE l.state = 'proposed'
          AND (lf.person_id, lg.person_id) IN ((f.person_id, g.person_id), (g.person_id, f.person_id)))))"""

FINDING_WAITS = """EXISTS (
    SELECT FROM finding f WHERE f.application_id = a.id AND f.state <> 'cleared' AND f.effect <> 'note')"""

REFRESH = text(f"""
    UPDATE application t SET held = found.held
    FROM (SELECT a.id, {MATCH_WAITS} OR {FINDING_WAITS} AS held FROM application a WHERE a.id = ANY (:ids)) found
    WHERE t.id = found.id AND t.held <> found.held
""")  # noqa: S608 – ours


def refresh(tx: Session, application_ids: Sequence[int]) -> None:
    """Hold or release applications, by all that may hold one: a strong likely match that nobody has decided, a
    match said to be one person whose link waits for a second person, or a finding that stops it and is not cleared.
    """
    if application_ids:
        tx.execute(REFRESH, {"ids": list(application_ids)})


OF_PEOPLE = text("SELECT id FROM application WHERE person_id = ANY (:people)")


def refresh_people(tx: Session, people: Sequence[int]) -> None:
    """Hold or release all applications of some people (`person_id`): they were joined, parted, or left as they are."""
    refresh(tx, tx.scalars(OF_PEOPLE, {"people": list(people)}).all())
