"""Put questions and scripted conversations to the assistant."""

from collections.abc import Iterable

from bot.evaluation.judging import Given, Verdict, judge
from bot.evaluation.questions import Question
from bot.messages import Answering, Incoming, Reply


async def ask_all(assistant: Answering, questions: Iterable[Question]) -> list[Verdict]:
    """Ask each question in its conversation, or in one of its own; judge every answer."""
    verdicts = []
    for question in questions:
        conversation_id = f"evaluation-{question.conversation or question.id}"
        if question.context_code:
            await assistant.discuss(conversation_id, question.context_code)
        reply = await assistant.reply(Incoming(conversation_id, question.text, "evaluation"))
        verdicts.append(judge(question, given(reply)))
    return verdicts


def given(reply: Reply) -> Given:
    """Take from a reply what is judged."""
    details = reply.main.details
    return Given(
        reply.main.outcome, details.get("aspect"), details.get("procedure_code"), tuple(details.get("candidates") or ())
    )
