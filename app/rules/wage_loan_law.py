"""Policy 11's law, dated. Resolution 126 dropped the condition on bad debt from 8 October 2021."""

from datetime import date

from app.rules.cross_policy import SINCE
from app.rules.fact import Kind
from app.rules.law import Amendment, Citation, Standing, Window
from app.rules.policy import OpenPoint, Step

CLAUSE = Citation("68/NQ-CP", "II.11")
STOPPAGE_WAGES = Citation("23/2021/QĐ-TTg", "38.1")
RECOVERY = Citation("23/2021/QĐ-TTg", "38.2")
FIVE_SECTORS = Citation("23/2021/QĐ-TTg", "38.3")
ARTICLE_39 = Citation("23/2021/QĐ-TTg", "39")
INTEREST = Citation("23/2021/QĐ-TTg", "41–42")
RESOLUTION_126 = Citation("126/NQ-CP", "1 (68/NQ-CP II.11)")
DECISION_33 = Citation("33/2021/QĐ-TTg", "1")
"""The articles of Decision 23 that it replaces could not be read by number."""

IN_FORCE = (Amendment(SINCE, "in_force", Citation("23/2021/QĐ-TTg", "38")),)
KINDS = (
    Amendment(
        SINCE,
        frozenset({"stoppage_wages", "recovery", "recovery_five_sectors"}),
        Citation("23/2021/QĐ-TTg", "38"),
        Standing.SUMMARISED,
    ),
)

EVENTS = (Amendment(SINCE, Window(date(2021, 5, 1), date(2022, 3, 31)), STOPPAGE_WAGES),)
STOPPED_DAYS = (Amendment(SINCE, 15, STOPPAGE_WAGES),)
"""Consecutive, and within those days: it is not said that the stoppage must begin there."""

BY_ORDER = (Amendment(SINCE, "stopped_by_order", RECOVERY, Standing.SUMMARISED),)
SECTORS = (
    Amendment(
        SINCE,
        frozenset({"transport", "aviation", "tourism", "accommodation", "sending_workers_abroad"}),
        FIVE_SECTORS,
        Standing.SUMMARISED,
    ),
)
"""In these no stop by order is asked: else the kind would be but a part of the one before it (derived)."""

PLAN = (Amendment(SINCE, "recovery_plan", RECOVERY, Standing.SUMMARISED),)
TAX_SETTLED = (Amendment(SINCE, "tax_settled_2020", FIVE_SECTORS, Standing.SUMMARISED),)
INSURED = (Amendment(SINCE, "workers_insured", STOPPAGE_WAGES, Standing.SUMMARISED),)

NO_BAD_DEBT = (
    Amendment(SINCE, True, STOPPAGE_WAGES),  # noqa: FBT003 – the law's answer
    Amendment(date(2021, 10, 8), False, RESOLUTION_126, Standing.SUMMARISED),  # noqa: FBT003 – the law's answer
    Amendment(date(2021, 11, 6), False, DECISION_33, Standing.SUMMARISED),  # noqa: FBT003 – the law's answer
)
"""Whether it is asked that there be none."""

LAST_DAY = (Amendment(SINCE, date(2022, 4, 5), CLAUSE, Standing.SUMMARISED),)
"""Of paying out: what was not even asked for by then is too late. No earlier last day of application was read."""

MONTHS_MAX = (Amendment(SINCE, 3, ARTICLE_39),)
WORKERS = (Amendment(SINCE, 1, ARTICLE_39, Standing.DERIVED),)
MONTHS_LEAST = (Amendment(SINCE, 1, ARTICLE_39, Standing.DERIVED),)
"""The loan is wages of workers for months: of none, for none, there is nothing to lend."""

TERM_MONTHS = (Amendment(SINCE, 12, ARTICLE_39),)
INTEREST_PERCENT = (Amendment(SINCE, 0, INTEREST, Standing.SUMMARISED),)
OVERDUE_PERCENT = (Amendment(SINCE, 12, INTEREST, Standing.SUMMARISED),)

WAGE_POINT = "wage_loan.regional_minimum_wage"
MINIMUM_WAGE_VND: tuple[Amendment[int | None], ...] = (
    Amendment(SINCE, None, ARTICLE_39, Standing.UNCONFIRMED, WAGE_POINT),
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
        SINCE,
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
