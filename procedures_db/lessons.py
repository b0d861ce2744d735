"""What administrators taught beyond the files, and which of it this process goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Lessons:
    """Words and names for search, examples for training; two of them are equal only when they are the same one.

    `words` leads from what people say to the official word, `names` from a procedure's code to phrases that
    mean it, `examples` from an intent to texts.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, list[str]] = field(default_factory=dict)
    examples: Mapping[str, list[str]] = field(default_factory=dict)


NONE = Lessons()


class _Taught:
    """What this process goes by: a model and its lessons are exchanged together, while messages come in."""

    lessons = NONE


def taught() -> Lessons:
    """Return the lessons that this process goes by."""
    return _Taught.lessons


def teach(lessons: Lessons) -> None:
    """Go by these lessons from now on."""
    _Taught.lessons = lessons
