"""Decision 08/2022: rent of workers in work and back at work, once for a month, three months at most."""

from collections.abc import Mapping
from datetime import date

import pytest

from app import rules
from app.rules.law import Circumstances, Citation, Determination, Met, Outcome, Standing, Supported, law_of
from app.rules.rent_conditions import last_day
from tests.rules.cases import known, money, result, unmet, unsure
from tests.rules.cases_employers import RENT_DAY, SISTERS, ask

BOTH = pytest.mark.parametrize("policy", ["rent_working", "rent_returning"])
LEVEL = {"rent_working": 500_000, "rent_returning": 1_000_000}
NO_MONTHS: Mapping[str, object] = {"month_2022_04": None, "month_2022_05": None}


def renter(
    policy: str = "rent_working",
    on: date = RENT_DAY,
    history: tuple[Supported, ...] | None = (),
    **changed: object,
) -> Determination:
    return ask(policy, {**SISTERS[policy], **changed}, on, history)


def months(*numbers: int) -> dict[str, object]:
    return {**NO_MONTHS, **{f"month_2022_{number:02}": True for number in numbers}}


def paid(*numbers: int, policy: str = "rent_working") -> tuple[Supported, ...]:
    return tuple(Supported(policy, f"month_2022_{number:02}", "paid", LEVEL[policy]) for number in numbers)


@BOTH
def test_each_month_asked_for_is_a_line_of_its_own(policy: str) -> None:
    found = renter(policy)
    assert (found.outcome, found.amount_vnd) == (Outcome.ELIGIBLE, 2 * LEVEL[policy])
    assert money(found) == [("month_2022_04", LEVEL[policy]), ("month_2022_05", LEVEL[policy])]
    assert not any(line.exclusive for line in found.lines)


@pytest.mark.parametrize(("asked", "given"), [((2,), 1), ((2, 3, 6), 3), ((2, 3, 4, 5), 3), ((2, 3, 4, 5, 6), 3)])
def test_three_months_are_the_most(asked: tuple[int, ...], given: int) -> None:
    assert renter(**months(*asked)).amount_vnd == given * 500_000


@BOTH
def test_who_asks_for_no_month_gets_none(policy: str) -> None:
    found = renter(policy, **NO_MONTHS)
    assert (unmet(found), found.lines) == (["months"], ())


def test_a_month_already_paid_is_not_paid_again() -> None:
    assert [line.component for line in renter(history=paid(4)).lines] == ["month_2022_05"]
    again = renter(history=paid(4, 5))
    assert (unmet(again), again.lines) == (["months"], ())


def test_the_months_of_both_groups_are_one_count() -> None:
    history = paid(2, 3)
    assert [line.component for line in renter("rent_returning", history=history).lines] == ["month_2022_04"]
    assert unmet(renter("rent_returning", history=paid(2, 3, 4))) == ["months"]
    assert [line.component for line in renter("rent_returning", history=paid(4)).lines] == ["month_2022_05"]


def test_other_supports_do_not_count_as_months() -> None:
    assert renter(history=(Supported("suspended_contract", "base", "paid"),)).amount_vnd == 1_000_000


def test_where_the_history_is_not_known_the_months_wait() -> None:
    found = renter(history=None)
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, ["months"], ("history",))
    assert all(line.held for line in found.lines)


@pytest.mark.parametrize("number", [2, 3, 4, 5, 6])
def test_a_month_may_be_added_after_the_decision_as_a_supplement_is(number: int) -> None:
    (fact,) = (fact for fact in rules.POLICIES["rent_working"].facts if fact.name == f"month_2022_{number:02}")
    assert fact.supplement and fact.empty_says


@BOTH
def test_the_form_asks_for_the_months_of_the_group_s_time(policy: str) -> None:
    asked = [fact.name for fact in rules.POLICIES[policy].facts if fact.name.startswith("month_")]
    first = {"rent_working": 2, "rent_returning": 4}[policy]
    assert asked == [f"month_2022_{number:02}" for number in range(first, 7)]


