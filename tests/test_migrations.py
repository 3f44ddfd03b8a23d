"""The migrations build what the models say, on any server."""

from alembic import command
from alembic.config import Config

from app.models import Base
from tests.conftest import ROOT


def test_the_models_ask_for_nothing_that_the_migrations_have_not_built(database_url: str) -> None:
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    config.attributes["metadata"] = Base.metadata
    command.check(config)
