"""An eligible case of each policy of employers and of each sister scheme, and how to ask about it."""

from collections.abc import Mapping
from datetime import date

from app import rules
from app.rules.law import Circumstances, Citation, Determination, Supported, Word, law_of
from tests.rules.cases import NOTHING_BEFORE, known

ORIGINAL_DAY, AMENDED_DAY = date(2021, 8, 20), date(2021, 11, 15)
FUND_DAY, RENT_DAY = date(2021, 11, 15), date(2022, 6, 20)

RELIEVED: Mapping[str, object] = {
    "insured_workers": 120,
    "excluded_workers": 0,
    "relief_from": date(2021, 7, 1),
    "relief_to": date(2022, 6, 30),
    "saving_vnd": 43_200_000,
    "spent_on_workers_vnd": 43_200_000,
    "received_on": ORIGINAL_DAY,
}
DEFERRING: Mapping[str, object] = {
    "insured_workers_january": 100,
    "insured_workers_april": 100,
    "ended_since_february": 15,
    "new_since_february": 0,
    "ended_since_may": 15,
    "new_since_may": 0,
    "suspended_workers": 5,
    "paid_to": date(2021, 4, 30),
    "months_deferred_before": 0,
    "month_contribution_vnd": 110_000_000,
    "received_on": ORIGINAL_DAY,
}
TRAINING: Mapping[str, object] = {
    "unemployment_insurance_months": 30,
    "unemployment_insurance_confirmed": True,
    "structure_changed": True,
    "revenue_quarter_vnd": 8_000_000_000,
    "revenue_2019_vnd": 10_000_000_000,
    "revenue_2020_vnd": 9_000_000_000,
    "training_plan": True,
    "trained_workers": 20,
    "whole_months": 3,
    "month_fee_vnd": 1_200_000,
    "received_on": ORIGINAL_DAY,
}
STOPPAGE_LOAN: Mapping[str, object] = {
    "loan_kind": "stoppage_wages",
    "stopped_from": date(2021, 7, 17),
    "stopped_to": date(2021, 8, 6),
    "bad_debt": False,
    "workers": 40,
    "loan_months": 1,
    "regional_minimum_wage_vnd": 3_500_000,
    "workers_insured": True,
    "received_on": ORIGINAL_DAY,
}
RECOVERY_LOAN: Mapping[str, object] = {
    **STOPPAGE_LOAN,
    "loan_kind": "recovery",
    "stopped_by_order": True,
    "recovery_plan": True,
}
SECTOR_LOAN: Mapping[str, object] = {
    "loan_kind": "recovery_five_sectors",
    "sector": "tourism",
    "recovery_plan": True,
    "tax_settled_2020": True,
    "bad_debt": False,
    "workers": 40,
    "loan_months": 1,
    "regional_minimum_wage_vnd": 3_500_000,
    "workers_insured": True,
    "received_on": ORIGINAL_DAY,
}
INSURED: Mapping[str, object] = {
    "birth_date": date(1990, 1, 2),
    "employer_kind": "enterprise",
    "insurance_standing": "contributing",
    "pension_decided": False,
    "months_unused": 70,
    "received_on": date(2021, 10, 25),
}
FORMER: Mapping[str, object] = {
    "birth_date": date(1990, 1, 2),
    "employer_kind": "enterprise",
    "insurance_standing": "left",
    "contract_ended_on": date(2021, 3, 31),
    "pension_decided": False,
    "months_unused": 70,
    "received_on": date(2021, 12, 1),
}
RENTING: Mapping[str, object] = {
    "birth_date": date(1998, 5, 6),
    "employer_kind": "enterprise",
    "workplace_zone": "industrial_park",
    "rented_from": date(2021, 3, 1),
    "contract_signed_on": date(2020, 6, 1),
    "contract_from": date(2020, 6, 1),
    "month_2022_04": True,
    "month_2022_05": True,
    "insured_month_before": True,
    "received_on": RENT_DAY,
}
RETURNED: Mapping[str, object] = {
    **RENTING,
    "rented_from": date(2022, 4, 10),
    "contract_signed_on": date(2022, 4, 12),
    "contract_from": date(2022, 4, 12),
}

EMPLOYERS: Mapping[str, Mapping[str, object]] = {
    "accident_fund": RELIEVED,
    "pension_deferral": DEFERRING,
    "training": TRAINING,
    "wage_loan": STOPPAGE_LOAN,
}
SISTERS: Mapping[str, Mapping[str, object]] = {
    "unemployment_fund": INSURED,
    "rent_working": RENTING,
    "rent_returning": RETURNED,
}
WORD = Citation("LĐTBXH-VP", "công văn trả lời")


def ask(
    policy: str,
    facts: Mapping[str, object],
    on: date,
    history: tuple[Supported, ...] | None = NOTHING_BEFORE,
    said: Mapping[str, object] | None = None,
) -> Determination:
    """What the rules say of a case, with a legal officer's words on open points; None leaves a fact out."""
    words: tuple[Word, ...] = tuple(rules.read_word(point, value, WORD) for point, value in (said or {}).items())
    return rules.determine(policy, known(facts), Circumstances(law_of(on, words), "58", None, history))
