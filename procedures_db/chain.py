"""The chain of hashes of the audit log, and the first link of it that is broken."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

BEGINNING = ""  # the hash before the first entry


@dataclass(frozen=True)
class Entry:
    """One act: its number from 1 on, when (UTC), who, what, to what, and whatever else belongs to it."""

    id: int
    at: datetime
    actor: str
    act: str
    object: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Link:
    """An entry as it stands in the log, with the hash before it and its own."""

    entry: Entry
    previous: str
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What a check of the log found; `broken` is the number of the first entry that is wrong or gone, None for none."""

    entries: int
    hash: str
    broken: int | None


def hash_of(entry: Entry, previous: str) -> str:
    """Return the SHA-256, in hexadecimal, of the hash before and of the entry as canonical JSON.

    Canonical are keys in the order of their letters, no spaces, UTF-8, the time as ISO 8601.
    """
    fields = {**asdict(entry), "at": entry.at.isoformat(timespec="microseconds")}
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def verify(links: Iterable[Link], entries: int, last: str) -> Verdict:
    """Follow the chain from its beginning; `entries` and `last` are what the log's head says of its end."""
    previous, number = BEGINNING, 0
    for link in links:
        number += 1
        if link.entry.id != number or link.previous != previous or link.hash != hash_of(link.entry, previous):
            return Verdict(entries, last, number)
        previous = link.hash
    broken = None if (number, previous) == (entries, last) else min(number, entries) + 1
    return Verdict(number, previous, broken)
