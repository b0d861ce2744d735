"""The Rasa agent in this process: one way in, one way out."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.engine.exceptions import GraphComponentException
from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.core.events import SlotSet
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

import actions
from actions.clock import now
from actions.leaving import AWAITED, CONSENT, CONTACT, MESSAGE
from actions.rendering import render
from bot.awaiting import INTENT, as_awaited, is_awaited
from bot.held_back import States, states_held_back
from bot.messages import LONGEST_MESSAGE, Answer, Incoming, Keep, Reply
from bot.nlu.halves import halves, of_two_matters
from bot.payloads import plain_unless_payload
from bot.recording import Recorder
from bot.runtime.actions_in_process import InProcessActions
from bot.runtime.tracker_store import ConversationStore
from bot.settings import Settings
from bot.watching import Stages, Watch
from procedures_db.contacts import KEPT
from procedures_db.fresh import one_look
from procedures_db.text import fold, tidy

LONG = "[long]"  # is kept in the place of a text that was not read
log = logging.getLogger(__name__)


class Assistant:
    """Understands and answers; keeps the state of conversations."""

    def __init__(
        self,
        load: Callable[[Path], Agent],
        model: Path,
        recorder: Recorder | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Take how an agent is loaded, the model to begin with, and who records and watches."""
        self.load = load
        self._recorder = recorder
        self._watch = watch
        self.exchange(load(model))

    def exchange(self, agent: Agent) -> None:
        """Answer by this agent from now on; conversations go on."""
        assert agent.domain is not None
        self._agent = agent
        self._intents = frozenset(agent.domain.intents) - frozenset(DEFAULT_INTENTS)

    async def reply(self, message: Incoming, keep: Keep | None = None) -> Reply:
        """Answer a message; no other of its conversation may come before the answer, see `Once`.

        Never raises for what a person typed, nor for a database in trouble.
        """
        with one_look(), states_held_back() as states:
            return await self._reply(message, states, keep)

    async def _reply(self, message: Incoming, states: States, keep: Keep | None) -> Reply:
        stages = Stages()
        parsed: dict[str, Any] = {}
        step: str | None = None
        text = plain_unless_payload(tidy(message.text), self._intents)
        if refusal := _unreadable(text):
            answers = [refusal]
        else:
            try:
                with stages.timed("understand"):
                    parsed = await self.understand(text)
                step = await self._awaited(message.conversation_id)
                if is_awaited(step, text, parsed):
                    parsed = as_awaited(parsed)
                with stages.timed("act"):
                    answers = await self._answer(message, text, parsed, step)
            except (SQLAlchemyError, GraphComponentException):  # Rasa wraps what its components raise
                log.exception("the database did not answer")
                answers = [_say("trouble")]
        intent = parsed.get("intent", {})
        elapsed = stages.so_far() * 1000
        reply = Reply(answers, intent.get("name"), intent.get("confidence", 0.0), round(elapsed, 2))
        if self._recorder is not None:
            private = step == CONTACT and reply.intent == INTENT and not text.startswith("/")
            with stages.timed("record"):
                said = replace(message, text=KEPT if private else text if len(text) <= LONGEST_MESSAGE else LONG)
                self._recorder.record(said, reply, parsed, states.values(), keep)
        if self._watch is not None:
            self._watch.note(message, reply, stages)
        return reply

    async def discuss(self, conversation_id: str, procedure_code: str) -> None:
        """Begin a conversation with a procedure already under discussion."""
        await self._set(conversation_id, "procedure_code", procedure_code)

    async def understand(self, text: str) -> dict[str, Any]:
        """Return what Rasa makes of a text: intent, ranking, entities; of payloads only of those that buttons have."""
        assert self._agent.processor is not None
        return await self._agent.processor.parse_message(UserMessage(plain_unless_payload(text, self._intents)))

    async def _set(self, conversation_id: str, slot: str, value: str | None) -> None:
        """Give a slot of a conversation a value."""
        assert self._agent.processor is not None
        tracker = await self._agent.processor.fetch_tracker_and_update_session(
            conversation_id, CollectingOutputChannel()
        )
        tracker.update(SlotSet(slot, value))
        await self._agent.processor.save_tracker(tracker)

    async def _awaited(self, conversation_id: str) -> str | None:
        """Return the step of leaving a message that a conversation stands at."""
        tracker = await self._agent.tracker_store.retrieve(conversation_id)
        return None if tracker is None else tracker.get_slot(AWAITED)

    async def _answer(self, message: Incoming, text: str, parsed: dict[str, Any], step: str | None) -> list[Answer]:
        """Answer a message: two questions about two procedures one after the other, one for a person whole."""
        if parsed["intent"]["name"] == INTENT:
            return await self._converse(message, text, parsed)
        if step == CONSENT:  # a later "ok" to something else is no consent
            await self._set(message.conversation_id, AWAITED, None)
        lead = [Answer(render("message_waits"), "notice")] if step == MESSAGE else []
        return [*lead, *await self._answer_question(message, text, parsed)]

    async def _answer_question(self, message: Incoming, text: str, parsed: dict[str, Any]) -> list[Answer]:
        if parts := halves(text):
            first, second = [await self.understand(part) for part in parts]
            if of_two_matters(first, second):
                both = zip(parts, (first, second), strict=True)
                return [answer for part, half in both for answer in await self._converse(message, part, half)]
        return await self._converse(message, text, parsed)

    async def _converse(self, message: Incoming, text: str, parsed: dict[str, Any]) -> list[Answer]:
        output = CollectingOutputChannel()
        declared = {"commune": message.commune} if message.commune else None
        await self._agent.handle_message(
            UserMessage(text, output, message.conversation_id, parsed, input_channel=message.channel, metadata=declared)
        )
        answers = [_answer(sent) for sent in _joined(output.messages)]
        spoken = any(answer.outcome != "notice" for answer in answers)
        return answers if spoken else [*answers, _say("giving_up")]