@pytest.mark.parametrize(
    ("policy", "first", "last", "met"),
    [
        ("rent_working", date(2019, 1, 1), None, True),  # since when does not matter
        ("rent_working", date(2022, 6, 30), None, True),
        ("rent_working", date(2022, 7, 1), None, False),
        ("rent_working", date(2021, 1, 1), date(2022, 1, 31), False),
        ("rent_working", date(2021, 1, 1), date(2022, 2, 1), True),
        ("rent_returning", date(2021, 1, 1), date(2022, 3, 31), False),
        ("rent_returning", date(2021, 1, 1), date(2022, 4, 1), True),
        ("rent_returning", date(2022, 7, 1), None, False),
    ],
)
def test_some_of_the_renting_lies_within_the_time(policy: str, first: date, last: date | None, met: Met) -> None:
    assert result(renter(policy, rented_from=first, rented_to=last), "renting").met is met


def test_a_month_without_rent_is_not_paid() -> None:
    found = renter(rented_from=date(2022, 5, 20), rented_to=date(2022, 6, 3), **months(3, 4, 5, 6))
    assert [line.component for line in found.lines] == ["month_2022_05", "month_2022_06"]
    assert unmet(renter(rented_from=date(2022, 6, 1))) == ["months"]


def test_without_the_renting_s_beginning_the_lines_are_held() -> None:
    found = renter(rented_from=None)
    assert (unsure(found), found.missing) == (["renting", "months"], ("rented_from",))
    assert [(line.held, line.amount_vnd) for line in found.lines] == [(True, 500_000), (True, 500_000)]
    assert unmet(renter(rented_from=None, rented_to=date(2022, 1, 15))) == ["renting"]


@pytest.mark.parametrize(("on", "met"), [(date(2022, 3, 31), True), (date(2022, 4, 1), False)])
def test_in_work_the_contract_was_signed_and_began_before_1_april(on: date, met: Met) -> None:
    assert unmet(renter(contract_signed_on=on)) == ([] if met else ["contract_signed"])
    assert unmet(renter(contract_from=on)) == ([] if met else ["contract_begun"])


@pytest.mark.parametrize(
    ("on", "met"),
    [
        (date(2022, 3, 31), False),
        (date(2022, 4, 1), True),
        (date(2022, 6, 30), True),
        (date(2022, 7, 1), False),
    ],
)
def test_back_at_work_it_was_signed_from_april_to_june(on: date, met: Met) -> None:
    assert unmet(renter("rent_returning", contract_signed_on=on)) == ([] if met else ["contract_signed"])


@BOTH
@pytest.mark.parametrize(("last", "met"), [(date(2022, 5, 10), False), (date(2022, 5, 11), True), (None, True)])
def test_the_contract_is_for_a_month_or_more(policy: str, last: date | None, met: Met) -> None:
    found = renter(policy, contract_from=date(2022, 4, 12), contract_to=last)
    assert result(found, "contract_lasts").met is met


def test_a_contract_with_an_end_and_no_beginning_is_not_known_to_last() -> None:
    found = renter("rent_returning", contract_from=None, contract_to=date(2022, 12, 31))
    assert (unsure(found), found.missing) == (["contract_lasts"], ("contract_from",))
    assert renter("rent_returning", contract_from=None).outcome is Outcome.ELIGIBLE
    found = renter(contract_from=None, contract_to=date(2022, 12, 31))
    assert (unsure(found), found.missing) == (["contract_lasts", "contract_begun"], ("contract_from",))


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2022, 3, 1), 1, date(2022, 3, 31)),
        (date(2022, 1, 31), 1, date(2022, 2, 27)),
        (date(2021, 12, 15), 1, date(2022, 1, 14)),
        (date(2022, 3, 1), 12, date(2023, 2, 28)),
    ],
)
def test_months_are_counted_by_the_calendar(first: date, months: int, last: date) -> None:
    assert last_day(first, months) == last


@BOTH
@pytest.mark.parametrize("zone", ["industrial_park", "export_zone", "economic_zone"])
def test_a_workplace_in_a_zone_counts(policy: str, zone: str) -> None:
    assert renter(policy, workplace_zone=zone).outcome is Outcome.ELIGIBLE


@BOTH
def test_in_ninh_thuan_a_workplace_outside_the_zones_does_not_count(policy: str) -> None:
    found = renter(policy, workplace_zone="outside")
    assert (unmet(found), result(found, "workplace").standing) == (["workplace"], Standing.DERIVED)
    assert renter(policy, workplace_zone=None).missing == ("workplace_zone",)


