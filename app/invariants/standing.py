"""I3: what was allotted is where the states say. The division among funds is made here a second time, in SQL."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.invariants.invariant import Invariant, Part
from app.transfer_kinds import OF_DISTRICT, OF_PAYER, OF_POLICY

OF_PAYOUT: Mapping[str, str] = MappingProxyType({
    "batched": "COMMITTED", "exported": "IN_TRANSIT", "in_process": "IN_TRANSIT", "in_doubt": "IN_TRANSIT",
    "debited": "PAID", "settled": "PAID",
    "claimed": "COMMITTED", "confirmed": "COMMITTED", "paid": "PAID",
})  # fmt: skip
"""Where the money of a payout stands that has not failed, or of a list that a commune is reimbursed for."""

OF_ENTITLEMENT: Mapping[str, str] = MappingProxyType({
    "open": "COMMITTED", "returned": "RETURNED", "cancelled": "",
})  # fmt: skip
"""Where the money of an entitlement stands that no payout is about; nowhere, once it is cancelled."""

_WAITING = ("batched", "exported", "in_process", "in_doubt", "claimed", "confirmed")
_OUT = ("debited", "settled", "paid")
FOLLOWED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "reserved": _WAITING, "paid": _OUT, "recovery": _OUT, "recovered": _OUT, "written_off": _OUT,
})  # fmt: skip
"""The states of an entitlement that is being paid or was, and those that its payout may be in meanwhile."""

FAILED = ("rejected", "cancelled", "returned", "void")


def quoted(words: Iterable[str]) -> str:
    """Words as SQL lists them."""
    return ", ".join(f"'{word}'" for word in sorted(words))


def _case(of: str, table: Mapping[str, str]) -> str:
    places = " ".join(f"WHEN '{state}' THEN '{kind}'" for state, kind in table.items())
    return f"CASE {of} {places} ELSE '?' END"


_OWED = f"""
    SELECT e.id, e.funding_id, e.policy, e.district_id, e.payer_id, e.amount_vnd, e.state, p.state AS payout_state,
           CASE WHEN p.id IS NULL THEN {_case("e.state", OF_ENTITLEMENT)} ELSE {_case("p.state", OF_PAYOUT)} END AS kind
    FROM entitlement e LEFT JOIN (
        SELECT s.entitlement_id, p.id, p.state FROM payout_share s JOIN payout p ON p.id = s.payout_id
        WHERE p.state NOT IN ({quoted(FAILED)})
        UNION ALL
        SELECT s.entitlement_id, r.id, r.state FROM reimbursement_share s
        JOIN reimbursement r ON r.id = s.reimbursement_id WHERE r.state <> 'refused'
    ) p ON p.entitlement_id = e.id
    WHERE e.origin = 'decision'
"""  # noqa: S608 – ours

_MAY_BE = " OR ".join(f"state = '{state}' AND payout_state IN ({quoted(found)})" for state, found in FOLLOWED.items())
FOLLOWS = f"""
    SELECT 'entitlement/' || id AS record FROM ({_OWED}) owed
    WHERE NOT coalesce({_MAY_BE} OR payout_state IS NULL AND state IN ({quoted(OF_ENTITLEMENT)}), false)
"""  # noqa: S608 – ours


def divided(grouped: str, kept: str) -> str:
    """Amounts of `grouped` divided by the weights of their fundings: `{kept}`, fund_id and the share of one amount.

    As `transfer_kinds.shares` does it, said once more in another language.
    """
    return f"""
        SELECT {kept}, fund_id, times * (least_vnd + CASE WHEN place <= amount_vnd - all_least THEN 1 ELSE 0 END) AS vnd
        FROM (
            SELECT {kept}, fund_id, times, amount_vnd, least_vnd, sum(least_vnd) OVER one AS all_least,
                   row_number() OVER (one ORDER BY remainder DESC, position) AS place
            FROM (
                SELECT g.*, f.fund_id, f.position, div(g.amount_vnd * f.weight, w.whole) AS least_vnd,
                       mod(g.amount_vnd * f.weight, w.whole) AS remainder
                FROM (SELECT row_number() OVER () AS nth, h.* FROM ({grouped}) h) g
                JOIN funding_part f ON f.funding_id = g.funding_id
                JOIN (SELECT funding_id, sum(weight)::numeric AS whole FROM funding_part GROUP BY funding_id) w
                    ON w.funding_id = g.funding_id) parts
            WINDOW one AS (PARTITION BY nth)) ranked
    """  # noqa: S608 – ours


_GROUPED = f"""
    SELECT kind, funding_id, policy, district_id, payer_id, amount_vnd::numeric AS amount_vnd, count(*) AS times
    FROM ({_OWED}) owed WHERE kind <> '' GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608 – ours
