"""A district with its work in every state, made once over HTTP; each test then tries the database in plain SQL."""

import secrets
from collections.abc import Iterator

import httpx
import pytest

from tests.acts.forms import sign
from tests.acts.province import (
    EXECUTED_ON,
    WORKER,
    appraised,
    decided,
    exported,
    files_of,
    freelance_list,
    workers,
)
from tests.conftest import create, drop, serving
from tests.office import Office, accepted
from tests.walls.plain_sql import PlainSql, act


@pytest.fixture(scope="session")
def url(server_url: str, template: str, service_url: str) -> Iterator[str]:
    """A database with the district's work in it, which no test changes."""
    name = f"chitra_walls_{secrets.token_hex(6)}"
    url = create(server_url, name, template)
    with serving(url):
        office = Office(service_url)
        work(office)
        office.close()
    yield url
    drop(server_url, name)


@pytest.fixture
def at(url: str) -> Iterator[PlainSql]:
    """A terminal with an act opened."""
    with act(url) as opened:
        yield opened


def work(office: Office) -> None:
    """Lists, submissions, decisions, batches and payouts in every state that a working day leaves behind."""
    maker = office.desk("finance_maker", "582")
    nth_decision(office, workers(7), 1)
    batch = exported(office)
    [data] = files_of(maker, batch["id"]).values()
    accepted(maker.upload("/answers", sign(data, "Vắng", "Từ chối", "", "")))
    nth_decision(office, workers(3, first=20), 2)
    accepted(form(office))  # stays a draft
    nth_decision(office, workers(3, first=40), 3)
    frozen = accepted(form(office))
    accepted(maker.post(f"/payment-batches/{frozen['id']}/freeze"))
    nth_decision(office, workers(3, first=60), 4)  # stays owed
    freelance_list(office, workers(2, first=80))
    appraised(office)  # stays undecided
    freelance_list(office, [*workers(2, first=100), {**WORKER, "full_name": ""}])
    accepted(office.desk("district_officer", "582").post("/prior-supports", prior_support(), unit="582"))
    level = {"policy": "training", "since": "2021-07-07", "decider": "route", "paper": "3/QĐ-UBND"}
    accepted(office.desk("provincial_officer", "58").post("/approval-levels", level))


def nth_decision(office: Office, people: list[dict[str, object]], nth: int) -> None:
    """A list from its sending to a decision in force."""
    freelance_list(office, people)
    decided(office, [appraised(office)["id"]], number=f"{nth}/QĐ-UBND")


def form(office: Office) -> httpx.Response:
    """A batch of everything that is owed in cash."""
    body = {"policy": "freelance", "channel": "cash", "execution_date": EXECUTED_ON}
    return office.desk("finance_maker", "582").post("/payment-batches", body)


def prior_support() -> dict[str, object]:
    """A support paid before the service began."""
    row = {
        "full_name": "Lê Thị Cũ", "birth_date": "1980-01-02", "sex": "female", "citizen_id": "058180777001",
        "policy": "freelance", "amount_vnd": 1_500_000, "paid_on": "2021-08-01", "paper": "12/QĐ-UBND",
    }  # fmt: skip
    return {"header": {}, "rows": [row]}
