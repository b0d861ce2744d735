"""A rating that was thanked for is there, though the server is killed in that moment."""

import os
import signal
import subprocess
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from procedures_db.engine import open_engine, open_sessions
from procedures_db.models import Feedback, FollowUp
from tests.e2e.conftest import MOTCUA, ROOT, _wait, free_port

pytestmark = pytest.mark.rasa
KILLS = 3


def test_no_rating_that_was_thanked_for_is_lost(tmp_path: Path) -> None:
    """Nor the follow-up that it opened; the conversation goes on after the restart."""
    url = f"sqlite:///{tmp_path / 'killed.sqlite3'}"
    environment = {**os.environ, "DATABASE_URL": url, "MOTCUA_PORT": str(free_port()), "MOTCUA_TODAY": "2026-11-22"}
    address = f"http://127.0.0.1:{environment['MOTCUA_PORT']}"
    said = {"conversation_id": "killed-conversation"}
    for rating in range(1, KILLS + 1):
        process = subprocess.Popen([*MOTCUA, "run"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            _wait(address, process)
            if rating == 1:
                httpx.post(f"{address}/api/chat", json={"text": "đăng ký kết hôn cần gì", **said}, timeout=30)
            payload = {"payload": f'/give_feedback{{"rating": {rating}}}', **said}
            thanked = httpx.post(f"{address}/api/chat", json=payload, timeout=30).json()
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(10)
        assert f"{rating}/5" in thanked["messages"][-1]["text"]
        with open_sessions(open_engine(url))() as session:
            (kept,) = session.scalars(select(Feedback))
            assert (kept.rating, kept.procedure_code, kept.channel) == (rating, "1.000894", "web")
            states = session.scalars(select(FollowUp.state)).all()
            assert states == (["open"] if rating <= 2 else ["withdrawn"])
