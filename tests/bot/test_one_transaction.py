"""What a message leaves behind is written in one transaction: state, turn, counts, the answer that is kept."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from actions.clock import now
from bot.messages import Incoming, Reply
from bot.once import Once
from procedures_db.engine import open_engine, open_sessions
from procedures_db.models import Answered, Conversation, Turn

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("assistant")]


@pytest.fixture
def kept(curated_url: str) -> sessionmaker[Session]:
    """Sessions on the database of the assistant."""
    return open_sessions(open_engine(curated_url))


@pytest.fixture
def writing(assistant: Any) -> Iterator[list[list[str]]]:
    """The tables that are written to, transaction by transaction."""
    transactions: list[list[str]] = [[]]

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.startswith("INSERT INTO"):
            transactions[-1].append(statement.split()[2])

    def end(connection: Any) -> None:
        if transactions[-1]:
            transactions.append([])

    listening = [("before_cursor_execute", note), ("commit", end)]
    for name, listener in listening:
        event.listen(Engine, name, listener)
    yield transactions
    for name, listener in listening:
        event.remove(Engine, name, listener)


def left_behind(sessions: sessionmaker[Session], name: str) -> tuple[int, ...]:
    """Return how many states, turns and answers are kept of a conversation."""
    columns = (Conversation.id, Turn.conversation_id, Answered.conversation_id)
    with sessions() as session:
        return tuple(session.scalar(select(func.count()).where(column == name)) or 0 for column in columns)


@pytest.mark.parametrize("text", ["đăng ký kết hôn cần gì", "khai sinh nộp ở đâu và kết hôn mất bao lâu"])
def test_one_transaction_writes_all(assistant: Any, kept: sessionmaker, writing: list[list[str]], text: str) -> None:
    """Also for two questions in one message, the second of which is answered from the state of the first."""
    name = f"one-{len(text)}"
    asyncio.run(Once(assistant, kept, now).reply(Incoming(name, text, "web"), f"web:{name}"))
    written = [tables for tables in writing if tables]
    assert len(written) == 1
    assert {"conversation", "answered", "turn"} <= set(written[0])
    assert left_behind(kept, name) == (1, 1, 1)


def test_all_is_written_or_nothing_and_the_answer_is_given(assistant: Any, kept: sessionmaker) -> None:
    """The database fails in the middle; the same message that comes again is a new one."""

    class Failing:
        def __call__(self, session: Session, reply: Reply) -> None:
            raise OperationalError("INSERT", {}, Exception("disk full"))

    message = Incoming("one-failing", "đăng ký kết hôn cần gì", "web")
    reply = asyncio.run(assistant.reply(message, Failing()))
    assert reply.main.outcome == "answered"
    assert left_behind(kept, "one-failing") == (0, 0, 0)
    again = asyncio.run(Once(assistant, kept, now).reply(message, "web:one-failing"))
    assert again.main.text == reply.main.text
    assert left_behind(kept, "one-failing") == (1, 1, 1)
