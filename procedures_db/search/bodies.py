"""Compare the words of a text with all words of a record, or with all of its names at once (BM25)."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy.sparse import csc_matrix

from procedures_db.search.counted import Counted, add_columns
from procedures_db.search.phrases import UNKNOWN, WEAK, Numbers, Phrases

SATURATION, LENGTH = 1.2, 0.6  # the usual k1; b a little below the usual, for records differ in length by nature

Sentences = tuple[tuple[str, ...], ...]


class BodyIndex:
    """Texts of records, each as one bag of words; the score is the share of the text's weight that a record has."""

    def __init__(self, bodies: Phrases, weak: frozenset[str], counted: Counted[Sentences]) -> None:
        """Build from the sentences of each record, each as its words; weak words tell little."""
        self._weak = weak
        self._counted = counted
        counts = counted.rows([tuple(sentences) for sentences in bodies]).tocoo()
        total, terms = counts.shape
        self._holders = np.bincount(counts.col, minlength=terms).astype(np.int32)
        self._rarity = np.log(1 + (total - self._holders + 0.5) / (self._holders + 0.5)).astype(np.float32)
        self._rarity[_weak_columns(weak, counted)] *= WEAK
        self._unknown = UNKNOWN * float(self._rarity[counts.col].max(initial=0.0))
        lengths = np.bincount(counts.row, weights=counts.data, minlength=total)
        norm = SATURATION * (1 - LENGTH + LENGTH * lengths / max(lengths.mean(), 1.0))
        weights = counts.data / (counts.data + norm[counts.row]) * self._rarity[counts.col]
        self._weights = csc_matrix((weights.astype(np.float32), (counts.row, counts.col)), shape=counts.shape)

    def scores(self, words: list[str]) -> Numbers:
        """Return the score of each procedure, from 0 to 1."""
        asked, _ = self._counted.of((tuple(words),))
        known = asked[self._holders[asked] > 0]
        if not len(known):
            return np.zeros(self._weights.shape[0])
        shared = add_columns(self._weights, known, np.ones(len(known), dtype=np.float32))
        return shared / (self._rarity[known].sum() + self._unknown * self._count_unknown(words))

    def _count_unknown(self, words: list[str]) -> int:
        telling = tuple((word,) for word in set(words) - self._weak)
        return int((self._holders[self._counted.of(telling)[0]] == 0).sum()) if telling else 0


def terms_of(sentences: Sentences) -> list[str]:
    """Return words and pairs of neighbours, within sentences."""
    return [term for words in sentences for term in (*words, *(" ".join(pair) for pair in pairwise(words)))]


@lru_cache(maxsize=4)
def _weak_columns(weak: frozenset[str], counted: Counted[Sentences]) -> Numbers:
    """Return the columns of weak words, and of pairs of them."""
    pairs = tuple((one, other) for one in weak for other in weak)
    columns, _ = counted.of((*pairs, *((word,) for word in weak)))
    return columns
