"""The sheets of a workbook, made of the fields of the records they hold; their names name files too."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pydantic.fields import SHAPE_DICT, SHAPE_SINGLETON, ModelField

from procedures_db.records import ProcedureRecord, VersionRecord
from procedures_db.spreadsheets.columns import Column, Kind, columns_of, is_record

PROCEDURES, VERSIONS, SOURCES, STATEMENTS = "procedures", "versions", "sources", "statements"
CODE = Column("code", ("code",), Kind.KEY, needed=True)
VERSION = Column("version", ("version",), Kind.KEY)
TIES = (CODE, VERSION)


class Place(StrEnum):
    """What a row is: the procedure, a version, or a part of a version's list, of its keyed records, of its texts."""

    PROCEDURE = "procedure"
    VERSION = "version"
    ITEM = "item"
    KEYED = "keyed"
    STATEMENT = "statement"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, what its rows are, the field of the version they fill, and its columns in order."""

    name: str
    place: Place
    field: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        """Return the column of a name, or None."""
        return next((column for column in self.columns if column.name == name), None)


@lru_cache
def sheets() -> dict[str, Sheet]:
    """Return all sheets by name, in the order of a workbook."""
    sentences = [field.name for field in VersionRecord.__fields__.values() if _is_sentences(field)]
    listed = [
        Sheet(PROCEDURES, Place.PROCEDURE, "", _in_order(columns_of(ProcedureRecord))),
        Sheet(VERSIONS, Place.VERSION, "", (*TIES, *_in_order(_without(sentences)))),
        *(_part(field) for field in VersionRecord.__fields__.values() if _is_part(field)),
        Sheet(STATEMENTS, Place.STATEMENT, "", (*TIES, *_statement_columns(sentences))),
    ]
    return {sheet.name: sheet for sheet in listed}


def _part(field: ModelField) -> Sheet:
    if field.shape == SHAPE_DICT:
        key = Column("key", ("key",), Kind.KEY, needed=True)
        return Sheet(SOURCES, Place.KEYED, field.name, (*TIES, key, *_in_order(columns_of(field.type_))))
    return Sheet(field.name, Place.ITEM, field.name, (*TIES, *_in_order(columns_of(field.type_))))


def _in_order(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Put what is needed first."""
    return tuple(sorted(columns, key=lambda column: not column.needed))


def _is_part(field: ModelField) -> bool:
    return is_record(field) and field.shape != SHAPE_SINGLETON


def _is_sentences(field: ModelField) -> bool:
    return field.outer_type_ == list[str]


def _without(sentences: list[str]) -> list[Column]:
    return [column for column in columns_of(VersionRecord) if column.name not in sentences]


def _statement_columns(sentences: list[str]) -> list[Column]:
    return [
        Column("kind", ("kind",), Kind.WORD, words=tuple(sentences), vocabulary="StatementKind", needed=True),
        Column("text", ("text",), Kind.TEXT, needed=True),
    ]
