"""The application: the gate before it, every router in it, every error in words."""

import sys

from fastapi import FastAPI

from app import console, logs, protection
from app.routers import (
    advances,
    api_page,
    applications,
    approval_levels,
    batches,
    central_share,
    changes,
    checks,
    corrections,
    deadlines,
    desk,
    explanations,
    fund_years,
    funds,
    going_up,
    invariants,
    lists,
    matches,
    open_points,
    overpayments,
    papers,
    payment_words,
    payouts,
    people,
    policies,
    postings,
    problems,
    redeterminations,
    refusals,
    registers,
    reimbursements,
    retention,
    rounds,
    signatories,
    statements,
    unmasking,
)
from app.routers.middleware import Gate
from app.settings import settings

ROUTERS = (
    desk,
    open_points,
    policies,
    lists,
    applications,
    matches,
    going_up,
    approval_levels,
    changes,
    batches,
    corrections,
    central_share,  # before the funds, whose paths have ids where it has a name
    funds,
    fund_years,
    overpayments,
    invariants,
    payment_words,
    advances,
    reimbursements,
    signatories,
    payouts,
    people,
    unmasking,
    redeterminations,
    rounds,
    statements,
    deadlines,
    explanations,
    refusals,
    postings,
    papers,
    retention,
    registers,
    checks,
)


SWITCH_SECONDS = 0.0005
"""How long a busy thread keeps the interpreter: one that comes back from the database with a lock in its hands,
while another reads a list, would wait out the default of 5 ms after each of its statements."""


def build() -> FastAPI:
    """The application, new."""
    sys.setswitchinterval(SWITCH_SECONDS)
    if settings().env == "production":
        protection.ring().require_closed()  # no start with keys that others read, or without any
    made = FastAPI(
        title="Chi Trả",
        version="0.1.0",
        description="Xét, chi trả và chứng minh hỗ trợ theo Nghị quyết 68/NQ-CP. "
        "Decides, pays and proves COVID-19 support under Resolution 68/NQ-CP.",
        docs_url="/api/docs",
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    made.add_middleware(Gate)
    made.add_middleware(console.Wall)  # outside of the gate, whose refusals become pages too
    made.add_middleware(logs.Access)  # outermost: what is refused at the gate is a request too
    problems.install(made)
    found = [getattr(module, name) for module in ROUTERS for name in ("router", "acts") if hasattr(module, name)]
    for router in (*found, *console.ROUTERS):
        made.include_router(router)
    api_page.install(made, found)
    return made


app = build()
