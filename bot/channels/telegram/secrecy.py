"""What must stay secret: the token in no log, chat numbers in no table."""

import hmac
import logging
from collections.abc import Iterator
from contextlib import contextmanager

HIDDEN = "<token>"
TALKATIVE = ("httpx", "httpcore")  # at INFO they log every address, and the token is part of it


class TokenHidden(logging.Filter):
    """Replaces the token in the text and the traceback of a record."""

    def __init__(self, token: str) -> None:
        """Take the token."""
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without the token."""
        message = record.getMessage()
        if self._token in message:
            record.msg, record.args = message.replace(self._token, HIDDEN), ()
        if record.exc_info and not record.exc_text:
            traceback = logging.Formatter().formatException(record.exc_info)
            if self._token in traceback:
                record.exc_text = traceback.replace(self._token, HIDDEN)
                record.exc_info = None
        return True


@contextmanager
def token_hidden(token: str) -> Iterator[None]:
    """Keep the token out of every record that any logger of this process makes."""
    hidden, make = TokenHidden(token), logging.getLogRecordFactory()

    def made(*args: object, **values: object) -> logging.LogRecord:
        record = make(*args, **values)
        hidden.filter(record)
        return record

    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.setLogRecordFactory(made)
    try:
        yield
    finally:
        logging.setLogRecordFactory(make)


def conversation_of(token: str, chat: int, person: int | None) -> str:
    """Return the name of a conversation, from which nobody without the token finds the chat; `person` in groups."""
    who = str(chat) if person is None else f"{chat}:{person}"
    return "tg-" + hmac.new(token.encode(), who.encode(), "sha256").hexdigest()[:32]
