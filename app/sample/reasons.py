"""The one place where the sample's own words meet the service's codes: the reader's faults, the rules' conditions."""

CONDITION = {
    ("freelance", "OCCUPATION"): "occupation",
    ("freelance", "CONTRACT"): "no_labour_contract",
    ("freelance", "WORKPLACE"): "workplace",
    ("freelance", "STOPPAGE"): "stoppage",
    ("freelance", "PAID_SAME_POLICY"): "once_per_policy",
    ("freelance", "PAID_OTHER_POLICY"): "one_cash_regime",
    ("suspended_contract", "SHORT"): "duration",
    ("suspended_contract", "OUTSIDE_WINDOW"): "window",
    ("suspended_contract", "AFTER_CONTRACT"): "contract",
    ("suspended_contract", "NOT_INSURED"): "insured",
    ("suspended_contract", "EMPLOYER_KIND"): "employer",
    ("suspended_contract", "EMPLOYER_CAUSE"): "cause",
    ("suspended_contract", "NO_CAUSE"): "cause",
    ("suspended_contract", "DEADLINE"): "deadline",
    ("suspended_contract", "PAID_OTHER_POLICY"): "one_cash_regime",
}
"""(policy, reason of a refusal) -> the id of the condition that is not met."""

SAME_ROW = "DUPLICATE_IN_LIST"
OTHER_ROW = "DUPLICATE_DIFFERS"
ALREADY_LISTED = "ALREADY_LISTED"
