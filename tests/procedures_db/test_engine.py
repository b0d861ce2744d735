"""A database that cannot be used is told in one sentence."""

import sqlite3
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from procedures_db.engine import DatabaseUnusable, migrate, newest_revision, open_engine, require_current
from procedures_db.settings import ROOT


def test_a_missing_database_is_named(tmp_path: Path) -> None:
    """With the commands that make one."""
    with pytest.raises(DatabaseUnusable, match="missing. Run `motcua db upgrade`"):
        require_current(open_engine(f"sqlite:///{tmp_path / 'none.sqlite3'}"))


def test_a_database_of_another_age_is_named(database_url: str) -> None:
    """An old schema is not read as if it were new."""
    engine = open_engine(database_url)
    require_current(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(DatabaseUnusable, match="older or newer"):
        require_current(engine)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """Neither migrated over nor read."""
    path = tmp_path / "text.sqlite3"
    path.write_text("this is no database, only a text that is long enough to be read as a header" * 20)
    with pytest.raises(DatabaseUnusable, match="file is not a database"):
        migrate(f"sqlite:///{path}")


@pytest.mark.sqlite
def test_a_locked_database_is_named(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds it, the sentence says so."""
    monkeypatch.setattr("procedures_db.engine.open_engine", partial(open_engine, wait=0.1))
    holder = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("DROP TABLE alembic_version")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseUnusable, match="locked"):
        migrate(database_url)
    holder.close()


def without_words(thing: object, name: str | None, *rest: object) -> bool:
    """Leave out the index of words (migration 0012)."""
    return not (name or "").startswith(("turn_words", "ix_turn_words")) and name != "words"


def test_the_schema_of_the_models_is_the_schema_of_the_migrations(database_url: str) -> None:
    """No model changes without a migration; the index of words is the database's own matter."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from procedures_db.models import Base

    with open_engine(database_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": without_words})
        assert compare_metadata(context, Base.metadata) == []
    assert newest_revision() is not None
    assert (ROOT / "pyproject.toml").exists()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://root@127.0.0.1/x", "neither SQLite nor PostgreSQL"),
        ("not an address", "no address of a database"),
        ("postgresql://motcua:secret@127.0.0.1:1/none", "could not be migrated"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_in_a_sentence(url: str, sentence: str) -> None:
    """Without the password."""
    with pytest.raises(DatabaseUnusable, match=sentence) as told:
        migrate(url)
    assert "secret" not in str(told.value)
