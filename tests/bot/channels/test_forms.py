"""What a form may hold."""

import asyncio
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from bot.channels.forms import FORM, read_form


def read(fields: list[tuple[str, str]]) -> dict[str, str]:
    """Send a form and read it."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": urlencode(fields).encode(), "more_body": False}

    app = SimpleNamespace(state=SimpleNamespace(settings=SimpleNamespace(origins=())))
    scope = {"type": "http", "headers": [(b"content-type", FORM.encode())], "app": app}
    return asyncio.run(read_form(Request(scope, receive)))


def test_letters_of_every_kind_stay_and_control_characters_go() -> None:
    """A space that does not break, a joined emoji and a mark of its own are letters; the last of a name counts."""
    assert read([("a", "một\x00 hai\x1b[31m\x85")]) == {"a": "một hai[31m"}
    assert read([("a", "khai\u00a0sinh 👩‍👧 e\u0301\r\n\tx")]) == {"a": "khai\u00a0sinh 👩‍👧 e\u0301\n\tx"}
    assert read([("a", "1"), ("a", "2"), ("b", "")]) == {"a": "2"}