# What a case took out of what was paid, and where that stands now; what a closing took out of what was recovered.
_CASES = """
    SELECT k.kind, p.fund_id, e.district_id AS unit_id, e.policy, k.vnd
    FROM overpayment o JOIN overpayment_part p ON p.overpayment_id = o.id JOIN entitlement e ON e.id = o.entitlement_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(r.amount_vnd), 0) AS vnd FROM repayment s
        JOIN repayment_part r ON r.repayment_id = s.id AND r.fund_id = p.fund_id WHERE s.overpayment_id = o.id) back
    CROSS JOIN LATERAL (VALUES
        ('PAID', -p.amount_vnd), ('RECOVERED', back.vnd),
        (CASE o.state WHEN 'written_off' THEN 'WRITTEN_OFF' ELSE 'RECEIVABLE' END, p.amount_vnd - back.vnd)
    ) k(kind, vnd)
    WHERE o.state IN ('notified', 'recovered', 'written_off')
    UNION ALL
    SELECT 'RECOVERED', a.fund_id, a.unit_id, a.policy, -t.amount_vnd
    FROM ledger_transfer t JOIN ledger_account a ON a.id = t.credit_account_id
    WHERE t.code IN ('give_back', 'lapse_recovered')
"""
_SAID = f"""
    SELECT kind, fund_id, CASE WHEN kind IN ({quoted(OF_DISTRICT)}) THEN district_id
                               WHEN kind IN ({quoted(OF_PAYER)}) THEN payer_id END AS unit_id, policy, sum(vnd) AS vnd
    FROM ({divided(_GROUPED, "kind, policy, district_id, payer_id")}) each_fund GROUP BY 1, 2, 3, 4
"""  # noqa: S608 – ours
_SAID = f"""
    SELECT kind, fund_id, unit_id, policy, sum(vnd) AS vnd FROM ({_SAID} UNION ALL {_CASES}) each_part
    GROUP BY 1, 2, 3, 4
"""  # noqa: S608 – ours
AS_STATES_SAY = f"""
    SELECT coalesce('ledger_account/' || a.id, 'fund/' || s.fund_id || '/' || s.kind) AS record
    FROM ({_SAID}) s FULL JOIN (SELECT * FROM ledger_account WHERE kind IN ({quoted(OF_POLICY)})) a
        ON a.fund_id = s.fund_id AND a.kind = s.kind AND coalesce(a.unit_id, 0) = coalesce(s.unit_id, 0)
        AND coalesce(a.policy, '') = coalesce(s.policy, '')
    WHERE coalesce(a.balance_vnd, 0) <> coalesce(s.vnd, 0)
"""  # noqa: S608 – ours

ALLOTTED = """
    SELECT coalesce('fund_allotment/' || f.id, 'ledger_transfer/' || t.id) AS record
    FROM (SELECT id, fund_id, CASE kind WHEN 'cut' THEN 'cut' ELSE 'allot' END AS code, amount_vnd
          FROM fund_allotment WHERE state = 'in_force') f
    FULL JOIN (SELECT t.id, d.fund_id, t.code, t.amount_vnd, split_part(t.reference, '/', 3) AS allotment
               FROM ledger_transfer t JOIN ledger_account d ON d.id = t.debit_account_id
               WHERE t.code IN ('allot', 'cut') AND split_part(t.reference, '/', 2) = 'allotment') t
        ON t.allotment = f.id::text
    WHERE (f.fund_id, f.code, f.amount_vnd) IS DISTINCT FROM (t.fund_id, t.code, t.amount_vnd)
"""

CLOSED = """
    SELECT 'fund_closing/' || c.id AS record FROM fund_closing c LEFT JOIN (
        SELECT split_part(reference, '/', 3) AS closing, sum(amount_vnd) FILTER (WHERE code = 'lapse') AS available_vnd,
               sum(amount_vnd) FILTER (WHERE code IN ('lapse_recovered', 'give_back')) AS recovered_vnd,
               sum(amount_vnd) FILTER (WHERE code = 'carry_over') AS carried_vnd
        FROM ledger_transfer WHERE code IN ('lapse', 'lapse_recovered', 'give_back', 'carry_over') GROUP BY 1
    ) t ON t.closing = c.id::text
    WHERE CASE c.state WHEN 'in_force' THEN (c.available_vnd, c.recovered_vnd, c.carried_vnd)
          IS DISTINCT FROM (coalesce(t.available_vnd, 0), coalesce(t.recovered_vnd, 0), coalesce(t.carried_vnd, 0))
          ELSE t.closing IS NOT NULL END
"""

CONSERVATION = Invariant(
    "I3", "Dự toán được giao bằng tổng số dư các tài khoản, và mỗi số dư khớp trạng thái của các khoản hỗ trợ",
    "What was allotted is on the accounts, and each holds what the states of entitlements and payouts say",
    (
        Part("an allotment in force is one transfer, and no allotment's is without", ALLOTTED),
        Part("what a closing says of a fund is what was transferred", CLOSED),
        Part("an entitlement and its payout agree", FOLLOWS),
        Part("an account holds what the states say", AS_STATES_SAY),
    ),
)  # fmt: skip
