"""Compare the words of a text with those of names: all of them, some of them, or words near to them."""

import numpy as np
from rapidfuzz import fuzz, process

from procedures_db.search.features import Features, features_of
from procedures_db.search.phrases import UNKNOWN, Numbers, Phrases, best_of, starts_of

TYPO_CUTOFF = 72


class WordIndex:
    """Names of procedures as weighted words and pairs of words.

    A phrase's score is the geometric mean of how much of the phrase the query covers and how much
    of the query the phrase covers; a feature weighs more the fewer procedures have it; a word that
    no name has is matched to the nearest ones.
    """

    def __init__(self, phrases: Phrases, weak: frozenset[str], features: Features) -> None:
        """Build from the phrases of each procedure, each phrase as its telling words."""
        self._weak = weak
        self._features = features
        found = features.number_all([words for named in phrases for words in named])
        lengths = [len(numbers) for numbers in found]
        flat, size = np.concatenate(found), len(features.importance)
        phrase = np.repeat(np.arange(len(found), dtype=np.int32), lengths)
        owner = np.repeat(np.arange(len(phrases), dtype=np.int64), [len(named) for named in phrases])
        holders = np.bincount(np.unique(owner[phrase] * size + flat) % size, minlength=size)
        self._weights = features.importance * (1 + np.log((1 + len(phrases)) / (1 + holders)))
        self._totals = np.add.reduceat(self._weights[flat], np.cumsum([0, *lengths[:-1]]))
        self._phrases = phrase[np.argsort(flat, kind="stable")]
        self._ends = np.cumsum(np.bincount(flat, minlength=size))
        self._vocabulary = {word: number for word, number in sorted(features.words.items()) if holders[number]}
        self._known = list(self._vocabulary)
        self._starts = starts_of(phrases)
        self._unknown = float(self._weights[holders > 0].max())

    def scores(self, words: list[str]) -> Numbers:
        """Return the score of each procedure, from 0 to 1: that of its best phrase."""
        matched = np.zeros(len(self._totals))
        asked = 0.0
        for feature in features_of(words):
            likeness = self._nearest(feature)
            asked += self._asked_weight(feature, likeness)
            for number, closeness in likeness:
                matched[self._holding(number)] += self._weights[number] * closeness
        return best_of(matched / np.sqrt(self._totals * max(asked, 1e-9)), self._starts)

    def _holding(self, number: int) -> Numbers:
        """Return the numbers of the phrases that have a feature."""
        return self._phrases[self._ends[number - 1] if number else 0 : self._ends[number]]

    def _nearest(self, feature: str) -> list[tuple[int, float]]:
        number = self._features.number(feature)
        if number is not None and number < len(self._ends) and len(self._holding(number)):
            return [(number, 1.0)]
        if " " in feature or len(feature) < 3 or not feature.isalpha():
            return []
        near = process.extract(feature, self._known, scorer=fuzz.ratio, limit=2, score_cutoff=TYPO_CUTOFF)
        return [(self._vocabulary[word], (score / 100) ** 2) for word, score, _ in near]

    def _asked_weight(self, feature: str, likeness: list[tuple[int, float]]) -> float:
        if likeness:
            return max(float(self._weights[number]) * closeness for number, closeness in likeness)
        ignored = " " in feature or feature in self._weak
        return 0.0 if ignored else UNKNOWN * self._unknown
