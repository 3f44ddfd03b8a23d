"""Ways to break the money and its evidence past every wall, and which invariants each of them breaks."""

from dataclasses import dataclass

EXPORTED = "SELECT max(id) FROM payment_batch WHERE state = 'exported'"
OF_CASH = "SELECT min(id) FROM payment_batch WHERE state = 'exported'"


@dataclass(frozen=True, slots=True)
class Corruption:
    """Statements of the database's owner, with the triggers off; and all that they break."""

    what: str
    breaks: str
    statements: tuple[str, ...]


def _corruption(what: str, breaks: str, *statements: str) -> Corruption:
    return Corruption(what, breaks, statements)


CORRUPTIONS = (
    # I1 asks: the double entry
    _corruption(
        "a balance edited", "I1", "UPDATE ledger_account SET balance_vnd = balance_vnd + 1 WHERE kind = 'AVAILABLE'"
    ),
    _corruption(
        "two balances edited, their fund still in balance", "I1",
        "UPDATE ledger_account SET balance_vnd = balance_vnd + CASE kind WHEN 'AVAILABLE' THEN 1 ELSE -1 END"
        " WHERE kind IN ('AVAILABLE', 'APPROPRIATION') AND fund_id = (SELECT min(id) FROM fund)",
    ),
    _corruption("a transfer gone", "I1 I7", "DELETE FROM ledger_transfer WHERE code = 'pay'"),
    _corruption("a transfer between other kinds", "I1", "UPDATE transfer_kind SET to_kind = 'PAID' WHERE code = 'cut'",
                "UPDATE transfer_kind SET to_kind = 'PAID' WHERE code = 'allot'"),
    _corruption(
        "a transfer from one fund to another", "I1 I3",
        "UPDATE ledger_transfer t SET debit_account_id = (SELECT o.id FROM ledger_account o WHERE o.kind = 'AVAILABLE'"
        " AND o.fund_id <> d.fund_id LIMIT 1) FROM ledger_account d"
        " WHERE d.id = t.debit_account_id AND t.code = 'allot' AND d.fund_id = (SELECT min(id) FROM fund)",
    ),
    # I2 asks: bounds
    _corruption(
        "more cut than there was", "I2 I3", "ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_balance",
        "INSERT INTO ledger_transfer (reference, code, debit_account_id, credit_account_id, amount_vnd, effective_on,"
        " act_id) SELECT 'cut/allotment/999/', 'cut', p.id, a.id, 5000000000000, '2022-02-25', 1"
        " FROM ledger_account p JOIN ledger_account a ON a.fund_id = p.fund_id AND a.kind = 'AVAILABLE'"
        " WHERE p.kind = 'APPROPRIATION' AND p.fund_id = (SELECT max(id) FROM fund)",
        "UPDATE ledger_account SET balance_vnd = balance_vnd"
        " + CASE kind WHEN 'APPROPRIATION' THEN 5000000000000 ELSE -5000000000000 END"
        " WHERE kind IN ('APPROPRIATION', 'AVAILABLE') AND fund_id = (SELECT max(id) FROM fund)",
    ),
    _corruption(
        "committed before it was allotted", "I2", "UPDATE ledger_transfer SET id = id + 1000000 WHERE code = 'allot'"
    ),
    # I3 asks: where the money stands
    _corruption("an allotment of another sum", "I3", "UPDATE fund_allotment SET amount_vnd = amount_vnd + 1"),
    _corruption("an allotment without its transfer", "I3",
                "INSERT INTO fund_allotment (fund_id, kind, number, signed_on, signer, amount_vnd, state,"
                " recorded_by_person_id, confirmed_by_person_id, act_id, district_id) SELECT fund_id, 'raise',"
                " number, signed_on, signer, 7, state, recorded_by_person_id, confirmed_by_person_id, act_id,"
                " district_id FROM fund_allotment LIMIT 1",
                "INSERT INTO state_change (kind, object_id, from_state, to_state, act_id, at) SELECT 'fund_allotment',"
                " f.id, b.before, b.after, a.id, a.at FROM (SELECT max(id) AS id FROM fund_allotment) f, act a,"
                " (VALUES (1, NULL, 'recorded', 'fund.allotment_recorded'), (2, 'recorded', 'in_force',"
                " 'fund.allotted')) b(nth, before, after, action) WHERE a.id = (SELECT max(act_id) FROM audit_entry t"
                " WHERE t.action = b.action) ORDER BY b.nth"),
    _corruption("paid for another policy", "I3", "UPDATE ledger_account SET policy = 'artist' WHERE kind = 'PAID'"),
    _corruption("transit of another payer", "I3",
                "UPDATE ledger_account SET unit_id = unit_id + 1 WHERE kind = 'IN_TRANSIT'"),
    _corruption(
        "decided from other funds", "I3 I7",
        "UPDATE entitlement SET funding_id = (SELECT min(id) FROM funding)"
        " WHERE id = (SELECT min(id) FROM entitlement WHERE state = 'open')",
    ),
    _corruption(
        "cancelled with a log, without its transfer", "I3 I7",
        "INSERT INTO state_change (kind, object_id, from_state, to_state, act_id, at) SELECT 'entitlement',"
        " (SELECT min(id) FROM entitlement WHERE state = 'open'), 'open', 'cancelled', id, at FROM act"
        " WHERE id = (SELECT max(id) FROM act)",
        "UPDATE entitlement SET state = 'cancelled' WHERE id = (SELECT min(id) FROM entitlement WHERE state = 'open')",
    ),
    _corruption(
        "an entitlement paid whose payout is on its way", "I3",
        "UPDATE entitlement SET state = 'paid' WHERE id = (SELECT min(s.entitlement_id) FROM payout_share s"
        " JOIN payout p ON p.id = s.payout_id WHERE p.state = 'exported')",
        "INSERT INTO state_change (kind, object_id, from_state, to_state, act_id, at) SELECT 'entitlement',"
        " (SELECT min(s.entitlement_id) FROM payout_share s JOIN payout p ON p.id = s.payout_id"
        " WHERE p.state = 'exported'), 'reserved', 'paid', id, at FROM act WHERE id = (SELECT max(id) FROM act)",
    ),
    # I4 asks: once
    _corruption(
        "supported twice", "I4", "DROP INDEX uq_entitlement_once", "DROP INDEX uq_entitlement_one_cash_regime",
        "INSERT INTO entitlement (policy, beneficiary_id, person_id, district_id, occasion, component, child_key,"
        " exclusive, amount_vnd, state, origin, recorded, act_id) SELECT policy, beneficiary_id, person_id,"
        " district_id, occasion, component, child_key, exclusive, amount_vnd, state, origin, recorded, act_id"
        " FROM entitlement WHERE origin = 'recorded'",
        "INSERT INTO state_change (kind, object_id, to_state, act_id, at) SELECT 'entitlement', e.id, 'paid', a.id,"
        " a.at FROM entitlement e JOIN act a ON a.id = e.act_id WHERE e.id = (SELECT max(id) FROM entitlement)",
    ),
    _corruption(
        "a child supported twice", "I4", "DROP INDEX uq_entitlement_child",
        "UPDATE entitlement SET child_key = 'same' WHERE id IN (SELECT id FROM entitlement WHERE state = 'open'"
        " ORDER BY id LIMIT 2)",
    ),
    _corruption(
        "two cash regimes of a worker", "I4", "DROP INDEX uq_entitlement_one_cash_regime",
        "UPDATE entitlement SET occasion = 'another', (beneficiary_id, person_id) = (SELECT beneficiary_id, person_id"
        " FROM entitlement WHERE exclusive AND state = 'paid' LIMIT 1)"
        " WHERE id = (SELECT max(id) FROM entitlement WHERE state = 'open')",
    ),
    _corruption("a payout that lives without its share", "I4",
                "UPDATE payout_share SET live = false WHERE payout_id = (SELECT min(id) FROM payout WHERE state ="
                " 'exported')"),
    _corruption("a payout of another sum", "I4 I5",
                "UPDATE payout SET amount_vnd = amount_vnd + 1 WHERE id = (SELECT max(id) FROM payout WHERE state ="
                " 'exported')"),
    _corruption("paid more than owed", "I4 I7",
                "UPDATE payout_share SET amount_vnd = amount_vnd + 1 WHERE payout_id = (SELECT max(id) FROM payout"
                " WHERE state = 'settled')"),
    _corruption(
        "two payouts of one entitlement", "I3 I4 I8", "DROP INDEX uq_payout_share_live",
        "INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd) SELECT max(p.id),"
        " (SELECT min(s.entitlement_id) FROM payout_share s JOIN payout q ON q.id = s.payout_id"
        " WHERE q.state = 'settled'), 1 FROM payout p WHERE p.state = 'batched'",
    ),
    # I5 asks: a batch's sums
    _corruption("a batch of another sum", "I5",
                f"UPDATE payment_batch SET amount_vnd = amount_vnd + 1 WHERE id = ({EXPORTED})"),
    _corruption("a draft of another count", "I5",
                "UPDATE payment_batch SET payouts = payouts - 1 WHERE state = 'draft'"),
    _corruption("an export booked for another batch", "I5",
                f"UPDATE ledger_transfer SET reference = replace(reference, 'batch/' || ({EXPORTED}) || '/',"
                f" 'batch/' || ({OF_CASH}) || '/again/') WHERE code = 'export'"),
    _corruption("a frozen batch without its files", "I5 I6",
                "DELETE FROM batch_file WHERE batch_id = (SELECT max(id) FROM payment_batch WHERE state = 'frozen')"),
    _corruption("one form of its files gone", "I5 I6", "DELETE FROM batch_file WHERE name LIKE '%.csv'"),
    # I6 asks: kept files
    _corruption("a digest changed", "I6", "UPDATE batch_file SET sha256 = sha256('x') WHERE name LIKE 'order-%'"),
    _corruption("a digest changed that no batch has", "I6",
                "UPDATE answer SET sha256 = sha256('x') WHERE id = (SELECT min(id) FROM answer)"),
    _corruption("bytes changed", "I6", "UPDATE answer SET bytes_cipher = set_byte(bytes_cipher, 40,"
                " (get_byte(bytes_cipher, 40) + 1) % 256) WHERE id = (SELECT min(id) FROM answer)"),
    _corruption("an annex in another's place", "I6", "UPDATE decision SET annex_cipher = (SELECT annex_cipher"
                " FROM decision ORDER BY id DESC LIMIT 1) WHERE id = (SELECT min(id) FROM decision)"),
    _corruption("an annex's digest changed", "I6",
                "UPDATE decision SET annex_sha256 = sha256('x') WHERE id = (SELECT min(id) FROM decision)"),
    _corruption(
        "a revision's file twice", "I5 I6",
        "ALTER TABLE batch_file DROP CONSTRAINT uq_batch_file_batch_id_revision_name",
        "INSERT INTO batch_file (batch_id, revision, name, media_type, message_id, sha256, size, bytes_cipher, act_id)"
        " SELECT batch_id, revision, name, media_type, message_id, sha256, size, bytes_cipher, act_id FROM batch_file"
        " WHERE name LIKE 'order-%'",
    ),
    # I7 asks: acts
    _corruption("an act without its entry", "I7",
                "DELETE FROM audit_entry WHERE action = 'submission.appraised'"),
    _corruption("a change of state at another time", "I7",
                "UPDATE state_change SET at = at - interval '1 day' WHERE id = (SELECT max(id) FROM state_change)"),
    _corruption("a transfer of another act", "I7",
                "UPDATE ledger_transfer SET act_id = act_id - 1 WHERE code = 'pay'"),
    _corruption(
        "divided otherwise between the funds", "I1 I2 I7",
        "UPDATE ledger_transfer SET amount_vnd = amount_vnd + CASE WHEN nth = 1 THEN 1 ELSE -1 END FROM (SELECT id AS"
        " of_id, row_number() OVER (ORDER BY id) AS nth FROM ledger_transfer WHERE code = 'commit' ORDER BY id LIMIT 2)"
        " n WHERE id = of_id",
    ),
    # I8 asks: decisions
    _corruption(
        "paid under a decision that was never in force", "I8",
        "UPDATE decision SET state = 'recorded' WHERE id = (SELECT min(decision_id) FROM payout)",
        "DELETE FROM state_change WHERE kind = 'decision' AND to_state = 'decided'"
        " AND object_id = (SELECT min(decision_id) FROM payout)",
    ),
    _corruption("paid under another decision", "I8",
                "UPDATE payout SET decision_id = (SELECT max(id) FROM decision WHERE state = 'decided')"
                " WHERE decision_id = (SELECT min(decision_id) FROM payout)"),
    _corruption("a decision of another sum", "I8", "UPDATE decision SET amount_vnd = amount_vnd + 1"
                " WHERE id = (SELECT min(decision_id) FROM payout)"),
    # I9 asks: four eyes
    _corruption("checked by who formed it", "I9",
                "ALTER TABLE payment_batch DROP CONSTRAINT ck_payment_batch_two_people",
                f"UPDATE payment_batch SET checked_by_person_id = formed_by_person_id WHERE id = ({EXPORTED})"),
    _corruption("confirmed by nobody", "I9", "ALTER TABLE funding DROP CONSTRAINT ck_funding_two_people",
                "UPDATE funding SET confirmed_by_person_id = NULL"),
    _corruption(
        "both acts one person's, under two accounts", "I9",
        "UPDATE account SET person_id = (SELECT person_id FROM account WHERE role = 'finance_maker' AND unit_id ="
        " (SELECT district_id FROM payment_batch LIMIT 1)) WHERE role = 'finance_checker' AND unit_id ="
        " (SELECT district_id FROM payment_batch LIMIT 1)",
    ),
    # I10 asks: answers
    _corruption("an exception gone", "I10", "DELETE FROM answer_exception"),
    _corruption("one more booked than moved", "I10", "UPDATE answer SET counts = counts || '{\"booked\": 9}'"
                " WHERE id = (SELECT min(id) FROM answer)"),
    # I11 asks: requests
    _corruption("an answer kept without its act", "I11",
                "UPDATE answered_request SET answered_at = answered_at - interval '1 hour'"
                " WHERE key = (SELECT min(key) FROM answered_request)"),
    _corruption(
        "a key answered twice", "I11", "ALTER TABLE answered_request DROP CONSTRAINT pk_answered_request",
        "INSERT INTO answered_request SELECT * FROM answered_request ORDER BY key LIMIT 1",
    ),
    # I12 asks: states and their log
    _corruption("a state without a log", "I12", "UPDATE payment_batch SET state = 'checked', checked_by_person_id ="
                " (SELECT max(checked_by_person_id) FROM payment_batch) WHERE state = 'frozen'"),
    _corruption("a log without its state", "I12",
                "DELETE FROM state_change WHERE kind = 'application' AND to_state = 'decided'"),
    _corruption("a log that jumps", "I12", "DELETE FROM state_change WHERE kind = 'batch' AND to_state = 'released'"),
    _corruption("a move that is not on the table", "I12",
                "DELETE FROM state_move WHERE kind = 'submission' AND to_state = 'appraised'"),
    # I13 asks: whole đồng
    _corruption("money as a fraction", "I13", "ALTER TABLE answer ADD COLUMN fee_vnd numeric NOT NULL DEFAULT 0.5"),
    _corruption("money in floats", "I13", "ALTER TABLE answer ADD COLUMN rate double precision"),
    _corruption("an amount unknown", "I13", "ALTER TABLE answer ADD COLUMN fee_vnd bigint"),
    _corruption("half a đồng in a line", "I13", "UPDATE explanation SET lines = jsonb_set(lines, '{0,amount_vnd}',"
                " '1500000.5') WHERE lines <> '[]'"),
    # I14 asks: references
    _corruption("a reference of two payouts", "I14", "ALTER TABLE payout DROP CONSTRAINT uq_payout_end_to_end_id",
                "UPDATE payout SET end_to_end_id = (SELECT min(end_to_end_id) FROM payout) WHERE state = 'batched'"),
    _corruption("an exception of another payout", "I14",
                "UPDATE answer_exception SET payout_id = (SELECT max(id) FROM payout WHERE state = 'batched')"),
)  # fmt: skip
