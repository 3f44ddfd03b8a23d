"""Settings: what a deployment says, and what it may not."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from app.settings import VIET_NAM, Settings

PROJECT = Path(__file__).parents[1]
SERVER = "postgresql://chitra@db/chitra"


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _known():
        monkeypatch.delenv(name, raising=False)


def _known() -> set[str]:
    """Every environment variable that Settings reads."""
    prefix = Settings.model_config["env_prefix"]
    fields = Settings.model_fields.items()
    return {str(field.validation_alias or f"{prefix}{name}".upper()) for name, field in fields}


def _service(name: str) -> dict[str, Any]:
    composed = yaml.safe_load((PROJECT / "docker-compose.yml").read_text("utf-8"))
    service: dict[str, Any] = composed["services"][name]
    return service


def test_without_a_word_it_is_for_trying_out() -> None:
    given = Settings()
    assert (given.env, given.database_url, given.host) == ("development", None, "127.0.0.1")


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("CHITRA_TODAY", "")
    assert (Settings().database_url, Settings().fixed_today) == (None, None)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_spelling_of_the_scheme_names_our_driver(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://chitra@db/chitra")
    assert Settings().database_url == "postgresql+psycopg://chitra@db/chitra"


@pytest.mark.parametrize("url", [SERVER, "postgresql://chitra:stale@db/chitra"])
def test_the_password_comes_from_its_file(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "password").write_text("p@ss/word\n", "utf-8")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("CHITRA_DATABASE_PASSWORD_FILE", str(tmp_path / "password"))
    assert Settings().database_url == "postgresql+psycopg://chitra:p%40ss%2Fword@db/chitra"


def test_the_url_with_its_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://chitra:secret@db/chitra")
    assert "secret" not in repr(Settings())


def test_a_refused_setting_does_not_show_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://chitra:secret@db/chitra")
    monkeypatch.setenv("CHITRA_ENV", "production")
    monkeypatch.setenv("CHITRA_TODAY", "2021-08-20")
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert "secret" not in str(refused.value)


def test_today_can_be_fixed_and_the_instant_stays_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITRA_TODAY", "2021-08-20")
    assert Settings().today() == date(2021, 8, 20)
    assert abs((Settings().now() - datetime.now(UTC)).total_seconds()) < 60


def test_today_is_viet_nams_day() -> None:
    days = {datetime.now(VIET_NAM).date(), Settings().today(), datetime.now(VIET_NAM).date()}
    assert Settings().today() in days
    assert len(days) <= 2  # midnight may fall between


def test_production_needs_a_real_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITRA_ENV", "production")
    with pytest.raises(ValidationError, match="DATABASE_URL"):
        Settings()


def test_production_knows_no_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITRA_ENV", "production")
    monkeypatch.setenv("DATABASE_URL", SERVER)
    monkeypatch.setenv("CHITRA_TODAY", "2021-08-20")
    with pytest.raises(ValidationError, match="CHITRA_TODAY"):
        Settings()


def test_composes_variables_are_those_that_settings_know() -> None:
    assert set(_service("api")["environment"]) <= _known()


def test_composes_api_starts_in_production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chitra_password").write_text("secret", "ascii")
    for name, value in _service("api")["environment"].items():
        monkeypatch.setenv(name, str(value).replace("/run/secrets", str(tmp_path)))
    given = Settings()
    assert given.env == "production"
    assert given.database_url == "postgresql+psycopg://chitra:secret@postgres:5432/chitra"


def test_compose_opens_no_port_to_the_network() -> None:
    assert all(port.startswith("127.0.0.1:") for port in _service("api")["ports"])
    assert "ports" not in _service("postgres")


def test_every_limit_says_its_unit() -> None:
    lines = (PROJECT / "app" / "settings.py").read_text("utf-8").splitlines()
    limits = [line for line in lines if line.startswith("    ") and ": int = " in line and "Field" not in line]
    assert len(limits) > 10
    assert [line for line in limits if "  # " not in line] == []
