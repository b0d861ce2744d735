"""Evaluate the assistant on labelled questions, and simple rankers beside it."""

from sqlalchemy.orm import Session, sessionmaker

from bot.evaluation.asking import ask_all
from bot.evaluation.baselines import baselines
from bot.evaluation.questions import Question
from bot.evaluation.rates import confused, summary
from bot.evaluation.report import Evaluation
from bot.messages import Answering
from procedures_db.queries.names import curated_codes, names_of_procedures, short_names


async def evaluate(
    assistant: Answering, questions: list[Question], sessions: sessionmaker[Session], source: str
) -> Evaluation:
    """Ask all questions over what the database holds; return all that is to be shown."""
    with sessions() as session:
        named = list(names_of_procedures(session))
        ours = curated_codes(session)
        names = short_names(session, (code for code, _ in named))
    verdicts = await ask_all(assistant, questions)
    return Evaluation(
        source=source,
        rates=summary(verdicts, ours),
        baselines=baselines(named, questions),
        confused=confused(verdicts),
        faults=[verdict for verdict in verdicts if not verdict.right],
        names=names,
    )
