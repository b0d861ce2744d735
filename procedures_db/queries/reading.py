"""Turn rows into plain values by the names they share."""

from dataclasses import fields
from typing import Any, TypeVar

from procedures_db.facts import SourceFact
from procedures_db.models import Source
from procedures_db.vocabulary import ChannelKind

Value = TypeVar("Value")


def read_as(kind: type[Value], row: Any, **given: Any) -> Value:
    """Make a `kind` of a row: each field that is not given is the row's attribute of that name.

    Lists become tuples, channels their words, a source its value; a field that the row lacks
    keeps its default.
    """
    names = [field.name for field in fields(kind) if field.name not in given]  # type: ignore[arg-type]
    read = {name: _plain(name, getattr(row, name)) for name in names if hasattr(row, name)}
    return kind(**read, **given)


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Source):
        return read_as(SourceFact, value)
    if name == "channels":
        return tuple(ChannelKind(word) for word in value)
    return tuple(value) if isinstance(value, list) else value
