"""I13: money is whole đồng everywhere, and never unknown. Asked of the catalogue, so that new columns are seen."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.invariants.invariant import Invariant, Part

NOT_ALWAYS = "'staged_answer.amount_vnd', 'approval_level.amount_to_vnd', 'register_entry.amount_vnd'"
"""What the bank left out in a line that is not yet judged; a band of sums without an upper end; what another
agency's list does not say."""

KIND = """
    SELECT c.relname || '.' || a.attname AS record
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
      AND NOT a.attisdropped AND (a.atttypid IN ('real'::regtype, 'double precision'::regtype, 'money'::regtype)
           OR a.attname LIKE '%\\_vnd' AND a.atttypid <> 'bigint'::regtype)
"""
MAY_BE_NULL = text(f"""
    SELECT c.relname AS name, a.attname AS money FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
      AND NOT a.attisdropped AND NOT a.attnotnull AND a.attname LIKE '%\\_vnd'
      AND c.relname || '.' || a.attname NOT IN ({NOT_ALWAYS})
""")  # noqa: S608 – ours


def known(tx: Session) -> str:
    """No row without its amount, in a column that would take one."""
    rows = tx.execute(MAY_BE_NULL)
    each = [
        f"SELECT '{row.name}.{row.money}' FROM {row.name} WHERE {row.money} IS NULL"  # noqa: S608 – ours
        for row in rows
    ]
    return f"SELECT record FROM ({' UNION ALL '.join(each) or 'SELECT NULL WHERE false'}) unknown(record)"  # noqa: S608 – ours


IN_LINES = """
    SELECT 'explanation/' || encode(x.digest, 'hex') AS record
    FROM explanation x CROSS JOIN LATERAL jsonb_array_elements(x.lines) line
    WHERE jsonb_typeof(line -> 'amount_vnd') <> 'number' OR (line ->> 'amount_vnd')::numeric % 1 <> 0
"""

WHOLE_DONG = Invariant(
    "I13", "Số tiền ở mọi cột là số nguyên đồng, không bao giờ trống", "Money is whole đồng, and never unknown",
    (
        Part("a column of money is bigint, and none is a float", KIND),
        Part("an amount is known", known),
        Part("the lines of an explanation are whole đồng", IN_LINES),
    ),
)  # fmt: skip
