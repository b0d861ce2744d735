"""Compare the words of a text with those of names: all of them, some of them, or words near to them."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz, process

from procedures_db.search.phrases import UNKNOWN, WEAK, Numbers, Phrases, best_of, starts_of

TYPO_CUTOFF = 72
PAIR = 0.5


class WordIndex:
    """Names of procedures as weighted words and pairs of words.

    A phrase's score is the geometric mean of how much of the phrase the query covers and how much
    of the query the phrase covers; rare words weigh more; a word that no name has is matched to
    the nearest ones.
    """

    def __init__(self, phrases: Phrases, weak: frozenset[str]) -> None:
        """Build from the phrases of each procedure, each phrase as its telling words."""
        self._weak = weak
        featured = [[_features(words) for words in named] for named in phrases]
        flat = [features for named in featured for features in named]
        self._weights = _inverse_frequencies(featured, weak)
        self._vocabulary = sorted(word for word in self._weights if " " not in word)
        self._totals = np.array([sum(map(self._weights.__getitem__, features)) for features in flat])
        self._postings = Postings(flat)
        self._starts = starts_of(featured)
        self._unknown = max(self._weights.values(), default=1.0)

    def scores(self, words: list[str]) -> Numbers:
        """Return the score of each procedure, from 0 to 1: that of its best phrase."""
        matched = np.zeros(len(self._totals))
        asked = 0.0
        for feature in _features(words):
            likeness = self._nearest(feature)
            asked += self._asked_weight(feature, likeness)
            for known, closeness in likeness:
                matched[self._postings.of(known)] += self._weights[known] * closeness
        return best_of(matched / np.sqrt(self._totals * max(asked, 1e-9)), self._starts)

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
        ignored = " " in feature or feature in self._weak
        return 0.0 if ignored else UNKNOWN * self._unknown


class Postings:
    """The numbers of the phrases that have each feature, in one array."""

    def __init__(self, phrases: list[set[str]]) -> None:
        """Sort the features of all phrases."""
        self._places: dict[str, int] = {}
        found = [self._places.setdefault(each, len(self._places)) for features in phrases for each in features]
        numbers = np.repeat(np.arange(len(phrases), dtype=np.int32), [len(features) for features in phrases])
        self._numbers = numbers[np.argsort(found, kind="stable")]
        self._ends = np.cumsum(np.bincount(np.array(found, dtype=np.int64), minlength=len(self._places)))

    def __contains__(self, feature: str) -> bool:
        """Say whether any phrase has the feature."""
        return feature in self._places

    def of(self, feature: str) -> Numbers:
        """Return the numbers of the phrases that have the feature, one by one from 0."""
        place = self._places[feature]
        return self._numbers[self._ends[place - 1] if place else 0 : self._ends[place]]


def _features(words: Sequence[str]) -> set[str]:
    return set(words) | {" ".join(pair) for pair in pairwise(words)}


def _inverse_frequencies(named: list[list[set[str]]], weak: frozenset[str]) -> dict[str, float]:
    """Weigh a feature by how few procedures have it; a pair of words counts half, a weak word little."""
    holders: Counter[str] = Counter()
    for phrases in named:
        holders.update(set().union(*phrases))
    return {
        feature: _importance(feature.split(), weak) * (1 + math.log((1 + len(named)) / (1 + count)))
        for feature, count in holders.items()
    }


def _importance(words: list[str], weak: frozenset[str]) -> float:
    telling = WEAK if all(word in weak for word in words) else 1.0
    return telling * (PAIR if len(words) == 2 else 1.0)
