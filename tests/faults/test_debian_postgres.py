"""The same on Debian's PostgreSQL, older than the embedded one: migrations, models, the main job."""

from collections.abc import Iterator

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from app import db, settings
from app.access.people import load_units
from app.models import Base
from tests.acts import test_main_job
from tests.conftest import ROOT, create, migrate, plain
from tests.debian_postgres import DEBIAN, debian_server, programs
from tests.office import Office
from tests.routers.neighbours import query
from tests.treasury import fund_everything

pytestmark = [
    pytest.mark.debian_postgres,
    pytest.mark.skipif(programs() is None, reason=f"Debian's package postgresql is not installed ({DEBIAN})"),
]
OLDEST = 15


@pytest.fixture(scope="module")
def debian_url() -> Iterator[str]:
    """Debian's server, migrated, with the province's units; its role is no superuser."""
    with debian_server() as url:
        migrate(url)
        engine = create_engine(url, poolclass=NullPool)
        with Session(engine) as tx:
            load_units(tx)
            tx.commit()
        yield url


@pytest.fixture
def debian_office(debian_url: str, service_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The province's people, in a database of this test alone on Debian's server."""
    monkeypatch.setenv("DATABASE_URL", create(debian_url, "chitra_office", "chitra"))
    caches = (settings.settings, db.engine, db.database_url)
    for cached in caches:
        cached.cache_clear()
    fund_everything()
    opened = Office(service_url)
    yield opened
    opened.close()
    db.engine().dispose()
    for cached in caches:
        cached.cache_clear()


def test_it_is_as_old_as_we_say(debian_url: str) -> None:
    with psycopg.connect(plain(debian_url)) as server:
        assert server.info.server_version // 10_000 >= OLDEST
        assert server.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)


def test_the_models_ask_for_nothing_that_the_migrations_have_not_built_there(debian_url: str) -> None:
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", debian_url.replace("%", "%%"))
    config.attributes["metadata"] = Base.metadata
    command.check(config)


def test_no_extension_is_needed(debian_url: str) -> None:
    with psycopg.connect(plain(debian_url)) as server:
        assert server.execute("SELECT extname FROM pg_extension").fetchall() == [("plpgsql",)]


def test_a_list_becomes_cash_in_hand_there_too(debian_office: Office) -> None:
    test_main_job.test_a_commune_list_becomes_cash_in_hand_and_a_history(debian_office)
    assert query("SELECT count(*) FROM payout WHERE state = 'settled'")[0][0] == 3


def test_employees_are_paid_by_bank_there_too(debian_office: Office) -> None:
    test_main_job.test_an_employers_list_is_confirmed_decided_by_the_province_and_paid_by_bank(debian_office)
    assert query("SELECT count(*) FROM payout WHERE state = 'settled'")[0][0] == 2


def test_the_log_of_states_is_kept_there_too(debian_office: Office) -> None:
    assert {row.kind for row in query("SELECT DISTINCT kind FROM state_change")} == {"fund_allotment", "funding"}
    test_main_job.test_a_commune_list_becomes_cash_in_hand_and_a_history(debian_office)
    kinds = {row.kind for row in query("SELECT DISTINCT kind FROM state_change")}
    assert kinds == {
        "fund_allotment", "funding", "application", "submission", "decision", "entitlement", "batch", "payout",
    }  # fmt: skip
