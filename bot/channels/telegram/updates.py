"""Read an update of Telegram: whether it is meant for us, where to answer, and what was said."""

import re
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update, User

from bot.channels.telegram.callbacks import decode
from bot.channels.telegram.wording import sayings

_COMMAND = re.compile(r"/(?P<word>\w+)(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """Where an answer goes; `reply_to` is the message it answers, where that is not plain."""

    chat: int
    thread: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True)
class Heard:
    """What a person did: `kind` is text, command, button, or a kind of message that nobody here can read.

    `value` is the text, the payload or the word of the command, `rest` what follows the command. `pressed` is the
    message whose button was pressed, and `title` what stood on it.
    """

    place: Place
    kind: str
    value: str = ""
    rest: str = ""
    person: int | None = None
    album: str | None = None
    query: str | None = None
    pressed: int | None = None
    title: str | None = None


def read_update(update: Update, me: User) -> Heard | None:
    """Return what was said to us, or None when nobody waits for an answer."""
    if update.callback_query:
        return _pressed(update)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot or message.chat.type == "channel":
        return None
    edited = update.edited_message is not None
    if message.text is None:
        return None if edited else _unreadable(message, me)
    return _said(message, me, edited)


def _pressed(update: Update) -> Heard | None:
    query = update.callback_query
    if query is None or query.message is None or query.from_user.is_bot:
        return None
    data, message = query.data or "", query.message
    group = message.chat.type != "private"
    place = Place(message.chat.id, _thread(message))
    return Heard(
        place,
        "button" if decode(data) else "unknown_button",
        decode(data) or "",
        person=query.from_user.id if group else None,
        query=query.id,
        pressed=None if group else message.message_id,  # in a group others may still want to press
        title=_title(message, data),
    )


def _title(message: Any, data: str) -> str | None:
    markup = getattr(message, "reply_markup", None)
    buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
    return next((button.text for button in buttons if button.callback_data == data), None)


def _said(message: Message, me: User, edited: bool) -> Heard | None:
    text, mentioned = _without_mention(message.text or "", me)
    command = _COMMAND.fullmatch(text)
    known = command is not None and command["word"].lower() in sayings()["commands"]
    ours = command is not None and (command["bot"] or "").lower() in ("", (me.username or "").lower())
    to_us = mentioned or _answers_us(message, me) or (ours and (known or bool(command and command["bot"])))
    if not _private(message) and not to_us:
        return None
    if command and known and ours:
        return Heard(
            _place(message, edited),
            "command",
            command["word"].lower(),
            (command["rest"] or "").strip(),
            person=_person(message),
        )
    return Heard(_place(message, edited), "text", text.lstrip("/ ") or text, person=_person(message))


def _without_mention(text: str, me: User) -> tuple[str, bool]:
    """Cut our name out of a text, but not out of a command; say whether it was there."""
    cut = re.sub(rf"(?i)(?<![\w/])@{re.escape(me.username or '')}(?!\w)", " ", text)
    at_command = re.match(r"/\w+@", text) is not None
    return (text, False) if at_command or cut == text else (" ".join(cut.split()), True)


def _unreadable(message: Message, me: User) -> Heard | None:
    kind = next((kind for kind in sayings()["kinds"] if getattr(message, kind, None)), None)
    if kind is None or not (_private(message) or _answers_us(message, me)):
        return None
    return Heard(_place(message, False), kind, person=_person(message), album=message.media_group_id)


def _place(message: Message, edited: bool) -> Place:
    reply = message.message_id if edited or not _private(message) else None
    return Place(message.chat.id, _thread(message), reply)


def _thread(message: Any) -> int | None:
    return message.message_thread_id if getattr(message, "is_topic_message", None) else None


def _person(message: Message) -> int | None:
    return None if _private(message) or message.from_user is None else message.from_user.id


def _private(message: Message) -> bool:
    return message.chat.type == "private"


def _answers_us(message: Message, me: User) -> bool:
    answered = message.reply_to_message
    return bool(answered and answered.from_user and answered.from_user.id == me.id)
