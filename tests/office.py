"""The people of the province at their desks, speaking real HTTP to a real server with keys of their own."""

import secrets
from typing import Any

import httpx
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import db
from app.access import Role
from app.access.people import held_apart, issue_key, open_account
from app.access.roles import PLACES
from app.models import Account, NaturalPerson, PayingAccount, Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Desk:
    """Somebody in a role at a unit."""

    def __init__(self, base_url: str, key: str) -> None:
        self.http = httpx.Client(base_url=f"{base_url}/api", headers={"Authorization": f"Bearer {key}"}, timeout=60)
        self.key = key

    def get(self, path: str, **query: object) -> httpx.Response:
        """Read."""
        return self.http.get(path, params=_said(query))

    def post(self, path: str, body: object = None, *, key: str | None = None, **query: object) -> httpx.Response:
        """Ask for something with effect, under a key of its own unless one is given."""
        return self.send(path, {"json": {} if body is None else body}, key=key, **query)

    def upload(
        self, path: str, data: bytes, media_type: str = XLSX, *, key: str | None = None, **query: object
    ) -> httpx.Response:
        """Send a file as the body."""
        return self.send(path, {"content": data, "headers": {"Content-Type": media_type}}, key=key, **query)

    def send(self, path: str, what: dict[str, Any], *, key: str | None = None, **query: object) -> httpx.Response:
        """Send a request with effect."""
        headers = {"Idempotency-Key": key or secrets.token_hex(8), **what.pop("headers", {})}
        return self.http.post(path, params=_said(query), headers=headers, **what)


def _said(query: dict[str, object]) -> dict[str, Any]:
    return {name.rstrip("_"): value for name, value in query.items() if value is not None}


class Office:
    """Opens accounts and hands out desks; the same role at the same unit is the same person."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.desks: dict[tuple[str, str, str], Desk] = {}

    def desk(self, role: str, unit_code: str, person: str | None = None) -> Desk:
        """The desk of a role at a unit."""
        person = person or f"{role} {unit_code}"
        if (role, unit_code, person) not in self.desks:
            with Session(db.engine()) as tx:
                unit = tx.scalars(select(Unit).where(Unit.code == unit_code, Unit.kind != "commune")).one()
                key = issue_key(tx, _account(tx, person, Role(role), unit))
                tx.commit()
            self.desks[role, unit_code, person] = Desk(self.base_url, key)
        return self.desks[role, unit_code, person]

    def give_account(self, unit_code: str) -> None:
        """Let a unit pay from an account."""
        with Session(db.engine()) as tx:
            unit = tx.scalars(select(Unit).where(Unit.code == unit_code, Unit.kind != "commune")).one()
            tx.add(PayingAccount(unit_id=unit.id, holder=unit.name, number="3713012345678", bic="VBAAVNVX"))
            tx.commit()

    def close(self) -> None:
        """Hang up."""
        for desk in self.desks.values():
            desk.http.close()


def _account(tx: Session, person: str, role: Role, unit: Unit) -> int:
    """A person's account; where the walls keep it from being opened now, as one from before they stood."""
    if unit.kind in PLACES[role] and not held_apart(tx, person, role):
        return open_account(tx, person, role, unit.id)
    walls = ("account_in_its_place", "account_roles_apart")
    for wall in walls:
        tx.execute(text(f"ALTER TABLE account DISABLE TRIGGER {wall}"))
    tx.execute(insert(NaturalPerson).values(name=person).on_conflict_do_nothing())
    person_id = tx.scalars(select(NaturalPerson.id).where(NaturalPerson.name == person)).one()
    values = {"person_id": person_id, "role": role.value, "unit_id": unit.id}
    tx.execute(insert(Account).values(values).on_conflict_do_nothing())
    for wall in walls:
        tx.execute(text(f"ALTER TABLE account ENABLE TRIGGER {wall}"))
    return tx.scalars(select(Account.id).filter_by(**values)).one()


def accepted(response: httpx.Response) -> Any:  # noqa: ANN401 – JSON is anything
    """What a request came to, which must not be refused."""
    assert response.status_code in {200, 201}, f"{response.status_code} {response.text[:800]}"
    return response.json()


def refused(response: httpx.Response, code: str) -> dict[str, Any]:
    """The problem of a request, which must be refused so."""
    assert response.headers["content-type"] == "application/problem+json", response.text[:800]
    problem: dict[str, Any] = response.json()
    assert problem["code"] == code, problem
    assert problem["detail"] and problem["detail_en"] and problem["status"] == response.status_code
    return problem
