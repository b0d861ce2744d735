"""What an update says, and whether it is for us."""

from typing import Any

import pytest

from bot.channels.telegram.updates import Heard, Place, read_update
from bot.channels.telegram.wording import sayings
from tests.bot.channels.telegram.updates import ME, message, pressed, said, update, who

FILE = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "duration": 1}
GROUP = {"chat": -5, "kind": "supergroup"}


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("khai sinh", ("text", "khai sinh", "")),
        ("/timkiem  khai sinh", ("command", "timkiem", "khai sinh")),
        ("/TimKiem@MotCuaBot khai\nsinh", ("command", "timkiem", "khai\nsinh")),
        ("/start 1_001193", ("command", "start", "1_001193")),
        ('/give_feedback{"rating": 5}', ("text", 'give_feedback{"rating": 5}', "")),
        ("/restart", ("text", "restart", "")),
        ("@MotCuaBot khai sinh", ("text", "khai sinh", "")),
        ("/", ("text", "/", "")),
    ],
)
def test_a_text_is_a_command_or_only_a_text(text: str, heard: tuple[str, str, str]) -> None:
    """Nobody types a payload."""
    read = read_update(said(text), ME)
    assert read is not None
    assert (read.kind, read.value, read.rest) == heard
    assert read.place == Place(7)
    assert read.person is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("khai sinh cần gì", None),
        ("/foo", None),
        ("/help@OtherBot", None),
        ("@MotCuaBotX khai sinh", None),
        ("thư a@motcuabot.vn", None),
        ("/help", "help"),
        ("/help@motcuabot", "help"),
        ("/foo@MotCuaBot x", "foo@MotCuaBot x"),
        ("khai sinh cần gì @motcuabot nhỉ", "khai sinh cần gì nhỉ"),
        ("@MotCuaBot", ""),
        ("@MotCuaBot /timkiem khai sinh", "timkiem"),
    ],
)
def test_in_a_group_only_what_names_us_is_heard(text: str, value: str | None) -> None:
    """As a reply, in a conversation of the person's own."""
    read = read_update(said(text, **GROUP), ME)
    assert (read and read.value) == value
    if read:
        assert read.place == Place(-5, None, 5)
        assert read.person == 7


def test_a_reply_to_us_in_a_group_is_heard_whatever_it_is() -> None:
    """To others it is not; a topic is answered in the topic."""
    ours, theirs = message(**GROUP, sender=who(666, bot=True), text="x"), message(**GROUP, text="x")
    read = read_update(said("bao lâu", **GROUP, reply_to_message=ours, is_topic_message=True, message_thread_id=3), ME)
    assert read is not None
    assert read.place == Place(-5, 3, 5)
    assert read_update(said("bao lâu", **GROUP, reply_to_message=theirs), ME) is None
    photo = message(**GROUP, photo=[FILE])
    assert read_update(update(message=photo), ME) is None
    answered = read_update(update(message={**photo, "reply_to_message": ours}), ME)
    assert answered is not None
    assert answered.kind == "photo"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [FILE], "caption": "x"}, "photo"),
        ({"voice": FILE}, "voice"),
        ({"video_note": {**FILE, "length": 1}}, "video_note"),
        ({"animation": FILE, "document": FILE}, "animation"),
        ({"document": FILE}, "document"),
        ({"location": {"latitude": 1, "longitude": 1}}, "location"),
        ({"contact": {"phone_number": "0", "first_name": "x"}}, "contact"),
        ({"dice": {"emoji": "🎲", "value": 1}}, "dice"),
        ({"new_chat_members": [who()]}, None),
        ({"pinned_message": message(text="x")}, None),
    ],
)
def test_what_is_no_text_is_known_by_its_kind(content: dict[str, Any], kind: str | None) -> None:
    """What Telegram itself tells is nobody's question."""
    read = read_update(update(message=message(**content)), ME)
    assert (read and read.kind) == kind


@pytest.mark.parametrize(
    "content",
    [
        {"message": message(sender=who(8, bot=True), text="x")},
        {"channel_post": message(-9, "channel", text="x")},
        {"edited_channel_post": message(-9, "channel", text="x")},
        {"edited_message": message(location={"latitude": 1, "longitude": 1})},
        {"inline_query": {"id": "1", "from": who(), "query": "x", "offset": ""}},
        {"callback_query": {"id": "1", "from": who(), "data": "fee|1.001193||", "chat_instance": "1"}},
        {"poll_answer": {"poll_id": "1", "option_ids": [], "option_persistent_ids": [], "user": who()}},
        {
            "my_chat_member": {
                "chat": {"id": 7, "type": "private"},
                "from": who(),
                "date": 1,
                "old_chat_member": {"status": "member", "user": who(666, bot=True)},
                "new_chat_member": {"status": "kicked", "until_date": 0, "user": who(666, bot=True)},
            }
        },
    ],
)
def test_nobody_waits_for_an_answer_to_these(content: dict[str, Any]) -> None:
    """Bots, channels, moving places, a bot that is blocked."""
    assert read_update(update(**content), ME) is None


def test_an_edited_text_is_answered_as_a_reply() -> None:
    """Also where only two talk."""
    read = read_update(update(edited_message=message(text="khai sinh")), ME)
    assert read == Heard(Place(7, None, 5), "text", "khai sinh")


def test_a_pressed_button_is_its_payload_and_its_title() -> None:
    """The buttons stay where others may want to press them too."""
    read = read_update(pressed("fee|1.001193||", {"Phí": "fee|1.001193||", "Khác": "where|1.001193||"}), ME)
    assert read is not None
    assert (read.kind, read.value) == ("button", '/ask_fees{"procedure_code": "1.001193"}')
    assert (read.title, read.pressed, read.query, read.person) == ("Phí", 5, "9", None)
    together = read_update(pressed("fee|1.001193||", kind="group"), ME)
    assert together is not None
    assert (together.pressed, together.person) == (None, 7)


def test_a_forged_button_is_told_apart() -> None:
    """It has no title."""
    read = read_update(pressed("rm -rf", {"Phí": "fee|1.001193||"}), ME)
    assert read is not None
    assert (read.kind, read.title) == ("unknown_button", None)


def test_every_command_and_kind_has_its_words() -> None:
    """Telegram takes names of lower-case letters and descriptions of at most 256 letters."""
    words = sayings()
    assert all(name.replace("_", "").isalpha() and name.islower() for name in words["commands"])
    assert all(0 < len(text) <= 256 for text in words["commands"].values())
    assert all(text.endswith((".", "lệnh.")) for text in words["kinds"].values())
