"""The commands for accounts, run as a person runs them."""

import os
import pty
import select
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import MOTCUA, ROOT, run

pytestmark = pytest.mark.rasa
PASSWORD = "ba con mèo vàng 47\n"


@pytest.fixture
def own(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """An environment with an empty database."""
    own = {**environment, "DATABASE_URL": f"sqlite:///{tmp_path / 'accounts.sqlite3'}"}
    assert run(["db", "upgrade"], own).returncode == 0
    return own


def told(arguments: list[str], environment: dict[str, str], **options: Any) -> tuple[int, str]:
    """Run a command; return its status and what it says."""
    done = run(arguments, environment, **options)
    assert "Traceback" not in done.stderr
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_an_account_is_added_listed_reset_and_disabled(own: dict[str, str]) -> None:
    """The password comes from standard input, and is printed nowhere."""
    add = ["users", "add", "lan", "--role", "staff", "--display-name", "Nguyễn Thị Lan", "--password-stdin"]
    assert "There is no account." in told(["users", "list"], own)[1]
    assert told(add, own, input=PASSWORD) == (0, "lan may sign in as staff.")
    assert told(add, own, input=PASSWORD) == (1, "There is an account of this name already.")
    assert "Nguyễn Thị Lan staff active" in told(["users", "list"], own)[1]
    assert told(["users", "reset", "lan", "--password-stdin"], own, input=PASSWORD)[0] == 0
    assert told(["users", "disable", "lan"], own)[0] == 0
    assert "disabled since" in told(["users", "list"], own)[1]
    assert told(["audit", "verify"], own)[1].startswith("3 entries, none changed.")


@pytest.mark.parametrize(
    ("arguments", "password", "sentence"),
    [
        (["add", "lan", "--role", "staff", "--password-stdin"], "short\n", "at least 12 characters"),
        (["add", "lan", "--role", "staff", "--password-stdin"], "", "at least 12 characters"),
        (["add", "lan", "--role", "staff", "--password-stdin"], "matkhau123456\n", "most common"),
        (["add", "Lan", "--role", "staff", "--password-stdin"], PASSWORD, "A name is 3 to 32"),
        (["add", "lan", "--role", "staff", "--office", "x", "--password-stdin"], PASSWORD, "no office with this key"),
        (["add", "lan", "--role", "staff"], PASSWORD, "no terminal"),
        (["disable", "nobody"], None, "There is no account of this name."),
        (["reset", "nobody", "--password-stdin"], PASSWORD, "There is no account of this name."),
    ],
)
def test_what_is_not_right_is_told_in_one_sentence(
    own: dict[str, str], arguments: list[str], password: str | None, sentence: str
) -> None:
    """And nothing is written."""
    status, said = told(["users", *arguments], own, input=password)
    assert (status, sentence in said) == (1, True), said
    assert told(["audit", "verify"], own)[1].startswith("0 entries")


def test_in_a_terminal_the_password_is_asked_for_twice_and_never_shown(own: dict[str, str]) -> None:
    """What differs is asked for again."""
    master, slave = pty.openpty()
    arguments = [*MOTCUA, "users", "add", "lan", "--role", "staff"]
    with subprocess.Popen(
        arguments, cwd=ROOT, env=own, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    ) as process:
        os.close(slave)
        shown = ""
        try:
            for typed in (PASSWORD, "another one\n", PASSWORD, PASSWORD):
                shown += read_until(master, ": ")
                os.write(master, typed.encode())
            shown += read_until(master, "staff.")
        finally:
            os.close(master)
    assert process.returncode == 0
    assert "The two entered values do not match" in shown
    assert "mèo" not in shown
    assert "another" not in shown


def read_until(terminal: int, end: str) -> str:
    """Read what a terminal shows until it ends with something."""
    shown = b""
    while not shown.endswith((end.encode(), f"{end}\r\n".encode())):
        assert select.select([terminal], [], [], 60)[0], shown
        shown += os.read(terminal, 1024)
    return shown.decode()


def test_a_log_that_was_changed_is_found_out(own: dict[str, str]) -> None:
    """With the first broken link, and status 1."""
    for name in ("lan", "minh", "hoa"):
        told(["users", "add", name, "--role", "staff", "--password-stdin"], own, input=PASSWORD)
    with sqlite3.connect(own["DATABASE_URL"].removeprefix("sqlite:///")) as database:
        database.execute("UPDATE audit SET object = 'someone' WHERE id = 2")
    status, said = told(["audit", "verify"], own)
    assert (status, "broken at entry 2" in said) == (1, True)
