"""Find procedures by what people call them, over whatever the database holds now."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.fresh import Fresh
from procedures_db.lexicon import Lexicon, read_lexicon
from procedures_db.queries.names import names_of_procedures
from procedures_db.records import is_procedure_code

Numbers = NDArray[Any]
TYPO_CUTOFF = 72
WEAK = 0.2
PAIR = 0.5
UNKNOWN = 0.3


@dataclass(frozen=True)
class Match:
    """A procedure that a text may mean; score from 0 (nothing in common) to 1 (its name, exactly)."""

    code: str
    score: float


class SearchIndex:
    """Names of procedures as weighted words and pairs of words.

    A phrase's score is the geometric mean of how much of the phrase the query covers and how much
    of the query the phrase covers; rare words weigh more; a word that no name has is matched to
    the nearest ones.
    """

    def __init__(self, names: Iterable[tuple[str, list[str]]], lexicon: Lexicon) -> None:
        """Build from (code, names) pairs."""
        self._lexicon = lexicon
        named = [
            (code, _features(lexicon.keywords(name))) for code, texts in sorted(names) for name in dict.fromkeys(texts)
        ]
        phrases = [(code, features) for code, features in named if features]
        self._weights = _inverse_frequencies(phrases, lexicon.weak_words)
        self._vocabulary = sorted(word for word in self._weights if " " not in word)
        self._totals = np.array([sum(map(self._weights.__getitem__, features)) for _, features in phrases])
        self._postings = _postings(phrases)
        self._codes = list(dict.fromkeys(code for code, _ in phrases))
        self._known = set(self._codes)
        self._starts = _starts([code for code, _ in phrases])
        self._unknown = max(self._weights.values(), default=1.0)

    def find(self, text: str, limit: int = 4) -> list[Match]:
        """Return the best matches of a text, best first; a code finds its procedure alone."""
        words = self._lexicon.keywords(text)
        if codes := [word for word in words if is_procedure_code(word) and word in self._known]:
            return [Match(code, 1.0) for code in dict.fromkeys(codes)][:limit]
        if not self._codes:
            return []
        scores = self._score(words)
        return [Match(self._codes[number], round(min(float(scores[number]), 1.0), 4)) for number in _top(scores, limit)]

    def _score(self, words: list[str]) -> Numbers:
        """Return the score of each procedure: that of its best phrase."""
        matched = np.zeros(len(self._totals))
        asked = 0.0
        for feature in _features(words):
            likeness = self._nearest(feature)
            asked += self._asked_weight(feature, likeness)
            for known, closeness in likeness:
                matched[self._postings[known]] += self._weights[known] * closeness
        best: Numbers = np.maximum.reduceat(matched / np.sqrt(self._totals * max(asked, 1e-9)), self._starts)
        return best

    def _nearest(self, feature: str) -> list[tuple[str, float]]:
        if feature in self._postings:
            return [(feature, 1.0)]
        if " " in feature or len(feature) < 3 or not feature.isalpha():
            return []
        near = process.extract(feature, self._vocabulary, scorer=fuzz.ratio, limit=2, score_cutoff=TYPO_CUTOFF)
        return [(word, (score / 100) ** 2) for word, score, _ in near]

    def _asked_weight(self, feature: str, likeness: list[tuple[str, float]]) -> float:
        if likeness:
            return max(self._weights[known] * closeness for known, closeness in likeness)
        ignored = " " in feature or feature in self._lexicon.weak_words
        return 0.0 if ignored else UNKNOWN * self._unknown


class Search:
    """The index of the database as it is now; built anew when the database has changed."""

    def __init__(self, sessions: sessionmaker[Session], lexicon: Lexicon | None = None) -> None:
        """Remember where to read; nothing is read yet."""
        words = lexicon or read_lexicon()
        self._index = Fresh(sessions, lambda session: SearchIndex(names_of_procedures(session), words))

    def find(self, text: str, limit: int = 4) -> list[Match]:
        """Return the procedures that a text may mean, best first."""
        return self._index.get().find(text, limit)


def _features(words: list[str]) -> set[str]:
    return set(words) | {" ".join(pair) for pair in pairwise(words)}


def _postings(phrases: list[tuple[str, set[str]]]) -> dict[str, Numbers]:
    """Return the numbers of the phrases that have each feature."""
    places: dict[str, int] = {}
    found = [places.setdefault(feature, len(places)) for _, features in phrases for feature in features]
    numbers = np.repeat(np.arange(len(phrases), dtype=np.int32), [len(features) for _, features in phrases])
    order = np.argsort(found, kind="stable")
    ends = np.cumsum(np.bincount(found, minlength=len(places)))
    return dict(zip(places, np.split(numbers[order], ends[:-1]), strict=True)) if places else {}


def _starts(codes: list[str]) -> Numbers:
    """Return the number of the first phrase of each code; the phrases of a code stand together."""
    return np.array(
        [number for number, code in enumerate(codes) if number == 0 or codes[number - 1] != code], dtype=int
    )


def _top(scores: Numbers, limit: int) -> list[int]:
    """Return where the highest scores above zero stand, best first, of equal ones the first."""
    least = np.partition(scores, -limit)[-limit] if limit < len(scores) else 0.0
    near = np.flatnonzero((scores >= least) & (scores > 0))
    return [int(number) for number in near[np.argsort(-scores[near], kind="stable")][:limit]]


def _inverse_frequencies(phrases: list[tuple[str, set[str]]], weak: frozenset[str]) -> dict[str, float]:
    """Weigh a feature by how few procedures have it; a pair of words counts half, a weak word little."""
    holders: Counter[str] = Counter()
    for _, group in groupby(phrases, key=lambda phrase: phrase[0]):
        holders.update(set().union(*(features for _, features in group)))
    total = len({code for code, _ in phrases})
    return {
        feature: _importance(feature.split(), weak) * (1 + math.log((1 + total) / (1 + count)))
        for feature, count in holders.items()
    }


def _importance(words: list[str], weak: frozenset[str]) -> float:
    telling = WEAK if all(word in weak for word in words) else 1.0
    return telling * (PAIR if len(words) == 2 else 1.0)
