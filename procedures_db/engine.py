"""Open the database: engine, sessions, and plain sentences when it cannot be used."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.settings import database_url

CONNECTING = 5  # seconds to wait for a server that does not answer
EXAMPLES = "Like sqlite:////srv/motcua.sqlite3 or postgresql://motcua@127.0.0.1/motcua."
PRIVATE = 0o640  # what is made is read by its owner and group alone
MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseUnusable(RuntimeError):
    """The database is missing, locked or of another age than the code; the message says what to do."""


def open_engine(url: str | None = None, wait: float = 5.0) -> Engine:
    """Create an engine for `url` (default: DATABASE_URL): SQLite in WAL mode, or PostgreSQL.

    `wait` is how many seconds a writer waits for another one. Errors tell the statement, never its values, which
    may be personal. Raises DatabaseUnusable for a database of another make.
    """
    address = database_address(url)
    if address.get_backend_name() == "postgresql":
        options = f"-c lock_timeout={wait * 1000:.0f} -c timezone=UTC"
        return create_engine(
            address,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": CONNECTING, "options": options},
        )
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": wait})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def empty_log(engine: Engine) -> None:
    """Move what SQLite's log holds into the database and cut it, so that nothing deleted stays in it."""
    if engine.url.get_backend_name() == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def open_sessions(engine: Engine) -> sessionmaker[Session]:
    """Create the maker of sessions for an engine."""
    return sessionmaker(engine, expire_on_commit=False)


def migrate(url: str | None = None) -> None:
    """Bring the schema of the database to the newest revision, creating the file if need be.

    Raises DatabaseUnusable when it cannot be opened or written.
    """
    url = url or database_url()
    _make_folder(url)
    try:
        command.upgrade(_alembic(url), "head")
    except CommandError as error:
        raise DatabaseUnusable("The database is of a newer version than the program. Update the program.") from error
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseUnusable(f"The database could not be migrated: {_reason(error)}.") from error


def require_current(engine: Engine) -> None:
    """Raise DatabaseUnusable unless the database is there, readable and of the code's revision."""
    database = engine.url.database
    if engine.url.get_backend_name() == "sqlite" and database and not Path(database).exists():
        raise DatabaseUnusable("The database is missing. Run `motcua db upgrade`, then `motcua catalogue load`.")
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        raise DatabaseUnusable(f"The database cannot be read: {_reason(error)}.") from error
    if current != newest_revision():
        raise DatabaseUnusable("The database is older or newer than the program. Run `motcua db upgrade`.")


@lru_cache
def newest_revision() -> str | None:
    """Return the revision of the schema that this code expects."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def database_files(url: str | None = None) -> list[Path]:
    """Return the files of a database of SQLite that are there, itself first; none of a server."""
    address = database_address(url)
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return []
    paths = (Path(f"{address.database}{ending}") for ending in ("", "-wal", "-shm"))
    return [path for path in paths if path.exists()]


def database_address(url: str | None = None) -> URL:
    """Read an address, by default DATABASE_URL; PostgreSQL is spoken to with psycopg, whatever driver it names.

    Raises DatabaseUnusable for a database of another make.
    """
    try:
        address = make_url(url or database_url())
    except ArgumentError:
        raise DatabaseUnusable(f"DATABASE_URL is no address of a database. {EXAMPLES}") from None
    if address.get_backend_name() in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() != "sqlite":
        raise DatabaseUnusable(f"DATABASE_URL names a database that is neither SQLite nor PostgreSQL. {EXAMPLES}")
    return address


def _prepare_sqlite(connection: SqliteConnection, record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten
    connection.create_function("sha256", 1, _sha256, deterministic=True)  # which PostgreSQL has


def _sha256(text: str | None) -> str | None:
    return None if text is None else sha256(text.encode()).hexdigest()


def _alembic(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def _make_folder(url: str) -> None:
    parsed = database_address(url)
    file = parsed.database if parsed.get_backend_name() == "sqlite" else None
    if file and file != ":memory:":
        try:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
            Path(file).touch(mode=PRIVATE)
        except OSError as error:
            raise DatabaseUnusable(f"The database's folder cannot be made: {_reason(error)}.") from error


def _reason(error: Exception) -> str:
    """Return the first line of what the database says; a server's answer never holds the password."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0].rstrip(".")
