"""Copy a database of PostgreSQL with its own programs: pg_dump, pg_restore, psql."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, inspect

from procedures_db.settings import environment_with

EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


class Unsound(RuntimeError):
    """A copy that cannot be made or read."""


def write_copy(engine: Engine, path: Path) -> None:
    """Write a copy of one moment in the format of pg_dump, and read its contents back."""
    _run(engine, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(path))
    _run(engine, "pg_restore", "--list", str(path), connects=False)


def holds_anything(engine: Engine) -> bool:
    """Say whether there is a table already."""
    return bool(inspect(engine).get_table_names())


def put_back(engine: Engine, path: Path, revision: int) -> None:
    """Write a copy over the database in one transaction; what it does not hold is gone."""
    with TemporaryDirectory() as folder:
        script = Path(folder) / "script.sql"
        _run(engine, "pg_restore", "--no-owner", "--no-privileges", "--file", str(script), str(path), connects=False)
        if "alembic_version" not in script.read_text("utf-8"):
            raise Unsound("This is a copy of a database, but not of one of this program.")
        engine.dispose()
        _run(engine, "psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-c", EMPTY, "-f", str(script))


def _run(engine: Engine, program: str, *arguments: str, connects: bool = True) -> None:
    """Run one of the programs; the password goes through the environment, where other users do not see it."""
    if shutil.which(program) is None:
        raise Unsound(f"{program} is missing. On Debian: apt install postgresql-client")
    url = engine.url
    address = url.set(drivername="postgresql", password=None).render_as_string()
    command = [program, *arguments, *(["--dbname", address] if connects else [])]
    environment = environment_with(PGPASSWORD=str(url.password)) if url.password else None
    done = subprocess.run(command, capture_output=True, text=True, env=environment)  # noqa: S603
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()
        raise Unsound(f"{program} failed: {reason[-1] if reason else 'without a word'}.")
