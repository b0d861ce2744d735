"""The same conversation through the API, the chat page and Telegram gives the same answers."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import telegram_door
from tests.e2e.browsing import CHROMIUM, PHONE, ask, browser
from tests.e2e.telegram_door import Bot, fake, made, polling, token
from tests.e2e.telegram_person import Person
from tests.e2e.telegram_shim import Shim

__all__ = ["browser", "fake", "made", "polling"]  # fixtures that the tests here ask for
pytestmark = [*telegram_door.NEEDED, pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")]
PRESS = "▸ "  # a line that begins so is the title of a button
TRANSCRIPTS = {
    "follow-ups": ["làm giấy khai sinh cho con cần giấy tờ gì", "the mat bao nhieu tien", "▸ Nộp ở đâu", "à nhầm, kết hôn cơ"],
    "asked back": ["bằng lái xe mất bao lâu", "1", "▸ Phí, lệ phí"],
    "two matters": ["đăng ký kết hôn cần gì và khai sinh cho con bao nhiêu tiền", "bao lâu thì xong"],
    "a case": ["lệ phí khai sinh", "▸ Bé sinh đã quá 60 ngày", "các bước thế nào"],
    "beside the matter": ["thời tiết hôm nay thế nào", "cháy nhà rồi", "mới sinh con cần làm những thủ tục gì", "2", "cảm ơn nhé"],
    "a message": ["cho tôi gặp cán bộ", "▸ Để lại lời nhắn", "▸ Đồng ý", "▸ Thôi, không gửi"],
    "odd": ["<b>khai sinh</b> & *kết hôn* _cần_ `gì`", "/ask_fees{\"procedure_code\": 5}", "mã 1.004194", "H24.11-260801-0012"],
}  # fmt: skip
Lines = list[str]


class Door(Protocol):
    """Somewhere to say something and to read what comes back, line by line without marks."""

    def hear(self, said: str) -> list[Lines]:
        """Say a text, or press a button; return the messages that answer it."""


class Api:
    """A program that calls POST /api/chat."""

    def __init__(self, address: str) -> None:
        """Take the server's address."""
        self._address = address
        self._last: dict[str, Any] = {}

    def hear(self, said: str) -> list[Lines]:
        """Send text or payload."""
        body = {"payload": self._payload(said)} if said.startswith(PRESS) else {"text": said}
        if self._last:
            body["conversation_id"] = self._last["conversation_id"]
        answer = httpx.post(f"{self._address}/api/chat", json=body, timeout=30)
        self._last = answer.raise_for_status().json()
        return [[line for block in each["blocks"] for line in block["lines"]] for each in self._last["messages"]]

    def _payload(self, said: str) -> str:
        buttons = self._last["messages"][-1]["buttons"]
        return str(next(each["payload"] for each in buttons if each["title"] == said.removeprefix(PRESS)))


class Widget:
    """A person with the chat page."""

    def __init__(self, page: Page) -> None:
        """Take the page."""
        self._page = page

    def hear(self, said: str) -> list[Lines]:
        """Type, or press; read the bubbles after the last own one."""
        count = self._page.locator(".me").count()
        if said.startswith(PRESS):
            self._page.locator(".quick, .ratings").get_by_role(
                "button", name=said.removeprefix(PRESS), exact=True
            ).click()
        else:
            ask(self._page, said)
        expect(self._page.locator(".me")).to_have_count(count + 1)
        expect(self._page.locator(".me").last.locator("xpath=following-sibling::*")).not_to_have_count(0)
        bubbles: list[Lines] = self._page.evaluate(
            """() => { const turns = [...document.querySelectorAll('.turn')];
            return turns.slice(turns.findLastIndex(turn => turn.matches('.me')) + 1).map(turn =>
              [...turn.querySelectorAll('h2, p, li')].map(element => element.textContent)) }"""
        )
        return [[line.removesuffix(" Mở nguồn") for line in lines] for lines in bubbles]


class Telegram:
    """A person with Telegram."""

    def __init__(self, person: Person, expected: Callable[[], int]) -> None:
        """Take the person and how many messages the other doors had."""
        self._person = person
        self._expected = expected

    def hear(self, said: str) -> list[Lines]:
        """Type, or press; what was chosen is quoted above the answer."""
        if said.startswith(PRESS):
            self._person.press(said.removeprefix(PRESS))
        else:
            self._person.say(said)
        messages = [text.splitlines() for text in self._person.wait(self._expected())]
        if said.startswith(PRESS):
            assert messages[0].pop(0) == said.removeprefix(PRESS)
        return [[_unmarked(line) for line in lines] for lines in messages]


def _unmarked(line: str) -> str:
    return re.sub(r"^(• |\d{1,2}\. )", "", line).removesuffix(" Mở nguồn")


@pytest.fixture
def page(browser: Browser, polling: tuple[Bot, Shim]) -> Iterator[Page]:
    """The chat page of the server that has a Telegram door."""
    context = browser.new_context(viewport=PHONE)
    opened = context.new_page()
    opened.goto(polling[0].address)
    yield opened
    context.close()


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_every_door_tells_the_same(page: Page, polling: tuple[Bot, Shim], name: str) -> None:
    """Message by message, line by line."""
    heard: list[list[Lines]] = []
    api, widget = Api(polling[0].address), Widget(page)
    telegram = Telegram(Person(polling[1], token(100)), lambda: len(heard[-1]))
    for said in TRANSCRIPTS[name]:
        heard.append(api.hear(said))
        assert heard[-1][-1], said
        assert widget.hear(said) == heard[-1], said
        assert telegram.hear(said) == heard[-1], said
