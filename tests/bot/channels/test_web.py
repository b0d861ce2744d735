"""What the web door accepts, over the whole application with a stand-in for the assistant."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker
from starlette.requests import Request
from starlette.testclient import TestClient

from bot.app import create_app
from bot.channels import web
from bot.messages import Answer, Incoming, Keep, Reply
from bot.settings import read_settings
from procedures_db.models import Answered


class Echo:
    """Answers with what it was told, and counts how often it was asked."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.asked = 0
        self.communes: list[str | None] = []

    async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
        """Repeat the text."""
        self.asked += 1
        self.communes.append(message.commune)
        return Reply([Answer(message.text, "answered", details={"aspect": "fee"})], "x", 1.0, 0.1)

    async def discuss(self, conversation_id: str, procedure_code: str) -> None:
        """Do nothing."""


@pytest.fixture
def echo() -> Echo:
    """Who answers."""
    return Echo()


@pytest.fixture
def client(acting: sessionmaker[Session], echo: Echo) -> TestClient:
    """A client of the application around it."""
    settings = replace(read_settings(), origins=("https://xa.example.vn",), messages_a_minute=20)
    return TestClient(create_app(echo, None, settings))


def test_a_message_is_answered_and_the_conversation_gets_an_id(client: TestClient) -> None:
    """Which the next message may carry."""
    first = client.post("/api/chat", json={"text": "xin chào"}).json()
    blocks = [{"kind": "text", "lines": ["xin chào"]}]
    assert first["messages"] == [
        {"text": "xin chào", "blocks": blocks, "outcome": "answered", "buttons": [], "aspect": "fee"}
    ]
    again = client.post("/api/chat", json={"payload": "/x", "conversation_id": first["conversation_id"]}).json()
    assert again["conversation_id"] == first["conversation_id"]


def test_the_commune_that_a_site_declares_goes_along(client: TestClient, echo: Echo) -> None:
    """Five digits; anything else is a fault of the site's builder."""
    for commune in ("11413", None):
        assert client.post("/api/chat", json={"text": "a", "commune": commune}).status_code == 200
    assert echo.communes == ["11413", None]
    for wrong in ("1141", "x" * 5, 11413, ["11413"], "11413\n", "１１４１３"):
        answer = client.post("/api/chat", json={"text": "a", "commune": wrong})
        assert answer.status_code == 422
        assert "five digits" in answer.json()["detail"]


def test_a_message_that_is_sent_again_is_answered_once(client: TestClient, echo: Echo) -> None:
    """With the same words; another message of the same conversation is another one."""
    said = {"text": "a", "conversation_id": "conversation-1", "message_id": "message-1"}
    replies = [client.post("/api/chat", json=said).json() for _ in range(3)]
    assert replies[0] == replies[1] == replies[2]
    assert echo.asked == 1
    client.post("/api/chat", json={**said, "message_id": "message-2"})
    client.post("/api/chat", json={**said, "conversation_id": "conversation-2"})
    assert echo.asked == 3


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://testserver", 200),
        ("https://xa.example.vn", 200),
        ("https://evil.example", 403),
        ("http://testserver.evil.example", 403),
        ("null", 403),
        ("http://[::1", 403),
        ("http://[v1.x]", 403),
        ("http://testserver/", 403),
        ("http://", 403),
        ("testserver", 403),
    ],
)
def test_only_known_sites_may_send_messages(client: TestClient, origin: str, status: int) -> None:
    """Our own pages, and those that may embed the widget."""
    headers = {"origin": origin}
    answer = client.post("/api/chat", json={"text": "a"}, headers=headers)
    assert answer.status_code == status
    assert client.post("/", data={"text": "a"}, headers=headers).status_code == status
    assert client.delete("/api/chat/conversation-1", headers=headers).status_code == (200 if status == 200 else 403)
    allowed = answer.headers.get("access-control-allow-origin")
    assert allowed == (origin if origin == "https://xa.example.vn" else None)


def test_how_much_may_be_asked_is_told_and_kept(client: TestClient, acting: sessionmaker[Session]) -> None:
    """Refused beyond it, as problem details that say when to try again; other paths go on."""
    answers = [client.post("/api/chat", json={"text": "a"}) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert answers[0].headers["ratelimit-policy"] == '"messages";q=20;w=60'
    assert answers[0].headers["ratelimit"].startswith('"messages";r=19;t=')
    assert answers[-1].headers["content-type"] == "application/problem+json"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 3
    form = client.post("/", data={"text": "a"})
    assert (form.status_code, "Bạn đợi một phút" in form.text) == (429, True)
    assert client.get("/api/search?q=a").status_code == 200
    with acting() as session:
        assert session.scalar(select(func.count()).select_from(Answered)) == 0


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    """A slow client holds nothing up."""
    scope = {"type": "http", "headers": [(b"content-type", b"application/json")]}

    async def never() -> Any:
        await asyncio.sleep(60)

    with pytest.raises(web.Problem, match=r"within 0\.01 seconds") as caught:
        asyncio.run(web.read_body(Request(scope, never), "application/json", patience=0.01))
    assert caught.value.status == 408


@pytest.mark.parametrize("path", ["/", "/thu-tuc", "/api/procedures", "/widget/chat.js", "/nowhere"])
def test_every_answer_keeps_foreign_code_out(client: TestClient, path: str) -> None:
    """Scripts only from here, and no page of ours in another's frame."""
    headers = client.get(path).headers
    assert "script-src 'self';" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


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
        ({"text": "a", "message_id": "short"}, 422),
        ({"text": "a", "message_id": 12345678}, 422),
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


HIDDEN = ["56\u200b78", "/5678", " / 5678", "H24.11-261102-0012 56\u200b78", "H24.11-261102-0012 /5678"]


def test_who_rates_again_and_again_is_held_back(acting: sessionmaker[Session], echo: Echo) -> None:
    """In however many conversations; questions go on being answered."""
    client = TestClient(create_app(echo, None, replace(read_settings(), ratings_an_hour=3)))
    texts = ['/give_feedback{"rating": 1}', "5 sao", "4/5", '/give_feedback{"rating": 5}']
    assert [client.post("/api/chat", json={"text": text}).status_code for text in texts] == [200, 200, 200, 429]
    assert client.post("/", data={"payload": '/give_feedback{"rating": 1}'}).status_code == 429
    assert client.post("/api/chat", json={"text": "đăng ký kết hôn cần gì"}).status_code == 200


def test_who_tries_many_dossiers_is_held_back_whatever_conversation_it_is(
    acting: sessionmaker[Session], echo: Echo
) -> None:
    """By the form too; other questions go on being answered."""
    settings = replace(read_settings(), dossier_tries_an_hour=3)
    client = TestClient(create_app(echo, None, settings))
    texts = ["5678", "0912345678", "H24.11-261102-0012 5678", "4 số cuối 5678"]
    assert [client.post("/api/chat", json={"text": text}).status_code for text in texts] == [200, 200, 200, 429]
    assert client.post("/", data={"text": "5678"}).status_code == 429
    assert [client.post("/api/chat", json={"text": text}).status_code for text in HIDDEN] == [429] * len(HIDDEN)
    assert client.post("/api/chat", json={"text": "H24.11-261102-0012"}).status_code == 200
