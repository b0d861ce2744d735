"""Find the rows of tables by their drawn cell boxes, and put rows and free lines in reading order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from procedures_db.importers.pdf.pages import Line, Page
from procedures_db.importers.pdf.text import join

NEAR = 1.5  # points within which two edges are one

Box = tuple[float, float, float, float]  # left, bottom, right, top
Edge = tuple[float, float, float]  # level: left, right, height; upright: way, bottom, top


@dataclass(frozen=True)
class Row:
    """The texts of a row's cells from left to right, as typed; `first` when nothing stands above it on its page."""

    cells: list[str]
    page: int
    first: bool


def read_layout(pages: Iterable[Page]) -> Iterator[Line | Row]:
    """Yield the rows of all tables, and the lines outside them, from the first page to the last."""
    for number, page in enumerate(pages, 1):
        boxes = _boxes(page)
        inside, outside = _share(page.lines, boxes)
        rows: dict[tuple[float, float], list[Box]] = defaultdict(list)
        for box in boxes:
            rows[box[3], box[1]].append(box)
        placed: list[tuple[float, Line | list[Box]]] = [(line.middle, line) for line in outside]
        placed += [((top + bottom) / 2, sorted(row)) for (top, bottom), row in rows.items()]
        placed.sort(key=lambda item: -item[0])
        for position, (_, item) in enumerate(placed):
            if isinstance(item, Line):
                yield item
            else:
                yield Row([join(line.text for line in inside[box]) for box in item], number, first=position == 0)


def _share(lines: list[Line], boxes: list[Box]) -> tuple[dict[Box, list[Line]], list[Line]]:
    """Give each line to the box around its middle; return those of each box from the top, and those of none."""
    inside: dict[Box, list[Line]] = defaultdict(list)
    outside: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        across = (line.left + line.right) / 2
        around = (box for box in boxes if box[0] < across < box[2] and box[1] < line.middle < box[3])
        box = next(around, None)
        (outside if box is None else inside[box]).append(line)
    return inside, outside


def _boxes(page: Page) -> list[Box]:
    """Return the boxes whose four edges are drawn, each by its own lines or as one rectangle."""
    level, upright = _edges(page)
    ways = _snapped(value for left, right, _ in level for value in (left, right))
    heights = _snapped(height for *_, height in level)
    columns: dict[tuple[float, float], set[float]] = defaultdict(set)
    for left, right, height in level:
        columns[ways[left], ways[right]].add(heights[height])
    return [
        (left, bottom, right, top)
        for (left, right), drawn in columns.items()
        for bottom, top in pairwise(sorted(drawn))
        if all(_stands(upright, side, bottom, top) for side in (left, right))
    ]


def _edges(page: Page) -> tuple[set[Edge], set[Edge]]:
    """Return the level and the upright edges of all strokes, each along its middle."""
    level: set[Edge] = set()
    upright: set[Edge] = set()
    for left, bottom, right, top in page.strokes:
        thin = min(top - bottom, right - left) / 2
        if top - bottom < NEAR:
            level.add((left + thin, right - thin, bottom + thin))
        elif right - left < NEAR:
            upright.add((left + thin, bottom + thin, top - thin))
        else:
            level |= {(left, right, bottom), (left, right, top)}
            upright |= {(left, bottom, top), (right, bottom, top)}
    return level, upright


def _stands(upright: set[Edge], way: float, bottom: float, top: float) -> bool:
    return any(abs(x - way) < NEAR and low - bottom < NEAR and top - high < NEAR for x, low, high in upright)


def _snapped(values: Iterable[float]) -> dict[float, float]:
    """Map each value to the least of those it is near to."""
    snapped: dict[float, float] = {}
    last = first = float("-inf")
    for value in sorted(values):
        first = value if value - last > NEAR else first
        snapped[value] = first
        last = value
    return snapped
