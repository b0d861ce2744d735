"""Measure 1, 2 and 4 workers on PostgreSQL and Redis, a thousand people at once, and a long time. Run by `make load`.

MOTCUA_LOAD_SECONDS, MOTCUA_CROWD_SECONDS and MOTCUA_SOAK_SECONDS set how long, 0 leaves a part out; everything stays on this
machine. MOTCUA_RECORDS names published records to serve besides, MOTCUA_LOAD_DATABASE another database than PostgreSQL.
"""

import asyncio
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.conftest import run_on
from tests.e2e.conftest import MOTCUA, ROOT, free_port
from tests.load.bench import wait_for
from tests.load.crowd import Measured, ask
from tests.postgresql import running as running_postgresql
from tests.redis_server import running as running_redis

WORKERS = (1, 2, 4)
LOAD = float(os.environ.get("MOTCUA_LOAD_SECONDS", "20"))
CROWD = float(os.environ.get("MOTCUA_CROWD_SECONDS", "60"))
SOAK = float(os.environ.get("MOTCUA_SOAK_SECONDS", "60"))
BUSY = 16  # people without a pause, who keep all workers busy
PEOPLE = 1000
PAUSE = 20.0  # seconds in which a person reads and types
TICK = os.sysconf("SC_CLK_TCK")
Row = tuple[str, ...]


def main() -> int:
    """Measure and print; 1 when anything went wrong."""
    console = Console(width=130)
    with ExitStack() as stack:
        server = stack.enter_context(running_postgresql())
        run_on(server, "CREATE DATABASE motcua")
        redis = stack.enter_context(running_redis())
        environment = {
            **os.environ,
            "DATABASE_URL": os.environ.get("MOTCUA_LOAD_DATABASE") or f"{server}/motcua",
            "REDIS_URL": redis.url,
            "MOTCUA_PORT": str(free_port()),
            "MOTCUA_MESSAGES_A_MINUTE": "1000000",
            "MOTCUA_REQUESTS_A_MINUTE": "1000000",
            "MOTCUA_SIMULTANEOUS": "10000",
        }
        for command in (["db", "upgrade"], ["catalogue", "load"], ["train"]):
            subprocess.run([*MOTCUA, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
        if records := os.environ.get("MOTCUA_RECORDS"):
            command = [*MOTCUA, "import", records]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        console.print(f"{platform.machine()}, {os.cpu_count()} processors, load before {os.getloadavg()[0]:.1f}")
        faults = print_busy(console, environment) if LOAD else 0
        return min(1, faults + (print_long(console, environment) if CROWD + SOAK else 0))


def print_busy(console: Console, environment: dict[str, str]) -> int:
    """Print how much 1, 2 and 4 workers answer when they are kept busy; return how often something went wrong."""
    titles = (
        "workers",
        "answers/s",
        "p50 ms",
        "p95 ms",
        "p50 without the asking",
        "server CPU/answer",
        "asking's CPU",
        "faults",
    )
    table, faults = Table(*titles, title=f"{BUSY} people without a pause, {LOAD:.0f} s"), 0
    own = trivial_cost()
    table.add_row(
        "trivial server",
        *[f"{each:.1f}" for each in (own.a_second, own.at(50), own.at(95))],
        "–",
        "–",
        f"{own.own_milliseconds:.2f} ms",
        str(len(own.faults)),
    )
    for number in WORKERS:
        with serving(environment, number) as process:
            address = f"http://127.0.0.1:{environment['MOTCUA_PORT']}"
            asyncio.run(ask(address, BUSY, LOAD / 4, 0, f"warm-{number}"))
            before = cpu_seconds(process.pid)
            got = asyncio.run(ask(address, BUSY, LOAD, 0, f"busy-{number}"))
            spent = (cpu_seconds(process.pid) - before) * 1000 / max(1, len(got.milliseconds))
        figures = [f"{each:.1f}" for each in (got.a_second, got.at(50), got.at(95), got.at(50) - own.at(50))]
        table.add_row(str(number), *figures, f"{spent:.1f} ms", f"{got.own_milliseconds:.2f} ms", str(len(got.faults)))
        faults += tell(console, got)
    console.print(table)
    return faults


def print_long(console: Console, environment: dict[str, str]) -> int:
    """Print what a thousand people get, and whether memory stays; return how often something went wrong."""
    table = Table("what", "answers", "answers/s", "p50 ms", "p95 ms", "p99 ms", "faults", "memory of the workers, MB")
    faults = 0
    with serving(environment, 2) as process:
        address = f"http://127.0.0.1:{environment['MOTCUA_PORT']}"
        parts_of_it = ((f"{PEOPLE} people", PEOPLE, CROWD), ("soak, 200 people", 200, SOAK))
        for what, people, seconds in [each for each in parts_of_it if each[2]]:
            memory = [memory_mb(process.pid)]
            parts: list[Measured] = []
            for part in range(4):
                parts.append(
                    asyncio.run(ask(address, people, seconds / 4, min(PAUSE, seconds / 8), f"{people}-{part}"))
                )
                memory.append(memory_mb(process.pid))
            whole = joined(parts)
            figures = [f"{each:.1f}" for each in (whole.a_second, whole.at(50), whole.at(95), whole.at(99))]
            grown = " → ".join(f"{each:.0f}" for each in memory)
            table.add_row(
                f"{what}, {seconds:.0f} s", str(len(whole.milliseconds)), *figures, str(len(whole.faults)), grown
            )
            faults += tell(console, whole)
    console.print(table)
    return faults


def joined(parts: list[Measured]) -> Measured:
    """Return several measurements as one."""
    return Measured(
        sum(part.seconds for part in parts),
        sum(part.own_seconds for part in parts),
        [each for part in parts for each in part.milliseconds],
        [each for part in parts for each in part.faults],
    )


def tell(console: Console, measured: Measured) -> int:
    """Print the first faults; return how many there were."""
    for fault in measured.faults[:3]:
        console.print(f"fault: {fault}", markup=False)
    return len(measured.faults)


def trivial_cost() -> Measured:
    """Ask a server that does nothing."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.load.trivial", str(port)], cwd=ROOT)
    try:
        time.sleep(1)
        return asyncio.run(ask(f"http://127.0.0.1:{port}", BUSY, min(LOAD, 5), 0, "trivial"))
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def serving(environment: dict[str, str], workers: int) -> Iterator[subprocess.Popen[bytes]]:
    """Serve with so many workers."""
    with tempfile.TemporaryFile() as log:
        command = [*MOTCUA, "serve", "--workers", str(workers)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{environment['MOTCUA_PORT']}")
            while len(family(process.pid)) < workers:
                time.sleep(0.1)
            yield process
        finally:
            process.terminate()
            process.wait(60)


def family(pid: int) -> list[int]:
    """Return the processes that serve: the workers of a supervisor, or the process itself."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    workers = [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return workers or [pid]


def cpu_seconds(pid: int) -> float:
    """Return what the processes that serve have used of the processors."""
    fields = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in family(pid)]
    return sum(int(each[11]) + int(each[12]) for each in fields) / TICK


def memory_mb(pid: int) -> float:
    """Return their proportional memory."""
    total = 0
    for each in family(pid):
        lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


if __name__ == "__main__":
    sys.exit(main())
