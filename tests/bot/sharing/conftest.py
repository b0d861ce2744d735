"""A real Redis, and as many processes' ways to it as a test wants."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from bot.sharing.link import Link
from tests.redis_server import Redis, running

LinkMaker = Callable[[], Link]


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A Redis of the test's own."""
    with running() as server:
        yield server


@asynccontextmanager
async def links(redis: Redis, number: int) -> AsyncIterator[list[Link]]:
    """Ways to it, as processes would have one each, that are watched."""
    made = [Link(redis.url, patience=1.0, often=0.1) for _ in range(number)]
    async with AsyncExitStack() as stack:
        for link in made:
            await stack.enter_async_context(link.watched())
        yield made


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 10) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.02)
