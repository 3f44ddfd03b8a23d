"""As many transactions as can end are open at once; who comes later waits, and is told when it takes too long."""

import asyncio
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from app.routers.slots import TooMany, slot
from app.settings import Settings, settings


@pytest.fixture
def _one_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CHITRA_TRANSACTIONS_MAX", "1")
    monkeypatch.setenv("CHITRA_SLOT_PATIENCE_SECONDS", "0.2")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("_one_place")
def test_whoever_finds_no_place_is_told_to_come_again() -> None:
    async def two() -> None:
        async with slot():
            with pytest.raises(TooMany):
                async with slot():
                    pytest.fail("there was one place")
        async with slot():
            pass  # it is free again

    asyncio.run(two())
    assert TooMany.status == 503 and TooMany.headers["Retry-After"]


@pytest.mark.usefixtures("_one_place")
def test_whoever_waits_goes_in_when_another_has_done() -> None:
    async def worked(done: list[int], nth: int) -> None:
        async with slot():
            await asyncio.sleep(0.01)
            done.append(nth)

    async def three() -> list[int]:
        done: list[int] = []
        await asyncio.gather(*(worked(done, nth) for nth in range(3)))
        return done

    assert asyncio.run(three()) == [0, 1, 2]


def test_there_are_fewer_transactions_than_connections() -> None:
    with pytest.raises(ValidationError, match="transactions_max"):
        Settings(transactions_max=40, pool_size=40)
