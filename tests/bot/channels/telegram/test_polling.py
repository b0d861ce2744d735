"""Telegram forgets an update only when it is done."""

import asyncio
from collections.abc import Callable
from typing import Any

from telegram import Update

from bot.channels.telegram.polling import TRIALS, Polling
from tests.bot.channels.telegram.updates import said


class Telegram:
    """Hands out updates from an offset on, and forgets what is before it."""

    def __init__(self, *numbers: int) -> None:
        """Take the numbers of updates that wait."""
        self.waiting = list(numbers)

    async def get_updates(self, offset: int, **options: Any) -> list[Update]:
        """Return what waits."""
        self.waiting = [number for number in self.waiting if number >= offset]
        return [said("a", number=number) for number in self.waiting]


class Hands:
    """Handles updates as it is told."""

    def __init__(self, handle: Callable[[int], Any]) -> None:
        """Take what is done with a number."""
        self._handle = handle
        self.taken: list[int] = []

    def take(self, update: Update) -> "asyncio.Task[bool]":
        """Begin with an update."""
        self.taken.append(update.update_id)
        return asyncio.create_task(self._handle(update.update_id))


def poll(telegram: Telegram, hands: Hands, steps: int) -> None:
    """Ask some times."""

    async def go() -> None:
        polling = Polling(telegram, hands)  # type: ignore[arg-type]
        for _ in range(steps):
            await polling.step()

    asyncio.run(go())


async def done(number: int) -> bool:
    """Finish at once."""
    return True


def test_what_is_done_is_confirmed_and_taken_once() -> None:
    """With the next question."""
    telegram, hands = Telegram(5, 6, 7), Hands(done)
    poll(telegram, hands, 3)
    assert (telegram.waiting, hands.taken) == ([], [5, 6, 7])


def test_what_is_under_way_is_not_confirmed_and_holds_nothing_else_up() -> None:
    """A crash now would bring it again."""

    async def slow(number: int) -> bool:
        await asyncio.sleep(30 if number == 6 else 0)
        return True

    telegram, hands = Telegram(5, 6, 7), Hands(slow)

    async def go() -> None:
        polling = Polling(telegram, hands)  # type: ignore[arg-type]
        await polling.step()
        await polling.step()
        telegram.waiting.append(8)
        await polling.step()

    asyncio.run(go())
    assert telegram.waiting == [6, 7, 8]
    assert hands.taken == [5, 6, 7, 8]


def test_what_could_not_be_finished_is_taken_again_a_few_times() -> None:
    """Then it is given up, and everything else goes on."""

    async def never(number: int) -> bool:
        return number != 6

    telegram, hands = Telegram(5, 6, 7), Hands(never)
    poll(telegram, hands, TRIALS + 2)
    assert hands.taken.count(6) == TRIALS
    assert hands.taken.count(7) == 1
    assert telegram.waiting == []


def test_what_telegram_forgot_by_itself_is_not_waited_for() -> None:
    """It keeps updates for a day."""

    async def never(number: int) -> bool:
        return False

    telegram, hands = Telegram(5), Hands(never)

    async def go() -> int:
        polling = Polling(telegram, hands)  # type: ignore[arg-type]
        await polling.step()
        telegram.waiting = []
        await polling.step()
        telegram.waiting = [5, 6]
        await polling.step()
        return len(hands.taken)

    assert asyncio.run(go()) == 2
