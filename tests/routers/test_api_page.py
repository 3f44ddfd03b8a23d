"""The API page lets a person try what it shows."""

import httpx

from tests.office import Office, accepted
from tests.routers.routes import READ_BY_POST


def test_every_route_asks_for_a_key_and_every_act_for_an_idempotency_key(office: Office) -> None:
    page = accepted(httpx.get(f"{office.base_url}/api/openapi.json"))
    assert page["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    operations = {
        (path, method): operation
        for path, methods in page["paths"].items()
        for method, operation in methods.items()
        if path != "/api/health"
    }
    assert all(operation["security"] == [{"key": []}] for operation in operations.values())
    named = {
        place
        for place, operation in operations.items()
        if any(parameter["name"] == "Idempotency-Key" for parameter in operation.get("parameters", []))
    }
    posts = {place for place in operations if place[1] == "post" and place[0] not in READ_BY_POST}
    assert named == posts


def test_the_page_itself_is_there_without_a_key(office: Office) -> None:
    assert "swagger" in httpx.get(f"{office.base_url}/api/docs").text.lower()
