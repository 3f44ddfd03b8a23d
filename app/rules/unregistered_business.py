"""Policy 10a (Article 37a): household businesses that need no registration; the province says the rest."""

from functools import lru_cache

from app.rules import unregistered_business_facts as form
from app.rules import unregistered_business_law as law
from app.rules.answering import ANSWERS_MAX, NOTHING, Sentence, answer, unknown, with_standing, yes
from app.rules.conditions import is_among, is_so, titles_of
from app.rules.cross_policy import (
    in_force_since,
    not_declined,
    not_supported_under,
    once_per_policy,
    one_cash_regime,
    received_by,
)
from app.rules.household_business_conditions import of_the_stop, values_of_the_stop
from app.rules.law import Circumstances, Condition, ConditionResult, Facts, LawOfDay, Met, Standing
from app.rules.one_sum import one_sum
from app.rules.policy import Policy, Value, last_application_day

CODE = "unregistered_business"

KIND: Sentence = ("Loại hình thuộc diện không phải đăng ký kinh doanh", "Of a kind that needs no registration")
NO_REGISTRATION: Sentence = ("Không thuộc diện phải đăng ký hộ kinh doanh", "It need not be registered")
NOT_BENEFICIARY: Sentence = (
    "Không thuộc đối tượng lao động tự do được tỉnh hỗ trợ theo khoản 12",
    "Not among those whom the province supports as freelance workers under clause 12",
)
NOT_PAID: Sentence = (
    "Chưa được hỗ trợ như lao động tự do (khoản 12)",
    "Not supported as a freelance worker (clause 12)",
)
CRITERIA: Sentence = (
    "Đáp ứng tiêu chí do UBND cấp tỉnh quy định (nếu có)",
    "It meets the criteria that the province has set (if any)",
)
FAILS: Sentence = ("không đáp ứng tiêu chí của tỉnh", "it does not meet the province's criteria")
NO_CRITERIA: Sentence = ("tỉnh không có tiêu chí riêng", "the province has no criteria of its own")


def criteria(facts: Facts, at: Circumstances) -> ConditionResult:
    """Who meets the province's criteria needs no word on whether there are any; all others hang on it."""
    return _criteria(at.law, yes(facts, form.MEETS_CRITERIA.name))


@lru_cache(ANSWERS_MAX)
def _criteria(at: LawOfDay, said: Met) -> ConditionResult:
    held = at.governing(law.CRITERIA)
    if said:
        return answer("provincial_criteria", with_standing(held, Standing.DERIVED), CRITERIA, met=True)
    if held.standing is not Standing.UNCONFIRMED and not held.value:
        return answer("provincial_criteria", held, CRITERIA, met=True, because=NO_CRITERIA)
    if said is None:
        names = titles_of(form.MEETS_CRITERIA)
        return unknown("provincial_criteria", held, CRITERIA, (form.MEETS_CRITERIA.name,), names)
    because = NOTHING if held.standing is Standing.UNCONFIRMED else FAILS
    return answer("provincial_criteria", held, CRITERIA, met=False, because=because)


POLICY = Policy(
    code=CODE,
    number="10a",
    vi="Hỗ trợ hộ kinh doanh không phải đăng ký kinh doanh",
    en="Support of household businesses that need no registration",
    gives_vi="3.000.000 đồng/hộ, một lần; tiêu chí và quy trình do tỉnh quy định",
    gives_en="3,000,000 đồng a household, once; criteria and steps as the province sets them",
    occasion="once",
    facts=form.FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        is_among("business_kind", KIND, law.KINDS, form.BUSINESS_KIND),
        is_so(
            "no_registration", NO_REGISTRATION, law.NO_REGISTRATION, form.REGISTRATION_REQUIRED, wanted=False,
            failed=("thuộc diện phải đăng ký", "it must be registered"),
        ),
        *of_the_stop(law.CAUSES, law.DOUBTFUL_CAUSES, law.WINDOW, law.SHORTEST_DAYS),
        is_so(
            "not_freelance_beneficiary", NOT_BENEFICIARY, law.NOT_FREELANCE, form.FREELANCE_BENEFICIARY, wanted=False,
            failed=("thuộc đối tượng khoản 12", "they are among those of clause 12"),
        ),
        Condition("provincial_criteria", *CRITERIA, law.CRITERIA, criteria),
        received_by(law.LAST_DAY),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_supported_under(
            "not_freelance", NOT_PAID, law.NOT_FREELANCE,
            ("đã được hỗ trợ như lao động tự do", "supported as a freelance worker already"),
        ),
        not_declined(),
    ),
    line_conditions=(),
    lines=one_sum(law.HOUSEHOLD_VND),
    values=(
        Value("household_vnd", "Mức hỗ trợ một hộ", "Sum for a household", law.HOUSEHOLD_VND),
        Value("business_kinds", "Loại hình được hỗ trợ", "Kinds of business supported", law.KINDS),
        *values_of_the_stop(law.CAUSES, law.WINDOW, law.SHORTEST_DAYS),
        Value("provincial_criteria", "Tỉnh có tiêu chí riêng", "The province has its own criteria", law.CRITERIA),
        last_application_day(law.LAST_DAY),
    ),
    route=law.ROUTE,
    points=law.POINTS,
)  # fmt: skip
