"""Measure what a user of the project waits for; print one table. Run by `make bench`."""

import contextlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import metadata, util
from pathlib import Path

import httpx
from packaging.requirements import Requirement
from rich.console import Console
from rich.table import Table

from tests.e2e.conftest import MOTCUA, ROOT, free_port
from tests.load.desk import desk
from tests.load.doors import doors
from tests.load.dossiers import dossiers
from tests.load.records import records
from tests.load.review import review
from tests.load.understanding import understanding

QUESTIONS = [
    "làm giấy khai sinh cho con cần giấy tờ gì",
    "the mat bao nhieu tien",
    "đăng ký kết hôn ở đâu",
    "bao lau thi co",
    "doi bang lai xe can gi",
    "bằng lái xe",
    "hôm nay trời có mưa không",
    "cảm ơn nhé",
    "mất sổ đỏ làm lại thế nào",
    "nộp qua mạng được không",
]
ROUNDS = 40


def main() -> None:
    """Measure and print."""
    table = Table("what", "measured", "goal", title="Một Cửa: size and speed")
    for row in measure():
        table.add_row(*row)
    Console(width=100).print(table)


def measure() -> Iterator[tuple[str, str, str]]:
    """Yield each figure with its goal."""
    yield "installed for running", f"{installed_bytes() / 1e9:.2f} GB", "≤ 0.95 GB"
    yield "training", f"{training_seconds():.0f} s", "≤ 60 s"
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "MOTCUA_PORT": str(free_port()),
            "MOTCUA_MESSAGES_A_MINUTE": "100000",
            "MOTCUA_LOOKUPS_A_MINUTE": "100000",
        }
        yield from serving(environment)
        yield from records(Path(folder))
        yield from dossiers(Path(folder))
        yield from review(Path(folder))
        yield from understanding(Path(folder))


def serving(environment: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Start the server on an empty database, then again, and talk to it as one user."""
    for label in ("first start, database empty", "second start"):
        begun = time.perf_counter()
        process = subprocess.Popen([*MOTCUA, "run"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{environment['MOTCUA_PORT']}"
            wait_for(address)
            yield f"server ready, {label}", f"{time.perf_counter() - begun:.1f} s", "≤ 10 s"
            if label == "second start":
                times = sorted(converse(address))
                yield "message over HTTP, p50", f"{statistics.median(times):.1f} ms", "≤ 20 ms"
                yield "message over HTTP, p95", f"{times[int(len(times) * 0.95)]:.1f} ms", "≤ 50 ms"
                yield from doors(address)
                yield from desk(address, environment)
                yield "resident memory after it", f"{resident_mb(process.pid):.0f} MB", "≤ 400 MB"
        finally:
            process.terminate()
            process.wait(timeout=20)


def converse(address: str) -> list[float]:
    """Ask the questions in turn, a new conversation each round; return milliseconds, the first round left out."""
    times: list[float] = []
    with httpx.Client() as client:
        for number in range(ROUNDS + 1):
            conversation_id = f"bench-round-{number:04d}"
            for text in QUESTIONS:
                begun = time.perf_counter()
                body = {"text": text, "conversation_id": conversation_id}
                client.post(f"{address}/api/chat", json=body).raise_for_status()
                times.append((time.perf_counter() - begun) * 1000)
    return times[len(QUESTIONS) :]


def wait_for(address: str) -> None:
    """Wait until the server is healthy."""
    for _ in range(1200):
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{address}/health").status_code == 200:
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not become ready within a minute")


def training_seconds() -> float:
    """Train into an empty folder in a process of its own; return the seconds of it all."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        environment = {**os.environ, "MOTCUA_MODELS": folder}
        subprocess.run([*MOTCUA, "train"], cwd=ROOT, env=environment, check=True, capture_output=True)
        return time.perf_counter() - begun


def installed_bytes() -> int:
    """Add up the files, with their bytecode, of the packages that running needs."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    requirements = [Requirement(line.rstrip("\\ ")) for line in lines if line and line[0].isalpha()]
    wanted = (each for each in requirements if each.marker is None or each.marker.evaluate())
    return sum(size_of(requirement.name) for requirement in wanted)


def size_of(package: str) -> int:
    """Return the bytes of an installed package."""
    total = 0
    for file in metadata.distribution(package).files or []:
        path = Path(str(file.locate()))
        bytecode = Path(util.cache_from_source(str(path))) if path.suffix == ".py" else None
        for part in (path, bytecode):
            if part is not None and part.is_file() and "__pycache__" not in str(file):
                total += part.stat().st_size
    return total


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    sys.exit(main())
