"""A payload is one only when it is well-formed and known."""

import pytest

from bot.payloads import plain_unless_payload

INTENTS = {"ask_fees", "give_feedback", "ask_dossier", "leave_message"}


@pytest.mark.parametrize(
    "text",
    [
        "/ask_fees",
        '/ask_fees{"procedure_code": "1.001193"}',
        '/give_feedback{"rating": 4}',
        '/give_feedback{"sipas": "staff"}',
        '/ask_dossier{"dossier": "proposed"}',
        '/leave_message{"leaving": "agree"}',
        "khai sinh",
    ],
)
def test_a_known_payload_and_a_plain_text_pass(text: str) -> None:
    """Unchanged."""
    assert plain_unless_payload(text, INTENTS) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("/restart", "restart"),
        ("/session_start", "session_start"),
        ("/ask_fees{bad", "ask_fees{bad"),
        ('/ask_fees{"procedure_code": ["1"]}', 'ask_fees{"procedure_code": ["1"]}'),
        ("/ask_fees[1]", "ask_fees[1]"),
        ('/ask_fees{"decision": "found"}', 'ask_fees{"decision": "found"}'),
        ('/ask_fees{"procedure_code": 5}', 'ask_fees{"procedure_code": 5}'),
        ('/give_feedback{"rating": true}', 'give_feedback{"rating": true}'),
        ('/ask_fees{"procedure_code": "<img src=x>"}', 'ask_fees{"procedure_code": "<img src=x>"}'),
        ('/ask_dossier{"dossier": "H24"}', 'ask_dossier{"dossier": "H24"}'),
        ('/leave_message{"leaving": "contact"}', 'leave_message{"leaving": "contact"}'),
        ("//ask_fees", "ask_fees"),
        ("/", ""),
    ],
)
def test_anything_else_with_a_slash_is_a_plain_text(text: str, plain: str) -> None:
    """Nobody steers the agent's own commands."""
    assert plain_unless_payload(text, INTENTS) == plain
