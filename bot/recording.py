"""Record what came of each message, and the redacted text of who agreed: the one place where a turn is written."""

import logging
import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from actions.clock import local_now, now, today
from bot.held_back import State
from bot.messages import LONGEST_MESSAGE, Incoming, Keep, Reply
from bot.nlu.entity_names import CERTAINTY, LINK
from procedures_db.lexicon import read_lexicon
from procedures_db.models import Turn
from procedures_db.queries.consent import keeps_texts
from procedures_db.queries.conversations import add_turn
from procedures_db.redaction import redact_message
from procedures_db.text import fold
from procedures_db.vocabulary import TriageReason

INTENTS = 3  # guesses that are kept
TELLING = 2  # words, below which the others count too
REDACTED = re.compile(r"\[\w+\]")
TO_BE_LOOKED_AT = {"refused": TriageReason.REFUSED, "asked_back": TriageReason.ASKED_BACK}
Parsed = dict[str, Any]
log = logging.getLogger(__name__)


class Recorder:
    """Writes what messages leave behind; a database in trouble loses that, never an answer."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        """Take where turns are kept."""
        self._sessions = sessions

    def record(
        self, message: Incoming, reply: Reply, parsed: Parsed, states: Iterable[State] = (), keep: Keep | None = None
    ) -> None:
        """Write, all or nothing, the states of conversations, the answer to be kept, and a turn.

        `parsed` is what Rasa made of the message, empty where nothing was read.
        """
        try:
            with self._sessions.begin() as session:
                for state in states:
                    state.write(session)
                if keep is not None:
                    keep(session, reply)
                keeps = keeps_texts(session, message.conversation_id)
                add_turn(session, turn_of(message, reply, parsed, keeps_text=keeps))
        except SQLAlchemyError:
            log.exception("what a message leaves behind was not written")


def turn_of(message: Incoming, reply: Reply, parsed: Parsed, *, keeps_text: bool) -> Turn:
    """Return the row of a message: what is counted, and with consent the redacted text and how it was understood."""
    main = reply.main
    counted = Turn(
        at=now(),
        day=today(),
        hour=local_now().hour,
        conversation_id=message.conversation_id,
        channel=message.channel,
        intent=reply.intent,
        confidence=reply.confidence,
        procedure_code=main.details.get("procedure_code"),
        aspect=main.details.get("aspect"),
        outcome=main.outcome,
        milliseconds=reply.milliseconds,
    )
    if keeps_text:
        _add_text(counted, redact_message(message.text)[:LONGEST_MESSAGE], parsed)
    return counted


def _add_text(turn: Turn, text: str, parsed: Parsed) -> None:
    turn.text, turn.understood = text, understood(parsed)
    turn.triage = triage_reason(turn.outcome, text, parsed)
    turn.gist = gist_of(text) if turn.triage else None


def understood(parsed: Parsed) -> dict[str, Any] | None:
    """Return why it was answered so: guesses of what is asked, procedures by score, how certain, decided how."""
    if not parsed:
        return None
    entities = parsed.get("entities", [])
    told = _told(parsed)
    return {
        "intents": [[guess["name"], round(guess["confidence"], 2)] for guess in parsed["intent_ranking"][:INTENTS]],
        "procedures": [[each["value"], each["confidence_entity"]] for each in entities if each["entity"] == LINK],
        "certainty": told.get(CERTAINTY),
        "decision": told.get("decision"),
    }


def triage_reason(outcome: str, text: str, parsed: Parsed) -> TriageReason | None:
    """Say why a typed message deserves a look by a person; None when it was plainly answered."""
    if not parsed or text.startswith("/"):
        return None
    return TO_BE_LOOKED_AT.get(outcome) or (TriageReason.LOW_MARGIN if _told(parsed).get("doubtful") else None)


def gist_of(text: str) -> str:
    """Return the telling words of a text in the order of the alphabet: equal for messages that say the same."""
    lexicon, plain = read_lexicon(), REDACTED.sub(" ", text)
    words = lexicon.telling_words(plain)
    return " ".join(sorted(set(words if len(words) >= TELLING else lexicon.keywords(plain) or fold(plain).split())))


def _told(parsed: Parsed) -> dict[str, Any]:
    return {entity["entity"]: entity["value"] for entity in parsed.get("entities", []) if entity["entity"] != LINK}
