"""A Redis server of the tests' own: started on a port of this machine, killed, started again, and stopped."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.postgresql import free_port


def program() -> str | None:
    """Return Redis' program, or None where it is not installed."""
    return shutil.which("redis-server")


class Redis:
    """A server that keeps nothing on disk."""

    def __init__(self) -> None:
        """Choose a port; nothing runs yet."""
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens."""
        found = program()
        assert found is not None
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([found, *options], stdout=subprocess.DEVNULL, cwd="/")
        until = time.monotonic() + 20
        while not self._listens():
            assert time.monotonic() < until, "Redis does not listen"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@contextmanager
def running() -> Iterator[Redis]:
    """Run a server for the tests."""
    redis = Redis()
    redis.start()
    try:
        yield redis
    finally:
        redis.kill()
