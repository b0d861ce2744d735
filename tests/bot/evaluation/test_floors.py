"""The assistant does not get worse on questions of our own, and has not learnt them by heart."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot.evaluation.asking import ask_all
from bot.evaluation.questions import Question, read_questions
from bot.evaluation.rates import summary
from procedures_db.engine import open_engine, open_sessions
from procedures_db.importers.catalogue import read_catalogue
from procedures_db.lexicon import read_lexicon
from procedures_db.models import Procedure
from procedures_db.text import fold
from tests.test_house import ROOT, examples

QUESTIONS = ROOT / "tests" / "questions" / "questions.jsonl"


@pytest.mark.rasa
def test_the_shares_stay_above_their_floors(assistant: Any, curated_url: str) -> None:
    """Over the curated catalogue; each floor a little below what was reached."""
    with open_sessions(open_engine(curated_url))() as session:
        held = frozenset(session.scalars(select(Procedure.code)))
    questions = [each for each in read_questions(QUESTIONS) if not each.codes or held & set(each.codes)]
    questions = [each for each in questions if each.context_code is None or each.context_code in held]
    rates = {rate.name: rate.share for rate in summary(asyncio.run(ask_all(assistant, questions)), held)}
    assert rates["right procedure first, curated"] >= 0.66
    assert rates["right procedure among the offered"] >= 0.93
    assert rates["right aspect"] >= 0.78
    assert rates["ambiguous questions asked back"] >= 0.50
    assert rates["answered with a wrong procedure"] <= 0.05
    assert rates["out of scope answered as a procedure"] <= 0.06


def asked() -> list[Question]:
    """Return the questions of our own."""
    return read_questions(QUESTIONS)


@pytest.mark.rasa
def test_no_question_stands_in_training_data_aliases_or_lexicon() -> None:
    """Compared without diacritics."""
    lexicon = read_lexicon()
    known = {fold(text) for texts in examples().values() for text in texts}
    known |= {fold(alias) for record in read_catalogue() for alias in (record.name, record.short_name, *record.aliases)}
    known |= {*lexicon.colloquial, *lexicon.abbreviations}
    learnt = [each.text for each in asked() if each.kind != "ambiguous" and len(fold(each.text).split()) > 3]
    assert [text for text in learnt if fold(text) in known] == []
