"""Compare texts by pieces of two to four letters: misspelt, run together, heard wrongly."""

from sklearn.feature_extraction.text import TfidfVectorizer

from procedures_db.search.phrases import Numbers, best_of, starts_of


class CharacterIndex:
    """Names of procedures as weighted pieces of words (TF-IDF); the score is the cosine, from 0 to 1."""

    def __init__(self, phrases: list[list[list[str]]]) -> None:
        """Build from the phrases of each procedure, each phrase as its telling words."""
        self._pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        rows = self._pieces.fit_transform([" ".join(words) for named in phrases for words in named])
        self._columns = rows.T.tocsr()
        self._starts = starts_of(phrases)

    def scores(self, words: list[str]) -> Numbers:
        """Return the score of each procedure: that of its best phrase."""
        asked = self._pieces.transform([" ".join(words)])
        return best_of((asked @ self._columns).toarray()[0], self._starts)
