"""Build what the first message would wait for, before anybody waits."""

import ctypes
import gc
from contextlib import suppress
from typing import TYPE_CHECKING

from actions.clock import today
from actions.database import read_record
from actions.rendering import compile_templates
from bot.nlu.lookups import lookups

if TYPE_CHECKING:  # Rasa may be imported only once it is prepared
    from bot.assistant import Assistant


async def warm_up(assistant: "Assistant") -> None:
    """Build search index, lookups and templates, and keep what stays for good out of the collector's way.

    The collector would go through all of it again and again, a quarter of a second each time.
    """
    compile_templates()
    published = lookups().published.get()
    for code, each in list(published.items())[:1]:
        await assistant.understand(each.name)
        read_record(code, today())
    await assistant.understand(".")
    settle()


def settle() -> None:
    """Keep what is there now out of the collector's way, but for what is of no use any more."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    with suppress(OSError, AttributeError):  # what building took and gave back; other C libraries than Linux's keep it
        ctypes.CDLL(None).malloc_trim(0)
