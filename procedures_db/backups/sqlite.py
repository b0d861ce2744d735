"""Copy a database of SQLite with its own online backup, which waits for writers and disturbs no reader."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from procedures_db.engine import PRIVATE, DatabaseUnusable, migrate

HEADER = b"SQLite format 3\0"
PATIENCE = 60.0  # seconds that a copy waits for a writer


class Unsound(RuntimeError):
    """A copy that is damaged, of something else, or of a newer program."""


def write_copy(engine: Engine, path: Path) -> None:
    """Write a copy of one moment, in one file."""
    with _opened(_file(engine)) as source, _opened(path) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        _check(copy)


def holds_anything(engine: Engine) -> bool:
    """Say whether there is a table already."""
    path = _file(engine)
    if not path.exists() or path.stat().st_size == 0:
        return False
    with _opened(path) as connection:
        return connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0


def put_back(engine: Engine, path: Path, revision: int) -> None:
    """Check a copy, bring it to the present schema, and write it over the database in one transaction.

    What is kept of the database in other processes is told to be old by a revision above `revision`.
    """
    if path.read_bytes()[: len(HEADER)] != HEADER:
        raise Unsound(f"{path.name} is no database of SQLite.")
    target = _file(engine)
    with TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.sqlite3"
        with _opened(path) as source, _opened(ready) as copy:
            _check(source)
            source.backup(copy)
        try:
            migrate(f"sqlite:///{ready}")
        except DatabaseUnusable as error:
            raise Unsound(str(error)) from error
        with _opened(ready) as copy:
            copy.execute("UPDATE revision SET number = max(number, ?) + 1", (revision,))
            copy.commit()
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch(mode=PRIVATE)
            with _opened(target) as live:
                live.execute("PRAGMA journal_mode=WAL")
                copy.backup(live)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, timeout=PATIENCE)
    try:
        yield connection
    except sqlite3.DatabaseError as error:
        raise Unsound(f"The copy cannot be made or read: {error}.") from error
    finally:
        connection.close()


def _check(connection: sqlite3.Connection) -> None:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"]:
        raise Unsound(f"The copy is damaged: {found[0]}.")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise Unsound("The copy is damaged: a row refers to one that is not there.")
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        raise Unsound("This is a database, but not one of this program.")


def _file(engine: Engine) -> Path:
    return Path(engine.url.database or "")
