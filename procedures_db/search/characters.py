"""Compare texts by pieces of two to four letters: misspelt, run together, heard wrongly."""

from functools import lru_cache

from sklearn.feature_extraction.text import TfidfVectorizer

from procedures_db.search.phrases import Numbers, best_of, starts_of

SHORTEST, LONGEST = 2, 4


class CharacterIndex:
    """Names of procedures as weighted pieces of words (TF-IDF); the score is the cosine, from 0 to 1."""

    def __init__(self, phrases: list[list[list[str]]]) -> None:
        """Build from the phrases of each procedure, each phrase as its telling words."""
        self._vectors = TfidfVectorizer(analyzer=_pieces_of, sublinear_tf=True)
        rows = self._vectors.fit_transform([words for named in phrases for words in named])
        self._columns = rows.T.tocsr()
        self._starts = starts_of(phrases)

    def scores(self, words: list[str]) -> Numbers:
        """Return the score of each procedure: that of its best phrase."""
        asked = self._vectors.transform([words])
        return best_of((asked @ self._columns).toarray()[0], self._starts)


def _pieces_of(words: list[str]) -> list[str]:
    return [piece for word in words for piece in _pieces(word)]


@lru_cache(maxsize=100_000)
def _pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of a word with a space at either end."""
    padded = f" {word} "
    lengths = range(SHORTEST, LONGEST + 1)
    return tuple(padded[start : start + length] for length in lengths for start in range(len(padded) - length + 1))
