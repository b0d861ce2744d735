"""A person's own data by the API: all that is kept is given, and deleted with a receipt; nobody else's."""

import asyncio
import json

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from bot.app import create_app
from bot.settings import read_settings
from bot.sharing.locks import lock_of
from bot.sharing.sharing import Sharing
from procedures_db.models import Answered, Audit, Consent, Conversation, DossierAttempt, Feedback, FollowUp, Turn
from procedures_db.own_data import digest
from procedures_db.queries.audit import verify_audit
from procedures_db.queries.consent import give_consent
from procedures_db.queries.conversations import add_turn
from tests.bot.channels.test_web import Echo
from tests.factories import DAY, NOW, turn

MINE, OTHERS = "mine-0001", "other-001"
REPLY = json.dumps({"answers": [{"text": "câu trả lời", "outcome": "answered", "buttons": [], "details": {}}]})


@pytest.fixture
def kept(acting: sessionmaker[Session]) -> sessionmaker[Session]:
    """A database that keeps something of every kind for two conversations."""
    with acting.begin() as session:
        for name in (MINE, OTHERS):
            give_consent(session, name, NOW)
            add_turn(session, turn(name, text=f"câu hỏi của {name}", gist="cau hoi", understood={"intents": []}))
            rated = Feedback(at=NOW, day=DAY, conversation_id=name, subject="assistant", rating=2, comment="chậm")
            session.add(rated)
            session.flush()
            session.add(
                FollowUp(
                    kind="rating", reference=f"GY-{name}", feedback_id=rated.id, opened_at=NOW, due_on=DAY, state="open"
                )
            )
            session.add(Conversation(id=name, state='{"aspect": "fee"}', updated_at=NOW, expires_at=NOW))
            session.add(Answered(key=name, conversation_id=name, reply=REPLY, delivered=True, expires_at=NOW))
            session.add(DossierAttempt(at=NOW, conversation_id=name, key="x"))
    return acting


def test_all_that_is_kept_is_given_as_json(client: TestClient, kept: sessionmaker[Session]) -> None:
    """Nothing of another conversation, and no copy of it stays on the way."""
    answer = client.get(f"/api/chat/{MINE}")
    data = answer.json()
    assert answer.headers["cache-control"] == "no-store"
    assert "attachment" in answer.headers["content-disposition"]
    assert data["consent_given_at"] == "2026-11-22T02:00:00Z"
    assert [each["text"] for each in data["messages"]] == ["câu hỏi của mine-0001"]
    assert [(each["rating"], each["comment"]) for each in data["ratings"]] == [(2, "chậm")]
    assert [each["reference"] for each in data["follow_ups"]] == ["GY-mine-0001"]
    assert data["answers"][0]["texts"] == ["câu trả lời"]
    assert (data["remembered"], data["dossier_attempts"]) == ({"aspect": "fee"}, 1)
    assert OTHERS not in answer.text


def test_the_same_is_given_in_words(client: TestClient, kept: sessionmaker[Session]) -> None:
    """For whoever accepts text; a conversation of which nothing is kept has just no rows."""
    text = client.get(f"/api/chat/{MINE}", headers={"accept": "text/plain"}).text
    assert "câu hỏi của mine-0001" in text
    assert "2/5, trợ lý này: chậm" in text or ": chậm" in text
    assert "Lượt hỏi: 0" in client.get("/api/chat/unknown-1", headers={"accept": "text/plain"}).text
    assert client.get("/api/chat/x").status_code == 422


def test_everything_is_deleted_but_counts_with_a_receipt(client: TestClient, kept: sessionmaker[Session]) -> None:
    """Of this conversation alone; the log proves it by a hash, and names nobody."""
    answer = client.delete(f"/api/chat/{MINE}").json()
    assert answer["receipt"].startswith("XD-")
    assert answer["receipt"] in answer["text"]
    with kept() as session:
        for column in (Consent.conversation_id, Conversation.id, Answered.conversation_id):
            assert session.scalars(select(column)).all() == [OTHERS]
        turns = session.execute(select(Turn.conversation_id, Turn.text, Turn.gist, Turn.understood, Turn.outcome)).all()
        assert turns[0] == ("", None, None, None, "answered")
        ratings = session.execute(select(Feedback.conversation_id, Feedback.rating, Feedback.comment)).all()
        assert ratings == [("", 2, None), (OTHERS, 2, "chậm")]
        assert session.scalars(select(DossierAttempt.conversation_id)).all() == ["", OTHERS]
        act = session.scalars(select(Audit)).one()
        assert (act.actor, act.act, act.object) == ("citizen", "own data delete", answer["receipt"])
        assert act.details["conversation"] == digest(MINE)
        assert MINE not in json.dumps(act.details)
        assert verify_audit(session).broken is None


def test_where_nothing_is_kept_there_is_no_receipt(client: TestClient, acting: sessionmaker[Session]) -> None:
    """And the log does not grow by it."""
    answer = client.delete("/api/chat/unknown-1")
    assert (answer.status_code, answer.json()["receipt"]) == (200, None)
    with acting() as session:
        assert session.scalars(select(Audit)).all() == []


def test_deleting_waits_for_the_answer_that_is_being_made(acting: sessionmaker[Session]) -> None:
    """Else the answer would bring back what was deleted."""
    sharing = Sharing()
    web = create_app(Echo(), None, read_settings(), sharing)

    async def go() -> list[bool]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://test") as client:
            async with sharing.locks.held(lock_of("conversation-1")):
                deleting = asyncio.create_task(client.delete("/api/chat/conversation-1"))
                await asyncio.sleep(0.1)
                before = deleting.done()
            return [before, (await deleting).status_code == 200]

    assert asyncio.run(go()) == [False, True]