def load_assistant(model: Path, settings: Settings, sessions: sessionmaker[Session] | None) -> Assistant:
    """Load a trained model; without `sessions` nothing of the conversations is kept."""
    store: TrackerStore = InMemoryTrackerStore(None)
    if sessions is not None:
        store = ConversationStore(None, sessions, now, settings.conversation_lifetime)
    parts = {
        "tracker_store": store,
        "lock_store": InMemoryLockStore(),  # finds nobody waiting: whoever has to wait does so in `Once`
        "action_endpoint": InProcessActions(actions),
    }
    if sessions is None:
        return Assistant(lambda path: Agent.load(path, **parts), model)
    watch = Watch(settings.slow_milliseconds / 1000)
    return Assistant(lambda path: Agent.load(path, **parts), model, Recorder(sessions), watch)


def _unreadable(text: str) -> Answer | None:
    """Return the answer to what cannot be read: too long, or without a word."""
    if len(text) > LONGEST_MESSAGE:
        return _say("too_long", longest=LONGEST_MESSAGE)
    return None if re.search(r"\w", fold(text)) or text.startswith("/") else _say("no_words")


def _say(template: str, **values: Any) -> Answer:
    return Answer(render(template, **values), "refused")


def _joined(sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join the parts into which Rasa splits one message: text with buttons, then its details."""
    joined: list[dict[str, Any]] = []
    for part in sent:
        if joined and "custom" in part and "text" not in part:
            joined[-1] = {**joined[-1], "custom": part["custom"]}
        else:
            joined.append(part)
    return joined


def _answer(sent: dict[str, Any]) -> Answer:
    details = dict(sent.get("custom") or {})
    outcome = details.pop("outcome", "refused")
    return Answer(sent.get("text", ""), outcome, sent.get("buttons", []), details)
