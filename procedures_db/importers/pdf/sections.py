"""Share out what an export holds to its headed sections, and mend the rows that a page end has cut."""

from collections.abc import Callable, Iterable, Iterator

from procedures_db.importers.pdf.layout import Row
from procedures_db.importers.pdf.pages import Line, NotReadable
from procedures_db.importers.pdf.text import heal, join, known, named, resume, squeeze, words

BEGINNING = "beginning"
LARGER = 0.5  # points by which a heading is larger than the text, at least

Item = Line | Row
Sections = dict[str, list[Item]]


def share_out(items: Iterable[Item]) -> Sections:
    """Return the items under each heading, those before the first under "beginning".

    Raises NotReadable when this is no export of the portal, or one that breaks off.
    """
    kept = list(items)
    order = list(words()["headings"].values())
    usual = _usual_size(kept)
    sections: Sections = {BEGINNING: []}
    for item in kept:
        heading = named("headings", item.text) if isinstance(item, Line) and item.size > usual + LARGER else None
        if heading and heading in order:
            order = order[order.index(heading) + 1 :]
            sections[heading] = []
        else:
            list(sections.values())[-1].append(item)
    _check(sections)
    return sections


def prose(items: Iterable[Item]) -> str | None:
    """Return the running text of a section; None when there is none, or when it says so."""
    return known(join(item.text if isinstance(item, Line) else f"{' '.join(item.cells)}\n" for item in items))


def whole_rows(items: Iterable[Item], key: int, is_whole: Callable[[str], bool]) -> Iterator[Item]:
    """Yield lines and rows without table heads and empty boxes; a row cut by a page end is one again.

    `key` is the place of the cell that every row fills once, `is_whole` says whether its text is all of it.
    """
    before: Item | None = None
    for item in items:
        if isinstance(item, Row) and (_is_empty(item) or named("heads", item.cells[0])):
            continue
        if isinstance(item, Row) and isinstance(before, Row) and _goes_on(before, item, key, is_whole):
            cells = [resume(one, other) for one, other in zip(before.cells, item.cells, strict=True)]
            before = Row(cells, before.page, before.first)
            continue
        if before is not None:
            yield before
        before = item
    if before is not None:
        yield before


def table(items: Iterable[Item], width: int, key: int, is_whole: Callable[[str], bool]) -> Iterator[list[str]]:
    """Yield the whole rows of a section that is one table; raise NotReadable for anything else in it."""
    for item in whole_rows(items, key, is_whole):
        if isinstance(item, Row) and len(item.cells) == width:
            yield item.cells
        elif isinstance(item, Row):
            raise NotReadable(f"page {item.page}: a row of {len(item.cells)} cells in a table of {width}")
        elif known(item.text):
            raise NotReadable(f"text outside the cells of a table: {heal(item.text)[:60]!r}")


def _goes_on(before: Row, row: Row, key: int, is_whole: Callable[[str], bool]) -> bool:
    """Say whether the first row of a page is the rest of the last row of the page before."""
    if not row.first or len(before.cells) != len(row.cells):
        return False
    begun, rest = before.cells[key], row.cells[key]
    if not rest.strip():
        return True
    return bool(begun.strip()) and not (is_whole(begun) and is_whole(rest)) and is_whole(begun + rest)


def _is_empty(row: Row) -> bool:
    return not any(cell.strip() for cell in row.cells)


def _usual_size(items: list[Item]) -> float:
    """Return the size, in points, that most of the free text is set in; headings are larger."""
    lines = [item for item in items if isinstance(item, Line) and not named("headings", item.text)]
    sizes = [line.size for line in lines if squeeze(line.text) != squeeze(words()["title"])]
    return max(set(sizes), key=sizes.count, default=0)


def _check(sections: Sections) -> None:
    title = squeeze(words()["title"])
    if not any(isinstance(item, Line) and squeeze(item.text) == title for item in sections[BEGINNING]):
        raise NotReadable("this is no export of the national portal: its title is missing")
    if missing := [name for name in words()["needed"] if name not in sections]:
        raise NotReadable(f"the export breaks off: the section {missing[0]!r} is missing")
