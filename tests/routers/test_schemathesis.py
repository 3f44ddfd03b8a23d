"""Whatever the API's own description permits: no answer is an error of ours, and all are as described."""

import secrets
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis import Case
from schemathesis.checks import not_a_server_error, response_schema_conformance
from schemathesis.config import SchemathesisConfig
from schemathesis.core.transport import Response

from app.access import PERMITTED
from app.main import app
from tests.office import Desk, Office
from tests.routers.neighbours import Records
from tests.routers.routes import actions_of, api_routes, method_of

ROLES = (
    "district_officer", "finance_maker", "auditor", "district_approver", "finance_checker", "legal_officer",
    "provincial_officer", "provincial_approver",
)  # fmt: skip
OF_PROVINCE = frozenset({"provincial_officer", "provincial_approver"})
ACTIONS = {(method_of(route), route.path): actions_of(route) for route in api_routes()}
FILES = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip")
PROBLEM = "application/problem+json"
for media_type in FILES:  # any bytes: what a workbook is, the readers' own tests make up

    @schemathesis.serializer(media_type)
    def as_bytes(_: Any, value: Any) -> bytes:  # noqa: ANN401
        """A body of whatever was made up, as it is."""
        return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


schema = schemathesis.openapi.from_dict(app.openapi(), config=SchemathesisConfig())
quick = hypothesis.settings(
    max_examples=10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)
full = hypothesis.settings(quick, max_examples=500)


@pytest.fixture(scope="module")
def people(house: Office, records: Records) -> dict[str, Desk]:
    """Everybody's desk, in a district that has work."""
    return {role: house.desk(role, "58" if role in OF_PROVINCE else "582") for role in ROLES}


def permitted(case: Case) -> str:
    """The first role that the operation lets in."""
    actions = ACTIONS[case.operation.method.upper(), case.operation.path]
    return next((role for role in ROLES for action in actions if role in PERMITTED[action]), ROLES[0])


def hold(case: Case, house: Office, desk: Desk) -> None:
    """Send the case as somebody, and hold the answer against the description."""
    headers = {"Authorization": f"Bearer {desk.key}", "Idempotency-Key": secrets.token_hex(8)}
    answer = case.call(base_url=house.base_url, headers=headers, timeout=30)
    checks = [not_a_server_error, answers_in_words]
    if answer.status_code < 300:
        checks.append(response_schema_conformance)
    case.validate_response(answer, checks=checks)


def answers_in_words(_context: Any, response: Response, case: Case) -> None:  # noqa: ANN401
    """Every error is a problem in two languages."""
    if response.status_code < 400:
        return
    assert response.headers["content-type"] == [PROBLEM], (case.operation.label, response.headers)
    problem = response.json()
    assert problem["status"] == response.status_code
    assert problem["code"] and problem["title"] and problem["detail"] and problem["detail_en"]


@schema.parametrize()
@quick
def test_whoever_is_let_in_gets_no_error_of_ours(case: Case, house: Office, people: dict[str, Desk]) -> None:
    hold(case, house, people[permitted(case)])


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("role", ROLES[:3])
@schema.parametrize()
@full
def test_nobody_gets_an_error_of_ours(case: Case, house: Office, people: dict[str, Desk], role: str) -> None:
    hold(case, house, people[role])
