"""The administrator's pages over a year of a city: a million messages, a hundred thousand ratings, both databases.

MOTCUA_TODAY=2026-11-22 DATABASE_URL=… python -m tests.load.review fills an empty database and prints each page.
"""

import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from starlette.testclient import TestClient

from procedures_db.engine import migrate, open_engine
from procedures_db.models import Feedback, MessageCount, ProcedureCount, Turn
from tests.postgresql import programs, running

MESSAGES, RATINGS, BATCH, DAYS = 1_000_000, 100_000, 20_000, 365
FITTING = 100_000  # messages of `make bench`; `python -m tests.load.review` alone takes a million
OUTCOMES = ("answered",) * 7 + ("asked_back", "refused", "smalltalk")
INTENTS = ("ask_documents", "ask_fees", "ask_deadline", "ask_place")
LAST = date(2026, 11, 22)
WORDS = ("đăng ký khai sinh cần giấy tờ gì", "phí cấp lại căn cước", "bao lâu có hộ chiếu", "nộp hồ sơ đất đai ở đâu")
RARE = "tuyển sinh lớp mười"


def fill(url: str, messages: int = MESSAGES, ratings: int = RATINGS) -> None:
    """Write a year of messages in the order of time, and ratings, into an empty database."""
    migrate(url)
    draw = random.Random(7)
    counts: Counter[tuple[Any, ...]] = Counter()
    procedures: Counter[tuple[Any, ...]] = Counter()
    with open_engine(url).begin() as connection:
        for begun in range(0, messages, BATCH):
            rows = [message(draw, number, messages) for number in range(begun, min(begun + BATCH, messages))]
            connection.execute(insert(Turn), rows)
            for row in rows:
                day, code = row["day"], row["procedure_code"]
                counts[day, row["channel"], row["outcome"], row["hour"]] += 1
                procedures["day", day, code] += 1
                procedures["month", day.replace(day=1), code] += 1
        for begun in range(0, ratings, BATCH):
            rows = [rating(draw, number, messages) for number in range(begun, min(begun + BATCH, ratings))]
            connection.execute(insert(Feedback), rows)
        for table, counted in ((MessageCount, counts), (ProcedureCount, procedures)):
            names = [column.name for column in table.__table__.columns]
            connection.execute(
                insert(table), [dict(zip(names, (*key, number), strict=True)) for key, number in counted.items()]
            )
    with open_engine(url).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if url.startswith("sqlite") else "VACUUM ANALYZE"))


