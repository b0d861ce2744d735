"""The clock of the machine jumps under a server that runs, by libfaketime: people are answered all the same."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from tests.faults.serving import ASKED, Served, wait_until

pytestmark = pytest.mark.rasa
LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
FOLLOWING = "mất bao lâu"


class Clock:
    """The clock of one server, which is set by a file."""

    def __init__(self, folder: Path) -> None:
        """Begin with the right time."""
        self.file = folder / "clock"
        self.jump("+0")

    def jump(self, by: str) -> None:
        """Go on from another time, such as "-48h"."""
        self.file.write_text(f"{by}\n")

    @property
    def environment(self) -> dict[str, str]:
        """Return what makes a program go by this clock; seconds that only grow stay as they are."""
        how = {"FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1"}
        return {"LD_PRELOAD": str(LIBRARY), "FAKETIME_DONT_FAKE_MONOTONIC": "1", **how}


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """A clock that can be set."""
    if LIBRARY is None:
        pytest.skip("libfaketime is not installed")
    return Clock(tmp_path_factory.mktemp("clock"))


@pytest.fixture(scope="module")
def served(clock: Clock, curated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that goes by it."""
    folder = tmp_path_factory.mktemp("served")
    database = shutil.copy(curated_file, folder / "motcua.sqlite3")
    server = Served(folder, DATABASE_URL=f"sqlite:///{database}", MOTCUA_TODAY="", **clock.environment)
    server.start()
    yield server
    server.stop()


def hours_off(served: Served) -> float:
    """Return by how many hours the server's clock differs from the right one."""
    told = parsedate_to_datetime(served.web.get("/health").headers["date"])
    return (told - datetime.now(UTC)).total_seconds() / 3600


@pytest.mark.parametrize("hours", [-48, 3, 9600])
def test_a_clock_that_jumps(clock: Clock, served: Served, hours: int) -> None:
    """Back or forth: nothing hangs, nothing is refused, a message that comes again is answered, and back again too."""
    first, later = f"conversation-clock{hours}", f"conversation-later{hours}"
    assert "Giấy tờ" in served.insist(ASKED, first, "message-0001")["text"]
    clock.jump(f"{hours:+}h")
    wait_until(lambda: abs(hours_off(served) - hours) < 1)
    assert served.insist(ASKED, first, "message-0001")["outcome"] == "answered"
    assert served.insist(ASKED, later, "message-0002")["outcome"] == "answered"
    assert "ngày" in served.insist(FOLLOWING, later, "message-0003")["text"]
    assert served.health()["status"] == "ok"
    clock.jump("+0")
    wait_until(lambda: abs(hours_off(served)) < 1)
    assert served.insist(ASKED, first, "message-0004")["outcome"] == "answered"
    assert "ngày" in served.insist(FOLLOWING, first, "message-0005")["text"]
    assert served.health()["status"] == "ok"
    assert "Traceback" not in served.log.read_text()
