"""I7, I11 and I12: acts with their entries and transfers, answered requests, and states with their log."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.invariants.invariant import Invariant, Part
from app.invariants.standing import divided

ENTERED = """
    SELECT 'act/' || a.id AS record FROM act a LEFT JOIN audit_entry t ON t.act_id = a.id
    GROUP BY a.id HAVING count(t.id) <> 1
"""
OF_AN_ACT = """
    SELECT c.kind || '/' || c.object_id AS record FROM state_change c LEFT JOIN act a ON a.id = c.act_id
    WHERE a.at IS DISTINCT FROM c.at
"""

_MOVED = divided(
    """SELECT m.act_id, m.code, e.funding_id, m.amount_vnd::numeric AS amount_vnd, count(*) AS times
       FROM money_moved m JOIN entitlement e ON e.id = m.entitlement_id GROUP BY 1, 2, 3, 4""",
    "act_id, code",
)
# Of cases the parts by fund are kept; what is written off is what of them did not come back.
_OF_CASES = """
    SELECT c.act_id, m.transfer AS code, p.fund_id, p.amount_vnd AS vnd
    FROM state_change c JOIN state_move m ON m.kind = c.kind AND m.from_state = coalesce(c.from_state, '')
        AND m.to_state = c.to_state AND m.transfer IS NOT NULL
    JOIN overpayment_part p ON c.kind = 'overpayment' AND p.overpayment_id = c.object_id
    UNION ALL
    SELECT c.act_id, 'repaid', p.fund_id, p.amount_vnd FROM state_change c
    JOIN repayment_part p ON c.kind = 'repayment' AND c.to_state = 'confirmed' AND p.repayment_id = c.object_id
    UNION ALL
    SELECT c.act_id, 'write_off', p.fund_id, p.amount_vnd - coalesce((
        SELECT sum(r.amount_vnd) FROM repayment s JOIN repayment_part r ON r.repayment_id = s.id
        WHERE s.overpayment_id = p.overpayment_id AND r.fund_id = p.fund_id), 0)
    FROM state_change c JOIN write_off w ON c.kind = 'write_off' AND c.to_state = 'in_force' AND w.id = c.object_id
    JOIN overpayment_part p ON p.overpayment_id = w.overpayment_id
"""
# By act, kind and fund: what the states moved, and what was transferred of kinds that follow states.
TRANSFERRED = f"""
    SELECT 'act/' || coalesce(m.act_id, t.act_id) || '/' || coalesce(m.code, t.code) AS record
    FROM (SELECT act_id, code, fund_id, sum(vnd) AS vnd
          FROM (SELECT act_id, code, fund_id, vnd FROM ({_MOVED}) d UNION ALL {_OF_CASES}) each_part
          GROUP BY 1, 2, 3 HAVING sum(vnd) <> 0) m
    FULL JOIN (SELECT t.act_id, t.code, a.fund_id, sum(t.amount_vnd) AS vnd
               FROM ledger_transfer t JOIN ledger_account a ON a.id = t.debit_account_id
               WHERE t.code IN (SELECT transfer FROM state_move) GROUP BY 1, 2, 3) t
        ON t.act_id = m.act_id AND t.code = m.code AND t.fund_id = m.fund_id
    WHERE m.vnd IS DISTINCT FROM t.vnd
"""  # noqa: S608 – ours

ACTS = Invariant(
    "I7", "Mỗi thay đổi trạng thái thuộc một việc có đúng một mục nhật ký; tiền chuyển có đúng bút toán, và ngược lại",
    "Every change of state is of an act with exactly one entry; money that moved has its transfers, and the reverse",
    (
        Part("an act has one entry", ENTERED),
        Part("a change of state is of an act, at its time", OF_AN_ACT),
        Part("what moved is what was transferred", TRANSFERRED),
    ),
)  # fmt: skip

ONCE = """
    SELECT 'account/' || account_id AS record FROM answered_request GROUP BY account_id, key HAVING count(*) > 1
"""
WITH_ITS_ACT = """
    SELECT 'account/' || r.account_id AS record
    FROM answered_request r LEFT JOIN act a ON a.account_id = r.account_id AND a.at = r.answered_at
    WHERE a.id IS NULL
"""

REQUESTS = Invariant(
    "I11", "Mỗi khoá Idempotency-Key của một tài khoản có một câu trả lời, lưu cùng việc đã làm",
    "A key of an account has one answer, kept with its act",
    (Part("an account's key has one answer", ONCE), Part("an answer was kept with an act", WITH_ITS_ACT)),
)  # fmt: skip

LOGGED = text("""
    SELECT c.relname AS name, split_part(encode(t.tgargs, 'escape'), E'\\\\000', 1) AS kind,
           bool_or(p.proname = 'log_new_state') AS begins
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE p.proname IN ('log_new_state', 'log_moved_state') AND c.relnamespace = current_schema()::regnamespace
    GROUP BY 1, 2 ORDER BY 1
""")
"""Tables whose states are logged, as what they are, and whether their beginning is."""


def fold(tx: Session) -> str:
    """A record's state is the last of its log; one whose beginning is not logged may have none yet."""
    return " UNION ALL ".join(
        f"""SELECT '{row.kind}/' || o.id AS record FROM {row.name} o LEFT JOIN (
                SELECT DISTINCT ON (object_id) object_id, to_state FROM state_change
                WHERE kind = '{row.kind}' ORDER BY object_id, id DESC) c ON c.object_id = o.id
            WHERE o.state <> coalesce(c.to_state, {"''" if row.begins else "o.state"})"""  # noqa: S608 – ours
        for row in tx.execute(LOGGED)
    )


def path(tx: Session) -> str:
    """Each change goes on from the one before, along the table of moves."""
    unlogged = ", ".join(f"'{row.kind}'" for row in tx.execute(LOGGED) if not row.begins) or "''"
    return f"""
        SELECT c.kind || '/' || c.object_id AS record
        FROM (SELECT *, lag(to_state) OVER (PARTITION BY kind, object_id ORDER BY id) AS before FROM state_change) c
        LEFT JOIN state_move m ON m.kind = c.kind AND m.from_state = coalesce(c.from_state, '')
            AND m.to_state = c.to_state
        WHERE m.kind IS NULL
           OR c.before IS DISTINCT FROM c.from_state AND NOT (c.before IS NULL AND c.kind IN ({unlogged}))
    """  # noqa: S608 – ours


STATES = Invariant(
    "I12", "Trạng thái của mỗi bản ghi là kết quả của nhật ký trạng thái; nhật ký đi theo bảng chuyển trạng thái",
    "The state of a record is where its log ends, and the log is a path along the table of moves",
    (Part("a state is the last of its log", fold), Part("a log is a path along the moves", path)),
)  # fmt: skip
