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


@contextmanager
def running() -> Iterator[str]:
    """Run a server for the tests; yield its address without a database's name."""
    bin_folder = programs()
    assert bin_folder is not None
    with TemporaryDirectory(prefix="motcua-postgresql-", ignore_cleanup_errors=True) as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data, port = f"{folder}/data", free_port()
        _run(str(bin_folder / "initdb"), "-D", data, "-U", "motcua", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        server = [str(bin_folder / "pg_ctl"), "-D", data, "-w", "-l", f"{folder}/log"]
        _run(*server, "-o", options, "start")
        try:
            yield f"postgresql://motcua@127.0.0.1:{port}"
        finally:
            _run(*server, "-m", "immediate", "stop")


def _run(*command: str) -> None:
    """Run a program; PostgreSQL refuses to be run by root, so root runs it as the user that Debian makes for it."""
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*as_user, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    """Ask the machine for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
