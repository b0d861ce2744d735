"""Ask Telegram for updates, and let it forget one only once it is done: what a crash leaves comes again."""

import asyncio

from telegram import Bot, Update

from bot.channels.telegram.handling import Handling

KINDS = ["message", "edited_message", "callback_query"]
LONG = 25  # seconds that Telegram waits for something new
SLACK = 10.0  # seconds more until the way to it counts as broken
BREATH = 0.3  # seconds between questions while answers are under way
TRIALS = 5  # of an update that cannot be finished


class Polling:
    """Knows which updates are begun, done, and to be begun again.

    The updater of python-telegram-bot confirms updates before they are handled, so a crash would lose them.
    """

    def __init__(self, bot: Bot, handling: Handling) -> None:
        """Take the bot and who handles what comes."""
        self._bot = bot
        self._handling = handling
        self._next = 0
        self._open: dict[int, asyncio.Task[bool]] = {}
        self._done: set[int] = set()
        self._trials: dict[int, int] = {}

    async def step(self, patience: int = LONG) -> None:
        """Ask once, begin with what is new, and settle what is done; raises TelegramError when nobody answers.

        Telegram may hold the answer back for `patience` seconds while there is nothing new.
        """
        pending = min(self._unfinished(), default=None)
        updates = await self._bot.get_updates(
            offset=self._next if pending is None else pending,
            timeout=patience if pending is None else 0,
            read_timeout=SLACK,
            allowed_updates=KINDS,
        )
        for update in updates:
            self._begin(update)
        self._give_up({update.update_id for update in updates})
        if self._open:
            await asyncio.wait(self._open.values(), timeout=BREATH, return_when=asyncio.FIRST_COMPLETED)
        elif self._trials:
            await asyncio.sleep(BREATH)
        self._settle()

    def _unfinished(self) -> list[int]:
        return [*self._open, *self._trials]

    def _begin(self, update: Update) -> None:
        number = update.update_id
        if number not in self._open and number not in self._done:
            self._open[number] = self._handling.take(update)
        self._next = max(self._next, number + 1)

    def _give_up(self, known: set[int]) -> None:
        """Forget what was to be tried again and Telegram does not know any more."""
        last = max(known, default=self._next)
        gone = [number for number in self._trials if number not in known and number < last]
        for number in gone:
            if number not in self._open:
                del self._trials[number]

    def _settle(self) -> None:
        for number in [number for number, task in self._open.items() if task.done()]:
            finished = not self._open[number].cancelled() and self._open[number].result()
            del self._open[number]
            trials = self._trials.pop(number, 0) + 1
            if finished or trials >= TRIALS:
                self._done.add(number)
            else:
                self._trials[number] = trials
        first = min(self._unfinished(), default=self._next)
        self._done = {number for number in self._done if number > first}
