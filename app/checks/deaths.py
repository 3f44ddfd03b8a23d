"""Whoever is on a register of deaths. What was paid before the day of death was rightly paid."""

from app.checks.check import Check, Effect
from app.checks.subjects import NUMBERED, REACHES, REGISTER, SUBJECTS

# Of somebody paid: money that went out after the day of death, by the bank's or the signing list's day.
_MONEY_AFTER = """
    NOT EXISTS (SELECT FROM entitlement e
                WHERE e.state <> 'cancelled' AND (e.application_id = s.application_id OR e.id = s.entitlement_id))
    OR EXISTS (SELECT FROM entitlement e
               WHERE (e.application_id = s.application_id OR e.id = s.entitlement_id) AND e.state <> 'cancelled'
               AND (e.state <> 'paid' OR r.died_on < coalesce((e.recorded ->> 'paid_on')::date, (
                   SELECT max(coalesce(p.settled_on, b.execution_date)) FROM payout_share x
                   JOIN payout p ON p.id = x.payout_id JOIN payment_batch b ON b.id = p.batch_id
                   WHERE x.entitlement_id = e.id AND x.live))))
"""
_FOUND = """
    SELECT s.application_id, s.entitlement_id, s.beneficiary_id, s.district_id, r.id AS register_entry_id,
           CAST(NULL AS bigint) AS officer_person_id, CAST(NULL AS bigint) AS people, 'died/' || r.died_on AS ground
"""
_BY_NUMBER = f"{_FOUND} FROM {NUMBERED} WHERE ({_MONEY_AFTER})"

# Two numbers of one kind tell two people apart, and one number tells them the same, which the other check finds.
_BY_NAME = f"""{_FOUND}
    FROM {SUBJECTS} s JOIN beneficiary b ON b.id = s.beneficiary_id
    JOIN register_entry r ON r.name_key = b.name_key AND r.birth_year = b.birth_year
        AND (r.birth_date = b.birth_date
             OR (r.birth_date IS NULL OR b.birth_date IS NULL) AND r.commune_code = b.commune_code)
        AND (r.sex IS NULL OR b.sex IS NULL OR r.sex = b.sex)
    JOIN {REGISTER} AND {REACHES.format(district="s.district_id")}
    WHERE NOT EXISTS (SELECT FROM register_number n JOIN identity_document d ON d.kind = n.kind
                      WHERE n.entry_id = r.id AND d.beneficiary_id = b.id AND d.ended_act_id IS NULL
                      AND n.kind <> 'insurance_number')
      AND ({_MONEY_AFTER})
"""

CHECKS = (
    Check(
        "on_death_register",
        "Có trong danh sách người đã chết (theo số giấy tờ)",
        "On a register of deaths, by number",
        "Số giấy tờ của người này có trong danh sách người đã chết; đối chiếu với hộ tịch trước khi chi.",
        "A number of this person is on a register of deaths; ask the civil registry before anything is paid.",
        Effect.BLOCK,
        _BY_NUMBER,
        register="deaths",
    ),
    Check(
        "maybe_on_death_register",
        "Có thể là người trong danh sách người đã chết (theo họ tên, ngày sinh)",
        "Perhaps on a register of deaths, by name and birth",
        "Họ tên và ngày sinh trùng với một người đã chết; có thể là hai người khác nhau.",
        "Name and birth are those of somebody who died; it may be another person.",
        Effect.HOLD,
        _BY_NAME,
        register="deaths",
    ),
)
