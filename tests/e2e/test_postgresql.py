"""The whole on PostgreSQL: prepared, filled, asked, and refused politely when it is gone."""

import json
from collections.abc import Iterator

import pytest

from tests.conftest import run_on
from tests.e2e.conftest import run
from tests.postgresql import programs, running

pytestmark = [
    pytest.mark.rasa,
    pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed"),
]


@pytest.fixture(scope="module")
def on_postgresql(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment with a PostgreSQL database in the place of SQLite."""
    with running() as server:
        run_on(server, "CREATE DATABASE motcua")
        yield {**environment, "DATABASE_URL": f"{server}/motcua"}


def test_the_assistant_answers_from_postgresql(on_postgresql: dict[str, str]) -> None:
    """Made by the same commands, with the same answer."""
    for command in (["db", "upgrade"], ["catalogue", "load"], ["train"]):
        done = run(command, on_postgresql)
        assert done.returncode == 0, done.stderr
    done = run(["ask", "--json"], on_postgresql, input="làm giấy khai sinh cho con cần giấy tờ gì\n")
    answer = json.loads(done.stdout)
    assert (answer["procedure_code"], answer["aspect"]) == ("1.001193", "documents")


def test_a_server_that_is_gone_is_told_in_one_sentence(environment: dict[str, str]) -> None:
    """Not in a traceback."""
    done = run(["search", "x"], {**environment, "DATABASE_URL": "postgresql://motcua@127.0.0.1:1/motcua"})
    assert done.returncode == 1
    assert "The database cannot be read" in done.stderr
    assert "Traceback" not in done.stderr
