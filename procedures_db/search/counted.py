"""Count the terms of texts, each text once: an index that is built anew counts only what is new."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import HashingVectorizer

Text = TypeVar("Text", bound=Hashable)
BUCKETS = 2**19  # several times as many as there are terms, so that two seldom share one


class Counted(Generic[Text]):
    """The counts of the terms of the texts asked for last, a row each."""

    def __init__(self, terms: Callable[[Text], Sequence[str]]) -> None:
        """Count what `terms` makes of a text."""
        self._counter = HashingVectorizer(
            analyzer=terms, n_features=BUCKETS, alternate_sign=False, norm=None, dtype=np.float32
        )
        self._rows: Any = csr_matrix((0, BUCKETS), dtype=np.float32)
        self._numbers: dict[Text, int] = {}

    def rows(self, texts: Sequence[Text]) -> csr_matrix:
        """Return a row of counts for each text; those of the last time are taken over."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._numbers]
        if missing:
            first = self._rows.shape[0]
            self._rows = vstack([self._rows, self._counter.transform(missing)], format="csr")
            self._numbers |= {text: first + number for number, text in enumerate(missing)}
        self._rows = self._rows[[self._numbers[text] for text in texts]]
        self._numbers = {text: number for number, text in enumerate(texts)}
        return self._rows

    def of(self, text: Text) -> csr_matrix:
        """Return the row of one text, keeping nothing."""
        return self._counter.transform([text])
