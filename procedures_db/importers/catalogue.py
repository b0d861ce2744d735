"""Read the curated catalogue: one YAML file per procedure, named by its code."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from procedures_db.records import ProcedureRecord, is_procedure_code
from procedures_db.records_life_events import LifeEventsFile
from procedures_db.records_local import CalendarFile, LocalRulesFile
from procedures_db.records_places import CommunesFile, OfficesFile
from procedures_db.text import fold

Record = TypeVar("Record", bound=BaseModel)

LONGEST_NAME = 160
CATALOGUE = Path(__file__).parent.parent / "catalogue"
BESIDE: dict[str, type[BaseModel]] = {
    "local_rules": LocalRulesFile,
    "offices": OfficesFile,
    "communes": CommunesFile,
    "life_events": LifeEventsFile,
    "calendar": CalendarFile,
}


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
    if faults := list(_not_plain(record)):
        raise CatalogueError("\n".join(f"{path.name}: {fault}" for fault in faults))
    return record


def read_catalogue(folder: Path = CATALOGUE) -> Iterator[ProcedureRecord]:
    """Yield every procedure of the catalogue, in order of code."""
    return (read_procedure(path) for path in procedure_files(folder))


def _not_plain(record: ProcedureRecord) -> Iterator[str]:
    """Find what an official record may be but our plain wording may not: without the basics, or long-winded."""
    if not record.applicants:
        yield "applicants: nobody is named"
    for version in record.versions:
        if not version.authority:
            yield "versions.authority: field required"
        if not version.channels:
            yield "versions.channels: at least one is needed"
        for document in version.documents:
            if len(document.name) > LONGEST_NAME:
                yield f"versions.documents: {document.name[:40]!r}… is longer than {LONGEST_NAME} characters"


def check_all(folder: Path = CATALOGUE) -> list[str]:
    """Return every fault of the catalogue's files, and of the names they share."""
    faults: list[str] = []
    records: list[ProcedureRecord] = []
    for path in procedure_files(folder):
        try:
            records.append(read_procedure(path))
        except CatalogueError as error:
            faults += str(error).splitlines()
    faults += _shared_names(records)
    beside = _faults_beside(folder)
    return faults + (beside or _dangling_ties(records, folder))


def _shared_names(records: list[ProcedureRecord]) -> list[str]:
    """Find words that would lead to two procedures."""
    owners: dict[str, str] = {}
    faults = []
    for record in records:
        for name in dict.fromkeys(fold(text) for text in (record.short_name, *record.aliases)):
            if name in owners:
                faults.append(f"{record.code}.yml: {name!r} is a name of {owners[name]} too")
            owners[name] = record.code
    return faults


def _faults_beside(folder: Path) -> list[str]:
    """Find the faults of the files beside the procedures."""
    faults: list[str] = []
    for name, schema in BESIDE.items():
        try:
            parse_yaml(folder / f"{name}.yml", schema)
        except CatalogueError as error:
            faults += str(error).splitlines()
    return faults


def _dangling_ties(records: list[ProcedureRecord], folder: Path) -> list[str]:
    """Find rules of the city that name a circumstance which their procedure does not have."""
    rules = parse_yaml(folder / "local_rules.yml", LocalRulesFile).rules
    keys = {record.code: {item.key for item in record.versions[-1].circumstances} for record in records}
    return [
        f"local_rules.yml: {rule.key}: {tie.code} has no circumstance {key!r}"
        for rule in rules
        for tie in rule.procedures
        for key in tie.circumstances
        if tie.code in keys and key not in keys[tie.code]
    ]


def parse_yaml(path: Path, schema: type[Record]) -> Record:
    """Read a YAML file into `schema`; raise CatalogueError naming the file and each fault."""
    try:
        return schema.parse_obj(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise CatalogueError("\n".join(f"{path.name}: {fault}" for fault in _faults(error))) from error
    except (YAMLError, ValueError, OSError) as error:
        raise CatalogueError(f"{path.name}: not readable as YAML: {error}") from error


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        place = ".".join(str(part) for part in fault["loc"])
        yield f"{place}: {fault['msg']}"
