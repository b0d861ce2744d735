"""Compare the words of a text with all words of a record, or with all of its names at once (BM25)."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy.sparse import csc_matrix
from sklearn.feature_extraction.text import CountVectorizer

from procedures_db.search.phrases import UNKNOWN, WEAK, Numbers

SATURATION, LENGTH = 1.2, 0.6  # the usual k1; b a little below the usual, for records differ in length by nature


class BodyIndex:
    """Texts of records, each as one bag of words; the score is the share of the text's weight that a record has."""

    def __init__(self, bodies: Sequence[Sequence[Sequence[str]]], weak: frozenset[str] = frozenset()) -> None:
        """Build from the sentences of each record, each as its words; weak words tell little."""
        self._weak = weak
        self._counter = CountVectorizer(analyzer=_terms)
        counts = self._counter.fit_transform([*bodies, [["\0"]]])[:-1].tocoo().astype(float)
        total = counts.shape[0]
        holders = np.bincount(counts.col, minlength=counts.shape[1])
        telling = [self._telling(term) for term in self._counter.get_feature_names_out()]
        self._rarity = np.log(1 + (total - holders + 0.5) / (holders + 0.5)) * telling
        lengths = np.bincount(counts.row, weights=counts.data, minlength=total)
        norm = SATURATION * (1 - LENGTH + LENGTH * lengths / max(lengths.mean(), 1.0))
        weights = counts.data / (counts.data + norm[counts.row]) * self._rarity[counts.col]
        self._weights = csc_matrix((weights, (counts.row, counts.col)), shape=counts.shape)

    def scores(self, words: list[str]) -> Numbers:
        """Return the score of each procedure, from 0 to 1."""
        known = self._counter.transform([[words]]).indices
        if not len(known):
            return np.zeros(self._weights.shape[0])
        shared: Numbers = np.asarray(self._weights[:, known].sum(axis=1)).ravel()
        return shared / (self._rarity[known].sum() + self._unknown_weight(words))

    def _unknown_weight(self, words: list[str]) -> float:
        vocabulary = self._counter.vocabulary_
        unknown = [word for word in set(words) if word not in vocabulary and word not in self._weak]
        return UNKNOWN * len(unknown) * float(self._rarity.max())

    def _telling(self, term: str) -> float:
        return WEAK if all(word in self._weak for word in term.split()) else 1.0


def _terms(sentences: Iterable[Sequence[str]]) -> list[str]:
    """Return words and pairs of neighbours, within sentences."""
    return [term for words in sentences for term in _of_sentence(tuple(words))]


@lru_cache(maxsize=60_000)
def _of_sentence(words: tuple[str, ...]) -> tuple[str, ...]:
    return (*words, *(" ".join(pair) for pair in pairwise(words)))
