"""What is kept of a message: redacted, with why it was answered so and whether it deserves a look."""

import pytest

from bot.messages import Answer, Incoming, Reply
from bot.recording import turn_of
from procedures_db.vocabulary import TriageReason

PARSED = {
    "intent_ranking": [{"name": f"ask_{number}", "confidence": 0.5 - number / 10} for number in range(5)],
    "entities": [
        {"entity": "procedure", "value": "1.000001", "confidence_entity": 0.61},
        {"entity": "procedure", "value": "1.000002", "confidence_entity": 0.4},
        {"entity": "certainty", "value": 0.7},
        {"entity": "decision", "value": "found"},
    ],
}
DOUBTFUL = {**PARSED, "entities": [*PARSED["entities"], {"entity": "doubtful", "value": True}]}


def recorded(text: str, outcome: str, parsed: dict) -> object:
    """Return the row of a message."""
    return turn_of(
        Incoming("c", text, "web"), Reply([Answer("a", outcome)], "ask_0", 0.5, 3.0), parsed, keeps_text=True
    )


def test_a_turn_tells_why_it_was_answered_so() -> None:
    """Three guesses, every procedure with its score, how certain, decided how."""
    turn = recorded("đổi bằng lái", "answered", PARSED)
    assert turn.understood == {
        "intents": [["ask_0", 0.5], ["ask_1", 0.4], ["ask_2", 0.3]],
        "procedures": [["1.000001", 0.61], ["1.000002", 0.4]],
        "certainty": 0.7,
        "decision": "found",
    }
    assert (turn.triage, turn.gist) == (None, None)


@pytest.mark.parametrize(
    ("outcome", "parsed", "reason"),
    [
        ("refused", PARSED, TriageReason.REFUSED),
        ("asked_back", PARSED, TriageReason.ASKED_BACK),
        ("answered", DOUBTFUL, TriageReason.LOW_MARGIN),
        ("smalltalk", PARSED, None),
        ("refused", {}, None),
    ],
)
def test_what_was_not_plainly_answered_deserves_a_look(outcome: str, parsed: dict, reason: TriageReason | None) -> None:
    """Unless nothing could be read."""
    assert recorded("xin phép làm lễ cưới", outcome, parsed).triage == reason


def test_without_consent_a_turn_only_counts() -> None:
    """Neither text, nor its telling words, nor how it was understood."""
    reply = Reply([Answer("a", "refused")], "ask_0", 0.5, 3.0)
    turn = turn_of(Incoming("c", "nuôi cá cảnh trong chung cư", "web"), reply, PARSED, keeps_text=False)
    assert (turn.text, turn.understood, turn.triage, turn.gist) == (None, None, None, None)
    assert (turn.outcome, turn.intent, turn.channel, turn.hour is None) == ("refused", "ask_0", "web", False)


def test_a_button_deserves_no_look() -> None:
    """Nobody typed it."""
    assert recorded('/ask_fees{"procedure_code": "1.000001"}', "refused", PARSED).triage is None


def test_messages_that_say_the_same_have_one_gist() -> None:
    """In another order, without diacritics, with noise, with another telephone number."""
    first = recorded("cho tôi hỏi nuôi cá cảnh trong chung cư, số 0912345678", "refused", PARSED)
    second = recorded("0987654321 trong chung cu nuoi ca canh", "refused", PARSED)
    assert "0912345678" not in first.text
    assert first.gist == second.gist == "ca canh chung cu nuoi"
