"""Read the papers of an export, under the cases they fall under."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from procedures_db.importers.pdf.layout import Row
from procedures_db.importers.pdf.pages import NotReadable
from procedures_db.importers.pdf.sections import Item, whole_rows
from procedures_db.importers.pdf.text import join, known, line_of, squeeze, words

WIDTH, QUANTITY = 3, -1


def read_documents(items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    """Yield the papers in the order of the file; a quantity that is not understood counts as none."""
    title: list[str] = []
    titled = False
    for item in whole_rows(items, QUANTITY, _is_whole):
        text = _title(item)
        if text is None:
            titled = False
            yield _paper(item.cells, _case(title))  # type: ignore[union-attr]
        elif known(text):
            title = [*title, text] if titled and not _begins_case(text) else [text]
            titled = not isinstance(item, Row)


def _title(item: Item) -> str | None:
    """Return the text of a line between tables or of a box across the page; None for a row of a table."""
    if not isinstance(item, Row):
        return item.text
    if len(item.cells) not in (1, WIDTH):
        raise NotReadable(f"page {item.page}: a row of {len(item.cells)} cells in the table of papers")
    return item.cells[0] if len(item.cells) == 1 else None


def _case(title: list[str]) -> str | None:
    return line_of(join(title)) or None


def _paper(cells: list[str], case: str | None) -> dict[str, Any]:
    name, form, quantity = map(line_of, cells)
    counts = {kind: _count(quantity, word) for word, kind in words()["quantities"].items()}
    is_note = {"is_note": True} if squeeze(quantity) == squeeze(words()["no_paper"]) else {}
    return {"name": name, **counts, "case": case, "form": form or None, **is_note}


def _count(quantity: str, word: str) -> int:
    found = re.search(rf"(\d+){squeeze(word)}", squeeze(quantity))
    return int(found[1]) if found else 0


def _is_whole(text: str) -> bool:
    """Say whether a cell holds a whole quantity, or begins a case."""
    kinds = "|".join(map(squeeze, words()["quantities"]))
    plain = squeeze(text)
    counted = re.fullmatch(rf"\d+({kinds})(,\d+({kinds}))*", plain)
    return bool(counted) or plain == squeeze(words()["no_paper"]) or _begins_case(text)


def _begins_case(text: str) -> bool:
    return re.match(rf"{squeeze(words()['case'])}\d", squeeze(text)) is not None
