"""Killed at random moments of many conversations: nothing that was acknowledged is lost, nobody is stuck."""

import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from procedures_db.engine import open_engine, open_sessions
from procedures_db.models import Feedback, FollowUp, Turn
from tests.faults.serving import ASKED, TIMES, Served, wait_until

pytestmark = pytest.mark.rasa
CONVERSATIONS = 200
KILLS = 3 * TIMES
PEOPLE = 6  # at a time
SEED = 6
SPARE = 50  # conversations that are still to come at the last kill
ENDED = -signal.SIGTERM


def converse(server: Served, number: int) -> tuple[str, int]:
    """Ask, ask on, rate; every message until it is answered. Return the conversation and its rating."""
    name, rating = f"conversation-{number:04}", number % 5 + 1
    first = server.insist(ASKED, name, f"{name}-1")
    assert (first["procedure_code"], first["outcome"]) == ("1.000894", "answered")
    on = server.insist("mất bao lâu", name, f"{name}-2")
    assert (on["procedure_code"], on["aspect"]) == ("1.000894", "duration")
    thanked = server.insist(f'/give_feedback{{"rating": {rating}}}', name, f"{name}-3")
    assert f"{rating}/5" in thanked["text"]
    return name, rating


def test_nothing_acknowledged_is_lost_and_no_conversation_is_stuck(database: Path, tmp_path: Path) -> None:
    """Two hundred conversations, six at a time, over several kills."""
    moments, conversations = random.Random(SEED), CONVERSATIONS * TIMES
    server = Served(tmp_path, DATABASE_URL=f"sqlite:///{database}")
    server.start()
    with ThreadPoolExecutor(PEOPLE) as people:
        talks = [people.submit(converse, server, number) for number in range(conversations)]
        for ended in sorted(moments.sample(range(conversations - SPARE), KILLS)):
            wait_until(lambda ended=ended: sum(talk.done() for talk in talks) >= ended, 300)
            time.sleep(moments.uniform(0, 0.1))
            assert not all(talk.done() for talk in talks)
            server.kill()
            server.start()
        ratings = dict(talk.result() for talk in talks)
    assert server.health()["status"] == "ok"
    assert server.stop() == ENDED
    with open_sessions(open_engine(f"sqlite:///{database}"))() as session:
        kept = session.execute(select(Feedback.conversation_id, Feedback.rating)).all()
        turns = Counter(session.scalars(select(Turn.conversation_id)).all())
        low = session.scalar(select(func.count()).select_from(FollowUp).where(FollowUp.state != "withdrawn"))
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert dict(kept) == ratings
    assert len(kept) == len(ratings)
    assert low == sum(rating <= 2 for rating in ratings.values())
    assert all(turns[name] >= 3 for name in ratings)


def test_a_server_that_is_asked_to_end_finishes_what_it_has_begun(database: Path, tmp_path: Path) -> None:
    """Whoever's message was taken gets its answer; whoever was not let in any more asks again elsewhere."""
    server = Served(tmp_path, DATABASE_URL=f"sqlite:///{database}")
    server.start()
    server.say(ASKED, "conversation-first")
    answered: set[str] = set()

    def ask(number: int) -> None:
        with suppress(httpx.TransportError):
            if server.say(ASKED, name := f"conversation-{number:04}").status_code == 200:
                answered.add(name)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    assert server.stop() == ENDED
    for thread in threads:
        thread.join()
    with open_sessions(open_engine(f"sqlite:///{database}"))() as session:
        taken = set(session.scalars(select(Turn.conversation_id)).all())
    assert answered == taken - {"conversation-first"}
    assert len(answered) >= 1
