"""The phrases that stand for procedures, procedure by procedure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
Phrases = Sequence[Sequence[tuple[str, ...]]]  # of each procedure, each as its words
WEAK, UNKNOWN = 0.2, 0.3  # what a weak word, and one that no name has, weigh beside others


def starts_of(groups: Sequence[Sequence[Any]]) -> Numbers:
    """Return the number of the first phrase of each group, when all phrases stand in one row; no group is empty."""
    lengths = np.array([len(group) for group in groups], dtype=int)
    return np.cumsum(lengths) - lengths


def best_of(scores: Numbers, starts: Numbers) -> Numbers:
    """Return the best score of each group of phrases."""
    best: Numbers = np.maximum.reduceat(scores, starts)
    return best
