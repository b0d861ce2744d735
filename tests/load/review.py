"""The administrator's page over a year of a city: a million messages, a hundred thousand ratings."""

import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import insert
from starlette.testclient import TestClient

from procedures_db.engine import migrate, open_engine
from procedures_db.models import Feedback, Turn

MESSAGES, RATINGS, BATCH = 1_000_000, 100_000, 20_000
OUTCOMES = ("answered",) * 7 + ("asked_back", "refused", "smalltalk")
LAST = date(2026, 11, 22)


def fill(url: str) -> None:
    """Write a year of messages and ratings into an empty database."""
    migrate(url)
    draw = random.Random(7)
    with open_engine(url).begin() as connection:
        for begun in range(0, MESSAGES, BATCH):
            connection.execute(insert(Turn), [message(draw, number) for number in range(begun, begun + BATCH)])
        for begun in range(0, RATINGS, BATCH):
            connection.execute(insert(Feedback), [rating(draw, number) for number in range(begun, begun + BATCH)])


def message(draw: random.Random, number: int) -> dict[str, object]:
    """One message."""
    day = LAST - timedelta(days=draw.randrange(365))
    hour = min(23, max(0, round(draw.gauss(12, 4))))
    return {
        "at": datetime(day.year, day.month, day.day, hour), "day": day, "hour": hour, "conversation_id": f"c{number // 4}",
        "channel": draw.choice(("web", "telegram")), "text": "đăng ký khai sinh cần giấy tờ gì", "intent": "ask_documents",
        "confidence": 0.9, "procedure_code": f"1.{draw.randrange(3000):06d}", "aspect": "documents",
        "outcome": draw.choice(OUTCOMES), "milliseconds": draw.expovariate(0.1),
    }  # fmt: skip


def rating(draw: random.Random, number: int) -> dict[str, object]:
    """One rating."""
    day = LAST - timedelta(days=draw.randrange(365))
    return {
        "at": datetime(day.year, day.month, day.day), "day": day, "conversation_id": f"c{number}", "channel": "web",
        "subject": "assistant", "rating": draw.choice((1, 2, 3, 4, 4, 5, 5)), "procedure_code": f"1.{draw.randrange(3000):06d}",
    }  # fmt: skip


def main(url: str) -> None:
    """Measure the page in this process, whose DATABASE_URL names the database."""
    fill(url)
    for row in measured():
        print(*row, sep="\t")


def measured() -> Iterator[tuple[str, str, str]]:
    """Yield how long the page and its export take."""
    from actions.database import sessions
    from bot.app import create_app
    from bot.settings import read_settings
    from tests.bot.desk import employ, enter

    employ(sessions())
    client = TestClient(create_app(None, None, read_settings()), follow_redirects=False)  # type: ignore[arg-type]
    assert enter(client, "minh").status_code == 303
    for what, path in (
        ("review, 12 weeks", "/admin/review"),
        ("review, a year", f"/admin/review?tu={LAST - timedelta(days=364)}"),
        ("its CSV", "/admin/review.csv"),
    ):
        times = []
        for _ in range(10):
            begun = time.perf_counter()
            client.get(path).raise_for_status()
            times.append((time.perf_counter() - begun) * 1000)
        yield f"{what}, over {MESSAGES:,} messages, median", f"{statistics.median(times):.0f} ms", "≤ 300 ms"


if __name__ == "__main__":
    main(sys.argv[1])