@BOTH
def test_in_a_province_that_may_be_named_as_a_whole_nothing_is_decided(policy: str) -> None:
    facts = known({**SISTERS[policy], "workplace_zone": "outside"})
    found = rules.determine(policy, facts, Circumstances(law_of(RENT_DAY), "79"))
    assert (found.outcome, unsure(found), found.points) == (
        Outcome.UNDETERMINED, ["workplace"], ("rent.province_named",),
    )  # fmt: skip
    for yes, wrong in ((True, []), (False, ["workplace"])):
        said = law_of(RENT_DAY, (rules.read_word("rent.province_named", yes, Citation("Công văn 3/STP", "1")),))
        settled = rules.determine(policy, facts, Circumstances(said, "79"))
        assert (unmet(settled), settled.points) == (wrong, ())
        ours = rules.determine(policy, facts, Circumstances(said, "58"))
        assert unmet(ours) == ["workplace"]


@pytest.mark.parametrize(
    ("kind", "working", "returning"),
    [
        ("enterprise", True, True),
        ("cooperative", False, True),
        ("household_business", False, True),
        ("other", False, False),
    ],
)
def test_each_group_has_its_employers(kind: str, working: Met, returning: Met) -> None:
    for policy, met in (("rent_working", working), ("rent_returning", returning)):
        assert unmet(renter(policy, employer_kind=kind)) == ([] if met else ["employer"])


@BOTH
def test_the_insurance_agency_says_who_was_insured(policy: str) -> None:
    assert unmet(renter(policy, insured_month_before=False)) == ["insured"]
    found = renter(policy, insured_month_before=None)
    assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("insured_month_before",))


@BOTH
def test_on_maternity_or_sickness_benefit_one_stays_insured(policy: str) -> None:
    found = renter(policy, benefit_leave=True, insured_month_before=False)
    assert (found.outcome, result(found, "insured").standing) == (Outcome.ELIGIBLE, Standing.SUMMARISED)


@BOTH
def test_who_is_not_subject_to_insurance_is_on_the_payroll(policy: str) -> None:
    outside: dict[str, object] = {"outside_insurance": True, "insured_month_before": None}
    assert renter(policy, **outside, on_payroll=True).outcome is Outcome.ELIGIBLE
    assert unmet(renter(policy, **outside, on_payroll=False)) == ["insured"]
    assert renter(policy, **outside).missing == ("on_payroll",)


@BOTH
@pytest.mark.parametrize(
    ("received", "met"), [(date(2022, 8, 14), True), (date(2022, 8, 15), True), (date(2022, 8, 16), False)]
)
def test_the_last_day_is_15_august(policy: str, received: date, met: Met) -> None:
    assert unmet(renter(policy, date(2022, 9, 1), received_on=received)) == ([] if met else ["deadline"])
    assert renter(policy, received_on=None).missing == ("received_on",)


@BOTH
def test_nobody_is_supported_who_does_not_want_it(policy: str) -> None:
    found = renter(policy, declined=True)
    assert (unmet(found), str(result(found, "not_declined").citation)) == (["not_declined"], "08/2022/QĐ-TTg 2")


@BOTH
@pytest.mark.parametrize(
    ("fact", "conditions"),
    [
        ("employer_kind", ["employer"]),
        ("workplace_zone", ["workplace"]),
        ("rented_from", ["renting", "months"]),
        ("contract_signed_on", ["contract_signed"]),
        ("received_on", ["deadline"]),
    ],
)
def test_a_missing_fact_is_named_and_decides_nothing(policy: str, fact: str, conditions: list[str]) -> None:
    found = renter(policy, **{fact: None})
    assert (found.outcome, unsure(found), found.missing) == (Outcome.UNDETERMINED, conditions, (fact,))


@BOTH
@pytest.mark.parametrize(
    ("on", "met"), [(date(2022, 3, 27), False), (date(2022, 3, 28), True), (date(2022, 3, 29), True)]
)
def test_decision_08_is_in_force_from_28_march(policy: str, on: date, met: Met) -> None:
    found = renter(policy, on)
    assert unmet(found) == ([] if met else ["in_force"])
    assert bool(found.lines) is bool(rules.route_of(policy, on)) is met


@BOTH
def test_its_instrument_and_its_occasion_are_told(policy: str) -> None:
    pack = rules.POLICIES[policy]
    assert (pack.scheme, pack.occasion) == ("08/2022/QĐ-TTg", "once")
