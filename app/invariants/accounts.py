"""I1 and I2: the double entry, and the bounds of its accounts."""

from app.invariants.invariant import Invariant, Part
from app.transfer_kinds import CONTRA

SIDES = """
    SELECT debit_account_id AS account_id, act_id, id, amount_vnd FROM ledger_transfer
    UNION ALL SELECT credit_account_id, act_id, id, -amount_vnd FROM ledger_transfer
"""

OF_ITS_KIND = """
    SELECT 'ledger_transfer/' || t.id AS record FROM ledger_transfer t JOIN transfer_kind k ON k.code = t.code
    JOIN ledger_account c ON c.id = t.credit_account_id JOIN ledger_account d ON d.id = t.debit_account_id
    WHERE (c.kind, d.kind) <> (k.from_kind, k.to_kind) OR c.fund_id <> d.fund_id OR t.amount_vnd <= 0
"""

FOLD = f"""
    SELECT 'ledger_account/' || a.id AS record FROM ledger_account a
    LEFT JOIN (SELECT account_id, sum(amount_vnd) AS folded FROM ({SIDES}) s GROUP BY account_id) f
        ON f.account_id = a.id
    WHERE a.balance_vnd <> coalesce(f.folded, 0)
"""  # noqa: S608 – ours

FUND_IS_NOTHING = """
    SELECT 'fund/' || fund_id AS record FROM ledger_account GROUP BY fund_id HAVING sum(balance_vnd) <> 0
"""

IN_HAND = """
    SELECT coalesce('ledger_account/' || a.id, 'paying_agent/' || p.agent_id) AS record
    FROM (SELECT v.agent_id, p.fund_id, sum(p.open_vnd) AS vnd FROM advance_part p JOIN advance v ON v.id = p.advance_id
          GROUP BY v.agent_id, p.fund_id) p
    FULL JOIN (SELECT * FROM ledger_account WHERE kind = 'ADVANCE') a
        ON a.agent_id = p.agent_id AND a.fund_id = p.fund_id
    WHERE coalesce(a.balance_vnd, 0) <> coalesce(p.vnd, 0)
"""

BOOKED = """
    SELECT 'act/' || coalesce(m.act_id, t.act_id) || '/' || coalesce(m.code, t.code) AS record
    FROM (SELECT act_id, code, sum(amount_vnd) AS vnd FROM booked_move GROUP BY 1, 2) m
    FULL JOIN (SELECT act_id, code, sum(amount_vnd) AS vnd FROM ledger_transfer
               WHERE code IN ('advance', 'clear', 'pay_back', 'reimburse') GROUP BY 1, 2) t
        ON t.act_id = m.act_id AND t.code = m.code
    WHERE m.vnd IS DISTINCT FROM t.vnd
"""

DOUBLE_ENTRY = Invariant(
    "I1", "Tổng nợ bằng tổng có; số dư mỗi tài khoản bằng tổng các bút toán của nó",
    "Debits equal credits; every balance is the sum of its transfers",
    (
        Part("a transfer goes between accounts of its kind, in one fund", OF_ITS_KIND),
        Part("a balance is the sum of its transfers", FOLD),
        Part("the balances of a fund add up to nothing", FUND_IS_NOTHING),
        Part("cash in somebody's hands is what is open of their advances", IN_HAND),
        Part("advances, what became of them, and reimbursements have their transfers", BOOKED),
    ),
)  # fmt: skip

BELOW = "CASE WHEN a.kind IN ({}) THEN {{balance}} > 0 ELSE {{balance}} < 0 END".format(
    ", ".join(f"'{kind}'" for kind in sorted(CONTRA))
)

NOW = f"SELECT 'ledger_account/' || a.id AS record FROM ledger_account a WHERE {BELOW.format(balance='a.balance_vnd')}"  # noqa: S608 – ours

# An act holds an account until it commits, so that of one account the acts' transfers never mingle.
EVER = f"""
    SELECT DISTINCT 'ledger_account/' || a.id AS record
    FROM (SELECT account_id, sum(change) OVER (PARTITION BY account_id ORDER BY first_id) AS balance_vnd
          FROM (SELECT account_id, act_id, min(id) AS first_id, sum(amount_vnd) AS change FROM ({SIDES}) s
                GROUP BY account_id, act_id) by_act) then_
    JOIN ledger_account a ON a.id = then_.account_id WHERE {BELOW.format(balance="then_.balance_vnd")}
"""  # noqa: S608 – ours

BOUNDS = Invariant(
    "I2", "Không tài khoản nào vượt giới hạn của nó, kể cả trong quá khứ", "No account is, or ever was, out of bounds",
    (Part("a balance is in its bounds", NOW), Part("a balance was in its bounds after every act", EVER)),
)  # fmt: skip
