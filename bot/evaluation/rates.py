"""Shares of many verdicts, with how sure they are."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from bot.evaluation.judging import Verdict
from bot.evaluation.questions import CLEAR

Z = NormalDist().inv_cdf(0.975)
Test = Callable[[Verdict], bool]


@dataclass(frozen=True)
class Rate:
    """`hits` of `total`, with the 95 % interval of Wilson; all shares from 0 to 1."""

    name: str
    hits: int
    total: int

    @property
    def share(self) -> float:
        """Return the share, 0 of nothing."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return the ends between which the true share lies with 95 % confidence."""
        if not self.total:
            return 0.0, 1.0
        weight = Z * Z / self.total
        middle = (self.share + weight / 2) / (1 + weight)
        half = sqrt(self.share * (1 - self.share) * weight + weight * weight / 4) / (1 + weight)
        return max(0.0, middle - half), min(1.0, middle + half)


def rate(name: str, verdicts: Iterable[Verdict], test: Test) -> Rate:
    """Count the verdicts that pass a test."""
    passed = [test(verdict) for verdict in verdicts]
    return Rate(name, sum(passed), len(passed))


def summary(verdicts: list[Verdict], curated: frozenset[str]) -> list[Rate]:
    """Return all rates of an evaluation; `curated` are the codes in our own words."""
    of_kind = {kind: [each for each in verdicts if each.question.kind == kind] for kind in _kinds(verdicts)}
    clear = [each for each in verdicts if each.question.kind in CLEAR]
    asked = [each for each in clear if each.question.kind == "question"]
    ours = [each for each in asked if curated & set(each.question.codes)]
    imported = [each for each in asked if each not in ours]
    return [
        rate("right procedure first, curated", ours, _first),
        rate("right procedure first, merely imported", imported, _first),
        rate("right procedure among the offered", clear, lambda each: each.offered),
        rate("right aspect", [each for each in clear if each.given.outcome == "answered"], lambda each: each.aspect),
        rate("procedure and aspect right", clear, lambda each: each.right),
        rate("follow-ups right", of_kind.get("followup", []), lambda each: each.right),
        rate("answered with a wrong procedure", clear, lambda each: each.wrong),
        rate("clear questions asked back", clear, _asked_back),
        rate("ambiguous questions asked back", of_kind.get("ambiguous", []), _asked_back),
        rate("out of scope answered as a procedure", of_kind.get("out_of_scope", []), _answered),
        *(rate(f"{kind} recognised", of_kind[kind], lambda each: each.right) for kind in of_kind if kind not in TOLD),
        *by_spelling(asked),
    ]


TOLD = ("question", "followup", "ambiguous", "out_of_scope")


def by_spelling(verdicts: list[Verdict]) -> list[Rate]:
    """Return the share answered with the right procedure for each way of spelling."""
    spellings = dict.fromkeys(each.question.spelling for each in verdicts)
    return [
        rate(f"right procedure first, {spelling}", [v for v in verdicts if v.question.spelling == spelling], _first)
        for spelling in spellings
    ]


def confused(verdicts: Iterable[Verdict]) -> list[tuple[str, str, int]]:
    """Return pairs of the procedure meant and the one put first in its place, most frequent first."""
    pairs: Counter[tuple[str, str]] = Counter()
    for verdict in verdicts:
        shown = verdict.given.code or next(iter(verdict.given.candidates), None)
        if verdict.question.kind in CLEAR and verdict.question.codes and shown and shown not in verdict.question.codes:
            pairs[verdict.question.codes[0], shown] += 1
    return [(meant, shown, count) for (meant, shown), count in pairs.most_common(10)]


def _kinds(verdicts: list[Verdict]) -> list[str]:
    return list(dict.fromkeys(each.question.kind for each in verdicts))


def _first(verdict: Verdict) -> bool:
    return verdict.first


def _answered(verdict: Verdict) -> bool:
    return verdict.given.outcome == "answered"


def _asked_back(verdict: Verdict) -> bool:
    return verdict.given.outcome == "asked_back"
