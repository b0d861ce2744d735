"""Whole conversations about dossiers with the real agent and a register."""

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from bot.messages import Incoming, Reply
from bot.once import Once
from procedures_db.engine import open_engine, open_sessions
from procedures_db.models import Answered, Conversation, Dossier, DossierAttempt, Turn
from procedures_db.queries.consent import give_consent
from procedures_db.queries.own_data import forget_conversation
from tests.bot.test_assistant import talk
from tests.procedures_db.dossiers.made import CODE, KEYS, PHONE, SECRET, add_dossier

pytestmark = pytest.mark.rasa


@pytest.fixture
def register(curated_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[sessionmaker[Session]]:
    """A register with one dossier, two working days late on 25 November."""
    monkeypatch.setenv("MOTCUA_DOSSIER_SECRET", SECRET)
    sessions = open_sessions(open_engine(curated_url))
    add_dossier(sessions, due_at=datetime(2026, 11, 18))
    yield sessions
    with sessions.begin() as session:
        session.execute(delete(Dossier))
        session.execute(delete(DossierAttempt))


def texts(replies: list[Reply]) -> list[str]:
    """Return what was answered, without the notice."""
    return [reply.main.text for reply in replies]


@pytest.mark.parametrize(
    "said",
    [
        ["tra cứu hồ sơ", CODE, PHONE],
        [f"hồ sơ {CODE.lower()} xong chưa", "4 số cuối là 5678"],
        ["H24.11 – 261102 – 0012", "0912 345 678"],
        ["https://dichvucong.example/tra-cuu?ma=H24.11-261102-0012", "dạ 5678 ạ"],
        ["ma ho so h24.ll-2611o2-0012", "đúng rồi", PHONE],
        ["ma ho so h24.ll-2611o2-0012", '/ask_dossier{"dossier": "proposed"}', PHONE],
        ["xin chào", f"mã hồ sơ {CODE}, sđt 5678"],
        [f"{CODE} 0000", PHONE],
        [CODE, "đăng ký kết hôn cần gì", PHONE],
        [CODE, "2", "0000", PHONE],
    ],
)
def test_a_dossier_is_opened_by_code_and_digits(
    assistant: Any, register: sessionmaker[Session], said: list[str], request: pytest.FixtureRequest
) -> None:
    """Typed, pasted, scanned, confirmed, with another question or a mistake in between."""
    *before, last = texts(talk(assistant, f"dossier-{request.node.name[-40:]}", *said))
    assert not any("Cấp giấy thử" in text for text in before)
    assert "Cấp giấy thử" in last
    assert "quá hẹn 2 ngày làm việc" in last


def test_what_is_kept_of_it_tells_neither_code_nor_digits(assistant: Any, register: sessionmaker[Session]) -> None:
    """In the record of the turns, in the state, among the answers kept for messages that come again."""
    once = Once(assistant, register, lambda: datetime(2026, 11, 22, 9))
    with register.begin() as session:
        give_consent(session, "dossier-kept", datetime(2026, 11, 22, 8))

    async def converse() -> None:
        for number, text in enumerate(["ma h24.ll-2611o2-0012", "dung roi", "4 số cuối 5678", CODE, "5678 của ai đó"]):
            await once.reply(Incoming("dossier-kept", text, "web"), f"web:dossier-kept:{number}")

    asyncio.run(converse())
    with register() as session:
        turns = list(session.scalars(select(Turn.text).where(Turn.conversation_id == "dossier-kept")))
        state = session.get_one(Conversation, "dossier-kept").state
        kept = session.scalars(select(Answered).where(Answered.conversation_id == "dossier-kept")).all()
    assert turns == ["ma [dossier]", "dung roi", "4 số cuối [factor]", "[dossier]", "[factor] của ai đó"]
    assert json.loads(state) == {"dossier_pending": KEYS.of_code(CODE)}
    soon = datetime(2026, 11, 22, 9) + timedelta(minutes=10)
    telling = [each for each in kept if "2611" in each.reply or "Cấp giấy thử" in json.loads(each.reply).__repr__()]
    assert len(telling) == 2
    assert all(each.expires_at == soon for each in telling)


def test_guessing_meets_the_same_answer_and_then_a_lock(assistant: Any, register: sessionmaker[Session]) -> None:
    """A known code and an unknown one, word for word; deleting the conversation opens nothing."""
    unknown = CODE.replace("0012", "9999")
    answers = {}
    for code in (CODE, unknown):
        name = f"guess-{code[-4:]}"
        guesses = [f"{number:04}" for number in range(30)]
        replies = talk(assistant, name, "xin chào", code, *guesses)
        answers[code] = [(reply.main.text, reply.main.outcome, reply.main.buttons) for reply in replies]
        with register.begin() as session:
            forget_conversation(session, name)
    assert answers[CODE] == answers[unknown]
    assert "Không có hồ sơ nào khớp" in answers[CODE][6][0]
    assert "tạm khóa" in answers[CODE][7][0]
    (again,) = texts(talk(assistant, "guess-again", CODE))
    assert "tạm khóa" in again


def test_four_digits_without_a_code_open_nothing(assistant: Any, register: sessionmaker[Session]) -> None:
    """Nor after the dossier was shown."""
    alone, _, shown, after = talk(assistant, "dossier-alone", PHONE, CODE, PHONE, PHONE)
    assert alone.main.outcome == after.main.outcome == "refused"
    assert "Cấp giấy thử" in shown.main.text
