"""How many requests have a transaction open at once: fewer than there are threads and connections to finish them.

A transaction outlives the thread that opened it: between two steps of a request it holds a connection and no thread.
Were there as many as connections, and every thread taken by one who waits for the next, none could ever go on.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import MappingProxyType
from weakref import WeakKeyDictionary

from app.errors import Unavailable
from app.settings import settings

_OF_LOOP: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class TooMany(Unavailable):
    """Hệ thống đang nhận quá nhiều yêu cầu cùng lúc; hãy gửi lại cùng khoá Idempotency-Key sau giây lát.
    The service has too many requests at once; send this one again with the same Idempotency-Key in a moment.
    """

    headers = MappingProxyType({"Retry-After": "5"})


@asynccontextmanager
async def slot() -> AsyncIterator[None]:
    """A place for one transaction; whoever comes first goes first. Raises TooMany."""
    loop = asyncio.get_running_loop()
    places = _OF_LOOP.setdefault(loop, asyncio.Semaphore(settings().transactions_max))
    try:
        async with asyncio.timeout(settings().slot_patience_seconds):
            await places.acquire()
    except TimeoutError:
        raise TooMany from None
    try:
        yield
    finally:
        places.release()
