"""Servers to be measured side by side: ours, ours of another checkout, our pipeline under `rasa run`, Rasa as it comes."""

import contextlib
import http.client
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.conftest import ROOT, free_port
from tests.load.dialogue import Said

SERVING, ASKING = 0, 1  # cores
PATIENCE = 300  # seconds for a server to come up
MANY = "1000000"


@dataclass
class Server:
    """A server of one or two processes on one core; `rest` says that it speaks through Rasa's REST channel."""

    name: str
    commands: list[list[str]]
    port: int
    environment: dict[str, str]
    folder: Path = ROOT
    rest: bool = False
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def resident_mb(self) -> float:
        """Return the resident memory of all its processes."""
        return sum(resident_mb(process.pid) for process in self.processes)

    @property
    def busy_seconds(self) -> float:
        """Return the processor time of all its processes until now."""
        return sum(busy_seconds(process.pid) for process in self.processes)

    @contextmanager
    def running(self) -> Iterator["Server"]:
        """Start it and wait until it answers; stop it at the end."""
        for command in self.commands:
            pinned = ["taskset", "-c", str(SERVING), *command]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            self.processes.append(subprocess.Popen(pinned, cwd=self.folder, env=self.environment, **quiet))  # type: ignore[call-overload]
        try:
            self._wait()
            yield self
        finally:
            for process in self.processes:
                process.terminate()
                process.wait(timeout=60)

    def _wait(self) -> None:
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            if any(process.poll() is not None for process in self.processes):
                raise RuntimeError(f"{self.name} stopped")
            with contextlib.suppress(OSError, http.client.HTTPException):
                Client(self).say("bench-before", "xin chào")
                return
            time.sleep(0.5)
        raise TimeoutError(f"{self.name} does not answer")


class Client:
    """One person at a server, over one connection that is kept."""

    def __init__(self, server: Server) -> None:
        """Remember whom to ask."""
        self._rest = server.rest
        self._line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self._number = 0
        self.milliseconds: list[float] = []

    def say(self, conversation: str, text: str) -> Said:
        """Send a message, or the payload of a button, and wait for the answer."""
        self._number += 1
        path, body = self._ours(conversation, text) if not self._rest else self._theirs(conversation, text)
        begun = time.perf_counter()
        self._line.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = self._line.getresponse()
        data = response.read()
        self.milliseconds.append((time.perf_counter() - begun) * 1000)
        if response.status != 200:
            raise http.client.HTTPException(f"{response.status}: {data[:200]!r}")
        answers = json.loads(data)
        messages = answers if self._rest else answers["messages"]
        return Said([button["payload"] for message in messages for button in message.get("buttons", [])])

    def _ours(self, conversation: str, text: str) -> tuple[str, dict[str, str]]:
        key = "payload" if text.startswith("/") else "text"
        identifier = f"{conversation}-{id(self)}-{self._number}"[-60:]
        return "/api/chat", {key: text, "conversation_id": conversation, "message_id": identifier}

    def _theirs(self, conversation: str, text: str) -> tuple[str, dict[str, str]]:
        return "/webhooks/rest/webhook", {"sender": conversation, "message": text}


def ours(folder: Path, database: Path, checkout: Path = ROOT, name: str = "this project") -> Server:
    """Return the server of a checkout, with a copy of the database; its model must be trained."""
    port = free_port()
    environment = _environment(folder / f"{name}.sqlite3", database, checkout)
    environment |= {"MOTCUA_PORT": str(port), "MOTCUA_MESSAGES_A_MINUTE": MANY}
    return Server(
        name, [[sys.executable, "-c", "from bot.cli import main; main()", "serve"]], port, environment, checkout
    )


def ours_under_rasa(folder: Path, database: Path, model: Path) -> Server:
    """Return our pipeline under Rasa's own server, with actions in its process and Rasa's SQL store."""
    name, port = "our pipeline, `rasa run`", free_port()
    environment = _environment(folder / "under-rasa.sqlite3", database, ROOT)
    arguments = ["rasa", *_run(folder / "under-rasa", port, model, None)]
    command = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
    return Server(name, [command], port, environment, rest=True)


def rasa_as_it_comes(folder: Path, database: Path, python: Path, model: Path) -> Server:
    """Return Rasa with DIETClassifier, its action server and its SQL store, as its manual says."""
    port, actions = free_port(), free_port()
    environment = _environment(folder / "rasa.sqlite3", database, ROOT)
    environment |= {"SANIC_HOST": "127.0.0.1", "RASA_TELEMETRY_ENABLED": "false", "LOG_LEVEL": "ERROR"}
    rasa = [str(python), "-m", "rasa"]
    acting = [*rasa, "run", "actions", "--actions", "actions", "--port", str(actions)]
    return Server(
        "Rasa as it comes",
        [acting, [*rasa, *_run(folder / "rasa", port, model, actions)]],
        port,
        environment,
        rest=True,
    )


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def busy_seconds(pid: int) -> float:
    """Return the processor time of a process, in its own code and in the kernel."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def _environment(copy: Path, database: Path, checkout: Path) -> dict[str, str]:
    shutil.copy(database, copy)
    changed = {"DATABASE_URL": f"sqlite:///{copy}", "PYTHONPATH": str(checkout), "MOTCUA_TODAY": "2026-11-22"}
    return {**os.environ, **changed, "MOTCUA_MODELS": str(checkout / "models")}


def _run(folder: Path, port: int, model: Path, actions: int | None) -> list[str]:
    """Return the arguments of `rasa run` on this machine alone, with the files it wants written to a folder."""
    folder.mkdir()
    (folder / "credentials.yml").write_text("rest:\n")
    endpoint = f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n" if actions else ""
    # SQLAlchemy 2, which our actions need, wants a query in the address that Rasa makes.
    query = "  query:\n    timeout: '10'\n"
    store = f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {folder / 'tracker.db'}\n{query}"
    (folder / "endpoints.yml").write_text(endpoint + store)
    files = ["--credentials", str(folder / "credentials.yml"), "--endpoints", str(folder / "endpoints.yml")]
    return ["run", "-i", "127.0.0.1", "--port", str(port), "--model", str(model), *files]
