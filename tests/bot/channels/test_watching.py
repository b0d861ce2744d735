"""What whoever runs the assistant sees of it: health, metrics, names of requests, logs."""

import io
import json
import logging
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from actions.database import sessions
from bot.app import create_app
from bot.database_watch import LASTING, DatabaseWatch
from bot.logs import write_logs
from bot.messages import Answer, Incoming, Keep, Reply
from bot.metrics import metric_names
from bot.nlu.lookups import lookups_with
from bot.settings import ROOT, read_settings
from bot.teaching.following import Following
from bot.teaching.models import OF_FILES
from bot.training import model_path
from bot.watching import Stages, Watch
from tests.bot.channels.test_web import Echo


def application(**values: object) -> TestClient:
    """Return a client of the application on this machine, with other settings."""
    lookups_with.cache_clear()
    settings = replace(read_settings(), **values)  # type: ignore[arg-type]
    following = Following(Echo(), settings, sessions(), OF_FILES)  # type: ignore[arg-type]
    return TestClient(create_app(Echo(), following, settings), client=("127.0.0.1", 5))


def samples(client: TestClient) -> dict[str, float]:
    """Return what /metrics tells, by name and labels."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        sample.name + "".join(f",{value}" for value in sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


@contextmanager
def locked(acting: sessionmaker[Session]) -> Iterator[None]:
    """Let another writer hold the database."""
    other = sqlite3.connect(acting.kw["bind"].url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_the_process_is_alive_and_ready_and_each_part_is_told(acting: sessionmaker[Session]) -> None:
    """The database, its schema, the model, the index, the disk, Telegram, dossiers."""
    client = application()
    assert client.get("/health/live").json() == client.get("/health/ready").json() == {"status": "ok"}
    client.get("/api/search?q=thu")
    told = client.get("/health").json()
    assert (told["status"], told["database"], told["model"]) == ("ok", "ok", model_path(read_settings().models).name)
    assert (told["procedures"], told["index"]["procedures"], told["index"]["behind"]) == (3, 3, 0)
    assert told["disk"]["free_bytes"] > 0
    assert (told["telegram"], told["dossiers"]) == ("closed", "closed")


STATES = {"status": "ok", **dict.fromkeys(("database", "model", "disk", "telegram", "dossiers"), "ok")}
FAR = ("198.51.100.7", 5)


def test_strangers_learn_of_each_part_only_whether_it_is_well(acting: sessionmaker[Session]) -> None:
    """From another machine, or through a proxy on this one; whoever has the token sees it all."""
    client = application(metrics_token="a-token")
    far = TestClient(client.app, client=FAR)
    passed_on = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"}
    assert far.get("/health").json() == client.get("/health", headers=passed_on).json() == STATES
    assert far.get("/health", headers={"Authorization": "Bearer wrong"}).json() == STATES
    whole = client.get("/health").json()
    assert {"schema", "index", "procedures"} <= set(whole)
    assert set(far.get("/health", headers={"Authorization": "Bearer a-token"}).json()) == set(whole)


def test_strangers_do_not_learn_what_is_wrong(acting: sessionmaker[Session]) -> None:
    """Nor of a database that cannot be read, by whatever address."""
    client = application()
    far = TestClient(client.app, client=FAR)
    with locked(acting):
        assert far.get("/health").json() == {**STATES, "status": "degraded", "database": "degraded"}
    with acting.begin() as session:
        session.execute(text("ALTER TABLE procedure RENAME TO gone"))
    for path in ("/health", "/health/ready"):
        assert far.get(path).json() == {"status": "unavailable", "database": "unavailable"}
        assert client.get(path).json()["database"] == "The database does not answer."


def test_a_locked_database_is_told_and_forgotten_without_a_restart(acting: sessionmaker[Session]) -> None:
    """It can be read meanwhile, so people may be sent here."""
    client = application()
    with locked(acting):
        told = client.get("/health").json()
        assert (told["status"], told["database"]) == ("degraded", "not written: database is locked")
        assert client.get("/health/ready").status_code == 200
        assert samples(client)["motcua_database_errors_total,OperationalError"] >= 1
    client.delete("/api/chat/conversation-1")
    assert client.get("/health").json()["status"] == "ok"


def test_a_database_that_is_gone_makes_it_unavailable_and_still_alive(acting: sessionmaker[Session]) -> None:
    """Nobody should be sent here."""
    client = application()
    with acting.begin() as session:
        session.execute(text("ALTER TABLE procedure RENAME TO gone"))
    assert client.get("/health/ready").status_code == client.get("/health").status_code == 503
    assert client.get("/health/live").status_code == 200


def test_trouble_that_does_not_come_again_is_over(acting: sessionmaker[Session]) -> None:
    """After a minute, or as soon as something is written."""
    seconds = [0.0]
    watch = DatabaseWatch(acting.kw["bind"], lambda: seconds[0])
    with acting() as session, pytest.raises(OperationalError):
        session.execute(text("SELECT 1 FROM nowhere"))
    assert watch.trouble() == {"error": "no such table: nowhere", "seconds_ago": 0}
    seconds[0] = LASTING + 1
    assert watch.trouble() is None


def test_messages_and_requests_are_counted(acting: sessionmaker[Session]) -> None:
    """By what came of them."""
    client = application(messages_a_minute=1)
    before = samples(client)
    assert [client.post("/api/chat", json={"text": "a"}).status_code for _ in range(2)] == [200, 429]
    after = samples(client)
    more = {name: after[name] - before.get(name, 0) for name in after}
    assert more["motcua_requests_total,2xx"] == 2  # with the metrics before
    assert more["motcua_requests_total,4xx"] == more["motcua_limited_total,messages"] == 1
    assert after[f"motcua_model_info,{model_path(read_settings().models).name}"] == 1
    assert after["motcua_ratings,5"] == 0


def test_a_message_is_counted_by_its_door_and_timed_by_stage(acting: sessionmaker[Session]) -> None:
    """One that is slow is told without its text."""
    client, written = application(), io.StringIO()
    before = samples(client)
    stages = Stages()
    with stages.timed("understand"):
        pass
    with logs_to(written):
        said = Incoming("conversation-1", "tôi tên là Nguyễn Văn A", "telegram")
        Watch(0.0).note(said, Reply([Answer("Chào", "smalltalk")], "greet", 1.0, 1.0), stages)
        Watch(60.0).note(said, Reply([Answer("Chào", "smalltalk")], "greet", 1.0, 1.0), stages)
    after = samples(client)
    for name in ("motcua_messages_total,telegram,smalltalk", "motcua_stage_seconds_count,understand"):
        assert after[name] - before.get(name, 0) == 2
    (told,) = map(json.loads, written.getvalue().splitlines())
    assert (told["event"], told["intent"], set(told["milliseconds"])) == (
        "a message was slow",
        "greet",
        {"understand", "whole"},
    )
    assert "Nguyễn" not in written.getvalue()


@contextmanager
def logs_to(stream: io.StringIO) -> Iterator[None]:
    """Write the logs of this process to a stream, as a server does."""
    root = logging.getLogger()
    handlers = list(root.handlers)
    write_logs(stream)
    try:
        yield
    finally:
        root.handlers[:] = handlers


def test_metrics_are_for_this_machine_or_for_whoever_has_the_token(acting: sessionmaker[Session]) -> None:
    """Not for who comes through a proxy, whatever address it claims."""
    client = application()
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    settings = replace(read_settings(), metrics_token="a-token")
    far = TestClient(create_app(Echo(), None, settings), client=("192.0.2.7", 5))
    assert far.get("/metrics").status_code == 403
    assert far.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403
    assert far.get("/metrics", headers={"Authorization": "Bearer a-token"}).status_code == 200


def test_a_request_has_a_name_that_only_a_trusted_proxy_may_give(acting: sessionmaker[Session]) -> None:
    """It is in the answer and in problem details."""
    given = {"X-Request-ID": "from-the-proxy-1"}
    problem = application().post("/api/chat", json={}, headers=given)
    assert problem.headers["x-request-id"] == problem.json()["request_id"] == "from-the-proxy-1"
    strange = {"X-Request-ID": "<script>"}
    assert re.fullmatch("[0-9a-f]{16}", application().get("/", headers=strange).headers["x-request-id"])
    assert application(trusted_proxies=()).get("/", headers=given).headers["x-request-id"] != "from-the-proxy-1"


class Faulty(Echo):
    """Falls over whatever it is told."""

    async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
        """Raise something that quotes the message."""
        raise ValueError(f"cannot read {message.text}")


def test_a_fault_is_logged_with_its_place_and_without_its_words(acting: sessionmaker[Session]) -> None:
    """Under the name of the request, as one line of JSON."""
    client, written = TestClient(create_app(Faulty(), None, read_settings())), io.StringIO()
    with logs_to(written):
        answer = client.post("/api/chat", json={"text": "bí mật 031234567890"})
    assert answer.status_code == 500
    (told,) = map(json.loads, written.getvalue().splitlines())
    assert (told["level"], told["request_id"]) == ("error", answer.json()["request_id"])
    assert told["fault"][0]["kind"] == "ValueError"
    assert told["fault"][0]["at"][-1].startswith("channels/test_watching.py:")
    assert "mật" not in written.getvalue()


def test_libraries_are_not_quoted_and_numbers_are_redacted() -> None:
    """Theirs may hold a message; ours say where something is wrong."""
    written = io.StringIO()
    with logs_to(written):
        logging.getLogger("rasa.core.processor").error("no idea what %s means", "tôi tên là A")
        logging.getLogger("bot.anything").error("what was that: %s", "031234567890")
    library, own = map(json.loads, written.getvalue().splitlines())
    assert library["event"] == "a library tells of trouble: rasa.core.processor"
    assert "tôi" not in str(library)
    assert "031234567890" not in own["event"]


def test_errors_of_the_database_do_not_quote_what_was_written(acting: sessionmaker[Session]) -> None:
    """Neither in a traceback."""
    with acting() as session, pytest.raises(OperationalError) as caught:
        session.execute(text("INSERT INTO nowhere VALUES (:told)"), {"told": "031234567890"})
    assert "031234567890" not in str(caught.value)


def test_the_dashboard_asks_for_metrics_that_there_are() -> None:
    """And for most of them."""
    dashboard = json.loads((ROOT / "docs/grafana/motcua.json").read_text("utf-8"))
    asked = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"motcua_\w+", target["expr"])
    }
    assert asked <= metric_names()
    assert len(asked) >= 12


COUNTING = """
from bot.metrics import MESSAGES, RATINGS, UNDER_WAY
MESSAGES.labels("web", "answered").inc(2)
UNDER_WAY.inc()
RATINGS.labels("5").set(7)
"""


def test_several_processes_are_added_up(tmp_path: Path) -> None:
    """Where they share a folder; the one that is asked shows all."""
    shared = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    shown = "from bot.metrics import exposition; print(exposition().decode())"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", COUNTING], env=shared, cwd=ROOT, check=True)
    done = subprocess.run(
        [sys.executable, "-c", shown], env=shared, cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert 'motcua_messages_total{channel="web",outcome="answered"} 4.0' in done.stdout
    assert 'motcua_ratings{rating="5"} 7.0' in done.stdout
