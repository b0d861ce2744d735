"""The real server with its Telegram door, and the fake Telegram it talks to."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import MOTCUA, ROOT, free_port
from tests.e2e.telegram_person import Person
from tests.e2e.telegram_shim import Shim

FOLDER = Path(os.environ.get("MOTCUA_TELEGRAM_SERVER", ROOT / ".cache/telegram")).resolve()
SECRET = "mot-bi-mat-du-dai-1234"
SCRIPT = """
const TelegramServer = require('telegram-test-api');
const Server = TelegramServer.TelegramServer || TelegramServer.default || TelegramServer;
new Server({port: Number(process.argv[1]), host: '127.0.0.1', storeTimeout: 3600}).start();
"""
NEEDED = [
    pytest.mark.rasa,
    pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed"),
    pytest.mark.xdist_group("telegram"),
]


def token(number: int) -> str:
    """The token of a bot."""
    return f"{number}:AAtesttesttesttesttesttesttesttest"


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def fake() -> Iterator[str]:
    """The fake Telegram, which keeps the bots' messages apart by their tokens."""
    assert (FOLDER / "node_modules/telegram-test-api").exists(), "run .ci/telegram first"
    port = free_port()
    process = subprocess.Popen(["node", "-e", SCRIPT, str(port)], cwd=FOLDER, stdout=subprocess.DEVNULL)
    wait_for(lambda: answers(port), 20)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Bot:
    """The real server in a process of its own, with what it writes to its log."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        """Take its environment and where its log goes."""
        self.environment = environment
        self.address = f"http://127.0.0.1:{environment['MOTCUA_PORT']}"
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, state: str) -> None:
        """Start it and wait until its door is in a state."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*MOTCUA, "run"], cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        wait_for(lambda: self.health() == state, 120)

    def health(self) -> str | None:
        """What /health says of Telegram."""
        assert self.process is None or self.process.poll() is None, self.log.read_text()
        try:
            told: str = httpx.get(f"{self.address}/health").json()["telegram"]
        except httpx.TransportError:
            return None
        return told

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        """Let it end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)
        assert "AAtest" not in self.log.read_text()  # the token


@pytest.fixture(scope="module")
def made(fake: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., tuple[Bot, Shim]]]:
    """Makes a bot and the Telegram it talks to; all of them share a database."""
    folder = tmp_path_factory.mktemp("telegram")
    ends: list[Callable[[], None]] = []

    def make(number: int, **more: str) -> tuple[Bot, Shim]:
        shim = Shim(fake, free_port())
        ends.append(shim.start())
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder / 'telegram.sqlite3'}",
            "MOTCUA_PORT": str(free_port()),
            "MOTCUA_TODAY": "2026-11-22",
            "TELEGRAM_TOKEN": token(number),
            "TELEGRAM_API": shim.address,
            **more,
        }
        bot = Bot(environment, folder / f"{number}.log")
        shim.bot = bot.address
        ends.append(bot.stop)
        return bot, shim

    yield make
    for end in reversed(ends):
        end()


@pytest.fixture(scope="module")
def polling(made: Callable[..., tuple[Bot, Shim]]) -> tuple[Bot, Shim]:
    """A bot that asks for updates."""
    bot, shim = made(100)
    bot.start("polling")
    return bot, shim


@pytest.fixture(scope="module")
def webhook(made: Callable[..., tuple[Bot, Shim]]) -> tuple[Bot, Shim]:
    """A bot that is called."""
    bot, shim = made(200, TELEGRAM_WEBHOOK_URL="https://motcua.example.vn", TELEGRAM_SECRET=SECRET)
    bot.start("webhook")
    return bot, shim


@pytest.fixture
def person(polling: tuple[Bot, Shim]) -> Person:
    """Someone new."""
    return Person(polling[1], token(100))


def turns(bot: Bot, person: Person) -> int:
    """Count what is recorded of a person's conversation."""
    return len(texts(bot, person))


def texts(bot: Bot, person: Person) -> list[str | None]:
    """Return the texts that are kept of a person's conversation, None for each message without one."""
    from sqlalchemy import select

    from bot.channels.telegram.secrecy import conversation_of
    from procedures_db.engine import open_engine, open_sessions
    from procedures_db.models import Turn

    engine = open_engine(bot.environment["DATABASE_URL"])
    name = conversation_of(person.token, person.chat, None)
    with open_sessions(engine)() as session:
        kept = list(session.scalars(select(Turn.text).where(Turn.conversation_id == name).order_by(Turn.id)))
    engine.dispose()
    return kept
