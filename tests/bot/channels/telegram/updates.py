"""Updates as Telegram writes them, made by hand."""

from itertools import count
from typing import Any

from telegram import Update, User

ME = User(666, "Một Cửa", True, username="MotCuaBot")
NUMBERS = count(1)


def who(number: int = 7, bot: bool = False) -> dict[str, Any]:
    """A person, or a bot."""
    return {"id": number, "first_name": "Mai", "is_bot": bot}


def message(
    chat: int = 7, kind: str = "private", sender: dict[str, Any] | None = None, **content: Any
) -> dict[str, Any]:
    """A message of any content."""
    return {"message_id": 5, "date": 1, "chat": {"id": chat, "type": kind}, "from": sender or who(), **content}


def update(number: int | None = None, **content: Any) -> Update:
    """An update with one thing in it."""
    made = Update.de_json({"update_id": number or next(NUMBERS), **content}, None)
    assert made is not None
    return made


def said(text: str, chat: int = 7, number: int | None = None, **more: Any) -> Update:
    """Someone typed a text."""
    return update(number, message=message(chat, text=text, **more))


def pressed(data: str, buttons: dict[str, str] | None = None, kind: str = "private") -> Update:
    """Someone pressed a button under a message of ours."""
    rows = [[{"text": title, "callback_data": carried}] for title, carried in (buttons or {}).items()]
    ours = message(kind=kind, sender=who(666, bot=True), text="x", reply_markup={"inline_keyboard": rows})
    return update(callback_query={"id": "9", "from": who(), "message": ours, "data": data, "chat_instance": "1"})
