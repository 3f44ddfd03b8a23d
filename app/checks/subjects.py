"""Parts that several checks' statements share: whom they ask about, and who is on a register."""

LIVE = "a.state NOT IN ('refused', 'withdrawn', 'declined')"
"""That an application `a` may still bring money, or has."""

CHOSEN = "(CAST(:ids AS bigint[]) IS NULL OR a.id = ANY (CAST(:ids AS bigint[])))"

ACCOUNT_GROUND = "concat_ws('/', a.bank_bin, a.account_last4, a.account_changes)"
"""Which account of an application's: a hash would change with the keys, and its last digits are others' too."""

SUBJECTS = f"""(
        SELECT a.id AS application_id, CAST(NULL AS bigint) AS entitlement_id, a.beneficiary_id, a.person_id,
               a.district_id, a.policy
        FROM application a WHERE {CHOSEN} AND {LIVE}
        UNION ALL
        SELECT NULL, e.id, e.beneficiary_id, e.person_id, e.district_id, e.policy
        FROM entitlement e WHERE CAST(:ids AS bigint[]) IS NULL AND e.origin = 'recorded' AND e.state <> 'cancelled')"""  # noqa: S608 – ours
"""Applications, and where all are asked about, supports paid before the service began."""

REGISTER = """register g ON g.id = r.register_id AND g.superseded_act_id IS NULL AND g.kind = :kind
        AND (CAST(:register AS bigint) IS NULL OR g.id = :register)"""
"""The current registers of a check's kind, or one of them, of rows `r`."""

REACHES = "(g.whole_province OR g.district_id = {district})"
"""That a register counts in a district."""

NUMBERED = f"""{SUBJECTS} s
    JOIN (SELECT id AS person_id, id AS holder_id FROM beneficiary
          UNION ALL SELECT person_id, id FROM beneficiary WHERE person_id <> id) h ON h.person_id = s.person_id
    JOIN identity_document d ON d.beneficiary_id = h.holder_id AND d.ended_act_id IS NULL
    JOIN register_number n ON n.number_index = d.number_index
    JOIN register_entry r ON r.id = n.entry_id
    JOIN {REGISTER} AND {REACHES.format(district="s.district_id")}"""  # noqa: S608 – ours
"""Whoever is on a register by a number of theirs, or of a beneficiary who is one person with them."""
