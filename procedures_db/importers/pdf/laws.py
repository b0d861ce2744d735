"""Read the laws that an export rests on, with their numbers as printed."""

import re
from collections.abc import Iterable, Iterator

from procedures_db.importers.pdf.sections import Item, table
from procedures_db.importers.pdf.text import line_of, squeeze

WIDTH, NUMBER = 2, -1
WHOLE = re.compile(r"\D*\d+[a-z]?(\.\d+)?/(\d{4}/)?[^\W\d_]+\d*(-[^\W\d_]+\d*)*\.?")


def read_laws(items: Iterable[Item]) -> Iterator[dict[str, str]]:
    """Yield `name` and `number` of each law in the order of the file; one listed twice comes twice."""
    for name, number in table(items, WIDTH, NUMBER, _is_whole):
        yield {"name": line_of(name), "number": line_of(number)}


def _is_whole(number: str) -> bool:
    return WHOLE.fullmatch(squeeze(number)) is not None
