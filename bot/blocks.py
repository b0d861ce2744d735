"""Take an answer's text apart into blocks that every door lays out: title, heading, list, steps, text, source."""

import re
from dataclasses import dataclass
from itertools import groupby

from actions.rendering import words

ITEM = "- "
_STEP = re.compile(r"\d{1,2}\. ")


@dataclass(frozen=True)
class Block:
    """Lines of one kind that belong together; items of a list or steps come without their mark."""

    kind: str
    lines: list[str]


def blocks(text: str, *, titled: bool) -> list[Block]:
    """Return the blocks of a text in their order; `titled` says that its first line is its title."""
    lines = text.splitlines()
    title = [Block("title", lines[:1])] if titled and len(lines) > 1 else []
    rest = lines[1:] if title else lines
    parted = [Block(kind, [_unmarked(kind, line) for line in group]) for kind, group in groupby(rest, _kind)]
    return [*title, *parted]


def _kind(line: str) -> str:
    if line.startswith(ITEM):
        return "list"
    if _STEP.match(line):
        return "steps"
    if line.startswith(words()["source"]):
        return "source"
    return "heading" if line.endswith(":") else "text"


def _unmarked(kind: str, line: str) -> str:
    if kind == "steps":
        return _STEP.sub("", line, count=1)
    return line.removeprefix(ITEM) if kind == "list" else line
