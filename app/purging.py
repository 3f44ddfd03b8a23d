"""What is due and about nobody in particular, or about many: dropped in batches, entered once.

Files about many people go as a whole when the last of them is erased; registers that a newer one took the place of;
answers kept against repeated requests. Hashes, keys and fingerprints stay. The walls ask the same (20261126_unmasking,
20261128_uploads, 20261203_changes).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import CursorResult, TextClause, text
from sqlalchemy.orm import Session

from app import audit, db
from app.settings import settings

COUNT_BODIES = text("""
    SELECT count(*) FROM answered_request WHERE octet_length(body_cipher) > 0 AND answered_at < :before
""")
DROP_BODIES = text("""
    UPDATE answered_request SET body_cipher = '' WHERE (account_id, key) IN (
        SELECT account_id, key FROM answered_request WHERE octet_length(body_cipher) > 0 AND answered_at < :before
        ORDER BY answered_at LIMIT :limit)
""")

# A file and the people whom it is about: the same as the walls ask (20261126_unmasking).
PEOPLE_OF: Mapping[tuple[str, str], str] = {
    ("list_version", "original_cipher"): """
        SELECT a.beneficiary_id FROM list_row r JOIN application a ON a.id = r.application_id
        WHERE r.version_id = f.id""",
    ("batch_file", "bytes_cipher"): "SELECT p.beneficiary_id FROM payout p WHERE p.batch_id = f.batch_id",
    ("answer", "bytes_cipher"): """
        SELECT p.beneficiary_id FROM payout p JOIN payment_batch t ON t.id = p.batch_id
        WHERE t.district_id = f.district_id AND p.act_id <= f.act_id""",
    ("decision", "annex_cipher"): """
        SELECT a.beneficiary_id FROM application a WHERE a.decision_id = f.id
        UNION ALL SELECT e.beneficiary_id FROM entitlement e WHERE e.decision_id = f.id
        UNION ALL SELECT a.beneficiary_id FROM decision_change_row r JOIN application a ON a.id = r.application_id
        WHERE r.decision_id = f.id""",
    ("posting", "content_cipher"): """
        SELECT a.beneficiary_id FROM posting_row r JOIN application a ON a.id = r.application_id
        WHERE r.posting_id = f.id""",
    ("refusal_notice", "content_cipher"): """
        SELECT a.beneficiary_id FROM refusal_notice_row r JOIN refused_application x ON x.id = r.refused_id
        JOIN application a ON a.id = x.application_id WHERE r.notice_id = f.id""",
}
OF_NOBODY = {"list_version": """OR (
    SELECT (max(act.at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM list_version n JOIN act ON act.id = n.act_id
    WHERE n.list_id = f.list_id) + make_interval(years => :never_paid) <= CAST(:on AS date)"""}  # fmt: skip
"""A list of which no row was ever taken goes when its rows' time is over: counted from its last upload, not from the
day on its paper, which may be years ago when it comes."""
DOCUMENT = ", document_cipher = CASE WHEN f.document_cipher IS NOT NULL THEN ''::bytea END"
_FILES_DUE = """
    FROM {table} f WHERE octet_length(f.{column}) > 0 AND (EXISTS ({people}) {of_nobody})
    AND NOT EXISTS (SELECT FROM ({people}) p(id) WHERE NOT erased_before(p.id))
"""


def _of_files(statement: str) -> list[TextClause]:
    """A statement on each kind of file that is due."""
    found = []
    for (table, column), people in PEOPLE_OF.items():
        filled = {
            "{due}": _FILES_DUE, "{document}": DOCUMENT if table == "refusal_notice" else "", "{table}": table,
            "{column}": column, "{people}": people, "{of_nobody}": OF_NOBODY.get(table, ""),
        }  # fmt: skip
        said = statement
        for name, value in filled.items():
            said = said.replace(name, value)
        found.append(text(said))
    return found


COUNT_FILES = _of_files("SELECT count(*) {due}")
DROP_FILES = _of_files("""
    UPDATE {table} f SET {column} = '' {document} WHERE f.id IN (SELECT f.id {due})
""")
# Rows of such a file that were never taken are about nobody on record; they go with it.
RANDOM = "decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')"
DROP_ROWS = text("""
    UPDATE list_row r SET name_key = '', cells_cipher = '', health_cipher = NULL, facts = '{}', faults = '[]',
        number_indexes = '{}',
        content_index = {random}
    FROM list_version v WHERE v.id = r.version_id AND octet_length(v.original_cipher) = 0
      AND r.application_id IS NULL AND octet_length(r.cells_cipher) > 0
""".replace("{random}", RANDOM))  # fmt: skip

# A register in whose place a newer one came, that no open finding rests on.
_SUPERSEDED = """
    SELECT r.id FROM register r JOIN act ON act.id = r.superseded_act_id
    WHERE act.at < :before AND octet_length(r.original_cipher) > 0 AND NOT EXISTS (
        SELECT FROM finding f JOIN register_entry x ON x.id = f.register_entry_id
        WHERE x.register_id = r.id AND f.state = 'open')
"""
COUNT_REGISTERS = text(f"SELECT count(*) FROM ({_SUPERSEDED}) due")  # noqa: S608 – ours
SUPERSEDED = text(_SUPERSEDED)
DROP_REGISTERS = [
    text(statement.replace("{random}", RANDOM))
    for statement in (
        """UPDATE register_number n SET last4 = '', number_cipher = '', number_index = {random}
           FROM register_entry e WHERE e.id = n.entry_id AND e.register_id = ANY (:registers)""",
        """UPDATE register_entry SET name_key = '', birth_date = NULL, birth_year = NULL, sex = NULL,
               commune_code = NULL, account_index = NULL, account_cipher = NULL, account_last4 = NULL
           WHERE register_id = ANY (:registers)""",
        "UPDATE register SET original_cipher = '' WHERE id = ANY (:registers)",
    )
]


def counts(tx: Session, on: date) -> dict[str, int]:
    """How much of each kind is due on a day."""
    return {
        "files": sum(tx.scalar(statement, _files_on(on, statement)) or 0 for statement in COUNT_FILES),
        "registers": tx.scalar(COUNT_REGISTERS, {"before": _ago(settings().register_days)}) or 0,
        "request_bodies": tx.scalar(COUNT_BODIES, {"before": _ago(settings().request_body_days)}) or 0,
    }


ENTER = text("""
    INSERT INTO purge (act_id, kind, day) SELECT :act, kind, :day
    FROM unnest(ARRAY['files', 'registers', 'request_bodies']) AS kind
""")


def purge(tx: Session, on: date, limit: int) -> dict[str, int]:
    """Drop the files and bodies that are due, so many bodies at most: one act with one entry. What went, by kind."""
    tx.execute(ENTER, {"act": db.act_id(tx), "day": on})
    dropped = {
        "files": sum(_count(tx.execute(statement, _files_on(on, statement))) for statement in DROP_FILES),
        "rows": _count(tx.execute(DROP_ROWS)),
        "registers": _drop_registers(tx),
        "request_bodies": _count(
            tx.execute(DROP_BODIES, {"before": _ago(settings().request_body_days), "limit": limit})
        ),
    }
    audit.append(tx, "data.purged", f"day/{on.isoformat()}", **dropped)
    return dropped


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0


def _files_on(on: date, statement: TextClause) -> dict[str, object]:
    return {"on": on, "never_paid": settings().never_paid_years} if ":never_paid" in statement.text else {}


def _drop_registers(tx: Session) -> int:
    due_now = tx.scalars(SUPERSEDED, {"before": _ago(settings().register_days)}).all()
    for statement in DROP_REGISTERS if due_now else ():
        tx.execute(statement, {"registers": list(due_now)})
    return len(due_now)


def _ago(days: int) -> datetime:
    """Acts are dated by the true clock, also where today is fixed."""
    return settings().now() - timedelta(days=days)
