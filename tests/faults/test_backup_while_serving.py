"""Copies are made and put back while people talk to the server; one that is killed on its way changes nothing."""

import random
import subprocess
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from procedures_db.engine import open_engine, open_sessions
from procedures_db.models import Feedback
from tests.e2e.conftest import MOTCUA, ROOT, run
from tests.faults.serving import ASKED, TIMES, Served

pytestmark = pytest.mark.rasa
KILLS = 4 * TIMES
SEED = 6


def ratings(database: Path) -> list[int | None]:
    """Return the ratings that stand."""
    engine = open_engine(f"sqlite:///{database}")
    with open_sessions(engine)() as session:
        found = list(session.scalars(select(Feedback.rating).order_by(Feedback.rating)).all())
    engine.dispose()
    return found


def rate(server: Served, rating: int) -> None:
    """Ask and rate."""
    name = f"conversation-{rating}"
    server.say(ASKED, name)
    assert f"{rating}/5" in server.say(f'/give_feedback{{"rating": {rating}}}', name).json()["messages"][-1]["text"]


def test_a_copy_is_made_and_put_back_while_people_are_answered(database: Path, tmp_path: Path) -> None:
    """What was rated since is gone, the conversation goes on from what it was; killed midway nothing changes."""
    server, copy = Served(tmp_path, DATABASE_URL=f"sqlite:///{database}"), tmp_path / "copy"
    server.start()
    try:
        rate(server, 5)
        done = run(["backup", str(copy)], server.environment)
        assert done.returncode == 0
        assert "1 ratings" in done.stdout
        rate(server, 4)
        refused = run(["restore", str(copy)], server.environment)
        assert refused.returncode == 1
        assert "--force" in refused.stderr
        moments, held = random.Random(SEED), [[4, 5], [5]]
        for _ in range(KILLS):
            command = [*MOTCUA, "restore", "--force", str(copy)]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            process = subprocess.Popen(command, cwd=ROOT, env=server.environment, **quiet)  # type: ignore[call-overload]
            time.sleep(moments.uniform(0.2, 2.0))
            process.kill()
            process.wait()
            assert ratings(database) in held
            assert server.say(ASKED, "conversation-6").json()["messages"][-1]["outcome"] == "answered"
        assert run(["restore", "--force", str(copy)], server.environment).returncode == 0
        assert ratings(database) == [5]
        follow = server.say("mất bao lâu", "conversation-5").json()["messages"][-1]
        assert (follow["procedure_code"], follow["aspect"]) == ("1.000894", "duration")
        rate(server, 3)
        told = server.health()
        assert (told["database"], told["last_trouble"]) == ("ok", None)
    finally:
        server.stop()
