"""Try lessons: train a model with them, ask both models the same questions, keep the model and the comparison."""

import asyncio
import os
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from bot.evaluation.asking import ask_all, given
from bot.evaluation.questions import Question, read_questions
from bot.evaluation.rates import summary
from bot.messages import Incoming
from bot.settings import Settings
from bot.teaching.comparing import Tested, compare
from bot.teaching.models import in_force, made_model
from bot.training import TrainingFailed, fingerprint, train
from procedures_db.facts_lessons import Taught
from procedures_db.lessons import Lessons, teach
from procedures_db.queries.lessons import lessons_with, sort_lessons
from procedures_db.queries.model_versions import end_trial, fail_trial, version_of
from procedures_db.queries.names import curated_codes

POLITE = 10  # steps by which a trial leaves the processor to those who ask


def run_trial(number: int, settings: Settings, sessions: sessionmaker[Session]) -> None:
    """Try the version that `begin_trial` began, to its end; whatever goes wrong is kept with it and raised."""
    os.nice(POLITE)
    try:
        _try(number, settings, sessions)
    except Exception as error:
        with sessions.begin() as session:
            fail_trial(session, number, f"{type(error).__name__}: {error}"[:500])
        raise


def _try(number: int, settings: Settings, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        version = version_of(session, number)
        lessons = lessons_with(session, version.lessons) if version else []
        ours = curated_codes(session)
    if version is None:
        raise TrainingFailed(f"There is no version {number} to be tried.")
    questions = [question for path in settings.questions for question in read_questions(path)]
    present = in_force(sessions)
    before = made_model(settings.models, sessions, present)
    old = _tested(before, present.lessons, settings, questions, lessons, ours)
    new_lessons = sort_lessons(lessons)
    teach(new_lessons)
    path = train(settings.models, number)
    new = _tested(path, new_lessons, settings, questions, lessons, ours)
    with sessions.begin() as session:
        end_trial(session, number, compare(old, new, lessons), fingerprint(), path.read_bytes())


def _tested(
    model: Path,
    taught: Lessons,
    settings: Settings,
    questions: list[Question],
    lessons: list[Taught],
    ours: frozenset[str],
) -> Tested:
    from bot.assistant import load_assistant

    teach(taught)
    assistant = load_assistant(model, settings, None)

    async def ask() -> Tested:
        verdicts = await ask_all(assistant, questions)
        asked = [(each.id, Incoming(f"lesson-{each.id}", each.question, "evaluation")) for each in lessons]
        answers = {lesson: given(await assistant.reply(message)) for lesson, message in asked}
        return Tested(verdicts, summary(verdicts, ours), answers)

    return asyncio.run(ask())
