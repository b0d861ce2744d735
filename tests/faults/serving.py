"""A real server that is started, killed and started again, and people who insist on an answer."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx

from tests.e2e.conftest import MOTCUA, ROOT, free_port

TIMES = int(os.environ.get("MOTCUA_FAULTS", "1"))
STARTED: list["Served"] = []
POLITE = "Bạn thử lại sau ít phút"
ASKED = "đăng ký kết hôn cần gì"


class Served:
    """The server, its address, and what it writes to its log."""

    def __init__(self, folder: Path, **more: str) -> None:
        """Take where its log lies and the rest of its environment."""
        self.log = folder / "server.log"
        self.environment = {
            **os.environ,
            "MOTCUA_PORT": str(free_port()),
            "MOTCUA_TODAY": "2026-11-22",
            "MOTCUA_MESSAGES_A_MINUTE": "1000000",
            "MOTCUA_LOOKUPS_A_MINUTE": "1000000",
            "MOTCUA_RATINGS_AN_HOUR": "1000000",
            "MOTCUA_REQUESTS_A_MINUTE": "10000000",
            **more,
        }
        self.address = f"http://127.0.0.1:{self.environment['MOTCUA_PORT']}"
        self.process: subprocess.Popen[bytes] | None = None
        self.web = httpx.Client(base_url=self.address, timeout=30)
        STARTED.append(self)

    def start(self, command: str = "serve") -> None:
        """Start it and wait until people may be sent there."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*MOTCUA, command], cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + 120
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text()
            try:
                if self.web.get("/health/ready").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """Ask it to end; return its exit status, that of SIGTERM after an end in order."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(40)

    def health(self) -> dict[str, Any]:
        """Return what /health tells."""
        told: dict[str, Any] = self.web.get("/health").json()
        return told

    def say(self, text: str, conversation_id: str, **more: str) -> httpx.Response:
        """Send a message once."""
        body = {"text": text, "conversation_id": conversation_id, **more}
        return self.web.post("/api/chat", json=body)

    def insist(self, text: str, conversation_id: str, message_id: str) -> dict[str, Any]:
        """Send a message until it is answered, as the widget does; return the last answer."""
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                response = self.say(text, conversation_id, message_id=message_id)
            except httpx.TransportError:
                time.sleep(0.3)
                continue
            if response.status_code == 200:
                answer: dict[str, Any] = response.json()["messages"][-1]
                return answer
            time.sleep(0.1)
        raise AssertionError(f"{conversation_id} is stuck")


def wait_until(met: Any, seconds: float = 20) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.1)
