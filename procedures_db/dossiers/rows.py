"""Turn the rows of an export into dossiers: each row whole or not at all, every fault named."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from procedures_db.dossiers.cells import read_last_four, read_moment, read_procedure_code, read_state, read_text
from procedures_db.dossiers.codes import exact_code
from procedures_db.dossiers.keys import Keys
from procedures_db.dossiers.tables import FIRST_LINES, cells_of_export
from procedures_db.dossiers.wording import meanings, plain
from procedures_db.importers.findings import Rejected
from procedures_db.spreadsheets.cell_values import Unusable
from procedures_db.spreadsheets.sheet_rows import Cells, UnreadableFile

NEEDED = ("code", "procedure_name", "received_at", "state")
NOTHING = ("-", "--", "...", "n/a")  # what stands in cells that are meant to be empty
PLAIN = ("procedure_code", "procedure_name", "received_at", "due_at", "finished_at", "state", "step", "office")
FACTORS = {"factor_phone": "phone", "factor_id": "id_number"}
MOMENTS, PAST = ("received_at", "due_at", "finished_at"), ("received_at", "finished_at")
HEADING = 3  # known names in a row that make it the one with the names of the columns


@dataclass(frozen=True)
class ReadDossier:
    """A row that can be stored: where it stands and what the table gets, all columns but `read_at`."""

    place: str
    values: dict[str, Any]


@dataclass(frozen=True)
class _Columns:
    fields: dict[int, str]
    names: dict[int, str]


def read_code(raw: object) -> str:
    """Read a dossier code; a near miss is none."""
    code = exact_code(read_text(raw))
    if code is None:
        raise ValueError(f"{read_text(raw)!r} is no dossier code like H24.11-260801-0012")
    return code


READERS: dict[str, Callable[[object], Any]] = {
    "code": read_code,
    "procedure_code": read_procedure_code,
    "procedure_name": read_text,
    "received_at": read_moment,
    "due_at": read_moment,
    "finished_at": read_moment,
    "state": read_state,
    "step": read_text,
    "office": read_text,
    "phone": read_last_four,
    "id_number": read_last_four,
}


def read_export(path: Path, keys: Keys, read_at: datetime) -> Iterator[ReadDossier | Rejected]:
    """Yield the dossiers of a file, or why a row or the whole file is rejected; names and addresses are not read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library's remarks on what it leaves out
            yield from _rows(path, keys, read_at)
    except UnreadableFile as error:
        yield Rejected(error.place, error.reason)
    except OSError as error:
        yield Rejected(path.name, f"the file cannot be read: {error.strerror or error}")
    except Exception as error:  # a damaged workbook makes the library stumble in any way
        yield Rejected(path.name, f"this file is damaged or cannot be read: {type(error).__name__}")


def _rows(path: Path, keys: Keys, read_at: datetime) -> Iterator[ReadDossier | Rejected]:
    columns: _Columns | None = None
    for seen, (number, cells) in enumerate(cells_of_export(path)):
        place = f"{path.name}:{number}"
        if columns is None:
            columns = _heading(place, cells)
            if columns is None and seen >= FIRST_LINES:
                break
        else:
            yield _row(place, columns, cells, keys, read_at)
    if columns is None:
        raise UnreadableFile(path.name, "there is no row with the names of the columns; docs/dossiers.md lists them")


def _heading(place: str, cells: Cells) -> _Columns | None:
    """Return the columns when a row names them; raise UnreadableFile when one is missing or named twice."""
    names = {index: str(raw) for index, raw in cells.items() if not isinstance(raw, Unusable)}
    known = {
        index: meanings("columns")[plain(name)] for index, name in names.items() if plain(name) in meanings("columns")
    }
    if len(set(known.values())) < HEADING:
        return None
    fields = list(known.values())
    if missing := [name for name in NEEDED if name not in fields]:
        raise UnreadableFile(place, f"the column for {', '.join(missing)} is missing; docs/dossiers.md lists the names")
    if twice := sorted({name for name in fields if fields.count(name) > 1}):
        raise UnreadableFile(place, f"two columns may both hold {', '.join(twice)}; leave one of them out")
    return _Columns(known, names)


def _row(place: str, columns: _Columns, cells: Cells, keys: Keys, read_at: datetime) -> ReadDossier | Rejected:
    values: dict[str, Any] = {}
    faults: list[str] = []
    for index, field in columns.fields.items():
        try:
            value = _value(field, cells.get(index))
        except ValueError as error:
            faults.append(f"{columns.names[index].strip()}: {error}")
        else:
            values[field] = value
    faults = faults or _contradictions(values, read_at)
    return Rejected(place, "; ".join(faults)) if faults else ReadDossier(place, _stored(values, keys))


def _value(field: str, raw: object) -> Any:
    """Return the value of a cell, None for one that is meant to be empty."""
    if isinstance(raw, Unusable):
        raise ValueError(raw.reason)
    if raw is None or (isinstance(raw, str) and raw.strip().lower() in NOTHING):
        if field in NEEDED:
            raise ValueError("nothing stands here")
        return None
    return READERS[field](raw)


def _contradictions(values: dict[str, Any], read_at: datetime) -> list[str]:
    days = {name: values[name].date() for name in MOMENTS if values.get(name)}
    early = [f"{name} lies before received_at" for name, day in days.items() if day < days["received_at"]]
    late = [f"{name} lies after the export" for name in PAST if name in days and days[name] > read_at.date()]
    return [*early, *late]


def _stored(values: dict[str, Any], keys: Keys) -> dict[str, Any]:
    """Put hashes in the place of the code and the digits."""
    key = keys.of_code(values["code"])
    given = {name: values.get(told) for name, told in FACTORS.items()}
    factors = {name: digits and keys.of_factor(key, digits) for name, digits in given.items()}
    return {"key": key, **factors, **{name: values.get(name) for name in PLAIN}}
