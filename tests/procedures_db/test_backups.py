"""A copy is of one moment, though others write; putting it back gives the same, or changes nothing."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.backups import BackupUnusable, back_up, restore
from procedures_db.engine import open_engine
from procedures_db.importers.loader import load
from procedures_db.models import Base, Feedback
from procedures_db.queries.conversations import add_turn
from procedures_db.queries.names import revision
from procedures_db.vocabulary import Rated
from tests.factories import DAY, NOW, procedure, turn


def rated(sessions: sessionmaker[Session], rating: int) -> None:
    """Write a message and a rating in one transaction."""
    with sessions.begin() as session:
        add_turn(session, turn())
        about = {"conversation_id": f"conversation-{rating}", "subject": Rated.ASSISTANT, "procedure_code": None}
        session.add(Feedback(at=NOW, day=DAY, rating=rating, channel="web", **about))


@pytest.fixture
def filled(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """A database with a procedure and some ratings."""
    load(sessions, [procedure()], NOW)
    for rating in range(1, 6):
        rated(sessions, rating)
    return sessions


def rows(engine: Engine) -> dict[str, list[Any]]:
    """Return all that a database holds, but for the number that tells of changes."""
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table)).all()))
            for name, table in Base.metadata.tables.items()
            if name != "revision"
        }


def engine_of(sessions: sessionmaker[Session]) -> Engine:
    """Return the engine of a maker of sessions."""
    return sessions.kw["bind"]  # type: ignore[no-any-return]


def test_a_copy_that_is_put_back_gives_the_same(filled: sessionmaker[Session], tmp_path: Path) -> None:
    """Whatever was written since is gone; whoever keeps an index is told that it is old."""
    engine, path = engine_of(filled), tmp_path / "copy"
    before = rows(engine)
    assert back_up(engine, path)["feedback"] == 5
    assert path.stat().st_mode & 0o077 == 0
    rated(filled, 1)
    load(filled, [procedure("1.000009", aliases=[])], NOW)
    with filled() as session:
        number = revision(session)
    assert rows(engine) != before
    assert restore(engine, path, force=True)["feedback"] == 5
    assert rows(engine) == before
    with filled() as session:
        assert revision(session) > number
    rated(filled, 2)


@pytest.mark.slow
def test_a_copy_is_of_one_moment_while_others_write(filled: sessionmaker[Session], tmp_path: Path) -> None:
    """Each transaction writes a message and a rating: the copy holds as many of one as of the other."""
    engine, done = engine_of(filled), threading.Event()

    def write() -> None:
        while not done.is_set():
            rated(filled, 3)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            back_up(engine, tmp_path / f"copy-{number}")
    finally:
        done.set()
        writer.join()
    for number in range(4):
        counts = restore(engine, tmp_path / f"copy-{number}", force=True)
        assert counts["turn"] == counts["feedback"] >= 5


def test_nothing_is_replaced_unless_it_is_asked_for(filled: sessionmaker[Session], tmp_path: Path) -> None:
    """Neither a database nor a file."""
    engine, path = engine_of(filled), tmp_path / "copy"
    back_up(engine, path)
    with pytest.raises(BackupUnusable, match="--force"):
        restore(engine, path, force=False)
    with pytest.raises(BackupUnusable, match="there already"):
        back_up(engine, path)
    with pytest.raises(BackupUnusable, match="no file"):
        restore(engine, tmp_path / "nothing", force=True)


@pytest.mark.parametrize("damage", ["cut", "empty", "other", "changed"])
def test_a_damaged_copy_changes_nothing(filled: sessionmaker[Session], tmp_path: Path, damage: str) -> None:
    """It is refused in a sentence."""
    engine, path = engine_of(filled), tmp_path / "copy"
    back_up(engine, path)
    whole, before = path.read_bytes(), rows(engine)
    middle = len(whole) // 2
    path.write_bytes(
        {
            "cut": whole[:middle],
            "empty": b"",
            "other": b"something else altogether",
            "changed": whole[: 4096 * 3] + b"\xff" * 40_000 + whole[4096 * 3 + 40_000 :],
        }[damage]
    )
    with pytest.raises(BackupUnusable):
        restore(engine, path, force=True)
    assert rows(engine) == before


@pytest.mark.sqlite
def test_a_copy_goes_into_a_new_database_and_one_of_an_older_schema_is_upgraded(
    filled: sessionmaker[Session], tmp_path: Path
) -> None:
    """As after the loss of a machine."""
    from tests.procedures_db.test_migrations import at_revision

    back_up(engine_of(filled), tmp_path / "copy")
    new = open_engine(f"sqlite:///{tmp_path / 'folder' / 'new.sqlite3'}")
    assert restore(new, tmp_path / "copy", force=False)["procedure"] == 1
    assert rows(new) == rows(engine_of(filled))
    at_revision(tmp_path / "old.sqlite3", "0005")
    assert restore(new, tmp_path / "old.sqlite3", force=True)["procedure"] == 0
    with open_engine(f"sqlite:///{tmp_path / 'other.sqlite3'}").begin() as connection:
        connection.exec_driver_sql("CREATE TABLE x (y)")
    with pytest.raises(BackupUnusable, match="not one of this program"):
        restore(new, tmp_path / "other.sqlite3", force=True)
