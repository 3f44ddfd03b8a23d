"""The wires between client, service and database, which can be cut at the one moment that matters."""

import asyncio
import threading
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
CHUNK = 65_536
COMMIT = b"COMMIT\x00"

COMMIT_LOST = "connection cut before COMMIT reached the server"
COMMIT_UNTOLD = "connection cut after COMMIT, before its reply"
ANSWER_LOST = "answer to the client dropped after the effect"
REQUEST_TORN = "request cut in the middle"


class Link:
    """One connection, end to end."""

    def __init__(self, client: Streams, server: Streams) -> None:
        self.client, self.server = client, server
        self.seen = b""  # the end of what was said before: a word may lie across two packets
        self.acts = False  # whether the client asks for something with effect
        self.untold: str | None = None  # the fault that keeps the next answer back

    def cut(self) -> None:
        """Both ends learn that nobody is there any more."""
        for _, writer in (self.client, self.server):
            writer.transport.abort()


class Wire:
    """Carries bytes from a port of ours to wherever the server is now, and back."""

    def __init__(self, connect: Callable[[], Awaitable[Streams]], happened: Callable[[str], None]) -> None:
        self.connect, self.happened = connect, happened
        self.armed: deque[str] = deque()
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def open(self) -> None:
        """Listen on a free port."""
        self._thread.start()
        serving = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._carry, "127.0.0.1", 0), self._loop)
        self.port = serving.result(10).sockets[0].getsockname()[1]

    def close(self) -> None:
        """Stop carrying."""
        asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def arm(self, fault: str) -> None:
        """The next time that it can happen, it will."""
        self.armed.append(fault)

    def strike(self, *faults: str) -> str | None:
        """The first fault that waits, if it is one of these."""
        if self.armed and self.armed[0] in faults:
            fault = self.armed.popleft()
            self.happened(fault)
            return fault
        return None

    async def ask(self, link: Link, data: bytes) -> None:
        """Pass on what the client says."""
        link.server[1].write(data)
        await link.server[1].drain()

    async def tell(self, link: Link, data: bytes) -> None:
        """Pass on what the server says."""
        link.client[1].write(data)
        await link.client[1].drain()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            server = await self.connect()
        except OSError:
            writer.transport.abort()
            return
        link = Link((reader, writer), server)
        try:
            await asyncio.gather(self._pump(link, reader, self.ask), self._pump(link, server[0], self.tell))
        except asyncio.CancelledError:
            link.cut()  # the wire is closed

    async def _pump(
        self, link: Link, reader: asyncio.StreamReader, pass_on: Callable[[Link, bytes], Awaitable[None]]
    ) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while data := await reader.read(CHUNK):
                await pass_on(link, data)
        for _, writer in (link.client, link.server):
            with suppress(OSError, RuntimeError):
                writer.close()


async def _cancel_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class DatabaseWire(Wire):
    """Between the service and PostgreSQL: knows a COMMIT when it sees one."""

    async def ask(self, link: Link, data: bytes) -> None:
        """A COMMIT may get lost, or its reply."""
        commits = COMMIT in link.seen + data
        link.seen = (link.seen + data)[1 - len(COMMIT) :]  # never a whole one: the next packet would be taken for it
        if commits:
            fault = self.strike(COMMIT_LOST, COMMIT_UNTOLD)
            if fault == COMMIT_LOST:
                link.cut()
                return
            link.untold = fault
        await super().ask(link, data)

    async def tell(self, link: Link, data: bytes) -> None:
        """The reply to a COMMIT may get lost."""
        if link.untold:
            link.cut()
            return
        await super().tell(link, data)


class FrontWire(Wire):
    """Between the clients and the service."""

    async def ask(self, link: Link, data: bytes) -> None:
        """A request may come to an end too soon."""
        if data.startswith((b"GET ", b"POST ")):
            link.acts = data.startswith(b"POST ")
        if link.acts and self.strike(REQUEST_TORN):
            await super().ask(link, data[: len(data) // 2])
            link.cut()
            return
        await super().ask(link, data)

    async def tell(self, link: Link, data: bytes) -> None:
        """An answer may never arrive."""
        if link.acts and self.strike(ANSWER_LOST):
            link.cut()
            return
        await super().tell(link, data)
