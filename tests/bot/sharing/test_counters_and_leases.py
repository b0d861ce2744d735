"""Limits count over processes, and one process of all has a lease."""

import asyncio
import time

import pytest
from throttled.asyncio import per_min

from bot.sharing.counters import SharedCounters
from bot.sharing.lease import LENGTH, SharedLease
from tests.bot.sharing.conftest import links, until
from tests.redis_server import Redis, program

pytestmark = [pytest.mark.slow, pytest.mark.skipif(program() is None, reason="Redis is not installed")]


def test_a_client_that_asks_two_processes_is_counted_once_for_all(redis: Redis) -> None:
    """Ten a minute are ten, at whichever process; another client has ten of its own."""

    async def passed() -> tuple[int, int]:
        async with links(redis, 2) as ways:
            throttles = [SharedCounters(way).throttle(per_min(10)) for way in ways]
            results = [await throttles[number % 2].limit("messages:192.0.2.1") for number in range(30)]
            other = [await throttles[number % 2].limit("messages:192.0.2.2") for number in range(5)]
            return sum(not each.limited for each in results), sum(not each.limited for each in other)

    assert asyncio.run(passed()) == (10, 5)


def test_while_redis_is_gone_each_process_counts_by_itself(redis: Redis) -> None:
    """Nobody is let through without an end, and nobody is shut out."""

    async def passed() -> list[int]:
        counts = []
        async with links(redis, 1) as (way,):
            throttle = SharedCounters(way).throttle(per_min(10))
            counts.append(sum([not (await throttle.limit("a")).limited for _ in range(20)]))
            redis.kill()
            counts.append(sum([not (await throttle.limit("a")).limited for _ in range(20)]))
            redis.start()
            await asyncio.sleep(0.5)
            counts.append(sum([not (await throttle.limit("a")).limited for _ in range(20)]))
        return counts

    assert asyncio.run(passed()) == [10, 10, 10]


def test_nothing_of_a_client_stays_in_redis_longer_than_the_limit(redis: Redis) -> None:
    """Its address goes with the count."""

    async def longest() -> int:
        async with links(redis, 1) as (way,):
            await SharedCounters(way).throttle(per_min(10)).limit("messages:192.0.2.1")
            keys = await way.redis.keys("*")
            assert len(keys) == 1
            return max([await way.redis.ttl(key) for key in keys])

    assert 0 < asyncio.run(longest()) <= 61


def test_one_process_has_the_lease_and_another_takes_over_when_it_dies(redis: Redis) -> None:
    """Not before it has said nothing for seconds, and at once when it gives it up."""

    async def taken() -> tuple[float, float]:
        async with links(redis, 2) as ways:
            first, second = [SharedLease(way, "telegram:1") for way in ways]
            assert await first.hold()
            assert not await second.hold()
            begun = time.monotonic()
            await until(second.hold)
            after_death = time.monotonic() - begun
            assert not await first.hold()
            await second.give_up()
            begun = time.monotonic()
            await until(first.hold)
            return after_death, time.monotonic() - begun

    after_death, after_giving_up = asyncio.run(taken())
    assert LENGTH - 1 < after_death < LENGTH + 2
    assert after_giving_up < 1


def test_while_redis_is_gone_whoever_had_the_lease_goes_on_and_nobody_else_begins(redis: Redis) -> None:
    """And afterwards it is still one."""

    async def held() -> list[list[bool]]:
        seen = []
        async with links(redis, 2) as ways:
            both = [SharedLease(way, "telegram:1") for way in ways]
            seen.append([await each.hold() for each in both])
            redis.kill()
            seen.append([await each.hold() for each in both])
            redis.start()
            await asyncio.sleep(0.5)
            seen.append([await each.hold() for each in both])
        return seen

    assert asyncio.run(held()) == [[True, False]] * 3
