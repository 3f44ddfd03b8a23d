"""Those at work in the city and the province, and a terminal on the same database."""

from collections.abc import Iterator

import pytest

from tests.office import Desk, Office
from tests.walls.plain_sql import PlainSql, act


@pytest.fixture
def officer(office: Office) -> Desk:
    """Who takes lists in, in the city."""
    return office.desk("district_officer", "582")


@pytest.fixture
def approver(office: Office) -> Desk:
    """Who appraises, in the city."""
    return office.desk("district_approver", "582")


@pytest.fixture
def provincial(office: Office) -> Desk:
    """Who appraises where two districts are concerned."""
    return office.desk("provincial_approver", "58")


@pytest.fixture
def at(office: Office, database_url: str) -> Iterator[PlainSql]:
    """A terminal with an act opened."""
    with act(database_url) as opened:
        yield opened
