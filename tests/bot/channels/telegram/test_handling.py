"""Updates become answers that arrive once, in order, over a real database and a hand-made bot."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.channels.telegram.answering import Desk
from bot.channels.telegram.handling import Handling
from bot.channels.telegram.sending import Sender
from bot.messages import Answer, Incoming, Keep, Reply
from procedures_db.models import Answered, Turn
from procedures_db.queries.conversations import add_turn
from tests.bot.channels.telegram.parts import Echo, Recorder
from tests.bot.channels.telegram.updates import ME, message, pressed, said, update
from tests.factories import NOW, turn

pytestmark = pytest.mark.slow

TOKEN = "123456:AAtest"
FILE = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}


def handling(sessions: sessionmaker[Session], bot: Recorder, assistant: Any) -> Handling:
    """What handles updates, without pauses between attempts."""
    desk = Desk(assistant, sessions, lambda: NOW)
    return Handling(TOKEN, desk, Sender(bot, (0.0, 0.0, 0.0)), lambda: ME)  # type: ignore[arg-type]


def handle(sessions: sessionmaker[Session], bot: Recorder, assistant: Any, *updates: Update) -> list[bool]:
    """Handle updates that come at once."""

    async def go() -> list[bool]:
        part = handling(sessions, bot, assistant)
        return list(await asyncio.gather(*(part.take(each) for each in updates)))

    return asyncio.run(go())


def test_what_was_delivered_is_skipped_also_after_a_restart(sessions: sessionmaker[Session]) -> None:
    """By the bot and the number of the update; no chat is named."""
    bot, echo = Recorder(), Echo()
    for _ in range(3):
        assert handle(sessions, bot, echo, said("a", 4242, 9)) == [True]
    assert bot.sent == [(4242, "a")]
    assert len(echo.asked) == 1
    assert echo.asked[0].channel == "telegram"
    with sessions() as session:
        kept = session.scalars(select(Answered)).one()
        assert (kept.key, kept.delivered) == ("telegram:123456:9", True)
        assert kept.conversation_id == echo.asked[0].conversation_id
        assert "4242" not in kept.conversation_id + kept.key + kept.reply


def test_what_was_answered_and_not_delivered_is_sent_without_asking_again(sessions: sessionmaker[Session]) -> None:
    """As after a crash between the two."""
    echo, broken, bot = Echo(), Recorder(*[TimedOut()] * 4), Recorder()
    assert handle(sessions, broken, echo, said("a", 1, 9)) == [False]
    assert handle(sessions, bot, echo, said("a", 1, 9)) == [True]
    assert (len(echo.asked), bot.sent) == (1, [(1, "a")])


def test_an_answer_of_several_messages_goes_on_where_it_stopped(sessions: sessionmaker[Session]) -> None:
    """While the process lives."""

    class Twice(Echo):
        async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
            return Reply([Answer("first", "notice"), Answer("second", "answered")], None, 1.0, 0.1)

    class Breaking(Recorder):
        async def send_message(self, chat: int, text: str, **options: Any) -> None:
            if text == "second" and self.tried < 6:
                self.faults = [NetworkError("x")]
            await super().send_message(chat, text, **options)

    bot = Breaking()

    async def go() -> list[bool]:
        part = handling(sessions, bot, Twice())
        return [await part.take(said("a", 1, 9)) for _ in range(2)]

    assert asyncio.run(go()) == [False, True]
    assert bot.sent == [(1, "first"), (1, "second")]


@pytest.mark.parametrize(
    ("faults", "tried", "arrived", "done"),
    [
        ([RetryAfter(1), NetworkError("500"), TimedOut()], 4, 1, True),
        ([NetworkError("500")] * 4, 4, 0, False),
        ([Forbidden("blocked")], 1, 0, True),
        ([BadRequest("chat not found")], 1, 0, True),
    ],
)
def test_faults_are_tried_again_and_refusals_are_not(
    sessions: sessionmaker[Session], faults: list[Exception], tried: int, arrived: int, done: bool
) -> None:
    """One message arrives, or none."""
    bot = Recorder(*faults)
    assert handle(sessions, bot, Echo(), said("a")) == [done]
    assert (bot.tried, len(bot.sent)) == (tried, arrived)


def test_a_chat_goes_in_order_and_others_beside_it(sessions: sessionmaker[Session]) -> None:
    """The slow question of one holds only them up."""
    bot, echo = Recorder(), Echo({"slow": 0.2})
    handle(sessions, bot, echo, said("slow", 1), said("b", 1), said("c", 2), said("d", 2))
    assert [text for chat, text in bot.sent if chat == 1] == ["slow", "b"]
    assert [text for chat, text in bot.sent if chat == 2] == ["c", "d"]
    assert bot.sent[0] == (2, "c")


def test_an_update_that_comes_twice_at_once_is_handled_once(sessions: sessionmaker[Session]) -> None:
    """As a webhook that is called again while the first call is under way."""
    bot, echo = Recorder(), Echo({"a": 0.05})
    assert handle(sessions, bot, echo, said("a", 1, 9), said("a", 1, 9)) == [True, True]
    assert (len(echo.asked), len(bot.sent)) == (1, 1)


def test_an_album_is_told_once(sessions: sessionmaker[Session]) -> None:
    """However many pictures."""
    bot = Recorder()
    photo = message(photo=[FILE], media_group_id="1")
    handle(sessions, bot, Echo(), *(update(message=photo) for _ in range(5)))
    assert len(bot.sent) == 1


@pytest.mark.usefixtures("acting")
def test_a_fault_of_ours_is_told_politely(sessions: sessionmaker[Session]) -> None:
    """And the next message is answered."""

    class Broken(Echo):
        async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
            if message.text == "break":
                raise RuntimeError("a fault")
            return await super().reply(message, keep)

    bot = Recorder()
    assert handle(sessions, bot, Broken(), said("break"), said("a")) == [True, True]
    assert len(bot.sent) == 2


def test_a_button_is_acknowledged_its_title_shown_and_its_row_taken_away(sessions: sessionmaker[Session]) -> None:
    """Before the answer."""
    bot = Recorder()
    handle(sessions, bot, Echo(), pressed("fee|1.001193||", {"Phí, lệ phí": "fee|1.001193||"}))
    assert {name for name, _ in bot.other} == {"typing", "acknowledged", "buttons taken away"}
    assert bot.sent == [
        (7, "<blockquote>Phí, lệ phí</blockquote>\n/ask_fees{&quot;procedure_code&quot;: &quot;1.001193&quot;}")
    ]


def test_own_data_comes_as_a_file_too(sessions: sessionmaker[Session]) -> None:
    """After the words, which arrive even if the file is refused."""

    class Telling(Echo):
        async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
            return Reply([Answer("a", "own_data", [], {"data": {"messages": []}})], None, 1.0, 0.1)

    bot = Recorder()
    handle(sessions, bot, Telling(), said("/dulieu"))
    assert [text for _, text in bot.sent] == ["a", 'motcua.json: {\n "messages": []\n}']


@pytest.mark.parametrize("button", ["forget", "forget|||"])
def test_deleting_is_done_for_this_conversation_only(sessions: sessionmaker[Session], button: str) -> None:
    """By the button under the question, also one sent before; the receipt is told, counts stay with nobody."""
    bot, echo = Recorder(), Echo()
    handle(sessions, bot, echo, said("a", 7), said("b", 8))
    mine, others = (message.conversation_id for message in echo.asked)
    with sessions.begin() as session:
        for name in (mine, others):
            add_turn(session, turn(name, channel="telegram"))
    handle(sessions, bot, echo, pressed(button, {"Xóa ngay": button}))
    assert "Mã biên nhận: XD-" in bot.sent[-1][1]
    with sessions() as session:
        assert session.execute(select(Turn.conversation_id, Turn.text)).all() == [("", None), (others, "a")]
        assert session.scalars(select(Answered.conversation_id).where(Answered.conversation_id == mine)).all() == []
    assert len(echo.asked) == 2


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/start", "/greet"),
        ("/start 1_001193", '/ask_procedure{"procedure_code": "1.001193"}'),
        ("/start rubbish", "/greet"),
        ("/tracuu", "/ask_dossier"),
        ("/tracuu H24.11", "tra cứu hồ sơ H24.11"),
        ("/danhgia", "/give_feedback"),
        ("/riengtu", "/ask_privacy"),
        ("/dulieu", "/show_data"),
        ("/xoa_dulieu", "/delete_data"),
        ("@MotCuaBot", "/greet"),
        ("/nothing else", "nothing else"),
    ],
)
def test_commands_ask_the_assistant(sessions: sessionmaker[Session], text: str, asked: str) -> None:
    """In its own words; the notice comes with every start."""
    bot, echo = Recorder(), Echo()
    handle(sessions, bot, echo, said(text))
    assert [message.text for message in echo.asked] == [asked]
    assert len(bot.sent) == (2 if text.startswith("/start") else 1)


def test_a_search_offers_procedures_as_buttons(acting: sessionmaker[Session]) -> None:
    """And says so when there is none, or nothing to search for."""
    from bot.nlu.lookups import lookups_with

    lookups_with.cache_clear()
    bot, echo = Recorder(), Echo()
    handle(acting, bot, echo, said("/timkiem"), said("/timkiem việc chưa rõ"), said("/timkiem zzzzqq"), said("/help"))
    lookups_with.cache_clear()
    texts = [text for _, text in bot.sent]
    assert [text[:12] for text in texts] == ["Bạn muốn tìm", "Các thủ tục ", "Tôi chưa tìm", "Bạn nhắn câu"]
    assert echo.asked == []
