"""Read published records from JSON Lines, plain or gzip: one procedure a line (docs/records.md)."""

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from procedures_db.importers.findings import Read, Rejected
from procedures_db.importers.national import read_published

LONGEST_LINE = 4_000_000  # bytes; the longest of the portal's records has 70,000
LARGEST_FILE = 1_000_000_000  # bytes, unpacked


def read_records(path: Path, read_on: date) -> Iterator[Read | Rejected]:
    """Yield what each line holds, or why it is rejected; `read_on` is the day of those that do not tell theirs.

    A bad line never stops the rest; a line without an end, or damage to the packing, ends the file.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    number = 0
    try:
        with opener(path, "rb") as file:
            while line := file.readline(LONGEST_LINE):
                number += 1
                place = f"{path.name}:{number}"
                if len(line) == LONGEST_LINE or file.tell() > LARGEST_FILE:
                    yield Rejected(place, "the line or the file is too long; the rest is not read")
                    return
                if line.strip():
                    yield _read_line(line, place, read_on)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Rejected(f"{path.name}:{number + 1}", f"the packed file is damaged from here on: {error}")


def _read_line(line: bytes, place: str, read_on: date) -> Read | Rejected:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Rejected(place, f"this is no JSON: {error}")
    dated = {"snapshot": read_on.isoformat(), **data} if isinstance(data, dict) else data
    return read_published(dated, place)
