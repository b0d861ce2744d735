"""Read everything that is live back into the records it was loaded from."""

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic.fields import SHAPE_LIST
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from procedures_db.models import Procedure, Source, Version
from procedures_db.records import DecisionRecord, ProcedureRecord, SourceRecord, VersionRecord
from procedures_db.source_keys import FACTS, with_plain_keys
from procedures_db.vocabulary import Origin

Record = TypeVar("Record", bound=BaseModel)

LISTS = {name: field.type_ for name, field in VersionRecord.__fields__.items() if field.shape == SHAPE_LIST}
PARTS = {name: model for name, model in LISTS.items() if issubclass(model, BaseModel) and name not in FACTS}
STATEMENTS = {"step": "steps", "eligibility": "eligibility", "result": "results"}
AT_ONCE = 100


def live_records(session: Session) -> Iterator[ProcedureRecord]:
    """Yield every procedure with all versions that no later edition replaced, served or not, in order of code.

    A few are read at a time, so that a large database needs little memory.
    """
    live = selectinload(Procedure.versions.and_(Version.superseded_at.is_(None)))
    statement = (
        select(Procedure)
        .where(Procedure.versions.any(Version.superseded_at.is_(None)))
        .order_by(Procedure.code)
        .options(selectinload(Procedure.aliases))
        .options(*(live.selectinload(getattr(Version, part)) for part in ("statements", *PARTS)))
        .options(*(live.selectinload(getattr(Version, part)).joinedload("*") for part in FACTS))
        .execution_options(yield_per=AT_ONCE)
    )
    for procedure in session.scalars(statement):
        yield _procedure(procedure)


def _procedure(row: Procedure) -> ProcedureRecord:
    aliases = [alias.text for alias in sorted(row.aliases, key=lambda alias: alias.id)]
    versions = [_version(version) for version in sorted(row.versions, key=_order)]
    return _read(ProcedureRecord, row, aliases=aliases, versions=versions)


def _order(version: Version) -> tuple[bool, date, date, int]:
    """Put ours first, oldest first, then the readings of publications as they were read."""
    ours = version.origin is Origin.CURATED
    begins = (version.effective_from or date.min) if ours else date.min
    return not ours, begins, version.retrieved_on, version.id


def _version(row: Version) -> VersionRecord:
    keys: dict[str, SourceRecord] = {}
    parts: dict[str, Any] = {kind: [] for kind in STATEMENTS.values()}
    for statement in row.statements:
        parts[STATEMENTS[statement.kind]].append(statement.text)
    for name, model in PARTS.items():
        parts[name] = [_read(model, part) for part in getattr(row, name)]
    for name in FACTS:
        parts[name] = [_read(LISTS[name], fact, source=_key(fact.source, keys)) for fact in getattr(row, name)]
    version = _read(
        VersionRecord,
        row,
        decision={name: getattr(row, f"decision_{name}") for name in DecisionRecord.__fields__},
        source=_read(SourceRecord, row.source),
        other_sources=keys,
        **parts,
    )
    return with_plain_keys(version)


def _key(source: Source, keys: dict[str, SourceRecord]) -> str:
    key = str(source.id)
    if key not in keys:
        keys[key] = _read(SourceRecord, source)
    return key


def _read(model: type[Record], row: Any, **given: Any) -> Record:
    """Make a record of a row: each field that is not given is the row's attribute of that name."""
    return model(**{**{name: getattr(row, name) for name in model.__fields__ if name not in given}, **given})
