"""Whole conversations in which a message is left for a person, with the real agent."""

import asyncio
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session, sessionmaker

from bot.messages import Incoming, Reply
from procedures_db.contacts import unseal_contact
from procedures_db.engine import open_engine, open_sessions
from procedures_db.models import FollowUp, Turn
from procedures_db.queries.own_data import forget_conversation
from procedures_db.vocabulary import FollowUpKind

pytestmark = pytest.mark.rasa
SECRET = "a secret of the tests, long enough"
BEGUN = ("cho tôi gặp cán bộ", "/leave_message")
AGREED = '/leave_message{"leaving": "agree"}'
MESSAGE = "Hồ sơ đất của tôi chậm, gọi 0912 345 678 giúp"


@pytest.fixture
def left(curated_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[sessionmaker[Session]]:
    """The assistant's database, in which contacts may be kept; without messages before and after."""
    monkeypatch.setenv("MOTCUA_CONTACT_SECRET", SECRET)
    sessions = open_sessions(open_engine(curated_url))
    forget_all(sessions)
    yield sessions
    forget_all(sessions)


def forget_all(sessions: sessionmaker[Session]) -> None:
    """Delete every message that was left."""
    with sessions.begin() as session:
        session.execute(delete(FollowUp).where(FollowUp.kind == FollowUpKind.MESSAGE))


def talk(assistant: Any, name: str, *said: str) -> list[Reply]:
    """Say one thing after another, as a door of the test does."""

    async def converse() -> list[Reply]:
        return [await assistant.reply(Incoming(f"leaving-{name}", words, "test")) for words in said]

    return asyncio.run(converse())


def kept(sessions: sessionmaker[Session]) -> list[FollowUp]:
    """Return the messages that were left."""
    with sessions() as session:
        return list(session.scalars(select(FollowUp).where(FollowUp.kind == FollowUpKind.MESSAGE)))


@pytest.mark.parametrize("agreed", [AGREED, "đồng ý", "dong y", "ok", "vâng ạ", "dạ có"])
def test_a_message_is_kept_after_consent_and_its_contact_apart(
    assistant: Any, left: sessionmaker[Session], agreed: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing before; the message without numbers, the contact enciphered, neither in the record nor in a log."""
    caplog.set_level(logging.DEBUG)
    name = f"whole-{agreed[:8]}"
    talk(assistant, name, "/keep_texts")
    offered, explained, asked = talk(assistant, name, *BEGUN, agreed)
    assert offered.main.buttons == [{"title": "Để lại lời nhắn", "payload": "/leave_message"}]
    for told in ("Chỉ dùng để", "Người đọc", "90 ngày", "Bạn đồng ý không?"):
        assert told in explained.main.text
    assert [button["title"] for button in explained.main.buttons] == ["Đồng ý", "Không"]
    assert kept(left) == []
    assert "Bạn nhắn nội dung" in asked.main.text
    said, contacted = talk(assistant, name, MESSAGE, "Zalo chị Lan: 0225 3123.456 nhé")
    (one,) = kept(left)
    assert one.reference in said.main.text
    assert "01/12/2026" in said.main.text
    assert one.message == "Hồ sơ đất của tôi chậm, gọi [phone] giúp"
    assert one.contact is not None
    assert "3123" not in one.contact
    assert unseal_contact(SECRET, one.contact) == "02253123456"
    assert unseal_contact(SECRET + "x", one.contact) is None
    assert "đã ghi cách liên hệ" in contacted.main.text
    with left() as session:
        turns = session.scalars(select(Turn.text).where(Turn.conversation_id == f"leaving-{name}").order_by(Turn.id))
        assert list(turns)[-2:] == ["Hồ sơ đất của tôi chậm, gọi [phone] giúp", "[contact]"]
        mine = {"name": f"leaving-{name}"}
        everything = str(session.execute(text("SELECT * FROM conversation WHERE id = :name"), mine).all())
        everything += str(session.execute(text("SELECT * FROM answered WHERE conversation_id = :name"), mine).all())
    assert mine["name"] in everything
    assert not re.search("3123|0912|Lan", everything)
    assert not re.search(r"3123.?456|0912.?345|Lan\b", caplog.text)


@pytest.mark.parametrize("said", ["không", "Không đồng ý", "thôi", "huy", '/leave_message{"leaving": "cancel"}'])
@pytest.mark.parametrize("begun", [BEGUN, (*BEGUN, AGREED)])
def test_words_that_cancel_end_it_before_the_message(
    assistant: Any, left: sessionmaker[Session], begun: tuple[str, ...], said: str
) -> None:
    """Nothing is kept."""
    replies = talk(assistant, f"cancel-{len(begun)}-{said[:30]}", *begun, said, "đồng ý", "xin chào")
    assert "không gửi và không lưu" in replies[-3].main.text
    assert replies[-2].intent == "affirm"
    assert kept(left) == []


def test_a_question_in_between_is_answered_and_the_message_still_awaited(
    assistant: Any, left: sessionmaker[Session]
) -> None:
    """It says so; the next words are the message, also if they name a procedure."""
    asked, said = talk(
        assistant,
        "question",
        *BEGUN,
        AGREED,
        "làm giấy khai sinh cần giấy tờ gì",
        "Giấy khai sinh của con tôi ghi sai tên",
    )[-2:]
    assert asked.answers[0].text.startswith("Tôi trả lời câu hỏi này trước.")
    assert asked.main.details["procedure_code"] == "1.001193"
    assert "Mã theo dõi" in said.main.text
    assert [one.message for one in kept(left)] == ["Giấy khai sinh của con tôi ghi sai tên"]


def test_danger_comes_before_everything(assistant: Any, left: sessionmaker[Session]) -> None:
    """The numbers to call, not a reference."""
    assert "113" in talk(assistant, "danger", *BEGUN, AGREED, "cháy nhà rồi cứu với")[-1].main.text
    assert kept(left) == []


def test_a_yes_to_something_else_is_no_consent(assistant: Any, left: sessionmaker[Session]) -> None:
    """Only the answer to the question itself counts, or its button."""
    replies = talk(assistant, "stray", *BEGUN, "đăng ký kết hôn mất bao lâu", "đồng ý", "hồ sơ của tôi bị mất")
    assert replies[-2].intent == "affirm"
    assert kept(left) == []


@pytest.mark.parametrize(
    "said", ["không cần", "Không cần, tôi tự hỏi lại bằng mã", "thôi ạ", '/leave_message{"leaving": "alone"}']
)
def test_nobody_has_to_leave_a_contact(assistant: Any, left: sessionmaker[Session], said: str) -> None:
    """The reference tells how it stands; what is typed next is no contact any more."""
    *_, answered, later = talk(assistant, f"alone-{said[:20]}", *BEGUN, AGREED, MESSAGE, said, "0912345678")
    (one,) = kept(left)
    assert f"nhắn mã {one.reference}" in answered.main.text
    assert later.intent != "leave_message"
    assert one.contact is None
    told = talk(assistant, f"alone-{said[:20]}", one.reference)[0]
    assert told.main.text.startswith(f"Lời nhắn {one.reference}, gửi ngày")
    assert "đã nhận, chưa có người xem" in told.main.text


def test_what_is_no_contact_is_asked_for_again_and_a_question_is_answered(
    assistant: Any, left: sessionmaker[Session]
) -> None:
    """An e-mail address after all."""
    replies = talk(
        assistant, "broken", *BEGUN, AGREED, MESSAGE, "so 09123", "số 0912-345", "đăng ký kết hôn cần gì", "lan@vd.vn"
    )
    assert "chưa thấy số điện thoại" in replies[-3].main.text
    assert replies[-2].main.outcome == "answered"
    (one,) = kept(left)
    assert one.contact is not None
    assert unseal_contact(SECRET, one.contact) == "lan@vd.vn"


@pytest.mark.parametrize("said", ["rút lại lời nhắn", '/leave_message{"leaving": "back"}'])
def test_a_message_is_taken_back_with_all_it_says(assistant: Any, left: sessionmaker[Session], said: str) -> None:
    """Its reference tells that; by button also later."""
    replies = talk(assistant, f"back-{said[:14]}", *BEGUN, AGREED, MESSAGE, said)
    (one,) = kept(left)
    assert f"đã rút lại lời nhắn {one.reference}" in replies[-1].main.text
    assert (one.state, one.message, one.contact) == ("withdrawn", None, None)
    assert "Không có lời nhắn nào" in talk(assistant, "other", '/leave_message{"leaving": "back"}')[0].main.text


def test_deleting_a_conversation_withdraws_its_message(assistant: Any, left: sessionmaker[Session]) -> None:
    """With its words and contact; an ended one keeps what came of it."""
    talk(assistant, "forget", *BEGUN, AGREED, MESSAGE, "0912345678")
    with left.begin() as session:
        forget_conversation(session, "leaving-forget")
    (one,) = kept(left)
    assert (one.state, one.message, one.contact, one.conversation_id) == ("withdrawn", None, None, None)


def test_the_place_that_was_named_tells_which_centre_it_is_for(assistant: Any, left: sessionmaker[Session]) -> None:
    """Its telephone is given first."""
    replies = talk(assistant, "place", "tôi ở xã Vĩnh Bảo", *BEGUN, AGREED, MESSAGE)
    assert "Trung tâm Phục vụ hành chính công xã Vĩnh Bảo" in replies[1].main.text
    assert "0823.919.686" in replies[1].main.text
    assert [(one.office, one.place) for one in kept(left)] == [("vinh_bao", "xã Vĩnh Bảo")]


def test_without_a_secret_no_contact_is_asked_for(
    assistant: Any, left: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the reference is given."""
    monkeypatch.delenv("MOTCUA_CONTACT_SECRET")
    replies = talk(assistant, "secretless", *BEGUN, AGREED, MESSAGE, "0912345678")
    assert "liên hệ" not in replies[1].main.text + replies[3].main.text
    assert replies[-1].intent != "leave_message"
    assert [one.contact for one in kept(left)] == [None]


def test_one_conversation_leaves_so_many_messages_a_day(assistant: Any, left: sessionmaker[Session]) -> None:
    """Then it is asked to wait."""
    for _ in range(5):
        talk(assistant, "many", "/leave_message", AGREED, MESSAGE, '/leave_message{"leaving": "alone"}')
    assert "đã để lại 5 lời nhắn" in talk(assistant, "many", "/leave_message")[0].main.text
    assert "đã để lại 5 lời nhắn" in talk(assistant, "many", AGREED, MESSAGE)[0].main.text
    assert len(kept(left)) == 5
