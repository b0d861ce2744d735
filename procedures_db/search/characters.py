"""Compare texts by pieces of two to four letters: misspelt, run together, heard wrongly."""

from functools import lru_cache

import numpy as np
from sklearn.feature_extraction.text import TfidfTransformer

from procedures_db.search.counted import Counted, add_columns
from procedures_db.search.phrases import Numbers, Phrases, best_of, starts_of

SHORTEST, LONGEST = 2, 4


class CharacterIndex:
    """Names of procedures as weighted pieces of words (TF-IDF); the score is the cosine, from 0 to 1."""

    def __init__(self, phrases: Phrases, counted: Counted) -> None:
        """Build from the phrases of each procedure, each phrase as its telling words."""
        self._counted = counted
        counts = counted.rows([words for named in phrases for words in named])
        weights = TfidfTransformer(sublinear_tf=True).fit(counts)
        self._rarity = weights.idf_.astype(np.float32)
        self._columns = weights.transform(counts).tocsc()
        self._starts = starts_of(phrases)

    def scores(self, words: list[str]) -> Numbers:
        """Return the score of each procedure: that of its best phrase."""
        columns, counts = self._counted.of(tuple(words))
        weights = (1 + np.log(counts)) * self._rarity[columns]
        shared = add_columns(self._columns, columns, weights)
        return best_of(shared / max(float(np.linalg.norm(weights)), 1e-9), self._starts)


def pieces_of(words: tuple[str, ...]) -> list[str]:
    """Return the pieces of all words."""
    return [piece for word in words for piece in _pieces(word)]


@lru_cache(maxsize=100_000)
def _pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of a word with a space at either end."""
    padded = f" {word} "
    lengths = range(SHORTEST, LONGEST + 1)
    return tuple(padded[start : start + length] for length in lengths for start in range(len(padded) - length + 1))
