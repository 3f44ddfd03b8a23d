"""I10 and I14: every line of an answer is accounted for, and its reference means one payout."""

from app.invariants.invariant import Invariant, Part

SET_ASIDE = """
    SELECT 'answer/' || coalesce(c.id, x.answer_id) AS record
    FROM (SELECT a.id, told.key AS code, told.value::bigint AS lines
          FROM answer a CROSS JOIN jsonb_each_text(a.counts) told
          WHERE told.key NOT IN ('booked', 'nothing_new') AND told.value <> '0') c
    FULL JOIN (SELECT answer_id, lower(code) AS code, count(*) AS lines FROM answer_exception GROUP BY 1, 2) x
        ON x.answer_id = c.id AND x.code = c.code
    WHERE c.lines IS DISTINCT FROM x.lines
"""
BOOKED = """
    SELECT 'answer/' || a.id AS record
    FROM answer a LEFT JOIN (SELECT act_id, count(*) AS lines FROM state_change WHERE kind = 'payout' GROUP BY act_id) c
        ON c.act_id = a.act_id
    WHERE coalesce((a.counts ->> 'booked')::bigint, 0) <> coalesce(c.lines, 0)
"""
ENTERED = """
    SELECT 'answer/' || a.id AS record FROM answer a LEFT JOIN audit_entry t ON t.act_id = a.act_id
    WHERE convert_from(t.payload, 'UTF8')::jsonb -> 'counts' IS DISTINCT FROM to_jsonb(a.counts)
"""

LINES = Invariant(
    "I10", "Mỗi dòng trả lời được ghi sổ, không có gì mới, hoặc nằm trong danh sách ngoại lệ",
    "Every line of an answer was booked, told nothing new, or is an exception",
    (
        Part("what was set aside is an exception", SET_ASIDE),
        Part("what was booked moved a payout", BOOKED),
        Part("the entry tells the same counts", ENTERED),
    ),
)  # fmt: skip

ONE_PAYOUT = "SELECT 'payout/' || max(id) AS record FROM payout GROUP BY end_to_end_id HAVING count(*) > 1"
OF_ITS_PAYOUT = """
    SELECT 'answer_exception/' || x.id AS record FROM answer_exception x JOIN payout p ON p.id = x.payout_id
    WHERE p.end_to_end_id <> x.reference
"""

REFERENCES = Invariant(
    "I14", "Mỗi mã EndToEndId trong tệp trả lời ứng với nhiều nhất một khoản chi",
    "An EndToEndId in an answer means one payout at most",
    (
        Part("a reference is one payout's", ONE_PAYOUT),
        Part("an exception is about the payout of its reference", OF_ITS_PAYOUT),
    ),
)  # fmt: skip
