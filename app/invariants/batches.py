"""I5 and I6: a batch is the same sum everywhere, and its files are the bytes that were made."""

from app.invariants import kept_files
from app.invariants.invariant import Invariant, Part

MADE = "('frozen', 'checked', 'released', 'exported', 'closed')"

CONTROL_SUM = """
    SELECT 'batch/' || b.id AS record
    FROM payment_batch b LEFT JOIN (SELECT batch_id, count(*) AS payouts, sum(amount_vnd) AS vnd
                                    FROM payout WHERE state <> 'void' GROUP BY batch_id) p ON p.batch_id = b.id
    WHERE b.state <> 'void' AND (b.payouts, b.amount_vnd) <> (coalesce(p.payouts, 0), coalesce(p.vnd, 0))
       OR b.state = 'void' AND p.payouts > 0
"""
EXPORTED = """
    SELECT coalesce('batch/' || b.id, t.record) AS record
    FROM (SELECT id, amount_vnd FROM payment_batch WHERE state IN ('exported', 'closed')) b
    FULL JOIN (SELECT split_part(reference, '/', 3) AS batch, min('ledger_transfer/' || id) AS record,
                      sum(amount_vnd) AS vnd
               FROM ledger_transfer WHERE code = 'export' GROUP BY 1) t ON t.batch = b.id::text
    WHERE b.amount_vnd IS DISTINCT FROM t.vnd
"""
THERE = f"""
    SELECT 'batch/' || b.id AS record FROM payment_batch b WHERE b.state IN {MADE}
    AND NOT EXISTS (SELECT FROM batch_file f WHERE f.batch_id = b.id AND f.revision = b.revision)
"""  # noqa: S608 – ours

SUMS = Invariant(
    "I5", "Bảng kê: tổng các dòng = số tổng = bút toán xuất = tổng trong tệp đã xuất; số dòng khớp",
    "A batch is one sum and one count: lines, control sum, ledger, and the files that leave",
    (
        Part("the lines are the batch's count and sum", CONTROL_SUM),
        Part("the ledger exported the batch's sum", EXPORTED),
        Part("the files are there", THERE),
        Part("each file says the batch's count and sum", reads=kept_files.of_another_sum),
    ),
)  # fmt: skip

ONCE = """
    SELECT 'batch/' || batch_id AS record FROM batch_file GROUP BY batch_id, revision, name HAVING count(*) > 1
    UNION SELECT 'batch/' || f.batch_id FROM batch_file f JOIN payment_batch b ON b.id = f.batch_id
    WHERE f.revision NOT BETWEEN 1 AND b.revision
"""

_ENTRY = "convert_from(t.payload, 'UTF8')::jsonb"
LOGGED = f"""
    SELECT 'act/' || coalesce(f.act_id, t.act_id) AS record
    FROM (SELECT act_id, jsonb_object_agg(name, encode(sha256, 'hex')) AS files FROM batch_file GROUP BY act_id) f
    FULL JOIN (SELECT t.act_id, {_ENTRY} -> 'files' AS files FROM audit_entry t
               WHERE t.subject LIKE 'batch/%' AND {_ENTRY} ? 'files') t ON t.act_id = f.act_id
    WHERE f.files IS DISTINCT FROM t.files
    UNION ALL
    SELECT 'answer/' || a.id FROM answer a LEFT JOIN audit_entry t ON t.act_id = a.act_id
    WHERE {_ENTRY} ->> 'sha256' IS DISTINCT FROM encode(a.sha256, 'hex')
    UNION ALL
    SELECT 'decision/' || d.id FROM decision d
    LEFT JOIN (state_change c JOIN audit_entry t ON t.act_id = c.act_id)
        ON c.kind = 'decision' AND c.object_id = d.id AND c.from_state IS NULL
    WHERE {_ENTRY} ->> 'annex_sha256' IS DISTINCT FROM encode(d.annex_sha256, 'hex')
"""  # noqa: S608 – ours

FILES = Invariant(
    "I6", "Tệp đã lưu đúng từng byte như khi lập: mã băm khớp với nhật ký, mỗi bản sửa một lần",
    "Kept files are the bytes that were made: their digests are the logged ones, each revision once",
    (
        Part("a file of a revision is there once", ONCE),
        Part("the act's entry names the digest", LOGGED),
        Part("the bytes have the digest", reads=kept_files.of_other_bytes),
    ),
)  # fmt: skip
