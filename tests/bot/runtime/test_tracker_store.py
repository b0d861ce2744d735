"""The store of conversations."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

pytestmark = pytest.mark.rasa


@pytest.fixture
def domain(assistant: Any) -> Any:
    """The domain of the trained model."""
    return assistant._agent.domain


def test_slots_survive_and_messages_do_not(sessions: sessionmaker[Session], domain: Any) -> None:
    """What is kept is short, and enough for the next message."""
    from rasa.shared.core.events import SlotSet, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    from bot.runtime.tracker_store import ConversationStore
    from procedures_db.queries.conversations import read_state

    now = datetime(2026, 11, 22)
    store = ConversationStore(domain, sessions, lambda: now, timedelta(hours=1))
    said = [UserUttered("tôi tên là An, 0912345678"), SlotSet("procedure_code", "1.001193")]
    asyncio.run(store.save(DialogueStateTracker.from_events("c", said, domain.slots)))
    again = asyncio.run(store.retrieve("c"))
    assert again.get_slot("procedure_code") == "1.001193"
    assert again.latest_action_name == "action_listen"
    with sessions() as session:
        assert read_state(session, "c", now) == '{"procedure_code": "1.001193"}'
    assert asyncio.run(store.keys()) == ["c"]


def test_a_conversation_expires(sessions: sessionmaker[Session], domain: Any) -> None:
    """And is gone for good when the expired ones are forgotten."""
    from rasa.shared.core.trackers import DialogueStateTracker

    from bot.runtime.tracker_store import ConversationStore
    from procedures_db.models import Conversation
    from procedures_db.queries.conversations import forget_expired

    clock = [datetime(2026, 11, 22)]
    store = ConversationStore(domain, sessions, lambda: clock[0], timedelta(hours=1))
    asyncio.run(store.save(DialogueStateTracker.from_events("c", [], domain.slots)))
    clock[0] += timedelta(hours=1)
    assert asyncio.run(store.retrieve("c")) is None
    with sessions.begin() as session:
        forget_expired(session, clock[0])
    with sessions() as session:
        assert session.get(Conversation, "c") is None
