"""What must be so in every database, after every fault: asked in SQL, of the tables alone."""

import re
from collections.abc import Mapping

from benchmarks.faults.cluster import Connection

FAILED = "('rejected', 'cancelled', 'returned', 'void')"
"""States in which a payout pays nothing; `{failed}` in the questions."""

QUERIES: Mapping[str, str] = {
    "I4 one entitlement per person, policy, occasion and component": """
        SELECT person_id FROM entitlement WHERE state <> 'cancelled' AND double_of IS NULL
        GROUP BY policy, person_id, occasion, component, child_key HAVING count(*) > 1""",
    "I4 one cash regime per person": """
        SELECT person_id FROM entitlement WHERE exclusive AND state <> 'cancelled' AND double_of IS NULL
        GROUP BY person_id HAVING count(*) > 1""",
    "I4 one live application per person": """
        SELECT person_id FROM application
        WHERE state NOT IN ('refused', 'withdrawn') AND double_of IS NULL
        GROUP BY policy, person_id, occasion HAVING count(*) > 1""",
    "I4 one payout per entitlement that has not failed": """
        SELECT s.entitlement_id FROM payout_share s JOIN payout p ON p.id = s.payout_id
        WHERE p.state NOT IN {failed} GROUP BY s.entitlement_id HAVING count(*) > 1""",
    "I4 nobody is paid more than is owed": """
        SELECT e.id FROM entitlement e
        JOIN payout_share s ON s.entitlement_id = e.id JOIN payout p ON p.id = s.payout_id
        WHERE p.state NOT IN {failed} GROUP BY e.id HAVING sum(s.amount_vnd) > e.amount_vnd""",
    "I4 a share lives exactly as long as its payout": """
        SELECT s.entitlement_id FROM payout_share s JOIN payout p ON p.id = s.payout_id
        WHERE s.live <> (p.state NOT IN {failed})""",
    "I4 an entitlement is where its payout is": """
        SELECT e.id FROM entitlement e LEFT JOIN (
            SELECT s.entitlement_id, max(p.state) AS state FROM payout_share s JOIN payout p ON p.id = s.payout_id
            WHERE p.state NOT IN {failed} GROUP BY s.entitlement_id) live ON live.entitlement_id = e.id
        WHERE e.origin = 'decision' AND CASE e.state
            WHEN 'open' THEN live.state IS NOT NULL
            WHEN 'reserved' THEN live.state IS NULL OR live.state IN ('debited', 'settled')
            WHEN 'paid' THEN coalesce(live.state, '') NOT IN ('debited', 'settled')
            ELSE false END""",
    "I5 a batch's count and sum are its payouts'": """
        SELECT b.id FROM payment_batch b LEFT JOIN payout p ON p.batch_id = b.id AND (p.state <> 'void')
        WHERE b.state <> 'void' GROUP BY b.id
        HAVING count(p.id) <> b.payouts OR coalesce(sum(p.amount_vnd), 0) <> b.amount_vnd""",
    "I5 a payout's sum is its shares'": """
        SELECT p.id FROM payout p LEFT JOIN payout_share s ON s.payout_id = p.id
        GROUP BY p.id HAVING coalesce(sum(s.amount_vnd), 0) <> p.amount_vnd""",
    "I5 a payout is in step with its batch": """
        SELECT p.id FROM payout p JOIN payment_batch b ON b.id = p.batch_id
        WHERE (p.state = 'batched') <> (b.state IN ('draft', 'frozen', 'checked', 'released')) AND p.state <> 'void'
           OR b.state = 'void' AND p.state <> 'void'""",
    "I5 a frozen batch has its files": """
        SELECT b.id FROM payment_batch b WHERE b.state NOT IN ('draft', 'void') AND NOT EXISTS (
            SELECT FROM batch_file f WHERE f.batch_id = b.id AND f.revision = b.revision)""",
    "I7 every act has its entry": """
        SELECT a.id FROM act a LEFT JOIN audit_entry e ON e.act_id = a.id GROUP BY a.id HAVING count(e.id) <> 1""",
    "I7 every state is the last change of it": """
        SELECT s.kind, s.id FROM (
            SELECT 'application' AS kind, id, state FROM application UNION ALL SELECT 'submission', id, state
            FROM submission UNION ALL SELECT 'decision', id, state FROM decision UNION ALL
            SELECT 'entitlement', id, state FROM entitlement UNION ALL SELECT 'batch', id, state FROM payment_batch
            UNION ALL SELECT 'payout', id, state FROM payout) s
        LEFT JOIN LATERAL (SELECT to_state FROM state_change c WHERE c.kind = s.kind AND c.object_id = s.id
                           ORDER BY c.id DESC LIMIT 1) c ON true
        WHERE c.to_state IS DISTINCT FROM s.state""",
    "I7 a change of state is permitted": """
        SELECT c.id FROM state_change c WHERE NOT EXISTS (
            SELECT FROM state_move m WHERE m.kind = c.kind AND m.from_state = coalesce(c.from_state, '')
            AND m.to_state = c.to_state)""",
    "I8 no payout without a decision in force that holds it": """
        SELECT p.id FROM payout p JOIN decision d ON d.id = p.decision_id WHERE d.state <> 'decided'""",
    "I8 a decision in force owes what it says": """
        SELECT d.id FROM decision d LEFT JOIN entitlement e ON e.decision_id = d.id WHERE d.state = 'decided'
        GROUP BY d.id HAVING coalesce(sum(e.amount_vnd), 0) <> d.amount_vnd
            OR count(DISTINCT e.application_id) <> d.rows""",
    "I8 nothing is owed by what is not in force": """
        SELECT e.id FROM entitlement e JOIN decision d ON d.id = e.decision_id WHERE d.state <> 'decided'""",
    "I9 never the same hands": """
        SELECT id FROM payment_batch WHERE checked_by_person_id = formed_by_person_id UNION ALL
        SELECT id FROM decision WHERE compared_by_person_id = recorded_by_person_id UNION ALL
        SELECT id FROM submission WHERE appraised_by_person_id = formed_by_person_id""",
    "I13 money is whole and more than nothing": """
        SELECT id FROM payout WHERE amount_vnd <= 0 UNION ALL SELECT id FROM entitlement WHERE amount_vnd <= 0""",
    "I14 an instruction's name is its own": """
        SELECT max(id) FROM payout GROUP BY end_to_end_id HAVING count(*) > 1""",
    "a row that was accepted is an application, determined": """
        SELECT r.id FROM list_row r LEFT JOIN application a ON a.id = r.application_id
        LEFT JOIN determination d ON d.id = a.determination_id AND d.application_id = a.id
        WHERE r.state = 'accepted' AND d.id IS NULL""",
    "I1 a fund's balances add up to nothing": """
        SELECT fund_id FROM ledger_account GROUP BY fund_id HAVING sum(balance_vnd) <> 0""",
    "I1 a balance is the fold of its transfers": """
        SELECT a.id FROM ledger_account a LEFT JOIN (
            SELECT account_id, sum(vnd) AS vnd FROM (
                SELECT debit_account_id AS account_id, amount_vnd AS vnd FROM ledger_transfer
                UNION ALL SELECT credit_account_id, -amount_vnd FROM ledger_transfer) both_sides
            GROUP BY account_id) t ON t.account_id = a.id
        WHERE a.balance_vnd <> coalesce(t.vnd, 0)""",
    "I2 no balance below its bound": """
        SELECT id FROM ledger_account
        WHERE CASE WHEN kind IN ('APPROPRIATION', 'ADVANCED') THEN balance_vnd > 0 ELSE balance_vnd < 0 END""",
    "I2 no fund owes more than it was given": """
        SELECT f.fund_id FROM funding_part f JOIN entitlement e ON e.funding_id = f.funding_id
        WHERE e.state <> 'cancelled'
          AND (SELECT count(*) FROM funding_part o WHERE o.funding_id = f.funding_id) = 1
        GROUP BY f.fund_id HAVING sum(e.amount_vnd) > (
            SELECT coalesce(sum(CASE kind WHEN 'cut' THEN -amount_vnd ELSE amount_vnd END), 0) FROM fund_allotment
            WHERE fund_id = f.fund_id AND state = 'in_force')""",
    "I3 what was given is all there": """
        SELECT g.fund_id FROM (
            SELECT fund_id, sum(CASE kind WHEN 'cut' THEN -amount_vnd ELSE amount_vnd END) AS vnd FROM fund_allotment
            WHERE state = 'in_force' GROUP BY fund_id) g
        JOIN ledger_account a ON a.fund_id = g.fund_id AND a.kind <> 'APPROPRIATION'
        GROUP BY g.fund_id, g.vnd HAVING sum(a.balance_vnd) <> g.vnd""",
    "I3 the ledger says what the states say": """
        SELECT s.kind FROM (
            SELECT 'PAID' AS kind, coalesce(sum(amount_vnd), 0) AS vnd FROM payout
            WHERE state IN ('debited', 'settled')
            UNION ALL SELECT 'IN_TRANSIT', coalesce(sum(amount_vnd), 0) FROM payout
            WHERE state IN ('exported', 'in_process', 'in_doubt')) s
        WHERE s.vnd <> (SELECT coalesce(sum(balance_vnd), 0) FROM ledger_account a WHERE a.kind = s.kind)""",
    "I7 money that moved has its transfers": """
        SELECT coalesce(m.act_id, t.act_id) FROM (
            SELECT act_id, code, sum(amount_vnd) AS vnd FROM money_moved GROUP BY 1, 2) m
        FULL JOIN (
            SELECT act_id, code, sum(amount_vnd) AS vnd FROM ledger_transfer WHERE code NOT IN ('allot', 'cut')
            GROUP BY 1, 2) t ON t.act_id = m.act_id AND t.code = m.code
        WHERE m.vnd IS DISTINCT FROM t.vnd""",
    "nothing is left in staging": """
        SELECT act_id FROM staged_row UNION ALL SELECT act_id FROM staged_answer""",
}

WALLS = """
    SELECT indexrelid::regclass::text FROM pg_index
    WHERE indisunique AND (NOT indisvalid OR NOT indisready)"""


def breaches(connection: Connection) -> list[str]:
    """What is not as it must be, a line each; nothing where all is well."""
    found = []
    for name, query in {**QUERIES, "an index is broken": WALLS}.items():
        rows = connection.execute(query.replace("{failed}", FAILED).encode()).fetchall()
        if rows:
            shown = ", ".join(str(row[0]) if len(row) == 1 else str(row) for row in rows[:5])
            found.append(f"{re.sub(r' +', ' ', name)}: {len(rows)} ({shown})")
    return found
