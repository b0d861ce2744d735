"""Choose how processes agree: by Redis where REDIS_URL names one, else this process is alone."""

from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field

from bot.settings import BadSetting, Settings
from bot.sharing.counters import Counters, OwnCounters, SharedCounters
from bot.sharing.lease import Lease, OwnLease, SharedLease
from bot.sharing.link import Link
from bot.sharing.locks import Locks, OwnLocks, SharedLocks


@dataclass(frozen=True)
class Sharing:
    """What the parts of a process go by: whose turn it is, what was counted, who polls."""

    locks: Locks = field(default_factory=OwnLocks)
    counters: Counters = field(default_factory=OwnCounters)
    link: Link | None = None

    def lease(self, name: str) -> Lease:
        """Return a turn that one process of all has."""
        return OwnLease() if self.link is None else SharedLease(self.link, name)

    def watched(self) -> AbstractAsyncContextManager[None]:
        """Keep an eye on Redis, if there is one."""
        return nullcontext() if self.link is None else self.link.watched()

    def state(self) -> dict[str, str]:
        """Tell how Redis is, if there is one."""
        return {} if self.link is None else {"redis": self.link.state}


def sharing_of(settings: Settings) -> Sharing:
    """Return how processes of these settings agree."""
    if settings.redis_url is None:
        return Sharing()
    link = Link(settings.redis_url)
    return Sharing(SharedLocks(link), SharedCounters(link), link)


def require_sharing(settings: Settings) -> None:
    """Raise BadSetting when several processes would not know of each other."""
    if settings.workers > 1 and settings.redis_url is None:
        raise BadSetting(
            f"{settings.workers} workers need REDIS_URL, or messages of a conversation could overtake each other. "
            "Like redis://127.0.0.1:6379/0."
        )


def advice(settings: Settings, database: str) -> str | None:
    """Return what to say at the start about a database that several machines could share, or None."""
    if settings.redis_url is None and database.startswith("postgres"):
        return "Without REDIS_URL this must be the only server on its database."
    return None
