"""Keep so many workers serving: one that dies is replaced, and all are exchanged one after another on SIGHUP."""

import logging
import multiprocessing
import signal
import time
from multiprocessing.connection import wait
from multiprocessing.queues import SimpleQueue
from socket import socket
from tempfile import TemporaryDirectory

from uvicorn import Config
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from bot.commands.terminal import console
from bot.settings import Settings, set_default
from bot.workers.worker import NoWorker, Worker

STARTING = 180  # seconds that a worker may take until it serves
HUNG = 20  # seconds without a sign of life after which a worker is replaced
ENDING = {signal.SIGINT, signal.SIGTERM}
log = logging.getLogger(__name__)


def supervise(settings: Settings) -> None:
    """Serve with as many workers as the settings say, until told to stop."""
    bound = Config("", host=settings.host, port=settings.port, log_config=None).bind_socket()
    with TemporaryDirectory(prefix="motcua-metrics-") as folder:
        set_default("PROMETHEUS_MULTIPROC_DIR", folder)  # where workers add up what they count
        Supervisor(settings, [bound]).run()  # the first worker listens; from then on connections wait at the socket


class Supervisor(Multiprocess):
    """Uvicorn's supervisor, which by itself would stop a worker before another one can take its place."""

    def __init__(self, settings: Settings, sockets: list[socket]) -> None:
        """Take the settings and the sockets that all workers listen on."""
        self._ready: SimpleQueue[int] = multiprocessing.get_context("spawn").SimpleQueue()
        self._heard: set[int] = set()
        config = Config("", workers=settings.workers, log_config=None)
        self._address = f"{settings.host}:{settings.port}"
        super().__init__(config, Worker(settings, self._ready), sockets)

    def init_processes(self) -> None:
        """Start all and wait for them; raise NoWorker when none could start."""
        super().init_processes()
        serving = [process for process in self.processes if self._is_serving(process)]
        if self._is_to_end():
            return
        if not serving:
            raise NoWorker("No worker could start.")
        console.print(f"Một Cửa is ready with {len(serving)} workers: http://{self._address}")

    def restart_all(self) -> None:
        """Put a new worker in the place of each, one after another; where the new one cannot start the old stays."""
        for place, old in enumerate(self.processes):
            new = Process(self.config, self.target, self.sockets)
            new.start()
            if not self._is_serving(new):
                new.kill()
                new.join()
                log.error("A new worker could not start, so the old ones go on.")
                return
            self.processes[place] = new
            old.terminate()
            old.join()
        log.warning("All workers were exchanged.")

    def keep_subprocess_alive(self) -> None:
        """Replace workers that have died, at once, and those that give no sign of life."""
        for place, process in enumerate(self.processes):
            if not _lives(process):
                process.kill()
                process.join()
                log.warning("A worker has died and is replaced.")
                self.processes[place] = Process(self.config, self.target, self.sockets)
                self.processes[place].start()

    def _is_serving(self, process: Process) -> bool:
        """Wait until a worker serves; False when it ended, takes too long, or all are to end."""
        until = time.monotonic() + STARTING
        while time.monotonic() < until and not self._is_to_end():
            while not self._ready.empty():
                self._heard.add(self._ready.get())
            if process.pid in self._heard:
                self._heard.discard(process.pid)
                return True
            if process.process.exitcode is not None:
                return False
            time.sleep(0.05)
        return False

    def _is_to_end(self) -> bool:
        return not ENDING.isdisjoint(self.signal_queue)


def _lives(process: Process) -> bool:
    """Ask a worker for a sign of life; one that dies meanwhile is not waited for."""
    if process.process.exitcode is not None:
        return False
    process.parent_conn.send(b"ping")
    if process.parent_conn not in wait([process.parent_conn, process.process.sentinel], HUNG):
        return False
    process.parent_conn.recv()
    return True
