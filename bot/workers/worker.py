"""One of several processes: loads the assistant, says that it is ready, and serves until it is told to stop."""

import logging
import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.queues import SimpleQueue
from socket import socket

from bot.settings import Settings

log = logging.getLogger(__name__)


class NoWorker(RuntimeError):
    """No worker could start; the reason was told by each of them."""


@dataclass
class Worker:
    """What a new process is given and does."""

    settings: Settings
    ready: "SimpleQueue[int]"

    def __call__(self, sockets: list[socket] | None) -> None:
        """Serve on sockets that all workers listen on; end with the one who started it."""
        threading.Thread(target=_end_with_parent, daemon=True).start()
        from bot.commands.serving import server_of
        from bot.commands.terminal import console

        console.quiet = True  # who started it speaks for all
        try:
            server = server_of(self.settings, self._is_ready)
        except Exception as error:
            log.error("A worker cannot start: %s", error)
            raise SystemExit(1) from error
        server.run(sockets)

    def _is_ready(self) -> None:
        self.ready.put(os.getpid())


def _end_with_parent() -> None:
    """Stop when the process that would replace and stop this one is gone."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
