"""One after another over processes, in the order of arrival, also when one dies or Redis does."""

import asyncio
import time

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.messages import Incoming
from bot.once import Once
from bot.sharing.link import Link
from bot.sharing.locks import SharedLocks
from tests.bot.channels.telegram.parts import Echo
from tests.bot.sharing.conftest import links
from tests.factories import NOW
from tests.redis_server import Redis, program

pytestmark = [pytest.mark.slow, pytest.mark.skipif(program() is None, reason="Redis is not installed")]


def test_turns_are_taken_in_the_order_of_arrival_and_never_two_at_once(redis: Redis) -> None:
    """Forty messages of one conversation over three processes."""
    order: list[int] = []
    inside = 0

    async def turn(locks: SharedLocks, number: int) -> None:
        nonlocal inside
        async with locks.held("c"):
            inside += 1
            assert inside == 1
            order.append(number)
            await asyncio.sleep(0.005)
            inside -= 1

    async def all_of_them() -> None:
        async with links(redis, 3) as ways:
            processes = [SharedLocks(way) for way in ways]
            tasks = []
            for number in range(40):
                tasks.append(asyncio.create_task(turn(processes[number % 3], number)))
                await asyncio.sleep(0.002)
            await asyncio.gather(*tasks)
            assert await ways[0].redis.keys("motcua:*") == []

    asyncio.run(all_of_them())
    first_of_each = [[number for number in order if number % 3 == process] for process in range(3)]
    assert all(numbers == sorted(numbers) for numbers in first_of_each)
    assert sorted(order) == list(range(40))


def test_two_messages_that_arrive_at_two_processes_keep_their_order(redis: Redis) -> None:
    """Twenty times, each at the other process than the one before it."""
    order: list[int] = []

    async def turn(locks: SharedLocks, number: int, length: float) -> None:
        async with locks.held("c"):
            await asyncio.sleep(length)
            order.append(number)

    async def pairs() -> None:
        async with links(redis, 2) as ways:
            processes = [SharedLocks(way) for way in ways]
            for number in range(0, 40, 2):
                first = asyncio.create_task(turn(processes[0], number, 0.05))
                await asyncio.sleep(0.02)
                await asyncio.gather(first, turn(processes[1], number + 1, 0))

    asyncio.run(pairs())
    assert order == list(range(40))


def test_one_who_dies_with_the_turn_is_passed_over(redis: Redis) -> None:
    """Within seconds, though it could not give it back."""

    async def killed(link: Link) -> None:
        locks = SharedLocks(link)
        assert await locks._is_my_turn("motcua:lock:c", "dead")  # as a process does that is killed right afterwards

    async def passing() -> float:
        async with links(redis, 2) as (first, second):
            await killed(first)
            begun = time.monotonic()
            async with SharedLocks(second).held("c"):
                return time.monotonic() - begun

    assert 1 < asyncio.run(passing()) < 8


def test_a_long_turn_is_kept_by_one_who_lives(redis: Redis) -> None:
    """Longer than a dead one is waited for."""
    order: list[str] = []

    async def turn(link: Link, name: str, length: float) -> None:
        async with SharedLocks(link).held("c"):
            await asyncio.sleep(length)
            order.append(name)

    async def both() -> None:
        async with links(redis, 2) as (first, second):
            long = asyncio.create_task(turn(first, "long", 7))
            await asyncio.sleep(0.1)
            await asyncio.gather(long, turn(second, "short", 0))

    asyncio.run(both())
    assert order == ["long", "short"]


def test_while_redis_is_gone_each_process_goes_on_and_agrees_again_afterwards(redis: Redis) -> None:
    """Killed in the middle of a turn, and started again."""

    async def turns() -> list[str]:
        seen = []
        async with links(redis, 2) as (first, second):
            async with SharedLocks(first).held("c"):
                redis.kill()
            begun = time.monotonic()
            for link in (first, second):
                async with SharedLocks(link).held("c"):
                    seen.append(link.state)
            assert time.monotonic() - begun < 2
            redis.start()
            await asyncio.sleep(0.5)
            seen += [first.state, second.state]
            async with SharedLocks(first).held("c"):
                waiting = asyncio.create_task(SharedLocks(second)._is_my_turn("motcua:lock:c", "other"))
                assert not await waiting
        return seen

    assert asyncio.run(turns()) == ["unreachable", "unreachable", "ok", "ok"]


def test_a_message_that_arrives_at_two_processes_is_answered_once(
    redis: Redis, sessions: sessionmaker[Session]
) -> None:
    """At the same time; both get the answer."""
    assistant = Echo({"xin chào": 0.2})

    async def both() -> list[str]:
        async with links(redis, 2) as ways:
            doors = [Once(assistant, sessions, lambda: NOW, SharedLocks(way)) for way in ways]
            replies = await asyncio.gather(*[door.reply(Incoming("c", "xin chào"), "web:c:1") for door in doors])
            return [reply.main.text for reply in replies]

    assert asyncio.run(both()) == ["xin chào", "xin chào"]
    assert len(assistant.asked) == 1
