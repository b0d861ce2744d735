"""Two servers as two machines have them: one of one process, one of two, on one PostgreSQL, one Redis, one Telegram."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from redis import Redis as Client
from ruamel.yaml import YAML

from bot.training import model_path
from tests.conftest import run_on
from tests.e2e.conftest import MOTCUA, ROOT, free_port
from tests.e2e.telegram_door import answers, token, wait_for
from tests.e2e.telegram_shim import Shim
from tests.postgresql import running as running_postgresql
from tests.redis_server import Redis
from tests.redis_server import running as running_redis

BOT = 500
LOOKUPS = 60  # a minute


@dataclass
class Machine:
    """A server, as `motcua` starts it."""

    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.environment['MOTCUA_PORT']}"

    def start(self, command: str) -> None:
        """Start it and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*MOTCUA, command], cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        wait_for(lambda: self.health().get("status") == "ok", 180)

    def health(self) -> dict[str, str]:
        """What one of its processes says."""
        assert self.process is None or self.process.poll() is None, self.log.read_text()
        with suppress(httpx.TransportError):
            told: dict[str, str] = httpx.get(f"{self.address}/health", timeout=30).json()
            return told
        return {}

    def workers(self) -> set[int]:
        """The processes that serve."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return {int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()}

    def say(self, text: str, conversation: str, message: str | None = None) -> list[dict]:
        """Send a message; return the answers."""
        body = {"text": text, "conversation_id": conversation} | ({"message_id": message} if message else {})
        response = httpx.post(f"{self.address}/api/chat", json=body, timeout=60)
        response.raise_for_status()
        answers: list[dict] = response.json()["messages"]
        return answers

    def stop(self) -> None:
        """Let it end, all processes of it."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)


@dataclass
class Machines:
    """Both, and what they share."""

    one: Machine
    two: Machine
    redis: Redis
    shim: Shim
    database: str


class Queue:
    """The queue of a lock in Redis, at whose head the test stands itself until it leaves."""

    def __init__(self, machines: Machines, name: str) -> None:
        """Stand at the head."""
        self._redis, self._key = Client.from_url(machines.redis.url), f"motcua:lock:{name}"
        self._redis.rpush(self._key, "test")
        self._redis.set(f"{self._key}:test", 1, px=60_000)

    def wait_for(self, number: int) -> None:
        """Wait until so many stand behind."""
        wait_for(lambda: self._redis.llen(self._key) == number + 1)

    def leave(self) -> None:
        """Let the others go on."""
        self._redis.lrem(self._key, 0, "test")


@pytest.fixture(scope="module")
def machines(fake: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Start them; the one of one process first, so that it polls."""
    folder = tmp_path_factory.mktemp("machines")
    models = folder / "models"
    models.mkdir()
    shutil.copy(model_path(ROOT / "models"), models)
    with ExitStack() as stack:
        server = stack.enter_context(running_postgresql())
        run_on(server, "CREATE DATABASE motcua")
        redis = stack.enter_context(running_redis())
        shim = Shim(fake, free_port())
        stack.callback(shim.start())
        shared = {
            **os.environ,
            "DATABASE_URL": f"{server}/motcua",
            "REDIS_URL": redis.url,
            "MOTCUA_MODELS": str(models),
            "MOTCUA_TODAY": "2026-11-22",
            "MOTCUA_MESSAGES_A_MINUTE": "100000",
            "MOTCUA_LOOKUPS_A_MINUTE": str(LOOKUPS),
            "MOTCUA_RATINGS_AN_HOUR": "100000",
            "TELEGRAM_TOKEN": token(BOT),
            "TELEGRAM_API": shim.address,
        }
        one = Machine({**shared, "MOTCUA_PORT": str(free_port())}, folder / "one.log")
        two = Machine({**shared, "MOTCUA_PORT": str(free_port()), "MOTCUA_WORKERS": "2"}, folder / "two.log")
        stack.callback(two.stop)
        stack.callback(one.stop)
        one.start("run")
        wait_for(lambda: one.health()["telegram"] == "polling")
        two.start("serve")
        wait_for(lambda: len(two.workers()) == 2)
        yield Machines(one, two, redis, shim, shared["DATABASE_URL"])
    assert "AAtest" not in one.log.read_text() + two.log.read_text()  # the token


@contextmanager
def proxied(machine: Machine, folder: Path) -> Iterator[str]:
    """The proxy of compose.yml in front of a machine, without https; the machine itself where Caddy is missing."""
    if shutil.which("caddy") is None:
        yield machine.address
        return
    content = YAML(typ="safe").load((ROOT / "compose.yml").read_text(encoding="utf-8"))["configs"]["caddyfile"][
        "content"
    ]
    site, port = content.partition("\n")[2], free_port()
    site = site.replace("motcua:8000", machine.address.removeprefix("http://"))
    file = folder / "Caddyfile"
    file.write_text(f"{{\nadmin off\n}}\nhttp://127.0.0.1:{port} {{\nbind 127.0.0.1\n{site}\n}}\n")
    command = ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_for(lambda: answers(port), 20)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def seconds_until(condition: object, limit: float) -> float:
    """Return after how many seconds something is so."""
    begun = time.monotonic()
    wait_for(condition, limit)  # type: ignore[arg-type]
    return time.monotonic() - begun