def message(draw: random.Random, number: int, messages: int) -> dict[str, Any]:
    """One message."""
    day = LAST - timedelta(days=DAYS - 1 - number * DAYS // messages)
    hour = min(23, max(0, round(draw.gauss(12, 4))))
    return {
        "at": datetime(day.year, day.month, day.day, hour), "day": day, "hour": hour, "conversation_id": f"c{number // 4}",
        "channel": draw.choice(("web", "telegram")), "text": RARE if number % 100_000 == 7 else draw.choice(WORDS),
        "intent": draw.choice(INTENTS), "confidence": 0.9, "procedure_code": f"1.{draw.randrange(3000):06d}",
        "aspect": "documents", "outcome": draw.choice(OUTCOMES), "milliseconds": draw.expovariate(0.02),
        "understood": {"intents": [["ask_documents", 0.9]], "procedures": [["1.000001", 0.8]], "certainty": 0.9, "decision": "found"},
    }  # fmt: skip


def rating(draw: random.Random, number: int, messages: int) -> dict[str, Any]:
    """One rating."""
    day = LAST - timedelta(days=draw.randrange(DAYS))
    return {
        "at": datetime(day.year, day.month, day.day), "day": day, "conversation_id": f"c{draw.randrange(messages // 4)}",
        "channel": "web", "subject": draw.choice(("assistant", "assistant", "counter")),
        "rating": draw.choice((1, 2, 3, 4, 4, 5, 5)), "procedure_code": f"1.{draw.randrange(3000):06d}",
        "commune_code": f"{11_000 + draw.randrange(114)}", "factor": "staff",
    }  # fmt: skip


def pages() -> Iterator[tuple[str, str]]:
    """Yield what is measured, and its address."""
    year = f"tu={LAST - timedelta(days=DAYS - 1)}&den={LAST}"
    yield "review, 12 weeks", "/admin/review"
    yield "review, a year", f"/admin/review?{year}"
    yield "weeks as CSV, a year", f"/admin/review/weeks.csv?{year}"
    yield "report of a month", "/admin/report?thang=2026-10"
    found = "/admin/conversations"
    yield "conversations", found
    yield "a conversation", f"{found}/c1000"
    yield "words in a quarter of the messages", f"{found}?tim=giay+to"
    yield "rare words", f"{found}?tim=tuyen+sinh+muoi"
    yield "words nobody said", f"{found}?tim=khong+ai+noi"
    yield "words that are never together", f"{found}?tim=giay+ho+chieu"
    yield "words and a procedure", f"{found}?tim=giay+to&thu-tuc=1.000007"
    yield "words, outcome, channel, intent", f"{found}?tim=can+cuoc&ket-qua=refused&kenh=web&y-dinh=ask_fees"
    yield "an outcome that never was", f"{found}?ket-qua=notice"
    yield "words in a week long ago", f"{found}?tim=giay+to&tu=2025-12-01&den=2025-12-07"
    yield "low ratings", f"{found}?thap=1"
    yield "low ratings and words", f"{found}?thap=1&tim=ho+chieu&kenh=telegram"
    yield "a page far down", f"{found}?truoc=1000"
    yield "5,000 messages as CSV (a file)", f"{found}.csv?tim=giay+to"
    yield "review as XLSX, a year (a file)", f"/admin/review.xlsx?{year}"
    yield "report as XLSX (a file)", "/admin/report.xlsx?thang=2026-10"


def measured() -> Iterator[tuple[str, float]]:
    """Yield the median milliseconds of each page in this process, whose DATABASE_URL names the database."""
    from actions.database import sessions
    from bot.app import create_app
    from bot.settings import read_settings
    from tests.bot.desk import employ, enter

    employ(sessions())
    client = TestClient(create_app(None, None, read_settings()), follow_redirects=False)  # type: ignore[arg-type]
    assert enter(client, "minh").status_code == 303
    for what, path in pages():
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            client.get(path).raise_for_status()
            times.append((time.perf_counter() - begun) * 1000)
        yield what, statistics.median(times)


def review(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the slowest page and the slowest file over each database, in processes of their own."""
    yield from slowest("SQLite", f"sqlite:///{folder}/review.sqlite3")
    if programs() is not None:
        with running() as server:
            yield from slowest("PostgreSQL", f"{server}/postgres")


def slowest(database: str, url: str) -> Iterator[tuple[str, str, str]]:
    """Yield the slowest of each kind."""
    environment = {**os.environ, "DATABASE_URL": url, "MOTCUA_TODAY": LAST.isoformat()}
    command = [sys.executable, "-m", "tests.load.review", str(FITTING)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    times = dict(line.rsplit("\t", 1) for line in ran.stdout.splitlines())
    for kind, goal in (("page", 300), ("file", 1000)):
        found = {what: float(ms) for what, ms in times.items() if what.endswith("(a file)") == (kind == "file")}
        what = max(found, key=lambda each: found[each])
        yield (
            f"slowest {kind} of /admin, {FITTING:,} messages, {database}: {what}",
            f"{found[what]:.0f} ms",
            f"≤ {goal} ms",
        )


def main(messages: int) -> None:
    """Fill the empty database that DATABASE_URL names; measure."""
    fill(os.environ["DATABASE_URL"], messages, messages // 10)
    for what, milliseconds in measured():
        print(what, f"{milliseconds:.1f}", sep="\t", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES)
