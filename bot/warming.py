"""Build what the first message would wait for, before anybody waits."""

import ctypes
import gc
from contextlib import suppress

from actions.clock import today
from actions.database import read_record
from actions.rendering import compile_templates
from bot.assistant import Assistant
from bot.nlu.lookups import lookups


async def warm_up(assistant: Assistant) -> None:
    """Build search index, lookups and templates, and keep what stays for good out of the collector's way.

    The collector would go through all of it again and again, a quarter of a second each time.
    """
    compile_templates()
    published = lookups().published.get()
    for code, each in list(published.items())[:1]:
        await assistant.understand(each.name)
        read_record(code, today())
    await assistant.understand(".")
    gc.collect()
    gc.freeze()
    with suppress(OSError, AttributeError):  # what building took and gave back; other C libraries than Linux's keep it
        ctypes.CDLL(None).malloc_trim(0)
