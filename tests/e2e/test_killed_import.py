"""An import that is killed leaves whole records, and the next run completes it."""

import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procedures_db.engine import open_engine, open_sessions
from procedures_db.models import LegalBasis, Procedure, Revision, Version
from tests.conftest import run_on
from tests.e2e.conftest import MOTCUA, ROOT, run
from tests.postgresql import programs, running
from tests.procedures_db.published import published, write

pytestmark = pytest.mark.rasa
RECORDS = 400
LAWS = [{"number": f"{number}/2020/QH14", "name": "Luật Thử"} for number in range(5)]


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, environment: dict[str, str], tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment with an empty database of either make."""
    if request.param == "sqlite":
        yield {**environment, "DATABASE_URL": f"sqlite:///{tmp_path / 'killed.sqlite3'}"}
    elif programs() is None:
        pytest.skip("PostgreSQL is not installed")
    else:
        with running() as server:
            run_on(server, "CREATE DATABASE killed")
            yield {**environment, "DATABASE_URL": f"{server}/killed"}


def halves(session: Session) -> int:
    """Count the procedures that are not whole: without a version, or with one that lacks its laws."""
    laws = select(func.count()).where(LegalBasis.version_id == Version.id).scalar_subquery()
    bare = select(func.count()).select_from(Procedure).where(~Procedure.versions.any())
    cut = select(func.count()).select_from(Version).where(laws != len(LAWS))
    return (session.scalar(bare) or 0) + (session.scalar(cut) or 0)


def test_a_killed_import_leaves_whole_records_and_is_completed_by_the_next(
    fresh: dict[str, str], tmp_path: Path
) -> None:
    """Killed at several moments, without a chance to tidy up."""
    path = write(tmp_path, *(published(f"1.{number:06}", legal_basis=LAWS) for number in range(RECORDS)))
    assert run(["db", "upgrade"], fresh).returncode == 0
    sessions = open_sessions(open_engine(fresh["DATABASE_URL"]))
    counts = []
    for _ in range(4):
        process = subprocess.Popen(
            [*MOTCUA, "import", str(path)],
            cwd=ROOT,
            env=fresh,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait_for_more(sessions, counts[-1] if counts else 0)
        process.kill()
        process.wait()
        with sessions() as session:
            counts.append(session.scalar(select(func.count()).select_from(Procedure)) or 0)
            assert halves(session) == 0
    assert 0 < counts[0] < RECORDS
    done = run(["import", str(path)], fresh)
    assert done.returncode == 0
    assert f"{RECORDS - counts[-1]} new, 0 new version, {counts[-1]} unchanged" in done.stdout
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Version)) == RECORDS
        assert session.scalar(select(Revision.number)) == RECORDS
        assert halves(session) == 0


def _wait_for_more(sessions: object, before: int) -> None:
    """Wait until some more records are there, and a random moment longer."""
    for _ in range(1000):
        with sessions() as session:  # type: ignore[operator]
            if (session.scalar(select(func.count()).select_from(Procedure)) or 0) > min(before, RECORDS - 60):
                break
        time.sleep(0.01)
    time.sleep(random.random() / 10)
