"""Measure how soon messages are answered, and how many, on one core: servers side by side, in turns.

Beside ours stand our pipeline under `rasa run` and, where `make bench` has installed it, Rasa as it comes;
`--against FOLDER` adds another checkout, `--alone` leaves all others out, `--database FILE` takes an SQLite file that is
filled already.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.settings import read_settings
from bot.training import model_path
from tests.e2e.conftest import MOTCUA, ROOT
from tests.load.dialogue import Say, conversations
from tests.load.records import multiplied
from tests.load.servers import ASKING, Client, Server, ours, ours_under_rasa, rasa_as_it_comes

Measured = tuple[str, str, str]
RASA, RASA_MODEL = ROOT / ".cache/rasa/bin/python", ROOT / ".cache/rasa-model/diet.tar.gz"
USERS = 12
TURN = 20  # conversations of one server before the next has its turn
LATENCY, THROUGHPUT = 160, 240  # conversations


@dataclass
class Figures:
    """What was measured of a server."""

    milliseconds: list[float] = field(default_factory=list)
    messages: int = 0
    seconds: float = 0.0
    busy: float = 0.0
    resident: float = 0.0

    @property
    def p50(self) -> float:
        """Return the median."""
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        """Return what 95 of 100 messages need at most."""
        return statistics.quantiles(self.milliseconds, n=20)[18]

    @property
    def busy_a_message(self) -> float:
        """Return the milliseconds of processor time of a message: what other programs on the machine change little."""
        return self.busy * 1000 / (self.messages + len(self.milliseconds))

    @property
    def a_second(self) -> float:
        """Return how many messages are answered in a second."""
        return self.messages / self.seconds


def main() -> None:
    """Measure and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = options.database or filled(folder)
        measured = side_by_side(servers(folder, database, options.against, alone=options.alone))
    show(measured)


def show(measured: dict[str, Figures]) -> None:
    """Print the servers one below the other."""
    table = Table("server", "p50", "p95", "a second", "processor a message", "times ours", "memory")
    first = next(iter(measured.values()))
    for server, figures in measured.items():
        busy, ratio = f"{figures.busy_a_message:.1f} ms", f"{figures.busy_a_message / first.busy_a_message:.2f}"
        p50, p95 = f"{figures.p50:.1f} ms", f"{figures.p95:.1f} ms"
        table.add_row(server, p50, p95, f"{figures.a_second:.0f}", busy, ratio, f"{figures.resident:.0f} MB")
    Console(width=110).print(table)


def speed(folder: Path, database: Path) -> Iterator[Measured]:
    """Print the servers side by side; yield the rows of `make bench`, each other server as a row of its own."""
    loading = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    subprocess.run([*MOTCUA, "catalogue", "load"], cwd=ROOT, env=loading, check=True, capture_output=True)
    measured = side_by_side(servers(folder, database))
    show(measured)
    mine, *others = measured.values()
    yield "mixed dialogue, all records, p50 / p95", f"{mine.p50:.1f} / {mine.p95:.1f} ms", "≤ 8 / 20 ms"
    yield f"messages a second, {USERS} people, one core", f"{mine.a_second:.0f}", "≥ 120"
    yield "processor time of a message", f"{mine.busy_a_message:.1f} ms", "≤ 8 ms"
    yield "resident memory after it", f"{mine.resident:.0f} MB", "≤ 300 MB"
    for server, theirs in zip(list(measured)[1:], others, strict=True):
        rates = f"{theirs.p50:.1f} / {theirs.p95:.1f} ms, {theirs.a_second:.0f} a second"
        yield server, rates, f"{theirs.busy_a_message / mine.busy_a_message:.1f} times ours"


def side_by_side(each: list[Server]) -> dict[str, Figures]:
    """Start all servers and let them answer in turns; return the figures by name."""
    os.sched_setaffinity(0, {ASKING})
    found: dict[str, Figures] = defaultdict(Figures)
    with ExitStack() as stack:
        running = [stack.enter_context(server.running()) for server in each]
        before = {server.name: server.busy_seconds for server in running}
        for turn in _turns(LATENCY):
            for server in running:
                found[server.name].milliseconds += one_person(server, turn)
        for turn in _turns(THROUGHPUT):
            for server in running:
                messages, seconds = crowd(server, turn)
                found[server.name].messages += messages
                found[server.name].seconds += seconds
        for server in running:
            found[server.name].resident = server.resident_mb
            found[server.name].busy = server.busy_seconds - before[server.name]
    return found


def one_person(server: Server, talks: list[Callable[[Say], None]]) -> list[float]:
    """Hold conversations one after the other; return the milliseconds of each message."""
    client = Client(server)
    for talk in talks:
        talk(client.say)
    return client.milliseconds


def crowd(server: Server, talks: list[Callable[[Say], None]]) -> tuple[int, float]:
    """Hold conversations at the same time, each person the next that waits; return messages and seconds."""
    waiting, lock, clients = iter(talks), threading.Lock(), [Client(server) for _ in range(USERS)]

    def talk_on(client: Client) -> None:
        while True:
            with lock:
                talk = next(waiting, None)
            if talk is None:
                return
            talk(lambda conversation, text: client.say(f"{conversation}-crowd", text))

    threads = [threading.Thread(target=talk_on, args=(client,)) for client in clients]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(len(client.milliseconds) for client in clients), time.perf_counter() - begun


def servers(folder: Path, database: Path, against: Path | None = None, *, alone: bool = False) -> list[Server]:
    """Return the servers that are asked for, ours first; Rasa as it comes where it is installed."""
    found = [ours(folder, database)]
    if against:
        found.append(ours(folder, database, against.resolve(), "the other checkout"))
    if not alone:
        found.append(ours_under_rasa(folder, database, _model()))
        found += [rasa_as_it_comes(folder, database, RASA, RASA_MODEL)] if RASA_MODEL.exists() else []
    return found


def filled(folder: Path) -> Path:
    """Return a database with the catalogue and as many records as a city has."""
    source = Path(os.environ.get("MOTCUA_RECORDS") or multiplied(folder / "all.jsonl.gz"))
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/all.sqlite3"}
    for command in (["db", "upgrade"], ["catalogue", "load"], ["import", str(source)]):
        subprocess.run([*MOTCUA, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder / "all.sqlite3"


def _turns(many: int) -> Iterator[list[Callable[[Say], None]]]:
    """Yield conversations in parts."""
    rest = islice(conversations(), many)
    while turn := list(islice(rest, TURN)):
        yield turn


def _model() -> Path:
    return model_path(read_settings().models).absolute()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--alone", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
