"""An eligible case of policies 5 and 6, and how to ask about 4, 5 and 6 with something changed or a point settled."""

from collections.abc import Mapping
from datetime import date

from app import rules
from app.rules.law import Circumstances, Citation, Determination, Supported, Word, law_of
from tests.rules.cases import NOTHING_BEFORE, ORIGINAL_DAY, WORKER, known

STOPPED: Mapping[str, object] = {
    "birth_date": date(1990, 1, 2),
    "employer_kind": "enterprise",
    "employer_cause": "none",
    "labour_code_article_99_3": True,
    "stopped_from": date(2021, 7, 17),
    "stopped_to": date(2021, 8, 6),
    "worker_cause": "isolated",
    "pregnant": False,
    "received_on": date(2021, 8, 20),
    "insured_month_before": True,
}
TERMINATED: Mapping[str, object] = {
    "birth_date": date(1990, 1, 2),
    "employer_kind": "enterprise",
    "employer_cause": "stopped_by_order",
    "worker_cause": "none",
    "contract_ended_on": date(2021, 7, 17),
    "termination_ground": "agreed",
    "pension_or_disability_allowance": False,
    "pregnant": False,
    "received_on": date(2021, 8, 20),
    "insured_month_before": True,
    "unemployment_benefit_due": False,
}
ELIGIBLE: Mapping[str, Mapping[str, object]] = {
    "suspended_contract": WORKER,
    "stopped_work": STOPPED,
    "terminated_contract": TERMINATED,
}
EVENTS = {
    "suspended_contract": "suspended_from",
    "stopped_work": "stopped_from",
    "terminated_contract": "contract_ended_on",
}
OFFICER = Citation("Sở LĐ-TB&XH", "1234/SLĐTBXH-CSLĐ")


def ask(
    policy: str,
    on: date = ORIGINAL_DAY,
    history: tuple[Supported, ...] | None = NOTHING_BEFORE,
    words: tuple[Word, ...] = (),
    **changed: object,
) -> Determination:
    """The eligible case with something changed (None leaves a fact out), under the law of a day and its words."""
    facts = known({**ELIGIBLE[policy], **changed})
    return rules.determine(policy, facts, Circumstances(law_of(on, words), "58", None, history))


def stopped(
    on: date = ORIGINAL_DAY,
    history: tuple[Supported, ...] | None = NOTHING_BEFORE,
    words: tuple[Word, ...] = (),
    **changed: object,
) -> Determination:
    """A worker isolated for three weeks."""
    return ask("stopped_work", on, history, words, **changed)


def terminated(
    on: date = ORIGINAL_DAY,
    history: tuple[Supported, ...] | None = NOTHING_BEFORE,
    words: tuple[Word, ...] = (),
    **changed: object,
) -> Determination:
    """A worker whose contract was ended by agreement."""
    return ask("terminated_contract", on, history, words, **changed)


def said(point: str, value: object) -> tuple[Word, ...]:
    """A legal officer's word on one open point."""
    return (rules.read_word(point, value, OFFICER),)
