"""Copies of the whole database: made while it is served, checked, put back whole or not at all."""

from pathlib import Path
from types import ModuleType

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from procedures_db.backups import postgresql, sqlite
from procedures_db.engine import migrate, open_sessions, require_current
from procedures_db.queries.condition import row_counts, set_revision
from procedures_db.queries.names import revision

Counts = dict[str, int]


class BackupUnusable(RuntimeError):
    """A copy that cannot be made, read or put back; the message says why."""


def back_up(engine: Engine, path: Path) -> Counts:
    """Write a consistent copy to a new file, whole or not at all; return the rows of each table.

    Raises BackupUnusable when the file is there already, or the copy is not sound.
    """
    require_current(engine)
    if path.exists():
        raise BackupUnusable(f"{path} is there already: name a new file.")
    part = path.with_name(path.name + ".part")
    try:
        _kind(engine).write_copy(engine, part)
        part.chmod(0o600)
        part.replace(path)
    except (sqlite.Unsound, postgresql.Unsound) as error:
        raise BackupUnusable(str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return row_counts(engine)


def restore(engine: Engine, path: Path, *, force: bool) -> Counts:
    """Put a copy in the place of what the database holds, in one transaction; return the rows of each table.

    Servers that use the database go on and see it at once. A copy of an older schema is brought to the present
    one. Raises BackupUnusable when the copy is not sound, or the database holds something and `force` is not given.
    """
    if not path.is_file():
        raise BackupUnusable(f"There is no file {path}.")
    kind = _kind(engine)
    held = kind.holds_anything(engine)
    if held and not force:
        raise BackupUnusable("The database holds something. With --force it is replaced; make a backup of it first.")
    sessions = open_sessions(engine)
    before = _revision(engine) if held else 0
    try:
        kind.put_back(engine, path, before)
    except (sqlite.Unsound, postgresql.Unsound) as error:
        raise BackupUnusable(str(error)) from error
    migrate(engine.url.render_as_string(hide_password=False))
    with sessions.begin() as session:
        set_revision(session, max(before, revision(session)) + 1)
    require_current(engine)
    return row_counts(engine)


def _revision(engine: Engine) -> int:
    """Return the revision of what is about to be replaced, 0 where it cannot be read any more."""
    try:
        with open_sessions(engine)() as session:
            return revision(session)
    except SQLAlchemyError:
        return 0


def _kind(engine: Engine) -> ModuleType:
    return sqlite if engine.url.get_backend_name() == "sqlite" else postgresql
