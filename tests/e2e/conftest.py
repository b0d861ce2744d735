"""The real server as a person starts it, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parent.parent.parent
TRIED = 40  # labelled questions that lessons are tried on here
MOTCUA = [str(Path(sys.executable).parent / "motcua")]


def free_port() -> int:
    """Ask the machine for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run(arguments: list[str], environment: dict[str, str], **options: object) -> subprocess.CompletedProcess[str]:
    """Run a motcua command to its end."""
    return subprocess.run(
        [*MOTCUA, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, **options
    )  # type: ignore[call-overload,no-any-return]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a database and a port of its own."""
    folder = tmp_path_factory.mktemp("e2e")
    labelled = (ROOT / "tests/questions/questions.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "questions.jsonl").write_text("\n".join(labelled[:TRIED]), encoding="utf-8")
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'e2e.sqlite3'}",
        "MOTCUA_QUESTIONS": str(folder / "questions.jsonl"),
        "MOTCUA_PORT": str(free_port()),
        "MOTCUA_TODAY": "2026-11-22",
        "MOTCUA_CONTACT_SECRET": "a secret of the tests, long enough",
        "MOTCUA_MESSAGES_A_MINUTE": "100000",
        "MOTCUA_LOOKUPS_A_MINUTE": "100000",
        "MOTCUA_RATINGS_AN_HOUR": "100000",
        "MOTCUA_SIGN_INS_A_MINUTE": "100000",
        "MOTCUA_ORIGINS": f"http://127.0.0.1:{free_port()}",
    }


@pytest.fixture(scope="session")
def server(environment: dict[str, str]) -> Iterator[str]:
    """Start `motcua run` and wait until it is healthy; stop it at the end."""
    address = f"http://127.0.0.1:{environment['MOTCUA_PORT']}"
    process = subprocess.Popen([*MOTCUA, "run"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped: {process.stderr.read() if process.stderr else ''}")
        try:
            if httpx.get(f"{address}/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the server did not become ready within a minute")
