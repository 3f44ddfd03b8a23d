"""Two districts with the same work in each: one at home, one next door."""

from collections.abc import Iterator

import pytest

from tests.office import Office
from tests.routers.neighbours import Records, work


@pytest.fixture(scope="module")
def house(server_url: str, template: str, service_url: str) -> Iterator[Office]:
    """An office whose database all tests of a module share."""
    import secrets  # noqa: PLC0415

    from app import db, settings  # noqa: PLC0415 – settings are read at the first import of the service
    from tests.conftest import create, drop  # noqa: PLC0415

    name = f"chitra_house_{secrets.token_hex(6)}"
    caches = (settings.settings, db.engine, db.database_url)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", create(server_url, name, template))
        for cached in caches:
            cached.cache_clear()
        opened = Office(service_url)
        yield opened
        opened.close()
        db.engine().dispose()
    for cached in caches:
        cached.cache_clear()
    drop(server_url, name)


@pytest.fixture(scope="module")
def records(house: Office) -> Records:
    """What the city (582) has; the desks of the mountain district (584) may see none of it."""
    return work(house)
