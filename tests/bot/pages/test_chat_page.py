"""The chat page without a script."""

import re

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from bot.app import create_app
from bot.messages import Answer, Incoming, Keep, Reply
from bot.pages.chat_page import style, style_hash
from bot.settings import read_settings

ANSWER = "Giấy tờ – Việc (mã 1.000001)\nNộp:\n- Tờ khai <b>\n1. Đến nơi\nNguồn: Cổng"
BUTTON = {"title": "Phí & lệ phí", "payload": '/ask_fees{"procedure_code": "1.000001"}'}


class Clerk:
    """Answers everything alike, and remembers what was said."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.said: list[Incoming] = []

    async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
        """Give the one answer."""
        self.said.append(message)
        details = {"aspect": "documents", "procedure_code": "1.000001"}
        return Reply([Answer(ANSWER, "answered", [BUTTON], details)], "x", 1.0, 0.1)

    async def discuss(self, conversation_id: str, procedure_code: str) -> None:
        """Do nothing."""


@pytest.fixture
def clerk() -> Clerk:
    """Who answers."""
    return Clerk()


@pytest.fixture
def client(acting: sessionmaker[Session], clerk: Clerk) -> TestClient:
    """A client of the application around it."""
    return TestClient(create_app(clerk, None, read_settings()))


def test_a_question_is_answered_and_its_buttons_go_on_with_the_conversation(client: TestClient, clerk: Clerk) -> None:
    """All by forms, and what was typed or published is shown as text."""
    page = client.post("/", data={"text": "<script>alert(1)</script>"}).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<li>Tờ khai &lt;b&gt;</li>" in page
    assert "<ol><li>Đến nơi</li></ol>" in page
    (conversation_id,) = set(re.findall(r'name="conversation_id" value="([^"]+)"', page))
    fields = {"conversation_id": conversation_id, "title": BUTTON["title"], "payload": BUTTON["payload"], "text": ""}
    assert "Phí &amp; lệ phí</p>" in client.post("/", data=fields).text
    assert [each.text for each in clerk.said] == ["<script>alert(1)</script>", BUTTON["payload"]]
    assert {each.conversation_id for each in clerk.said} == {conversation_id}


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"text=" + b"a" * 70000, "application/x-www-form-urlencoded", 413),
        (b'{"text": "a"}', "application/json", 415),
        (b"text=a&conversation_id=../x", "application/x-www-form-urlencoded", 422),
        (b"&".join(b"text=a" for _ in range(20)), "application/x-www-form-urlencoded", 422),
        (b"text=%ff%fe", "application/x-www-form-urlencoded", 200),
        (b"", "application/x-www-form-urlencoded", 200),
    ],
)
def test_forms_that_are_broken_large_or_no_forms_are_refused(
    client: TestClient, content: bytes, kind: str, status: int
) -> None:
    """Never a 5xx."""
    assert client.post("/", content=content, headers={"content-type": kind}).status_code == status


def test_the_page_begins_with_the_procedure_that_its_address_names(client: TestClient) -> None:
    """And with nothing else."""
    assert 'data-begin="1.000001"' in client.get("/?thu-tuc=1.000001").text
    assert "data-begin" not in client.get('/?thu-tuc="><script>').text


def test_the_style_within_the_page_is_the_one_that_the_policy_allows(client: TestClient) -> None:
    """Otherwise the page would be naked."""
    answer = client.get("/")
    assert f"<style>{style()}</style>" in answer.text
    assert f"'{style_hash()}'" in answer.headers["content-security-policy"]


def test_the_panel_alone_is_for_other_pages(client: TestClient) -> None:
    """Its heading ranks below theirs."""
    panel = client.get("/widget/panel.html").text
    assert panel.lstrip().startswith("<section")
    assert '<h2 class="name">' in panel
