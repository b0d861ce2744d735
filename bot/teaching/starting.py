"""Start a trial in a process of its own, so that those who ask do not wait for it."""

import subprocess
import sys

from bot.settings import ROOT


def start_trial(number: int) -> None:
    """Begin to try a version; what it finds is kept in the database."""
    command = [sys.executable, "-m", "bot", "lessons", "try", "--begun", str(number)]
    nowhere = subprocess.DEVNULL
    subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdin=nowhere, stdout=nowhere, stderr=nowhere)  # noqa: S603
