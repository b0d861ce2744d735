"""Keep the state of conversations: one short row each, redacted, gone when it expires.

Rasa's own store writes a row per event and reads them all back. Our rules look at one message at
a time, so the slots are all that the next message needs.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session, sessionmaker

from bot.held_back import State, hold_back, state_held
from procedures_db.queries.conversations import conversation_ids, read_state, write_state


class ConversationStore(TrackerStore):
    """A tracker store on the project's database."""

    def __init__(
        self,
        domain: Domain | None,
        sessions: sessionmaker[Session],
        now: Callable[[], datetime],
        lifetime: timedelta,
        event_broker: EventBroker | None = None,
    ) -> None:
        """Remember where to write, what time it is and how long a conversation lives."""
        super().__init__(domain, event_broker)
        self._sessions = sessions
        self._now = now
        self._lifetime = lifetime

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the slots that are set; messages are not kept here."""
        slots = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
        now, state = self._now(), json.dumps(slots)

        def write(session: Session) -> None:
            write_state(session, tracker.sender_id, state, now, now + self._lifetime)

        if not hold_back(tracker.sender_id, State(state, write)):
            with self._sessions.begin() as session:
                write(session)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a tracker with the slots of the conversation, or None when it is new or expired."""
        state = state_held(sender_id) or self._read(sender_id)
        return None if state is None else self._tracker(sender_id, json.loads(state))

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations that have not expired."""
        with self._sessions() as session:
            return conversation_ids(session, self._now())

    def _read(self, sender_id: str) -> str | None:
        with self._sessions() as session:
            return read_state(session, sender_id, self._now())

    def _tracker(self, sender_id: str, slots: dict[str, Any]) -> DialogueStateTracker:
        known = {slot.name for slot in self.domain.slots}
        events = [SlotSet(name, value) for name, value in slots.items() if name in known]
        return DialogueStateTracker.from_events(
            sender_id,
            [SessionStarted(), *events, ActionExecuted("action_listen")],
            self.domain.slots,
            domain=self.domain,
        )
