"""Count the terms of texts, each text once: an index that is built anew counts only what is new."""

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from zlib import crc32

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix, vstack
from scipy.sparse._sparsetools import csc_matvec

from procedures_db.search.phrases import Numbers

Text = TypeVar("Text", bound=Hashable)
KEYS = 2**31 - 1  # so many that two terms hardly ever share one
COUNT = np.uint16  # of a term in a text


@dataclass(frozen=True)
class Terms:
    """The terms that some texts have; `keys` in ascending order, the place of each is its column."""

    keys: Numbers

    def columns(self, keys: Iterable[int]) -> tuple[Numbers, Numbers]:
        """Return for each key its column and whether there is one; where there is none the column means nothing."""
        asked = np.fromiter(keys, dtype=np.int32)
        if not len(self.keys):
            return asked, np.zeros(len(asked), dtype=bool)
        columns = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        return columns, self.keys[columns] == asked


class Counted(Generic[Text]):
    """The counts of the terms of the texts asked for last, a row each."""

    def __init__(self, keys: Callable[[Text], Iterable[int]]) -> None:
        """Count what `keys` makes of a text: the key of each term."""
        self._keys = keys
        self._rows = csr_matrix((0, KEYS), dtype=COUNT)
        self._numbers: dict[Text, int] = {}

    def rows(self, texts: Sequence[Text]) -> tuple[csr_matrix, Terms]:
        """Return a row of counts for each text, a column for each term; those of the last time are taken over."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._numbers]
        if missing:
            first = self._rows.shape[0]
            self._rows = vstack([self._rows, self._count(missing)], format="csr")
            self._numbers |= {text: first + number for number, text in enumerate(missing)}
        self._rows = self._rows[[self._numbers[text] for text in texts]]
        self._numbers = {text: number for number, text in enumerate(texts)}
        keys, columns = np.unique(self._rows.indices, return_inverse=True)
        shape = (len(texts), len(keys))
        return csr_matrix((self._rows.data, columns.astype(np.int32), self._rows.indptr), shape=shape), Terms(keys)

    def of(self, text: Text) -> dict[int, int]:
        """Return the keys of the terms of one text in order, and how often each occurs; nothing is kept."""
        return dict(sorted(Counter(self._keys(text)).items()))

    def _count(self, texts: Sequence[Text]) -> csr_matrix:
        keys, ends = array("i"), [0]
        for text in texts:
            keys.extend(self._keys(text))
            ends.append(len(keys))
        held = np.frombuffer(keys, dtype=np.int32)
        counts = csr_matrix((np.ones(len(held), dtype=COUNT), held, ends), shape=(len(texts), KEYS))
        counts.sum_duplicates()
        return counts


def key_of(term: str) -> int:
    """Return the key that a term is counted by."""
    return crc32(term.encode()) % KEYS


def add_columns(matrix: csc_matrix, columns: Numbers, weights: Numbers) -> Numbers:
    """Return the weighted sum of some columns for each row: `matrix[:, columns] @ weights`, nothing copied."""
    rows, ends, held = matrix.shape[0], matrix.indptr, matrix.indices
    weights = weights.astype(matrix.dtype, copy=False)
    total = np.zeros(rows, dtype=matrix.dtype)
    for number, column in enumerate(columns.tolist()):
        csc_matvec(rows, 1, ends[column : column + 2], held, matrix.data, weights[number : number + 1], total)
    return total
