"""Which columns the fields of a record make: one for each value, a nested record's under its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

from pydantic import BaseModel
from pydantic.fields import SHAPE_LIST, SHAPE_SINGLETON, ModelField

REFERENCES = {"circumstances", "source"}  # texts that name something else in the workbook


class Kind(StrEnum):
    """What the cells of a column hold; a key is a text that ties rows together, a word is of a closed list."""

    TEXT = "text"
    KEY = "key"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TRUTH = "truth"
    WORD = "word"


@dataclass(frozen=True)
class Column:
    """A column: its name, the way to its value in the record, and what its cells hold (`many`: a list of it).

    `words` are those it may hold, and `vocabulary` the name of that list.
    A column is `needed` when the record cannot be without it and no default stands for it.
    """

    name: str
    path: tuple[str, ...]
    kind: Kind
    many: bool = False
    words: tuple[str, ...] = ()
    vocabulary: str = ""
    needed: bool = False


def columns_of(model: type[BaseModel], above: tuple[str, ...] = (), *, needed: bool = True) -> Iterator[Column]:
    """Yield the columns of a model, those of nested records too; lists of records and of sentences have sheets."""
    for name, field in model.__fields__.items():
        if is_record(field) and field.shape == SHAPE_SINGLETON:
            yield from columns_of(field.type_, (*above, name), needed=needed and bool(field.required))
        elif not is_record(field):
            yield _column(field, (*above, name), needed and bool(field.required))


def is_record(field: ModelField) -> bool:
    """Say whether a field holds records, one or several."""
    return isinstance(field.type_, type) and issubclass(field.type_, BaseModel)


def _column(field: ModelField, path: tuple[str, ...], needed: bool) -> Column:
    if field.shape not in (SHAPE_SINGLETON, SHAPE_LIST):
        raise TypeError(f"There is no kind of column for the field {'.'.join(path)}.")
    kind = _kind(path[-1], field.type_)
    words = tuple(member.value for member in field.type_) if kind is Kind.WORD else ()
    vocabulary = field.type_.__name__ if words else ""
    return Column("_".join(path), path, kind, field.shape == SHAPE_LIST, words, vocabulary, needed)


def _kind(name: str, held: Any) -> Kind:
    if issubclass(held, str) and not issubclass(held, Enum):
        return Kind.KEY if name in REFERENCES or getattr(held, "regex", None) else Kind.TEXT
    kinds = {Enum: Kind.WORD, bool: Kind.TRUTH, int: Kind.INTEGER, Decimal: Kind.DECIMAL, date: Kind.DATE}
    for type_, kind in kinds.items():
        if issubclass(held, type_):
            return kind
    raise TypeError(f"There is no kind of column for {name}: {held.__name__}.")
