"""A person with Telegram, on the side of the fake server: says, presses, and reads what arrived."""

import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from tests.e2e.telegram_shim import Shim, shown

NUMBERS = count(1000)


@dataclass
class Person:
    """Someone in a chat with the bot."""

    shim: Shim
    token: str
    chat: int = field(default_factory=lambda: next(NUMBERS))
    kind: str = "private"
    seen: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str, **more: Any) -> None:
        """Type a text."""
        self._send("sendMessage", {**self._message(), "text": text, **more})

    def show(self, **content: Any) -> None:
        """Send something that is no text."""
        self._send("sendMessage", {**self._message(), **content})

    def press(self, title: str) -> None:
        """Press a button of the last message."""
        last = self.seen[-1]
        buttons = [button for row in self.keyboard() for button in row]
        data = next(each["callback_data"] for each in buttons if each["text"] == title)
        self.forge(data, message_id=last["message_id"], reply_markup={"inline_keyboard": self.keyboard()})

    def forge(self, data: str, **more: Any) -> None:
        """Send what a button could have carried."""
        message = {**self._message(), "message_id": 1, "text": "x", **more}
        self._send("sendCallback", {"botToken": self.token, "from": self._who(), "message": message, "data": data})

    def edit(self, text: str, message_id: int) -> None:
        """Change what was typed."""
        self.push({"edited_message": {**self._message(), "message_id": message_id, "text": text}})

    def push(self, update: dict[str, Any]) -> None:
        """Send an update of a kind that the fake server cannot make."""
        httpx.post(f"{self.shim.address}/push", json=update).raise_for_status()

    def wait(self, number: int = 1, seconds: float = 30) -> list[str]:
        """Wait for that many more messages; return what they show."""
        until = time.monotonic() + seconds
        arrived: list[dict[str, Any]] = []
        while len(arrived) < number and time.monotonic() < until:
            arrived += self._arrived()
            time.sleep(0.05)
        assert len(arrived) == number, (number, [message["text"] for message in arrived])
        return [shown(message["text"])[0] for message in arrived]

    def silence(self, seconds: float = 1.0) -> None:
        """Make sure that nothing more arrives for a while."""
        time.sleep(seconds)
        assert self._arrived() == []

    def keyboard(self) -> list[list[dict[str, str]]]:
        """Return the buttons of the last message, by row."""
        rows: list[list[dict[str, str]]] = self.seen[-1].get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    def titles(self) -> list[str]:
        """Return what stands on the buttons of the last message."""
        return [button["text"] for row in self.keyboard() for button in row]

    def _arrived(self) -> list[dict[str, Any]]:
        answer = httpx.post(f"{self.shim.fake}/getUpdates", json={"token": self.token, "chatId": self.chat})
        new = [{**each["message"], "message_id": each["messageId"]} for each in answer.json()["result"]]
        self.seen += new
        return new

    def _send(self, route: str, body: dict[str, Any]) -> None:
        httpx.post(f"{self.shim.fake}/{route}", json=body).raise_for_status()

    def _who(self) -> dict[str, Any]:
        return {"id": 7 if self.kind != "private" else self.chat, "first_name": "Mai", "is_bot": False}

    def _message(self) -> dict[str, Any]:
        chat = {"id": self.chat, "type": self.kind}
        return {"botToken": self.token, "from": self._who(), "chat": chat, "date": int(time.time())}
