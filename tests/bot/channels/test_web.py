"""What the web door accepts, with a stand-in for the assistant."""

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.web import PROBLEMS, chat
from bot.messages import Answer, Incoming, Reply


class Echo:
    """Answers with what it was told."""

    async def reply(self, message: Incoming) -> Reply:
        """Repeat the text."""
        return Reply([Answer(message.text, "answered", details={"aspect": "fee"})], "x", 1.0, 0.1)

    async def discuss(self, conversation_id: str, procedure_code: str) -> None:
        """Do nothing."""


@pytest.fixture
def client() -> TestClient:
    """A client of the chat route alone."""
    app = Starlette(routes=[Route("/api/chat", chat, methods=["POST"])], exception_handlers=PROBLEMS)
    app.state.assistant = Echo()
    return TestClient(app)


def test_a_message_is_answered_and_the_conversation_gets_an_id(client: TestClient) -> None:
    """Which the next message may carry."""
    first = client.post("/api/chat", json={"text": "xin chào"}).json()
    assert first["messages"] == [{"text": "xin chào", "outcome": "answered", "buttons": [], "aspect": "fee"}]
    again = client.post("/api/chat", json={"payload": "/x", "conversation_id": first["conversation_id"]}).json()
    assert again["conversation_id"] == first["conversation_id"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ([], 422),
        ("text", 422),
        ({"text": 5}, 422),
        ({"text": "a", "payload": "/b"}, 422),
        ({"text": "a", "colour": "red"}, 422),
        ({"text": "a", "conversation_id": "../../etc"}, 422),
        ({"text": "a", "conversation_id": 12345678}, 422),
        ({"text": "a", "conversation_id": 0}, 422),
        ({"text": "a", "conversation_id": []}, 422),
    ],
)
def test_json_of_another_shape_is_refused_with_a_reason(client: TestClient, body: Any, status: int) -> None:
    """As problem details."""
    response = client.post("/api/chat", json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"null", "application/json", 422),
        (b"{", "application/json", 400),
        (b'{"text": "\xff\xfe"}', "application/json", 400),
        (b"[" * 50000, "application/json", 400),
        (b'{"text": "' + b"a" * 70000 + b'"}', "application/json", 413),
        (b'{"text": "a"}', "text/plain", 415),
        (b"text=a", "application/x-www-form-urlencoded", 415),
    ],
)
def test_a_body_that_is_broken_large_or_of_another_type_is_refused(
    client: TestClient, content: bytes, kind: str, status: int
) -> None:
    """Never a 5xx."""
    assert client.post("/api/chat", content=content, headers={"content-type": kind}).status_code == status


def test_half_a_letter_is_replaced(client: TestClient) -> None:
    """A lone surrogate from a broken client does not break the answer."""
    answer = client.post("/api/chat", content=b'{"text": "a\\ud83d"}', headers={"content-type": "application/json"})
    assert answer.json()["messages"][0]["text"] == "a\ufffd"


def test_only_post_is_allowed(client: TestClient) -> None:
    """A GET is no message."""
    refused = client.get("/api/chat")
    assert refused.status_code == 405
    assert refused.headers["content-type"] == "application/problem+json"
