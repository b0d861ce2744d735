"""Compare texts by pieces of two to four letters: misspelt, run together, heard wrongly."""

from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import numpy as np
from scipy.sparse import csr_matrix

from procedures_db.search.counted import Counted, add_columns, key_of
from procedures_db.search.phrases import Numbers, Phrases, best_of, starts_of

SHORTEST, LONGEST = 2, 4


class CharacterIndex:
    """Names of procedures as weighted pieces of words (TF-IDF); the score is the cosine, from 0 to 1."""

    def __init__(self, phrases: Phrases, counted: Counted) -> None:
        """Build from the phrases of each procedure, each phrase as its telling words."""
        self._counted = counted
        counts, self._terms = counted.rows([words for named in phrases for words in named])
        self._rarity = _rarity_of(counts)
        self._strange = 1 + np.log(1 + counts.shape[0], dtype=np.float32)  # how rare a piece is that no name has
        self._columns = _weigh(counts, self._rarity).tocsc()
        self._starts = starts_of(phrases)

    def scores(self, words: list[str]) -> Numbers:
        """Return the score of each procedure: that of its best phrase."""
        asked = self._counted.of(tuple(words))
        columns, known = self._terms.columns(asked)
        weights = 1 + np.log(np.array(list(asked.values()), dtype=np.float32))
        weights[known] *= self._rarity[columns[known]]
        weights[~known] *= self._strange
        shared = add_columns(self._columns, columns[known], weights[known])
        return best_of(shared / max(float(np.linalg.norm(weights)), 1e-9), self._starts)


def _rarity_of(counts: csr_matrix) -> Numbers:
    """Return how rare the term of each column is, as if one more text had every term."""
    texts, terms = counts.shape
    holders = np.bincount(counts.indices, minlength=terms)
    return (1 + np.log((1 + texts) / (1 + holders))).astype(np.float32)


def _weigh(counts: csr_matrix, rarity: Numbers) -> csr_matrix:
    """Return the rows as TF-IDF, a term that occurs again and again counting less, each of length one."""
    weights = (1 + np.log(counts.data, dtype=np.float32)) * rarity[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=counts.shape[0]))
    return csr_matrix((weights / lengths[rows].astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)


def keys_of_pieces(words: tuple[str, ...]) -> Iterator[int]:
    """Return the keys of the pieces of all words."""
    return chain.from_iterable(map(_pieces, words))


@lru_cache(maxsize=100_000)
def _pieces(word: str) -> "array[int]":
    """Return the keys of the pieces of a word with a space at either end."""
    padded = f" {word} "
    lengths = range(SHORTEST, LONGEST + 1)
    pieces = (padded[start : start + length] for length in lengths for start in range(len(padded) - length + 1))
    return array("i", map(key_of, pieces))
