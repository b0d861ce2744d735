"""Lay what a model answers beside what the model before it answered."""

from dataclasses import asdict, dataclass
from typing import Any

from actions.reply import INTENTS
from bot.evaluation.judging import Given, Verdict
from bot.evaluation.rates import Rate
from procedures_db.facts_lessons import Taught
from procedures_db.vocabulary import LessonKind

MOST = 100  # questions that are listed
ASPECTS = {intent: aspect for aspect, intent in INTENTS.items()}
OUTCOMES = {"out_of_scope": "refused", "ask_handoff": "handoff", "ask_dossier": "dossier", "give_feedback": "feedback"}
TEACHABLE = (*ASPECTS, *OUTCOMES)  # intents that examples may be taught for


@dataclass(frozen=True)
class Tested:
    """What a model made of the labelled questions, in their order, and of the question of each lesson."""

    verdicts: list[Verdict]
    rates: list[Rate]
    answers: dict[int, Given]


def compare(before: Tested, after: Tested, lessons: list[Taught]) -> dict[str, Any]:
    """Return, as JSON: rates side by side, whether each lesson was learned, which questions are answered otherwise."""
    pairs = list(zip(before.verdicts, after.verdicts, strict=True))
    changed = [pair for pair in pairs if _shown(pair[0].given) != _shown(pair[1].given)]
    return {
        "questions": len(pairs),
        "rates": [
            {"name": old.name, "before": [old.hits, old.total], "after": [new.hits, new.total]}
            for old, new in zip(before.rates, after.rates, strict=True)
        ],
        "lessons": [_lesson(lesson, before.answers[lesson.id], after.answers[lesson.id]) for lesson in lessons],
        "better": sum(new.right and not old.right for old, new in changed),
        "worse": sum(old.right and not new.right for old, new in changed),
        "changed": [_changed(old, new) for old, new in sorted(changed, key=_worst_first)[:MOST]],
    }


def learned(lesson: Taught, given: Given) -> bool | None:
    """Say whether an answer shows that a lesson was learned; None when the lesson does not say what to expect."""
    if lesson.code is not None and not (given.outcome == "answered" and given.code == lesson.code):
        return False
    if lesson.kind is not LessonKind.EXAMPLE:
        return None if lesson.code is None else True
    if lesson.target in OUTCOMES:
        return given.outcome == OUTCOMES[lesson.target]
    return given.aspect == ASPECTS[lesson.target]


def _lesson(lesson: Taught, before: Given, after: Given) -> dict[str, Any]:
    known = learned(lesson, after)
    return {"id": lesson.id, "before": _shown(before), "after": _shown(after), "learned": known}


def _changed(old: Verdict, new: Verdict) -> dict[str, Any]:
    better = None if old.right == new.right else new.right
    return {"text": old.question.text, "before": _shown(old.given), "after": _shown(new.given), "better": better}


def _worst_first(pair: tuple[Verdict, Verdict]) -> int:
    old, new = pair
    return int(new.right) - int(old.right)


def _shown(given: Given) -> dict[str, Any]:
    return {name: value for name, value in asdict(given).items() if name != "candidates"}
