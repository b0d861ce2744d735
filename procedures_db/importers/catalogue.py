"""Read the curated catalogue: one YAML file per procedure, named by its code."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from procedures_db.records import ProcedureRecord, is_procedure_code

Record = TypeVar("Record", bound=BaseModel)

CATALOGUE = Path(__file__).parent.parent / "catalogue"


class CatalogueError(ValueError):
    """A catalogue file that cannot be accepted; the message names the file and every fault."""


def procedure_files(folder: Path = CATALOGUE) -> list[Path]:
    """List the files of procedures, in order of code."""
    return sorted(path for path in folder.glob("*.yml") if is_procedure_code(path.stem))


def read_procedure(path: Path) -> ProcedureRecord:
    """Read one procedure's file.

    Raises CatalogueError when the file is no YAML, breaks the schema or is not named by its code.
    """
    record = parse_yaml(path, ProcedureRecord)
    if record.code != path.stem:
        raise CatalogueError(f"{path.name}: the file is not named by its code {record.code}")
    return record


def read_catalogue(folder: Path = CATALOGUE) -> Iterator[ProcedureRecord]:
    """Yield every procedure of the catalogue, in order of code."""
    return (read_procedure(path) for path in procedure_files(folder))


def parse_yaml(path: Path, schema: type[Record]) -> Record:
    """Read a YAML file into `schema`; raise CatalogueError naming the file and each fault."""
    try:
        return schema.parse_obj(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    except (YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path.name}: not readable as YAML: {error}") from error
    except ValidationError as error:
        raise CatalogueError("\n".join(f"{path.name}: {fault}" for fault in _faults(error))) from error


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        place = ".".join(str(part) for part in fault["loc"])
        yield f"{place}: {fault['msg']}"
