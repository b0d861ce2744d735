"""Nothing personal reaches a log or the database file, through the web and Telegram, while things go wrong."""

import asyncio
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient
from telegram.error import BadRequest, TimedOut

from actions.clock import now
from bot.app import create_app
from bot.channels.telegram.answering import Desk
from bot.channels.telegram.handling import Handling
from bot.channels.telegram.secrecy import conversation_of
from bot.channels.telegram.sending import Sender
from bot.settings import read_settings
from procedures_db.engine import empty_log, open_engine, open_sessions
from procedures_db.queries.consent import give_consent
from tests.bot.channels.telegram.parts import Recorder
from tests.bot.channels.telegram.updates import ME, said

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("assistant")]

TOKEN = "123456:AAleaks"
CHAT = 7_404_040_404
SECRETS = (
    *("Kín Đáo", "kin dao", "0917 654 321", "0917654321", "031095009876", "kindao@example.vn"),
    *("19034567899876", "91 Phố Kín", "thôn Kín", str(CHAT)),
)
MESSAGES = (
    "tôi tên là Trần Văn Kín Đáo, cccd 031095009876, làm khai sinh cần gì",
    "toi ten la tran van kin dao, sdt 0917654321, doi bang lai het bao nhieu",
    "gọi tôi 0917 654 321 hoặc kindao@example.vn nhé",
    "stk 19034567899876, nhà ở số 91 Phố Kín, xin trợ cấp",
    "tôi ở thôn Kín, xã Vĩnh Am làm sổ đỏ ở đâu",
)
TABLES = ("turn", "answered", "version", "consent", "conversation")


@pytest.fixture
def kept(curated_url: str) -> sessionmaker[Session]:
    """Sessions on the database of the assistant."""
    return open_sessions(open_engine(curated_url))


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that any logger writes, with tracebacks, our own from INFO on as in the server."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    root, ours = logging.getLogger(), logging.getLogger("bot")
    level = ours.level
    root.addHandler(handler)
    ours.setLevel(logging.INFO)
    yield text
    root.removeHandler(handler)
    ours.setLevel(level)


@contextmanager
def missing(kept: sessionmaker[Session], table: str) -> Iterator[None]:
    """Take a table away for a while."""
    with kept.begin() as session:
        session.connection().exec_driver_sql(f'ALTER TABLE "{table}" RENAME TO away')
    try:
        yield
    finally:
        with kept.begin() as session:
            session.connection().exec_driver_sql(f'ALTER TABLE away RENAME TO "{table}"')


def by_web(client: TestClient, text: str, number: int) -> None:
    """Say something at the web's door, then send rubbish with it."""
    body = {"text": text, "conversation_id": "leaks-0001", "message_id": f"message-{number}"}
    client.post("/api/chat", json=body)
    client.post("/api/chat", content=text.encode(), headers={"content-type": "application/json"})
    client.post("/", data={"text": text})


def by_telegram(desk: Desk, text: str) -> None:
    """Say something at Telegram's door, whose first answer is lost and whose second one is refused."""
    bot = Recorder(TimedOut(text), BadRequest(text))

    async def go() -> None:
        part = Handling(TOKEN, desk, Sender(bot, (0.0, 0.0)), lambda: ME)  # type: ignore[arg-type]
        await part.take(said(text, CHAT))

    asyncio.run(go())


def file_of(kept: sessionmaker[Session], url: str) -> bytes:
    """Return the bytes of the database and of its log."""
    empty_log(kept.kw["bind"])
    path = url.removeprefix("sqlite:///")
    return b"".join(each.read_bytes() for each in (Path(path), Path(f"{path}-wal")) if each.exists())


def test_no_log_and_no_table_holds_anything_personal(
    assistant: Any, curated_url: str, kept: sessionmaker, logged: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """With consent and without, and with each table missing in turn."""
    client = TestClient(create_app(assistant, "model", read_settings()), raise_server_exceptions=False)
    desk = Desk(assistant, kept, now)
    with kept.begin() as session:
        for name in ("leaks-0001", conversation_of(TOKEN, CHAT, None)):
            give_consent(session, name, now())
    for number, text in enumerate(MESSAGES):
        by_web(client, text, number)
        by_telegram(desk, text)
    for number, table in enumerate(TABLES):
        with missing(kept, table):
            by_web(client, MESSAGES[number % len(MESSAGES)], 100 + number)
            by_telegram(desk, MESSAGES[number % len(MESSAGES)])
            client.get("/api/chat/leaks-0001")
    by_web(client, '/give_feedback{"rating": 1}', 200)
    by_web(client, MESSAGES[0].replace("làm khai sinh cần gì", "bắt tôi chờ"), 201)
    out, errors = capfd.readouterr()
    written = logged.getvalue() + out + errors
    assert "what a message leaves behind was not written" in written
    assert [secret for secret in (*SECRETS, "leaks-0001", TOKEN) if secret in written] == []
    held = file_of(kept, curated_url)
    assert "tôi tên là [name]".encode() in held
    assert [secret for secret in SECRETS if secret.encode() in held] == []
    assert client.delete("/api/chat/leaks-0001").json()["receipt"]
    assert b"leaks-0001" not in file_of(kept, curated_url)
