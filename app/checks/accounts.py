"""Whose account the money goes to: one that many use, one of the staff, one of whoever sent the list."""

from app.checks.check import Check, Effect
from app.checks.subjects import ACCOUNT_GROUND, CHOSEN, LIVE, REACHES, REGISTER

_SHARED = f"""
    SELECT a.id AS application_id, CAST(NULL AS bigint) AS entitlement_id, a.beneficiary_id, a.district_id,
           CAST(NULL AS bigint) AS register_entry_id, CAST(NULL AS bigint) AS officer_person_id, many.people,
           {ACCOUNT_GROUND} AS ground
    FROM (SELECT a.bank_bin, a.account_index, count(DISTINCT a.person_id) AS people
          FROM application a
          WHERE {LIVE} AND a.account_index IN (
              SELECT a.account_index FROM application a WHERE {CHOSEN} AND a.account_index IS NOT NULL)
          GROUP BY a.bank_bin, a.account_index HAVING count(DISTINCT a.person_id) > :threshold) many
    JOIN application a ON a.account_index = many.account_index AND a.bank_bin IS NOT DISTINCT FROM many.bank_bin
    WHERE {LIVE}
"""  # noqa: S608 – ours

# A staff list may leave the bank out. What was found of one officer is not found of another.
_STAFF = f"""
    SELECT a.id AS application_id, CAST(NULL AS bigint) AS entitlement_id, a.beneficiary_id, a.district_id,
           r.id AS register_entry_id, {{officer}} AS officer_person_id, CAST(NULL AS bigint) AS people,
           concat_ws('/', {ACCOUNT_GROUND}, r.staff_person_id) AS ground
    FROM application a
    JOIN register_entry r ON r.account_index = a.account_index AND (r.bank_bin IS NULL OR r.bank_bin = a.bank_bin)
    JOIN {REGISTER} AND {REACHES.format(district="a.district_id")}
    WHERE {CHOSEN} AND {LIVE}
"""  # noqa: S608 – ours

_SENT_BY = """
    AND r.staff_person_id IN (
        SELECT u.person_id FROM list_row w JOIN list_version v ON v.id = w.version_id
        JOIN act t ON t.id = v.act_id JOIN account u ON u.id = t.account_id
        WHERE w.application_id = a.id AND w.state = 'accepted')
"""

CHECKS = (
    Check(
        "account_shared",
        "Một tài khoản nhận tiền cho nhiều người",
        "One bank account for several people",
        "Số người nhận tiền vào cùng một tài khoản vượt ngưỡng; xác minh từng người có ủy quyền hay không.",
        "More people than the threshold are paid into one account; find out whether each has agreed to that.",
        Effect.BLOCK,
        _SHARED,
        threshold=2,
    ),
    Check(
        "staff_account",
        "Tài khoản của cán bộ",
        "A staff member's account",
        "Tài khoản nhận tiền là tài khoản của một cán bộ trong danh sách tài khoản cán bộ.",
        "The account is that of a staff member on the register of staff accounts.",
        Effect.HOLD,
        _STAFF.format(officer="r.staff_person_id"),
        register="staff_accounts",
    ),
    Check(
        "own_account",
        "Tài khoản của chính người gửi danh sách",
        "The account of whoever sent the list",
        "Tài khoản nhận tiền là của chính cán bộ đã gửi danh sách; người khác phải xác minh.",
        "The account is that of the officer who sent the list; somebody else must find out.",
        Effect.BLOCK,
        _STAFF.format(officer="r.staff_person_id") + _SENT_BY,
        register="staff_accounts",
    ),
)
