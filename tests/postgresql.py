"""A PostgreSQL server of the tests' own: made, started on a free port of this machine, and stopped."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, or None where it is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


class Server:
    """A server that runs within `with`, and may be stopped and started there."""

    def __init__(self) -> None:
        """Choose a port."""
        bin_folder = programs()
        assert bin_folder is not None
        self._programs = bin_folder
        self._folder = TemporaryDirectory(prefix="motcua-postgresql-", ignore_cleanup_errors=True)
        self._port = free_port()
        self.address = f"postgresql://motcua@127.0.0.1:{self._port}"

    def __enter__(self) -> "Server":
        """Make its files and start it."""
        if os.geteuid() == 0:
            shutil.chown(self._folder.name, "postgres", "postgres")
        initdb, data = str(self._programs / "initdb"), f"{self._folder.name}/data"
        _run(initdb, "-D", data, "-U", "motcua", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop it and remove its files."""
        if Path(self._folder.name, "data/postmaster.pid").exists():
            self._control("-m", "immediate", "stop")
        self._folder.cleanup()

    def start(self) -> None:
        """Start it."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._control("-o", options, "start")

    def stop(self) -> None:
        """Stop it; whoever is connected is cut off."""
        self._control("-m", "fast", "stop")

    def restart(self) -> None:
        """Stop it and start it at once."""
        self.stop()
        self.start()

    def _control(self, *arguments: str) -> None:
        control, folder = str(self._programs / "pg_ctl"), self._folder.name
        _run(control, "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", *arguments)


@contextmanager
def running() -> Iterator[str]:
    """Run a server for the tests; yield its address without a database's name."""
    with Server() as server:
        yield server.address


def _run(*command: str) -> None:
    """Run a program; PostgreSQL refuses to be run by root, so root runs it as the user that Debian makes for it."""
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*as_user, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    """Ask the machine for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
