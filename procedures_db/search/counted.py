"""Count the terms of texts, each text once: an index that is built anew counts only what is new."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix, vstack
from scipy.sparse._sparsetools import csc_matvec
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.utils import murmurhash3_32

from procedures_db.search.phrases import Numbers

Text = TypeVar("Text", bound=Hashable)
BUCKETS = 2**19  # several times as many as there are terms, so that two seldom share one


class Counted(Generic[Text]):
    """The counts of the terms of the texts asked for last, a row each."""

    def __init__(self, terms: Callable[[Text], Sequence[str]]) -> None:
        """Count what `terms` makes of a text."""
        self._terms = terms
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

    def of(self, text: Text) -> tuple[Numbers, Numbers]:
        """Return the columns of the terms of one text in order, and how often each occurs; nothing is kept."""
        counts = Counter(bucket_of(term) for term in self._terms(text))
        columns = sorted(counts)
        return np.array(columns, dtype=np.int32), np.array([counts[each] for each in columns], dtype=np.float32)


def bucket_of(term: str) -> int:
    """Return the column that HashingVectorizer counts a term in."""
    return abs(int(murmurhash3_32(term.encode()))) % BUCKETS


def add_columns(matrix: csc_matrix, columns: Numbers, weights: Numbers) -> Numbers:
    """Return the weighted sum of some columns for each row: `matrix[:, columns] @ weights`, nothing copied."""
    rows, ends, held = matrix.shape[0], matrix.indptr, matrix.indices
    weights = weights.astype(matrix.dtype, copy=False)
    total = np.zeros(rows, dtype=matrix.dtype)
    for number, column in enumerate(columns.tolist()):
        csc_matvec(rows, 1, ends[column : column + 2], held, matrix.data, weights[number : number + 1], total)
    return total
