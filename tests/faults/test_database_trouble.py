"""A database in trouble: people read a polite sentence, /health says what is wrong, and it goes on by itself."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from procedures_db.engine import open_engine, open_sessions
from procedures_db.importers.curated import load_curated
from procedures_db.models import Turn
from tests.conftest import run_on
from tests.e2e.conftest import run
from tests.factories import NOW
from tests.faults.serving import ASKED, POLITE, Served, wait_until
from tests.postgresql import Server, programs

pytestmark = pytest.mark.rasa
RATED = '/give_feedback{"rating": 5}'
ROOM = 8  # MB on the small disk


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory, curated_file: Path) -> Iterator[Path]:
    """A disk of a few megabytes with a database on it."""
    folder = tmp_path_factory.mktemp("disk")
    mounted = os.geteuid() == 0 and _run("mount", "-t", "tmpfs", "-o", f"size={ROOM}m", "none", str(folder))
    shutil.copy(curated_file, folder / "motcua.sqlite3")
    yield folder
    if mounted:
        _run("umount", "--lazy", str(folder))


def _run(*command: str) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def served(small_disk: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on the database there."""
    address = f"sqlite:///{small_disk / 'motcua.sqlite3'}"
    server = Served(tmp_path_factory.mktemp("served"), DATABASE_URL=address)
    server.start()
    server.say(ASKED, "conversation-first")
    yield server
    server.stop()


def text_of(response: httpx.Response) -> str:
    """Return the last answer's text."""
    assert response.status_code == 200
    text: str = response.json()["messages"][-1]["text"]
    return text


def test_a_locked_database(served: Served, small_disk: Path) -> None:
    """Another writer holds it, for however long: questions are answered, ratings are not thanked for."""
    served.say(ASKED, "conversation-lock")
    with closing(sqlite3.connect(small_disk / "motcua.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "Giấy tờ" in text_of(served.say(ASKED, "conversation-new"))
        assert POLITE in text_of(served.say(RATED, "conversation-lock"))
        assert served.health()["status"] == "degraded"
        assert "locked" in served.health()["database"]
        assert served.web.get("/thu-tuc/1.001193").status_code == 200
        other.execute("ROLLBACK")
    assert "5/5" in text_of(served.say(RATED, "conversation-lock"))
    told = served.health()
    assert (told["database"], told["last_trouble"]) == ("ok", None)


def test_a_disk_that_is_full(served: Served, small_disk: Path) -> None:
    """What cannot be kept is not thanked for; with room it goes on."""
    if shutil.disk_usage(small_disk).total > 2 * ROOM * 10**6:
        pytest.skip("this user may not mount a small disk")
    served.say(ASKED, "conversation-disk")
    rest = small_disk / "rest"
    with rest.open("wb", buffering=0) as file:
        while _writes(file.fileno()):
            pass
    try:
        wait_until(lambda: POLITE in text_of(served.say(RATED, "conversation-disk")))
        told = served.health()
        assert (told["status"], told["disk"]["status"]) == ("degraded", "low")
        assert "full" in told["last_trouble"]["error"]
        assert served.web.get("/thu-tuc/1.001193").status_code == 200
    finally:
        rest.unlink()
    assert "5/5" in text_of(served.say(RATED, "conversation-disk"))
    assert served.health()["last_trouble"] is None


def _writes(file: int) -> bool:
    try:
        return os.write(file, b"x" * 4096) > 0
    except OSError:
        return False


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may freeze files")
def test_a_database_that_may_only_be_read(database: Path, tmp_path: Path) -> None:
    """Pages are served, questions answered and ratings refused politely; written again without a restart."""
    server = Served(tmp_path, DATABASE_URL=f"sqlite:///{database}")
    server.start()
    server.say(ASKED, "conversation-read")
    files = [str(database), f"{database}-wal"]
    if not _run("chattr", "+i", *files):
        pytest.skip("this file system freezes no files")
    try:
        assert POLITE in text_of(server.say(RATED, "conversation-read"))
        assert server.health()["status"] == "degraded"
        assert "Giấy tờ" in text_of(server.say(ASKED, "conversation-read"))
        assert server.web.get("/thu-tuc/1.001193").status_code == 200
    finally:
        _run("chattr", "-i", *files)
        served_again = text_of(server.say(RATED, "conversation-read"))
        told = server.health()
        server.stop()
    assert "5/5" in served_again
    assert (told["status"], told["last_trouble"]) == ("ok", None)


@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed")
def test_a_postgresql_that_is_restarted_in_the_middle(tmp_path: Path) -> None:
    """While it is away people are told so; then conversations go on where they were, and nothing kept is lost."""
    with Server() as postgresql:
        run_on(postgresql.address, "CREATE DATABASE motcua")
        served = Served(tmp_path, DATABASE_URL=f"{postgresql.address}/motcua")
        assert run(["db", "upgrade"], served.environment).returncode == 0
        engine = open_engine(served.environment["DATABASE_URL"])
        load_curated(open_sessions(engine), NOW)
        served.start()
        try:
            assert "Giấy tờ" in text_of(served.say(ASKED, "conversation-one"))
            postgresql.stop()
            assert POLITE in text_of(served.say("mất bao lâu", "conversation-one"))
            assert served.web.get("/health").status_code == served.web.get("/health/ready").status_code == 503
            assert served.web.get("/health/live").status_code == 200
            assert "đang bận" in served.web.get("/thu-tuc/1.000894").text
            postgresql.start()
            wait_until(lambda: served.web.get("/health/ready").status_code == 200)
            answer = served.say("mất bao lâu", "conversation-one").json()["messages"][-1]
            assert answer["procedure_code"] == "1.000894"
            with open_sessions(engine)() as session:
                assert session.scalar(select(func.count()).select_from(Turn)) == 2
            postgresql.restart()
            assert "Giấy tờ" in text_of(served.say(ASKED, "conversation-two"))
        finally:
            engine.dispose()
            served.stop()
