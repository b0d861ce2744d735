"""The assistant does not get worse on questions of our own, and has not learnt them by heart."""

import asyncio
from itertools import chain
from typing import Any

import pytest
from sqlalchemy import select

from bot.evaluation.asking import ask_all
from bot.evaluation.questions import Question, read_questions
from bot.evaluation.rates import summary
from bot.nlu.askings import read_askings
from procedures_db.engine import open_engine, open_sessions
from procedures_db.everyday import read_everyday
from procedures_db.importers.catalogue import read_catalogue
from procedures_db.lexicon import read_lexicon
from procedures_db.models import Procedure
from procedures_db.text import fold
from tests.test_house import ROOT, examples

QUESTIONS = ROOT / "tests" / "questions"
SETS = ("questions", "second", "conversations")
FLOORS = {
    "questions": {
        "right procedure first, curated": 0.87,
        "right procedure among the offered": 0.95,
        "right aspect": 0.87,
        "follow-ups right": 0.80,
        "ambiguous questions asked back": 0.70,
    },
    "second": {
        "right procedure first, curated": 0.85,
        "right procedure among the offered": 0.97,
        "right aspect": 0.91,
        "ambiguous questions asked back": 0.50,
    },
    "conversations": {
        "right procedure first, curated": 0.93,
        "right procedure among the offered": 0.94,
        "right aspect": 0.89,
        "follow-ups right": 0.86,
    },
}
CEILINGS = {
    "questions": {"answered with a wrong procedure": 0.051, "out of scope answered as a procedure": 0.03},
    "second": {"answered with a wrong procedure": 0.04, "out of scope answered as a procedure": 0.035},
    "conversations": {"answered with a wrong procedure": 0.05},
}


@pytest.mark.rasa
@pytest.mark.parametrize("name", SETS)
def test_the_shares_stay_above_their_floors(assistant: Any, curated_url: str, name: str) -> None:
    """Over the curated catalogue; each floor a little below what was reached."""
    with open_sessions(open_engine(curated_url))() as session:
        held = frozenset(session.scalars(select(Procedure.code)))
    questions = [each for each in asked(name) if not each.codes or held & set(each.codes)]
    questions = [each for each in questions if each.context_code is None or each.context_code in held]
    rates = {rate.name: rate.share for rate in summary(asyncio.run(ask_all(assistant, questions)), held)}
    low = {what: rates[what] for what, floor in FLOORS[name].items() if rates[what] < floor}
    high = {what: rates[what] for what, ceiling in CEILINGS[name].items() if rates[what] > ceiling}
    assert (low, high) == ({}, {})


def asked(name: str) -> list[Question]:
    """Return a set of questions of our own."""
    return read_questions(QUESTIONS / f"{name}.jsonl")


@pytest.mark.rasa
def test_no_question_stands_in_what_the_assistant_knows() -> None:
    """Compared without diacritics; short ones ("mất bao lâu") are anybody's."""
    lexicon = read_lexicon()
    known = {fold(text) for texts in examples().values() for text in texts}
    known |= {fold(alias) for record in read_catalogue() for alias in (record.name, record.short_name, *record.aliases)}
    known |= {*lexicon.colloquial, *lexicon.abbreviations}
    known |= {fold(phrase) for phrase in chain(*read_everyday().values(), *read_askings().values())}
    texts = [each.text for name in SETS[:2] for each in asked(name) if each.kind != "ambiguous"]
    assert [text for text in texts if len(fold(text).split()) > 3 and fold(text) in known] == []
