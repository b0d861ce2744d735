"""The terminal door: one question, a line each, or a conversation."""

import json
import secrets
import sys
from typing import Any, BinaryIO, TextIO

from bot.messages import Answering, Incoming, Reply


async def answer_one(assistant: Answering, question: str, output: TextIO, procedure: str | None) -> None:
    """Answer one question in plain text."""
    reply = await _fresh(assistant, question, procedure)
    for answer in reply.answers:
        output.write(answer.text + "\n")
        for button in answer.buttons:
            output.write(f"  [{button['title']}]\n")


async def answer_lines(assistant: Answering, source: BinaryIO, output: TextIO, procedure: str | None) -> None:
    """Answer each line in a conversation of its own, as one JSON object a line."""
    for line in source:
        question = line.decode("utf-8", "replace").rstrip("\r\n")
        reply = await _fresh(assistant, question, procedure)
        output.write(json.dumps(write_line(question, reply), ensure_ascii=False) + "\n")
        output.flush()


async def converse(assistant: Answering) -> None:
    """Talk until the end of input; a button is pressed by typing its payload or its words."""
    conversation_id = secrets.token_urlsafe(16)
    while True:
        try:
            text = input("> ")
        except (EOFError, KeyboardInterrupt):
            return
        reply = await assistant.reply(Incoming(conversation_id, text, "terminal"))
        for answer in reply.answers:
            sys.stdout.write(answer.text + "\n")
            for button in answer.buttons:
                sys.stdout.write(f"  [{button['title']}]  {button['payload']}\n")


def write_line(question: str, reply: Reply) -> dict[str, Any]:
    """Write a reply with the keys that other programs read."""
    main = reply.main
    return {
        "question": question,
        "outcome": main.outcome,
        "intent": reply.intent,
        "confidence": round(reply.confidence, 4),
        "aspect": main.details.get("aspect"),
        "procedure_code": main.details.get("procedure_code"),
        "candidates": main.details.get("candidates", [])[:4],
        "text": main.text,
        "buttons": main.buttons,
        "ms": reply.milliseconds,
    }


async def _fresh(assistant: Answering, question: str, procedure: str | None) -> Reply:
    conversation_id = secrets.token_urlsafe(16)
    if procedure is not None:
        await assistant.discuss(conversation_id, procedure)
    return await assistant.reply(Incoming(conversation_id, question, "terminal"))
