"""Compare the words of a text with all words of a record, or with all of its names at once (BM25)."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from scipy.sparse import csc_matrix

from procedures_db.search.counted import Counted, add_columns, key_of
from procedures_db.search.phrases import UNKNOWN, WEAK, Numbers, Phrases

SATURATION, LENGTH = 1.2, 0.6  # the usual k1; b a little below the usual, for records differ in length by nature

Sentences = tuple[tuple[str, ...], ...]


class BodyIndex:
    """Texts of records, each as one bag of words; the score is the share of the text's weight that a record has."""

    def __init__(self, bodies: Phrases, weak: frozenset[str], counted: Counted[Sentences]) -> None:
        """Build from the sentences of each record, each as its words; weak words tell little."""
        self._weak = weak
        self._counted = counted
        rows, self._terms = counted.rows([tuple(sentences) for sentences in bodies])
        counts = rows.tocoo()
        total, terms = counts.shape
        holders = np.bincount(counts.col, minlength=terms)
        self._rarity = np.log(1 + (total - holders + 0.5) / (holders + 0.5)).astype(np.float32)
        columns, known = self._terms.columns(_weak_keys(weak))
        self._rarity[columns[known]] *= WEAK
        self._unknown = UNKNOWN * float(self._rarity.max(initial=0.0))
        lengths = np.bincount(counts.row, weights=counts.data, minlength=total)
        norm = SATURATION * (1 - LENGTH + LENGTH * lengths / max(lengths.mean(), 1.0))
        weights = counts.data / (counts.data + norm[counts.row]) * self._rarity[counts.col]
        self._weights = csc_matrix((weights.astype(np.float32), (counts.row, counts.col)), shape=counts.shape)

    def scores(self, words: list[str]) -> Numbers:
        """Return the score of each procedure, from 0 to 1."""
        columns, found = self._terms.columns(self._counted.of((tuple(words),)))
        known = columns[found]
        if not len(known):
            return np.zeros(self._weights.shape[0])
        shared = add_columns(self._weights, known, np.ones(len(known), dtype=np.float32))
        return shared / (self._rarity[known].sum() + self._unknown * self._count_unknown(words))

    def _count_unknown(self, words: list[str]) -> int:
        _, found = self._terms.columns(map(key_of, set(words) - self._weak))
        return int((~found).sum())


def keys_of(sentences: Sentences) -> Iterator[int]:
    """Return the keys of words and of pairs of neighbours within sentences."""
    return (key_of(term) for words in sentences for term in chain(words, (" ".join(pair) for pair in pairwise(words))))


@lru_cache(maxsize=4)
def _weak_keys(weak: frozenset[str]) -> tuple[int, ...]:
    """Return the keys of weak words, and of pairs of them."""
    return tuple({*map(key_of, weak), *(key_of(f"{one} {other}") for one in weak for other in weak)})
