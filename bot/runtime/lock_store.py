"""Let messages of a conversation be answered one after another, in the order in which they came.

Rasa's own stores look once a second whose turn it is, and the one on Redis reads and writes its queue in two
steps, so that two processes may draw the same number.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rasa.core.lock_store import LockStore

from bot.sharing.locks import Locks


class ConversationLocks(LockStore):
    """A lock store on the locks of the process, or of all processes."""

    def __init__(self, locks: Locks) -> None:
        """Take who lets one through at a time."""
        super().__init__()
        self._locks = locks

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = 0, wait_time_in_seconds: float = 0
    ) -> AsyncIterator[None]:
        """Wait until the messages before this one are answered; waiting never gives up."""
        async with self._locks.held(f"conversation:{conversation_id}"):
            yield
