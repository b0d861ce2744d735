"""Judge one answer to one question."""

from dataclasses import dataclass

from bot.evaluation.questions import CLEAR, Question

OFFERED = 4


@dataclass(frozen=True)
class Given:
    """What was answered: outcome, aspect, procedure, and what was offered beside or instead of it."""

    outcome: str
    aspect: str | None
    code: str | None
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """A question, what was answered, and how good that is.

    `first`: the right procedure is answered; `offered`: it is answered or among the offers; `aspect`: what
    was asked is answered; `wrong`: another procedure is answered, or none is named.
    """

    question: Question
    given: Given
    first: bool
    offered: bool
    aspect: bool
    wrong: bool

    @property
    def right(self) -> bool:
        """Say whether nothing is to be wished for."""
        kind, outcome = self.question.kind, self.given.outcome
        if kind in CLEAR:
            return self.first and self.aspect
        if kind == "ambiguous":
            return outcome == "asked_back" and self.offered
        return outcome != "answered" if kind == "out_of_scope" else outcome == kind


def judge(question: Question, given: Given) -> Verdict:
    """Compare an answer with what is expected."""
    answered = given.outcome == "answered"
    shown = [code for code in (given.code, *given.candidates) if code][:OFFERED]
    right = answered and given.code in question.codes
    return Verdict(
        question=question,
        given=given,
        first=right,
        offered=given.outcome in ("answered", "asked_back") and any(code in question.codes for code in shown),
        aspect=answered and given.aspect in question.aspect_ok,
        wrong=answered and not right,
    )
