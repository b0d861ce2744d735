"""Send to Telegram what must arrive: limits are waited for, faults of the way tried again, refusals noted."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

from telegram import Bot, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.channels.own_file import FILE_NAME, file_of
from bot.channels.telegram.callbacks import keyboard
from bot.channels.telegram.formatting import messages
from bot.channels.telegram.updates import Heard, Place
from bot.messages import Reply

PAUSES = (0.5, 1.0, 2.0, 4.0)  # seconds between attempts
log = logging.getLogger(__name__)


class Sent(Enum):
    """What became of an answer: it arrived, nobody will ever take it, or Telegram could not be reached."""

    ARRIVED = "arrived"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True)
class Parcel:
    """One message to send, in HTML, with the buttons under it; or a file."""

    text: str
    buttons: list[dict[str, str]]
    file: bytes | None = None


def parcels(reply: Reply, chosen: str | None) -> list[Parcel]:
    """Pack all answers; the first tells which button was chosen, the last of each has its buttons; data is a file."""
    packed: list[Parcel] = []
    for answer in reply.answers:
        parts = messages(answer, None if packed else chosen)
        packed += [Parcel(part, []) for part in parts[:-1]]
        packed += [Parcel(part, answer.buttons) for part in parts[-1:]]
        packed += [Parcel("", [], file_of(answer.details["data"]))] if "data" in answer.details else []
    return packed


class Sender:
    """Sends through a bot."""

    def __init__(self, bot: Bot, pauses: tuple[float, ...] = PAUSES) -> None:
        """Take the bot and how long to wait between attempts."""
        self._bot = bot
        self._pauses = pauses

    async def send(self, parcel: Parcel, place: Place) -> Sent:
        """Try until it arrives or is refused; at last leave it for later."""
        reason = ""
        for pause in (0.0, *self._pauses):
            await asyncio.sleep(pause)
            try:
                await (self._message(place, parcel) if parcel.file is None else self._file(place, parcel.file))
                return Sent.ARRIVED
            except Forbidden:
                log.info("an answer was not taken: the bot is blocked or was removed")
                return Sent.REFUSED
            except (BadRequest, ChatMigrated) as error:
                log.warning("an answer was refused: %s", type(error).__name__)
                return Sent.REFUSED
            except TelegramError as error:
                reason = type(error).__name__
        log.warning("an answer was not sent, it is tried again later: %s", reason)
        return Sent.LATER

    async def _file(self, place: Place, file: bytes) -> object:
        return await self._bot.send_document(place.chat, file, filename=FILE_NAME, message_thread_id=place.thread)

    async def _message(self, place: Place, parcel: Parcel) -> object:
        answered = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
        return await self._bot.send_message(
            place.chat,
            parcel.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=keyboard(parcel.buttons),
            reply_parameters=answered,
            message_thread_id=place.thread,
        )

    async def type(self, place: Place) -> None:
        """Show that an answer is being written; nothing depends on it.

        Not in groups, whose numbers are negative: there it would count against the few messages a minute.
        """
        if place.chat < 0:
            return
        with suppress(TelegramError):
            await self._bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.thread)

    async def acknowledge(self, heard: Heard) -> None:
        """Tell the application that the button was heard, and take the buttons away that were chosen from."""
        if heard.query is None:
            return
        with suppress(TelegramError):
            await self._bot.answer_callback_query(heard.query)
        if heard.pressed is not None and heard.title is not None:
            with suppress(TelegramError):
                await self._bot.edit_message_reply_markup(chat_id=heard.place.chat, message_id=heard.pressed)
