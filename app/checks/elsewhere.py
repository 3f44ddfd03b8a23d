"""Whoever another agency pays: for the same loss, or a salary."""

from app.checks.check import Check, Effect
from app.checks.subjects import NUMBERED
from app.rules import cash_regimes

_FOUND = """
    SELECT s.application_id, s.entitlement_id, s.beneficiary_id, s.district_id, r.id AS register_entry_id,
           CAST(NULL AS bigint) AS officer_person_id, CAST(NULL AS bigint) AS people,
"""
_CASH = ", ".join(f"'{policy}'" for policy in sorted(cash_regimes()))

# What may be had beside each other is no double: a support of the same policy, or two of a worker's cash regimes.
_PAID = f"""{_FOUND}
        concat_ws('/', 'paid', r.policy, r.amount_vnd, r.paid_on, coalesce(r.agency, g.title_key)) AS ground
    FROM {NUMBERED}
    WHERE coalesce(r.policy, s.policy) = s.policy OR r.policy IN ({_CASH}) AND s.policy IN ({_CASH})
"""
_SALARY = f"{_FOUND} concat_ws('/', 'salary', coalesce(r.agency, g.title_key)) AS ground FROM {NUMBERED}"

CHECKS = (
    Check(
        "paid_elsewhere",
        "Đã được cơ quan khác chi trả",
        "Paid by another agency",
        "Người này đã được một cơ quan khác chi khoản không được hưởng cùng lúc với khoản đang đề nghị.",
        "Another agency has paid this person what may not be had beside what is asked for.",
        Effect.BLOCK,
        _PAID,
        register="paid_elsewhere",
    ),
    Check(
        "on_payroll",
        "Có trong bảng lương",
        "On a payroll",
        "Người này có trong bảng lương của một cơ quan, đơn vị; xem lại việc làm và thu nhập.",
        "This person is on the payroll of an agency or employer; look at their work and income again.",
        Effect.NOTE,
        _SALARY,
        register="payroll",
    ),
)
