"""Turn records into the rows of sheets: values in the order of the columns, tied by code and version."""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

from procedures_db.records import ProcedureRecord, VersionRecord
from procedures_db.spreadsheets.cell_texts import join_list
from procedures_db.spreadsheets.layout import Place, Sheet, sheets

Values = list[Any]  # None, texts, whole numbers, decimals, days, truths


def flatten(record: ProcedureRecord) -> Iterator[tuple[Sheet, Values]]:
    """Yield every row of a procedure with its sheet; its versions are called v1, v2 and so on."""
    for sheet in sheets().values():
        if sheet.place is Place.PROCEDURE:
            yield sheet, _values(sheet, record, {})
        else:
            for number, version in enumerate(record.versions, 1):
                ties = {"code": record.code, "version": f"v{number}"}
                for held, given in _parts(sheet, version):
                    yield sheet, _values(sheet, held, {**ties, **given})


def _parts(sheet: Sheet, version: VersionRecord) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield what makes the rows of a sheet, with the values that do not stand in it."""
    if sheet.place is Place.VERSION:
        yield version, {}
    elif sheet.place is Place.ITEM:
        yield from ((item, {}) for item in getattr(version, sheet.field))
    elif sheet.place is Place.KEYED:
        yield from ((held, {"key": key}) for key, held in getattr(version, sheet.field).items())
    else:
        yield from ((None, statement) for statement in _statements(sheet, version))


def _statements(sheet: Sheet, version: VersionRecord) -> Iterator[dict[str, str]]:
    kinds = next(column.words for column in sheet.columns if column.words)
    for kind in kinds:
        yield from ({"kind": kind, "text": text} for text in getattr(version, kind))


def _values(sheet: Sheet, held: Any, given: dict[str, Any]) -> Values:
    return [
        given[column.name] if column.name in given else _plain(_reach(held, column.path)) for column in sheet.columns
    ]


def _reach(held: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        held = None if held is None else getattr(held, name)
    return held


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return join_list([str(_plain(item)) for item in value]) or None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value.value if isinstance(value, Enum) else value
