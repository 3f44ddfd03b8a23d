"""Policy 11's law, dated. Resolution 126 dropped the condition on bad debt from 8 October 2021."""

from datetime import date

from app.rules.fact import Kind
from app.rules.instruments import DECISION_33, ORIGINAL, PROCEDURE, WIDENED, decision_23, resolution_126
from app.rules.law import Amendment, Citation, Standing, Window
from app.rules.policy import OpenPoint, Step

CLAUSE = Citation("68/NQ-CP", "II.11")
ARTICLE_38 = decision_23("38")
STOPPAGE_WAGES, RECOVERY, FIVE_SECTORS = decision_23("38.1"), decision_23("38.2"), decision_23("38.3")
ARTICLE_39 = decision_23("39")
INTEREST = decision_23("41–42")

IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_38),)
KINDS = (
    Amendment(
        ORIGINAL,
        frozenset({"stoppage_wages", "recovery", "recovery_five_sectors"}),
        ARTICLE_38,
        Standing.SUMMARISED,
    ),
)

EVENTS = (Amendment(ORIGINAL, Window(date(2021, 5, 1), date(2022, 3, 31)), STOPPAGE_WAGES),)
STOPPED_DAYS = (Amendment(ORIGINAL, 15, STOPPAGE_WAGES),)
"""Consecutive, and within those days: it is not said that the stoppage must begin there."""

BY_ORDER = (Amendment(ORIGINAL, "stopped_by_order", RECOVERY, Standing.SUMMARISED),)
SECTORS = (
    Amendment(
        ORIGINAL,
        frozenset({"transport", "aviation", "tourism", "accommodation", "sending_workers_abroad"}),
        FIVE_SECTORS,
        Standing.SUMMARISED,
    ),
)
"""In these no stop by order is asked: else the kind would be but a part of the one before it (derived)."""

PLAN = (Amendment(ORIGINAL, "recovery_plan", RECOVERY, Standing.SUMMARISED),)
TAX_SETTLED = (Amendment(ORIGINAL, "tax_settled_2020", FIVE_SECTORS, Standing.SUMMARISED),)
INSURED = (Amendment(ORIGINAL, "workers_insured", STOPPAGE_WAGES, Standing.SUMMARISED),)

NO_BAD_DEBT = (
    Amendment(ORIGINAL, True, STOPPAGE_WAGES),  # noqa: FBT003 – the law's answer
    Amendment(WIDENED, False, resolution_126(11), Standing.SUMMARISED),  # noqa: FBT003 – the law's answer
    Amendment(PROCEDURE, False, DECISION_33, Standing.SUMMARISED),  # noqa: FBT003 – the law's answer
)
"""Whether it is asked that there be none."""

LAST_DAY = (Amendment(ORIGINAL, date(2022, 4, 5), CLAUSE, Standing.SUMMARISED),)
"""Of paying out: what was not even asked for by then is too late. No earlier last day of application was read."""

MONTHS_MAX = (Amendment(ORIGINAL, 3, ARTICLE_39),)
WORKERS = (Amendment(ORIGINAL, 1, ARTICLE_39, Standing.DERIVED),)
MONTHS_LEAST = (Amendment(ORIGINAL, 1, ARTICLE_39, Standing.DERIVED),)
"""The loan is wages of workers for months: of none, for none, there is nothing to lend."""

TERM_MONTHS = (Amendment(ORIGINAL, 12, ARTICLE_39),)
INTEREST_PERCENT = (Amendment(ORIGINAL, 0, INTEREST, Standing.SUMMARISED),)
OVERDUE_PERCENT = (Amendment(ORIGINAL, 12, INTEREST, Standing.SUMMARISED),)

WAGE_POINT = "wage_loan.regional_minimum_wage"
MINIMUM_WAGE_VND: tuple[Amendment[int | None], ...] = (
    Amendment(ORIGINAL, None, ARTICLE_39, Standing.UNCONFIRMED, WAGE_POINT),
)
"""Neither the wages of 2021 nor the regions of the province's districts could be read: a row tells its own."""

POINTS = (
    OpenPoint(
        WAGE_POINT,
        "Mức lương tối thiểu vùng năm 2021 áp dụng trong tỉnh (đồng/tháng) cho dòng không ghi mức của mình",
        "The regional minimum wage of 2021 in the province (đồng a month) for rows that do not tell their own",
        Kind.MONEY,
        MINIMUM_WAGE_VND,
    ),
)

ROUTE = (
    Amendment(
        ORIGINAL,
        (
            Step(
                "confirm",
                "insurance_agency",
                None,
                "Cơ quan BHXH xác nhận danh sách (Mẫu số 13a, 13b, 13c)",
                "The insurance agency confirms the list (forms 13a, 13b, 13c)",
            ),
            Step("list", "employer", None, "Đơn vị đề nghị vay tại NHCSXH", "The employer asks the policy bank"),
            Step("decide", "policy_bank", None, "NHCSXH phê duyệt cho vay", "The policy bank decides"),
            Step("pay", "policy_bank", None, "NHCSXH giải ngân", "The policy bank pays out"),
        ),
        CLAUSE,
        Standing.SUMMARISED,
    ),
)
"""The terms of its steps could not be read."""
