"""Measure how long it takes to understand a message: normalise, tell what is asked, link to a procedure, decide."""

import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.load.records import COUNTRY, Measured

if TYPE_CHECKING:  # Rasa may be imported only once it is prepared
    from bot.assistant import Assistant
    from procedures_db.search import SearchIndex

ROUNDS = 3


def understanding(folder: Path) -> Iterator[Measured]:
    """Understand what people ask over the records that were imported into `folder`, and over many times as many."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/records.sqlite3"}
    command = [sys.executable, "-m", "tests.load.understanding"]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    for row in json.loads(done.stdout.splitlines()[-1]):
        yield row[0], row[1], row[2]


def main() -> None:
    """Measure in this process; print the rows as JSON."""
    from bot.runtime.preparation import prepare_rasa

    prepare_rasa()
    from bot.assistant import Assistant, load_assistant
    from bot.nlu.lookups import lookups
    from bot.settings import ROOT, read_settings
    from bot.training import model_path

    settings = read_settings()
    assistant: Assistant = load_assistant(model_path(ROOT / "models"), settings, None)
    before = resident_mb()
    asyncio.run(assistant.understand("khai sinh"))
    rows = [("memory that understanding adds", f"{resident_mb() - before:.0f} MB", "≤ 100 MB")]
    rows.append(("understanding a message, p50 / p95", timed(assistant), "≤ 5 / 12 ms"))
    lookups().search.find = many_times().find  # type: ignore[method-assign]
    rows.append((f"the same over {COUNTRY:,}, p50 / p95", timed(assistant), "≤ 40 ms"))
    print(json.dumps(rows))


def timed(assistant: "Assistant") -> str:
    """Understand all questions in turn, a few times; return the milliseconds of the middle and the slow ones."""
    from tests.load.records import questions

    async def run() -> list[float]:
        spent = []
        for text in questions() * ROUNDS:
            begun = time.perf_counter()
            await assistant.understand(text)
            spent.append((time.perf_counter() - begun) * 1000)
        return sorted(spent)

    times = asyncio.run(run())
    return f"{statistics.median(times):.1f} / {times[int(len(times) * 0.95)]:.1f} ms"


def many_times() -> "SearchIndex":
    """Return an index of as many procedures as there may ever be."""
    from procedures_db.engine import open_engine, open_sessions
    from procedures_db.everyday import read_everyday
    from procedures_db.lexicon import read_lexicon
    from procedures_db.queries.searching import searched_procedures
    from procedures_db.search import SearchIndex
    from procedures_db.settings import database_url
    from tests.load.records import multiply

    with open_sessions(open_engine(database_url()))() as session:
        return SearchIndex(multiply(list(searched_procedures(session, read_everyday()))), read_lexicon())


def resident_mb() -> float:
    """Return the resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()
