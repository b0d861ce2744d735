"""Choosing whether texts are kept, seeing and deleting one's data, in the words people use, through the real assistant."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from actions.clock import now
from bot.messages import Incoming, Reply
from bot.once import Once
from bot.own_data import OwnData
from procedures_db.engine import open_engine, open_sessions
from procedures_db.models import Answered, Consent, Conversation, Turn
from procedures_db.text import fold

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("assistant")]


@pytest.fixture
def kept(curated_url: str) -> sessionmaker[Session]:
    """Sessions on the database of the assistant."""
    return open_sessions(open_engine(curated_url))


def said(assistant: Any, kept: sessionmaker[Session], name: str, *texts: str) -> list[Reply]:
    """Say something in a conversation, as a door does."""
    once = Once(OwnData(assistant, kept, now), kept, now)
    return [asyncio.run(once.reply(Incoming(name, text, "web"), f"{name}:{text}")) for text in texts]


def texts_of(kept: sessionmaker[Session], name: str) -> list[str | None]:
    """Return the texts that are kept of a conversation."""
    with kept() as session:
        return list(session.scalars(select(Turn.text).where(Turn.conversation_id == name).order_by(Turn.id)))


def test_without_consent_no_text_is_kept_and_everything_is_answered(assistant: Any, kept: sessionmaker) -> None:
    """The choice comes with the notice, once, before no answer."""
    first, second = said(assistant, kept, "own-none", "đăng ký kết hôn cần giấy tờ gì", "mất bao lâu")
    assert [answer.outcome for answer in first.answers] == ["notice", "answered"]
    assert [button["payload"] for button in first.answers[0].buttons] == ["/keep_texts"]
    assert [answer.outcome for answer in second.answers] == ["answered"]
    assert texts_of(kept, "own-none") == [None, None]


def test_a_tap_keeps_texts_redacted_from_then_on_until_it_is_taken_back(assistant: Any, kept: sessionmaker) -> None:
    """What was said before is not kept; taking it back deletes what was."""
    said(assistant, kept, "own-tap", "xin chào", "/keep_texts", "tôi tên là Trần Văn Thử, làm khai sinh cần gì")
    assert texts_of(kept, "own-tap") == [None, "/keep_texts", "tôi tên là [name], làm khai sinh cần gì"]
    (reply,) = said(assistant, kept, "own-tap", "thôi lưu câu hỏi của tôi")
    assert "đã xóa 2 câu" in reply.main.text
    assert texts_of(kept, "own-tap") == [None] * 4


@pytest.mark.parametrize(
    ("text", "outcome", "words"),
    [
        ("quyền riêng tư", "privacy", "không được lưu"),
        ("cau hoi cua toi co bi luu khong", "privacy", "không được lưu"),
        ("đồng ý lưu câu hỏi", "privacy", "90 ngày"),
        ("toi khong dong y luu cau hoi", "privacy", "không lưu nội dung"),
        ("xem dữ liệu của tôi", "own_data", "Lượt hỏi: 0"),
        ("xoa du lieu cua toi", "privacy", "không hoàn tác được"),
        ("xóa đăng ký tạm trú", "answered", "tạm trú"),
        ("sửa thông tin cá nhân trong dữ liệu dân cư", "answered", "dữ liệu dân cư"),
    ],
)
def test_words_do_what_buttons_do(assistant: Any, kept: sessionmaker, text: str, outcome: str, words: str) -> None:
    """With and without diacritics; what names a procedure is about the procedure."""
    (reply,) = said(assistant, kept, f"own-{fold(text)}", text)
    assert reply.main.outcome == outcome
    assert words in reply.main.text


def test_after_deleting_nothing_of_the_conversation_is_left(assistant: Any, kept: sessionmaker) -> None:
    """Not even of the message that asked for it; the next one begins anew, with the notice."""
    said(assistant, kept, "own-gone", "/keep_texts", "đăng ký kết hôn cần giấy tờ gì", '/give_feedback{"rating": 2}')
    (asked,) = said(assistant, kept, "own-gone", "xóa dữ liệu của tôi")
    (reply,) = said(assistant, kept, "own-gone", asked.main.buttons[0]["payload"])
    assert "Mã biên nhận: XD-" in reply.main.text
    with kept() as session:
        for table in (Turn, Answered, Consent):
            mine = select(func.count()).select_from(table).where(table.conversation_id == "own-gone")
            assert session.scalar(mine) == 0
        assert session.get(Conversation, "own-gone") is None
    (again,) = said(assistant, kept, "own-gone", "xin chào")
    assert again.answers[0].outcome == "notice"
