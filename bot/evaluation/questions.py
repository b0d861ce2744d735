"""Labelled questions: one JSON object a line, as docs/evaluation.md describes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Extra, ValidationError

Kind = Literal["question", "followup", "ambiguous", "out_of_scope", "smalltalk", "dossier", "feedback", "handoff"]
CLEAR = ("question", "followup")


class Question(BaseModel):
    """A message with what a fair reader expects: the kind of answer, procedures (best first), aspects.

    Those of one `conversation` are its turns, in the order of the file; others stand alone, perhaps
    with a procedure under discussion (`context_code`).
    """

    class Config:
        extra = Extra.ignore

    id: str
    text: str
    kind: Kind
    spelling: str = "accented"
    aspect_ok: list[str] = []
    codes: list[str] = []
    codes_twin: list[str] = []
    context_code: str | None = None
    conversation: str | None = None


class BadQuestions(ValueError):
    """A file of questions that cannot be used; the message names the place and the fault."""


def read_questions(path: Path) -> list[Question]:
    """Read all questions of a file; raise BadQuestions for the first line that is none, or an id given twice."""
    questions = list(_lines(path))
    if not questions:
        raise BadQuestions(f"{path.name} holds no questions.")
    ids = [question.id for question in questions]
    if twice := next((each for each in ids if ids.count(each) > 1), None):
        raise BadQuestions(f"{path.name}: the id {twice} stands there twice.")
    return questions


def _lines(path: Path) -> Iterator[Question]:
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield Question.parse_obj(json.loads(line))
        except (ValidationError, ValueError, TypeError) as error:
            reason = error.errors()[0] if isinstance(error, ValidationError) else None
            told = f"{reason['loc'][0]}: {reason['msg']}" if reason else str(error)
            raise BadQuestions(f"{path.name}:{number}: {told}") from error
