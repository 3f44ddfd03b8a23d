"""One phone that many people give as theirs."""

from app.checks.check import Check, Effect
from app.checks.subjects import CHOSEN, LIVE

_SHARED = f"""
    SELECT a.id AS application_id, CAST(NULL AS bigint) AS entitlement_id, a.beneficiary_id, a.district_id,
           CAST(NULL AS bigint) AS register_entry_id, CAST(NULL AS bigint) AS officer_person_id, many.people,
           concat_ws('/', a.phone_last3, a.phone_changes) AS ground
    FROM (SELECT a.phone_index, count(DISTINCT a.person_id) AS people
          FROM application a
          WHERE {LIVE} AND a.phone_index IN (
              SELECT a.phone_index FROM application a WHERE {CHOSEN} AND a.phone_index IS NOT NULL)
          GROUP BY a.phone_index HAVING count(DISTINCT a.person_id) > :threshold) many
    JOIN application a ON a.phone_index = many.phone_index
    WHERE {LIVE}
"""  # noqa: S608 – ours

CHECKS = (
    Check(
        "phone_shared",
        "Một số điện thoại của nhiều người",
        "One phone for several people",
        "Số người khai cùng một số điện thoại vượt ngưỡng; có thể do một người kê khai thay.",
        "More people than the threshold give the same phone; one person may have filled in for all.",
        Effect.NOTE,
        _SHARED,
        threshold=5,
    ),
)
